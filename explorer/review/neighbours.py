"""What the nearest images say of a technique or a date that is missing, or stands alone.

Neighbours vote, each with its cosine (k nearest neighbours, Cover and Hart 1967). What they say is
only told where most of them agree, with those that do as evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.review.models import Evidence, Suggestion, Why

FEWEST = 4
"""Neighbours that must hold something before they are asked."""

AGREED = 0.5
"""Share of them that must say the same where nothing stands."""

SURE = 0.8
"""The same where something else stands."""

NEAR_YEARS = 25
"""Years within which two dates agree."""

FAR_YEARS = 50
WIDE_YEARS = 100
"""Years that a date must be away from its neighbours', or span, to be doubtful."""

_SHOWN = 6


@dataclass(frozen=True)
class Neighbours:
    """The nearest images: ``rows`` int [m, k], -1 for none, and ``scores`` (cosines) [m, k]."""

    rows: np.ndarray
    scores: np.ndarray


def suggested_values(
    field: str,
    asked: np.ndarray,
    near: Neighbours,
    values: Callable[[int], tuple[str, ...]],
) -> list[Suggestion]:
    """Values of a column for the images of ``asked`` (int [m], whose neighbours ``near`` are).

    One an image at most: the value that most neighbours have. ``values`` gives what a row holds.
    """
    found = []
    for at, row in enumerate(asked.tolist()):
        told = [
            (int(other), float(score), values(int(other)))
            for other, score in zip(near.rows[at], near.scores[at], strict=True)
            if other >= 0
        ]
        voting = [(other, max(score, 0.0), held) for other, score, held in told if held]
        total = sum(score for _, score, _ in voting)
        if len(voting) < FEWEST or total <= 0:
            continue
        votes: dict[str, float] = {}
        for _, score, held in voting:
            for value in held:
                votes[value] = votes.get(value, 0.0) + score / total
        best = max(votes, key=lambda value: (votes[value], value))
        own = values(row)
        alone = own and not any(votes.get(value, 0.0) > 1 - SURE for value in own)
        if own and not (alone and votes[best] >= SURE):
            continue
        if votes[best] < AGREED:
            continue
        evidence = tuple(
            Evidence(other, score, best) for other, score, held in voting if best in held
        )[:_SHOWN]
        found.append(
            Suggestion(
                row,
                field,
                best,
                best,
                " | ".join(own),
                "doubtful" if own else "missing",
                "neighbours",
                votes[best],
                evidence,
            )
        )
    return found


def suggested_dates(
    asked: np.ndarray, near: Neighbours, years: Callable[[int], tuple[int, int] | None]
) -> list[Suggestion]:
    """Dates for images whose own is missing, far from their neighbours' or very wide.

    ``years`` gives first and last year of a row, or ``None``. The value is a year or an interval
    as EDTF writes it (``1840/1860``).
    """
    found = []
    for at, row in enumerate(asked.tolist()):
        voting: list[tuple[int, float, tuple[int, int]]] = []
        for other, score in zip(near.rows[at].tolist(), near.scores[at].tolist(), strict=True):
            span = years(other) if other >= 0 else None
            # What spans centuries says nothing of a year.
            if span is not None and span[1] - span[0] <= WIDE_YEARS:
                voting.append((other, score, span))
        if len(voting) < FEWEST:
            continue
        middles = np.array([(first + last) / 2 for _, _, (first, last) in voting])
        middle = float(np.median(middles))
        agree = np.abs(middles - middle) <= NEAR_YEARS
        share = float(agree.mean())
        own = years(row)
        why: Why
        if own is None:
            kept, why = share >= AGREED, "missing"
        else:
            away = max(own[0] - middle, middle - own[1], 0)
            wide = own[1] - own[0] > WIDE_YEARS
            kept, why = (away > FAR_YEARS or wide) and share >= SURE, "doubtful"
        if not kept:
            continue
        spans = [voting[place][2] for place in np.flatnonzero(agree).tolist()]
        low = int(np.quantile([first for first, _ in spans], 0.25))
        high = int(np.quantile([last for _, last in spans], 0.75))
        value = interval(low, max(low, high))
        evidence = tuple(
            Evidence(voting[place][0], voting[place][1], interval(*voting[place][2]))
            for place in np.flatnonzero(agree)[:_SHOWN].tolist()
        )
        old = "" if own is None else interval(*own)
        found.append(Suggestion(row, "date", value, value, old, why, "neighbours", share, evidence))
    return found


def interval(first: int, last: int) -> str:
    """A year, or two with a slash between them (EDTF, ISO 8601-2): four digits, ``-`` before BCE.

    Years here have no year 0 ("-1" is 1 BCE), as the table has them.
    """
    one, other = (f"-{-year:04d}" if year < 0 else f"{year:04d}" for year in (first, last))
    return one if first == last else f"{one}/{other}"
