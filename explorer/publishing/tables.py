"""An exhibition as tables: a checklist for a spreadsheet, and one that Omeka S imports."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.bundle import files
from explorer.collection import Collection
from explorer.exhibitions.exhibition import Exhibition
from explorer.exhibitions.listing import csv_bytes
from explorer.exhibitions.markdown import line_to_text, parse_line
from explorer.languages import translated
from explorer.publishing.site import WORKS
from explorer.publishing.works import Work, works

SEPARATOR = "|"
"""Between several values in one cell, as Omeka's import is to be told."""

_CHECKLIST = (
    *("number", "section", "id", "in_collection", "title", "creator", "date", "technique"),
    *("place", "caption", "details", "alt", "credit", "rights", "source", "said_by_a_machine"),
)
_OMEKA = (
    *("dcterms:identifier", "dcterms:title", "dcterms:creator", "dcterms:date", "dcterms:medium"),
    *("dcterms:subject", "dcterms:spatial", "dcterms:description", "dcterms:abstract"),
    *("dcterms:rights", "dcterms:license", "dcterms:provenance", "dcterms:source"),
    *("dcterms:isPartOf", "dcterms:language", "dcterms:temporal"),
)
_MEDIA = ("media_url", "media_alt_text")


def checklist_csv(exhibition: Exhibition, collection: Collection, *, language: str) -> bytes:
    """A row a work, in order. UTF-8 with the mark that spreadsheets look for; no formulas."""
    rows = []
    for work in works(exhibition, collection, language=language):
        label = work.label
        details = [
            line_to_text(parse_line(translated(detail.caption, language)))
            for detail in work.exhibit.details
        ]
        rows.append(
            [
                *(work.number, work.section, label.id, "yes" if work.item else "no"),
                *(label.title, label.creator, label.date, label.technique, label.place),
                *(_caption(work), " | ".join(filter(None, details)), work.alt),
                *(label.credit, label.rights_address or label.rights),
                label.source or label.source_text,
                "; ".join(f"{said.what} ({said.model})" for said in label.said),
            ]
        )
    return csv_bytes(_CHECKLIST, rows)


def omeka_csv(
    exhibition: Exhibition, collection: Collection, *, language: str, address: str = ""
) -> bytes:
    """A row an item, each once, with Dublin Core terms as Omeka S's CSV Import names them.

    Items that are gone are left out. With ``address``, where the exhibition is on the web, there
    are columns for its picture there. What a machine said is not among catalogue's terms.
    """
    title = translated(exhibition.title, language)
    rows, seen = [], set[str]()
    for work in works(exhibition, collection, language=language):
        item, label = work.item, work.label
        if item is None or label.id in seen:
            continue
        seen.add(label.id)
        years = [item.year_from, item.year_to if item.year_to != item.year_from else None]
        row: list[object] = [
            *(label.id, label.title, label.creator, label.date, _several(item.technique)),
            *(_several((*item.subject, *item.category)), label.place, label.description),
            *(_caption(work), "" if label.rights_address else label.rights),
            *(label.rights_address, label.credit, label.source or label.source_text, title),
            *(item.language, "/".join(str(year) for year in years if year is not None)),
        ]
        if address:
            thumb = f"{WORKS}/{files.thumb_path(item.sha256, size=1024)}"
            there = f"{address.rstrip('/')}/{thumb}" if work.is_shown else ""
            row += [there, work.alt]
        rows.append(row)
    return csv_bytes((*_OMEKA, *(_MEDIA if address else ())), rows)


def _caption(work: Work) -> str:
    return line_to_text(parse_line(work.caption))


def _several(values: Iterable[str]) -> str:
    return SEPARATOR.join(value.replace(SEPARATOR, "/") for value in values)
