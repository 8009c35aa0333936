"""What is asked of a search, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

MAX_RESULTS = 500
"""Most results given at once."""

Mode = Literal["text", "vocabulary", "words"]
"""How words are compared with pictures: by the model's text tower, by the vocabulary's vectors, or
not at all (words are only sought in titles and descriptions)."""

Why = Literal["picture", "words"]


@dataclass(frozen=True, kw_only=True)
class Query:
    """Words in ``language``, and how many results after skipping how many.

    ``within`` (bool [n], by row) keeps the search to a part of the collection; ``by`` to one of its
    two ways.
    """

    text: str
    language: str = "fr"
    k: int = 40
    offset: int = 0
    within: np.ndarray | None = None
    by: tuple[Why, ...] = ("picture", "words")

    def __post_init__(self) -> None:
        if not 1 <= self.k <= MAX_RESULTS or self.offset < 0:
            raise ValueError(f"k is between 1 and {MAX_RESULTS}, offset 0 or more")


@dataclass(frozen=True)
class Hit:
    """An image found. ``score`` falls from one hit to the next (for pages, not for people).

    ``relevance``, where the picture was compared, is how many standard deviations its likeness to
    the query stands above the collection's mean. ``why`` says what matched, ``terms`` the names of
    the vocabulary that stood for the query.
    """

    row: int
    score: float
    why: tuple[Why, ...] = ()
    terms: tuple[str, ...] = ()
    relevance: float | None = None


@dataclass(frozen=True)
class Answer:
    """Hits, best first; ``total`` counts those that can be reached by ``offset``.

    ``terms`` are the names of the vocabulary that stood for the query; ``notice`` is the code of
    something the visitor should know (see ``notices``), or empty.
    """

    hits: tuple[Hit, ...]
    total: int
    mode: Mode
    terms: tuple[str, ...] = ()
    notice: str = ""
