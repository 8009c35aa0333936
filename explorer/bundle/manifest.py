"""``collection.json``: what a bundle says of itself, validated when read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

FORMAT_VERSION = 1

LAYOUT_KINDS = ("map", "grid", "themes", "timeline", "colour", "places", "axis")
"""What a layout may be; those of kind ``axis`` are named after a column of the table."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ModelInfo(_Record):
    """The model whose space the vectors live in.

    ``scale`` and ``bias`` turn a cosine into the checkpoint's own logit (``scale * cos + bias``);
    ``kind`` is ``"clip"`` (softmax) or ``"siglip"`` (sigmoid), or ``"imported"`` for vectors that
    the user brought.
    """

    name: str
    weights: str = ""
    kind: str = "imported"
    dim: int = Field(ge=1, le=65536)
    image_size: int = 0
    licence: str = ""
    commercial: bool | None = None
    languages: tuple[str, ...] = ()
    scale: float = 100.0
    bias: float = 0.0
    text_tower: bool = False
    image_tower: bool = False
    note: str = ""


class LayoutInfo(_Record):
    """One arrangement of the images, with the quality measured when it was made.

    ``trustworthiness`` is in [0, 1] (Venna and Kaski 2001) and ``neighbourhood_preservation`` is
    the mean share in [0, 1] of an image's neighbours in the vector space that remain its
    neighbours in the layout; both may be ``None`` for layouts that do not follow the vectors.
    ``levels`` is the number of reveal levels and ``depth`` the number of depths of its sheets.
    ``kind`` is one of ``LAYOUT_KINDS``; ``title``, keyed by language, is the column's name for
    ``axis`` and empty for the others, whose names the interface knows. ``cell`` is the side, in
    the unit square, of the cells whose centres the images hang at; 0 where they hang freely.
    """

    name: str
    kind: str = "map"
    title: dict[str, str] = Field(default_factory=dict)
    cell: float = 0.0
    trustworthiness: float | None = None
    neighbourhood_preservation: float | None = None
    levels: int = 0
    depth: int = 0
    sheets: int = 0

    @model_validator(mode="before")
    @classmethod
    def _named_for_its_kind(cls, data: Any) -> Any:
        # Bundles made before there were kinds have layouts that are called what they are.
        if isinstance(data, dict) and "kind" not in data and data.get("name") in LAYOUT_KINDS:
            return {**data, "kind": data["name"]}
        return data


class StageRecord(_Record):
    """A stage that ran: the fingerprint of its inputs and options, and the files it owns."""

    name: str
    fingerprint: str
    files: tuple[str, ...] = ()
    facts: dict[str, object] = Field(default_factory=dict)


class Counts(_Record):
    """Numbers of images: kept, rejected, and the report of the table's reading."""

    items: int = Field(ge=0)
    rejected: int = 0
    added: int = 0
    dates_unread: int = 0
    rows_without_file: int = 0
    files_without_row: int = 0


class Manifest(_Record):
    """The whole of ``collection.json``.

    ``version`` is a short hash of the contents of every file: addresses that carry it may be
    cached for ever. ``title`` and ``description`` are keyed by language code.
    """

    format: int = FORMAT_VERSION
    name: str
    title: dict[str, str] = Field(default_factory=dict)
    description: dict[str, str] = Field(default_factory=dict)
    languages: tuple[str, ...] = ("fr", "en")
    version: str = ""
    created: str = ""
    generator: str = ""
    model: ModelInfo
    counts: Counts
    stages: tuple[StageRecord, ...] = ()
    layouts: tuple[LayoutInfo, ...] = ()
    index: dict[str, object] = Field(default_factory=dict)
    files_sha256: str = ""

    def stage(self, name: str) -> StageRecord | None:
        """The record of the stage called ``name``, or ``None`` when it did not run."""
        return next((record for record in self.stages if record.name == name), None)
