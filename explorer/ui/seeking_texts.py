"""The sentences of the map's filters and searches (``explorer/viewer/seeking.js``)."""

from __future__ import annotations

from typing import Any

from explorer.search.engine import DEPTH
from explorer.ui.i18n import Translator


def seeking_texts(say: Translator) -> dict[str, Any]:
    """Every text of filters, searches and results, by the key under which its module looks."""
    return {
        "search_label": say("Words to look for on the map"),
        "search_placeholder": say("Search the map"),
        "search": say("Find"),
        "suggestions": say("Suggestions"),
        "suggested": say.forms("{n} suggestion", "{n} suggestions"),
        "filters": say("Filters"),
        "among": say(
            "The numbers count what the search found, not the whole collection: at most the {n} "
            "nearest by the picture and the {n} best by the record.",
            n=DEPTH,
        ),
        "close_filters": say("Close the filters"),
        "active": say("What is picked out now"),
        "count": say("{n} of {of}"),
        "hide": say("Hide the others"),
        "clear": say("Clear all"),
        "remove": say("Remove {name}"),
        "quoted": say("“{text}”"),
        "pair": say("{name}: {value}"),
        "like_of": say("Like “{title}”"),
        "likes": say("Its likes on the map"),
        "made": say("Found with the machine"),
        "by_machine": say("said by the machine"),
        "by_hand": say("confirmed by hand"),
        "theme_n": say("Theme no. {n}"),
        "filter_unknown": say("A filter of this link does not exist here: everything is shown."),
        "creator": say("Creator"),
        "colours": say("Colour"),
        "years": say("Years"),
        "years_from": say("First year"),
        "years_to": say("Last year"),
        "years_range": say("{from} to {to}"),
        "years_since": say("From {from}"),
        "years_until": say("Until {to}"),
        "undated": say("Keep what has no date"),
        "value_count": say("{value} ({n})"),
        "more": say("All {n}"),
        "fewer": say("Fewer"),
        "find_value": say("Find in this list"),
        "results": say("Results of the search"),
        "close_results": say("End the search"),
        "found": say.forms("{n} picture found.", "{n} pictures found."),
        "found_none": say("Nothing was found."),
        "steps": say("From one result to the next"),
        "previous_result": say("Previous result"),
        "next_result": say("Next result"),
        "step_place": say("{n} of {of}"),
        "why_picture": say("By the picture"),
        "why_words": say("By the record"),
        "why_both": say("By picture and record"),
        "why_terms": say("By the picture: {terms}"),
        "swatches": {
            "b5332e": say("Red"),
            "c9722f": say("Orange"),
            "8a5a33": say("Brown"),
            "c9a23f": say("Gold"),
            "c9b893": say("Parchment"),
            "6f7f3f": say("Olive"),
            "3f7f5a": say("Green"),
            "3f8a92": say("Turquoise"),
            "3f639e": say("Blue"),
            "6b4f93": say("Violet"),
            "b0627f": say("Rose"),
            "f0ede6": say("White"),
            "8c8a86": say("Grey"),
            "24221f": say("Black"),
        },
    }
