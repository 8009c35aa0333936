"""The sentences of ``explorer/viewer/concepts.js``."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def concept_texts(say: Translator) -> dict[str, str]:
    """What the page of concepts says, by the names that its modules use."""
    return _list_texts(say) | _lesson_texts(say) | _form_texts(say)


def concept_forms(say: Translator) -> dict[str, Any]:
    """What it says of numbers."""
    return {
        "missingForms": say.forms(
            "{n} picture of it is not in this collection.",
            "{n} pictures of it are not in this collection.",
        ),
        "aboveForms": say.forms("{n} picture of {of} is kept.", "{n} pictures of {of} are kept."),
        "apartForms": say.forms(
            "Joined. {n} picture was marked otherwise there: your mark stands.",
            "Joined. {n} pictures were marked otherwise there: your marks stand.",
        ),
        "selectionForms": say.forms(
            "Begin with the {n} picture selected on the map",
            "Begin with the {n} pictures selected on the map",
        ),
    }


def _list_texts(say: Translator) -> dict[str, str]:
    return {
        "title": say("Concepts"),
        "lead": say(
            "Teach the collection an idea by examples: begin with a word or some pictures, say yes "
            "or no, and the whole collection follows."
        ),
        "words": say("Begin with words"),
        "words_such_as": say("a horse, a crowd, a stormy sky…"),
        "begin": say("Begin"),
        "begin_nothing": say("Begin with pictures of every kind"),
        "begin_board": say("Begin with this board"),
        "board_which": say("Board to begin with"),
        "board_unnamed": say("Board without a name"),
        "import": say("Open a concept from a file"),
        "known": say("Concepts of this collection"),
        "none": say("None yet."),
        "read_only": say("Nothing can be kept here: the database is read only."),
        "missing": say("This concept is not here any more, or was never saved."),
        "unnamed": say("Concept without a name"),
        "marks": say("{yes} yes, {no} no"),
        "is_filter": say("filter"),
        "is_shared": say("shared"),
        "failed": say("The server did not answer. Try again in a moment."),
        "file_large": say("This file is too large for a concept: 1 MB at most."),
        "file_none": say("This file is no concept of Cimaise."),
        "file_foreign": say(
            "It was taught with another model: it was taught anew here, from those of its "
            "examples that are in this collection."
        ),
        "file_refused": say("This concept cannot be opened: {reason}"),
    }


def _lesson_texts(say: Translator) -> dict[str, str]:
    return {
        "all": say("All concepts"),
        "parts": say("Parts of the concept"),
        "part_mark": say("Mark"),
        "part_examples": say("Examples"),
        "part_line": say("Draw the line"),
        "part_name": say("Name and share"),
        "show_me": say("Pictures to mark next"),
        "want_best": say("Best"),
        "want_best_how": say("Those that are most likely of it"),
        "want_uncertain": say("Uncertain"),
        "want_uncertain_how": say("Those in doubt, which teach most"),
        "want_varied": say("Varied"),
        "want_varied_how": say("Good ones that differ from each other"),
        "wall": say("Pictures to mark"),
        "keys": say("Arrow keys: move. Y or O: yes. N: no. U: undo."),
        "yes": say("Yes"),
        "no": say("No"),
        "said_yes": say("Marked yes"),
        "said_no": say("Marked no"),
        "look": say("Look at the picture"),
        "untitled": say("Untitled"),
        "undo": say("Undo"),
        "next": say("Show the next ones"),
        "marked_yes": say("Marked yes"),
        "marked_no": say("Marked no"),
        "begin_with_yes": say("Say yes to a picture of what you have in mind."),
        "words_unknown": say(
            "These words are not known to this collection's vocabulary: begin by saying yes to a "
            "picture."
        ),
        "none_left": say("There is nothing left to mark."),
        "judged": say(
            "Of what it takes, {precision} is right (between {low} and {high}, judged on {of} "
            "marks it had not seen); it finds {recall} of your yes."
        ),
        "lacking": say(
            "Not enough examples yet to judge it: {yes} more yes and {no} more no are needed."
        ),
        "lacking_yes": say("Not enough examples yet to judge it: {yes} more yes is needed."),
        "lacking_no": say("Not enough examples yet to judge it: {no} more no is needed."),
        "judging": say("Judging your marks…"),
        "none_taken": say("It does not take any of your marks when it has not seen them."),
        "save": say("Save"),
        "saving": say("Saving…"),
        "saved": say("Saved"),
        "unsaved": say("Not saved yet"),
        "unkept": say("Not saved, and this browser keeps nothing: save soon."),
        "not_saved": say("It could not be saved. Try again in a moment."),
        "line_how": say(
            "Each bar counts pictures, from the least to the most like the concept. Move the line "
            "and look at the pictures just beside it. Your own marks count as you gave them."
        ),
        "line_waiting": say("Looking at the whole collection…"),
        "threshold": say("Line between what is kept and what is not"),
        "over": say("Just above the line"),
        "over_own": say("Nothing but pictures that you marked."),
        "under": say("Just below the line"),
        "apply": say("Make it a filter"),
        "apply_again": say("Renew the filter"),
        "applied": say("It is a filter, on the map and in every search."),
        "applied_old": say("It is a filter, made before your last marks: renew it to have them."),
        "unapply": say("Take the filter away"),
        "on_map": say("See on the map"),
        "now_filter": say("Done: it can be chosen among the filters."),
        "no_filter": say("It is no filter any more."),
    }


def _form_texts(say: Translator) -> dict[str, str]:
    return {
        "name": say("Name"),
        "text": say("What it is"),
        "share": say("Show it to visitors, who can look and change nothing"),
        "export": say("Take it away as a file"),
        "duplicate": say("Duplicate"),
        "copy_of": say("{name} (copy)"),
        "delete": say("Delete the concept"),
        "really": say("Really delete it, with its filter?"),
        "join": say("Join"),
        "join_how": say("Add the examples of another concept:"),
        "join_which": say("Concept to join"),
        "joined": say("Joined."),
        "conflict": say(
            "This concept was changed meanwhile, in another window or by somebody else. Nothing "
            "is lost: what shall be kept?"
        ),
        "conflict_copy": say("Keep mine as a copy"),
        "conflict_join": say("Join both"),
        "conflict_replace": say("Keep mine alone"),
        "conflict_theirs": say("Take theirs"),
        "conflict_delete": say(
            "It was changed meanwhile and is not deleted: look at it again first."
        ),
    }
