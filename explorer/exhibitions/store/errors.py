"""What may go wrong between people and what is kept."""

from __future__ import annotations


class StoreError(Exception):
    """The database cannot be used; one line for whoever looks after it. It names paths."""


class ReadOnlyError(StoreError):
    """Nothing can be written here; reading may do."""


class ConflictError(Exception):
    """Someone else was quicker, or a name is taken; one line that says what to do."""


class MissingError(LookupError):
    """There is no tour, board or item of this name."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""
