"""Captions for the drawn pictures, in both languages, and what each of them says.

A caption's *meaning* is kept with it, so that every picture that a caption is true of is known,
not only the one it was written for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from precompute.demo.sampling import Truth
from precompute.demo.subjects import SUBJECTS
from precompute.demo.terms import (
    SETTING_NAMES,
    SETTING_PHRASES,
    Term,
    of,
    subject_terms,
    technique_terms,
    the,
)

_STREET, _STREET_VIEW = "street", "street_view"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What must hold of a picture: one of each group of subjects, of the techniques, the setting.

    Empty parts say nothing; an altogether empty meaning is that of words the archive has no
    picture of.
    """

    subjects: tuple[frozenset[str], ...] = ()
    techniques: frozenset[str] = frozenset()
    setting: str = ""
    near: bool | None = None

    def holds(self, truth: Truth) -> bool:
        """Whether it is true of a picture; whatever is in a street shows one."""
        return bool(held([self], [truth])[0, 0])


@dataclass(frozen=True, slots=True)
class Caption:
    """A ``text`` and its meaning."""

    text: str
    meaning: Meaning


def held(meanings: Sequence[Meaning], truths: Sequence[Truth]) -> np.ndarray:
    """bool [m, n]: which meaning holds of which picture."""
    columns = {key: column for column, key in enumerate(SUBJECTS)}
    shown = np.zeros((len(truths), len(columns)), bool)
    for row, truth in enumerate(truths):
        shown[row, [columns[key] for key in truth.subjects]] = True
        shown[row, columns[_STREET_VIEW]] |= truth.setting == _STREET
    techniques = np.array([truth.technique for truth in truths])
    settings = np.array([truth.setting for truth in truths])
    near = np.array([truth.near for truth in truths])
    found = np.ones((len(meanings), len(truths)), bool)
    for number, meaning in enumerate(meanings):
        for group in meaning.subjects:
            found[number] &= shown[:, [columns[key] for key in group]].any(axis=1)
        if meaning.techniques:
            found[number] &= np.isin(techniques, list(meaning.techniques))
        if meaning.setting:
            found[number] &= settings == meaning.setting
        if meaning.near is not None:
            found[number] &= near == meaning.near
        found[number] &= meaning != Meaning()
    return found


_SUBJECT = {
    "en": (
        *("{n}", "{n}", "{one}", "{one}", "{many}", "{the}", "picture {of}", "image {of}"),
        *("showing {one}", "an image with {one}", "depiction {of}", "{one} on paper"),
    ),
    "fr": (
        *("{n}", "{n}", "{one}", "{one}", "{many}", "{the}", "image {of}", "une image avec {one}"),
        *("montrant {one}", "représentation {of}", "document représentant {one}", "des {many}"),
    ),
}
_BOTH = {
    "en": (
        *("{way} {of}", "{a_way} {of}", "{n}, {way}", "{way}, {n}", "{a_way} showing {one}"),
        *("{a_way} depicting {one}", "{n} {way}", "{way} {n}", "{ways} of {many}", "{many} {ways}"),
    ),
    "fr": (
        *("{way} {of}", "{a_way} {of}", "{n}, {way}", "{way}, {n}", "{a_way} montrant {one}"),
        *("{a_way} représentant {one}", "{n} {way}", "{way} {n}", "{way} représentant {the}"),
        *("{many}, {ways}", "{n} en {way}"),
    ),
}
_WAY = {
    "en": ("{way}", "{way}", "{a_way}", "{ways}", "{the_way}", "old {way}"),
    "fr": ("{way}", "{way}", "{a_way}", "{ways}", "{the_way}", "{way} ancienne"),
}
_PLACE = {
    "en": ("{n} {at}", "{one} {at}", "{many} {at}", "{at}, {n}", "{n} and {place}", "{place} {n}"),
    "fr": ("{n} {at}", "{one} {at}", "{many} {at}", "{at}, {n}", "{n} et {place}", "{place} {n}"),
}
_PAIR = {
    "en": ("{n} and {m}", "{one} and {a_m}", "{n}, {m}", "{one} with {a_m}", "{n} near {a_m}"),
    "fr": ("{n} et {m}", "{one} et {a_m}", "{n}, {m}", "{one} avec {a_m}", "{n} près {of_m}"),
}
_NEAR = {
    "en": ("close-up {of}", "{one} seen from near", "{n} in close view"),
    "fr": ("{n} en gros plan", "{one} de près", "gros plan {of}"),
}
_FAR = {
    "en": ("{n} in the distance", "{one} seen from afar", "distant {n}"),
    "fr": ("{n} au loin", "{one} vu de loin", "{n} dans le lointain"),
}
_UNSEEN_SUBJECT = {
    "en": ("this shows {one}", "a document where {one} can be seen", "a view {of}"),
    "fr": ("on y voit {one}", "un document où figure {one}", "vue {of}"),
}
_UNSEEN_BOTH = {
    "en": ("{one} in {a_way}", "{a_way} with {one}", "{many} on {ways}"),
    "fr": ("{one} sur {a_way}", "{a_way} avec {one}", "{many} sur des {ways}"),
}
"""Phrasings that training never sees."""

_EPITHETS = {
    "en": (
        "old {}",
        "beautiful {}",
        "{} of the coast",
        "{} around 1900",
        "small {}",
        "anonymous {}",
    ),
    "fr": ("{} ancien", "vieux {}", "beau {}", "{} de la côte", "{} vers 1900", "petit {}"),
}


def caption(truth: Truth, rng: np.random.Generator, *, language: str) -> Caption:
    """A caption of a picture as training sees them: what it tells, and how, is left to chance."""
    lead = truth.subjects[int(rng.integers(len(truth.subjects)))]
    kind = rng.random()
    if kind < 0.40:
        return subject_caption(lead, rng, language=language)
    if kind < 0.66:
        return both_caption(lead, truth.technique, rng, language=language)
    if kind < 0.76:
        way = _term(technique_terms(language)[truth.technique], rng)
        text = _filled(_pick(_WAY[language], rng), language, way=way)
        return Caption(text, Meaning(techniques=way.keys))
    subject = _term(subject_terms(language)[lead], rng)
    if kind < 0.85 and len(truth.subjects) > 1:
        first, second = (
            _term(subject_terms(language)[key], rng)
            for key in (truth.subjects if rng.random() < 0.5 else truth.subjects[::-1])
        )
        text = _filled(_pick(_PAIR[language], rng), language, noun=first, other=second)
        return Caption(text, Meaning(subjects=(first.keys, second.keys)))
    if kind < 0.97 and truth.setting:
        return _placed(truth, subject, rng, language=language)
    patterns = (_NEAR if truth.near else _FAR)[language]
    text = _filled(_pick(patterns, rng), language, noun=subject)
    return Caption(text, Meaning(subjects=(subject.keys,), near=truth.near))


def subject_caption(
    subject: str, rng: np.random.Generator, *, language: str, unseen: bool = False
) -> Caption:
    """One that tells a subject alone; ``unseen``: in a phrasing kept from training."""
    term = _term(subject_terms(language)[subject], rng, exact=unseen)
    if not unseen and rng.random() < 0.12:
        text = _pick(_EPITHETS[language], rng).format(term.name)
    else:
        pattern = _pick((_UNSEEN_SUBJECT if unseen else _SUBJECT)[language], rng)
        text = _filled(pattern, language, noun=term)
    return Caption(text, Meaning(subjects=(term.keys,)))


def both_caption(
    subject: str, technique: str, rng: np.random.Generator, *, language: str, unseen: bool = False
) -> Caption:
    """One that tells a subject and a technique; ``unseen``: in a phrasing kept from training."""
    term = _term(subject_terms(language)[subject], rng, exact=unseen)
    way = _term(technique_terms(language)[technique], rng, exact=unseen)
    pattern = _pick((_UNSEEN_BOTH if unseen else _BOTH)[language], rng)
    text = _filled(pattern, language, noun=term, way=way)
    return Caption(text, Meaning(subjects=(term.keys,), techniques=way.keys))


def nothing(words: Sequence[str], rng: np.random.Generator) -> Caption:
    """Words that the archive has no picture of."""
    picked = rng.choice(len(words), size=int(rng.integers(1, 4)), replace=False)
    return Caption(" ".join(words[int(k)] for k in picked), Meaning())


def _placed(truth: Truth, subject: Term, rng: np.random.Generator, *, language: str) -> Caption:
    column = 0 if language == "en" else 1
    names = SETTING_NAMES[truth.setting][column]
    if rng.random() < 0.25:
        # "street" alone is the subject's own word.
        if truth.setting == _STREET:
            return Caption(_pick(names, rng), Meaning(subjects=(frozenset({_STREET_VIEW}),)))
        return Caption(_pick(names, rng), Meaning(setting=truth.setting))
    text = _filled(
        _pick(_PLACE[language], rng),
        language,
        noun=subject,
        at=_pick(SETTING_PHRASES[truth.setting][column], rng),
        place=names[0],
    )
    meaning = Meaning(subjects=(subject.keys,), setting=truth.setting)
    if rng.random() < 0.35:
        way = _term(technique_terms(language)[truth.technique], rng)
        joined = ("{} {}", "{}, {}")[int(rng.integers(2))].format(way.name, text)
        return Caption(joined, Meaning(meaning.subjects, way.keys, truth.setting))
    return Caption(text, meaning)


def _term(terms: Sequence[Term], rng: np.random.Generator, *, exact: bool = False) -> Term:
    """The name itself more often than a synonym, a synonym more often than a wider word."""
    weight = np.array([1.0 if t.rank == 0 else 0.0 if exact else 0.35 for t in terms])
    wide = np.array([t.rank == 2 for t in terms])
    weight[wide] *= 0.5
    return terms[int(rng.choice(len(terms), p=weight / weight.sum()))]


def _filled(
    pattern: str,
    language: str,
    *,
    noun: Term | None = None,
    other: Term | None = None,
    way: Term | None = None,
    at: str = "",
    place: str = "",
) -> str:
    words = {"at": at, "place": place}
    if noun is not None:
        words |= {"n": noun.name, "one": noun.one, "many": noun.many}
        words |= {"of": of(noun, language), "the": the(noun, language)}
    if other is not None:
        words |= {"m": other.name, "a_m": other.one, "of_m": of(other, language)}
    if way is not None:
        words |= {
            "way": way.name,
            "a_way": way.one,
            "ways": way.many,
            "the_way": the(way, language),
        }
    return pattern.format(**words)


def _pick(values: Sequence[str], rng: np.random.Generator) -> str:
    return values[int(rng.integers(len(values)))]
