"""Prompts as vectors: by the text tower, or by the names of the vocabulary; or not at all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.classes.models import ClassSet
from explorer.search.engine import Engine
from explorer.search.lexicon import translations

_REMEMBERED = 4096

How = Literal["model", "vocabulary", "no"]


@dataclass(frozen=True)
class Understood:
    """A prompt, and how it was understood: ``names`` are those of the vocabulary that it met,
    ``unknown`` the words that no name covers."""

    text: str
    language: str
    how: How
    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Encoded:
    """The classes of a set as vectors (float32 [c, dim], unit length; zeros where ``known``, bool
    [c], is false: none of that class's prompts was understood), and each one's prompts."""

    vectors: np.ndarray
    known: np.ndarray
    prompts: tuple[tuple[Understood, ...], ...]


class Prompter:
    """Encodes the prompts of one collection; safe to share between threads.

    ``spoken`` are the languages that the model was trained on; empty where nobody knows.
    """

    def __init__(self, engine: Engine, *, dim: int, spoken: tuple[str, ...] = ()) -> None:
        self._engine = engine
        self._dim = dim
        self._spoken = {code.casefold().partition("-")[0] for code in spoken}
        self._lock = threading.Lock()
        self._recent: OrderedDict[tuple[str, str], tuple[Understood, np.ndarray | None]] = (
            OrderedDict()
        )

    def encode(self, asked: ClassSet, *, told: Callable[[float], None] | None = None) -> Encoded:
        """Each class as the mean of its prompts' vectors (Radford et al. 2021, section 3.1.4).

        ``told`` is called between prompts with how much is done, from 0 to 1; what it raises ends
        the work.
        """
        chosen = [
            [
                (language, text)
                for language, texts in each.prompts.items()
                if self._counts(asked, language, each.prompts)
                for text in texts
            ]
            for each in asked.classes
        ]
        total = sum(map(len, chosen))
        vectors = np.zeros((len(chosen), self._dim), np.float32)
        prompts: list[tuple[Understood, ...]] = []
        done = 0
        for at, pairs in enumerate(chosen):
            found = []
            for language, text in pairs:
                understood, vector = self._one(text, language)
                found.append(understood)
                if vector is not None:
                    vectors[at] += vector
                done += 1
                if told is not None:
                    told(done / total)
            prompts.append(tuple(found))
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        known = length[:, 0] > 1e-6
        return Encoded(vectors / np.maximum(length, 1e-6), known, tuple(prompts))

    def _counts(self, asked: ClassSet, language: str, prompts: dict[str, tuple[str, ...]]) -> bool:
        """Whether prompts of a language count: those asked for, of those that the model knows."""
        code = language.partition("-")[0]
        if asked.languages:
            return language in asked.languages or code in asked.languages
        if not self._engine.tower.there or not self._spoken:
            return True
        spoken = {one for one in prompts if one.partition("-")[0] in self._spoken}
        return not spoken or language in spoken

    def _one(self, text: str, language: str) -> tuple[Understood, np.ndarray | None]:
        with self._lock:
            held = self._recent.get((text, language))
            if held is not None:
                self._recent.move_to_end((text, language))
                return held
        found = self._by_model(text, language) or self._by_vocabulary(text, language)
        with self._lock:
            self._recent[text, language] = found
            while len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        return found

    def _by_model(self, text: str, language: str) -> tuple[Understood, np.ndarray] | None:
        vector = self._engine.tower.encode(text, language=language)
        return None if vector is None else (Understood(text, language, "model"), vector)

    def _by_vocabulary(self, text: str, language: str) -> tuple[Understood, np.ndarray | None]:
        """A prompt is understood when names cover all of it exactly; half a prompt misleads."""
        names = self._engine.vocabulary
        if names is None:
            return Understood(text, language, "no"), None
        match = names.match(text, language=language)
        if not match or match.unmatched or match.near:
            ways = [
                names.match(way, language="en" if language == "fr" else "fr")
                for way in translations(text, language=language)
            ]
            match = next((way for way in ways if way and not way.unmatched and not way.near), match)
        met = tuple(
            dict.fromkeys(
                names.label(word, language=language) for sense in match.words for word in sense
            )
        )
        if not match or match.unmatched or match.near:
            return Understood(text, language, "no", met, match.unmatched), None
        return Understood(text, language, "vocabulary", met), names.vector(match)
