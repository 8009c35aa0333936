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
from explorer.publishing.steps import Bar, Steps, StoppedError

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
    """How far a site is: ``done`` of ``total`` of a ``part``.

    Parts are ``map``, ``pictures``, ``pages``, and ``packing`` of what becomes one file.
    ``said`` is a line on why it failed; ``made`` is there when it is done.
    """

    state: Literal["working", "done", "failed", "stopped"] = "working"
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
        self._stopped = False

    def told(self, key: Key) -> Printing | None:
        """How the last writing of an exhibition goes, or went; ``None`` where there was none."""
        return self._told.get(key)

    def stop(self, key: Key) -> None:
        """Let the writing of an exhibition end as soon as it tells how far it is, if there is one.

        Nothing of it stays; what was there before is untouched.
        """
        with self._telling:
            now = self._told.get(key)
            if now is not None and now.state == "working":
                self._stopped = True

    @contextlib.contextmanager
    def alone(self, key: Key) -> Iterator[Steps]:
        """While no other site is written: an exhibition's, that is kept nowhere, may be watched.

        How its last writing went is told again afterwards. Raises ``BusyError`` when one is.
        """
        with self._telling:
            before = self._told.get(key)
            self._take(key)
        try:
            yield _Watched(self, key)
        finally:
            self._end(key, before)

    def begin(self, key: Key, write: Callable[[Steps], Published]) -> Printing:
        """Begin to write a site in a thread of its own; raises ``BusyError``."""
        with self._telling:
            self._take(key)
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
        except StoppedError:
            ended = Printing("stopped")
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

    def _take(self, key: Key) -> None:
        if not self._one.acquire(blocking=False):
            raise BusyError
        self._stopped = False
        self._tell(key, Printing())

    def _end(self, key: Key, ended: Printing | None) -> None:
        """Who is told that it is over may begin the next."""
        with self._telling:
            self._one.release()
            if ended is None:
                self._told.pop(key, None)
            else:
                self._tell(key, ended)

    def _tell_of(self, key: Key, printing: Printing) -> None:
        """How far it is; raises ``StoppedError`` where that is asked for."""
        if self._stopped:
            raise StoppedError
        self._tell(key, printing)

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
        self._press._tell_of(self._key, Printing(part=label, total=total))
        return _Part(self._press, self._key)


class _Part:
    def __init__(self, press: Press, key: Key) -> None:
        self._press, self._key = press, key

    def update(self, n: float = 1) -> object:
        now = self._press.told(self._key) or Printing()
        self._press._tell_of(self._key, replace(now, done=now.done + int(n)))
        return None

    def close(self) -> None:
        return None
