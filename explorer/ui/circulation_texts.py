"""The sentences of circulations (``explorer/viewer/circulations.js`` and its parts)."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator
from explorer.ui.review_texts import answer_texts


def kind_texts(say: Translator) -> dict[str, str]:
    """What an appearance is, in a word or two."""
    return {
        "original": say("Probable original"),
        "duplicate": say("Same picture"),
        "crop": say("Part of it"),
        "recoloured": say("Other colours"),
        "page": say("Within a page"),
        "print": say("Another print"),
        "resembles": say("Looks alike"),
        "beside": say("On the same page"),
    }


def appearance_texts(say: Translator) -> dict[str, str]:
    """The sentences of ``explorer/viewer/appearances.js``."""
    return kind_texts(say) | {
        "also": say("Also appeared in"),
        "walk_to": say("Go to “{title}” ({kind}, {date})"),
        "undated": say("No date"),
        "untitled": say("Untitled"),
        "follow": say("Follow this picture"),
        "follow_all": say("Follow this picture: {n} appearances"),
    }


def circulation_forms(say: Translator) -> dict[str, dict[str, str]]:
    """What counts something."""
    return {
        "families": say.forms("{n} picture that comes back", "{n} pictures that come back"),
        "among": say.forms("{n} appearance in all", "{n} appearances in all"),
        "pictures": say.forms("{n} picture", "{n} pictures"),
        "recognised": _recognised_forms(say),
        "follow": say.forms(
            "Follow this picture: {n} picture", "Follow this picture: {n} pictures"
        ),
    }


def _recognised_forms(say: Translator) -> dict[str, str]:
    return say.forms(
        "Yes: it shows the same as {n} picture of the collection.",
        "Yes: it shows the same as {n} pictures of the collection.",
    )


def recognising_texts(say: Translator) -> dict[str, Any]:
    """The sentences of ``explorer/viewer/ours.js``."""
    return kind_texts(say) | _checked_texts(say) | {"recognised": _recognised_forms(say)}


def _checked_texts(say: Translator) -> dict[str, str]:
    return {
        "ours": say("Is this one of ours?"),
        "checking": say("Looking at your picture…"),
        "not_ours": say("No: none of the {n} most similar pictures shows the same."),
        "failed": say("This could not be read. Try again in a moment."),
    }


def circulation_texts(say: Translator) -> dict[str, str]:
    """Every other text, by the key under which its modules look."""
    return (
        kind_texts(say)
        | answer_texts(say)
        | _checked_texts(say)
        | _list_texts(say)
        | _family_texts(say)
        | _overlay_texts(say)
        | _asked(say)
    )


def _list_texts(say: Translator) -> dict[str, str]:
    return {
        "title": say("Circulations"),
        "lead": say(
            "The same picture comes back: cut, coloured again, printed in a newspaper. Here is "
            "each of them with all the places where it appears."
        ),
        "all": say("All circulations"),
        "any": say("All kinds"),
        "by_kind": say("By kind"),
        "order": say("Order"),
        "sort_size": say("The most spread first"),
        "sort_earliest": say("The earliest first"),
        "sort_latest": say("The latest first"),
        "sort_span": say("The longest-lived first"),
        "some": say("{kind}: {n}"),
        "looking": say("Looking…"),
        "more": say("Show more"),
        "none": say("No picture of this collection comes back in another one."),
        "unavailable": say(
            "Reproductions have not been looked for in this collection yet. Whoever looks after it "
            "can have it built again with them."
        ),
        "csv": say("As a table (CSV)"),
        "undated": say("No date"),
        "untitled": say("Untitled"),
        "bce": say("{year} BCE"),
    }


def _family_texts(say: Translator) -> dict[str, str]:
    return {
        "alone": say("This picture appears nowhere else in the collection."),
        "missing": say("This item is not in the collection."),
        "because": say("Probably the original: it is {evidence}."),
        "no_evidence": say("Taken as the original, for want of signs that speak for another."),
        "is_earlier": say("the oldest"),
        "is_larger": say("the largest"),
        "is_sharper": say("the sharpest"),
        "is_whole": say("the most complete"),
        "appears": say("Its appearances: {n}"),
        "appearance": say("Appearance"),
        "others": say("{n} more"),
        "map": say("Its journey on the map"),
        "record": say("See the item"),
        "annotations": say("As linked data (JSON-LD)"),
        "long_duplicate": say("The very same picture."),
        "long_crop": say("A part of the original."),
        "long_recoloured": say("The same picture in other colours."),
        "long_page": say("The picture within a page."),
        "long_print": say("The same picture from another print, or scanned again."),
        "long_resembles": say("It looks alike, but the two do not fit on each other."),
        "long_beside": say("Another picture, on a page that shows the original too."),
        "mirrored": say("It is mirrored."),
        "turned": say("It is turned by {n} degrees."),
        "by_way": say("It was recognised by way of another appearance."),
        "refused_here": say(
            "Somebody said that it does not show the original; another picture still links the two."
        ),
        "by_hand": say("Confirmed by hand."),
        "by_hand_of": say("Confirmed by {who}."),
        "by_machine": say("Recognised by the machine ({score})."),
    }


def _overlay_texts(say: Translator) -> dict[str, str]:
    return {
        "overlay": say("The two pictures laid on each other"),
        "ways": say("How to compare"),
        "fade": say("Fade"),
        "wipe": say("Wipe"),
        "difference": say("Differences"),
        "blink": say("Blink"),
        "points": say("Matching points"),
        "slider": say("From one picture to the other"),
        "not_laid": say("How these two pictures lie on each other is not known."),
        "no_points": say("No matching points were kept for these two pictures."),
    }


def _asked(say: Translator) -> dict[str, str]:
    return {
        "review": say("Check the matches"),
        "review_title": say("Matches to check"),
        "review_lead": say(
            "The machine says that two pictures are the same; you decide. An answer changes the "
            "families at once, and is remembered when the collection is built again."
        ),
        "left": say("Left to check: {n}"),
        "nothing_left": say("Nothing is left to check here."),
        "evidence": say(
            "{n} points agree; the machine is {score} sure. Shown: {first} of the original, "
            "{second} of the appearance."
        ),
        "kind_is": say("Accept, but as:"),
        "joined": say(
            "These two stay in one family by way of another picture: what links them comes next."
        ),
        "joined_by_hand": say(
            "These two stay in one family by way of matches that were accepted before."
        ),
        "ours_lead": say(
            "Show a picture: if it is in the collection, even cut, coloured again or within a "
            "page, it will be found. Your picture is looked at and forgotten."
        ),
        "ours_unseen": say(
            "This collection was built without what looks at a visitor’s picture: it cannot tell "
            "whether yours is one of its own."
        ),
        "by_picture": say("Choose a picture"),
        "photograph": say("Take a photograph"),
        "paste": say("Choose, drop or paste a picture"),
        "drop_here": say("Drop the picture here"),
        "nearest": say("What looks most like it"),
        "yours": say("Your picture"),
    }
