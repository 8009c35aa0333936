"""The desk on a theme's page: what curators need to edit it, and what is to be settled."""

from __future__ import annotations

from typing import Any

from explorer.collection import Theme
from explorer.languages import translated
from explorer.members import members
from explorer.theming.doubts import doubts
from explorer.theming.hierarchy import Node
from explorer.ui import theming
from explorer.ui.components import widget
from explorer.ui.frame import Frame
from explorer.ui.numbers import share
from explorer.ui.theme_texts import desk_texts, report_texts

_FACES = 480
_TARGETS = 600


def desk(
    frame: Frame, themes: dict[int, Theme], theme: Theme | None, said: dict[str, Any] | None
) -> dict[str, Any]:
    """Props of the desk; see ``explorer/viewer/theme-desk.js``."""
    hierarchy = frame.collection.hierarchy
    edits = hierarchy.edits
    node = hierarchy.all.get(theme.id) if theme else None
    record = node.record if node else None
    parent = theme.id if theme else -1
    below = [one for one in themes.values() if one.parent == parent]
    level = [one for one in themes.values() if theme and one.level == theme.level]
    return {
        "n": edits.n,
        "undo": edits.undo[-1].n if edits.undo else None,
        "said": said,
        "seen": record.changed if record else 0,
        "names": dict(record.name) if record else {},
        "given": dict(node.label) if node else {},
        "sentences": dict(record.text) if record else {},
        "ownHidden": bool(record and record.hidden),
        "cover": record.cover if record else "",
        "highlights": list(record.highlights) if record else [],
        "rows": members(frame.collection, theme, limit=_FACES) if theme else [],
        "size": theme.size if theme else 0,
        "children": [_row(frame, one) for one in below],
        "targets": [_row(frame, one) for one in level[:_TARGETS] if theme and one.id != theme.id],
        "parts": frame.api("/theming/parts"),
        "languages": theming.languages(frame),
        "history": theming.history(frame),
        "forms": frame.say.forms("{n} picture", "{n} pictures"),
        "texts": desk_texts(frame.say),
    }


def report(frame: Frame, themes: dict[int, Theme], said: dict[str, Any] | None) -> None:
    """What a newer bundle has made doubtful, where there is anything."""
    own = frame.collection.hierarchy
    told = doubts(own, frame.collection.rows)
    if not told:
        return
    found = [
        {
            "id": one.id,
            "state": one.state,
            "label": translated(one.label, frame.language) or str(one.id),
            "share": share(one.share, frame.language),
            "then": one.size_then,
            "now": one.size_now,
            "nearest": one.nearest,
            "rows": list(one.faces),
        }
        for one in told
    ]
    free = [one for one in themes.values() if _is_free(own.all[one.id])]
    widget(
        "report",
        frame.props(
            found=found,
            said=said,
            targets=[_row(frame, one) for one in free[:_TARGETS]],
            rowsAddress=frame.api("/rows"),
            texts=report_texts(frame.say),
        ),
        key="report",
        intents=("act",),
    )


def _row(frame: Frame, theme: Theme) -> dict[str, Any]:
    node = frame.collection.hierarchy.all[theme.id]
    record = node.record
    return {
        "id": theme.id,
        "label": theme.label or frame.say("Theme {n}", n=theme.number),
        "size": theme.size,
        "hidden": bool(record and record.hidden),
        "seen": record.changed if record else 0,
    }


def _is_free(node: Node) -> bool:
    """Whether a theme is the bundle's own and has no edits."""
    return node.theme is not None and node.record is None
