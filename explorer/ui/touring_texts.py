"""The sentences of guided tours and regions (``explorer/viewer/touring.js``)."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def touring_texts(say: Translator) -> dict[str, Any]:
    """Every text of tours, by the key under which the viewer looks for it."""
    return {
        "tours": say("Guided tours"),
        "tours_none": say("No guided tour yet."),
        "tour_unknown": say("This guided tour is not here any more."),
        "tour_untitled": say("Untitled tour"),
        "tour_stops": say.forms("{n} stop", "{n} stops"),
        "tour_stop_n": say("Stop {n}"),
        "tour_place": say("Stop {n} of {of}"),
        "tour_player": say("Guided tour"),
        "tour_previous": say("Previous stop"),
        "tour_next": say("Next stop"),
        "tour_pause": say("Pause"),
        "tour_play": say("Go on"),
        "tour_leave": say("Leave the tour"),
        "tour_resume": say("Resume the tour"),
        "pictures": say.forms("{n} picture", "{n} pictures"),
        "tour_edit": say("Edit the tour"),
        "tour_new": say("New tour"),
        "tour_import": say("Import a file"),
        **_writing_texts(say),
        **_drawing_texts(say),
    }


def _writing_texts(say: Translator) -> dict[str, Any]:
    return {
        "tour_title_in": {"fr": say("Title in French"), "en": say("Title in English")},
        "tour_name_in": {"fr": say("Name in French"), "en": say("Name in English")},
        "tour_text_in": {"fr": say("Text in French"), "en": say("Text in English")},
        "tour_stops_heading": say("Stops"),
        "tour_add": say("Add a stop here"),
        "tour_up": say("Earlier"),
        "tour_down": say("Later"),
        "tour_remove": say("Remove"),
        "tour_removed": say("Removed. Undo brings it back."),
        "tour_drag": say("Drag to another place"),
        "tour_region": say("region"),
        "tour_view": say("View"),
        "tour_look": say("Go there"),
        "tour_take_view": say("Take the present view"),
        "tour_view_taken": say("The stop shows the present view."),
        "tour_lit": say.forms("{n} picture is lit there", "{n} pictures are lit there"),
        "tour_lit_none": say("No picture is lit apart"),
        "tour_light": say("Light what is selected ({n})"),
        "tour_light_how": say("Select pictures on the map, or open one, to light them here."),
        "tour_dark": say("Light none"),
        "tour_seconds": say("Seconds"),
        "tour_preview": say("Try it"),
        "tour_export": say("Export a file"),
        "tour_file_name": say("tour"),
        "tour_delete": say("Delete the tour"),
        "tour_delete_sure": say("Really delete it"),
        "tour_delete_conflict": say("Someone else has changed this tour: open it again first."),
        "tour_undo": say("Undo"),
        "tour_save": say("Save"),
        "tour_saving": say("Saving…"),
        "tour_saved": say("Saved."),
        "tour_unsaved": say("Not saved yet"),
        "tour_unkept": say("Not saved yet, and this browser keeps nothing: save or export it."),
        "tour_not_saved": say("It could not be saved just now. Nothing is lost: try again."),
        "tour_conflict": say(
            "Someone else has saved this tour meanwhile. What you wrote is still here."
        ),
        "tour_conflict_copy": say("Save mine as another tour"),
        "tour_conflict_replace": say("Replace theirs"),
        "tour_conflict_theirs": say("Open theirs"),
        "tour_file": {
            "json": say("This file is no JSON: choose one that was exported here."),
            "format": say("This file is no guided tour: choose one that was exported here."),
            "large": say("This file is too large: a tour is at most 1 MB."),
            "stops": say("This tour has no list of stops, or more than 200."),
            "title": say("The title of this tour is no text in French and English, or too long."),
            "stop": say("Stop {n} of this file cannot be read: correct it and import it again."),
        },
    }


def _drawing_texts(say: Translator) -> dict[str, Any]:
    return {
        "tour_has_region": say("It has a region"),
        "tour_no_region": say("It has no region"),
        "tour_draw": say("Draw a region"),
        "tour_erase": say("Remove the region"),
        "pen": say("Draw a region"),
        "pen_draw": say("Draw around a part of the map."),
        "pen_again": say("Keep this outline, or draw another."),
        "pen_small": say("That encloses nothing: draw around a part of the map."),
        "pen_keys": say(
            "Region: the arrow keys move it, Shift and arrows change its size, Enter keeps it."
        ),
        "pen_view": say("What is in view"),
        "pen_cancel": say("Cancel"),
        "pen_done": say("Keep it"),
    }
