"""The works of an exhibition in order, as lists, labels and tables have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.collection import Collection, Item
from explorer.exhibitions.exhibition import Exhibit, Exhibition, Section
from explorer.exhibitions.ground import items_of, may_be_shown
from explorer.languages import translated
from explorer.publishing.labels import Label, label_of
from explorer.publishing.rooms import interface


@dataclass(frozen=True)
class Work:
    """A picture in its place: its ``number`` in the exhibition, from 1; its record where it is one.

    ``caption`` is Markdown, in the language or another. ``item`` is ``None`` when it is gone from
    the collection; ``label`` then has its identifier alone. ``anchor`` is its place on the page.
    """

    number: int
    section: str
    item: Item | None
    label: Label
    exhibit: Exhibit
    caption: str
    alt: str
    anchor: str

    @property
    def is_shown(self) -> bool:
        """Whether visitors see it: it is there, and its rights are clear."""
        return self.item is not None and may_be_shown(self.exhibit, self.item)


def works(exhibition: Exhibition, collection: Collection, *, language: str) -> list[Work]:
    """The works of an exhibition, section by section, in a language."""
    items = items_of(exhibition, collection, language=language)
    say = interface(language)
    found: list[Work] = []
    for section, at, exhibit in _places(exhibition):
        item = items.get(exhibit.item)
        label = label_of(collection, item, say) if item else Label(exhibit.item)
        found.append(
            Work(
                number=len(found) + 1,
                section=translated(section.heading, language),
                item=item,
                label=label,
                exhibit=exhibit,
                caption=translated(exhibit.caption, language),
                alt=translated(exhibit.alt, language) or label.alt,
                anchor=f"p-{section.id}-{at}",
            )
        )
    return found


def _places(exhibition: Exhibition) -> Iterator[tuple[Section, int, Exhibit]]:
    for section in exhibition.sections:
        for at, exhibit in enumerate(section.exhibits, 1):
            yield section, at, exhibit
