"""Joining ranked lists made in different ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

CONSTANT = 60
"""Cormack, Clarke and Büttcher 2009: how little the first ranks outweigh those that follow."""


def reciprocal_rank_fusion(
    rankings: Iterable[tuple[Sequence[int], float]], *, constant: int = CONSTANT
) -> list[tuple[int, float]]:
    """Rows of all rankings with the sum of ``weight / (constant + rank)``, best first.

    Each ranking is rows best first, with its weight; ranks count from 1. Ties go to the lower row.
    Source: Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual
    rank learning methods", SIGIR 2009.
    """
    scores: dict[int, float] = {}
    for rows, weight in rankings:
        for rank, row in enumerate(rows, start=1):
            scores[row] = scores.get(row, 0.0) + weight / (constant + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
