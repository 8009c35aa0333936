"""Made-up records of works: titles, makers, dates (some missing, some before our era), places."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.clustered import TOPS
from explorer.bundle import ITEM_SCHEMA

NOUNS = (
    *("vase", "coin", "earring", "horse", "clock", "portrait", "landscape"),
    *("ship", "bridge", "church", "tower", "garden", "angel"),
)
WORDS = (
    *("study", "sketch", "view", "scene", "figure", "head", "standing"),
    *("seated", "old", "young", "great", "small", "north"),
)
PLACES = {
    "Orléans": (47.90, 1.90),
    "Nîmes": (43.84, 4.36),
    "Paris": (48.86, 2.35),
    "Lyon": (45.76, 4.84),
    "Kyoto": (35.01, 135.77),
    "Boston": (42.36, -71.06),
    "Cairo": (30.04, 31.24),
    "Lima": (-12.05, -77.04),
    "Prague": (50.08, 14.44),
    "Delft": (52.01, 4.36),
    "Bruges": (51.21, 3.22),
    "Siena": (43.32, 11.33),
}
TECHNIQUES = (
    *("etching", "oil on canvas", "watercolour", "gelatin silver print", "red chalk"),
    *("terracotta", "bronze", "woodcut", "lithograph", "ivory", "tapestry", "pastel"),
)
KINDS = ("prints", "paintings", "photographs", "drawings", "objects")

# The middle year of each large group, and how far its works lie around it.
_MIDDLE = np.array([-450, -40, 1260, 1480, 1560, 1640, 1720, 1790, 1850, 1890, 1912, 1935])
_AROUND = np.array([130, 90, 60, 30, 40, 50, 40, 40, 25, 20, 12, 12])
_UNDATED, _SPANS, _NO_MAKER, _NO_PLACE, _MIXED = 0.12, 0.2, 0.1, 0.35, 0.3


def records(
    random: np.random.Generator, *, start: int, top: np.ndarray, pictures: dict[str, Any]
) -> pa.Table:
    """A table of ``ITEM_SCHEMA``: the rows from ``start`` on, one for each of ``top`` [m].

    ``top`` is the large group of each work: works of one have years and techniques in common.
    ``pictures`` holds what is known of the files: ``sha256``, ``width``, ``height``, ``colour``.
    """
    size = len(top)
    rows = np.arange(start, start + size)
    stray = np.where(random.random(size) < _MIXED, random.integers(0, TOPS, size), top)
    noun, other = _any(random, NOUNS, size), [_any(random, WORDS, size) for _ in range(3)]
    where = random.integers(0, len(PLACES), size)
    place = np.array(list(PLACES))[where]
    degrees = np.array(list(PLACES.values()))[where] + random.normal(size=(size, 2)) * 0.4
    kept = random.random(size) > _NO_PLACE
    columns: dict[str, Any] = {
        "id": [f"item-{row:07}" for row in rows],
        "file": [f"images/{row % 1000:03}/{row:07}.jpg" for row in rows],
        "title": [
            f"{one} {noun} of {town} {row}"
            for one, noun, town, row in zip(other[0], noun, place, rows, strict=True)
        ],
        "creator": pa.array(
            [f"Artist {number}" for number in random.integers(0, 20_000, size)],
            mask=random.random(size) < _NO_MAKER,
        ),
        "technique": _lists([np.array(TECHNIQUES)[stray]]),
        "subject": _lists([noun, *other[1:]]),
        "category": _lists([np.array(KINDS)[stray % len(KINDS)]]),
        "place": place,
        "lat": pa.array(degrees[:, 0], mask=~kept),
        "lng": pa.array(degrees[:, 1], mask=~kept),
        "rights": ["http://creativecommons.org/publicdomain/zero/1.0/"] * size,
        "credit": ["Gift of a friend of the collection"] * size,
        "source": [f"https://museum.example/works/{row}" for row in rows],
        **_dates(random, top),
        **pictures,
    }
    arrays = [
        pa.array(columns[field.name]).cast(field.type)
        if field.name in columns
        else pa.nulls(size, field.type)
        for field in ITEM_SCHEMA
    ]
    return pa.table(arrays, schema=ITEM_SCHEMA)


def _any(random: np.random.Generator, words: tuple[str, ...], size: int) -> np.ndarray:
    return np.array(words)[random.integers(0, len(words), size)]


def _lists(parts: list[np.ndarray]) -> pa.ListArray:
    """Lists that hold one word of each part, in order."""
    values = np.stack(parts, axis=1)
    offsets = np.arange(0, values.size + 1, len(parts), dtype=np.int32)
    return pa.ListArray.from_arrays(offsets, pa.array(values.ravel().tolist()))


def _dates(random: np.random.Generator, top: np.ndarray) -> dict[str, Any]:
    size = len(top)
    year = np.round(_MIDDLE[top] + _AROUND[top] * random.normal(size=size)).astype(int)
    until = year + np.where(random.random(size) < _SPANS, random.integers(2, 60, size), 0)
    year, until = (np.where(years == 0, 1, years) for years in (year, until))  # there is no year 0
    text = [
        _year(first) if first == last else f"{_year(first)} – {_year(last)}"
        for first, last in zip(year.tolist(), until.tolist(), strict=True)
    ]
    missing = random.random(size) < _UNDATED
    return {
        "date": pa.array(text, mask=missing),
        "year_from": pa.array(year, mask=missing),
        "year_to": pa.array(until, mask=missing),
    }


def _year(year: int) -> str:
    return f"{-year} BCE" if year < 0 else str(year)
