"""The matches of one bundle as they were found, in arrays, and its families by what was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa

from explorer.bundle import Bundle
from explorer.bundle.families import Link, Showing
from explorer.bundle.schema import RESEMBLES
from explorer.reproductions.models import Geometry, Group, Match


class Ground:
    """What a bundle holds of reproductions; nothing of it where ``matches`` is ``None``."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._table = bundle.matches

    @property
    def there(self) -> bool:
        """Whether reproductions were looked for."""
        return self._table is not None

    def __len__(self) -> int:
        return 0 if self._table is None else int(self._table.num_rows)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Every match, in the order of the table."""
        if self._table is None:
            return ()
        names = ("original", "appearance", "kind", "score")
        columns = [self._table[name].to_pylist() for name in names]
        return tuple(
            Match(original=a, appearance=b, kind=kind, at=at, said=kind, score=score)
            for at, (a, b, kind, score) in enumerate(zip(*columns, strict=True))
        )

    @cached_property
    def pairs(self) -> dict[tuple[int, int], int]:
        """Where in ``matches`` two rows are (the lower first)."""
        return {pair_of(one.original, one.appearance): one.at for one in self.matches}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The families as they were found, by their number."""
        if self._table is None:
            return ()
        held: dict[int, list[Match]] = {}
        numbers = self._table["family"].to_pylist()
        originals = self._table["family_original"].to_pylist()
        leads: dict[int, int] = {}
        for match, number, original in zip(self.matches, numbers, originals, strict=True):
            if match.kind != RESEMBLES and number >= 0:
                held.setdefault(number, []).append(match)
                leads[number] = original
        return tuple(group_of(held[number], leads[number]) for number in sorted(held))

    @cached_property
    def _years(self) -> tuple[list[int | None], list[int | None]]:
        table = self._bundle.item_columns(["year_from", "year_to"])
        empty: list[int | None] = [None] * len(self._bundle)
        found = [
            table[name].to_pylist() if name in table.schema.names else empty
            for name in ("year_from", "year_to")
        ]
        return found[0], found[1]

    @cached_property
    def _pixels(self) -> np.ndarray:
        table = self._bundle.item_columns(["width", "height"])
        width, height = (table[name].to_numpy().astype(np.int64) for name in ("width", "height"))
        pixels: np.ndarray = width * height
        return pixels

    def years(self, row: int) -> tuple[int, int] | None:
        """First and last year of a picture, or ``None``."""
        given = [column[row] for column in self._years if column[row] is not None]
        return (int(given[0] or 0), int(given[-1] or 0)) if given else None

    def span(self, rows: Sequence[int]) -> tuple[int, int] | None:
        """The years of several pictures, those without a date left out."""
        known = [years for row in rows if (years := self.years(row))]
        return (min(a for a, _ in known), max(b for _, b in known)) if known else None

    def showing(self, row: int) -> Showing:
        """What families need of a picture."""
        first, last = self._years
        return Showing(pixels=int(self._pixels[row]), year_from=first[row], year_to=last[row])

    def geometry(self, match: Match) -> Geometry:
        """How the two pictures of a match lie; nothing is known where a hand linked them."""
        if match.at < 0 or self._table is None:
            return Geometry()
        record = self._table.slice(match.at, 1).to_pylist()[0]
        flat = record.pop("points") or []
        points = [tuple(flat[at : at + 4]) for at in range(0, len(flat) - 3, 4)]
        return Geometry(
            matrix=matrix_of(record["transform"]),
            points=tuple((a, b, c, d) for a, b, c, d in points),
            **{name: record[name] for name in _TOLD},
        )

    def link(self, match: Match) -> Link:
        """What families need of a match."""
        sharp = (0.0, 0.0)
        if match.at >= 0:
            sharp = float(self._sharpness[0][match.at]), float(self._sharpness[1][match.at])
        return Link(
            original=match.original,
            appearance=match.appearance,
            kind=match.kind,
            sharpness_original=sharp[0],
            sharpness_appearance=sharp[1],
        )

    @cached_property
    def _sharpness(self) -> tuple[np.ndarray, np.ndarray]:
        table = self._table if self._table is not None else pa.table({})
        return (
            table["sharpness_original"].to_numpy(),
            table["sharpness_appearance"].to_numpy(),
        )


_TOLD = (
    "mirrored",
    "turned",
    "inliers",
    "share_original",
    "share_appearance",
    "cosine",
    "sharpness_original",
    "sharpness_appearance",
    "method",
    "order",
)


def pair_of(one: int, other: int) -> tuple[int, int]:
    """Two rows, the lower first."""
    return (one, other) if one <= other else (other, one)


def group_of(matches: Sequence[Match], original: int) -> Group:
    """A family of its matches."""
    members = {row for one in matches for row in (one.original, one.appearance)}
    return Group(members=tuple(sorted(members)), original=original, matches=tuple(matches))


def matrix_of(flat: Sequence[float] | None) -> np.ndarray | None:
    """float64 [3, 3] of nine numbers; ``None`` for what is no transform that can be turned back."""
    if flat is None or len(flat) != 9:
        return None
    matrix = np.array(flat, np.float64).reshape(3, 3)
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < 1e-12:
        return None
    return matrix
