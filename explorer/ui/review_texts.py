"""The sentences of the review (``explorer/viewer/review.js``)."""

from __future__ import annotations

from explorer.ui.i18n import Translator


def review_forms(say: Translator) -> dict[str, dict[str, str]]:
    """What counts something."""
    return {
        "suggestions": say.forms(
            "{n} suggestion waits for an answer.", "{n} suggestions wait for an answer."
        ),
        "accept": say.forms("Accept for {n} picture", "Accept for {n} pictures"),
        "refuse": say.forms("Refuse for {n} picture", "Refuse for {n} pictures"),
    }


def answer_texts(say: Translator) -> dict[str, str]:
    """The sentences of an answer, whatever is answered."""
    return {
        "accept": say("Accept"),
        "refuse": say("Refuse"),
        "earlier": say("Previous"),
        "later": say("Later"),
        "undo": say("Undo"),
        "key_yes": say("A"),
        "key_no": say("R"),
        "not_kept": say("This could not be kept. Try again in a moment."),
    }


def review_texts(say: Translator) -> dict[str, str]:
    """Every other text, by the key under which its modules look."""
    return answer_texts(say) | {
        "title": say("To review"),
        "lead": say(
            "The machine suggests, you decide. Nothing is written into the catalogue: your answers "
            "are kept apart, and leave as a table with what was there before."
        ),
        "fields": say("What is suggested"),
        "field_subject": say("Tags"),
        "field_technique": say("Techniques"),
        "field_date": say("Dates"),
        "modes": say("How to review"),
        "mode_one": say("One by one"),
        "mode_batch": say("Many at once"),
        "basis": say("Words from"),
        "basis_vocabulary": say("the collection’s vocabulary"),
        "basis_column": say("tags already in use"),
        "basis_words": say("a list of mine"),
        "theme": say("In the theme"),
        "all": say("The whole collection"),
        "publish": say("Use accepted tags as a filter"),
        "published": say("The accepted tags are now among the filters of the map and the search."),
        "nothing_accepted": say("No tag has been accepted yet."),
        "csv": say("My answers (CSV)"),
        "own": say("Your words, one a line"),
        "own_hint": say("500 at most. Plain words do best: “sailing boat”, “woman reading”."),
        "own_go": say("Look for them"),
        "words_first": say("Write a few words, and the pictures that they suit will be proposed."),
        "looking": say("Looking…"),
        "nothing": say("Nothing is left to review here."),
        "no_words": say("There are no words to begin with here: choose others, or write your own."),
        "answered": say("Answered so far: {yes} accepted, {no} refused."),
        "looked_at": say("The first {n} of {of} pictures were looked at: choose a theme for more."),
        "unknown": say("Not understood here: {words}."),
        "failed": say("The suggestions could not be read. Try again in a moment."),
        "lost": say("The server does not answer. Nothing was lost: try again in a moment."),
        "untitled": say("Untitled"),
        "place": say("Suggestion {n} of {of}"),
        "place_first": say("Suggestion {n} of the first {of}: the others follow."),
        "recorded": say("In the record ({field})"),
        "nothing_recorded": say("Nothing"),
        "proposed": say("Proposed by the machine"),
        "because": say("Why"),
        "stands_out": say("This word stands out for this picture ({n} standard deviations)."),
        "neighbours_agree": say("{share} of the most similar pictures say so."),
        "neighbours_differ": say(
            "{share} of the most similar pictures say so, and the record says something else."
        ),
        "evidence": say("Similar pictures that say so"),
        "groups": say("Suggestions"),
        "batch_title": say("“{value}”"),
        "tick_all": say("Tick all"),
        "untick_all": say("Untick all"),
    }
