"""The sentences of selecting on the map (``explorer/viewer/selecting.js``)."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def selecting_texts(say: Translator) -> dict[str, Any]:
    """Every text of the tray and its tools, by the key under which its module looks for it."""
    return {
        "select": say("Select pictures"),
        "select_how": say("Draw around pictures, or tap them one by one."),
        "draw_with": say("Draw with"),
        "select_lasso": say("Lasso"),
        "select_box": say("Rectangle"),
        "what_it_does": say("What is drawn around"),
        "select_replace": say("Select anew"),
        "select_add": say("Add"),
        "select_subtract": say("Take away"),
        "select_view": say("All in view"),
        "done": say("Done"),
        "selection": say("Selection"),
        "selected": say("Pictures selected"),
        "selected_n": say.forms("{n} picture selected", "{n} pictures selected"),
        "selected_unseen": say.forms(
            "{selected}, {n} of which has no room to show itself yet",
            "{selected}, {n} of which have no room to show themselves yet",
        ),
        "selected_none": say("Nothing is selected"),
        "with_selection": say("With what is selected"),
        "in_hand": say("With the picture in hand"),
        "place_in_selection": say("{title}, {n} of {of}"),
        "select_fold": say("Show or hide the pictures selected"),
        "select_earlier": say("One place earlier"),
        "select_later": say("One place later"),
        "select_remove": say("Take it out of the selection"),
        "select_light": say("Light them"),
        "select_similar": say("What is like them"),
        "select_undo": say("Undo"),
        "select_clear": say("Clear"),
        "select_board": say("Add to the board"),
        "concept_begin": say("Teach a concept with it"),
        "concept_short": say("Concept"),
        "concept_yes": say("Yes, for the concept being taught"),
        "concept_yes_short": say("Yes"),
        "concept_no": say("No, for the concept being taught"),
        "concept_no_short": say("No"),
        "concept_marked_yes": say.forms(
            "“{name}”: {n} picture marked yes.", "“{name}”: {n} pictures marked yes."
        ),
        "concept_marked_no": say.forms(
            "“{name}”: {n} picture marked no.", "“{name}”: {n} pictures marked no."
        ),
        "concept_gone": say("The concept being taught is not here any more."),
        "concept_unnamed": say("Concept without a name"),
        "concept_unkept": say("This browser keeps nothing: mark on the page of the concept."),
        "take_csv": say("Download the selection as a table (CSV)"),
        "take_json": say("Download the selection as JSON"),
        "select_taking": say("The file is being made…"),
        "select_taken": say.forms("The file holds {n} picture.", "The file holds {n} pictures."),
        "select_this": say("Select"),
        "select_drop": say("Take it out of the selection"),
        "select_one": say("Select “{title}”"),
        "select_found": say("Select these"),
        "select_none_there": say("No picture hangs there."),
        "select_most": say("{n} pictures are there: a selection holds {most}, the first of them."),
        "select_failed": say("The selection could not be made just now."),
        "board_most": say("At most {most} pictures go to the board at once."),
        "key_s": say("S"),
        "help_select": say("Select pictures"),
        "hand_select": say(
            "the button with the lasso, then draw around them; two fingers still move the map"
        ),
        "help_pick": say("Select the picture in the middle"),
        "key_space": say("Space"),
    }
