"""The bundle: a collection, precomputed, as one folder that can be copied and served.

The one place that knows a bundle's files, schemas, reading and atomic writing. Both sides of
the house import it: ``precompute`` writes with it, ``explorer`` reads with it.
"""

from explorer.bundle import files
from explorer.bundle.families import EVIDENCE, Family, Link, Showing, date_order, families_of
from explorer.bundle.files import THUMB_SIZES, BundleError, replacing, sha256_of
from explorer.bundle.manifest import (
    FORMAT_VERSION,
    LAYOUT_KINDS,
    Counts,
    LayoutInfo,
    Manifest,
    ModelInfo,
    StageRecord,
)
from explorer.bundle.preprocessing import (
    ImageInput,
    Preprocessing,
    TextInput,
    canonical_text,
    image_input,
    image_pixels,
)
from explorer.bundle.pyramid import PREVIEW, TILE, Pyramid, TilePack, halved, write_pack
from explorer.bundle.reader import Bundle, Rejection, Vocabulary, read_manifest
from explorer.bundle.schema import (
    DATE_ORDERS,
    FACET_SCHEMA,
    ITEM_SCHEMA,
    LEDGER_SCHEMA,
    MACHINE_COLUMNS,
    MATCH_KINDS,
    MATCH_METHODS,
    MATCH_SCHEMA,
    REASONS,
    REJECTED_COLUMNS,
    RESEMBLES,
    THEME_SCHEMA,
)
from explorer.bundle.sheet import CELL, ROOT_SPACING, SheetIndex, spacing
from explorer.bundle.writer import Problem, WorkFolder, verify

__all__ = [
    "CELL",
    "DATE_ORDERS",
    "EVIDENCE",
    "FACET_SCHEMA",
    "FORMAT_VERSION",
    "ITEM_SCHEMA",
    "LAYOUT_KINDS",
    "LEDGER_SCHEMA",
    "MACHINE_COLUMNS",
    "MATCH_KINDS",
    "MATCH_METHODS",
    "MATCH_SCHEMA",
    "PREVIEW",
    "REASONS",
    "REJECTED_COLUMNS",
    "RESEMBLES",
    "ROOT_SPACING",
    "THEME_SCHEMA",
    "THUMB_SIZES",
    "TILE",
    "Bundle",
    "BundleError",
    "Counts",
    "Family",
    "ImageInput",
    "LayoutInfo",
    "Link",
    "Manifest",
    "ModelInfo",
    "Preprocessing",
    "Problem",
    "Pyramid",
    "Rejection",
    "SheetIndex",
    "Showing",
    "StageRecord",
    "TextInput",
    "TilePack",
    "Vocabulary",
    "WorkFolder",
    "canonical_text",
    "date_order",
    "families_of",
    "files",
    "halved",
    "image_input",
    "image_pixels",
    "read_manifest",
    "replacing",
    "sha256_of",
    "spacing",
    "verify",
    "write_pack",
]
