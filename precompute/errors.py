"""What can go wrong in a way that the person at the keyboard can mend."""

from __future__ import annotations


class InputError(Exception):
    """The input or an option does not do; the message is one line that says what to do."""


class NothingNewError(Exception):
    """There is nothing to do, which is no error: the message is one line that says so."""
