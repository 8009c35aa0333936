"""Acts: who did what to a board, a tour, an exhibition or a finding, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActKind = Literal["board", "tour", "exhibition", "finding"]
ACT_KINDS: tuple[ActKind, ...] = ("board", "tour", "exhibition", "finding")

MAX_ACTS = 1_000
"""Told at once."""


@dataclass(frozen=True)
class Act:
    """An act: its number, which grows; ``did`` is one word, ``detail`` what it was done with.

    ``who`` is the login's name, or empty where there is none; ``when`` is ISO 8601, UTC.
    """

    n: int
    kind: str
    subject: str
    did: str
    detail: str
    who: str
    when: str
