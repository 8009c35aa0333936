"""How well an encoder finds pictures whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from precompute.demo.captions import Caption, Meaning, both_caption, held, subject_caption
from precompute.demo.held_out import asked
from precompute.demo.sampling import Truth
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES
from precompute.demo.terms import LANGUAGES, of, subject_terms, technique_terms

AT = 10

TextEncoder = Callable[[Sequence[str], str], np.ndarray]
"""float32 [m, dim], unit length, of texts in a language."""


@dataclass(frozen=True)
class Score:
    """A figure between 0 and 1 in each language, over ``queries`` questions."""

    name: str
    figures: dict[str, float]
    queries: int


def scores(
    vectors: np.ndarray, truths: Sequence[Truth], encode: TextEncoder, *, part: int
) -> list[Score]:
    """All scores of an encoder over pictures of a part.

    ``vectors`` float32 [n, dim], unit length, one a picture. Precision at 10 is the part of the
    ten nearest pictures that the words are true of; what fewer than ten pictures show is not
    asked for. Raises ValueError where ``vectors`` and ``truths`` are not of one length.
    """
    if len(vectors) != len(truths):
        raise ValueError(f"{len(vectors)} vectors for {len(truths)} pictures")
    found = [
        _precision("subject", vectors, truths, encode, _subjects),
        _precision("subject, phrasing held out", vectors, truths, encode, _unseen_subjects),
    ]
    for kind, pairs in asked(part).items():
        found.append(
            _precision(
                f"subject with technique, {kind}",
                vectors,
                truths,
                encode,
                lambda language, pairs=pairs: _both(pairs, language),  # type: ignore[misc]
            )
        )
        found.append(
            _precision(
                f"subject with technique, {kind}, phrasing held out",
                vectors,
                truths,
                encode,
                lambda language, pairs=pairs: _unseen_both(pairs, language),  # type: ignore[misc]
            )
        )
    found.append(_techniques(vectors, truths, encode))
    return found


def precision(scores: np.ndarray, relevant: np.ndarray, *, at: int = AT) -> float:
    """Part of the ``at`` highest of ``scores`` [n] that are ``relevant`` (bool [n])."""
    best = np.argsort(-scores, kind="stable")[:at]
    return float(relevant[best].mean())


def agreement(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's rank correlation between two lists of scores [n]."""
    one, other = (np.argsort(np.argsort(values)).astype(np.float64) for values in (first, second))
    return float(np.corrcoef(one, other)[0, 1])


def _precision(
    name: str,
    vectors: np.ndarray,
    truths: Sequence[Truth],
    encode: TextEncoder,
    captions: Callable[[str], list[Caption]],
) -> Score:
    figures: dict[str, float] = {}
    count = 0
    for language in LANGUAGES:
        asked_for = [
            (caption.text, relevant)
            for caption, relevant in _with_relevant(captions(language), truths)
            if relevant.sum() >= AT
        ]
        said = [text for text, _ in asked_for]
        texts = encode(said, language) if said else np.zeros((0, 1), np.float32)
        values = [
            precision(vectors @ text, relevant)
            for text, (_, relevant) in zip(texts, asked_for, strict=True)
        ]
        figures[language] = float(np.mean(values)) if values else float("nan")
        count = len(values)
    return Score(name, figures, count)


def _techniques(vectors: np.ndarray, truths: Sequence[Truth], encode: TextEncoder) -> Score:
    figures = {}
    keys = list(TECHNIQUES)
    true = np.array([keys.index(truth.technique) for truth in truths])
    for language in LANGUAGES:
        texts = encode([technique_terms(language)[key][0].name for key in keys], language)
        figures[language] = float(((vectors @ texts.T).argmax(axis=1) == true).mean())
    return Score("technique, zero-shot accuracy", figures, len(truths))


def _with_relevant(
    captions: Sequence[Caption], truths: Sequence[Truth]
) -> Iterable[tuple[Caption, np.ndarray]]:
    return zip(captions, held([caption.meaning for caption in captions], truths), strict=True)


def _subjects(language: str) -> list[Caption]:
    terms = subject_terms(language)
    return [Caption(terms[key][0].name, Meaning((terms[key][0].keys,))) for key in SUBJECTS]


def _unseen_subjects(language: str) -> list[Caption]:
    rng = np.random.default_rng(0)
    return [subject_caption(key, rng, language=language, unseen=True) for key in SUBJECTS]


def _both(pairs: Sequence[tuple[str, str]], language: str) -> list[Caption]:
    found = []
    for subject, technique in pairs:
        term, way = subject_terms(language)[subject][0], technique_terms(language)[technique][0]
        meaning = Meaning((term.keys,), way.keys)
        found.append(Caption(f"{way.name} {of(term, language)}", meaning))
    return found


def _unseen_both(pairs: Sequence[tuple[str, str]], language: str) -> list[Caption]:
    rng = np.random.default_rng(0)
    return [both_caption(s, t, rng, language=language, unseen=True) for s, t in pairs]
