"""What a concept is, as it is kept and exchanged, and the bounds of it."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, ValidationError, model_validator

from explorer.exhibitions.models import (
    MAX_BYTES,
    CollectionName,
    Document,
    InvalidError,
    ItemId,
    Language,
    Names,
    Slug,
    Texts,
    explained,
)
from explorer.exhibitions.text import line

MAX_MARKS = 2000
"""Marks of one concept. Beyond, a facet or a class does better than examples."""

MAX_WORDS = 300
MAX_DIM = 4096

Finite = Annotated[float, Field(allow_inf_nan=False)]


def _words(text: str) -> str:
    made = line(text)
    if len(made) > MAX_WORDS:
        raise ValueError(f"at most {MAX_WORDS} characters")
    return made


Words = Annotated[str, Field(max_length=4 * MAX_WORDS), AfterValidator(_words)]
Marks = Annotated[tuple[ItemId, ...], Field(max_length=MAX_MARKS)]
Line = Annotated[str, Field(max_length=200), AfterValidator(line)]
_D = TypeVar("_D", bound=Document)


class Examples(Document):
    """What a concept is taught by: words it began with, and identifiers marked yes and no.

    The last of several marks of one item counts; one that is in both lists is refused.
    """

    words: Words = ""
    language: Language = "fr"
    yes: Marks = ()
    no: Marks = ()

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if len(self.yes) + len(self.no) > MAX_MARKS:
            raise ValueError(f"at most {MAX_MARKS} marks")
        both = set(self.yes) & set(self.no)
        if both:
            raise ValueError(f"{len(both)} of the marks are both yes and no: which is it?")
        return self

    @property
    def marks(self) -> dict[str, bool]:
        """Each item that is marked, and how."""
        return dict.fromkeys(self.yes, True) | dict.fromkeys(self.no, False)


class ModelName(Document):
    """The model whose space a concept was learnt in."""

    name: Annotated[str, Field(max_length=400)] = ""
    weights: Annotated[str, Field(max_length=400)] = ""
    dim: Annotated[int, Field(ge=1, le=MAX_DIM)]


class Taught(Document):
    """What was learnt: the score of an image is ``weights`` · its vector + ``offset``."""

    model: ModelName
    weights: Annotated[tuple[Finite, ...], Field(min_length=1, max_length=MAX_DIM)]
    offset: Finite
    when: Line
    who: Line = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.weights) != self.model.dim:
            raise ValueError(f"the model has {self.model.dim} dimensions, weights as many")
        return self


class Applied(Document):
    """A concept made a facet: from which score on, and when (ISO 8601, UTC)."""

    threshold: Finite
    when: Line


class Concept(Document):
    """A concept: its name and text by language, its examples, and what was learnt from them.

    ``shared``: whether it is shown, never changed, where visitors only read. ``applied`` is
    ``None`` while it is no facet.
    """

    format: Literal["cimaise-concept/1"] = "cimaise-concept/1"
    id: Slug
    collection: CollectionName
    name: Names = Field(default_factory=dict)
    text: Texts = Field(default_factory=dict)
    examples: Examples = Field(default_factory=Examples)
    shared: bool = False
    applied: Applied | None = None
    taught: Taught | None = None

    def to_json(self) -> bytes:
        """The document in UTF-8, at most 1 MB; raises ``InvalidError`` when longer."""
        text = self.model_dump_json().encode()
        if len(text) > MAX_BYTES:
            raise InvalidError(f"a concept is at most {MAX_BYTES // 1_000_000} MB: mark fewer")
        return text


def read_concept(document: bytes | str) -> Concept:
    """A concept from JSON; raises ``InvalidError``."""
    return read(Concept, document)


def read(kind: type[_D], document: bytes | str) -> _D:
    """A document of a kind from JSON; raises ``InvalidError``."""
    if len(document) > MAX_BYTES:
        raise InvalidError(f"a concept is at most {MAX_BYTES // 1_000_000} MB")
    try:
        return kind.model_validate_json(document)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    except RecursionError:
        raise InvalidError("the document is nested too deeply") from None
