"""Columns of the tables of a bundle. One word for one thing: these names are used everywhere."""

from __future__ import annotations

import pyarrow as pa

ITEM_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("creator", pa.string()),
        pa.field("date", pa.string()),
        pa.field("year_from", pa.int32()),
        pa.field("year_to", pa.int32()),
        pa.field("technique", pa.list_(pa.string())),
        pa.field("subject", pa.list_(pa.string())),
        pa.field("category", pa.list_(pa.string())),
        pa.field("folder", pa.string()),
        pa.field("place", pa.string()),
        pa.field("lat", pa.float64()),
        pa.field("lng", pa.float64()),
        pa.field("rights", pa.string()),
        pa.field("credit", pa.string()),
        pa.field("source", pa.string()),
        pa.field("description", pa.string()),
        pa.field("language", pa.string()),
        pa.field("alt", pa.string()),
        pa.field("parent", pa.string()),
        pa.field("order", pa.int32()),
        pa.field("width", pa.int32(), nullable=False),
        pa.field("height", pa.int32(), nullable=False),
        pa.field("colour", pa.string()),
    ]
)
"""One row an image, in row order. ``year_from``/``year_to`` are inclusive, BCE negative (there is
no year 0: 1 BCE is -1); ``colour`` is ``#rrggbb``; ``width``/``height`` are the original's pixels
after EXIF rotation. Unknown columns follow under their own names, as text."""

THEME_SCHEMA = pa.schema(
    [
        pa.field("id", pa.int32(), nullable=False),
        pa.field("parent", pa.int32(), nullable=False),
        pa.field("level", pa.int8(), nullable=False),
        pa.field("label", pa.map_(pa.string(), pa.string())),
        pa.field("terms", pa.map_(pa.string(), pa.list_(pa.string()))),
        pa.field("score", pa.float32()),
        pa.field("size", pa.int32(), nullable=False),
        pa.field("coherence", pa.float32()),
        pa.field("x", pa.float32()),
        pa.field("y", pa.float32()),
        pa.field("medoids", pa.list_(pa.int32())),
    ]
)
"""Hierarchical clusters. ``parent`` is -1 at the top (``level`` 0); ``label`` has one name a
language and may be empty when no vocabulary was given; ``terms`` are the next best names;
``score`` is the margin by which the name fits this theme better than its siblings; ``coherence``
is the mean cosine of members to the theme's centroid; ``x``/``y`` the median of its members in
the layout ``map``; ``medoids`` are rows, most central first."""

FACET_SCHEMA = pa.schema(
    [
        pa.field("row", pa.int32(), nullable=False),
        pa.field("vocabulary", pa.string(), nullable=False),
        pa.field("term", pa.string(), nullable=False),
        pa.field("score", pa.float32()),
        pa.field("provenance", pa.string()),
    ]
)

FILE_SCHEMA = pa.schema(
    [
        pa.field("path", pa.string(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
    ]
)
"""Every file of a bundle but ``collection.json`` and this table itself."""

LEDGER_SCHEMA = pa.schema(
    [
        pa.field("file", pa.string(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),
        pa.field("mtime_ns", pa.int64(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("width", pa.int32(), nullable=False),
        pa.field("height", pa.int32(), nullable=False),
        pa.field("colour", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("detail", pa.string(), nullable=False),
    ]
)
"""What reading each source file gave, so that an unchanged file is never decoded again. One row a
record, in record order; ``reason`` is empty for a picture that is in the collection."""

REJECTED_COLUMNS = ("file", "id", "reason", "detail")
"""``rejected.csv``: ``reason`` is one of the codes of ``REASONS``, ``detail`` a plain sentence."""

REASONS = (
    "missing",
    "empty",
    "not_an_image",
    "truncated",
    "too_many_pixels",
    "too_small",
    "unsupported",
    "unreadable",
    "duplicate_id",
    "outside_source",
    "ambiguous",
    "no_row",
)
