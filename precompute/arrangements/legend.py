"""What stands beside the images of a layout: titles, ticks, lines."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache

LONGEST = 120
"""Characters of a text; the rest is cut off."""

MOST = 2_000
"""Labels, and lines, of one layout at most."""

DEEPEST = 24
"""Doublings after which a tick is shown, room or none."""

LETTER, LINE_HEIGHT = 0.0075, 0.022
"""Size of the letters where everything fits, as shares of the square: 7 and 20 px of 940."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """A text at (x, y) in the unit square, by language; ``""`` where it is the same in all.

    ``level``: doublings of the scale from which it has room; ``anchor``: which part of the text
    lies at the point (``bottom``, ``left``, ``centre``); ``rank``: 0 is the most important.
    """

    x: float
    y: float
    text: Mapping[str, str]
    level: float = 0.0
    anchor: str = "centre"
    rank: int = 0

    @property
    def width(self) -> float:
        """About how wide the text is where everything fits, in units of the square."""
        return LETTER * max((len(text) for text in self.text.values()), default=0)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line between two points of the unit square, shown from ``level`` on."""

    x1: float
    y1: float
    x2: float
    y2: float
    level: float = 0.0


@dataclass(frozen=True)
class Legend:
    """All that stands beside the images of one layout."""

    labels: tuple[Label, ...] = ()
    lines: tuple[Line, ...] = ()

    def to_bytes(self) -> bytes:
        """JSON, as ``docs/bundle.md`` has it."""
        labels = sorted(self.labels, key=lambda label: (label.level, label.rank))[:MOST]
        said = {
            "lines": [_rounded(asdict(line)) for line in self.lines[:MOST]],
            "labels": [
                _rounded(asdict(label)) | {"text": {k: plain(v) for k, v in label.text.items()}}
                for label in labels
            ],
        }
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A text of one line, at most ``LONGEST`` characters, nothing invisible in it."""
    seen = "".join(
        letter for letter in text if letter == " " or unicodedata.category(letter)[0] not in "CZ"
    )
    seen = " ".join(seen.split())
    return seen if len(seen) <= LONGEST else seen[: LONGEST - 1].rstrip() + "…"


def both(french: str, english: str) -> dict[str, str]:
    """A text in the two languages."""
    return {"fr": french, "en": english}


def room_level(label: Label, *, width: float, height: float) -> float:
    """The level from which a text fits into ``width`` x ``height`` of the unit square."""
    wanted = max(label.width / max(width, 1e-9), LINE_HEIGHT / max(height, 1e-9))
    return _quarter(math.log2(wanted)) if wanted > 1 else 0.0


def by_room(labels: Sequence[Label], *, height: float) -> tuple[Label, ...]:
    """Ticks along a line, each at the level from which it has room beside those already there.

    At each level come all that fit: the most important first, and among equals that which stands
    furthest from the others, so that no long stretch stays without one. A tick that is itself
    shown only later keeps none away. ``height`` is the room of the line.
    """
    done: list[Label] = []
    least = room_level(labels[0], width=1.0, height=height) if labels else 0.0
    waiting = sorted(labels, key=lambda label: label.rank)
    for step in range(4 * DEEPEST + 1):
        level = least + step / 4
        while waiting:
            fit = [label for label in waiting if all(_clear(label, o, level) for o in done)]
            if not fit:
                break
            at = max(fit, key=lambda label: (-label.rank, _apart(label, done)))
            waiting.remove(at)
            done.append(replace(at, level=level))
    return (*done, *(replace(label, level=least + DEEPEST) for label in waiting))


def _clear(label: Label, other: Label, level: float) -> bool:
    """Whether two ticks have room beside each other, ``level`` doublings in."""
    wanted = 0.6 * (label.width + other.width) + LETTER
    return abs(other.x - label.x) * 2**level >= wanted


def _apart(label: Label, others: Sequence[Label]) -> float:
    return min((abs(other.x - label.x) for other in others), default=0.0)


def _quarter(level: float) -> float:
    return max(0.0, math.ceil(level * 4) / 4)


def _rounded(record: dict[str, object]) -> dict[str, object]:
    return {k: round(v, 6) if isinstance(v, float) else v for k, v in record.items()}
