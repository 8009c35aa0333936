"""The edit list: all that curators said of a collection's themes, as one document that is kept."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
    model_validator,
)

from explorer.exhibitions.models import (
    InvalidError,
    ItemId,
    Language,
    Name,
    Names,
    Texts,
    explained,
)

FORMAT = "cimaise-themes/1"
FIRST = 1_000_000
"""Themes that were edited or made have ids from here on; a bundle counts its own from 0."""

LAST = 999_999_999
MAX_BYTES = 1_000_000
"""Of an edit list, as JSON in UTF-8."""

MAX_EDITED = 400
MAX_STRUCTURE = 200
MAX_PARTS = 8
MAX_HIGHLIGHTS = 24
MAX_PROTOTYPES = 16
MAX_HISTORY = 200
MAX_UNDO = 20
SKETCH = 200
"""Members that a signature remembers."""

_SKETCH_TEXT = 4 * -(-SKETCH * 5 // 3)
_VECTOR_TEXT = 4 * -(-2 * 4096 // 3)


def _base64(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("is no base64") from None
    return text


Base64 = Annotated[str, AfterValidator(_base64)]
Number = Annotated[int, Field(ge=0, le=LAST)]
EditedId = Annotated[int, Field(ge=FIRST, le=LAST)]
Stamp = Annotated[str, StringConstraints(pattern=r"^[0-9T:.+Z-]{0,40}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9a-zA-Z-]{0,64}$")]


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Signature(_Document):
    """What a theme of a bundle was when it was edited, so that it is found again in a newer one.

    ``version`` and ``theme`` name it in the bundle of then. ``sketch`` holds hashes of at most
    ``SKETCH`` members (see ``explorer.theming.signature``), ``faces`` some of its pictures.
    """

    version: Version
    theme: Number
    level: Annotated[int, Field(ge=0, le=20)]
    size: Annotated[int, Field(ge=0)]
    label: Names = Field(default_factory=dict)
    sketch: Annotated[Base64, Field(max_length=_SKETCH_TEXT)] = ""
    faces: Annotated[tuple[ItemId, ...], Field(max_length=6)] = ()


class Part(_Document):
    """A part of a theme that was split: the members whose vectors score highest with ``centre``.

    ``centre`` is float16 [dim] in base64; a vector's score is its product with it plus ``offset``.
    ``prototypes`` are the items nearest to it, for bundles of another model.
    """

    id: EditedId
    centre: Annotated[Base64, Field(max_length=_VECTOR_TEXT)]
    offset: Annotated[float, Field(allow_inf_nan=False)]
    prototypes: Annotated[tuple[ItemId, ...], Field(max_length=MAX_PROTOTYPES)] = ()
    label: Names = Field(default_factory=dict)
    terms: Annotated[
        dict[Language, Annotated[tuple[Name, ...], Field(max_length=12)]], Field(max_length=12)
    ] = Field(default_factory=dict)

    @property
    def direction(self) -> np.ndarray:
        """float32 [dim]: ``centre``, read."""
        return np.frombuffer(base64.b64decode(self.centre), "<f2").astype(np.float32)


class Merge(_Document):
    """All of ``theme`` belongs to ``into``."""

    do: Literal["merge"] = "merge"
    theme: EditedId
    into: EditedId


class Split(_Document):
    """``theme`` is divided into parts. ``model`` is that of the vectors of its centres."""

    do: Literal["split"] = "split"
    theme: EditedId
    model: Annotated[str, Field(max_length=400)]
    parts: Annotated[tuple[Part, ...], Field(min_length=2, max_length=MAX_PARTS)]


Structure = Annotated[Merge | Split, Field(discriminator="do")]


class Edited(_Document):
    """A theme that was edited, or a part that was made. ``signature`` is ``None`` for a part.

    ``place`` is its place among its siblings, those without one after those with; ``cover`` is an
    item, or empty; ``changed`` the number of the change that touched it last.
    """

    id: EditedId
    signature: Signature | None = None
    name: Names = Field(default_factory=dict)
    text: Texts = Field(default_factory=dict)
    hidden: bool = False
    place: Annotated[int, Field(ge=0, le=100_000)] | None = None
    cover: Annotated[str, Field(max_length=1000)] = ""
    highlights: Annotated[tuple[ItemId, ...], Field(max_length=MAX_HIGHLIGHTS)] = ()
    changed: Annotated[int, Field(ge=0)] = 0


class Change(_Document):
    """One line of the history: who did what, when. ``label`` is the theme's name of then."""

    n: Annotated[int, Field(ge=1)]
    when: Stamp
    who: Annotated[str, Field(max_length=200)] = ""
    did: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}$")]
    theme: Number | None = None
    label: Names = Field(default_factory=dict)
    detail: Annotated[str, Field(max_length=400)] = ""


class Undo(_Document):
    """How things were before change ``n``: fields of records by id, ``None`` where there was none.

    Of the merges and splits the first ``kept`` were there, and then those of ``again``.
    """

    n: Annotated[int, Field(ge=1)]
    kept: Annotated[int, Field(ge=0)]
    again: Annotated[tuple[Structure, ...], Field(max_length=MAX_STRUCTURE)] = ()
    before: dict[str, dict[str, JsonValue] | None]


class EditList(_Document):
    """All edits of one collection's themes; empty for one that nobody has touched."""

    format: Literal["cimaise-themes/1"] = "cimaise-themes/1"
    n: Annotated[int, Field(ge=0)] = 0
    next: EditedId = FIRST
    edited: Annotated[tuple[Edited, ...], Field(max_length=MAX_EDITED)] = ()
    structure: Annotated[tuple[Structure, ...], Field(max_length=MAX_STRUCTURE)] = ()
    history: Annotated[tuple[Change, ...], Field(max_length=MAX_HISTORY)] = ()
    undo: Annotated[tuple[Undo, ...], Field(max_length=MAX_UNDO)] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [one.id for one in self.edited]
        if len(set(ids)) < len(ids):
            raise ValueError("two themes have the same id")
        if ids and max(ids) >= self.next:
            raise ValueError("next: is an id that is taken")
        return self

    def get(self, id_: int) -> Edited | None:
        """The record of a theme, or ``None``."""
        return next((one for one in self.edited if one.id == id_), None)

    def to_json(self) -> bytes:
        """The document in UTF-8; raises ``InvalidError`` when it is longer than ``MAX_BYTES``."""
        text = self.model_dump_json().encode()
        if len(text) > MAX_BYTES:
            raise InvalidError(
                f"edits of themes take at most {MAX_BYTES // 1_000_000} MB: undo some first"
            )
        return text


def read_edits(document: bytes | str) -> EditList:
    """An edit list from JSON; raises ``InvalidError``."""
    if len(document) > MAX_BYTES:
        raise InvalidError(f"edits of themes take at most {MAX_BYTES // 1_000_000} MB")
    try:
        return EditList.model_validate_json(document)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    except RecursionError:
        raise InvalidError("the document is nested too deeply") from None


def encoded_vector(vector: np.ndarray) -> str:
    """A vector as ``Part.centre`` has it."""
    return base64.b64encode(vector.astype("<f2").tobytes()).decode()
