"""Processes killed in the middle of what they write: the old is there, or the new, never less."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import create_engine, text

from explorer.exhibitions.migrations import upgrade
from explorer.exhibitions.store import Store
from tests.explorer.exhibitions.crowd import ON, told
from tests.explorer.exhibitions.test_keeping import content, fill, titled

ROOT = Path(__file__).resolve().parents[3]
WRITERS, KILLS = "abc", 12

Fork = Callable[..., int]


@pytest.fixture(scope="module")
def fork() -> Iterator[Fork]:
    """Forks a process that does something to a database; its number."""
    command = [sys.executable, "-m", "tests.explorer.exhibitions.crowd"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as crowd:

        def forked(does: str, place: str, **more: Any) -> int:
            assert crowd.stdin is not None and crowd.stdout is not None
            crowd.stdin.write(f"{json.dumps({'does': does, 'place': place, **more})}\n")
            crowd.stdin.flush()
            return int(crowd.stdout.readline())

        yield forked


def kill(process: int) -> bool:
    """Kill, and wait until it is dead; whether it was still running."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    while psutil.pid_exists(process):
        time.sleep(0.001)
    return True


def last(said: Path) -> int:
    lines = said.read_text().splitlines() if said.exists() else []
    return int(lines[-1]) if lines else 0


def checked(store: Store, who: str, *, said: int = 0) -> int:
    """What is kept of a writer is whole, and all of what was ``said`` to be; how far it is."""
    found = store.exhibition(**ON, id=who)
    if found is None:
        assert said == 0
        return 0
    n = int(found.exhibition.title["fr"].split()[1])
    assert n >= said, "what was said to be kept is kept"
    assert found.exhibition == told(who, n) and found.who == who
    versions = [int(one.title["fr"].split()[1]) for one in store.exhibition_versions(**ON, id=who)]
    assert versions == list(range(n, n - len(versions), -1)) and len(versions) in (n, 100, 101)
    seen = store.published_exhibition(**ON, id=who)
    assert seen is not None or n == 1
    assert seen is None or seen.exhibition in (told(who, n), told(who, n - 1))
    board = store.board(**ON, id=who)
    assert board is not None
    items = [pinned.id for pinned in board.items]
    assert items == [
        f"{k} {side}" for k in range(1, len(items) // 2 + 1) for side in ("left", "right")
    ]
    assert len(items) // 2 in (n - 1, n) and (not items or board.undo is not None)
    # What was done and what is said to have been done are kept together.
    done = store.acts(**ON, kind="exhibition", subject=who, limit=30)
    wrote = next(act for act in done if act.did != "publish")
    assert wrote.detail == f"{who} {n}" and wrote.who == who
    placed = store.acts(**ON, kind="board", subject=who, limit=1)
    assert placed[0].detail == (", ".join(items[-2:]) if items else who)
    return n


def sound(place: str) -> None:
    """SQLite itself finds nothing wrong."""
    if place.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(place.removeprefix("sqlite:///"))) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert opened.execute("PRAGMA foreign_key_check").fetchall() == []


def test_writers_are_killed_among_others_who_write_on(
    new_place: Callable[[], str], fork: Fork, tmp_path: Path
) -> None:
    place, chance = new_place(), random.Random(7)
    store = Store(place)
    for who in WRITERS:
        store.create_board(**ON, name=who, id=who, who=who)
    at_work = {}

    def begin(who: str, n: int) -> None:
        said = tmp_path / f"{who}.said"
        at_work[who] = fork("write", place, who=who, said=str(said), **{"from": n})

    for who in WRITERS:
        begin(who, 1)
    reached = dict.fromkeys(WRITERS, 0)
    for turn in range(KILLS):
        who = WRITERS[turn % len(WRITERS)]
        said = tmp_path / f"{who}.said"
        while last(said) <= reached[who]:
            assert psutil.pid_exists(at_work[who]), "a writer gave up"
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.03))
        assert kill(at_work[who])
        reached[who] = checked(store, who, said=last(said))
        if turn == KILLS // 2:
            # A copy that is taken meanwhile is of one moment.
            store.backup(tmp_path / "meanwhile.gz")
        # What was broken off is done again, and what was done already is no second version.
        begin(who, max(1, reached[who]))
    for who in WRITERS:
        kill(at_work[who])
        checked(store, who, said=last(tmp_path / f"{who}.said"))
    sound(place)
    copy = Store(new_place())
    copy.restore(tmp_path / "meanwhile.gz")
    assert sum(checked(copy, who) for who in WRITERS) > KILLS // 2
    for made in (store, copy):
        made.close()


@pytest.mark.parametrize("does", ["restore", "backup"])
def test_killed_while_all_is_taken_back_or_copied(
    place: str, new_place: Callable[[], str], fork: Fork, tmp_path: Path, does: str
) -> None:
    store, other = Store(place), Store(new_place())
    fill(other)
    other.backup(tmp_path / "other.gz")
    theirs = content(other)
    fill(store)
    store.put_exhibition(titled("Trois"))
    mine, chance = content(store), random.Random(3)
    file = tmp_path / ("other.gz" if does == "restore" else "mine.gz")
    for _ in range(6):
        process = fork(does, place, file=str(file))
        time.sleep(chance.uniform(0, 0.25))
        kill(process)
        found = content(store)
        assert found == mine or (does == "restore" and found == theirs)
    sound(place)
    if does == "backup":
        if not file.exists():
            store.backup(file)
        other.restore(file, replace=True)
        assert content(other) == mine
    else:
        store.restore(file, replace=True)
        assert content(store) == theirs
    for made in (store, other):
        made.close()


def test_killed_while_it_is_brought_up_to_date(new_place: Callable[[], str], fork: Fork) -> None:
    chance = random.Random(5)
    for _ in range(3):
        place = new_place()
        engine = create_engine(place)
        with engine.begin() as connection:
            upgrade(connection, version_table="cimaise_version", to="0001")
            row = "INSERT INTO board VALUES ('b', 'small', 0, 'Choix', 'then', 'then')"
            connection.execute(text(row))
        engine.dispose()
        process = fork("open", place)
        time.sleep(chance.uniform(0, 0.15))
        kill(process)
        store = Store(place)
        assert [(board.name, board.archived) for board in store.boards(**ON)] == [("Choix", False)]
        store.put_exhibition(titled("Un"))
        store.close()
        sound(place)
