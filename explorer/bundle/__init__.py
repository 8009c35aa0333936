"""The bundle: a collection, precomputed, as one folder that can be copied and served.

The one place that knows a bundle's files, schemas, reading and atomic writing. Both sides of
the house import it: ``precompute`` writes with it, ``explorer`` reads with it.
"""

from explorer.bundle import files
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
    FACET_SCHEMA,
    ITEM_SCHEMA,
    LEDGER_SCHEMA,
    REASONS,
    REJECTED_COLUMNS,
    THEME_SCHEMA,
)
from explorer.bundle.sheet import CELL, ROOT_SPACING, SheetIndex, spacing
from explorer.bundle.writer import Problem, WorkFolder, verify

__all__ = [
    "CELL",
    "FACET_SCHEMA",
    "FORMAT_VERSION",
    "ITEM_SCHEMA",
    "LAYOUT_KINDS",
    "LEDGER_SCHEMA",
    "PREVIEW",
    "REASONS",
    "REJECTED_COLUMNS",
    "ROOT_SPACING",
    "THEME_SCHEMA",
    "THUMB_SIZES",
    "TILE",
    "Bundle",
    "BundleError",
    "Counts",
    "ImageInput",
    "LayoutInfo",
    "Manifest",
    "ModelInfo",
    "Preprocessing",
    "Problem",
    "Pyramid",
    "Rejection",
    "SheetIndex",
    "StageRecord",
    "TextInput",
    "TilePack",
    "Vocabulary",
    "WorkFolder",
    "canonical_text",
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
