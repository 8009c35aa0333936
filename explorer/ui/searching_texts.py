"""The sentences of the page of the search (``explorer/viewer/search.js``)."""

from __future__ import annotations

from typing import Any

from explorer.search.query import Mode
from explorer.ui.circulation_texts import recognising_texts
from explorer.ui.i18n import Translator
from explorer.ui.seeking_texts import seeking_texts


def searching_texts(say: Translator, *, mode: Mode) -> dict[str, Any]:
    """Every text of the page but those of its wall; ``mode`` is the collection's."""
    placeholders = {
        "text": say("a red dress, a boat in a storm…"),
        "vocabulary": say("a name of a thing: horse, vase…"),
        "words": say("a word of a title, a name…"),
    }
    means = {
        "text": "",
        "vocabulary": say(
            "Here, names of things are compared with the pictures, and all words with the records. "
            "The collection has no encoder: neither a free sentence nor a picture of your own can "
            "be compared with its pictures."
        ),
        "words": say(
            "Here, words are compared with the records alone: the collection has no encoder that "
            "would compare them, or a picture of your own, with its pictures."
        ),
    }
    return seeking_texts(say) | {
        "title": say("What are you looking for?"),
        "label": say("Words to look for"),
        "placeholder": placeholders[mode],
        "means": means[mode],
        "try": say("For instance:"),
        "untitled": say("Untitled"),
        "bce": say("{year} BCE"),
        "ce": say("AD {year}"),
        "themes": say("Themes"),
        "technique": say("Technique"),
        "category": say("Category"),
        "subject": say("Subject"),
        "place": say("Place"),
        "folder": say("Folder"),
        "rights": say("Rights"),
        "without_label": say("What should not be in them"),
        "without_placeholder": say("without…"),
        "without": say("without “{thing}”"),
        "by_picture": say("With a picture"),
        "photograph": say("Photograph"),
        "drop_here": say("Drop the picture here"),
        "paste": say("Choose a picture, or drop or paste one here"),
        "own": say("Your picture"),
        "gone": say("A picture of this link is not in the collection any more."),
        "own_note": say(
            "Your picture is looked at and forgotten: it is kept nowhere, and no link holds it."
        ),
        "recognising": recognising_texts(say),
        "like_one": say("like “{title}”"),
        "unlike_one": say("unlike “{title}”"),
        "by": say("Found by what is seen or by what is written"),
        "ways": {
            "both": say("Seen and written"),
            "seen": say("As seen"),
            "written": say("As written"),
        },
        "sort": say("Order"),
        "sorts": {
            "relevance": say("Most relevant first"),
            "date": say("Oldest first"),
            "recent": say("Newest first"),
            "variety": say("Most varied first"),
        },
        "unranked": say("As the collection has them"),
        "different": say("From alike to varied"),
        "alike": say("Alike"),
        "varied": say("Varied"),
        "begin": say("To begin with"),
        "results_for": say("Results for “{query}”"),
        "results": say("Results"),
        "kept": say("What the filters keep"),
        "results_n": say.forms("{n} picture", "{n} pictures"),
        "pick": say("Pick out “{title}”"),
        "picked": say("Pictures picked out"),
        "picked_n": say.forms("{n} picture picked out", "{n} pictures picked out"),
        "more_like": say("More like these"),
        "less_like": say("Less like these"),
        "to_board": say("Add to the board"),
        "unpick": say("Unpick all"),
        "instead": say("“{word}” is written nowhere here; “{taken}” was looked for instead."),
        "exactly": say("Look for “{word}” all the same"),
        "nothing": say("Nothing in this collection answers “{query}”."),
        "advice": say("Try a simpler word, another spelling, or start from a theme."),
        "drops": say("What stands in the way"),
        "drop": say("Without “{name}”: {n}"),
        "drop_to": say("{name}: {n}"),
        "with": say("With “{thing}”"),
        "near": say("Near words"),
        "why": {
            "picture": say("By the picture"),
            "words": say("By the record"),
            "both": say("By picture and record"),
            "picture_terms": say("By the picture: {terms}"),
            "both_terms": say("By picture and record: {terms}"),
            "like": say("Like the pictures given"),
            "far": say("Far from what is not wanted"),
            "far_from": say("Far from “{thing}”"),
        },
    }
