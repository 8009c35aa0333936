"""Bundles with reproductions: matches measured on the pictures of a bundle, pair by pair."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.bundle import Bundle, files
from explorer.bundle.families import Link, Showing, date_order, families_of
from explorer.bundle.schema import MATCH_SCHEMA, RESEMBLES
from explorer.geometry import Picture, compare, decoded, judge

Pair = tuple[int, int]


def copied(bundle: Path, out: Path) -> Path:
    """A copy of a bundle whose files are those of the other one, until one is written anew."""
    shutil.copytree(bundle, out, copy_function=os.link)
    return out


def match(original: int, appearance: int, kind: str = "crop", **more: Any) -> dict[str, Any]:
    """A row of ``MATCH_SCHEMA`` with plain values: the appearance is the original's middle."""
    transform = None if kind == RESEMBLES else [2.0, 0, -0.5, 0, 2.0, -0.5, 0, 0, 1]
    return {
        "original": original,
        "appearance": appearance,
        "kind": kind,
        "transform": transform,
        "mirrored": False,
        "turned": 0,
        "inliers": 40,
        "share_original": 0.25,
        "share_appearance": 1.0,
        "score": 0.9,
        "cosine": 0.8,
        "points": [0.4, 0.4, 0.3, 0.3, 0.6, 0.6, 0.7, 0.7],
        "sharpness_original": 0.0,
        "sharpness_appearance": 0.0,
        "method": "features",
        "order": "unknown",
    } | more


def write_matches(bundle: Path, matches: Sequence[dict[str, Any]]) -> None:
    """Write ``matches.parquet``, the families of the matches numbered as a build does."""
    opened = Bundle(bundle)
    pictures = showings(opened)
    links = [
        Link(original=one["original"], appearance=one["appearance"], kind=one["kind"])
        for one in matches
    ]
    families = families_of(links, pictures)
    of = {row: at for at, family in enumerate(families) for row in family.members}
    rows = []
    for one in sorted(matches, key=lambda one: (one["original"], one["appearance"])):
        alike = one["kind"] == RESEMBLES
        number = -1 if alike else of[one["original"]]
        lead = -1 if alike else families[number].original
        rows.append({**one, "family": number, "family_original": lead})
    path = bundle / files.MATCHES
    path.unlink(missing_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=MATCH_SCHEMA), path)


def showings(bundle: Bundle) -> dict[int, Showing]:
    """What families need of every picture."""
    columns = bundle.item_columns(["width", "height", "year_from", "year_to"]).to_pylist()
    return {
        row: Showing(
            pixels=one["width"] * one["height"],
            year_from=one.get("year_from"),
            year_to=one.get("year_to"),
        )
        for row, one in enumerate(columns)
    }


def measured(bundle: Path, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Matches of pairs of rows as the pictures show them; ``resembles`` where they do not."""
    opened = Bundle(bundle)
    items = opened.items.to_pylist()
    shown = showings(opened)
    found = []
    for one, other in pairs:
        first, second = (_picture(opened, items[row]) for row in (one, other))
        cosine = float(np.dot(*(opened.vectors[row].astype(np.float32) for row in (one, other))))
        laid = compare(first, second)
        if laid is None:
            found.append(match(one, other, RESEMBLES, points=[], inliers=0, score=0.1))
            continue
        order = date_order(shown[one], shown[other])
        judged = judge(first, second, laid, order=order)
        matrix, points, shares = laid.matrix, laid.points, (laid.share_first, laid.share_second)
        sharp = (judged.sharpness_first, judged.sharpness_second)
        a, b = one, other
        if not judged.first_is_original:
            a, b = b, a
            matrix, points = np.linalg.inv(matrix), points[:, [2, 3, 0, 1]]
            shares, sharp = shares[::-1], sharp[::-1]
            order = {"before": "after", "after": "before"}.get(order, order)
        found.append(
            match(
                a, b, judged.kind,
                transform=(matrix / matrix[2, 2]).ravel().tolist(),
                mirrored=laid.mirrored, turned=laid.turned, inliers=laid.inliers,
                share_original=shares[0], share_appearance=shares[1], score=laid.score,
                cosine=cosine, points=points.ravel().tolist(), sharpness_original=sharp[0],
                sharpness_appearance=sharp[1], order=order,
            )
        )  # fmt: skip
    return found


def _picture(bundle: Bundle, item: dict[str, Any]) -> Picture:
    pixels = decoded(bundle.thumb(item["sha256"], size=1024))
    assert pixels is not None
    return Picture(pixels, width=item["width"], height=item["height"])
