"""The data folder: what is found in it, what is damaged, what changes under one's feet."""

import contextlib
import gc
import os
import shutil
import threading
import time
import weakref
from pathlib import Path

import pytest

from explorer.bundle import BundleError, files
from explorer.catalogue import Catalogue, UnknownCollectionError
from explorer.search.query import Query
from tests.makers import build, small_source


def names(catalogue):
    return [entry.name for entry in catalogue.entries()]


def eventually(check, *, seconds=10):
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


@pytest.mark.parametrize("kind", ["absent", "empty", "file"])
def test_a_folder_with_nothing_in_it_is_an_empty_catalogue(tmp_path, kind):
    folder = tmp_path / "data"
    if kind == "empty":
        folder.mkdir()
    elif kind == "file":
        folder.write_text("no folder")
    catalogue = Catalogue(folder)
    assert catalogue.entries() == ()
    with pytest.raises(UnknownCollectionError):
        catalogue.get("anything")


def test_bundles_are_called_by_their_folders_and_the_rest_is_ignored(tmp_path, small_bundle):
    for name in ("b", "a", ".hidden", "a.work"):
        shutil.copytree(small_bundle, tmp_path / name, copy_function=link)
    (tmp_path / "plain folder").mkdir()
    (tmp_path / "file.txt").write_text("")
    catalogue = Catalogue(tmp_path)
    assert names(catalogue) == ["a", "b"]
    assert len(catalogue.get("a")) == 60
    for name in (".hidden", "a.work", "..", "", "a/../b", "plain folder"):
        with pytest.raises(UnknownCollectionError):
            catalogue.get(name)


def test_a_data_folder_may_be_one_bundle(small_bundle):
    catalogue = Catalogue(small_bundle)
    assert names(catalogue) == [small_bundle.name]
    assert len(catalogue.get(small_bundle.name)) == 60


def test_a_link_is_called_by_its_own_name(tmp_path, small_bundle):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "été 1").symlink_to(small_bundle)
    catalogue = Catalogue(tmp_path / "data")
    assert names(catalogue) == ["été 1"]
    assert catalogue.is_present(catalogue.get("été 1"))


def test_the_present_folder_is_called_by_its_name(small_bundle, monkeypatch):
    monkeypatch.chdir(small_bundle)
    assert names(Catalogue(".")) == [small_bundle.name]


DAMAGE = {
    files.MANIFEST: lambda path: path.write_text("{"),
    files.WORDS: lambda path: path.write_bytes(path.read_bytes()[:5000]),
    files.VECTORS: lambda path: path.write_bytes(path.read_bytes()[:2000]),
    files.INDEX: lambda path: path.write_bytes(b""),
    files.ITEMS: lambda path: path.write_bytes(b"PAR1"),
    files.NEIGHBOURS: lambda path: path.unlink(),
    files.THEMES: lambda path: path.write_bytes(b""),
    files.ITEM_THEMES: lambda path: path.write_bytes(b"\x93NUMPY"),
    files.VOCABULARY: lambda path: path.write_bytes(b"PK\x03\x04"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_bundle_is_named_and_the_others_open(tmp_path, small_bundle, name):
    shutil.copytree(small_bundle, tmp_path / "good", copy_function=link)
    bad = tmp_path / "bad"
    shutil.copytree(small_bundle, bad, copy_function=link)
    content = (bad / name).read_bytes()
    (bad / name).unlink()  # a hard link: the original is not to be touched
    (bad / name).write_bytes(content)
    DAMAGE[name](bad / name)
    catalogue = Catalogue(tmp_path)
    entries = {entry.name: entry for entry in catalogue.entries()}
    assert entries["good"].collection is not None
    assert entries["bad"].collection is None
    error = entries["bad"].error
    assert "bad" in error
    assert "\n" not in error
    assert str(tmp_path) not in error
    with pytest.raises(BundleError):
        catalogue.get("bad")


def test_what_is_replaced_is_closed_when_nobody_holds_it(tmp_path, small_bundle):
    catalogue = Catalogue(tmp_path, refresh_seconds=0)
    shutil.copytree(small_bundle, tmp_path / "one", copy_function=link)
    held = catalogue.get("one")
    watched = weakref.ref(held)
    before = open_files(tmp_path)
    assert before
    os.utime(tmp_path / "one" / files.MANIFEST)
    eventually(lambda: catalogue.get("one") is not watched())
    assert held.engine.search(Query(text="cheval", k=3)).hits
    del held
    gc.collect()
    assert watched() is None
    # What took its place reads some files when they are first asked for: how many is no matter.
    assert not open_files(tmp_path) & before


def test_what_comes_goes_and_is_mended_is_seen_without_a_restart(tmp_path, small_bundle):
    catalogue = Catalogue(tmp_path, refresh_seconds=0)
    assert names(catalogue) == []
    shutil.copytree(small_bundle, tmp_path / "making", copy_function=link)
    (tmp_path / "making").rename(tmp_path / "one")
    eventually(lambda: names(catalogue) == ["one"])
    held = catalogue.get("one")
    shutil.rmtree(tmp_path / "one")
    eventually(lambda: names(catalogue) == [])
    # Whoever holds it goes on reading it.
    assert held.items([3], language="fr")[0].title == "Cheval n° 3"
    assert held.engine.search(Query(text="cheval", k=3)).hits
    assert held.engine.similar([3], k=40).hits
    assert held.facets()


@pytest.mark.parametrize("before", [True, False])
def test_a_disk_that_hangs_keeps_nobody_waiting_for_the_others(tmp_path, small_bundle, before):
    shutil.copytree(small_bundle, tmp_path / "good", copy_function=link)
    catalogue = Catalogue(tmp_path, refresh_seconds=0)
    if before:
        catalogue.get("good")
    (tmp_path / "stuck").mkdir()
    os.mkfifo(tmp_path / "stuck" / files.MANIFEST)  # reading it waits until someone writes
    began = time.monotonic()
    assert len(catalogue.get("good")) == 60
    assert "good" in {entry.name for entry in catalogue.entries()} if before else True
    assert "stuck" not in {entry.name for entry in catalogue.known()}
    assert time.monotonic() - began < 8
    pipe = os.open(tmp_path / "stuck" / files.MANIFEST, os.O_WRONLY)
    (tmp_path / "stuck" / files.MANIFEST).unlink()
    (tmp_path / "stuck" / files.MANIFEST).write_text("{}")
    os.close(pipe)
    eventually(lambda: [entry.name for entry in catalogue.known()] == ["good", "stuck"])


@pytest.mark.slow
def test_a_new_version_is_swapped_in_while_visitors_search(tmp_path):
    source = small_source(tmp_path / "source", count=12)
    out = build(source, tmp_path / "data" / "small", layouts=("map",))
    catalogue = Catalogue(tmp_path / "data", refresh_seconds=0)
    first = catalogue.get("small")
    stop, problems, versions = threading.Event(), [], set()

    def visit():
        while not stop.is_set():
            try:
                collection = catalogue.get("small")
                versions.add(collection.version)
                hits = collection.engine.search(Query(text="cheval", k=5)).hits
                items = collection.items([hit.row for hit in hits], language="fr")
                if len(items) != len(hits):
                    problems.append("a hit has no item")
            except Exception as error:
                problems.append(error)

    threads = [threading.Thread(target=visit) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        text = source.table.read_text("utf-8").replace("Cheval n° 3", "Jument n° 3")
        source.table.write_text(text, "utf-8")
        build(source, out, layouts=("map",))
        eventually(lambda: catalogue.get("small").version != first.version)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert problems == []
    second = catalogue.get("small")
    assert versions <= {first.version, second.version}
    assert second.items([3], language="fr")[0].title == "Jument n° 3"
    assert first.items([3], language="fr")[0].title == "Cheval n° 3"
    assert catalogue.is_present(second)
    assert not catalogue.is_present(first)


def open_files(folder):
    """Descriptors of this process on files below a folder: number and path."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found.add((entry.name, str(entry.readlink())))
    return {one for one in found if one[1].startswith(str(folder))}


def link(source, target):
    os.link(source, target)
