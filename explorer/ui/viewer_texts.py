"""The sentences of the map (``explorer/viewer/map.js`` and what it is made of)."""

from __future__ import annotations

from explorer.ui.circulation_texts import appearance_texts
from explorer.ui.closer_texts import closer_texts
from explorer.ui.following_texts import following_texts
from explorer.ui.i18n import Translator
from explorer.ui.seeking_texts import seeking_texts
from explorer.ui.selecting_texts import selecting_texts
from explorer.ui.touring_texts import touring_texts
from explorer.ui.viewing_texts import viewing_texts

Texts = dict[str, str | dict[str, str]]


def viewer_texts(say: Translator) -> Texts:
    """Every text that the map shows, by the key under which its modules look for it."""
    return (
        seeking_texts(say)
        | selecting_texts(say)
        | touring_texts(say)
        | following_texts(say)
        | {
            "map": say(
                "Map of the collection. The arrow keys move it, plus and minus bring it closer or "
                "further, Home shows everything, Enter opens the picture in the middle. The list "
                "gives what is in view as text."
            ),
            **viewing_texts(say),
            **closer_texts(say),
            "list": say("List of what is in view"),
            "in_view": say("In view"),
            "shown": say.forms("{n} picture in view", "{n} pictures in view"),
            "loading": say("The map is being hung…"),
            "lost": say("The connection is lost. Trying again…"),
            "unavailable": say("This collection cannot be shown just now."),
            "empty": say("No picture hangs here yet."),
            "unknown_item": say("This picture is not in the collection any more."),
            "detail": say("The picture in detail"),
            "close": say("Close"),
            "taller": say("Make this panel taller"),
            "shorter": say("Make this panel shorter"),
            "appearances": appearance_texts(say),
            "similar": say("Similar pictures"),
            "take_home": say("Take this picture's page home: point a telephone at the code."),
            "copy": say("Copy the link"),
            "copied": say("Link copied"),
            "copy_failed": say("The link could not be copied: take it from the address bar."),
            "untitled": say("Untitled"),
            "bce": say("{year} BCE"),
            "ce": say("AD {year}"),
            "themes": say("Themes"),
            "neighbours": say("Its nearest neighbours"),
            "walk": say("Walk to “{title}”"),
            "technique": say("Technique"),
            "category": say("Category"),
            "subject": say("Subject"),
            "place": say("Place"),
            "folder": say("Folder"),
            "credit": say("Credit"),
            "rights": say("Rights"),
            "no_rights": say("Not stated"),
            "source": say("Source"),
            "identifier": say("Identifier"),
        }
    )
