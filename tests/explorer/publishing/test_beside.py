"""What a writing that was killed leaves: cleared by the next one, never while it is written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explorer.collection import Collection
from explorer.publishing.beside import beside, clear
from explorer.publishing.site import is_site, publish_site
from tests.explorer.publishing.exhibited import exhibition_of

ROOT = Path(__file__).resolve().parents[3]
WRITES = """
import subprocess, sys, time
from pathlib import Path
from explorer.collection import Collection
from explorer.publishing.site import publish_site
from tests.explorer.publishing.exhibited import exhibition_of
class Slow:
    def bar(self, total, label, *, unit="img"):
        return self
    def update(self, n=1):
        print("writing", flush=True)
        time.sleep(60)
    def close(self): ...
collection = Collection(Path(sys.argv[1]))
publish_site(exhibition_of(collection), collection, Path(sys.argv[2]), with_map=False, steps=Slow())
"""
HANDS_ON = """
import subprocess, sys, time
from pathlib import Path
from explorer.publishing.beside import beside
with beside(Path(sys.argv[1])) as made:
    sleeps = [sys.executable, "-c", "import time; time.sleep(60)"]
    child = subprocess.Popen(sleeps, pass_fds=(made.lock,))
    print(child.pid, flush=True)
    time.sleep(60)
"""


@contextmanager
def running(code: str, *given: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process, and the first line that it says."""
    command = [sys.executable, "-c", code, *map(str, given)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def works(folder: Path) -> list[str]:
    """What lies in a folder and is not shown."""
    return sorted(path.suffix for path in folder.iterdir() if path.name.startswith("."))


def test_a_site_whose_writing_was_killed_leaves_nothing_after_the_next(
    hostile: Collection, tmp_path: Path
) -> None:
    shelf = tmp_path / "sites" / "museum"
    with running(WRITES, hostile.bundle.folder, shelf / "one") as (process, said):
        assert said == "writing" and works(shelf) == [".lock", ".work"]
        # While it is being written, another one beside it leaves it alone.
        publish_site(exhibition_of(hostile), hostile, shelf / "two", with_map=False)
        assert works(shelf) == [".lock", ".work"]
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert works(shelf) == [".lock", ".work"] and not (shelf / "one").exists()
    publish_site(exhibition_of(hostile), hostile, shelf / "two", with_map=False)
    assert sorted(path.name for path in shelf.iterdir()) == ["two"] and is_site(shelf / "two")


def test_what_still_works_for_a_killed_process_keeps_its_folder(tmp_path: Path) -> None:
    with running(HANDS_ON, tmp_path / "one") as (process, child):
        process.kill()
        process.wait()
        clear(tmp_path)
        assert works(tmp_path) == [".lock", ".work"], "its child is still at it"
        os.kill(int(child), signal.SIGKILL)
        for _ in range(200):
            clear(tmp_path)
            if not works(tmp_path):
                break
            time.sleep(0.05)
    assert works(tmp_path) == []


def test_what_was_retired_comes_back_where_nothing_took_its_place(tmp_path: Path) -> None:
    (tmp_path / ".one.0123abcd.old").mkdir()
    (tmp_path / ".one.0123abcd.old" / "index.html").write_text("before")
    (tmp_path / ".one.0123abcd.lock").touch()
    clear(tmp_path)
    assert (tmp_path / "one" / "index.html").read_text() == "before" and works(tmp_path) == []


def test_of_what_is_not_ours_nothing_is_cleared(tmp_path: Path) -> None:
    for name in (".git", ".x.work", ".x.0123abcd.work", ".x.0123ABCD.lock", ".x.0123abcg.lock"):
        (tmp_path / name).mkdir()
    before = works(tmp_path)
    clear(tmp_path)
    assert works(tmp_path) == before, "one without a lock may be of this very moment"
    old = time.time() - 3 * 86_400
    os.utime(tmp_path / ".x.0123abcd.work", (old, old))
    clear(tmp_path)
    assert not (tmp_path / ".x.0123abcd.work").exists() and (tmp_path / ".x.work").exists()


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), beside(tmp_path / "one") as made:
        (made.folder / "half").write_text("half")
        raise OSError("the disk is full")
    assert list(tmp_path.iterdir()) == []
