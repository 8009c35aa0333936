"""What a visitor should know about how an answer was found, by code and language."""

from __future__ import annotations

from explorer.ui.i18n import mark, translator

_TEXTS = {
    "vocabulary": mark("This collection is searched by its vocabulary: “{terms}”."),
    "unknown_words": mark(
        "These words are not in the collection's vocabulary: titles and descriptions were searched."
    ),
    "doubtful": mark("Nothing clearly matches; these are the least distant images."),
    "words_only": mark("This collection is searched by the words of its titles and descriptions."),
}

_FAULTS = {
    "unreadable": mark("This file is not a picture that can be read: JPEG, PNG or WebP."),
    "heavy": mark("This picture is too heavy: {megabytes} MB at most."),
    "large": mark("This picture is too large: {megapixels} million pixels at most."),
    "moving": mark("A moving picture cannot be searched with."),
    "double": mark("This file holds something else than a picture."),
    "unseen": mark("This collection cannot be searched by a picture."),
    "busy": mark("Many pictures are being looked at just now; try again in a moment."),
}


def fault_text(code: str, *, language: str, megabytes: int, megapixels: int) -> str:
    """Why a visitor's picture is refused, in one line."""
    return translator(language)(_FAULTS[code], megabytes=megabytes, megapixels=megapixels)


def notice_text(code: str, *, language: str, terms: tuple[str, ...] = ()) -> str:
    """The sentence of a notice; empty for the empty code."""
    if code not in _TEXTS:
        return ""
    return translator(language)(_TEXTS[code], terms=", ".join(terms))
