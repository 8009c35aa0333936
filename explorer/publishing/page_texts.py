"""The sentences of an export's page, around the map (``explorer/viewer/static.js``)."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def page_texts(say: Translator) -> dict[str, Any]:
    """Every text of the page, by the key under which it is looked for."""
    return {
        "label": say("Words to look for"),
        "hint": say("a title, a name, a thing…"),
        "find": say("Find"),
        "results": say("Results"),
        "language": say("Language"),
        "dark": say("Switch to dark"),
        "light": say("Switch to light"),
        "close": say("Close"),
        "untitled": say("Untitled"),
        "bce": say("{year} BCE"),
        "ce": say("AD {year}"),
        "found": say.forms("{n} picture", "{n} pictures"),
        "nothing": say("Nothing in this collection answers “{query}”."),
        "results_for": say("Results for “{query}”"),
        "similar_to": say("Pictures like “{title}”"),
        "failed": say("The pictures could not be read."),
    }
