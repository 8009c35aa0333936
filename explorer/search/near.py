"""Names of a vocabulary that look like what was typed, for when nothing was found."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from explorer.search.folding import fold, words_of

_LIKENESS = 0.72
_LONGEST = 64


def near_names(text: str, names: Sequence[str], *, k: int) -> list[str]:
    """At most ``k`` of ``names``, those spelt most like ``text`` or one of its words first.

    Likeness is difflib's ratio (Ratcliff and Obershelp 1988) of the folded spellings, 0.72 or
    more; it takes some milliseconds for a thousand names.
    """
    by_spelling: dict[str, str] = {}
    for name in names:
        by_spelling.setdefault(fold(name), name)
    asked = dict.fromkeys([fold(text)[:_LONGEST], *(word[:_LONGEST] for word in words_of(text))])
    likeness: dict[str, float] = {}
    for word in asked:
        matcher = difflib.SequenceMatcher(b=word, autojunk=False)
        for spelling in difflib.get_close_matches(word, by_spelling, n=k, cutoff=_LIKENESS):
            matcher.set_seq1(spelling)
            likeness[spelling] = max(likeness.get(spelling, 0.0), matcher.ratio())
    best = sorted(likeness, key=lambda spelling: (-likeness[spelling], spelling))
    return [by_spelling[spelling] for spelling in best[:k]]
