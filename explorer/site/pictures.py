"""Items as the pages written whole show them: a picture, what it is, whose, under which rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explorer.bundle import THUMB_SIZES
from explorer.collection import Collection, Item
from explorer.exhibitions.rights import is_clear
from explorer.exhibitions.text import line
from explorer.publishing.labels import date_of
from explorer.site import addresses, licences
from explorer.ui.i18n import Translator

_SMALL, _LARGE = min(THUMB_SIZES), max(THUMB_SIZES)
_LONGEST = 300
"""Characters of what stands in a list, or in the head of a page."""


@dataclass(frozen=True)
class Picture:
    """A picture with its credit line. Paths are from the app's root; sizes are pixels.

    ``clear`` is whether the catalogue says that it may be shown elsewhere: only such a picture is
    offered to search engines and to what people share.
    """

    id: str
    page: str
    title: str
    alt: str
    caption: str
    small: str
    small_size: tuple[int, int]
    large: str
    large_size: tuple[int, int]
    colour: str
    credit: str
    rights: str
    rights_address: str
    clear: bool


def pictures_of(collection: Collection, rows: Iterable[int], *, say: Translator) -> list[Picture]:
    """The pictures of some rows, in order."""
    return [
        picture(collection, item, say=say) for item in collection.items(rows, language=say.language)
    ]


def picture(collection: Collection, item: Item, *, say: Translator, alt: str = "") -> Picture:
    """One item; ``alt`` tells it where somebody said it better than the catalogue."""
    title = shortened(item.title) or say("Untitled")
    caption = ", ".join(filter(None, (shortened(item.creator), shortened(date_of(item, say)))))
    return Picture(
        id=item.id,
        page=addresses.item(collection.name, item.id),
        title=title,
        alt=alt or shortened(item.alt) or ", ".join(filter(None, (title, caption))),
        caption=caption,
        small=addresses.thumb(collection.name, item.sha256, size=_SMALL),
        small_size=_within(item, _SMALL),
        large=addresses.thumb(collection.name, item.sha256, size=_LARGE),
        large_size=_within(item, _LARGE),
        colour=item.colour,
        credit=shortened(item.credit),
        rights=shortened(licences.name_of(item.rights)),
        rights_address=licences.address_of(item.rights),
        clear=is_clear(item.rights),
    )


def shortened(text: str, most: int = _LONGEST) -> str:
    """One line of at most ``most`` characters, without what is not seen."""
    told = line(text[: 4 * most])
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


def _within(item: Item, most: int) -> tuple[int, int]:
    """Width and height of a derivative, as it is made: never larger than the original."""
    scale = min(1.0, most / max(item.width, item.height, 1))
    return max(1, round(item.width * scale)), max(1, round(item.height * scale))
