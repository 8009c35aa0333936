"""An exhibition as its pages show it: rooms, pictures and words in one language, ready to write."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from explorer.bundle import files
from explorer.collection import Collection, Item
from explorer.exhibitions.exhibition import Detail, Exhibit, Exhibition, Region, Section
from explorer.exhibitions.markdown import (
    Block,
    line_to_html,
    line_to_text,
    parse,
    parse_line,
    to_html,
    to_text,
)
from explorer.exhibitions.models import Stop, Tour
from explorer.languages import translated
from explorer.publishing.labels import Label, labels_of_items
from explorer.ui.i18n import LANGUAGES, Translator, translator

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_TITLE = 3
"""Level of the first heading in a section's text; the section's own is 2."""


_NOTHING = Markup()


@dataclass(frozen=True)
class Told:
    """Words of the curators: as HTML and bare, and their language where it is not the page's."""

    html: Markup = _NOTHING
    text: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def direction(self) -> str:
        """``rtl`` where the language is written so, else empty."""
        return direction(self.language)


@dataclass(frozen=True)
class Close:
    """A detail of a picture: its file, its size in pixels, and where the closest look opens."""

    caption: Told
    file: str
    width: int
    height: int
    look: str


@dataclass(frozen=True)
class Picture:
    """A picture in one place. ``small`` and ``large`` are files below the site's folder.

    ``width`` and ``height`` are pixels of ``large``; ``year`` is the first one, or ``None``.
    """

    anchor: str
    label: Label
    caption: Told
    alt: str
    small: str
    large: str
    width: int
    height: int
    year: int | None
    details: tuple[Close, ...] = ()

    @property
    def ratio(self) -> float:
        """Width for a height of 1, bounded: what is a thread or a ribbon still gets room."""
        return round(min(4.0, max(0.25, self.width / self.height)), 3)


@dataclass(frozen=True)
class Halt:
    """A stop of a walk on the map: its words, and the pictures of the exhibition shown there."""

    number: int
    name: Told
    text: Told
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Room:
    """A section. ``walk`` is the id of its tour on the map, or empty."""

    anchor: str
    kind: str
    heading: Told
    text: Told
    pictures: tuple[Picture, ...]
    halts: tuple[Halt, ...] = ()
    walk: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see or to read."""
        return not (self.text or self.pictures or self.halts)


@dataclass(frozen=True)
class Hall:
    """The whole exhibition in one language."""

    language: str
    title: Told
    subtitle: Told
    introduction: Told
    credits: Told
    cover: Picture | None
    rooms: tuple[Room, ...]

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture of the rooms, in order."""
        return tuple(picture for room in self.rooms for picture in room.pictures)


def direction(language: str) -> str:
    """``rtl`` for a language that is written so, else empty."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else ""


def interface(language: str) -> Translator:
    """Says the pages' own words: in the language, or in English where they are not."""
    code = language.partition("-")[0]
    return translator(code if code in LANGUAGES else "en")


def hall(
    exhibition: Exhibition,
    collection: Collection,
    items: Mapping[str, Item],
    *,
    language: str,
    tours: Mapping[str, Tour],
    whole: Exhibition | None = None,
    pictures: str = "",
) -> Hall:
    """An exhibition in a language, of what may be shown of it; ``items`` by id, in the language.

    ``tours`` are those that its sections walk, by section. ``whole`` is the exhibition with what
    may not be shown: a picture's place is told by its number there, as paper has it. ``pictures``
    is the folder of the pictures below that of the site, empty or ending with a slash.
    """
    say = interface(language)
    maker = _Maker(collection, items, language, pictures, say)
    rooms: list[Room] = []
    for section, before in zip(exhibition.sections, (whole or exhibition).sections, strict=True):
        rooms.append(maker.room(section, _numbers(before.exhibits, section.exhibits)))
    shown: dict[str, Picture] = {}
    for room in rooms:
        for picture in room.pictures:
            shown.setdefault(picture.label.id, picture)
    rooms = [
        replace(room, halts=maker.halts(tours[section.id].stops, shown), walk=tours[section.id].id)
        if section.id in tours
        else room
        for room, section in zip(rooms, exhibition.sections, strict=True)
    ]
    cover = maker.picture(exhibition.cover, "cover") if exhibition.cover else None
    return Hall(
        language=language,
        title=maker.line(exhibition.title),
        subtitle=maker.line(exhibition.subtitle),
        introduction=maker.blocks(exhibition.introduction, top=2),
        credits=maker.blocks(exhibition.credits, top=_TITLE),
        cover=cover,
        rooms=tuple(room for room in rooms if not room.is_empty),
    )


class _Maker:
    """Makes the parts of a hall."""

    def __init__(
        self,
        collection: Collection,
        items: Mapping[str, Item],
        language: str,
        folder: str,
        say: Translator,
    ) -> None:
        self._items = items
        self._language = language
        self._folder = folder
        self._labels = labels_of_items(collection, list(items.values()), say)

    def room(self, section: Section, numbers: Sequence[int]) -> Room:
        return Room(
            anchor=f"s-{section.id}",
            kind=section.hung_as,
            heading=self.line(section.heading),
            text=self.blocks(section.text, top=_TITLE if section.heading else 2),
            pictures=tuple(
                self.picture(exhibit, f"{section.id}-{n}")
                for n, exhibit in zip(numbers, section.exhibits, strict=True)
            ),
        )

    def picture(self, exhibit: Exhibit, place: str) -> Picture:
        item = self._items[exhibit.item]
        label = self._labels[exhibit.item]
        width, height = derivative(item)
        alt = (
            exhibit.alt.get(self._language) or label.alt or translated(exhibit.alt, self._language)
        )
        thumb = f"{self._folder}{files.thumb_path(item.sha256, size=256)}"
        return Picture(
            anchor=f"p-{place}",
            label=label,
            caption=self.caption(exhibit.caption),
            alt=alt,
            small=thumb,
            large=f"{self._folder}{files.thumb_path(item.sha256, size=1024)}",
            width=width,
            height=height,
            year=item.year_from,
            details=tuple(self._close(item, detail) for detail in exhibit.details),
        )

    def halts(self, stops: Sequence[Stop], shown: Mapping[str, Picture]) -> tuple[Halt, ...]:
        return tuple(
            Halt(
                number=n,
                name=self.line(stop.name),
                text=self.caption(stop.text),
                pictures=tuple(shown[id_] for id_ in _named(stop) if id_ in shown),
            )
            for n, stop in enumerate(stops, 1)
        )

    def line(self, texts: Mapping[str, str]) -> Told:
        code, text = self._chosen(texts)
        return Told(Markup.escape(text), text, code)

    def caption(self, texts: Mapping[str, str]) -> Told:
        code, text = self._chosen(texts)
        pieces = parse_line(text)
        return Told(Markup(line_to_html(pieces)), line_to_text(pieces), code)  # noqa: S704

    def blocks(self, texts: Mapping[str, str], *, top: int) -> Told:
        code, text = self._chosen(texts)
        found = _stepwise(parse(text))
        return Told(Markup(to_html(found, top=top)), to_text(found), code)  # noqa: S704

    def _chosen(self, texts: Mapping[str, str]) -> tuple[str, str]:
        text = translated(texts, self._language)
        if not text or texts.get(self._language) == text:
            return "", text
        return next(code for code, known in texts.items() if known == text), text

    def _close(self, item: Item, detail: Detail) -> Close:
        box = detail.region
        wide, high = item.width * box.width, item.height * box.height
        scale = min(1.0, DETAIL / max(wide, high))
        return Close(
            caption=self.caption(detail.caption),
            file=detail_file(item, box),
            width=max(1, round(wide * scale)),
            height=max(1, round(high * scale)),
            look=_look(box),
        )


def _numbers(all_: Sequence[Exhibit], some: Sequence[Exhibit]) -> list[int]:
    """The place, from 1, of each of ``some`` among ``all_``, which has them in the same order."""
    rest = iter(enumerate(all_, 1))
    return [next(n for n, one in rest if one == wanted) for wanted in some]


DETAIL = 1024
"""Longest side of a detail's file, pixels."""


def detail_file(item: Item, region: Region) -> str:
    """The name of a detail's file, below the site's folder."""
    corners = (region.x, region.y, region.width, region.height)
    where = "-".join(f"{round(value * 10_000):05}" for value in corners)
    return f"details/{item.sha256[:2]}/{item.sha256}-{where}.webp"


def derivative(item: Item) -> tuple[int, int]:
    """Width and height, in pixels, of an item's 1,024 px file."""
    scale = min(1.0, 1024 / max(item.width, item.height, 1))
    return max(1, round(item.width * scale)), max(1, round(item.height * scale))


def _look(box: Region) -> str:
    zoom = -math.log2(max(box.width, box.height))
    return f"{box.x + box.width / 2:.4f}/{box.y + box.height / 2:.4f}/{max(0.0, zoom):.2f}"


def _named(stop: Stop) -> tuple[str, ...]:
    return tuple(filter(None, dict.fromkeys((*stop.items, stop.seen.item))))


def _stepwise(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Headings that begin at 1 and never leave out a level on their way down."""
    depth = 0
    found: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            depth = min(block.level, depth + 1)
        found.append(replace(block, level=depth) if block.kind == "heading" else block)
    return tuple(found)
