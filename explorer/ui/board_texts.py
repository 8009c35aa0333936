"""The sentences of ``explorer/viewer/board.js``."""

from __future__ import annotations

from explorer.ui.i18n import Translator


def board_texts(say: Translator) -> dict[str, str]:
    """What the page of the board says, by the names that its module uses."""
    return {
        "title": say("Board"),
        "unnamed": say("Board without a name"),
        "boards": say("Boards"),
        "create": say("New board"),
        "similar": say("What is like these pictures"),
        "rename": say("Rename"),
        "name": say("Name of the board"),
        "keep": say("Keep"),
        "cancel": say("Cancel"),
        "delete": say("Delete the board"),
        "really": say("Really delete it?"),
        "empty": say("Nothing is on this board yet."),
        "how": say(
            "Open a picture on the map, or select several, and put them on the board. Here you "
            "give them an order, write notes beside them, and take the list away as a file."
        ),
        "toMap": say("Go to the map"),
        "removed": say("“{title}” was taken off."),
        "undo": say("Put it back"),
        "more": say("Show more"),
        "failed": say("The pictures could not be read."),
        "untitled": say("Untitled"),
        "gone": say("No longer in the collection"),
        "bce": say("{year} BCE"),
        "ce": say("AD {year}"),
        "earlier": say("Move “{title}” earlier"),
        "earlierShort": say("Move earlier"),
        "later": say("Move “{title}” later"),
        "laterShort": say("Move later"),
        "place": say("Place of “{title}” on the board"),
        "note": say("Note beside “{title}”"),
        "noteShort": say("Note"),
        "noteIn": say("Note ({language})"),
        "remove": say("Take “{title}” off the board"),
        "removeShort": say("Take off the board"),
        "map": say("Show on the map"),
        "mapOf": say("Show “{title}” on the map"),
    }
