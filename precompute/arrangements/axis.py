"""The layout ``axis``: any column of the table, as a scale of numbers or as titled blocks."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from precompute.arrangements import stacks
from precompute.arrangements.lattice import Block, assign, centres, sort_within
from precompute.arrangements.legend import Label, Legend, Line, both, plain, room_level
from precompute.arrangements.packing import DoesNotFitError, Group, Room, shelves
from precompute.arrangements.scene import (
    Arrangement,
    Facts,
    NotWorthwhileError,
    Scene,
    blocks_of,
    blocks_to_facts,
    enough,
    extended,
)

MOST = 40
"""Categories with a block of their own; the others share one."""

OTHERS = both("Autres", "Others")
NONE = both("Non renseigné", "Not given")
SPARE = 1.12

NAMES = {
    "technique": both("Technique", "Technique"),
    "subject": both("Sujet", "Subject"),
    "category": both("Catégorie", "Category"),
    "creator": both("Auteur", "Creator"),
    "place": both("Lieu", "Place"),
    "folder": both("Dossier", "Folder"),
    "rights": both("Droits", "Rights"),
    "credit": both("Crédit", "Credit"),
    "source": both("Source", "Source"),
    "language": both("Langue", "Language"),
    "width": both("Largeur", "Width"),
    "height": both("Hauteur", "Height"),
    "title": both("Titre", "Title"),
    "date": both("Date", "Date"),
    "order": both("Ordre", "Order"),
    "year_from": both("Année", "Year"),
    "year_to": both("Dernière année", "Last year"),
}
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,9})?")
_NUMERIC = 0.9
_DISTINCT = 8


def name_of(column: str) -> str:
    """The plain name, for files and addresses, of the layout of a column."""
    bare = unicodedata.normalize("NFKD", column.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40]
    if slug == column:
        return f"axis-{slug}"
    return f"axis-{slug}-{hashlib.sha256(column.encode()).hexdigest()[:6]}".replace("--", "-")


def title_of(column: str) -> dict[str, str]:
    """The column's name for people, by language."""
    name = plain(column.replace("_", " "))
    return NAMES.get(column) or both(name, name)


def make(scene: Scene, column: str) -> Arrangement:
    """Lay out by a column; ``NotWorthwhileError`` where too few images have a value in it."""
    values = scene.column(column)
    given = sum(value is not None and value not in ("", []) for value in values)
    enough(given, len(scene), what=f"a value of {plain(column)}")
    numbers = _numbers(values)
    held = np.isfinite(numbers)
    if held.sum() >= _NUMERIC * given and len(np.unique(numbers[held])) >= _DISTINCT:
        finest = _resolution(numbers[held])
        made = stacks.make(scene, stacks.Scaled(numbers, numbers), WORDS, finest=finest)
        return _with(made, {"numeric": True})
    return _make_blocks(scene, values)


def extend(scene: Scene, kept: np.ndarray, facts: Facts, column: str) -> Arrangement:
    """More images in the blocks of their values; a value without a block goes to the others."""
    values = scene.column(column)
    if facts.get("numeric"):
        numbers = _numbers(values)
        more = stacks.extend(scene, kept, facts, stacks.Scaled(numbers, numbers), WORDS)
        return _with(more, {"numeric": True})
    of = _blocks_of_images(values, [block.key for block in blocks_of(facts)])
    return extended(scene, kept, facts, of, _legend)


def _with(made: Arrangement, facts: Facts) -> Arrangement:
    return Arrangement(
        points=made.points, legend=made.legend, facts=made.facts | facts, cell=made.cell
    )


def _numbers(values: Sequence[Any]) -> np.ndarray:
    """float [n]: values that are numbers, or texts of one; NaN for the others."""
    found = np.full(len(values), np.nan)
    for at, value in enumerate(values):
        if isinstance(value, bool):
            continue
        if isinstance(value, (int, float)) and math.isfinite(value):
            found[at] = value
        elif isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            found[at] = float(value.strip().replace(",", "."))
    return found


def _resolution(numbers: np.ndarray) -> float:
    """The smallest step worth a bin: a power of ten no finer than the values are given."""
    spread = float(np.ptp(numbers))
    finest = 10.0 ** math.floor(math.log10(max(spread, 1e-9)) - 3)
    whole = np.equal(numbers, np.round(numbers)).all()
    return max(1.0, finest) if whole else finest


def number_text(value: float) -> dict[str, str]:
    """A number for people."""
    text = f"{value:.6g}"
    return both(text.replace(".", ","), text) if "." in text else {"": text}


def _said(french: str, english: str, value: float) -> dict[str, str]:
    text = number_text(value)
    plain_text = text.get("", "")
    return both(
        french.format(text.get("fr", plain_text)), english.format(text.get("en", plain_text))
    )


WORDS = stacks.Words(
    tick=number_text,
    unknown=NONE,
    uncertain=both("incertains", "uncertain"),
    before=lambda value: _said("moins de {}", "below {}", value),
    after=lambda value: _said("{} et plus", "{} and more", value),
)


def _texts(value: Any) -> list[str]:
    """The values of one image, as plain texts; several where the column holds lists."""
    several = value if isinstance(value, list) else [value]
    return [text for one in several if one is not None and (text := plain(str(one)))]


def _make_blocks(scene: Scene, values: Sequence[Any]) -> Arrangement:
    counts: Counter[str] = Counter(texts[0] for value in values if (texts := _texts(value)))
    # Of the same size in the order of the alphabet, so that no reading order decides.
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    least = max(2, min(3, len(scene) // 100), round(0.001 * len(scene)))
    own = [name for name, count in ranked[:MOST] if count >= least]
    if not own:
        raise NotWorthwhileError("all its values differ: this layout is left out")
    keys = [*(f"= {name}" for name in own), "others", "none"]
    of = _blocks_of_images(values, keys)
    held = np.bincount(of, minlength=len(keys))
    groups = [Group(key, int(count)) for key, count in zip(keys, held, strict=True)]
    side, found = _wall(groups, len(scene))
    blocks = [found[key] for key in keys]
    zones = np.repeat(np.arange(len(blocks)), held)
    places = np.concatenate(
        [block.rows(int(count)) for block, count in zip(blocks, held, strict=True)]
    )
    cells = places[assign(places, scene.map, zones, of)]
    cells = sort_within(cells, of, scene.features, side, seed=scene.seed)
    facts: Facts = {"side": side, "blocks": blocks_to_facts(blocks)}
    return Arrangement(
        points=centres(cells, side), legend=_legend(facts, of), facts=facts, cell=1 / side
    )


def _blocks_of_images(values: Sequence[Any], keys: Sequence[str]) -> np.ndarray:
    """The block of each image: of its first value that has one; else others, or none."""
    index = {key[2:]: at for at, key in enumerate(keys) if key.startswith("= ")}
    others, none = len(keys) - 2, len(keys) - 1
    found = np.empty(len(values), np.int64)
    for at, value in enumerate(values):
        texts = _texts(value)
        own = next((index[text] for text in texts if text in index), others)
        found[at] = own if texts else none
    return found


def _wall(groups: Sequence[Group], total: int) -> tuple[int, dict[str, Block]]:
    side = math.ceil((1.1 * total) ** 0.5)
    while True:
        title = max(1, math.ceil(0.022 * side))
        room = Room(title=title, gap=max(1, round(0.02 * side)), under=0)
        try:
            return side, shelves(groups, Block("", 0, 0, side, side), room=room, spare=SPARE)
        except DoesNotFitError:
            side += max(1, side // 50)


def _legend(facts: Facts, of: np.ndarray) -> Legend:
    side = int(facts["side"])
    title = max(1, math.ceil(0.022 * side))
    blocks = blocks_of(facts)
    counts = np.bincount(of, minlength=len(blocks))
    labels, lines = [], []
    for block, count in zip(blocks, counts, strict=True):
        if not count:
            continue
        text = {"": block.key[2:]} if block.key.startswith("= ") else None
        text = text or (OTHERS if block.key == "others" else NONE)
        left, top = block.left / side, block.top / side
        label = Label(x=left, y=top - 0.55 * title / side, text=text, anchor="left")
        # Into the gap beside the block, but for a breath.
        level = room_level(label, width=(block.width + 0.7) / side, height=title / side)
        labels.append(replace(label, rank=int(level > 0), level=level))
        rail = top - 0.06 * title / side
        lines.append(Line(x1=left, y1=rail, x2=left + block.width / side, y2=rail))
    return Legend(tuple(labels), tuple(lines))
