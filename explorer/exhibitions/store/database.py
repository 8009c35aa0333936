"""The database: where it is, how it is opened, brought up to date and held by one at a time."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from explorer.exhibitions.migrations import revisions, upgrade
from explorer.exhibitions.store.copies import Copies, changed
from explorer.exhibitions.store.errors import ConflictError, ReadOnlyError, StoreError

VERSION_TABLE = "cimaise_version"
_PATIENCE = 30.0
"""Seconds that a writer waits for another one."""

_LOCK = 0x63696D61
"""Names our lock among those of a PostgreSQL server."""

_DAMAGED = ("not a database", "malformed", "disk image", "corrupt")
_READ_ONLY = ("readonly", "read-only", "unable to open", "permission denied")


class Database:
    """A database by its URL, ``sqlite:///path`` or PostgreSQL's, or by the path of its file.

    Nothing is opened before something is asked. A file of SQLite is made by the first writing,
    and looked at again at each use, so that one that is copied there meanwhile is found. What is
    there is never replaced. Safe between threads, and several processes may use it.
    """

    def __init__(self, place: str | Path) -> None:
        self._url = _read(place)
        self.path = _path(self._url)
        self._lock = threading.Lock()
        self._ready: object = None
        self._engines: dict[str, Engine] = {}
        self._copies = Copies(self.path) if self.path else None
        self._copy: tuple[Path, Engine] | None = None

    @property
    def is_writable(self) -> bool:
        """Whether writing has a chance."""
        if self.path is None:
            return True
        if self.path.exists():
            return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)
        return os.access(self.path.parent, os.W_OK | os.X_OK)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session | None]:
        """A session that sees one state of the database; ``None`` where there is none yet."""
        with self.connected() as connection:
            if connection is None:
                yield None
                return
            with Session(connection) as session:
                yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that alone writes, and whose work is kept when the block ends well.

        Raises ``ReadOnlyError`` where nothing can be written.
        """
        if not self.is_writable:
            raise ReadOnlyError(f"{self._name} cannot be written: see who may, and where it lies")
        with self._told():
            self._prepare()
            with self._engine("rw").begin() as connection, Session(connection) as session:
                _wait_for_turn(connection)
                yield session
                session.flush()

    @contextlib.contextmanager
    def connected(self) -> Iterator[Connection | None]:
        """As ``reading``, without a session."""
        if self.path is not None and not self.path.exists():
            yield None
            return
        with self._told(), self._opened_to_read() as connection:
            yield connection

    @contextlib.contextmanager
    def renewing(self) -> Iterator[Connection]:
        """A connection that alone writes, and may make all tables anew; all of it or nothing."""
        if not self.is_writable:
            raise ReadOnlyError(f"{self._name} cannot be written: see who may, and where it lies")
        with self._told():
            self._prepare()
            with self._engine("rw").begin() as connection:
                _wait_for_turn(connection)
                yield connection

    def stamp(self) -> object:
        """What is equal as long as nobody has written, as far as the file tells; a new object
        each time where there is no file to look at."""
        if self.path is None:
            return object()
        return [changed(self.path), changed(Path(f"{self.path}-wal"))]

    def close(self) -> None:
        """Give back what is held."""
        for engine in self._engines.values():
            engine.dispose()

    @property
    def _name(self) -> str:
        return str(self.path) if self.path else self._url.render_as_string(hide_password=True)

    @contextlib.contextmanager
    def _opened_to_read(self) -> Iterator[Connection | None]:
        if self.path is None:
            self._prepare()
            with self._engine("rw").connect() as opened:
                # One state of all tables, from the first question to the last.
                connection = opened.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection
            return
        if self.is_writable:
            self._prepare()
            engine = self._engine("r")
        else:
            engine = self._copied()
        with engine.begin() as connection:
            # What cannot be written cannot be brought up to date either.
            yield connection if self.is_writable or self._holds(connection) else None

    def _copied(self) -> Engine:
        """Connections to a copy of the file: it lies where this program may not write."""
        assert self._copies is not None
        try:
            found = self._copies.newest()
        except OSError as error:
            raise StoreError(f"{self._name} cannot be read: {error.strerror}") from None
        with self._lock:
            if self._copy is None or self._copy[0] != found:
                self._copy = found, _sqlite(found, "r")
            return self._copy[1]

    def _prepare(self) -> None:
        """Make or bring up to date the tables, once for each file."""
        stamp = _stamp(self.path) if self.path else self._url
        if stamp is not None and stamp == self._ready:
            return
        with self._lock:
            with self._engine("rwc").begin() as connection:
                _wait_for_turn(connection)
                if not self._check(connection, behind=True):
                    upgrade(connection, version_table=VERSION_TABLE)
            if self.path is not None:
                _keep_log(self._engine("rw"))
            self._ready = _stamp(self.path) or self._url

    def _holds(self, connection: Connection) -> bool:
        """Whether there is anything in a file that cannot be brought up to date."""
        if not inspect(connection).get_table_names():
            return False
        return self._check(connection)

    def _check(self, connection: Connection, *, behind: bool = False) -> bool:
        """Whether the tables are those of this program; ``StoreError`` when they are foreign."""
        names = set(inspect(connection).get_table_names())
        if VERSION_TABLE not in names:
            if self.path is not None and names:
                raise StoreError(
                    f"{self._name} is the database of something else: name another file"
                )
            present = None
        else:
            present = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608
        known = revisions()
        if present == known[-1]:
            return True
        if present is not None and present not in known:
            raise StoreError(
                f"{self._name} was written by a later version of Cimaise: install that one"
            )
        if not behind:
            raise StoreError(
                f"{self._name} was written by an earlier version of Cimaise: "
                "open it once where it can be written"
            )
        return False

    def _engine(self, mode: str) -> Engine:
        if self.path is None:
            mode = ""
        if mode not in self._engines:
            self._engines[mode] = _sqlite(self.path, mode) if self.path else _server(self._url)
        return self._engines[mode]

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Say what goes wrong in the database in one line."""
        try:
            yield
        except IntegrityError as error:
            raise ConflictError("someone else was quicker: try again") from error
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", None) or error).splitlines()[0]
            if any(word in said for word in _DAMAGED):
                raise StoreError(
                    f"{self._name} is damaged, or no database: put back a copy of it, or move it "
                    "away and begin anew"
                ) from error
            if _is_busy(error):
                raise StoreError(
                    f"{self._name} has been written by somebody else for {_PATIENCE:.0f} s without "
                    "a pause: try again"
                ) from error
            if isinstance(error, OperationalError) and any(word in said for word in _READ_ONLY):
                raise ReadOnlyError(f"{self._name} cannot be opened: {said}") from error
            if isinstance(error, DatabaseError):
                raise StoreError(f"{self._name} cannot be used: {said}") from error
            raise


def _read(place: str | Path) -> URL:
    if isinstance(place, Path):
        return URL.create("sqlite", database=str(place))
    try:
        found = make_url(place)
        found.get_dialect()
    except (ArgumentError, NoSuchModuleError):
        raise StoreError(
            "EXPLORER_DATABASE_URL is an address such as sqlite:////srv/cimaise.sqlite or "
            "postgresql+psycopg://user@host/name"
        ) from None
    return found


def _path(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite":
        return None
    if url.database in (None, "", ":memory:") or str(url.database).startswith("file:"):
        raise StoreError("EXPLORER_DATABASE_URL names a file: sqlite:////srv/cimaise.sqlite")
    return Path(str(url.database))


def _stamp(path: Path | None) -> tuple[int, int] | None:
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _sqlite(path: Path, mode: str) -> Engine:
    """Connections to a file, opened for each use: they see what lies there now."""
    # The last connection to a file puts the log into it and takes the log away, unless it may
    # not write: therefore even those that read are opened to write, and forbidden to.
    asked = "rw" if mode == "r" else mode
    place = f"file:{quote(str(path.absolute()))}?mode={asked}&uri=true"
    engine = create_engine(
        f"sqlite:///{place}", poolclass=NullPool, connect_args={"timeout": _PATIENCE}
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        # Python's module begins transactions by itself, later than is needed here.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if mode == "r":
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if mode in ("rw", "rwc"):
            _begin_to_write(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_to_write(connection: Connection) -> None:
    """Begin as the one who writes; one that read first would be refused when another one wrote.

    SQLite itself looks every tenth of a second whether its turn has come, and who has just
    written is there before. Looking often, and at odd moments, everyone's turn comes.
    """
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            break
        except OperationalError as error:
            if not _is_busy(error) or time.monotonic() > until:
                raise
        time.sleep(random.uniform(0.001, 0.01))  # noqa: S311
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(1000 * _PATIENCE)}")


def _is_busy(error: SQLAlchemyError) -> bool:
    """Whether somebody else has the file of SQLite."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return (code & 0xFF) == sqlite3.SQLITE_BUSY


def _wait_for_turn(connection: Connection) -> None:
    """Let one write at a time on a server too, as SQLite does: nobody is told to try again."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})


def _server(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise StoreError(
            f"EXPLORER_DATABASE_URL needs the package {error.name}: pip install it, or name a file"
        ) from None


def _keep_log(engine: Engine) -> None:
    """Write-ahead log: who reads does not wait for who writes. It stays so, in the file."""
    connection = engine.raw_connection()
    # Refused while another process has the file; that one, or the next, will have done it.
    with contextlib.suppress(DatabaseError, sqlite3.Error), contextlib.closing(connection):
        connection.cursor().execute("PRAGMA journal_mode = WAL")
