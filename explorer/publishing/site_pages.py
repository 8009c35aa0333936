"""The pages of a published exhibition, from templates that escape whatever they are given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from explorer.bundle import files
from explorer.collection import Collection, Item
from explorer.languages import locale_of
from explorer.publishing import page
from explorer.publishing.labels import date_text
from explorer.publishing.plan import drawing, plan
from explorer.publishing.rooms import Hall, Picture, Room, direction, interface
from explorer.publishing.site_files import full_tiles, program_name
from explorer.ui.document import ICON, NAME
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES, Translator
from explorer.ui.viewer_texts import viewer_texts

_TEMPLATES = Path(__file__).parent / "templates"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Nothing runs that does not lie in this folder, and no request leaves it."""

_TEXTS = (
    *("technique", "category", "subject", "place", "folder", "credit", "rights", "no_rights"),
    *("source", "identifier", "untitled", "bce", "ce", "closer", "further", "zoom", "close"),
    *("look_dialog", "look_picture", "look_before", "look_after", "look_steps", "look_whole"),
    *("look_record", "look_scale"),
)
_ABOUT = 300


@dataclass(frozen=True)
class Page:
    """What all pages of an exhibition share. ``map`` is the folder of its map, or empty.

    ``share`` is the file shown to those who share the address; ``left_out`` counts the pictures
    that are not shown.
    """

    collection: Collection
    items: Mapping[str, Item]
    halls: tuple[Hall, ...]
    address: str
    share: str
    map: str
    left_out: int

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Codes and names of the languages."""
        return [
            (hall.language, LANGUAGE_NAMES.get(hall.language, hall.language)) for hall in self.halls
        ]


def language_page(given: Page, hall: Hall, *, assets: str, fonts: bool) -> str:
    """The page of a language; ``assets`` is the folder of its program and styles."""
    say = interface(hall.language)
    hooks = plan(given.collection, given.items, [p.label.id for p in hall.pictures])
    shown: dict[str, tuple[str, str, str]] = {}
    for picture in hall.pictures:
        title = picture.label.title or say("Untitled")
        shown.setdefault(picture.label.id, (f"#{picture.anchor}", f"../{picture.small}", title))

    def plan_of(room: Room | None) -> Markup:
        there = {p.label.id for halt in room.halts for p in halt.pictures} if room else set()
        name = say("Where the pictures hang on the map of the collection")
        svg = drawing(hooks, shown, name, lit=there)
        return Markup(
            '<div class="plan" tabindex="0" role="group" aria-label="{}">{}</div>'
        ).format(name, svg)

    return _environment().get_template("exhibition.html").render(
        hall=hall,
        say=say,
        plural=say.plural,
        up="../",
        about=_about(hall),
        policy=_POLICY,
        generator=NAME,
        icon=ICON,
        direction=direction(hall.language),
        direction_of=direction,
        languages=given.languages,
        locale_of=locale_of,
        address=given.address,
        share=given.share if hall.cover else "",
        fonts=fonts,
        assets=assets,
        program=program_name(),
        settings=embedded(_settings(given, hall, say, assets)),
        headed=[room for room in hall.rooms if room.heading],
        has_map_room=any(room.halts for room in hall.rooms),
        plan=hooks,
        plan_of=plan_of,
        map=_map_page(given, hall),
        machine=_model(given, hall),
        left_out=given.left_out,
        colon="\u00a0:" if say.language == "fr" else ":",
        years=lambda room: _years(room, say),
        shown_address=shown_address,
        small_width=lambda picture: _small(picture)[0],
        small_height=lambda picture: _small(picture)[1],
    )  # fmt: skip


def front_page(given: Page, *, assets: str, fonts: bool) -> str:
    """The page that lets choose a language."""
    first = given.halls[0]
    titles = [hall.title.text or interface(hall.language)("Exhibition") for hall in given.halls]
    shown = list(zip(titles, given.halls, strict=True))
    same = len(set(titles)) == 1
    return _environment().get_template("front.html").render(
        halls=given.halls,
        titles=titles[:1] if same else titles,
        titles_and_halls=shown[:1] if same else shown,
        cover=first.cover,
        about=_about(first),
        policy=_POLICY,
        generator=NAME,
        icon=ICON,
        direction_of=direction,
        languages=given.languages,
        address=given.address,
        share=given.share if first.cover else "",
        fonts=fonts,
        assets=assets,
    )  # fmt: skip


def sitemap(given: Page) -> str:
    """The sitemap, with each language's page as the others' alternate."""
    codes = [hall.language for hall in given.halls]
    pages = {code: escape(f"{given.address}{code}/index.html") for code in codes}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>'
        for code, href in pages.items()
    )
    listed = [f"<url><loc>{escape(given.address)}</loc></url>"]
    listed += [f"<url><loc>{href}</loc>{links}</url>" for href in pages.values()]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(listed) + "\n</urlset>\n"
    )


def embedded(content: object) -> Markup:
    """JSON that ends no element and opens none, whatever is in it."""
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704


def shown_address(text: str) -> str:
    """An address as people read it."""
    for start in ("https://", "http://"):
        if text.startswith(start):
            text = text.removeprefix(start).removeprefix("www.")
    return text.rstrip("/") if len(text) < 90 else f"{text[:88]}…"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _settings(given: Page, hall: Hall, say: Translator, assets: str) -> dict[str, Any]:
    texts = viewer_texts(say)
    own = {
        "found": say.forms("{n} picture", "{n} pictures"),
        "nothing": say("No picture has these words."),
        "shows": say("found by a machine: {name}"),
        "light_table": say("Light table"),
        "same_scale": say("Same scale in pixels"),
        "whole": say("Whole pictures"),
    }
    return {
        "lang": say.language,
        "texts": {name: texts[name] for name in _TEXTS if name in texts} | own,
        "words": f"../{assets}/search.{hall.language}.js",
        "items": {
            picture.label.id: _record(given, picture)
            for picture in (*hall.pictures, *((hall.cover,) if hall.cover else ()))
        },
    }


def _record(given: Page, picture: Picture) -> dict[str, Any]:
    """What the closest look needs of a picture; its words are those of the page."""
    item, label = given.items[picture.label.id], picture.label
    told: dict[str, Any] = {
        "title": label.title,
        "creator": label.creator,
        "date": label.date,
        "technique": label.technique,
        "credit": label.credit,
        "rights": label.rights_address or label.rights,
        "source": label.source or label.source_text,
        "alt": picture.alt,
    }
    told = {name: text for name, text in told.items() if text}
    told |= {"width": item.width, "height": item.height, "colour": item.colour}
    told["thumbs"] = [picture.small, picture.large]
    pack = full_tiles(given.collection, item)
    if pack is not None:
        folder = picture.large.rpartition("thumbs/")[0]
        told["full"] = f"{folder}{files.full_path(item.sha256).removesuffix('.tiles')}"
        told["shape"] = asdict(pack.shape)
    return told


def _map_page(given: Page, hall: Hall) -> str:
    if not given.map:
        return ""
    spoken = tuple(one.language for one in given.halls if one.language in LANGUAGES) or ("en",)
    code = hall.language if hall.language in spoken else spoken[0]
    return f"{given.map}/{page.file_name(code, spoken)}"


def _model(given: Page, hall: Hall) -> str:
    return given.collection.manifest.model.name if hall.pictures else ""


def _about(hall: Hall) -> str:
    text = hall.introduction.text or hall.subtitle.text or hall.title.text
    line = " ".join(text.split())
    return line if len(line) <= _ABOUT else f"{line[: _ABOUT - 1].rsplit(' ', 1)[0]}…"


def _years(room: Room, say: Translator) -> list[tuple[str, list[Picture]]]:
    """Pictures by the year that they are of, in order; those without one last."""
    dated = sorted((p for p in room.pictures if p.year is not None), key=lambda p: p.year or 0)
    found: dict[str, list[Picture]] = {}
    for picture in dated:
        found.setdefault(date_text(str(picture.year), say), []).append(picture)
    undated = [picture for picture in room.pictures if picture.year is None]
    return [*found.items(), *([(say("Undated"), undated)] if undated else [])]


def _small(picture: Picture) -> tuple[int, int]:
    scale = min(1.0, 256 / max(picture.width, picture.height))
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
