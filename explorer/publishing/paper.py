"""An exhibition on paper: wall labels, checklist, contact sheet, QR codes, as PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import segno
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from explorer.collection import Collection
from explorer.exhibitions.exhibition import Exhibition
from explorer.exhibitions.markdown import line_to_text, parse_line
from explorer.languages import translated
from explorer.publishing.labels import Label
from explorer.publishing.rooms import interface
from explorer.publishing.typesetting import (
    Paragraph,
    Setting,
    Typesetter,
    paragraph,
    pieces,
    typesetting,
)
from explorer.publishing.works import Work, works
from explorer.ui.document import NAME
from explorer.ui.i18n import Translator

Size = Literal["small", "medium", "large"]
SIZES: tuple[Size, ...] = ("small", "medium", "large")
Kind = Literal["labels", "checklist", "contact", "codes"]
KINDS: tuple[Kind, ...] = ("labels", "checklist", "contact", "codes")

_WIDE, _HIGH = A4
_GREY = 0.38


@dataclass(frozen=True)
class _Card:
    """A size of wall label: how many on a page, sides in mm, its letters in points."""

    across: int
    down: int
    width: float
    height: float
    title: float
    text: float
    small: float
    inner: float


_CARDS: dict[Size, _Card] = {
    "small": _Card(2, 5, 90, 54, 11.0, 8.4, 6.6, 5),
    "medium": _Card(2, 4, 102, 70, 14.0, 10.2, 7.6, 7),
    "large": _Card(1, 2, 200, 138, 26.0, 17.0, 11.0, 14),
}


def paper(
    kind: Kind,
    exhibition: Exhibition,
    collection: Collection,
    *,
    language: str,
    size: Size = "medium",
    address: str = "",
) -> bytes:
    """A document as PDF, A4, in a language; ``size`` is that of wall labels.

    ``address`` is where the exhibition is on the web, if it is: QR codes then lead to each work on
    its page, else to its record at the institution, where the catalogue names one.
    """
    shown = works(exhibition, collection, language=language)
    there = [work for work in shown if work.item]  # nothing is hung of what is gone
    say = interface(language)
    title = translated(exhibition.title, language) or say("Exhibition")
    texts = _letters(shown, title, say)
    out = io.BytesIO()
    with typesetting(texts) as setter:
        # The same words give the same bytes, whenever they are printed.
        canvas = Canvas(out, pagesize=A4, invariant=1)
        canvas.setTitle(f"{title} – {_named(kind, say)}")
        canvas.setCreator(NAME)
        made = _Made(canvas, setter, collection, say, title, language, address)
        if kind == "labels":
            _labels(made, there, _CARDS[size], codes=size == "large" and bool(address))
        elif kind == "checklist":
            _checklist(made, shown)
        elif kind == "contact":
            _contact(made, shown)
        else:
            _codes(made, there)
        canvas.save()
    return out.getvalue()


@dataclass
class _Made:
    """What every document is drawn with."""

    canvas: Canvas
    setter: Typesetter
    collection: Collection
    say: Translator
    title: str
    language: str
    address: str

    def picture(self, work: Work, x: float, y: float, width: float, height: float) -> float:
        """Draw a work whole within a box whose lower left is ``x, y``; how high it is, points."""
        if work.item is None:
            return 0.0
        path = self.collection.bundle.thumb(work.item.sha256, size=1024)
        with io.BytesIO(path.read_bytes()) as data:
            image = ImageReader(_as_jpeg(data, int(max(width, height) / 72 * 220)))
        wide, high = image.getSize()
        scale = min(width / wide, height / high)
        wide, high = wide * scale, high * scale
        self.canvas.drawImage(image, x, y + height - high, wide, high)
        return float(high)

    def link(self, work: Work) -> str:
        """Where a work's code leads, or nowhere."""
        if self.address and work.is_shown:
            return f"{self.address.rstrip('/')}/{self.language}/index.html#{work.anchor}"
        return work.label.source

    def code(self, text: str, x: float, y: float, side: float) -> None:
        """Draw a QR code whose lower left is ``x, y``; its quiet zone is the paper around it."""
        code = segno.make(text, error="m", micro=False)
        rows = [list(row) for row in code.matrix]
        step = side / len(rows)
        self.canvas.setFillGray(0)
        path = self.canvas.beginPath()
        for down, row in enumerate(rows, 1):
            for across, dark in enumerate(row):
                if dark:
                    path.rect(x + across * step, y + side - down * step, step, step)
        self.canvas.drawPath(path, fill=1, stroke=0)

    def foot(self, number: int) -> None:
        """The foot of a page."""
        told = self.setter.block(
            [paragraph(f"{self.title} · {number}", "sans", 8, grey=_GREY)], 400
        )
        self.setter.draw(self.canvas, told, 18 * mm, 13 * mm, 400)


def _labels(made: _Made, shown: Sequence[Work], card: _Card, *, codes: bool) -> None:
    per_page = card.across * card.down
    left = (_WIDE - card.across * card.width * mm) / 2
    top = _HIGH - (_HIGH - card.down * card.height * mm) / 2
    for at, work in enumerate(shown):
        place = at % per_page
        if place == 0:
            if at:
                made.canvas.showPage()
            _marks(made.canvas, card, left, top)
        x = left + place % card.across * card.width * mm + card.inner * mm
        y = top - place // card.across * card.height * mm - card.inner * mm
        width = (card.width - 2 * card.inner) * mm
        height = (card.height - 2 * card.inner) * mm
        link = made.link(work) if codes else ""
        side = 26 * mm if link else 0.0
        foot = made.setter.fitting(
            _foot(work.label, card, made.say), width - side - (4 * mm if side else 0), height * 0.3
        )
        head = made.setter.fitting(
            _head(work, card, made.say), width, height - max(foot.height, side) - 2 * mm
        )
        made.setter.draw(made.canvas, head, x, y, width)
        made.setter.draw(made.canvas, foot, x, y - height + foot.height, width - side)
        if link:
            made.code(link, x + width - side, y - height, side)
    made.canvas.showPage()


def _marks(canvas: Canvas, card: _Card, left: float, top: float) -> None:
    """Short lines at the edges of the sheet, to cut along."""
    canvas.setStrokeGray(0.5)
    canvas.setLineWidth(0.3)
    for column in range(card.across + 1):
        x = left + column * card.width * mm
        for y in (top + 1 * mm, top - card.down * card.height * mm - 4 * mm):
            canvas.line(x, y, x, y + 3 * mm)
    for row in range(card.down + 1):
        y = top - row * card.height * mm
        for x in (left - 4 * mm, left + card.across * card.width * mm + 1 * mm):
            canvas.line(x, y, x + 3 * mm, y)


def _head(work: Work, card: _Card, say: Translator) -> list[Paragraph]:
    label = work.label
    made = Paragraph(
        tuple(pieces(parse_line(work.caption), "serif")),
        Setting(card.text, 1.35, above=card.text * 0.7),
    )
    return [
        paragraph(label.creator, "sans-bold", card.text, most=2),
        paragraph(
            _title(work, say), "serif", card.title, leading=1.15, most=4, above=card.text * 0.3
        ),
        paragraph(label.date, "sans", card.text, above=card.text * 0.25),
        paragraph(label.technique, "sans", card.text, grey=_GREY),
        made,
    ]


def _foot(label: Label, card: _Card, say: Translator) -> list[Paragraph]:
    colon = "\u00a0:" if say.language == "fr" else ":"
    rights = f"{say('Rights')}{colon} {label.rights or say('Not stated')}"
    told = ". ".join(filter(None, (label.credit, rights)))
    return [paragraph(told, "sans", card.small, grey=_GREY)]


def _checklist(made: _Made, shown: Sequence[Work]) -> None:
    canvas, setter = made.canvas, made.setter
    left, right = 18 * mm, _WIDE - 18 * mm
    text_left = left + 46 * mm
    y = _HIGH - 20 * mm
    many = made.say.plural("{n} work", "{n} works", len(shown))
    head = setter.block(
        [
            paragraph(made.title, "serif", 22, leading=1.15),
            paragraph(
                f"{made.say('Checklist')} · {many}",
                "sans", 9.5, grey=_GREY, above=2,
            ),
        ],
        right - left,
    )  # fmt: skip
    setter.draw(canvas, head, left, y, right - left)
    y -= head.height + 7 * mm
    page, section = 1, ""
    for work in shown:
        text = setter.block(_entry(work, made.say), right - text_left)
        heading = None
        if work.section and work.section != section:
            heading = setter.block(
                [paragraph(work.section, "serif", 15, leading=1.2)], right - left
            )
        section = work.section
        needed = max(text.height, 36 * mm) + (heading.height + 5 * mm if heading else 0)
        if y - needed < 20 * mm:
            made.foot(page)
            canvas.showPage()
            page, y = page + 1, _HIGH - 20 * mm
        if heading:
            setter.draw(canvas, heading, left, y, right - left)
            y -= heading.height + 3 * mm
        number = setter.block([paragraph(str(work.number), "sans", 9, grey=_GREY)], 8 * mm)
        setter.draw(canvas, number, left, y, 8 * mm)
        high = made.picture(work, left + 8 * mm, y - 32 * mm, 34 * mm, 32 * mm)
        setter.draw(canvas, text, text_left, y, right - text_left)
        y -= max(text.height, high) + 6 * mm
    made.foot(page)
    canvas.showPage()


def _entry(work: Work, say: Translator) -> list[Paragraph]:
    label = work.label
    details = [
        line_to_text(parse_line(translated(detail.caption, say.language)))
        for detail in work.exhibit.details
    ]
    small = [
        f"{say('Identifier')} {label.id}",
        ". ".join(filter(None, (label.credit, label.rights or say("Rights not stated")))),
        label.source or label.source_text,
    ]
    said = ", ".join(f"{said.what} ({said.model})" for said in label.said)
    return [
        paragraph(_title(work, say), "serif", 12, leading=1.2, most=6),
        paragraph(label.byline, "sans", 9.5, above=1),
        paragraph(label.technique, "sans", 9.5, grey=_GREY),
        Paragraph(
            tuple(pieces(parse_line(work.caption), "serif")), Setting(9.5, 1.35, most=14, above=3)
        ),
        *(paragraph(f"{say('Detail')} – {told}", "sans", 8.5, above=1) for told in details if told),
        paragraph("\n".join(filter(None, small)), "sans", 7.8, grey=_GREY, above=3, most=8),
        paragraph(
            f"{say('Said by a machine, checked by nobody')} – {said}" if said else "",
            "sans", 7.8, grey=_GREY, most=3,
        ),
    ]  # fmt: skip


@dataclass(frozen=True)
class _Grid:
    """Places of a sheet, four by five, in points."""

    gap: float
    across: int = 4
    down: int = 5
    left: float = 18 * mm
    top: float = _HIGH - 18 * mm

    @property
    def width(self) -> float:
        return float(_WIDE - 2 * self.left - (self.across - 1) * self.gap) / self.across

    @property
    def height(self) -> float:
        return float(self.top - 20 * mm - (self.down - 1) * self.gap) / self.down

    def places(self, made: _Made, shown: Sequence[Work]) -> Iterator[tuple[Work, float, float]]:
        """Works with the upper left of their places; pages are begun and ended on the way."""
        each = self.across * self.down
        for at, work in enumerate(shown):
            page, place = divmod(at, each)
            if page and place == 0:
                made.foot(page)
                made.canvas.showPage()
            x = self.left + place % self.across * (self.width + self.gap)
            yield work, x, self.top - place // self.across * (self.height + self.gap)
        made.foot(max(1, -(-len(shown) // each)))
        made.canvas.showPage()


def _contact(made: _Made, shown: Sequence[Work]) -> None:
    grid, room = _Grid(5 * mm), 11 * mm
    for work, x, y in grid.places(made, shown):
        high = made.picture(work, x, y - grid.height + room, grid.width, grid.height - room)
        said = made.setter.fitting(
            [
                paragraph(f"{work.number}  {_title(work, made.say)}", "sans", 7.6, most=2),
                paragraph(work.label.byline, "sans", 6.8, grey=_GREY, most=1),
            ],
            grid.width,
            room - 1 * mm,
        )
        made.setter.draw(made.canvas, said, x, y - high - 1 * mm, grid.width)


def _codes(made: _Made, shown: Sequence[Work]) -> None:
    grid, side = _Grid(6 * mm), 31 * mm
    coded = [work for work in shown if made.link(work)]
    if not coded:
        told = made.say("No work has an address that a code could lead to.")
        block = made.setter.block([paragraph(told, "serif", 13)], _WIDE - 2 * grid.left)
        made.setter.draw(made.canvas, block, grid.left, grid.top, _WIDE - 2 * grid.left)
    for work, x, y in grid.places(made, coded):
        made.code(made.link(work), x, y - side, side)
        told = f"{work.number}  {_title(work, made.say)}"
        said = made.setter.fitting(
            [paragraph(told, "sans", 8, most=3)], grid.width, grid.height - side - 2 * mm
        )
        made.setter.draw(made.canvas, said, x, y - side - 1.5 * mm, grid.width)


def _title(work: Work, say: Translator) -> str:
    if work.item is None:
        return say("No longer in the collection")
    return work.label.title or say("Untitled")


def _named(kind: Kind, say: Translator) -> str:
    return {
        "labels": say("Wall labels"),
        "checklist": say("Checklist"),
        "contact": say("Contact sheet"),
        "codes": say("QR codes"),
    }[kind]


def _letters(shown: Sequence[Work], title: str, say: Translator) -> list[str]:
    texts = [title]
    for work in shown:
        label = work.label
        texts += [label.title, label.creator, label.date, label.technique, label.credit]
        texts += [label.rights, label.source_text, label.id, work.caption, work.section]
        texts += [said.what for said in label.said]
        texts += [caption for d in work.exhibit.details for caption in d.caption.values()]
    return texts


def _as_jpeg(data: io.BytesIO, longest: int) -> io.BytesIO:
    """A picture as PDF keeps it smallest, at most so many pixels wide and high."""
    out = io.BytesIO()
    with Image.open(data) as image:
        image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        image.convert("RGB").save(out, "JPEG", quality=85)
    out.seek(0)
    return out
