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


def notice_text(code: str, *, language: str, terms: tuple[str, ...] = ()) -> str:
    """The sentence of a notice; empty for the empty code."""
    texts = _TEXTS.get(code)
    if texts is None:
        return ""
    return texts.get(language, texts["en"]).format(terms=", ".join(terms))
