"""What an exhibition is, and the bounds of it: nothing else is kept.

An exhibition is a document, as a tour is: read, checked and written as a whole. It holds nothing
of a bundle but the identifiers of items, so that it survives every new build. Texts are by
language, in the part of Markdown that ``explorer/exhibitions/markdown.py`` reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from explorer.exhibitions.models import (
    MAX_BYTES,
    MAX_ID,
    MAX_LANGUAGES,
    CollectionName,
    Document,
    InvalidError,
    ItemId,
    Language,
    Names,
    Ratio,
    Slug,
    Stop,
    Texts,
    explained,
)
from explorer.exhibitions.text import line, paragraphs

Kind = Literal["text", "wall", "row", "single", "compare", "map", "timeline"]
"""Of a section: words alone; pictures hung as a wall, in one row, one large, side by side at one
scale; a walk on the map; pictures along the years."""

KINDS: tuple[Kind, ...] = ("text", "wall", "row", "single", "compare", "map", "timeline")

State = Literal["draft", "published", "withdrawn"]
"""Never published; published, in the version that was published; taken back."""

STATES: tuple[State, ...] = ("draft", "published", "withdrawn")

FORMAT = "cimaise-exhibition/1"
MAX_EXHIBITIONS = 200
"""Of one collection."""

MAX_SECTIONS = 100
MAX_EXHIBITS = 300
"""Of one section."""

MAX_COMPARED = 6
MAX_DETAILS = 24
"""Of one picture in one section."""

MAX_LONG = 12_000
"""Characters of an introduction, of a section's text, of the credits."""

MAX_ALT = 600
SMALLEST_REGION = 0.005
"""Of a picture's width and height."""


def _long(text: str) -> str:
    return _bounded(paragraphs(text), MAX_LONG)


def _alt(text: str) -> str:
    return _bounded(line(text), MAX_ALT)


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise ValueError(f"at most {most} characters")
    return text


Long = Annotated[str, Field(max_length=4 * MAX_LONG), AfterValidator(_long)]
Alt = Annotated[str, Field(max_length=4 * MAX_ALT), AfterValidator(_alt)]
Longs = Annotated[dict[Language, Long], Field(max_length=MAX_LANGUAGES)]
Alts = Annotated[dict[Language, Alt], Field(max_length=MAX_LANGUAGES)]


class Region(Document):
    """A rectangle of a picture, in shares of its width and height from the top left."""

    x: Ratio
    y: Ratio
    width: Annotated[float, Field(ge=SMALLEST_REGION, le=1.0, allow_inf_nan=False)]
    height: Annotated[float, Field(ge=SMALLEST_REGION, le=1.0, allow_inf_nan=False)]

    @model_validator(mode="after")
    def _lies_within(self) -> Self:
        if self.x + self.width > 1 + 1e-9 or self.y + self.height > 1 + 1e-9:
            raise ValueError("a region lies within the picture")
        return self


class Detail(Document):
    """A part of a picture that is shown by itself, with its own caption."""

    id: Slug
    region: Region
    caption: Texts = Field(default_factory=dict)


class Exhibit(Document):
    """An item as it is shown in one place of an exhibition.

    ``caption`` is what stands below it, after what the catalogue says; ``alt`` tells it to whoever
    cannot see it. ``cleared`` is a curator's word that it may be shown although what the catalogue
    says of its rights does not allow it.
    """

    item: ItemId
    caption: Texts = Field(default_factory=dict)
    alt: Alts = Field(default_factory=dict)
    details: Annotated[tuple[Detail, ...], Field(max_length=MAX_DETAILS)] = ()
    cleared: bool = False

    @model_validator(mode="after")
    def _details_differ(self) -> Self:
        _distinct_ids([detail.id for detail in self.details], "details")
        return self


class Section(Document):
    """A section. What its ``kind`` has no room for is refused.

    A ``map`` walks a tour of the collection, by its id, or has ``stops`` of its own.
    """

    id: Slug
    kind: Kind = "text"
    heading: Names = Field(default_factory=dict)
    text: Longs = Field(default_factory=dict)
    exhibits: Annotated[tuple[Exhibit, ...], Field(max_length=MAX_EXHIBITS)] = ()
    tour: Slug | None = None
    stops: Annotated[tuple[Stop, ...], Field(max_length=50)] = ()

    @property
    def hung_as(self) -> Kind:
        """How its pictures hang: one alone hangs large, of whatever kind the section is."""
        alone = len(self.exhibits) == 1 and self.kind in ("wall", "row", "compare")
        return "single" if alone else self.kind

    @model_validator(mode="after")
    def _fits(self) -> Self:
        most = {"text": 0, "map": 0, "single": 1, "compare": MAX_COMPARED}.get(self.kind)
        if most is not None and len(self.exhibits) > most:
            raise ValueError(f"a section of kind {self.kind} shows at most {most} pictures")
        if self.kind != "map" and (self.tour or self.stops):
            raise ValueError("a tour and stops belong into a section of kind map")
        if self.tour and self.stops:
            raise ValueError("a section walks a tour, or has stops of its own")
        _distinct_ids([stop.id for stop in self.stops], "stops")
        return self


class Exhibition(Document):
    """An exhibition: its words, its sections in order, and the languages it is told in."""

    format: Literal["cimaise-exhibition/1"] = "cimaise-exhibition/1"
    id: Slug
    collection: CollectionName
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=MAX_LANGUAGES)] = (
        "fr",
        "en",
    )
    title: Names = Field(default_factory=dict)
    subtitle: Names = Field(default_factory=dict)
    introduction: Longs = Field(default_factory=dict)
    cover: Exhibit | None = None
    sections: Annotated[tuple[Section, ...], Field(max_length=MAX_SECTIONS)] = ()
    credits: Longs = Field(default_factory=dict)

    @model_validator(mode="after")
    def _sections_differ(self) -> Self:
        _distinct_ids([section.id for section in self.sections], "sections")
        if len(set(self.languages)) < len(self.languages):
            raise ValueError("each language is named once")
        return self

    @property
    def exhibits(self) -> Iterator[Exhibit]:
        """Every picture shown, the cover first, then section by section."""
        if self.cover is not None:
            yield self.cover
        for section in self.sections:
            yield from section.exhibits

    @property
    def items(self) -> tuple[str, ...]:
        """Identifiers of the items shown, each once, in order."""
        return tuple(dict.fromkeys(exhibit.item for exhibit in self.exhibits))

    def to_json(self) -> bytes:
        """The document in UTF-8, at most ``MAX_BYTES``; raises ``InvalidError`` when longer."""
        text = self.model_dump_json().encode()
        if len(text) > MAX_BYTES:
            raise InvalidError(f"an exhibition is at most {MAX_BYTES // 1_000_000} MB")
        return text


@dataclass(frozen=True)
class ExhibitionEntry:
    """What a list of exhibitions tells of one. ``cover`` is an item's id, or empty.

    ``published`` is the version that visitors see, or ``None``; ``changed`` whether a later one
    was written since. ``updated`` is ISO 8601, UTC; ``who`` wrote it, or empty.
    """

    id: str
    title: dict[str, str]
    cover: str
    sections: int
    items: int
    state: State
    version: int
    published: int | None
    updated: str
    who: str

    @property
    def changed(self) -> bool:
        """Whether what visitors see is not what was written last."""
        return self.published is not None and self.published != self.version


@dataclass(frozen=True)
class StoredExhibition:
    """An exhibition as it is kept: its document, and the number of this writing of it."""

    exhibition: Exhibition
    version: int
    state: State
    published: int | None
    updated: str
    who: str


@dataclass(frozen=True)
class ExhibitionVersion:
    """One writing of an exhibition. ``restored`` is the version it was taken from, or ``None``."""

    version: int
    updated: str
    who: str
    title: dict[str, str]
    sections: int
    items: int
    restored: int | None


def read_exhibition(document: bytes | str) -> Exhibition:
    """An exhibition from JSON; raises ``InvalidError`` with one line that says where and why."""
    if len(document) > MAX_BYTES:
        raise InvalidError(f"an exhibition is at most {MAX_BYTES // 1_000_000} MB")
    try:
        return Exhibition.model_validate_json(document)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    except RecursionError:
        raise InvalidError("the document is nested too deeply") from None


def _distinct_ids(ids: list[str], what: str) -> None:
    twice = next((id_ for at, id_ in enumerate(ids) if id_ in ids[:at]), None)
    if twice is not None:
        raise ValueError(f"two {what} are called {twice[:MAX_ID]!r}: each needs an id of its own")
