"""What things of the archive are called, in both languages, and what each name is true of.

A term is a name with its forms; its ``keys`` are all the subjects (or techniques) that one may
call so: "boat" is true of a sailing boat, a steamship and a rowing boat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from precompute.demo import nouns
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Term:
    """``name`` bare, ``one`` with its indefinite article, ``many`` in the plural.

    ``rank`` 0: the name itself; 1: a synonym; 2: a wider word.
    """

    name: str
    one: str
    many: str
    keys: frozenset[str]
    rank: int


_MANY_EN = {
    "children": "children",
    "kids": "kids",
    "boys and girls": "boys and girls",
    "fish": "fish",
    "sheet music": "sheet music",
    "fruit": "fruit",
    "cattle": "cattle",
    "falls": "falls",
    "stars": "stars",
    "mountains": "mountains",
    "man": "men",
    "woman": "women",
    "gentleman": "gentlemen",
    "portrait of a man": "portraits of men",
    "portrait of a woman": "portraits of women",
    "map of an island": "maps of islands",
    "works": "works",
    "people": "people",
    "heraldry": "heraldry",
    "handwriting": "handwriting",
    "fungus": "fungi",
    "black and white": "black and white",
    "sepia": "sepia",
    "printed matter": "printed matter",
    "engraving or drawing": "engravings or drawings",
}
_PREPOSITION_EN = (" of ", " with ", " laid ", " in ")
_PREPOSITION_FR = (" de ", " d'", " à ", " avec ", " sur ", " dressée ", " en ", " du ")
_NO_ARTICLE_EN = frozenset(
    {
        *("children", "kids", "boys and girls", "people", "cattle", "sheet music", "fruit"),
        *("falls", "stars", "mountains", "works", "heraldry", "handwriting", "printed matter"),
        *("black and white", "sepia"),
    }
)
_UNCHANGED_FR = frozenset({"noir et blanc", "sépia", "bétail"})
_PLURAL_FR = frozenset({"enfants", "gosses", "gamins", "fruits", "armoiries", "étoiles", "gens"})
_FEMININE_FR = frozenset(
    {
        *("locomotive", "montgolfière", "voiture", "voiture à cheval", "auto", "chute d'eau"),
        *("coquille", "femme", "dame", "manifestation", "table", "table mise", "pendule"),
        *("ombrelle", "lampe", "lanterne", "coupe de fruits", "musique imprimée", "carte"),
        *("carte marine", "étoffe", "page imprimée", "écriture manuscrite", "lettre"),
        *("chapelle", "fabrique", "manufacture", "ruelle", "chaumière", "tour de phare"),
        *("photographie", "photo", "gravure", "estampe", "affiche", "carte postale", "épreuve"),
        *("aquarelle", "peinture", "lithographie", "gravure sur bois", "typographie"),
        *("similigravure de presse", "photographie en noir et blanc", "photographie sépia"),
        *("photographie en couleurs", "carte postale coloriée", "photo en couleurs", "fleur"),
        *("photo sépia", "photo en noir et blanc", "photo de presse", "plante"),
        *("gravure ou dessin", "page de musique", "embarcation", "nature morte"),
        *("photographie ancienne", "photographie couleur", "plaque de verre", "image imprimée"),
        *("carte postale ancienne", "eau-forte", "taille-douce", "réclame", "xylographie"),
        *("litho", "aquarelle sur papier"),
    }
)

_WIDER: tuple[tuple[str, str, str], ...] = (
    ("boat", "bateau", "sailing_boat steamship rowing_boat"),
    ("flower", "fleur", "iris poppy rose sunflower tulip"),
    ("animal", "animal", "bird butterfly cat cow fish horse"),
    ("vehicle", "véhicule", "bicycle cart motor_car steam_train"),
    ("building", "bâtiment", "church factory house tower windmill lighthouse"),
    ("musical instrument", "instrument de musique", "violin drum"),
    ("map", "carte", "island_map town_plan"),
    ("portrait", "portrait", "portrait_of_a_woman portrait_of_a_man"),
    ("plant", "plante", "fern tree iris poppy rose sunflower tulip mushroom"),
    ("people", "gens", "children crowd_with_placards"),
)
"""English, French, and the subjects that are one."""

_WAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "black_and_white": (
        ("black and white photo", "black and white"),
        ("photo en noir et blanc", "noir et blanc"),
    ),
    "colour_photograph": (
        ("color photograph", "colour photo"),
        ("photo en couleurs", "photographie couleur"),
    ),
    "cyanotype": (("blueprint", "blue print"), ("tirage bleu",)),
    "engraving": (("etching",), ("eau-forte", "taille-douce")),
    "glass_negative": (
        ("glass negative", "negative", "glass plate"),
        ("négatif", "négatif sur verre", "plaque de verre"),
    ),
    "halftone": (
        ("press photograph", "newspaper picture", "newspaper"),
        ("photo de presse", "journal", "image imprimée"),
    ),
    "ink_drawing": (("drawing", "pen drawing", "sketch"), ("dessin", "dessin à la plume")),
    "letterpress": (("printed matter",), ("imprimé",)),
    "lithograph": (("litho",), ("litho",)),
    "manuscript": (("handwritten paper",), ("papier manuscrit",)),
    "poster": (("placard", "advertisement"), ("placard", "réclame")),
    "sepia": (("sepia photo", "sepia"), ("photo sépia", "sépia", "tirage sépia")),
    "tinted_postcard": (
        ("postcard", "hand-coloured postcard"),
        ("carte postale", "carte postale ancienne"),
    ),
    "watercolour": (("watercolor", "painting"), ("peinture", "aquarelle sur papier")),
    "woodcut": (("wood engraving", "woodblock print"), ("bois gravé", "xylographie")),
}
_PHOTOGRAPHS = " ".join(key for key, way in TECHNIQUES.items() if way.photographic)
_WIDER_WAYS: tuple[tuple[str, str, str], ...] = (
    ("photograph", "photographie", _PHOTOGRAPHS),
    ("photo", "photo", _PHOTOGRAPHS),
    ("old photograph", "photographie ancienne", _PHOTOGRAPHS),
    ("print", "estampe", "engraving woodcut lithograph"),
    ("engraving or drawing", "gravure ou dessin", "engraving ink_drawing"),
)

SETTING_PHRASES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sea": (
        ("at sea", "on the sea", "by the sea", "on the water"),
        ("en mer", "sur la mer", "au bord de la mer", "sur l'eau"),
    ),
    "field": (
        ("in a field", "in the countryside", "in the fields"),
        ("dans un champ", "à la campagne", "dans les champs"),
    ),
    "street": (("in a street", "in the street", "in town"), ("dans une rue", "dans la rue")),
    "studio": (("in the studio", "in a studio"), ("en atelier", "en studio", "à l'atelier")),
    "night": (("at night", "by night"), ("la nuit", "de nuit")),
}
"""How a setting is said after a noun, English and French."""

SETTING_NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sea": (("sea", "the sea", "seascape"), ("mer", "la mer", "marine")),
    "field": (("field", "fields", "countryside"), ("champ", "champs", "campagne")),
    "street": (("street", "a street"), ("rue", "une rue")),
    "studio": (("studio",), ("atelier",)),
    "night": (("night", "night scene", "nocturne"), ("nuit", "scène de nuit", "nocturne")),
}
"""How a setting is said alone."""


@cache
def subject_terms(language: str) -> dict[str, tuple[Term, ...]]:
    """By subject: its name, its synonyms, the wider words that are true of it."""
    return _table(
        language,
        {key: (subject.en, subject.fr) for key, subject in SUBJECTS.items()},
        nouns.SYNONYMS,
        _WIDER,
    )


@cache
def technique_terms(language: str) -> dict[str, tuple[Term, ...]]:
    """By technique: its name, its synonyms, the wider words that are true of it."""
    names = {key: (way.en, way.fr) for key, way in TECHNIQUES.items()}
    return _table(language, names, _WAYS, _WIDER_WAYS)


def wider_names() -> list[tuple[str, str]]:
    """Words, English and French, that cover several subjects or techniques."""
    return [(english, french) for english, french, _ in (*_WIDER, *_WIDER_WAYS[:1], _WIDER_WAYS[3])]


def _table(
    language: str,
    names: dict[str, tuple[str, str]],
    synonyms: dict[str, tuple[tuple[str, ...], tuple[str, ...]]],
    wider: tuple[tuple[str, str, str], ...],
) -> dict[str, tuple[Term, ...]]:
    column = LANGUAGES.index(language)
    called: dict[str, list[tuple[str, int]]] = {key: [(names[key][column], 0)] for key in names}
    for key, others in synonyms.items():
        called[key] += [(name, 1) for name in others[column]]
    for row in wider:
        for key in row[2].split():
            called[key].append((row[column], 2))
    keys: dict[str, set[str]] = {}
    for key, found in called.items():
        for name, _ in found:
            keys.setdefault(name, set()).add(key)
    return {
        key: tuple(
            {
                name: Term(
                    name, _one(name, language), _many(name, language), frozenset(keys[name]), rank
                )
                for name, rank in found
            }.values()
        )
        for key, found in called.items()
    }


def of(term: Term, language: str) -> str:
    """ "of a lighthouse", "d'un phare", "d'étoiles"."""
    if language == "en":
        return f"of {term.one}"
    if term.one.startswith("des "):
        return f"d'{term.name}" if _vowel(term.name) else f"de {term.name}"
    return f"d'{term.one}"


def the(term: Term, language: str) -> str:
    """ "the lighthouse", "le phare", "l'église"."""
    if language == "en":
        return f"the {term.name}"
    if term.one.startswith("des "):
        return f"les {term.name}"
    if _vowel(term.name):
        return f"l'{term.name}"
    return f"{'la' if term.one.startswith('une') else 'le'} {term.name}"


def _one(name: str, language: str) -> str:
    if language == "en":
        if name in _NO_ARTICLE_EN:
            return name
        return f"{'an' if re.match('[aeio]|umb', name) else 'a'} {name}"
    if name in _UNCHANGED_FR:
        return name
    if name in _PLURAL_FR:
        return f"des {name}"
    return f"{'une' if name in _feminine() else 'un'} {name}"


@cache
def _feminine() -> frozenset[str]:
    return _FEMININE_FR | {SUBJECTS[key].fr for key in nouns.FEMININE - nouns.PROPER}


def _many(name: str, language: str) -> str:
    if language == "en":
        if name in _MANY_EN:
            return _MANY_EN[name]
        head, tail = _split(name, _PREPOSITION_EN)
        return re.sub(r"\w+$", lambda last: _plural_en(last.group()), head) + tail
    if name in _PLURAL_FR | _UNCHANGED_FR:
        return name
    if name == "gravure ou dessin":
        return "gravures ou dessins"
    if name.startswith("portrait d"):
        return name.replace("portrait", "portraits") + "s"
    head, tail = _split(name, _PREPOSITION_FR)
    return " ".join(_plural_fr(word) for word in head.split(" ")) + tail


def _split(name: str, prepositions: tuple[str, ...]) -> tuple[str, str]:
    cuts = [name.index(word) for word in prepositions if word in name]
    cut = min(cuts) if cuts else len(name)
    return name[:cut], name[cut:]


def _plural_en(word: str) -> str:
    if re.search(r"(s|x|ch|sh)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


def _plural_fr(word: str) -> str:
    if word[-1] in "sxz":
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if word.endswith("eau") else "s")


def _vowel(name: str) -> bool:
    return name[0] in "aeiouéèêàœ" or name.startswith(("homme", "horloge", "huile"))
