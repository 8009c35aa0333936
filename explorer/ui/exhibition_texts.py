"""The sentences of ``explorer/viewer/exhibitions.js``."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def exhibition_forms(say: Translator) -> dict[str, dict[str, str]]:
    """What is counted."""
    return {
        "forms": say.forms("{n} picture", "{n} pictures"),
        "forms_added": say.forms("{n} picture was added.", "{n} pictures were added."),
        "forms_exhibitions": say.forms("{n} exhibition", "{n} exhibitions"),
    }


def exhibition_texts(say: Translator) -> dict[str, Any]:
    """What the page of exhibitions says, by the names that its modules use."""
    return {
        **_list(say),
        **_view(say),
        **_editor(say),
        **_section(say),
        **_release(say),
        **_away(say),
    }


def _list(say: Translator) -> dict[str, Any]:
    return {
        "title": say("Exhibitions"),
        "none_yet": say(
            "There is no exhibition yet. Begin with an empty one, with the pictures of a board, or "
            "with a file."
        ),
        "none_public": say("There is no exhibition at the moment."),
        "create": say("New exhibition"),
        "create_from": say("New from this board"),
        "which_board": say("A board"),
        "board_unnamed": say("Board without a name"),
        "import": say("Import a file"),
        "file_none": say("This file is no exhibition."),
        "file_large": say("This file is too large."),
        "unnamed": say("Exhibition without a title"),
        "holds": say("Sections: {sections}. Pictures: {items}."),
        "written": say("Written on {when}."),
        "written_by": say("Written on {when} by {who}."),
        "lost": say("The server cannot be reached. What you wrote is kept in this tab."),
        "logged_out": say(
            "You are not logged in any more. What you wrote is kept in this tab: load the page "
            "again, log in, and save it."
        ),
        "failed": say("This did not work. Try again in a moment."),
        "missing": say("This exhibition is not here, or not any more."),
        "all": say("All exhibitions"),
    }


def _view(say: Translator) -> dict[str, Any]:
    return {
        "untitled": say("Untitled"),
        "bce": say("{year} BCE"),
        "ce": say("AD {year}"),
        "rights": say("Rights"),
        "source": say("Source"),
        "walk": say("Walk the tour on the map"),
        "detail": say("A detail of the picture"),
        "undated_short": say("Without a date"),
        "compare_closely": say("Compare them closely"),
        "light_table": say("Light table"),
        "same_scale": say("Same scale in pixels"),
        "closer": say("Closer"),
        "further": say("Further away"),
        "whole": say("Whole pictures"),
        "close": say("Close"),
        "left_out": say(
            "Not shown to visitors – gone from the collection: {gone}; rights not clear: {unclear}."
        ),
        "looking": say("Preview: {title}"),
        "eyes": say("As it is seen"),
        "eye_public": say("On the web"),
        "eye_kiosk": say("On a kiosk"),
        "eye_print": say("On paper"),
        "language": say("Language"),
        "edit": say("Back to the editor"),
    }


def _editor(say: Translator) -> dict[str, Any]:
    return {
        "back": say("All exhibitions"),
        "save": say("Save"),
        "undo": say("Undo"),
        "look": say("Preview"),
        "release": say("Publish…"),
        "history": say("History"),
        "take": say("Export a file"),
        "state_new": say("New."),
        "state_draft": say("Draft."),
        "state_published": say("Published."),
        "state_withdrawn": say("Withdrawn."),
        "state_changed": say("Published, and changed since."),
        "saved": say("Everything is saved."),
        "not_saved": say("Not saved yet."),
        "general": say("The whole"),
        "sections": say("Sections"),
        "title_of": say("Title"),
        "subtitle": say("Subtitle"),
        "introduction": say("Introduction"),
        "credits": say("Credits"),
        "in_language": say("{label} ({language})"),
        "markdown": say(
            "In long texts, **two asterisks** make strong, *one* makes emphasis, # begins a "
            "heading, - a list, and [words](https://…) a link."
        ),
        "cover": say("Cover"),
        "no_cover": say("No cover"),
        "cover_later": say("No cover: put pictures into a section first"),
        "add_section": say("Add a section"),
        "conflict": say("Someone else has saved this exhibition meanwhile. Nothing is lost."),
        "conflict_by": say(
            "Someone else has saved this exhibition meanwhile ({who}). Nothing is lost."
        ),
        "conflict_copy": say("Keep mine as another exhibition"),
        "conflict_replace": say("Replace theirs by mine"),
        "conflict_open": say("Open theirs (Undo brings mine back)"),
    }


def _section(say: Translator) -> dict[str, Any]:
    return {
        "section_n": say("Section {n}"),
        "kind": say("Kind of section"),
        "kind_text": say("Text"),
        "kind_wall": say("Wall"),
        "kind_row": say("Row"),
        "kind_single": say("One picture"),
        "kind_compare": say("Comparison"),
        "kind_map": say("Tour on the map"),
        "kind_timeline": say("Along the years"),
        "heading": say("Heading"),
        "text": say("Text"),
        "drag": say("Drag to another place"),
        "up": say("Move “{title}” up"),
        "up_short": say("Move up"),
        "down": say("Move “{title}” down"),
        "down_short": say("Move down"),
        "remove_section": say("Remove the section “{title}”"),
        "remove_short": say("Remove"),
        "from_board": say("Pictures of a board"),
        "only_kept": say("Only those that are kept"),
        "bring": say("Add them"),
        "no_boards": say("Put pictures on a board first, then add them here."),
        "tour": say("Guided tour"),
        "no_tour": say("No tour"),
        "tour_gone": say("A tour that is not there any more"),
        "stops_own": say("Stops of its own, in their order:"),
        "stops_copy": say("Make its stops this section’s own"),
        "stops_most": say("The first {n} stops were taken: a section has no more."),
        "stop_add": say("Add the present view of the map as a stop"),
        "stop_how": say("That is where you left the map in this tab."),
        "stop_look_first": say(
            "To add a stop, go where it is to be on the map, then come back here: what you wrote "
            "stays."
        ),
        "stop_map": say("To the map"),
        "stop_n": say("Stop {n}"),
        "stop_words": say("Words and view"),
        "stop_name": say("Name of the stop"),
        "stop_see": say("See it on the map"),
        "stop_view": say("Take the present view of the map"),
        "stop_taken": say("The stop now shows the present view of the map."),
        "stop_remove": say("Remove the stop “{title}”"),
        "stop_remove_short": say("Remove"),
        "gone": say("No longer in the collection"),
        "words_of": say("Words and details"),
        "earlier": say("Move “{title}” earlier"),
        "earlier_short": say("Move earlier"),
        "later": say("Move “{title}” later"),
        "later_short": say("Move later"),
        "remove": say("Take “{title}” out of the section"),
        "caption": say("Caption"),
        "alt": say("Description for who cannot see it"),
        "alt_how": say("What is to be seen, in a sentence or two."),
        "alt_given": say("Where this is empty, the catalogue’s is read: {alt}"),
        "rights_said": say("Rights, as the catalogue has them: {rights}"),
        "nothing_said": say("nothing is said"),
        "cleared": say("We may show this picture, whatever the catalogue says"),
        "details": say("Details"),
        "draw_on": say("“{title}”: draw a rectangle around a detail"),
        "draw_how": say("Draw a rectangle around what is to be shown by itself."),
        "new_detail": say("Add a detail in the middle"),
        "detail_caption": say("Caption of detail {n}"),
        "remove_detail": say("Remove the detail"),
        "region_of": say("Place of detail {n}, in hundredths of the picture"),
        "region_x": say("Left"),
        "region_y": say("Top"),
        "region_width": say("Width"),
        "region_height": say("Height"),
    }


def _release(say: Translator) -> dict[str, Any]:
    return {
        "to_settle": say("To be settled before it is published"),
        "could_settle": say("What could still be settled"),
        "all_settled": say("Nothing: it can be published as it is."),
        "blocked": say("What is marked has to be settled first."),
        "not_blocked": say(
            "Nothing of this prevents it from being published. Pictures that are gone, or whose "
            "rights are not clear, are not shown to visitors."
        ),
        "unsettled": {
            "title": say("No title ({language})"),
            "words": say("{part}: nothing written ({language})"),
            "cover": say("No cover"),
            "gone": say("“{title}” is no longer in the collection"),
            "rights": say("“{title}”: rights not clear"),
            "alt": say("“{title}”: no description for who cannot see it ({language})"),
            "empty": say("This section is empty"),
            "few": say("There is nothing to compare: one picture alone"),
            "tour": say("The guided tour is not there any more"),
            "credits": say("No credits"),
            "none": say("No section yet"),
        },
        "unsettled_kinds": {
            "title": say("Title"),
            "words": say("Texts that a language lacks"),
            "cover": say("Cover"),
            "gone": say("Pictures that are gone from the collection"),
            "rights": say("Pictures whose rights are not clear"),
            "alt": say("Pictures without a description for who cannot see them"),
            "empty": say("Empty sections"),
            "few": say("Comparisons of one picture"),
            "tour": say("Walks without their tour"),
            "credits": say("Credits"),
            "none": say("Sections"),
        },
        "publish": say("Publish"),
        "publish_again": say("Publish these changes"),
        "withdraw": say("Withdraw"),
        "published": say("It is published."),
        "withdrawn": say("It was withdrawn: visitors do not see it any more."),
        "delete": say("Delete"),
        "really": say("Really delete it, with its history?"),
        "nobody": say("without a name"),
        "version_has": say("Sections: {sections}, pictures: {items}"),
        "is_public": say("seen by visitors"),
        "look_at": say("Look at it"),
        "restore": say("Restore"),
        "restored": say("It is back. What was there before is still in the history."),
    }


def _away(say: Translator) -> dict[str, Any]:
    return {
        "away": say("Take away…"),
        "away_empty": say("There is no section yet: there is nothing to take away."),
        "away_published": say("As visitors see it."),
        "away_changed": say("It has been changed since it was published."),
        "away_draft": say("It is not published: what you take away is as it was written last."),
        "away_unclear": say(
            "Pictures whose rights are not clear: {n}. The site and the IIIF manifest leave them "
            "out; lists and labels say so."
        ),
        "away_gone": say("Pictures that are gone from the collection: {n}. They are left out."),
        "away_version": say("Which state"),
        "away_last": say("As it was written last"),
        "away_seen": say("As visitors see it"),
        "away_language": say("Language of paper and tables"),
        "away_address": say("Address on the web, if it will have one"),
        "away_no_address": say("An address is like https://www.example.org/exhibition/"),
        "away_site": say("A site"),
        "away_site_how": say(
            "Plain pages in every language, for any web space or a USB stick, without a server."
        ),
        "away_map": say("With the map of its pictures (takes longer)"),
        "away_with_unclear": say("Also pictures whose rights are not clear"),
        "away_zip": say("Site as one file (ZIP)"),
        "away_folder": say("Site in the data folder"),
        "away_paper": say("On paper (PDF)"),
        "away_nothing_hung": say("There is no picture in it yet."),
        "away_labels_small": say("Small wall labels"),
        "away_labels_medium": say("Medium wall labels"),
        "away_labels_large": say("Large wall labels"),
        "away_checklist": say("Checklist"),
        "away_contact": say("Contact sheet"),
        "away_codes": say("QR codes"),
        "away_tables": say("Tables (CSV)"),
        "away_omeka": say("Table for Omeka S"),
        "away_iiif": say("For other viewers (IIIF)"),
        "away_manifest": say("Manifest"),
        "away_manifest_at": say("While it is published, its manifest answers here:"),
        "away_making": say("“{what}” is being made…"),
        "away_made": say("“{what}” is made ({size})."),
        "away_begun": say("The site is begun…"),
        "away_part_map": say("The map is being hung…"),
        "away_part_pictures": say("Pictures are being copied…"),
        "away_part_pages": say("Pages are being written…"),
        "away_part_packing": say("The site is being packed into one file…"),
        "away_stop": say("Stop"),
        "away_stopping": say("It is being stopped…"),
        "away_stopped": say("It was stopped. What was there before is untouched."),
        "away_written": say("The site is in {folder}, in the data folder: {n} pictures, {size}."),
        "away_no_map": say("It has no map: the part of the program that hangs it is not here."),
        "away_busy": say("Another exhibition is being written. Try again in a moment."),
        "away_why_unwritable": say("The data folder cannot be written."),
        "away_why_failed": say(
            "The site could not be written. What was there before is untouched."
        ),
    }
