"""The sentences of ``explorer/viewer/theme.js`` and of the parts it is made of."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def theme_texts(say: Translator) -> dict[str, str]:
    """What everyone reads at the head of a theme."""
    return {
        "path": say("Path"),
        "links": say("Go from here"),
        "map": say("See it on the map"),
        "search": say("Search within it"),
        "cloud": say("See what is around its cover"),
        "untitled": say("Untitled"),
    }


def desk_texts(say: Translator) -> dict[str, Any]:
    """What curators read at the desk."""
    return {
        "desk": say("Edit"),
        "name": say("Name ({language})"),
        "sentence": say("Sentence ({language})"),
        "keep": say("Keep"),
        "cancel": say("Cancel"),
        "words": say("Name and sentence"),
        "order": say("Order and hide"),
        "faces": say("Cover and highlights"),
        "merge": say("Merge"),
        "split": say("Split"),
        "history": say("History"),
        "undo": say("Undo the last change"),
        "undoOf": say("Undo: {what}"),
        "hide": say("Hide this theme"),
        "show": say("Show this theme"),
        "hidden": say("Hidden: only curators see it."),
        "hiddenShort": say("hidden"),
        "hideOf": say("Hide “{name}”"),
        "showOf": say("Show “{name}”"),
        "earlier": say("Move “{name}” earlier"),
        "later": say("Move “{name}” later"),
        "grip": say("Drag to move"),
        "orderHow": say("Drag by the handle, or use the arrows. Everyone sees this order."),
        "orderNone": say("There is no theme below this one."),
        "facesHow": say("The cover comes first wherever the theme is shown, then the highlights."),
        "cover": say("Cover"),
        "coverOf": say("Make “{title}” the cover"),
        "pin": say("Highlight"),
        "pinOf": say("Pin “{title}” as a highlight"),
        "more": say("Show more"),
        "mergeHow": say("All its pictures go to the other theme, which keeps its own name."),
        "mergeInto": say("Merge into"),
        "mergeCount": say("“{name}” will hold {n} pictures."),
        "mergeDo": say("Merge them"),
        "mergeNone": say("There is no other theme of this level."),
        "splitHow": say(
            "Its pictures are divided by likeness. Nothing changes until you accept the parts."
        ),
        "splitParts": say("Number of parts"),
        "splitAgain": say("Divide them otherwise"),
        "splitDo": say("Accept these parts"),
        "splitNot": say("These pictures do not differ enough for so many parts."),
        "splitBusy": say("Dividing the pictures…"),
        "part": say("Part {n}"),
        "stale": say("{who} changed this theme meanwhile: {what}. Yours is not lost."),
        "staleKeep": say("Keep mine"),
        "staleLeave": say("Leave it as it is now"),
        "someone": say("Someone"),
        "saved": say("Kept."),
        "failed": say("This could not be kept. Try again in a moment."),
        "historyNone": say("Nothing was changed yet."),
        "did": {
            "describe": say("named or described"),
            "hide": say("hidden or shown"),
            "order": say("put in order"),
            "merge": say("merged"),
            "split": say("split"),
            "cover": say("cover chosen"),
            "pin": say("highlight pinned or taken away"),
            "undo": say("undone"),
            "settle": say("found again by hand"),
            "accept": say("matches accepted"),
        },
    }


def report_texts(say: Translator) -> dict[str, str]:
    """What curators read when the collection was built again."""
    return {
        "title": say("The collection was built again"),
        "lead": say("The themes you edited were looked for among the new ones, by their pictures."),
        "kept": say("Found: {share} of the pictures are the same."),
        "moved": say("Probably found: {share} of the pictures are the same. Look at it."),
        "lost": say("Not found. What you wrote is kept until you say where it belongs."),
        "sizes": say("{then} pictures then, {now} now"),
        "sizeThen": say("{then} pictures then"),
        "accept": say("Accept what was found"),
        "belongs": say("It is now"),
        "choose": say("Choose a theme"),
        "settle": say("Give it its edits"),
        "drop": say("Let its edits go"),
        "really": say("Really let them go?"),
        "open": say("Open"),
    }
