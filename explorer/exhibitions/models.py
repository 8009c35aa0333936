"""What a tour and a board are, and the bounds of each: nothing else is kept.

A tour is a document: it is read from JSON as a whole, checked as a whole, and written as a whole.
A board is a list that people work on: it changes by an item at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from explorer.exhibitions.text import is_plain, line, paragraphs
from explorer.exhibitions.view import View, parse_view

MAX_BYTES = 1_000_000
"""Of a tour, as JSON in UTF-8."""

MAX_STOPS = 200
MAX_ITEMS = 500
"""Of one stop."""

MAX_POINTS = 200
MAX_NAME = 120
MAX_TEXT = 2_000
MAX_LANGUAGES = 12
MAX_ID = 1_000
"""Characters of an item's identifier; the tables that bundles are made of allow no more."""

MAX_VIEW = 10_000
MAX_TOURS = 200
"""Of one collection; the same for its boards."""

MAX_BOARD = 10_000
"""Items on one board."""

SLUG = r"^[a-z0-9-]{1,64}$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"


class InvalidError(ValueError):
    """What is to be kept does not do; the message is one line that says where and why."""


def _item_id(text: str) -> str:
    if not is_plain(text):
        raise ValueError("holds characters that no identifier has")
    return text


def _name(text: str) -> str:
    return _bounded(line(text), MAX_NAME)


def _text(text: str) -> str:
    return _bounded(paragraphs(text), MAX_TEXT)


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise ValueError(f"at most {most} characters")
    return text


def _distinct(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _view(text: str) -> str:
    parse_view(text)
    return text


Slug = Annotated[str, StringConstraints(pattern=SLUG)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
# The first bound is on what is sent, so that nothing long is worked on.
Name = Annotated[str, Field(max_length=4 * MAX_NAME), AfterValidator(_name)]
Text = Annotated[str, Field(max_length=4 * MAX_TEXT), AfterValidator(_text)]
ItemId = Annotated[str, Field(min_length=1, max_length=MAX_ID), AfterValidator(_item_id)]
Ratio = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Point = tuple[Ratio, Ratio]
Names = Annotated[dict[Language, Name], Field(max_length=MAX_LANGUAGES)]
Texts = Annotated[dict[Language, Text], Field(max_length=MAX_LANGUAGES)]
CollectionName = Annotated[str, Field(min_length=1, max_length=255), AfterValidator(_item_id)]


class Document(BaseModel):
    """What is read strictly, or not at all."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Stop(Document):
    """A stop of a tour: a view, what is said there, and for how long it is shown.

    ``view`` is as ``explorer/viewer/link.js`` writes it. ``region`` is a polygon in the unit
    square of the view's layout, or ``None``: a stop with one is a named region. ``items`` are
    identifiers to light up, those that are no longer in the collection included. ``seconds`` is
    how long the stop stays when the tour plays by itself.
    """

    id: Slug
    name: Names = Field(default_factory=dict)
    text: Texts = Field(default_factory=dict)
    view: Annotated[str, Field(max_length=MAX_VIEW), AfterValidator(_view)]
    region: Annotated[tuple[Point, ...], Field(min_length=3, max_length=MAX_POINTS)] | None = None
    items: Annotated[
        tuple[ItemId, ...], Field(max_length=MAX_ITEMS), AfterValidator(_distinct)
    ] = ()
    seconds: Annotated[float, Field(ge=3, le=120, allow_inf_nan=False)] = 10

    @property
    def seen(self) -> View:
        """The view, read."""
        return parse_view(self.view)


class Tour(Document):
    """A guided tour: stops in order, with a title by language."""

    format: Literal["cimaise-tour/1"] = "cimaise-tour/1"
    id: Slug
    collection: CollectionName
    title: Names = Field(default_factory=dict)
    stops: Annotated[tuple[Stop, ...], Field(max_length=MAX_STOPS)] = ()

    @model_validator(mode="after")
    def _stops_differ(self) -> Self:
        ids = [stop.id for stop in self.stops]
        twice = next((id_ for at, id_ in enumerate(ids) if id_ in ids[:at]), None)
        if twice is not None:
            raise ValueError(f"two stops are called {twice!r}: each needs an id of its own")
        return self

    def to_json(self) -> bytes:
        """The document in UTF-8, at most ``MAX_BYTES``; raises ``InvalidError`` when longer."""
        text = self.model_dump_json().encode()
        if len(text) > MAX_BYTES:
            raise InvalidError(f"a tour is at most {MAX_BYTES // 1_000_000} MB")
        return text


@dataclass(frozen=True)
class TourEntry:
    """What a list of tours tells of one. ``updated`` is ISO 8601, UTC."""

    id: str
    title: dict[str, str]
    stops: int
    version: int
    updated: str


@dataclass(frozen=True)
class StoredTour:
    """A tour as it is kept: its document, and the number of this writing of it."""

    tour: Tour
    version: int
    updated: str


def read_tour(document: bytes | str) -> Tour:
    """A tour from JSON; raises ``InvalidError``."""
    if len(document) > MAX_BYTES:
        raise InvalidError(f"a tour is at most {MAX_BYTES // 1_000_000} MB")
    try:
        return Tour.model_validate_json(document)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    except RecursionError:
        raise InvalidError("the document is nested too deeply") from None


_SHOWN = 60


def explained(error: ValidationError) -> str:
    """The first thing that is wrong, in one line: where, and what would do."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ""
    for part in first["loc"]:
        shown = re.sub(r"[^\w-]", "?", str(part))[:_SHOWN]
        place += f"[{part}]" if isinstance(part, int) else f".{shown}" if place else shown
    said, bound = first["msg"], first.get("ctx", {})
    if first["type"] == "value_error":
        said = str(bound["error"])
    elif first["type"] in ("too_long", "string_too_long"):
        counted = "characters" if first["type"] == "string_too_long" else "of them"
        said = f"at most {bound['max_length']} {counted}"
    elif first["type"] == "extra_forbidden":
        said = "nothing of this name belongs here"
    elif first["type"] == "string_pattern_mismatch":
        said = f"is not written as {bound['pattern']}"
    return f"{place}: {said[:1].lower()}{said[1:]}" if place else said


Status = Literal["proposed", "kept", "aside"]
"""Of a picture on a board: put there, chosen, or set aside."""

STATUSES: tuple[Status, ...] = ("proposed", "kept", "aside")


@dataclass(frozen=True)
class BoardItem:
    """An item on a board: its identifier, notes by language, when it was put there (ISO 8601)."""

    id: str
    notes: dict[str, str] = field(default_factory=dict)
    added: str = ""
    status: Status = "proposed"


@dataclass(frozen=True)
class Board:
    """A board: items in order, each once. ``name`` is empty until someone gives one.

    ``undo`` is the number of the last thing done to it that can be taken back, and what it was.
    """

    id: str
    collection: str
    name: str
    items: tuple[BoardItem, ...]
    created: str
    updated: str
    archived: bool = False
    undo: tuple[int, str] | None = None


class _BoardWords(Document):
    name: Name = ""
    notes: Texts = Field(default_factory=dict)


def checked_status(status: str) -> Status:
    """The status of a picture on a board; raises ``InvalidError``."""
    found = next((known for known in STATUSES if known == status), None)
    if found is None:
        raise InvalidError(f"a status is one of {', '.join(STATUSES)}")
    return found


class _Ids(Document):
    ids: tuple[ItemId, ...] = ()


def checked_name(name: str) -> str:
    """The name of a board, in one line; raises ``InvalidError`` when it is too long."""
    try:
        return _BoardWords(name=name).name
    except ValidationError as error:
        raise InvalidError(explained(error)) from None


def checked_notes(notes: dict[str, str]) -> dict[str, str]:
    """Notes by language, those that are empty left out; raises ``InvalidError``."""
    try:
        kept = _BoardWords(notes=notes).notes
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
    return {code: text for code, text in kept.items() if text}


def checked_ids(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Identifiers of items, each once; raises ``InvalidError``."""
    if len(ids) > MAX_BOARD:
        raise InvalidError(f"a board holds at most {MAX_BOARD} items")
    try:
        return _distinct(_Ids(ids=ids).ids)
    except ValidationError as error:
        raise InvalidError(explained(error)) from None
