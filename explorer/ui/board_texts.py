"""The sentences of ``explorer/viewer/board.js``."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def board_texts(say: Translator) -> dict[str, Any]:
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
        "drag": say("Drag to another place"),
        "status_of": say("Status of “{title}”"),
        "proposed": say("Proposed"),
        "kept": say("Kept"),
        "aside": say("Set aside"),
        "filter": say("Pictures shown"),
        "only_all": say("All pictures"),
        "only_proposed": say("Proposed ones"),
        "only_kept": say("Kept ones"),
        "only_aside": say("Set aside ones"),
        "pick": say("Pick out “{title}” to compare it"),
        "pickShort": say("Compare"),
        "picked": say("Picked out: {n}"),
        "pick_none": say("Let go"),
        "what_between": say("What lies between these two"),
        "nothing_between": say("Nothing lies between these two pictures."),
        "add_this": say("Put on the board"),
        "on_board": say("On the board"),
        "organise": say("Organise"),
        "duplicate": say("Duplicate"),
        "copy_of": say("{name} (copy)"),
        "archive": say("Put away"),
        "unarchive": say("Take out again"),
        "is_away": say("This board was put away."),
        "away": say("Boards put away ({n})"),
        "merge": say("Bring it here"),
        "merge_which": say("Another board, to be brought onto this one"),
        "take_back": say("Undo: {what}"),
        "did": {
            "add": say("pictures added"),
            "remove": say("a picture taken off"),
            "move": say("a picture moved"),
            "order": say("a new order"),
            "note": say("a note"),
            "proposed": say("a status"),
            "kept": say("a status"),
            "aside": say("a status"),
            "rename": say("a new name"),
            "merge": say("another board brought here"),
        },
        "balance": say("Balance of the board"),
        "balance_legend": say(
            "Thick and coloured: the share of this board, without what was set aside. Thin and "
            "grey: the share of the whole collection."
        ),
        "balance_failed": say("The balance could not be worked out."),
        "by_theme": say("By theme"),
        "by_date": say("By date"),
        "by_kind": say("By technique"),
        "bar": say("{here} on the board, {all} in the collection"),
        "undated": say("Without a date: {n}"),
        "light_table": say("Light table"),
        "same_scale": say("Same scale in pixels"),
        "closer": say("Closer"),
        "further": say("Further away"),
        "whole": say("Whole pictures"),
        "close": say("Close"),
    }


def boarding_texts(say: Translator) -> dict[str, str]:
    """The sentences of ``explorer/viewer/board-choice.js``."""
    return {
        "which_one": say("On which board?"),
        "unnamed": say("Board without a name"),
        "new_board": say("A new board, by the name of"),
        "make": say("Make it"),
        "cancel": say("Cancel"),
        "undo": say("Undo"),
        "another": say("Another board…"),
    }
