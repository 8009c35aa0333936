"""Folding words so that what people type meets what catalogues write, in French and English."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ`](?=\w)", re.IGNORECASE)
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})

_SMALL_EN = "a an and at by for from in is of on or the to with"
_SMALL_FR = "au aux avec ce ces cette chez d dans de des du en est et l la le les ou par pour sur"
SMALL_WORDS = frozenset(f"{_SMALL_EN} {_SMALL_FR} un une sans".split())
"""Articles, prepositions and the like, folded."""


def fold(text: str) -> str:
    """Lower case, no accents, ligatures apart."""
    # Twice: taking a sign such as the service mark apart gives capitals again.
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def tokens(text: str, *, small: bool = False) -> list[str]:
    """The folded words of a text, in order; articles and the like only when ``small``."""
    found = _WORD.findall(fold(_ELISION.sub("", text)))
    return found if small else [word for word in found if word not in SMALL_WORDS]


def words_of(text: str) -> list[str]:
    """The folded words of a text without articles and the like; with them if it has no other."""
    return tokens(text) or tokens(text, small=True)


def forms(word: str) -> tuple[str, ...]:
    """A folded word and what may be its singular, in French or English; the word itself first."""
    found = [word]
    if len(word) > 3:
        for ending, singulars in _PLURALS:
            if word.endswith(ending):
                found += [word[: -len(ending)] + singular for singular in singulars]
                break
    return tuple(dict.fromkeys(found))


def inflections(word: str) -> tuple[str, ...]:
    """A folded word, what may be its singular, and their plurals, in French or English."""
    found = list(forms(word))
    for singular in list(found):
        if len(singular) > 2:
            found.append(f"{singular}s")
            endings = (plural for end, plural in _ENDINGS if singular.endswith(end))
            found += [singular[: -len(cut)] + new for cut, new in endings]
    return tuple(dict.fromkeys(found))


_ENDINGS = (
    ("al", ("al", "aux")),
    ("ail", ("ail", "aux")),
    ("eau", ("eau", "eaux")),
    ("au", ("au", "aux")),
    ("eu", ("eu", "eux")),
    ("ou", ("ou", "oux")),
    ("y", ("y", "ies")),
    ("man", ("man", "men")),
    ("f", ("f", "ves")),
    ("fe", ("fe", "ves")),
    ("s", ("s", "ses")),
    ("x", ("x", "xes")),
    ("ch", ("ch", "ches")),
    ("sh", ("sh", "shes")),
)
"""Ending of a singular: what is cut, and what the plural has in its place."""

_PLURALS = (
    ("eaux", ("eau",)),
    ("aux", ("al", "au", "ail")),
    ("eux", ("eu",)),
    ("oux", ("ou",)),
    ("ies", ("y", "ie")),
    ("ves", ("f", "fe", "ve")),
    ("men", ("man",)),
    ("ches", ("ch", "che")),
    ("shes", ("sh",)),
    ("sses", ("ss", "sse")),
    ("xes", ("x", "xe")),
    ("ss", ()),
    ("us", ()),
    ("s", ("",)),
)
