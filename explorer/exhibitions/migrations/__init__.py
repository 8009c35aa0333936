"""Steps from one form of the database to the next; a step that was released never changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_FOLDER = Path(__file__).resolve().parent


def upgrade(connection: Any, *, version_table: str, to: str = "head") -> None:
    """Bring the tables up to date, or to a step, in the transaction of SQLAlchemy's connection."""
    config = _config()
    config.attributes.update(connection=connection, version_table=version_table)
    command.upgrade(config, to)


@cache
def revisions() -> tuple[str, ...]:
    """The numbers of the steps, the first one first."""
    found = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(reversed([step.revision for step in found]))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
