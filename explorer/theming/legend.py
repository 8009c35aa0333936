"""The legend of the layout ``themes``, with the names that the themes have by now.

The pictures hang where the bundle says; only what is written above them is edited.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from explorer.bundle import Manifest
from explorer.theming.hierarchy import Hierarchy

_LONGEST = 120
_SLACK = 1e-6


def relabelled(legend: bytes, manifest: Manifest, hierarchy: Hierarchy) -> bytes:
    """A legend as ``docs/bundle.md`` has it, with the titles of edited themes; else as it is.

    A block whose theme was split is titled by all of its parts, one whose theme is hidden by
    nothing. Which title is whose is told by the places that the build wrote down.
    """
    if not hierarchy.edits.n:
        return legend
    blocks = _blocks(manifest)
    try:
        said: dict[str, Any] = json.loads(legend)
        labels = [_told(label, blocks, hierarchy) for label in said["labels"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return legend
    said["labels"] = [label for label in labels if label]
    return json.dumps(said, ensure_ascii=False).encode()


def _told(
    label: dict[str, Any], blocks: list[tuple[int, int, float, float, float]], hierarchy: Hierarchy
) -> dict[str, Any] | None:
    found = next(
        (
            id_
            for id_, rank, x, top, bottom in blocks
            if rank == label.get("rank", 0)
            and abs(x - label["x"]) < _SLACK
            and top - _SLACK <= label["y"] <= bottom + _SLACK
        ),
        None,
    )
    if found is None:
        return label
    nodes = [hierarchy.all[id_] for id_ in hierarchy.resolve([found]) if id_ in hierarchy.all]
    seen = [node for node in nodes if not node.hidden]
    if nodes and not seen:
        return None
    text = _joined([node.label for node in seen])
    return {**label, "text": text} if text else label


def _joined(names: list[Mapping[str, str]]) -> dict[str, str]:
    codes = dict.fromkeys(code for name in names for code in name)
    said = {code: [name[code] for name in names if name.get(code)] for code in codes}
    return {code: " · ".join(several)[:_LONGEST] for code, several in said.items() if several}


def _blocks(manifest: Manifest) -> list[tuple[int, int, float, float, float]]:
    """The bundle's theme, rank, left edge, top and bottom of what has a title, unit square.

    The title of a top theme lies inside its area, at the top; that of one within, just above it.
    """
    stage = manifest.stage("arrangements")
    layouts: Any = stage.facts.get("layouts", []) if stage else []
    made = next((one["made"] for one in layouts if one.get("kind") == "themes"), None)
    if not made:
        return []
    side = float(made["side"])
    found: list[tuple[int, int, float, float, float]] = []
    for key, left, top, _, height in made.get("areas", []):
        name = str(key).removeprefix("area ")
        if name.isdigit():
            found.append((int(name), 0, left / side, top / side, (top + height) / side))
    for key, left, top, *_ in made.get("blocks", []):
        if str(key).isdigit():
            rows = max(1, round(0.012 * side))
            found.append((int(key), 1, left / side, (top - rows) / side, top / side))
    return found
