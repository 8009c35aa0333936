"""The press: an exhibition's site written into a folder while its curator goes on working.

One site is written at a time, whoever asks; who watches is told how far it is.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from explorer.publishing.export import ExportError
from explorer.publishing.site import Published
from explorer.publishing.steps import Bar, Steps

_LOG = logging.getLogger(__name__)
_KEPT = 200
"""Exhibitions of which it is known how their last writing ended."""

Key = tuple[str, str]
"""A collection's name and an exhibition's id."""

Why = Literal["", "refused", "unwritable", "failed"]
"""Why there is no site: what was asked for cannot be, the folder cannot be written, or else."""


class BusyError(Exception):
    """Another site is being written."""


@dataclass(frozen=True)
class Printing:
    """How far a site is: ``done`` of ``total`` of a ``part`` (``map``, ``pictures``, ``pages``).

    ``said`` is a line on why it failed; ``made`` is there when it is done.
    """

    state: Literal["working", "done", "failed"] = "working"
    part: str = ""
    done: int = 0
    total: int = 0
    why: Why = ""
    said: str = ""
    made: Published | None = None


class Press:
    """Writes sites, one at a time."""

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._telling = threading.Lock()
        self._told: OrderedDict[Key, Printing] = OrderedDict()

    def told(self, key: Key) -> Printing | None:
        """How the last writing of an exhibition goes, or went; ``None`` where there was none."""
        return self._told.get(key)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """While no other site is written; raises ``BusyError`` when one is."""
        if not self._one.acquire(blocking=False):
            raise BusyError
        try:
            yield
        finally:
            self._one.release()

    def begin(self, key: Key, write: Callable[[Steps], Published]) -> Printing:
        """Begin to write a site in a thread of its own; raises ``BusyError``."""
        with self._telling:
            if not self._one.acquire(blocking=False):
                raise BusyError
            self._tell(key, Printing())
        thread = threading.Thread(target=self._write, args=(key, write), daemon=True)
        try:
            thread.start()
        except RuntimeError:
            self._end(key, Printing("failed", why="failed"))
            raise
        return self._told[key]

    def _write(self, key: Key, write: Callable[[Steps], Published]) -> None:
        try:
            ended = Printing("done", made=write(_Watched(self, key)))
        except ExportError as error:
            ended = Printing("failed", why="refused", said=str(error))
        except OSError as error:
            _LOG.warning("writing the site of %s: %s", key, error)
            said = "the folder of sites cannot be written; the log says why"
            ended = Printing("failed", why="unwritable", said=said)
        except Exception:
            _LOG.exception("writing the site of %s", key)
            said = "the site could not be written; the log says why"
            ended = Printing("failed", why="failed", said=said)
        self._end(key, ended)

    def _end(self, key: Key, ended: Printing) -> None:
        """Who is told that it is over may begin the next."""
        with self._telling:
            self._one.release()
            self._tell(key, ended)

    def _tell(self, key: Key, printing: Printing) -> None:
        self._told[key] = printing
        self._told.move_to_end(key)
        while len(self._told) > _KEPT:
            self._told.popitem(last=False)


class _Watched:
    """Steps that are told to who asks."""

    def __init__(self, press: Press, key: Key) -> None:
        self._press, self._key = press, key

    def bar(self, total: int, label: str, *, unit: str = "img") -> Bar:
        """A part of the work begins."""
        self._press._tell(self._key, Printing(part=label, total=total))
        return _Part(self._press, self._key)


class _Part:
    def __init__(self, press: Press, key: Key) -> None:
        self._press, self._key = press, key

    def update(self, n: float = 1) -> object:
        now = self._press.told(self._key) or Printing()
        self._press._tell(self._key, replace(now, done=now.done + int(n)))
        return None

    def close(self) -> None:
        return None
