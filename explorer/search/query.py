"""What is asked of a search, and what it answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, overload

import numpy as np

from explorer.filtering.wishes import EVERYTHING, Filter

MAX_RESULTS = 500
"""Most results given at once."""

MAX_PICTURES = 32
"""Most pictures of the collection that a query names, of each sign."""

MAX_WITHOUT = 8
"""Most things that a query wants left out."""

Mode = Literal["text", "vocabulary", "words"]
"""How words are compared with pictures: by the model's text tower, by the vocabulary's vectors, or
not at all (words are only sought in titles and descriptions)."""

Way = Literal["picture", "words"]
"""As seen, by the vectors; or as written, by full text."""

Why = Literal["picture", "words", "like", "far"]
"""The picture looks like the words; its record says them; it looks like the pictures given; it is
far from what is not wanted."""

Sort = Literal["relevance", "date", "recent", "variety"]
SORTS: tuple[Sort, ...] = ("relevance", "date", "recent", "variety")
"""Best first; oldest first; newest first; as different from one another as may be."""


@dataclass(frozen=True)
class Pull:
    """A vector that pulls a query towards it, or away where ``weight`` is negative.

    ``data`` are the bytes of float32 [dim], of unit length: bytes, so that queries can be compared
    and remembered. A picture sent by a visitor is one, and so is a linear classifier's weight.
    """

    data: bytes
    weight: float = 1.0

    @classmethod
    def of(cls, vector: np.ndarray, *, weight: float = 1.0) -> Pull:
        """A pull of any vector of some length; ``ValueError`` for one that has none."""
        values = np.asarray(vector, np.float32).reshape(-1)
        length = float(np.linalg.norm(values))
        if not math.isfinite(length) or length < 1e-6 or not math.isfinite(weight):
            raise ValueError("a vector must have a length")
        return cls((values / length).tobytes(), weight)

    @property
    def vector(self) -> np.ndarray:
        """float32 [dim], unit length."""
        return np.frombuffer(self.data, np.float32)


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is looked for: any mix of words, pictures, vectors and a filter.

    ``text`` are words in ``language``, phrases between double quotes; ``without`` things in words
    that are not wanted; ``like`` and ``unlike`` identifiers of the collection's pictures; ``pulls``
    further vectors; ``wish`` a filter. ``by`` keeps the search of words to one of its two ways.
    ``different`` is from 0 (the most relevant) to 1 (the most varied). ``k`` results are wanted,
    after ``offset`` of them. ``within`` (bool [n], by row) keeps the search to a part of the
    collection; two queries that differ by it alone are equal, so ``stamp`` is another one when
    what ``wish`` keeps has become other.

    Raises ``ValueError`` for what is out of bounds.
    """

    text: str = ""
    without: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    pulls: tuple[Pull, ...] = ()
    wish: Filter = EVERYTHING
    by: tuple[Way, ...] = ("picture", "words")
    sort: Sort = "relevance"
    different: float = 0.0
    language: str = "fr"
    k: int = 40
    offset: int = 0
    within: np.ndarray | None = field(default=None, compare=False)
    stamp: tuple[int, str] = (0, "")

    def __post_init__(self) -> None:
        if not 1 <= self.k <= MAX_RESULTS or self.offset < 0:
            raise ValueError(f"k is between 1 and {MAX_RESULTS}, offset 0 or more")
        if max(len(self.like), len(self.unlike)) > MAX_PICTURES:
            raise ValueError(f"a query names at most {MAX_PICTURES} pictures of each sign")
        if len(self.without) > MAX_WITHOUT:
            raise ValueError(f"at most {MAX_WITHOUT} things are left out")
        if not 0.0 <= self.different <= 1.0:
            raise ValueError("different is from 0 to 1")

    @property
    def seeks(self) -> bool:
        """Whether something is looked for, and not only filtered or left out."""
        return bool(self.text.strip() or self.like or any(p.weight > 0 for p in self.pulls))

    @property
    def drops(self) -> bool:
        """Whether something is left out."""
        return bool(self.without or self.unlike or any(p.weight < 0 for p in self.pulls))

    @property
    def shows_pictures(self) -> bool:
        """Whether pictures or vectors are among what is looked for."""
        return bool(self.like or any(pull.weight > 0 for pull in self.pulls))


class Hit(NamedTuple):
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
class Ranking(Sequence[Hit]):
    """Hits that are made when they are looked at: of a thousand, a visitor sees the first few.

    ``ranked`` are rows with their scores, best first.
    """

    ranked: Sequence[tuple[int, float]]
    hit: Callable[[int, float], Hit]

    @property
    def rows(self) -> list[int]:
        """The rows, best first."""
        return [row for row, _ in self.ranked]

    def __len__(self) -> int:
        return len(self.ranked)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(place, slice):
            return tuple(self.hit(*one) for one in self.ranked[place])
        return self.hit(*self.ranked[place])


@dataclass(frozen=True)
class Answer:
    """Hits, best first; ``total`` counts those that can be reached by ``offset``.

    ``terms`` are the names of the vocabulary that stood for the query; ``instead`` pairs a word
    that is written nowhere with the one it was taken for; ``notice`` is the code of
    something the visitor should know (see ``notices``), or empty.
    """

    hits: Sequence[Hit]
    total: int
    mode: Mode
    terms: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    notice: str = ""

    @property
    def rows(self) -> list[int]:
        """The rows of the hits, best first."""
        return self.hits.rows if isinstance(self.hits, Ranking) else [hit.row for hit in self.hits]
