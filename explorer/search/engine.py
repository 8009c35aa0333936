"""The search of one collection: pictures and words, fused."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from explorer.bundle import Bundle
from explorer.bundle.words import WordIndex
from explorer.search.composing import MINUS, Part, compose, reasons, unit
from explorer.search.folding import words_of
from explorer.search.fusion import reciprocal_rank_fusion
from explorer.search.lexicon import translations
from explorer.search.phrasing import bare
from explorer.search.query import MAX_RESULTS, Answer, Hit, Mode, Query, Ranking, Why
from explorer.search.relevance import Background
from explorer.search.towers import PictureTower, Tower
from explorer.search.vectors import VectorIndex
from explorer.search.vocabulary import Match, VocabularyIndex
from explorer.search.words import Written, all_saying, find_written, saying

DEPTH = 500
"""How many images each way of searching puts forward: always the same, so that pages agree."""

_WORDS_WEIGHT = 1.5
"""Cataloguers see what a model guesses: what they wrote counts for more than a likeness. On 23
words of the museum collection, the precision of the first ten goes from .72 to .82."""

_SLIP_WEIGHT = 0.5
"""The same for records that say what a word was taken for."""

_REMEMBERED = 64
"""Answers kept, of at most a thousand hits each: some ten megabytes."""

_ALWAYS = 48
"""How many of the pictures most like those given are shown, however little alike they are."""

_NEAREST = 12
"""How many pictures are shown, and said to be doubtful, when none is relevant."""


@dataclass(frozen=True)
class _Pictures:
    """Rows best first, their relevance, why they are here, and whether they are shown for want of
    better ones."""

    rows: list[int] = field(default_factory=list)
    relevance: dict[int, float] = field(default_factory=dict)
    why: dict[int, tuple[Why, ...]] = field(default_factory=dict)
    doubtful: bool = False


class Engine:
    """Searches one open bundle; safe to share between threads."""

    def __init__(self, bundle: Bundle, words: WordIndex) -> None:
        self._words = words
        self._recent: OrderedDict[Query, Answer] = OrderedDict()
        self._lock = threading.Lock()
        self.vectors = VectorIndex(bundle)
        self._neighbours = bundle.neighbours
        self._neighbour_scores = bundle.neighbour_scores
        self.tower = Tower(bundle)
        self.pictures = PictureTower(bundle)
        found = bundle.vocabulary
        self.vocabulary = (
            VocabularyIndex(found) if found is not None and len(found.vectors) else None
        )
        self._background = Background(self.vectors, found.vectors if found is not None else None)

    @property
    def mode(self) -> Mode:
        """How words are compared with pictures in this collection."""
        if self.tower.there:
            return "text"
        return "vocabulary" if self.vocabulary is not None else "words"

    def search(self, query: Query) -> Answer:
        """Images that answer a query, the most relevant first; its filter, order and spread are
        ``Selections``' affair.

        Pictures come by one vector: of the words (by the text tower, or by the names of the
        vocabulary that they hold) and of the pictures given, less what is not wanted. Words come
        by full text: those of the query and what the vocabulary and the lexicon call the same
        thing in the other language; records that say what is not wanted are left out of both. The
        two rankings are fused. Nothing answers a query that seeks nothing.
        """
        whole = self.ranked(query)
        return replace(whole, hits=whole.hits[query.offset : query.offset + query.k])

    def similar(self, rows: Sequence[int], *, k: int) -> Answer:
        """Images nearest to one image, or to several taken together; they themselves left out.

        ``score`` is the cosine. Raises ``ValueError`` for no row, an unknown one, or a bad ``k``.
        """
        if not 1 <= k <= MAX_RESULTS:
            raise ValueError(f"k is between 1 and {MAX_RESULTS}")
        if not rows or not all(0 <= row < len(self.vectors) for row in rows):
            raise ValueError("name at least one row of the collection")
        if len(rows) == 1 and k <= self._neighbours.shape[1]:
            found = self._neighbours[rows[0]][:k]
            scores = self._neighbour_scores[rows[0]][:k].astype(np.float32)
            known = found >= 0
            found, scores = found[known], scores[known]
        else:
            centre = unit(self.vectors.vector(np.asarray(rows)).mean(axis=0))
            found, scores = self.vectors.search(centre, k=k + len(rows))
            others = ~np.isin(found, rows)
            found, scores = found[others][:k], scores[others][:k]
        hits = tuple(
            Hit(int(row), float(score), ("picture",))
            for row, score in zip(found, scores, strict=True)
        )
        return Answer(hits, len(hits), self.mode)

    def rows(self, ids: Sequence[str]) -> list[int]:
        """The rows of those identifiers that exist, in the order given."""
        found = self._words.rows(ids)
        return [found[id_] for id_ in ids if id_ in found]

    def saying(self, things: Sequence[str]) -> np.ndarray:
        """bool [n]: which records say one of some things."""
        return all_saying(self._words, things)

    def suggest(self, text: str, *, language: str, k: int) -> list[str]:
        """Names of the vocabulary that go on from what has been typed."""
        if self.vocabulary is None:
            return []
        return self.vocabulary.suggest(text, language=language, k=k)

    def ranked(self, query: Query) -> Answer:
        """Every hit of a query: pages of an answer, and what is asked often, cost one search."""
        if not query.seeks:
            return Answer((), 0, self.mode)
        # What is looked through must be told by the filter, since queries are equal without it.
        if (query.within is None) != (not query.wish):
            return self._all(query)
        key = replace(query, k=1, offset=0, sort="relevance", different=0.0, within=None)
        with self._lock:
            if key in self._recent:
                self._recent.move_to_end(key)
                return self._recent[key]
        answer = self._all(query)
        with self._lock:
            self._recent[key] = answer
            while len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        return answer

    def _all(self, query: Query) -> Answer:
        others = translations(bare(query.text), language=query.language)
        match = self._match(query, others)
        written = Written()
        if "words" in query.by and query.text.strip():
            written = self._by_words(query, [*self._names(match), *others])
            if written.instead and not match:
                match = self._match(replace(query, text=_mended(query.text, written.instead)), [])
        own = set(self.rows([*query.like, *query.unlike]))
        pictures, rows = _Pictures(), [row for row in written.rows if row not in own]
        if "picture" in query.by or query.shows_pictures:
            pictures = self._by_picture(query, match)
        if pictures.doubtful and rows:
            pictures = _Pictures()
        weight = _SLIP_WEIGHT if written.instead else _WORDS_WEIGHT
        fused = reciprocal_rank_fusion([(pictures.rows, 1.0), (rows, weight)])
        mode = self.mode
        terms = self._terms(match, query.language) if mode == "vocabulary" else ()
        hits = _hits(fused, pictures, set(rows), terms)
        notice = self._notice(query, mode, match, pictures)
        return Answer(hits, len(fused), mode, terms, written.instead, notice)

    def _by_picture(self, query: Query, match: Match) -> _Pictures:
        own = self._words.rows([*query.like, *query.unlike])
        parts = self._parts(query, match, own)
        if not any(part.weight > 0 for part in parts):
            return _Pictures()
        vector = compose(parts, self._background)
        left_out = list(own.values())
        found, scores = self.vectors.search(vector, k=DEPTH + len(left_out), within=query.within)
        others = ~np.isin(found, left_out)
        rows, scores = found[others][:DEPTH], scores[others][:DEPTH]
        if "words" in query.by and query.without:
            said = self._said(query, rows)
            rows, scores = rows[~said], scores[~said]
        vectors = self.vectors.vector(rows)
        relevance, shown = self._shown(query, vector, vectors, scores)
        wanted = [part for part in parts if part.weight > 0]
        if len(wanted) < len(parts):
            # What is not wanted takes away and adds nothing: what is shown stands out for what is
            # wanted alone, too.
            alone = compose(wanted, self._background)
            shown &= self._shown(query, alone, vectors, vectors @ alone)[1]
        doubtful = False
        if query.shows_pictures:
            shown[:_ALWAYS] = True
        elif len(rows) and not shown.any():
            shown[:_NEAREST] = doubtful = True
        kept = rows[shown].tolist()
        why = reasons(parts, self._background, vectors[shown])
        return _Pictures(
            kept,
            dict(zip(kept, relevance[shown].tolist(), strict=True)),
            dict(zip(kept, why, strict=True)),
            doubtful,
        )

    def _shown(
        self, query: Query, vector: np.ndarray, vectors: np.ndarray, scores: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """How relevant pictures are to a vector (float32 [m]), and which are to be shown."""
        if query.shows_pictures:
            return self._background.against_collection(vector, scores)
        return self._background.relevance(vector, vectors, scores)

    def _parts(self, query: Query, match: Match, own: dict[str, int]) -> list[Part]:
        """The things that a query is made of, as vectors."""
        parts: list[Part] = []
        if "picture" in query.by:
            wanted = self._vector(query.text, query.language, match)
            if wanted is not None:
                parts.append(Part("picture", wanted))
            for thing in query.without:
                unwanted = self._vector(thing, query.language)
                if unwanted is not None:
                    parts.append(Part("far", unwanted, -MINUS / len(query.without)))
        for ids, weight in ((query.like, 1.0), (query.unlike, -MINUS)):
            rows = [own[id_] for id_ in ids if id_ in own]
            if rows:
                middle = unit(self.vectors.vector(np.asarray(rows)).mean(axis=0))
                parts.append(Part("like" if weight > 0 else "far", middle, weight))
        for pull in query.pulls:
            if len(pull.vector) == self.vectors.dim:
                parts.append(Part("like" if pull.weight > 0 else "far", pull.vector, pull.weight))
        return parts

    def meaning(self, text: str, *, language: str) -> np.ndarray | None:
        """The vector of words (float32 [dim]); ``None`` where nothing here knows them."""
        return self._vector(text, language)

    def _vector(self, text: str, language: str, match: Match | None = None) -> np.ndarray | None:
        """What words mean, by the tower or else by the vocabulary; ``None`` if neither knows."""
        plain = bare(text)
        vector = None
        if plain:
            vector = self.tower.encode(plain, language=language)
        if vector is None and self.vocabulary is not None and plain:
            known = match or self.vocabulary.match(plain, language=language)
            if known:
                vector = self.vocabulary.vector(known)
        return vector

    def _said(self, query: Query, rows: np.ndarray) -> np.ndarray:
        """bool [m]: which of some rows have a record that says what is not wanted."""
        said = saying(self._words, query.without, rows.tolist())
        return np.isin(rows, list(said))

    def _match(self, query: Query, others: list[str]) -> Match:
        """What the vocabulary knows of the query, or else of the other ways to say it."""
        if self.vocabulary is None:
            return Match()
        match = self.vocabulary.match(bare(query.text), language=query.language)
        # A vocabulary in one language is asked in that one.
        ways = others if match.unmatched or match.near else []
        found = [self.vocabulary.match(way, language=query.language) for way in ways]
        return min([match, *found], key=lambda match: (len(match.unmatched), match.near))

    def _by_words(self, query: Query, names: list[str]) -> Written:
        return find_written(
            self._words,
            query.text,
            limit=DEPTH,
            names=names,
            within=query.within,
            without=query.without,
        )

    def _names(self, match: Match) -> list[str]:
        """What the vocabulary calls the query, in every language, when it is one thing exactly."""
        if self.vocabulary is None or len(match.words) != 1 or match.near or match.unmatched:
            return []
        return [
            self.vocabulary.label(word, language=language)
            for word in match.words[0]
            for language in self.vocabulary.languages
        ]

    def _terms(self, match: Match, language: str) -> tuple[str, ...]:
        if self.vocabulary is None:
            return ()
        found = dict.fromkeys(word for sense in match.words for word in sense)
        labels = (self.vocabulary.label(word, language=language) for word in found)
        return tuple(dict.fromkeys(labels))

    def _notice(self, query: Query, mode: Mode, match: Match, pictures: _Pictures) -> str:
        if not query.text.strip() or query.shows_pictures:
            return ""
        if pictures.doubtful:
            return "doubtful"
        if mode == "words":
            return "words_only"
        if mode == "vocabulary" and "picture" in query.by:
            return "vocabulary" if match else "unknown_words"
        return ""


def _hits(
    fused: Sequence[tuple[int, float]],
    pictures: _Pictures,
    in_words: set[int],
    terms: tuple[str, ...],
) -> Ranking:
    def hit(row: int, score: float) -> Hit:
        seen = pictures.why.get(row, ())
        why = _why(seen) if row in in_words else seen
        named = terms if "picture" in seen else ()
        return Hit(row, score, why, named, pictures.relevance.get(row))

    return Ranking(fused, hit)


def _why(seen: tuple[Why, ...]) -> tuple[Why, ...]:
    """With words: they come after what is seen, and before what is far."""
    far = len(seen) - seen.count("far")
    return (*seen[:far], "words", *seen[far:])


def _mended(text: str, instead: Sequence[tuple[str, str]]) -> str:
    """A text with the words that were meant."""
    meant = dict(instead)
    return " ".join(meant.get(word, word) for word in words_of(text))
