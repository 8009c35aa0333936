"""How well a concept does on the marks that each fold kept out of it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.concepts.learning import FEWEST

_NORMAL = 1.96


@dataclass(frozen=True)
class Share:
    """A share (0 to 1) of ``of`` cases, and where it lies with 95 % confidence (Wilson 1927)."""

    share: float
    low: float
    high: float
    of: int


@dataclass(frozen=True)
class Evaluation:
    """Of marks never seen by what judged them. All are ``None`` where they are too few to tell.

    ``precision`` is the share of those taken for "yes" that are, ``recall`` the share of the "yes"
    that were taken for it, both at a score of 0. ``threshold`` is the score above which precision
    and recall together (F1) were best. ``lacking`` tells how many "yes" and "no" are still needed.
    """

    precision: Share | None = None
    recall: Share | None = None
    threshold: float | None = None
    lacking: tuple[int, int] = (FEWEST, FEWEST)


def evaluate(labels: np.ndarray, held_out: np.ndarray) -> Evaluation:
    """Judge scores (float [n], NaN where unknown) of marks (bool [n]) that were kept out."""
    yes, no = int(labels.sum()), int((~labels).sum())
    lacking = (max(0, FEWEST - yes), max(0, FEWEST - no))
    if any(lacking) or not np.isfinite(held_out).all():
        return Evaluation(lacking=lacking)
    taken = held_out >= 0
    right = int((taken & labels).sum())
    return Evaluation(
        precision=_share(right, int(taken.sum())),
        recall=_share(right, yes),
        threshold=_best_threshold(labels, held_out),
        lacking=lacking,
    )


def _share(right: int, of: int) -> Share | None:
    if not of:
        return None
    share, square = right / of, _NORMAL**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    root = np.sqrt(share * (1 - share) / of + square / (4 * of * of))
    half = float(_NORMAL * root / (1 + square / of))
    return Share(share, max(0.0, middle - half), min(1.0, middle + half), of)


def _best_threshold(labels: np.ndarray, scores: np.ndarray) -> float:
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(labels[order])
    taken = np.arange(1, len(order) + 1)
    # A threshold lies between two scores that differ, in their middle.
    ends = np.append(np.flatnonzero(np.diff(ranked) < 0), len(ranked) - 1)
    f1 = 2 * hits[ends] / (taken[ends] + int(labels.sum()))
    end = int(ends[int(np.argmax(f1))])
    return (
        float((ranked[end] + ranked[end + 1]) / 2) if end + 1 < len(ranked) else float(ranked[end])
    )
