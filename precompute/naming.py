"""Naming groups of images with words, so that each name says what sets its group apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from precompute.clusters import unit

CANDIDATES = 40
TERMS = 5
FROM_ALL = 0.7
"""Weight of the contrast with the whole collection; the rest is contrast with the siblings."""

PLAUSIBLE = 0.5
"""A name must suit its group at least this much of what the best word does, siblings apart."""

OWN_WORDS, OWN_WORDS_MOST = 0.25, 2.5
"""Preference for the words of the collection's own texts, for each doubling of their use."""

_LONGEST = 4


@dataclass(frozen=True)
class Name:
    """What a group is called: positions of words, ``word`` -1 when none fits.

    ``terms`` are the next best; ``margin`` is by how much the word's mean cosine to the group
    exceeds that to the best of its siblings (or to the rest of the collection), and may be
    negative where the word was the best choice for another group as well.
    """

    word: int
    terms: tuple[int, ...]
    margin: float


def name_groups(
    centroids: np.ndarray,
    sizes: np.ndarray,
    parents: np.ndarray,
    words: np.ndarray,
    names: dict[str, list[str]],
    *,
    uses: np.ndarray | None = None,
) -> list[Name]:
    """Names for groups, from the top down; no two siblings share one, nor a child its parent's.

    ``centroids`` [t, dim]: mean of each group's centred unit vectors; ``sizes`` and ``parents``
    [t], -1 at the top, parents first; ``words`` [m, dim] unit text vectors; ``names`` of them by
    language. Images and words are each centred on their own mean, which removes the gap between
    the two kinds of vectors (Liang et al. 2022). A word's score is its cosine to the group less
    that to the group's siblings and to the whole, in the manner of CLIP-Dissect (Oikarinen and
    Weng 2023) but linear, so that it costs one product with the centroid; it is raised for words
    close in meaning to the other good ones, since a lone word that scores well is an accident,
    and for those that the collection's own texts use (``uses`` [m], how often).
    Siblings then share the words out by linear assignment.
    """
    centred = unit(words - words.mean(axis=0)) if len(words) > 2 else unit(words.copy())
    scores = centroids @ centred.T
    alike = same_names(names)
    favour = np.ones(len(words))
    if uses is not None:
        favour += OWN_WORDS * np.minimum(np.log2(1.0 + uses), OWN_WORDS_MOST)
    found: dict[int, Name] = {}
    for parent in dict.fromkeys(parents.tolist()):
        siblings = np.flatnonzero(parents == parent)
        barred = alike[found[parent].word] if parent >= 0 and found[parent].word >= 0 else -1
        contrast = _contrast(scores, sizes, siblings, parent)
        own = np.where(alike == barred, 0, scores[siblings])
        contrast[own < PLAUSIBLE * own.max(axis=1, keepdims=True)] = 0
        contrast[:, alike == barred] = 0
        contrast = _with_support(contrast, centred)
        contrast = np.where(np.isfinite(contrast), contrast * favour, contrast)
        chosen = _share_out(contrast, alike)
        for line, (group, word) in enumerate(zip(siblings, chosen, strict=True)):
            found[int(group)] = Name(
                word,
                _next_best(contrast[line], alike, word),
                _margin(scores[:, word], siblings, line) if word >= 0 else 0.0,
            )
    return [found[group] for group in range(len(parents))]


def same_names(names: dict[str, list[str]]) -> np.ndarray:
    """Number [m] shared by words that read the same in any language: "chopstick", "chopsticks".

    Case, accents, remarks in brackets, punctuation and a plural ending make no difference.
    """
    count = len(next(iter(names.values()), []))
    above = list(range(count))

    def root(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    for column in names.values():
        seen: dict[str, int] = {}
        for at, name in enumerate(column):
            first = seen.setdefault(fold(name), at)
            above[root(at)] = root(first)
    return np.array([root(at) for at in range(count)], dtype=np.int64)


def uses_in(texts: Iterable[str], names: dict[str, list[str]]) -> np.ndarray:
    """In how many of the texts each word occurs, under its name in any language: int64 [m]."""
    wanted: dict[str, list[int]] = {}
    for column in names.values():
        for at, name in enumerate(column):
            wanted.setdefault(fold(name), []).append(at)
    uses = np.zeros(len(next(iter(names.values()), [])), np.int64)
    for text in texts:
        parts = _parts(text)
        spans = {
            "".join(parts[start : start + length])
            for length in range(1, _LONGEST + 1)
            for start in range(len(parts) - length + 1)
        }
        uses[list({at for span in spans & wanted.keys() for at in wanted[span]})] += 1
    return uses


def fold(name: str) -> str:
    """A name without what makes no difference to its meaning."""
    return "".join(_parts(re.sub(r"\([^)]*\)", " ", name))) or name.strip()


def _parts(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    parts = re.findall(r"\w+", letters)
    return [part[:-1] if len(part) > 3 and part[-1] in "sx" else part for part in parts]


def _contrast(
    scores: np.ndarray, sizes: np.ndarray, siblings: np.ndarray, parent: int
) -> np.ndarray:
    own = scores[siblings]
    weight = sizes[siblings].astype(np.float64)
    whole = weight @ own
    others = (whole - weight[:, None] * own) / np.maximum(weight.sum() - weight, 1)[:, None]
    if parent < 0:
        return np.asarray(own - others)
    # The mean over the collection is zero, all being centred: the contrast with it is own alone.
    return np.asarray(FROM_ALL * own + (1 - FROM_ALL) * (own - others))


def _with_support(contrast: np.ndarray, words: np.ndarray) -> np.ndarray:
    supported = np.full_like(contrast, -np.inf)
    for line, score in enumerate(contrast):
        top = np.argsort(-score, kind="stable")[:CANDIDATES]
        top = top[score[top] > 0]
        if not len(top):
            continue
        near = np.maximum(words[top] @ words[top].T, 0)
        support = near @ score[top] / score[top].sum()
        supported[line, top] = score[top] * (0.5 + support)
    return supported


def _share_out(contrast: np.ndarray, alike: np.ndarray) -> list[int]:
    """A word for each line, no two alike, the sum of scores greatest; -1 where none is left."""
    worth = np.where(np.isfinite(contrast), contrast, 0)
    columns = np.flatnonzero(worth.max(axis=0) > 0)
    keys = np.unique(alike[columns])
    if not len(keys):
        return [-1] * len(contrast)
    best = np.zeros((len(contrast), len(keys)))
    word = np.zeros((len(contrast), len(keys)), np.int64)
    for at, key in enumerate(keys):
        same = columns[alike[columns] == key]
        word[:, at] = same[worth[:, same].argmax(axis=1)]
        best[:, at] = worth[:, same].max(axis=1)
    chosen = [-1] * len(contrast)
    for line, at in zip(*linear_sum_assignment(-best), strict=True):
        if best[line, at] > 0:
            chosen[line] = int(word[line, at])
    return chosen


def _next_best(score: np.ndarray, alike: np.ndarray, word: int) -> tuple[int, ...]:
    used = {int(alike[word])} if word >= 0 else set()
    terms: list[int] = []
    for at in np.argsort(-score, kind="stable")[: CANDIDATES * 2]:
        if len(terms) == TERMS or not np.isfinite(score[at]):
            break
        if int(alike[at]) not in used:
            used.add(int(alike[at]))
            terms.append(int(at))
    return tuple(terms)


def _margin(scores: np.ndarray, siblings: np.ndarray, line: int) -> float:
    others = np.delete(scores[siblings], line)
    return float(scores[siblings[line]] - (others.max() if len(others) else 0.0))
