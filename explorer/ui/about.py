"""About: for visitors what this is; for curators also how it was made, and what was left out."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow.compute as pc

from explorer import __version__
from explorer.bundle import LayoutInfo, ModelInfo, Rejection
from explorer.collection import Collection
from explorer.languages import translated
from explorer.ui import house
from explorer.ui.components import widget
from explorer.ui.document import NAME
from explorer.ui.frame import Frame, current
from explorer.ui.i18n import mark
from explorer.ui.introduction import introduction
from explorer.ui.numbers import day, number, share, years
from explorer.ui.visits import visits

Block = dict[str, Any]
Section = dict[str, Any]

_SHOWN = 12
_REJECTED_SHOWN = 50

_REASONS = {
    "missing": mark("The file is not there"),
    "empty": mark("The file is empty"),
    "not_an_image": mark("The file is not a picture"),
    "truncated": mark("The picture is cut short"),
    "too_many_pixels": mark("The picture is too large to be opened safely"),
    "too_small": mark("The picture is too small"),
    "unsupported": mark("The kind of picture is not supported"),
    "unreadable": mark("The file could not be read"),
    "duplicate_id": mark("Its identifier is taken already"),
    "outside_source": mark("The file lies outside the source folder"),
    "ambiguous": mark("Several files have this name"),
    "no_row": mark("No row of the table names this file"),
}

_LAYOUTS = {
    "map": mark("Map"),
    "grid": mark("Grid"),
    "themes": mark("Themes"),
    "timeline": mark("Timeline"),
    "colour": mark("Colours"),
    "places": mark("Places"),
}


def show() -> None:
    """Draw the page."""
    frame = current()
    collection = frame.collection
    profile = house.settings().profile
    sections = introduction(frame)
    if profile != "kiosk":
        sections += [
            _rights(frame, collection),
            _model(frame, collection),
            _layouts(frame, collection),
        ]
    if profile == "curator":
        sections += [
            _collection(frame, collection),
            _left_out(frame, collection),
            visits(frame),
            _software(frame, collection),
        ]
    description = translated(collection.manifest.description, frame.language)
    widget(
        "facts",
        frame.props(
            title=collection.title(frame.language),
            lead=description,
            sections=[section for section in sections if section["blocks"]],
        ),
        key="about",
    )


def _terms(*pairs: tuple[str, str]) -> Block:
    return {"kind": "terms", "terms": [pair for pair in pairs if pair[1]]}


def _collection(frame: Frame, collection: Collection) -> Section:
    say, manifest = frame.say, collection.manifest
    counts = manifest.counts
    items = collection.bundle.items
    first, last = (
        pc.min(items["year_from"]).as_py(),
        pc.max(items["year_to"]).as_py(),
    )
    span = years(first, last, say) if first is not None and last is not None else ""
    levels = Counter(theme.level for theme in collection.themes(language=frame.language))
    themes = " + ".join(number(levels[level], say.language) for level in sorted(levels))
    block = _terms(
        (say("Pictures"), number(counts.items, say.language)),
        (say("Added since"), number(counts.added, say.language) if counts.added else ""),
        (say("Years"), span),
        (
            say("Dates that could not be read as years"),
            number(counts.dates_unread, say.language) if counts.dates_unread else "",
        ),
        (say("Themes, by level"), themes),
        (say("Made on"), day(manifest.created, say.language)),
        (say("Version"), manifest.version),
    )
    return {"heading": say("The collection"), "blocks": [block]}


def _rights(frame: Frame, collection: Collection) -> Section:
    say = frame.say
    blocks = [
        _counted(frame, collection, column, caption, heading)
        for column, caption, heading in (
            ("rights", say("What is said of the rights of the pictures"), say("Rights")),
            ("credit", say("Who is to be credited, most often"), say("Credit")),
        )
    ]
    return {"heading": say("Rights and credits"), "blocks": [block for block in blocks if block]}


def _counted(
    frame: Frame, collection: Collection, column: str, caption: str, heading: str
) -> Block | None:
    say = frame.say
    values = pc.fill_null(collection.bundle.items[column], "")
    counted = sorted(
        ((entry["counts"], entry["values"]) for entry in pc.value_counts(values).to_pylist()),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if column != "rights" and all(not value for _, value in counted):
        return None
    rows = [
        [value or say("Not stated"), number(count, say.language)]
        for count, value in counted[:_SHOWN]
    ]
    rest = len(counted) - len(rows)
    return {
        "kind": "table",
        "caption": caption,
        "columns": [heading, say("Pictures")],
        "rows": rows,
        "more": say.plural("and {n} more", "and {n} more", rest) if rest else "",
    }


def _model(frame: Frame, collection: Collection) -> Section:
    say, model = frame.say, collection.manifest.model
    ways = {
        "text": say("Any words, compared with the pictures themselves and with the records."),
        "vocabulary": say(
            "The words of a fixed vocabulary, compared with the pictures; and the words of the "
            "records. Other words are only sought in the records."
        ),
        "words": say("The words of the records only."),
    }
    block = _terms(
        (say("Model"), " – ".join(filter(None, (model.name, model.weights)))),
        (say("Vectors"), _vectors(frame, model)),
        (say("Licence of the model"), model.licence or say("Not stated")),
        (say("Languages of the model"), ", ".join(model.languages)),
        (say("Search"), ways[collection.engine.mode]),
        (say("Index of the vectors"), _index(frame, collection)),
        (say("Note"), model.note),
    )
    blocks: list[Block] = [
        {
            "kind": "text",
            "text": say(
                "A model has turned each picture into numbers, so that pictures that look alike "
                "stand near each other. It was not told what they are, and it is sometimes wrong."
            ),
        },
        block,
    ]
    if model.commercial is False:
        warning = say("The licence of this model forbids commercial use.")
        blocks.insert(1, {"kind": "text", "text": warning, "warning": True})
    return {"heading": say("How the pictures were compared"), "blocks": blocks}


def _vectors(frame: Frame, model: ModelInfo) -> str:
    say = frame.say
    dim = number(model.dim, say.language)
    if model.kind == "imported":
        return say("{n} numbers a picture, brought by the curator", n=dim)
    return say("{n} numbers a picture", n=dim)


def _index(frame: Frame, collection: Collection) -> str:
    """What finding the nearest vectors costs, and how many of them are found."""
    say, told = frame.say, collection.manifest.index
    size, recall = told.get("bytes"), told.get("recall_at_100")
    if not isinstance(size, int) or not isinstance(recall, float) or not len(collection):
        return ""
    return say(
        "{n} bytes a picture; {share} of the hundred nearest are found",
        n=number(size / len(collection), say.language),
        share=share(recall, say.language),
    )


def _layouts(frame: Frame, collection: Collection) -> Section:
    say = frame.say
    measured = [
        layout for layout in collection.manifest.layouts if layout.trustworthiness is not None
    ]
    if not measured:
        return {"heading": "", "blocks": []}
    return {
        "heading": say("How far the map can be trusted"),
        "blocks": [
            {
                "kind": "text",
                "text": say(
                    "To lay a collection flat, some neighbours must be parted and some strangers "
                    "brought together. This was measured."
                ),
            },
            {
                "kind": "table",
                "caption": say("Quality of each layout"),
                "columns": [
                    say("Layout"),
                    say("Neighbours on the map that are truly alike"),
                    say("True neighbours that stayed together"),
                ],
                "rows": [_layout(frame, layout) for layout in measured],
            },
        ],
    }


def _layout(frame: Frame, layout: LayoutInfo) -> list[str]:
    say = frame.say
    kept = layout.neighbourhood_preservation
    name = say(_LAYOUTS[layout.name]) if layout.name in _LAYOUTS else layout.name
    return [
        name,
        share(layout.trustworthiness or 0.0, say.language),
        share(kept, say.language) if kept is not None else "–",
    ]


def _left_out(frame: Frame, collection: Collection) -> Section:
    say, counts = frame.say, collection.manifest.counts
    rejected = collection.bundle.rejected
    summary = Counter(one.reason for one in rejected)
    blocks: list[Block] = []
    if rejected:
        blocks.append(
            _terms(
                *(
                    (_reason(frame, reason), number(n, say.language))
                    for reason, n in summary.most_common()
                )
            )
        )
        rest = len(rejected) - _REJECTED_SHOWN
        blocks.append(
            {
                "kind": "table",
                "caption": say("Files and rows that are not in the collection"),
                "columns": [say("File"), say("Reason")],
                "rows": [[_named(one), _reason(frame, one.reason)] for one in rejected[:50]],
                "more": say.plural("and {n} more", "and {n} more", rest) if rest > 0 else "",
            }
        )
    else:
        blocks.append(
            {"kind": "text", "text": say("Nothing: every file could be read and is shown.")}
        )
    if counts.files_without_row:
        text = say.plural(
            "{n} picture of the folder is in no row of the table.",
            "{n} pictures of the folder are in no row of the table.",
            counts.files_without_row,
        )
        blocks.append({"kind": "text", "text": text})
    return {"heading": say("What was left out"), "blocks": blocks}


def _reason(frame: Frame, reason: str) -> str:
    return frame.say(_REASONS[reason]) if reason in _REASONS else reason


def _named(rejection: Rejection) -> str:
    return rejection.file or rejection.id or "–"


def _software(frame: Frame, collection: Collection) -> Section:
    say = frame.say
    block = _terms(
        (say("Shown by"), f"{NAME} {__version__}"),
        (say("Made by"), collection.manifest.generator),
        (say("Licence of the software"), "MIT"),
    )
    return {"heading": say("The software"), "blocks": [block]}
