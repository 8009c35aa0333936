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
        "tour_edit": say("Edit the tour"),
        "tour_new": say("New tour"),
        "tour_import": say("Import a file"),
        "tour_continue": say("Go on writing"),
    }
