"""What a visitor should know about how an answer was found, by code and language."""

from __future__ import annotations

_TEXTS = {
    "vocabulary": {
        "fr": "Cette collection se cherche par son vocabulaire\u00a0: «\u00a0{terms}\u00a0».",
        "en": "This collection is searched by its vocabulary: “{terms}”.",
    },
    "unknown_words": {
        "fr": "Ces mots ne sont pas dans le vocabulaire de la collection : la recherche porte sur "
        "les titres et les descriptions.",
        "en": "These words are not in the collection's vocabulary: titles and descriptions were "
        "searched.",
    },
    "doubtful": {
        "fr": "Rien ne correspond nettement ; voici les images les moins éloignées.",
        "en": "Nothing clearly matches; these are the least distant images.",
    },
    "words_only": {
        "fr": "Cette collection se cherche par les mots des titres et des descriptions.",
        "en": "This collection is searched by the words of its titles and descriptions.",
    },
}

_FAULTS = {
    "unreadable": {
        "fr": "Ce fichier n’est pas une image que l’on puisse lire\u00a0: JPEG, PNG ou WebP.",
        "en": "This file is not a picture that can be read: JPEG, PNG or WebP.",
    },
    "heavy": {
        "fr": "Cette image est trop lourde\u00a0: {megabytes}\u00a0Mo au plus.",
        "en": "This picture is too heavy: {megabytes} MB at most.",
    },
    "large": {
        "fr": "Cette image est trop grande\u00a0: {megapixels} millions de pixels au plus.",
        "en": "This picture is too large: {megapixels} million pixels at most.",
    },
    "moving": {
        "fr": "Une image animée ne peut pas servir à chercher.",
        "en": "A moving picture cannot be searched with.",
    },
    "double": {
        "fr": "Ce fichier contient autre chose qu’une image.",
        "en": "This file holds something else than a picture.",
    },
    "unseen": {
        "fr": "Cette collection ne peut pas être cherchée par une image.",
        "en": "This collection cannot be searched by a picture.",
    },
    "busy": {
        "fr": "Beaucoup d’images sont regardées en ce moment\u00a0; réessayez dans un instant.",
        "en": "Many pictures are being looked at just now; try again in a moment.",
    },
}


def fault_text(code: str, *, language: str, megabytes: int, megapixels: int) -> str:
    """Why a visitor's picture is refused, in one line."""
    texts = _FAULTS[code]
    text = texts.get(language, texts["en"])
    return text.format(megabytes=megabytes, megapixels=megapixels)


def notice_text(code: str, *, language: str, terms: tuple[str, ...] = ()) -> str:
    """The sentence of a notice; empty for the empty code."""
    texts = _TEXTS.get(code)
    if texts is None:
        return ""
    return texts.get(language, texts["en"]).format(terms=", ".join(terms))
