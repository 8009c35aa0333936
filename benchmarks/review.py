"""How right the review's proposals are: what is known of each image is hidden, and asked for.

``python -m benchmarks.review BUNDLE …``: for techniques and dates, of the images whose record has
one, for how many the neighbours propose something, how often it is right, and how often a guess by
the most frequent value, or the middle of all dates, would be.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks.tables import markdown
from explorer.bundle import Bundle
from explorer.filtering.columns import coded
from explorer.review.neighbours import Neighbours, suggested_dates, suggested_values

WITHIN = 25
"""Years within which a date proposed is right."""


def techniques(bundle: Bundle, near: Neighbours) -> list[str]:
    """A row of the table."""
    column = coded("technique", bundle.items["technique"])
    held: dict[int, tuple[str, ...]] = {}
    for row, code in zip(column.rows.tolist(), column.codes.tolist(), strict=True):
        held[row] = (*held.get(row, ()), column.values[code])
    proposed: dict[int, str] = {}
    for row in held:
        others = {other: values for other, values in held.items() if other != row}
        found = suggested_values(
            "technique", np.array([row]), _of(near, row), lambda at, held=others: held.get(at, ())
        )
        proposed |= {one.row: one.value for one in found}
    right = sum(value in held[row] for row, value in proposed.items())
    common = Counter(value for row in proposed for value in held[row]).most_common(1)
    return _told("technique", len(held), len(proposed), right, common[0][1] if common else 0)


def dates(bundle: Bundle, near: Neighbours) -> list[str]:
    """A row of the table."""
    pairs = zip(
        bundle.items["year_from"].to_pylist(), bundle.items["year_to"].to_pylist(), strict=True
    )
    years = {row: pair for row, pair in enumerate(pairs) if None not in pair}
    proposed: dict[int, float] = {}
    for row in years:
        others = {other: span for other, span in years.items() if other != row}
        for one in suggested_dates(np.array([row]), _of(near, row), others.get):
            ends = [int(end) for end in one.value.rsplit("/", 1)]
            proposed[row] = (ends[0] + ends[-1]) / 2
    middle = float(np.median([sum(span) / 2 for span in years.values()] or [0]))
    right = sum(_near(years[row], year) for row, year in proposed.items())
    guess = sum(_near(years[row], middle) for row in proposed)
    return _told("date", len(years), len(proposed), right, guess)


def _of(near: Neighbours, row: int) -> Neighbours:
    return Neighbours(near.rows[[row]], near.scores[[row]])


def _near(span: tuple[int, int], year: float) -> bool:
    return span[0] - WITHIN <= year <= span[1] + WITHIN


def _told(field: str, known: int, proposed: int, *counts: int) -> list[str]:
    """Shares: of those known, and, of those proposed, right and right by the simplest guess."""
    right, guess = (count / proposed if proposed else 0.0 for count in counts)
    times = f"{right / guess:.1f}" if guess else "–"
    share = proposed / known if known else 0.0
    return [field, f"{known:,}", f"{share:.2f}", f"{right:.2f}", f"{guess:.2f}", times]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundles", nargs="+", type=Path)
    asked = parser.parse_args()
    rows = []
    for folder in asked.bundles:
        bundle = Bundle(folder)
        near = Neighbours(
            np.asarray(bundle.neighbours), np.asarray(bundle.neighbour_scores, np.float32)
        )
        for told in (techniques(bundle, near), dates(bundle, near)):
            rows.append([folder.name, *told])
    print(markdown(["collection", "field", "known", "proposed for", "right", "guess", "x"], rows))


if __name__ == "__main__":
    main()
