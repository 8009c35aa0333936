"""What words have in common when their endings are taken off, in French and in English.

Light on purpose: what a model sees needs no stems, and records need only that plurals, feminines
and participles meet. Words are folded: lower case, no accents.
"""

from __future__ import annotations

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_SHORTEST = 6
_VOWELS = frozenset("aeiouy")


def stems(word: str) -> tuple[str, str]:
    """The stems of a folded word, taken as French and as English, each marked by its language."""
    plain = word.translate(_LIGATURES)
    return f"f{_french(plain)}", f"e{_english(plain)}"


def _french(word: str) -> str:
    """Source: Savoy, "A stemming procedure and stopword list for general French corpora", 1999."""
    if len(word) < _SHORTEST:
        return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    if word.endswith("aux"):
        return f"{word[:-2]}l"
    if word.endswith("x"):
        return word[:-1]
    for ending in ("s", "r", "e", "e"):
        word = word.removesuffix(ending)
    return word[:-1] if word[-1] == word[-2] else word


def _english(word: str) -> str:
    """Plurals by Harman ("How effective is suffixing?", 1991), then participles."""
    if word.endswith("ies") and len(word) > 4 and word[-4] not in "ae":
        word = f"{word[:-3]}y"
    else:
        in_es = word.endswith("es") and len(word) > 4 and word[-3] not in "aeo"
        in_s = word.endswith("s") and len(word) > 3 and word[-2] not in "us"
        word = word[:-1] if in_es or in_s else word
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and _VOWELS & set(stem):
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
    return word[:-1] if len(word) > 5 and word.endswith("e") else word
