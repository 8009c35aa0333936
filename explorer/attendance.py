"""Attendance: how many visits a kiosk had, day by day, and nothing about who made them.

Kept in one small file beside the collections. What is counted is a visit, its seconds, the pages
and themes that were opened, the language it ended in; no time of day, no order, no address.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

_LOG = logging.getLogger(__name__)

FILE = "attendance.json"
MAX_DAYS = 400
"""Days kept; the oldest are dropped."""
MAX_NAMES = 200
"""Names counted a day, of each kind; those beyond are counted together, under ``""``."""
LONGEST = 4 * 3600.0
"""Seconds that one visit is counted for at most."""
_FORMAT = 1
_MAX_FILE = 20_000_000
_WAIT = 10.0


@dataclass
class Day:
    """One day. ``pages`` by path, ``themes`` by ``collection/id``, ``languages`` by code."""

    visits: int = 0
    seconds: float = 0.0
    pages: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        """Mean duration of a visit in seconds; 0 where there was none."""
        return self.seconds / self.visits if self.visits else 0.0


class Attendance:
    """The counts of a kiosk; safe between threads.

    ``path`` is the file; it is written at most every ``wait`` seconds, beside and then renamed. One
    that cannot be read is put aside, never written over; where none can be written, nothing is
    kept. ``today`` gives the date.
    """

    def __init__(
        self, path: Path, *, wait: float = _WAIT, today: Callable[[], date] = date.today
    ) -> None:
        self._path = path
        self._wait = wait
        self._today = today
        self._lock = threading.Lock()
        self._days: dict[str, Day] | None = None
        self._written = -wait
        self._later: threading.Timer | None = None
        self._complained = False

    def visit(self, *, seconds: float, language: str) -> None:
        """Count a visit that is over."""
        with self._lock:
            day = self._day()
            day.visits += 1
            day.seconds += min(LONGEST, max(0.0, seconds))
            _count(day.languages, language)
            self._write_soon()

    def page(self, path: str, *, theme: str = "") -> None:
        """Count a page that was opened, and the theme that it shows."""
        with self._lock:
            day = self._day()
            _count(day.pages, path)
            if theme:
                _count(day.themes, theme)
            self._write_soon()

    def flush(self) -> None:
        """Write what is not written yet."""
        with self._lock:
            if self._later is not None:
                self._later.cancel()
                self._write()

    def _day(self) -> Day:
        if self._days is None:
            self._days = self._load()
        today = self._today().isoformat()
        day = self._days.setdefault(today, Day())
        for old in sorted(self._days)[:-MAX_DAYS]:
            del self._days[old]
        return day

    def _load(self) -> dict[str, Day]:
        try:
            return read_attendance(self._path)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            aside = self._path.with_suffix(f".{int(time.time())}.damaged")
            _LOG.warning("%s cannot be read (%s); it is put aside: %s", self._path, error, aside)
            with contextlib.suppress(OSError):
                self._path.rename(aside)
            return {}

    def _write_soon(self) -> None:
        if self._later is not None:
            return
        wait = self._written + self._wait - time.monotonic()
        if wait <= 0:
            self._write()
            return
        self._later = threading.Timer(wait, self.flush)
        self._later.daemon = True
        self._later.start()

    def _write(self) -> None:
        self._later = None
        self._written = time.monotonic()
        days = {
            day: {**vars(told), "seconds": round(told.seconds, 1)}
            for day, told in sorted((self._days or {}).items())
        }
        beside = self._path.with_suffix(".new")
        try:
            beside.write_text(json.dumps({"format": _FORMAT, "days": days}), encoding="utf-8")
            os.replace(beside, self._path)
        except OSError as error:
            if not self._complained:
                _LOG.warning("visits cannot be counted in %s: %s", self._path, error)
            self._complained = True


def read_attendance(path: Path) -> dict[str, Day]:
    """The days of a file, by ISO date; what is out of place in it is passed over.

    Raises ``FileNotFoundError``, ``OSError``, and ``ValueError`` when it is no such file.
    """
    if path.stat().st_size > _MAX_FILE:
        raise ValueError("it is too large")
    document = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        raise ValueError("it counts no visits, or is of a later version")
    days = document.get("days")
    found: dict[str, Day] = {}
    for day, told in sorted(days.items()) if isinstance(days, dict) else ():
        with contextlib.suppress(ValueError):
            if isinstance(told, dict):
                found[date.fromisoformat(day).isoformat()] = _read_day(told)
    return dict(list(found.items())[-MAX_DAYS:])


def _read_day(told: dict[str, Any]) -> Day:
    visits, seconds = told.get("visits"), told.get("seconds")
    return Day(
        visits=_whole(visits) or 0,
        seconds=float(seconds) if isinstance(seconds, (int, float)) and 0 <= seconds < 1e9 else 0.0,
        pages=_names(told.get("pages")),
        themes=_names(told.get("themes")),
        languages=_names(told.get("languages")),
    )


def _names(told: object) -> dict[str, int]:
    if not isinstance(told, dict):
        return {}
    kept = [(name, n) for name, value in told.items() if (n := _whole(value)) and len(name) <= 300]
    return dict(kept[: MAX_NAMES + 1])


def _whole(value: object) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1e9
    return value if isinstance(value, int) and good else None


def _count(names: dict[str, int], name: str) -> None:
    if name not in names and len(names) >= MAX_NAMES:
        name = ""
    names[name] = names.get(name, 0) + 1


def most(days: Collection[Day], kind: str, *, limit: int) -> list[tuple[str, int]]:
    """The names of a kind (``pages``, ``themes``, ``languages``) that were counted most."""
    total: dict[str, int] = {}
    for day in days:
        for name, n in getattr(day, kind).items():
            total[name] = total.get(name, 0) + n
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
