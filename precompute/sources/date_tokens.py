"""The words of dates, in French and English: a text cut into what ``dates`` puts together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from precompute.sources.calendars import REPUBLICAN_MONTHS, roman


class Kind(Enum):
    """What a token is, and what its ``value`` means."""

    NUMBER = auto()  # a number that may be a year, or a day
    EXACT = auto()  # the year of a full date
    DECADE = auto()  # its first year; below 100, "90s" after another decade
    HUNDRED = auto()  # 1800 for "1800s"
    ORDINAL = auto()  # 19 for "19th": a century if the word follows
    ROMAN = auto()  # the same in Roman numerals
    CENTURY = auto()  # which one; 0 for the word alone
    MILLENNIUM = auto()
    REPUBLICAN = auto()  # year of the calendar
    REPUBLICAN_MONTH = auto()  # 0 to 11
    MONTH = auto()
    PART = auto()  # of the span it stands by
    BOUND = auto()  # text: before, until, after, from
    ERA = auto()  # text: bce, ce, ah
    SEPARATOR = auto()  # text: as written
    FILLER = auto()  # words that change nothing
    WORD = auto()  # words that are not understood
    BEFORE_PRESENT = auto()  # counts back from today


class Token(NamedTuple):
    """A word or a number of a date; ``digits`` as written, ``part`` as shares of a span."""

    kind: Kind
    text: str
    value: int = 0
    digits: int = 0
    part: tuple[float, float] = (0.0, 1.0)


def normalise(text: str) -> str:
    """Lower case without accents, one kind of dash and of apostrophe, no brackets, no quotes."""
    text = unicodedata.normalize("NFKD", text.translate(_BEFORE).casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(text.translate(_CHARACTERS).split())


_BEFORE = str.maketrans({"\u2212": "-", "\u00ba": "\u00b0", "\u2044": "/"})
_CHARACTERS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u02b9`\u00b4", "'")
    | dict.fromkeys('[]<>{}"\u00ab\u00bb\u201c\u201d~%\u00ad', None)
)


def tokens(text: str) -> list[Token]:
    """The tokens of a normalised text, in order; what is no word and no number is passed over."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        for pattern, make in _RULES:
            match = pattern.match(text, at)
            token = make(match) if match and match.end() > at else None
            if match and token is not None:
                found.append(token)
                at = match.end()
                break
        else:
            at += 1
    return found


_Maker = Callable[[re.Match[str]], Token | None]
_END = r"(?![a-z0-9])"


def _any(words: str) -> str:
    """A pattern for any of some words, the longest first; ``_`` stands for a space."""
    longest_first = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word.replace("_", " ")) for word in longest_first) + ")"


_ORDINAL_WORDS = {
    word: number
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
        "twenty-first",
        "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme "
        "dixieme onzieme douzieme treizieme quatorzieme quinzieme seizieme dix-septieme "
        "dix-huitieme dix-neuvieme vingtieme vingt-et-unieme",
    )
    for number, word in enumerate(words.split(), start=1)
}
_WHICH = {
    word: number
    for number, words in (
        (1, "first 1st 1er 1re 1ere premier premiere ier"),
        (2, "second seconde 2nd 2nde 2d 2de 2e 2eme deuxieme"),
        (3, "third 3rd 3e 3eme troisieme"),
        (4, "fourth 4th 4e 4eme quatrieme"),
        (-1, "last dernier derniere final"),
    )
    for word in words.split()
}
_SHARES = {
    "half": 2, "moitie": 2, "third": 3, "tiers": 3, "quarter": 4, "quart": 4,
    "decade": 10, "decennie": 10, "years": 4, "annees": 4,
}  # fmt: skip
_THIRD = 1 / 3
_PARTS = {
    word: share
    for share, words in (
        ((0.0, _THIRD), "early beginning start debut deb commencement"),
        ((_THIRD, 2 * _THIRD), "mid middle milieu mi"),
        ((2 * _THIRD, 1.0), "late end fin"),
        ((0.0, 0.5), "earlier"),
        ((0.5, 1.0), "later"),
        ((-0.1, 0.1), "turn tournant"),
    )
    for word in words.split()
}
_BOUNDS = {
    "before": "before pre avant ante prior_to anterieur_a anterieure_a",
    "until": "until till by no_later_than not_after au_plus_tard jusqu'en jusqu'a jusqu'au",
    "after": "after post apres posterieur_a posterieure_a",
    "from": "from since not_before no_earlier_than depuis a_partir_de au_plus_tot",
}
_MONTHS = _any(
    "january jan february feb march mar april apr may june jun july jul august aug september sept "
    "sep october oct november nov december dec janvier janv fevrier fevr fev mars avril avr mai "
    "juin juillet juil aout septembre octobre novembre decembre"
)
_REPUBLICAN_MONTHS = _any(" ".join(REPUBLICAN_MONTHS))
_FILLERS = set(
    re.split(
        " ",
        "circa ca c vers v env environ about around approx approximately possibly probably perhaps "
        "likely presumably probablement peut-etre peut etre dated date datee dates year years "
        "annee an the of in en le la les l' du de d' des dans between entre portion part very or "
        "soit either s d n nd sd late",
    )
)

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_CENTURY_MARK = r"(?P<mark> ?[sc](?:\.|" + _END + r")(?! ?e\b)(?! ?-?\d))?"


def _plain(kind: Kind, text: str | None = None) -> _Maker:
    return lambda match: Token(kind, text or match[0])


def _valued(kind: Kind, *, times: int = 1) -> _Maker:
    def make(match: re.Match[str]) -> Token | None:
        digits = re.sub(r"\D", "", match["n"])
        value = int(digits or 0) * times
        return Token(kind, match[0], value, len(digits)) if value else None

    return make


def _number(match: re.Match[str]) -> Token:
    digits = re.sub(r"\D", "", match["n"])
    return Token(Kind.NUMBER, match[0], int(digits), len(digits))


def _decade(match: re.Match[str]) -> Token | None:
    value = int(match["n"])
    if not value:
        return None
    hundred = value % 100 == 0 and value < 2000
    return Token(Kind.HUNDRED if hundred else Kind.DECADE, match[0], value, len(match["n"]))


def _share(match: re.Match[str]) -> Token:
    of = _SHARES[match["share"]]
    which = _WHICH[match["which"]]
    which = of if which < 0 else min(which, of)
    return Token(Kind.PART, match[0], part=((which - 1) / of, which / of))


def _ordinal(match: re.Match[str]) -> Token | None:
    value = int(match["n"])
    return Token(Kind.CENTURY if match["mark"] else Kind.ORDINAL, match[0], value, 2)


def _roman_ordinal(match: re.Match[str]) -> Token | None:
    value = roman(match["n"])
    kind = Kind.CENTURY if match["mark"] else Kind.ROMAN
    return Token(kind, match[0], value) if value else None


def _roman_year(match: re.Match[str]) -> Token | None:
    value = roman(match["n"])
    return Token(Kind.NUMBER, match[0], value, 4) if value >= 1000 else None


def _republican(match: re.Match[str]) -> Token | None:
    value = int(match["n"]) if match["n"].isdigit() else roman(match["n"])
    return Token(Kind.REPUBLICAN, match[0], value) if value else None


def _word(match: re.Match[str]) -> Token:
    return Token(Kind.FILLER if match[0] in _FILLERS else Kind.WORD, match[0])


_RULES: tuple[tuple[re.Pattern[str], _Maker], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (r" +", lambda match: None),
        (r"(?:b\.?p\.?|years? ago|ma|million)" + _END, _plain(Kind.BEFORE_PRESENT)),
        (
            r"(?:b\.? ?c\.?(?: ?e\.?)?|av(?:ant)?\.? ?j\.? ?-? ?c(?:hr)?\.?"
            r"|avant jesus[- ]christ|av(?:ant)?\.? (?:notre ere|l'ere (?:commune|chretienne))"
            r"|av\.? ?n\.? ?e\.|v\.? ?chr\.?)" + _END,
            _plain(Kind.ERA, "bce"),
        ),
        (
            r"(?:a\.? ?d\.?|c\. ?e\.?|ce|ap(?:r|res)?\.? ?j\.? ?-? ?c(?:hr)?\.?"
            r"|apres jesus[- ]christ|de (?:notre ere|l'ere (?:commune|chretienne))|anno domini"
            r"|n\.? ?chr\.?)" + _END,
            _plain(Kind.ERA, "ce"),
        ),
        (r"(?:a\.? ?h\.?|(?:de l')?hegire)" + _END, _plain(Kind.ERA, "ah")),
        # Full dates: only their year is wanted.
        (
            rf"(?P<n>\d{{4}})([-/.:]){_MONTH}\2{_DAY}(?!\d)(?:[t ]\d\d?:\d\d[\d:.+z-]*)?",
            _valued(Kind.EXACT),
        ),
        (
            r"(?P<n>1[4-9]\d\d|20\d\d)(?=\d{4}(?!\d))(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])",
            _valued(Kind.EXACT),
        ),
        (
            rf"(?:{_DAY} ?[-/.] ?(?:{_MONTH}|[ivx]{{1,4}})|{_MONTH} ?[-/.] ?{_DAY}) ?[-/.] ?"
            r"(?P<n>\d{4})(?!\d)",
            _valued(Kind.EXACT),
        ),
        (rf"{_MONTH}[-/.](?P<n>1\d{{3}}|20\d\d)(?![\d-])", _valued(Kind.EXACT)),
        # Years with blanks, as catalogues write them: 187-, 187?, 18--, 19xx.
        (r"(?P<n>1[5-9]\d|20\d)[-?xu_](?= ?\??(?: |$|[,;)]))", _valued(Kind.DECADE, times=10)),
        (r"(?P<n>1\d|20)(?:--|\?\?|xx|uu|__|\.\.)(?!\d)", _valued(Kind.HUNDRED, times=100)),
        (r"(?P<n>\d{0,3}0) ?'?s" + _END, _decade),
        (r"(?:annees|decennie) (?P<n>\d{3}0)(?!\d)", _valued(Kind.DECADE)),
        (
            rf"(?P<which>{_any(' '.join(_WHICH))})[ -](?P<share>{_any(' '.join(_SHARES))}){_END}",
            _share,
        ),
        (
            r"(?:ans? |year (?=[ivx]))(?P<n>[ivx]{1,5}|\d\d?)(?![a-z0-9'])(?: de la republique)?",
            _republican,
        ),
        (
            rf"{_REPUBLICAN_MONTHS}{_END}",
            lambda match: Token(Kind.REPUBLICAN_MONTH, match[0], REPUBLICAN_MONTHS.index(match[0])),
        ),
        (rf"{_MONTHS}{_END}\.?", _plain(Kind.MONTH)),
        *((rf"{_any(words)}{_END}-?", _plain(Kind.BOUND, name)) for name, words in _BOUNDS.items()),
        (
            r"(?:or|and|ou|et) (?:later|after|apres|plus tard)(?= ?(?:$|[,;]))",
            _plain(Kind.BOUND, "or from"),
        ),
        (
            r"(?:or|and|ou|et) (?:earlier|before|avant|plus tot)(?= ?(?:$|[,;]))",
            _plain(Kind.BOUND, "or until"),
        ),
        (
            r"twenty-first|vingt-et-unieme|dix-(?:sept|huit|neuv)ieme",
            lambda match: Token(Kind.ORDINAL, match[0], _ORDINAL_WORDS[match[0]]),
        ),
        (
            rf"{_any(' '.join(_ORDINAL_WORDS))}{_END}",
            lambda match: Token(Kind.ORDINAL, match[0], _ORDINAL_WORDS[match[0]]),
        ),
        (
            r"(?P<n>\d\d?) ?(?:st|nd|rd|th|ers?|eres?|res?|emes?|iemes?|es?|nde?|de|\u00b0)"
            + _END
            + _CENTURY_MARK,
            _ordinal,
        ),
        (
            r"(?P<n>[ivx]{1,5}) ?(?:er|(?:eme|ieme|e|o|\u00b0|th)s?)" + _END + _CENTURY_MARK,
            _roman_ordinal,
        ),
        (r"(?P<n>[ivx]{1,5})(?=(?: ?- ?[ivx]{1,5})? (?:siecle|centur))(?P<mark>)", _roman_ordinal),
        (r"(?P<n>m[dclxvi]+)" + _END, _roman_year),
        (r"(?:centur(?:y|ies)|cent\.?|siecles?)" + _END, _plain(Kind.CENTURY)),
        (r"(?:millenni(?:um|a)|millenaires?)" + _END, _plain(Kind.MILLENNIUM)),
        (
            rf"{_any(' '.join(_PARTS))}{_END}",
            lambda match: Token(Kind.PART, match[0], part=_PARTS[match[0]]),
        ),
        (r"(?:copr?|ca?|p|v|impr|\u00a9)\.? ?(?=-?\d)", _plain(Kind.FILLER)),
        (r"(?P<n>\d{1,3}(?:[ ,.']\d{3})+)(?= ?(?:b\.? ?c|av))", _number),
        (r"(?P<n>\d{1,8})(?![a-z0-9])", _number),
        (r"\.\.+|[-/,;&+=|]|(?:to|or|ou|and|et|a|au|through|thru)" + _END, _plain(Kind.SEPARATOR)),
        (r"(?:[^\W_]+-?)+'?", _word),
    )
)
