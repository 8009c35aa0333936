"""The map of the site for search engines: an index, and parts written as they are sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from explorer.bundle import THUMB_SIZES
from explorer.collection import Collection
from explorer.exhibitions.rights import is_clear
from explorer.site import addresses
from explorer.ui.i18n import LANGUAGES

ITEMS = 10_000
"""Items in one part. Each has an address a language, and a part at most 50,000 addresses."""

_AT_ONCE = 1000
_INDEX = '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{0}">\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<urlset xmlns="{_SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
)


def parts(collection: Collection) -> int:
    """How many parts a collection has: the first is of its pages, the others of its items."""
    return 1 + -(-len(collection) // ITEMS)


def part_path(collection: str, number: int) -> str:
    """Where a part is."""
    return f"{addresses.home(collection)}sitemap-{number}.xml"


def index(collections: Sequence[Collection], *, public: str) -> str:
    """The index: every part of every collection. ``public`` is the app's absolute root."""
    lines = [_INDEX.format(_SCHEMA)]
    for collection in collections:
        day = _day(collection)
        for number in range(parts(collection)):
            where = escape(public + part_path(collection.name, number))
            lines.append(f"<sitemap><loc>{where}</loc>{day}</sitemap>\n")
    return "".join([*lines, "</sitemapindex>\n"])


def part(
    collection: Collection,
    number: int,
    *,
    exhibitions: Sequence[str],
    public: str,
    languages: Mapping[str, str],
) -> Iterator[bytes]:
    """One part, piece by piece. ``exhibitions`` are the ids of those that visitors may see."""
    if number == 0:
        paths = [
            addresses.home(collection.name),
            *(addresses.theme(collection.name, id_) for id_ in collection.hierarchy.nodes),
            *(addresses.exhibition(collection.name, id_) for id_ in exhibitions),
        ]
        entries: Iterator[tuple[str, str]] = ((path, "") for path in paths)
    else:
        entries = _items(collection, (number - 1) * ITEMS)
    day = _day(collection)
    yield _HEAD.encode()
    for path, picture in entries:
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" '
            f'href="{escape(public + addresses.told_in(path, code))}"/>'
            for code in languages
        ) + (f'<xhtml:link rel="alternate" hreflang="x-default" href="{escape(public + path)}"/>')
        shown = picture and (
            f"<image:image><image:loc>{escape(public + picture)}</image:loc></image:image>"
        )
        yield "".join(
            f"<url><loc>{escape(public + addresses.told_in(path, code))}</loc>{day}"
            f"{alternates}{shown}</url>\n"
            for code in languages
        ).encode()
    yield b"</urlset>\n"


def _items(collection: Collection, start: int) -> Iterator[tuple[str, str]]:
    """The page of each item of a part, and its picture where its rights are clear."""
    end = min(start + ITEMS, len(collection))
    for first in range(start, end, _AT_ONCE):
        rows = range(first, min(first + _AT_ONCE, end))
        for item in collection.items(rows, language=LANGUAGES[0]):
            picture = ""
            if is_clear(item.rights):
                picture = addresses.thumb(collection.name, item.sha256, size=max(THUMB_SIZES))
            yield addresses.item(collection.name, item.id), picture


def _day(collection: Collection) -> str:
    return f"<lastmod>{escape(collection.manifest.created[:10])}</lastmod>"
