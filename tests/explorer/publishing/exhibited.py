"""What the tests of published exhibitions share: a hostile collection, and an exhibition of it."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from explorer.collection import Collection
from explorer.exhibitions.exhibition import Exhibition, read_exhibition
from tests.makers import ODD_IDS, Source, build, small_source

EVIL = "</title><script>alert(1)</script><img src=x onerror=alert(2)>"
LONG = "Un très long titre qui ne finit pas, " * 40
ARABIC = "ديوان المتنبي (1845)"
HEBREW = "שיר השירים"
GREEK, CYRILLIC = "Ὅμηρος, Ἰλιάς – Ιλιάδα", "Портрет неизвестной"
FORMULA = '=HYPERLINK("http://evil.example")'
TITLES = {0: EVIL, 1: LONG, 2: ARABIC, 3: "", 4: GREEK, 5: CYRILLIC, 6: HEBREW, 7: FORMULA}
UNCLEAR, BARE = "doc-8", "doc-9"
"""One whose rights are reserved; one of which nothing is known but its rights."""

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"


def hostile_bundle(folder: Path) -> Path:
    """A bundle of 12 items called ``hostile``, with titles that a table may well hold."""
    source = small_source(folder / "source", count=12)
    rows = list(csv.DictReader(source.table.read_text("utf-8").splitlines()))
    for at, row in enumerate(rows):
        row["id"] = ODD_IDS.get(at, f"doc-{at}")
        if at in TITLES:
            row["title"] = row["title@en"] = TITLES[at]
            row["creator"] = f"{EVIL} & Cie"
        row["credit"] = "Don <b>X</b>"
        row["source"] = "javascript:alert(1)" if at == 0 else f"https://museum.example/{at}?a=1&b=2"
        if row["id"] == UNCLEAR:
            row["rights"] = "© Studio"
        if row["id"] == BARE:
            bare = ("title", "title@en", "creator", "date", "technique", "credit", "source")
            row.update(dict.fromkeys((*bare, "subject", "place", "description"), ""))
    with source.table.open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    made = Source(
        source.table, source.vectors, source.vocabulary, source.vocabulary_vectors, source.kinds
    )
    return build(made, folder / "data" / "hostile", layouts=("map", "grid"))


def ids_of(collection: Collection) -> list[str]:
    """Every identifier, by row."""
    return list(collection.ids(range(len(collection))).values())


def exhibition_of(collection: Collection, **changes: Any) -> Exhibition:
    """An exhibition with a section of every kind, and all that may go wrong in one."""
    ids = ids_of(collection)
    region = {"x": 0.25, "y": 0.5, "width": 0.5, "height": 0.25}
    detail = {"id": "d", "region": region, "caption": {"fr": "Le **détail** <i>", "en": "A part"}}
    first = {
        "item": ids[0],
        "caption": {
            "fr": f"*{EVIL}*",
            "en": "[evil](javascript:alert(1)) [good](https://x.example)",
        },
        "alt": {"fr": 'Un " guillemet', "en": "A quotation mark"},
        "details": [detail],
    }
    stop = {"id": "s", "view": "map/0.5/0.5/1", "items": [ids[1], ids[0]]}
    stop |= {"name": {"fr": EVIL[:100]}, "text": {"fr": "Ici.", "en": "Here."}}
    sections = [
        {"id": "a", "kind": "text", "text": {"fr": "# Un\n\n### Trois\n\n> Cité", "en": "Words"}},
        {
            "id": "b",
            "kind": "single",
            "heading": {"fr": EVIL[:100], "en": "One"},
            "exhibits": [first],
        },
        {
            "id": "c",
            "kind": "wall",
            "heading": {"fr": "Le mur"},
            "exhibits": [{"item": id_} for id_ in [*ids[1:], "gone"]],
        },
        {"id": "d", "kind": "row", "exhibits": [{"item": id_} for id_ in ids[:5]]},
        {"id": "e", "kind": "compare", "exhibits": [{"item": id_} for id_ in ids[:6]]},
        {"id": "f", "kind": "timeline", "exhibits": [{"item": id_} for id_ in ids[:10]]},
        {"id": "g", "kind": "map", "heading": {"fr": "Promenade", "en": "Walk"}, "stops": [stop]},
        {"id": "h", "kind": "map", "tour": "gone"},
        {"id": "i", "kind": "wall"},
    ]
    told = {
        "id": "monstres",
        "collection": collection.name,
        "languages": ["fr", "en"],
        "title": {"fr": "Monstres & <merveilles>", "en": "Monsters"},
        "subtitle": {"fr": EVIL[:100]},
        "introduction": {"fr": f"Bonjour **tous**. {EVIL}"},
        "cover": {"item": ids[0], "alt": {"fr": "La couverture"}},
        "sections": sections,
        "credits": {"fr": "Merci à [X](https://x.example/?a=1&b=2)"},
    }
    return read_exhibition(json.dumps(told | changes))


class Page(HTMLParser):
    """The tags of a page with their attributes, in order, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        """The attributes of all tags of these names."""
        return [attributes for tag, attributes in self.tags if tag in names]

    @property
    def ids(self) -> set[str | None]:
        """What can be pointed at."""
        return {attributes["id"] for _, attributes in self.tags if "id" in attributes}


def addresses(page: Page) -> Iterator[tuple[str, str]]:
    """Every address of a page, with the tag that has it."""
    for tag, attributes in page.tags:
        for name in ("href", "src", "poster", "data", "action"):
            value = attributes.get(name)
            if value:
                yield tag, value
        for part in (attributes.get("srcset") or "").split(","):
            if part.strip():
                yield tag, part.split()[0]


def wrong_addresses(site: Path) -> list[str]:
    """Addresses of a site's pages and styles that lead nowhere, or out of its folder."""
    found: list[str] = []
    pages = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    for path, page in pages.items():
        for tag, address in addresses(page):
            parts = urlsplit(address)
            if parts.scheme in ("http", "https"):
                # Readers may go elsewhere; the page itself asks for nothing there.
                if tag not in ("a",):
                    found.append(f"{path.name}: {tag} asks for {address}")
                continue
            if parts.scheme == "data":
                continue
            if parts.scheme or parts.netloc or address.startswith("/"):
                found.append(f"{path.name}: {address} is not relative")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file() or not target.is_relative_to(site.resolve()):
                found.append(f"{path.name}: {address} leads nowhere")
            elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
                found.append(f"{path.name}: there is no {address}")
    for path in site.rglob("*.css"):
        for address in re.findall(r'url\("?([^")]+)"?\)', path.read_text("utf-8")):
            if not (path.parent / address).is_file():
                found.append(f"{path.name}: {address} leads nowhere")
    return found


def escaped(text: str) -> str:
    """As a page has it."""
    return html.escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
