"""The table of matches: what was found, which way it goes, and the families that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from explorer.bundle import MATCH_SCHEMA, RESEMBLES, Link, Showing, families_of

Row = dict[str, Any]


def row_of(found: Row, first: int, second: int) -> Row:
    """A row of ``MATCH_SCHEMA``, but for what is filled later, of what was found of two rows."""
    forth = bool(found["first_is_original"])
    matrix: np.ndarray = np.array(found["transform"], np.float64).reshape(3, 3)
    points = np.array(found["points"], np.float32).reshape(-1, 4)
    sides = ("first", "second") if forth else ("second", "first")
    if not forth:
        first, second = second, first
        matrix = np.linalg.inv(matrix)
        points = points[:, [2, 3, 0, 1]]
    return {
        "original": first,
        "appearance": second,
        "kind": found["kind"],
        "transform": (matrix / matrix[2, 2]).ravel().tolist(),
        "mirrored": found["mirrored"],
        "turned": _turned(found, forth=forth),
        "inliers": found["inliers"],
        "share_original": found[f"share_{sides[0]}"],
        "share_appearance": found[f"share_{sides[1]}"],
        "score": found["score"],
        "points": points.ravel().tolist(),
        "sharpness_original": found[f"sharpness_{sides[0]}"],
        "sharpness_appearance": found[f"sharpness_{sides[1]}"],
        "method": "features",
    }


def _turned(found: Row, *, forth: bool) -> int:
    """Mirrored first, then turned: that is its own inverse, a turn alone is not."""
    turned = int(found["turned"])
    return turned if forth or found["mirrored"] else -turned % 360


def same_row(original: int, appearance: int, method: str) -> Row:
    """The row of two pictures of the same bytes, or of the same pixels."""
    return {
        **_without_geometry(original, appearance),
        "kind": "duplicate",
        "transform": np.eye(3).ravel().tolist(),
        "share_original": 1.0,
        "share_appearance": 1.0,
        "score": 1.0,
        "method": method,
    }


def resembling_row(first: int, second: int) -> Row:
    """The row of two pictures that look alike and whose geometry does not agree."""
    return {**_without_geometry(first, second), "kind": RESEMBLES, "method": "features"}


def _without_geometry(original: int, appearance: int) -> Row:
    return {
        "original": original,
        "appearance": appearance,
        "transform": None,
        "mirrored": False,
        "turned": 0,
        "inliers": 0,
        "share_original": 0.0,
        "share_appearance": 0.0,
        "score": 0.0,
        "points": [],
        "sharpness_original": 0.0,
        "sharpness_appearance": 0.0,
    }


def table_of(
    rows: Sequence[Row],
    cosines: Sequence[float],
    orders: Sequence[str],
    pictures: Mapping[int, Showing],
) -> pa.Table:
    """The table of ``MATCH_SCHEMA``, sorted, with families; ``cosines`` and ``orders`` by row."""
    full = [
        row | {"cosine": float(cosine), "order": order}
        for row, cosine, order in zip(rows, cosines, orders, strict=True)
    ]
    full.sort(key=lambda row: (row["original"], row["appearance"]))
    links = [
        Link(
            original=row["original"],
            appearance=row["appearance"],
            kind=row["kind"],
            sharpness_original=row["sharpness_original"],
            sharpness_appearance=row["sharpness_appearance"],
        )
        for row in full
    ]
    family: dict[int, tuple[int, int]] = {}
    for number, one in enumerate(families_of(links, pictures)):
        family |= dict.fromkeys(one.members, (number, one.original))
    for row in full:
        shown = row["kind"] != RESEMBLES
        row["family"], row["family_original"] = family[row["original"]] if shown else (-1, -1)
    return pa.Table.from_pylist(full, schema=MATCH_SCHEMA)
