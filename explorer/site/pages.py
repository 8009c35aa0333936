"""What each page that is written whole says: gathered here, laid out by its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.collection import Collection, Item, Theme, theme_of
from explorer.exhibitions.exhibition import Exhibit, Exhibition, ExhibitionEntry, Section
from explorer.exhibitions.ground import items_of, shown
from explorer.exhibitions.markdown import parse, to_text, web_address
from explorer.filtering.wishes import EVERYTHING, Filter
from explorer.iiif.addresses import Addresses
from explorer.languages import told_in, translated
from explorer.members import members, neighbouring
from explorer.publishing.labels import date_of
from explorer.site import addresses, linked_data
from explorer.site.addresses import Place
from explorer.site.pictures import Picture, picture, pictures_of, shortened
from explorer.site.rendering import render
from explorer.ui.i18n import Translator, translator
from explorer.ui.numbers import number, years

_FACES = 12
_ALIKE = 12
_MEMBERS = 48
_NEAR = 6


@dataclass(frozen=True)
class Card:
    """A theme or an exhibition as a cover to open."""

    page: str
    title: str
    note: str
    cover: Picture | None


def houses(collections: Sequence[Collection], place: Place) -> str:
    """The collections there are, where there are several."""
    say = translator(place.language)
    cards = []
    for collection in collections:
        faces = pictures_of(collection, collection.highlights[:1], say=say)
        note = say.plural("{n} picture", "{n} pictures", len(collection))
        page = addresses.home(collection.name)
        cards.append(
            Card(page, collection.title(say.language), _counted(note, len(collection), say),
                 faces[0] if faces else None)
        )  # fmt: skip
    return render(
        "houses.html",
        place,
        title=say("Collections"),
        description=say("Walk through a collection of images as through a gallery."),
        picture=None,
        data=None,
        collection=None,
        cards=cards,
    )


def home(
    collection: Collection, place: Place, *, exhibitions: Sequence[ExhibitionEntry], several: bool
) -> str:
    """The home of a collection. ``several`` is whether there are other collections."""
    say = translator(place.language)
    title = collection.title(say.language)
    faces = pictures_of(collection, _clear_first(collection, say)[:_FACES], say=say)
    told = translated(collection.manifest.description, say.language)
    lead = told or say("Walk through a collection of images as through a gallery.")
    hierarchy = collection.hierarchy
    tops = [theme_of(node, say.language) for node in hierarchy.nodes.values() if node.level == 0]
    span = collection.filters.span(collection.filters.mask(EVERYTHING))
    count = say.plural("{n} picture", "{n} pictures", len(collection))
    facts = [_counted(count, len(collection), say), years(*span, say) if span else ""]
    return render(
        "home.html",
        place,
        title=title,
        description=shortened(lead),
        picture=next((one for one in faces if one.clear), None),
        data=linked_data.of_gathering(
            "CollectionPage", name=title, description=shortened(lead, 2000), pictures=faces,
            place=place,
        ),
        collection=_named(collection, say),
        lead=told,
        facts=", ".join(filter(None, facts)),
        faces=faces,
        themes=[_theme_card(collection, theme, say) for theme in tops],
        exhibitions=[_exhibition_card(collection, entry, say) for entry in exhibitions],
        several=several,
    )  # fmt: skip


def item(collection: Collection, found: Item, place: Place) -> str:
    """The page of an item."""
    say = translator(place.language)
    shown_ = picture(collection, found, say=say)
    themes = [(addresses.theme(collection.name, one.id), one.label) for one in found.themes]
    alike = collection.selections.alike(found.row, EVERYTHING, k=_ALIKE)
    about = [
        (say("Creator"), found.creator),
        (say("Date"), date_of(found, say)),
        (say("Technique"), ", ".join(found.technique)),
        (say("Subjects"), ", ".join(found.subject)),
        (say("Place"), found.place),
        *((f"{name[:1].upper()}{name[1:]}", value) for name, value in found.extra.items()),
    ]
    description = shortened(found.description) or ". ".join(
        filter(None, (shown_.caption, ", ".join(found.subject[:5])))
    )
    return render(
        "item.html",
        place,
        title=shown_.title,
        description=shortened(description or collection.title(say.language)),
        picture=shown_ if shown_.clear else None,
        data=linked_data.of_item(collection, found, shown_, place),
        collection=_named(collection, say),
        shown=shown_,
        facts=[(shortened(name, 80), shortened(value, 1000)) for name, value in about if value],
        text=found.description[:10_000],
        source=web_address(found.source.strip()),
        source_text=shortened(found.source),
        themes=[(page, label or say("Untitled")) for page, label in themes],
        alike=pictures_of(collection, alike.rows, say=say),
    )


def theme(collection: Collection, id_: int, place: Place) -> str | None:
    """The page of a theme, or ``None``; what was merged into another shows that one."""
    say = translator(place.language)
    hierarchy = collection.hierarchy
    known = hierarchy.resolve([id_])
    node = hierarchy.nodes.get(known[0]) if len(known) == 1 else None
    if node is None:
        return None
    found = theme_of(node, say.language)
    rows = members(collection, found, limit=_MEMBERS)
    faces = pictures_of(collection, rows, say=say)
    filters = collection.filters
    span = filters.span(filters.mask(Filter(themes=(node.id,))))
    count = _counted(say.plural("{n} picture", "{n} pictures", found.size), found.size, say)
    near = [hierarchy.nodes[one] for one in neighbouring(collection, found, limit=_NEAR)]
    above = hierarchy.nodes.get(found.parent)
    title = _label(found, say)
    facts = ", ".join(filter(None, (count, years(*span, say) if span else "")))
    words = ", ".join(found.terms[:4])
    description = found.text or " – ".join(filter(None, (facts, words)))
    return render(
        "theme.html",
        place,
        title=title,
        description=shortened(description),
        picture=next((one for one in faces if one.clear), None),
        data=linked_data.of_gathering(
            "CollectionPage", name=title, description=shortened(description, 2000),
            pictures=faces, place=place,
        ),
        collection=_named(collection, say),
        into=("themes", {"theme": str(node.id)}),
        text=found.text,
        facts=facts,
        words=words,
        above=None if above is None else _theme_card(
            collection, theme_of(above, say.language), say
        ),
        within=[
            _theme_card(collection, theme_of(one, say.language), say)
            for one in hierarchy.children(node.id)
        ],
        faces=faces,
        more=found.size > len(faces),
        near=[_theme_card(collection, theme_of(one, say.language), say) for one in near],
    )  # fmt: skip


def exhibition(collection: Collection, kept: Exhibition, place: Place) -> str:
    """The page of a published exhibition: without what is gone, or may not be shown."""
    say = translator(place.language)
    code = say.language
    items = items_of(kept, collection, language=code)
    visible = shown(kept, items).exhibition
    title = translated(visible.title, code) or say("Untitled")
    introduction = translated(visible.introduction, code)
    sections = []
    everything: list[Picture] = []
    for section in visible.sections:
        text = translated(section.text, code)
        if not (text or section.exhibits or section.tour or section.stops):
            continue  # nothing of it may be shown: its heading alone would puzzle
        hung = []
        for exhibit in _in_order(section, items):
            alt = translated(exhibit.alt, code)
            one = picture(collection, items[exhibit.item], say=say, alt=alt)
            everything.append(one)
            details = [
                (translated(detail.caption, code), told_in(detail.caption, code))
                for detail in exhibit.details
                if any(detail.caption.values())
            ]
            caption, spoken = translated(exhibit.caption, code), told_in(exhibit.caption, code)
            hung.append((one, caption, spoken, details))
        sections.append(
            {
                "id": section.id,
                "kind": section.hung_as,
                "heading": translated(section.heading, code),
                "heading_in": told_in(section.heading, code),
                "text": text,
                "text_in": told_in(section.text, code),
                "hung": hung,
                "tour": section.tour,
                "stops": [
                    (translated(stop.name, code), translated(stop.text, code), stop.view)
                    for stop in section.stops
                ],
            }
        )
    cover = None
    if visible.cover is not None:
        alt = translated(visible.cover.alt, code)
        cover = picture(collection, items[visible.cover.item], say=say, alt=alt)
    subtitle = translated(visible.subtitle, code)
    description = subtitle or shortened(to_text(parse(introduction)))
    offered = [one for one in (cover, *everything) if one is not None]
    return render(
        "exhibition.html",
        place,
        title=title,
        description=shortened(description or title),
        picture=offered[0] if offered else None,
        data=linked_data.of_gathering(
            "CollectionPage", name=title, description=shortened(description, 2000),
            pictures=offered, place=place,
        ),
        collection=_named(collection, say),
        subtitle=subtitle,
        introduction=introduction,
        introduction_in=told_in(visible.introduction, code),
        title_in=told_in(visible.title, code),
        subtitle_in=told_in(visible.subtitle, code),
        cover=cover,
        sections=sections,
        credits=translated(visible.credits, code),
        manifest=Addresses("", collection.name).exhibition(kept.id) if everything else "",
    )  # fmt: skip


def _in_order(section: Section, items: Mapping[str, Item]) -> list[Exhibit]:
    """A section's pictures as they are told: along the years where it is of that kind."""
    if section.kind != "timeline":
        return list(section.exhibits)
    years = {one.item: items[one.item].year_from for one in section.exhibits}
    return sorted(section.exhibits, key=lambda one: (years[one.item] is None, years[one.item] or 0))


def missing(place: Place, *, unavailable: bool = False) -> str:
    """There is nothing here; or it cannot be read just now."""
    say = translator(place.language)
    title = say("There is nothing at this address")
    if unavailable:
        title = say("This collection cannot be opened just now")
    return render(
        "missing.html", place, title=title, description=title, picture=None, data=None,
        collection=None, unavailable=unavailable,
    )  # fmt: skip


def _named(collection: Collection, say: Translator) -> dict[str, Any]:
    return {
        "name": collection.name,
        "title": collection.title(say.language),
        "page": addresses.home(collection.name),
    }


def _clear_first(collection: Collection, say: Translator) -> list[int]:
    """The highlights, those that may be shown elsewhere first."""
    found = pictures_of(collection, collection.highlights[: 4 * _FACES], say=say)
    rows = list(collection.highlights[: len(found)])
    return [row for row, one in zip(rows, found, strict=True) if one.clear] + [
        row for row, one in zip(rows, found, strict=True) if not one.clear
    ]


def _label(theme: Theme, say: Translator) -> str:
    return shortened(theme.label) or say("Theme {n}", n=theme.number)


def _counted(text: str, n: int, say: Translator) -> str:
    return text.replace(str(n), number(n, say.language), 1)


def _theme_card(collection: Collection, theme: Theme, say: Translator) -> Card:
    rows = [theme.cover] if theme.cover is not None else list(theme.medoids[:1])
    faces = pictures_of(collection, rows, say=say)
    note = _counted(say.plural("{n} picture", "{n} pictures", theme.size), theme.size, say)
    page = addresses.theme(collection.name, theme.id)
    return Card(page, _label(theme, say), note, faces[0] if faces else None)


def _exhibition_card(collection: Collection, entry: ExhibitionEntry, say: Translator) -> Card:
    row = collection.row(entry.cover) if entry.cover else None
    faces = pictures_of(collection, [] if row is None else [row], say=say)
    title = translated(entry.title, say.language) or say("Untitled")
    note = say.plural("{n} picture", "{n} pictures", entry.items)
    page = addresses.exhibition(collection.name, entry.id)
    # The cover's rights are settled in the exhibition, by its curator, or not: only what the
    # catalogue clears is shown here.
    cover = faces[0] if faces and faces[0].clear else None
    return Card(page, title, note, cover)
