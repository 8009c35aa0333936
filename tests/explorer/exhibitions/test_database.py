"""Databases as they are found: none, damaged, foreign, of other versions, not to be written."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine

from explorer.exhibitions.migrations import revisions
from explorer.exhibitions.opening import FILE, beside, open_store
from explorer.exhibitions.store import ReadOnlyError, Store, StoreError
from explorer.exhibitions.store.copies import Copies
from explorer.exhibitions.store.tables import Base
from explorer.settings import Settings
from tests.explorer.exhibitions.test_store import tour

ROOT = Path(__file__).resolve().parents[3]


def kept(path: Path) -> Store:
    store = Store(path)
    store.put_tour(tour(title="Kept"))
    return store


def test_reading_makes_no_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "cimaise.sqlite")
    assert store.tours(collection="small") == () and store.boards(collection="small") == ()
    assert store.is_writable
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_folder_there_is_nothing_and_nothing_is_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "none" / "cimaise.sqlite")
    assert store.tours(collection="small") == () and not store.is_writable
    with pytest.raises(ReadOnlyError, match=r"cannot be written"):
        store.put_tour(tour())
    (tmp_path / "none").mkdir()
    assert store.is_writable
    store.put_tour(tour())
    assert len(store.tours(collection="small")) == 1


@pytest.mark.parametrize("damage", ["text", "page", "cut"])
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "cimaise.sqlite"
    kept(path).close()
    held = path.read_bytes()
    changed = {
        "text": b"my precious notes, in no database\n" * 100,
        "page": held[:100] + b"\xff" * (len(held) - 100),
        "cut": held[: len(held) // 3],
    }[damage]
    path.write_bytes(changed)
    store = Store(path)
    for refused in (
        lambda: store.tours(collection="small"),
        lambda: store.put_tour(tour()),
        lambda: store.add_to_board(collection="small", ids=["a"]),
    ):
        with pytest.raises(StoreError) as told:
            refused()
        assert "cimaise.sqlite" in str(told.value) and "\n" not in str(told.value)
    assert path.read_bytes() == changed


def test_the_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE tour (secret TEXT)")
    other.close()
    held = path.read_bytes()
    store = Store(path)
    with pytest.raises(StoreError, match="something else"):
        store.tours(collection="small")
    with pytest.raises(StoreError, match="something else"):
        store.put_tour(tour())
    assert path.read_bytes() == held


def test_a_later_version_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "cimaise.sqlite"
    kept(path).close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE cimaise_version SET version_num = '9999'")
    database.close()
    with pytest.raises(StoreError, match="later version"):
        Store(path).tours(collection="small")


def test_an_empty_file_is_begun(tmp_path: Path) -> None:
    path = tmp_path / "cimaise.sqlite"
    path.touch()
    assert Store(path).tours(collection="small") == ()
    kept(path)
    assert len(Store(path).tours(collection="small")) == 1


def test_a_file_that_is_replaced_is_read_anew(tmp_path: Path) -> None:
    path, other = tmp_path / "cimaise.sqlite", tmp_path / "other.sqlite"
    store = kept(path)
    kept(other).put_tour(tour("b"))
    shutil.copy(other, tmp_path / "new")
    (tmp_path / "new").rename(path)
    assert [entry.id for entry in store.tours(collection="small")] == ["a", "b"]
    path.unlink()
    assert store.tours(collection="small") == ()


def test_migrations_make_the_tables_that_the_store_knows(tmp_path: Path) -> None:
    kept(tmp_path / "cimaise.sqlite").close()
    found = MetaData()
    found.reflect(create_engine(f"sqlite:///{tmp_path}/cimaise.sqlite"))
    tables = {name: table for name, table in found.tables.items() if name != "cimaise_version"}
    assert set(tables) == set(Base.metadata.tables)
    for name, wanted in Base.metadata.tables.items():
        for column in wanted.columns:
            made = tables[name].columns[column.name]
            assert str(made.type) == str(column.type), column
            assert (made.nullable, made.primary_key) == (column.nullable, column.primary_key)
        assert {index.name for index in tables[name].indexes} == {i.name for i in wanted.indexes}
    assert revisions() == tuple(sorted(revisions()))


def test_names_of_files_may_be_odd(tmp_path: Path) -> None:
    path = tmp_path / "été 100% #1 ?x=y&mode=ro" / "a;b.sqlite"
    path.parent.mkdir()
    kept(path)
    assert [entry.title["fr"] for entry in Store(path).tours(collection="small")] == ["Kept"]
    assert path.exists() and list(tmp_path.iterdir()) == [path.parent]


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mongodb://x/y", "sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=ro"],
)
def test_an_address_that_is_none_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(StoreError, match="EXPLORER_DATABASE_URL") as told:
        Store(url)
    assert "\n" not in str(told.value)


def test_a_server_that_cannot_be_reached_is_said_without_its_password() -> None:
    store = Store("postgresql+psycopg://me:secret@127.0.0.1:1/none?connect_timeout=2")
    for refused in (lambda: store.tours(collection="small"), lambda: store.put_tour(tour())):
        with pytest.raises(StoreError) as told:
            refused()
        assert "secret" not in str(told.value) and "\n" not in str(told.value)


def test_the_file_lies_in_the_data_folder_or_beside_the_bundle(
    small_bundle: Path, tmp_path: Path
) -> None:
    assert beside(small_bundle.parent) == small_bundle.parent / FILE
    assert beside(small_bundle) == small_bundle.parent / FILE
    store = open_store(
        Settings(data=tmp_path, database_url=f"sqlite:///{tmp_path}/elsewhere.sqlite")
    )
    store.put_tour(tour())
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere.sqlite"]


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder with a database, in which nobody but its owner may write."""
    folder = Path(tempfile.mkdtemp())
    kept(folder / "cimaise.sqlite").close()
    (folder / "cimaise.sqlite").chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


LOOK = """
import sys
from pathlib import Path
from explorer.exhibitions.store import ReadOnlyError, Store
store = Store(Path(sys.argv[1]))
print([entry.id for entry in store.tours(collection="small")], store.is_writable)
try:
    store.add_to_board(collection="small", ids=["a"])
except ReadOnlyError as error:
    print(error)
"""


def unprivileged() -> list[str]:
    """What makes the superuser obey the rights of files, as everyone does."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("the superuser may write anywhere, and there is no setpriv")
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"]


@pytest.mark.parametrize("with_database", [True, False])
def test_where_one_may_not_write_one_reads(locked: Path, with_database: bool) -> None:
    if not with_database:
        locked.chmod(0o755)
        (locked / "cimaise.sqlite").unlink()
        locked.chmod(0o555)
    done = subprocess.run(
        [*unprivileged(), sys.executable, "-c", LOOK, str(locked / "cimaise.sqlite")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == f"{['a'] if with_database else []} False"
    assert "cannot be written" in second
    assert [path.name for path in locked.iterdir()] == ["cimaise.sqlite"] * with_database


def test_who_may_only_read_reads_what_is_still_in_the_log_of_who_writes(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    path = folder / "cimaise.sqlite"
    writer = kept(path)
    # Somebody looks meanwhile: what is written now stays in the log beside the file.
    with contextlib.closing(sqlite3.connect(path)) as looking:
        looking.execute("BEGIN")
        looking.execute("SELECT COUNT(*) FROM tour").fetchone()
        writer.put_tour(tour("b"))
        path.chmod(0o444)
        folder.chmod(0o555)
        try:
            assert (folder / "cimaise.sqlite-wal").stat().st_size > 0
            done = subprocess.run(
                [*unprivileged(), sys.executable, "-c", LOOK, str(path)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
        finally:
            folder.chmod(0o755)
            path.chmod(0o644)
    assert done.stdout.startswith("['a', 'b'] False\n"), done.stderr


def test_a_copy_is_made_anew_when_the_file_has_changed_and_old_ones_go(tmp_path: Path) -> None:
    path = tmp_path / "cimaise.sqlite"
    store, copies = kept(path), Copies(path)
    first = copies.newest()
    assert copies.newest() == first
    for n in range(5):
        store.put_tour(tour(f"t{n}"))
        read = Store(copies.newest())
        assert read.tours(collection="small")[-1].id == f"t{n}"
    assert not first.exists() and len(list(first.parent.glob("*.sqlite"))) == 3
    store.close()
    path.unlink()
    with pytest.raises(OSError, match="No such file"):
        copies.newest()


def test_who_writes_waits_for_another_and_is_told_at_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cimaise.sqlite"
    store = kept(path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(store.tours(collection="small")) == 1, "who reads does not wait"
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.put_tour, tour("b"))
            time.sleep(0.2)
            assert not waiting.done()
            other.execute("COMMIT")
            waiting.result()
        monkeypatch.setattr("explorer.exhibitions.store.database._PATIENCE", 0.1)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"somebody else.*try again"):
            store.put_tour(tour("c"))
        other.execute("ROLLBACK")
    assert [entry.id for entry in store.tours(collection="small")] == ["a", "b"]
