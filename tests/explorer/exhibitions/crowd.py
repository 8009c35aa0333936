"""Curators in a hurry, for tests that kill them: ``python -m tests.explorer.exhibitions.crowd``.

Loads all that it needs once. Each line of its input is JSON: ``{"who": "a", "does": "write", …}``;
a process is forked that does so, and its number is written out. All end with the input.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from explorer.exhibitions.exhibition import Exhibition
from explorer.exhibitions.store import Store
from tests.explorer.exhibitions.test_exhibition import read

PADDING = "x" * 6_000
"""A text long enough that a save is several pages of the file."""

ON = {"collection": "small"}


def told(who: str, n: int) -> Exhibition:
    """What somebody writes the ``n``-th time."""
    return read(id=who, title={"fr": f"{who} {n}"}, introduction={"fr": f"{n} {PADDING}"})


def write(store: Store, who: str, n: int, said: Path) -> None:
    """Write, publish and add to a board without end, from ``n`` on, saying what is kept."""
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        store.put_exhibition(told(who, n), who=who)
        store.publish_exhibition(**ON, id=who, version=store.exhibition(**ON, id=who).version)
        store.add_to_board(**ON, ids=[f"{n} left", f"{n} right"], board=who, who=who)
        os.write(out, f"{n}\n".encode())
        n += 1


def run(asked: dict[str, object]) -> None:
    """Do what a line asks for."""
    store, does = Store(str(asked["place"])), asked["does"]
    if does == "write":
        write(store, str(asked["who"]), int(str(asked["from"])), Path(str(asked["said"])))
    elif does == "restore":
        store.restore(Path(str(asked["file"])), replace=True)
    elif does == "backup":
        store.backup(Path(str(asked["file"])))
    elif does == "open":
        store.boards(**ON)


def main() -> None:
    """Fork one for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    forked = []
    for line in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run(json.loads(line))
            os._exit(0)
        forked.append(child)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
