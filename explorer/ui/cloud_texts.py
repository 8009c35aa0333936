"""The sentences of the cloud of similar pictures (``explorer/viewer/stroll.js``)."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def cloud_texts(say: Translator) -> dict[str, Any]:
    """Texts of the cloud; those under keys that the map has too say something else here."""
    return {
        "cloud": say(
            "A picture, and around it those most like it, nearer where more alike. The arrow keys "
            "go from one to the next, Enter puts it in the middle, or opens the one that is there; "
            "Backspace goes back. The list gives them as text."
        ),
        "cloud_around": say("Around “{title}”: {many}."),
        "cloud_alone": say("The filters keep nothing else: take one away."),
        "cloud_several": say.forms("{n} picture together", "{n} pictures together"),
        "place_in_cloud": say("{title}, {n} of {of}"),
        "shown": say.forms("{n} picture like it", "{n} pictures like it"),
        "in_view": say("The most alike first"),
        "list": say("List of the similar pictures"),
        "on_wall": say("See them on a wall"),
        "likes": say("Show on the map"),
        "lost": say("The connection is lost. Trying again…"),
        "trail": say("The way you came"),
        "back": say("Back to “{title}”"),
        "step_back": say("One step back"),
        "step_forth": say("One step forward"),
        "surprise": say("From the same to the surprising"),
        "same_end": say("Same"),
        "surprise_end": say("Surprising"),
        "surprise_some": say("Near"),
        "surprise_more": say("Farther"),
        "surprise_value": say("{said} ({n} of {of})"),
        "less_surprise": say("Rather the same"),
        "more_surprise": say("More surprising"),
        "cloud_record": say("Full record"),
        "cloud_record_short": say("Record"),
        "cloud_map": say("Show on the map"),
        "cloud_map_short": say("On the map"),
        "cloud_board": say("Add to the board"),
        "cloud_board_short": say("To the board"),
        "cloud_filters": say("Filters"),
        "cloud_filters_short": say("Filters"),
        "cloud_list": say("List of the similar pictures"),
        "cloud_list_short": say("List"),
        "cloud_chance": say("Another picture, at random"),
        "cloud_chance_short": say("At random"),
    }
