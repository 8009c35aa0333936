"""A place for a store: a file of SQLite, or a database of a PostgreSQL server of the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explorer.exhibitions.store import Store

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
MISSING = "PostgreSQL is not installed: apt-get install postgresql"


def as_nobody_special(command: list[str]) -> list[str]:
    """PostgreSQL refuses to be run by the superuser."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a server on loopback, without a database's name; skipped where there is none."""
    if not PROGRAMS or (os.geteuid() == 0 and not shutil.which("runuser")):
        pytest.skip(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="cimaise-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    cluster, programs = folder / "data", PROGRAMS[-1].parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(command: list[str]) -> None:
        command = as_nobody_special(command)
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    made = [programs / "initdb", "-D", cluster, "-U", "cimaise", "-A", "trust", "-E", "UTF8"]
    run([*map(str, made), "--no-sync"])
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=60"
    control = [str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-l", str(folder / "log")]
    run([*control, "-o", options, "start"])
    try:
        yield f"postgresql+psycopg://cimaise@127.0.0.1:{port}"
    finally:
        run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes addresses of databases with nothing in them, of one kind and of the other."""
    made: list[str] = []
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path}/{uuid.uuid4().hex}.sqlite"
        return
    import psycopg

    server = request.getfixturevalue("postgresql")
    admin = f"{server.replace('+psycopg', '')}/postgres"

    def new() -> str:
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return f"{server}/{name}"

    yield new
    with psycopg.connect(admin, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def place(new_place: Callable[[], str]) -> str:
    """Address of a database with nothing in it."""
    return new_place()


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """The store of ``place``."""
    made = Store(place)
    yield made
    made.close()
