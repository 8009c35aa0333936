"""What tests share: one small collection, built once by the real pipeline, and its server."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from tests.hostile import hostile_records
from tests.makers import KINDS, Source, build, build_demo, large_source, small_source
from tests.serving import serving
from tests.works import build_works, works_source

# A shared machine may be slow at any moment: no test asserts a time.
settings.register_profile("cimaise", deadline=None)
settings.load_profile("cimaise")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report a failure without its source where that cannot be parsed.

    CPython 3.11 may raise SystemError from ``ast.parse`` below a greenlet, Playwright's, and that
    would end the run of all tests.
    """
    try:
        return (yield)
    except SystemError:
        style, item.config.option.tbstyle = item.config.option.tbstyle, "native"
        try:
            return pytest.TestReport.from_item_and_call(item, call)
        finally:
            item.config.option.tbstyle = style


@pytest.fixture(scope="session")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the whole run, whatever the number of its processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def small_source_folder(_shared: Path) -> Source:
    """The pictures, table, vectors and vocabulary of 60 items; not to be changed."""
    with (_shared / "source.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = _shared / "source"
        if not made.exists():
            temporary = _shared / "source.making"
            shutil.rmtree(temporary, ignore_errors=True)
            small_source(temporary)
            temporary.rename(made)
    kinds = tuple(list(KINDS)[row % len(KINDS)] for row in range(60))
    return Source(
        made / "table.csv", made / "vectors.npy", made / "names.csv", made / "names.npy", kinds
    )


@pytest.fixture(scope="session")
def small_bundle(_shared: Path, small_source_folder: Source) -> Path:
    """A bundle of 60 items called ``small``, alone in its data folder; not to be changed."""
    out = _shared / "data" / "small"
    with (_shared / "bundle.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            build(small_source_folder, out)
    return out


@pytest.fixture(scope="session")
def hostile_bundle(_shared: Path, small_source_folder: Source) -> Path:
    """A bundle called ``hostile`` whose every field is an attack; not to be changed."""
    out = _shared / "hostiles" / "hostile"
    with (_shared / "hostile.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            folder = small_source_folder.table.parent
            shutil.copytree(folder, _shared / "hostile-source", dirs_exist_ok=True)
            table = _shared / "hostile-source" / "table.csv"
            hostile_records(small_source_folder.table, table)
            build(replace(small_source_folder, table=table), out)
    return out


@pytest.fixture(scope="session")
def large_bundle(_shared: Path) -> Path:
    """A bundle of 16 items called ``large``, some with their full pictures; not to be changed."""
    out = _shared / "larges" / "large"
    with (_shared / "large.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            source = large_source(_shared / "large-source")
            build(source, out, full="tiles", layouts=("map", "grid"))
    return out


@pytest.fixture(scope="session")
def works_bundle(_shared: Path) -> Path:
    """A bundle of 24 items called ``works``: see ``tests.works``; not to be changed."""
    out = _shared / "worked" / "works"
    with (_shared / "works.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            build_works(works_source(_shared / "works-source"), out)
    return out


@pytest.fixture(scope="session")
def small_kinds_by_row(small_source_folder: Source) -> tuple[str, ...]:
    """What each item of ``small_bundle`` shows, by row."""
    return small_source_folder.kinds


@pytest.fixture(scope="session")
def served(small_bundle: Path) -> Iterator[str]:
    """Address of a server of the routes, with ``small_bundle`` as its only collection."""
    with serving(small_bundle.parent) as address:
        yield address


@pytest.fixture(scope="session")
def demo_archive(_shared: Path) -> Path:
    """A drawn archive of 160 documents with its truth; not to be changed."""
    from precompute.demo import draw_archive
    from precompute.progress import Progress

    folder = _shared / "archive"
    with (_shared / "archive.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        draw_archive(folder, size=160, seed=5, workers=1, progress=Progress(quiet=True))
    return folder


@pytest.fixture(scope="session")
def demo_bundle(_shared: Path, demo_archive: Path) -> Path:
    """Its bundle, made with the archive's own encoder, called ``demo``; not to be changed."""
    out = _shared / "archives" / "demo"
    with (_shared / "demo.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            build_demo(demo_archive, out)
    return out


@pytest.fixture
def copied_bundle(small_bundle: Path, tmp_path: Path) -> Path:
    """A copy of ``small_bundle`` that the test may damage."""
    return Path(shutil.copytree(small_bundle, tmp_path / "copied" / "small"))
