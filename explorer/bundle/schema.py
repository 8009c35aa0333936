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

MACHINE_COLUMNS = ("iiif_service", "iiif_service_type")
"""Unknown columns that programs read and no visitor: they are neither shown nor filtered by. The
address of the institution's image service of a picture, and its version and level."""

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

RESEMBLES = "resembles"
MATCH_KINDS = ("duplicate", "crop", "recoloured", "page", "print", RESEMBLES)
"""How one picture comes back in another. ``duplicate``: the same bytes or pixels; ``crop``: a part
of the original; ``recoloured``: the same frame in other tones; ``page``: within something larger,
such as the page of a newspaper; ``print``: from another print, or scanned again; ``resembles``
looks alike, but its geometry refuses: never a reproduction."""

MATCH_METHODS = ("bytes", "hash", "features")
DATE_ORDERS = ("before", "after", "same", "unknown")

MATCH_SCHEMA = pa.schema(
    [
        pa.field("original", pa.int32(), nullable=False),
        pa.field("appearance", pa.int32(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("transform", pa.list_(pa.float32())),
        pa.field("mirrored", pa.bool_(), nullable=False),
        pa.field("turned", pa.int16(), nullable=False),
        pa.field("inliers", pa.int32(), nullable=False),
        pa.field("share_original", pa.float32(), nullable=False),
        pa.field("share_appearance", pa.float32(), nullable=False),
        pa.field("score", pa.float32(), nullable=False),
        pa.field("cosine", pa.float32(), nullable=False),
        pa.field("points", pa.list_(pa.float32()), nullable=False),
        pa.field("sharpness_original", pa.float32(), nullable=False),
        pa.field("sharpness_appearance", pa.float32(), nullable=False),
        pa.field("method", pa.string(), nullable=False),
        pa.field("order", pa.string(), nullable=False),
        pa.field("family", pa.int32(), nullable=False),
        pa.field("family_original", pa.int32(), nullable=False),
    ]
)
"""Two pictures of the collection that show the same, one row a pair, by ``original`` then
``appearance``: the probable original of the two, and the other, as rows.

``kind`` is one of ``MATCH_KINDS``. ``transform`` is a homography, nine numbers row by row, from the
unit square of the original (x / width, y / height, as it hangs) to that of the appearance; null
where the kind is ``resembles``. ``mirrored`` and ``turned`` (degrees clockwise: 0, 90, 180, 270)
say how the appearance lies. ``inliers`` counts local features that agree; ``share_original`` and
``share_appearance`` in [0, 1] are the parts of each picture that the other covers. ``score`` in
[0, 1] is how sure the match is; ``cosine`` that of the whole pictures' vectors, in [-1, 1].
``points`` are up to 48 pairs of features, each ``x, y, x', y'`` in the two unit squares. The
sharpness of each is measured on what both show, at the same size; 0 where it was not. ``method``
is one of ``MATCH_METHODS``, ``order`` (the original's date against the appearance's) one of
``DATE_ORDERS``. ``family`` is the number of the family and ``family_original`` the row of its
probable original, both -1 where the kind is ``resembles``."""

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
