"""The sentences of ``explorer/viewer/classes.js``."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import LANGUAGES, Translator, mark, translator

_COPY = mark("{name} (copy)")


def class_texts(say: Translator) -> dict[str, Any]:
    """What the page of classes says, by the names that its modules use."""
    return {**_sets(say), **_settings(say), **_walls(say), **_truth(say)}


def column_names(say: Translator) -> dict[str, str]:
    """What the columns of every collection are called."""
    return {
        "category": say("Category"),
        "technique": say("Technique"),
        "subject": say("Subject"),
        "creator": say("Creator"),
        "place": say("Place"),
        "folder": say("Folder"),
        "rights": say("Rights"),
    }


def _sets(say: Translator) -> dict[str, Any]:
    return {
        "title": say("Classes in words"),
        "lead": say(
            "Describe classes in words: the machine puts each picture where it fits best. Your "
            "hand has the last word."
        ),
        "set": say("Set of classes"),
        "presets": say("Ready to use"),
        "own": say("Your own"),
        "changedPreset": say("{name} (changed)"),
        "edit": say("Change the words"),
        "copy": say("Copy"),
        "copyOf": {code: translator(code)(_COPY) for code in LANGUAGES},
        "create": say("New set"),
        "import": say("Import a file (YAML)"),
        "export": say("Take it away (YAML)"),
        "restore": say("Back to how it was"),
        "delete": say("Delete this set"),
        "really": say("Really? Tap once more"),
        "unnamed": say("Unnamed"),
        "tooLarge": say("this file is too large for a set of classes"),
        "words": say("Words of the set"),
        "wordsHow": say(
            "One prompt a line, as a caption would say it: “an old photograph”, “a map of an "
            "island”. Several prompts of a class are averaged, in all languages."
        ),
        "setNameIn": say("Name of the set ({language})"),
        "nameIn": say("Name ({language})"),
        "promptsIn": say("Prompts ({language})"),
        "addClass": say("Add a class"),
        "keepWords": say("Keep and look again"),
        "cancel": say("Cancel"),
        "up": say("Move up"),
        "upOf": say("Move “{name}” up"),
        "down": say("Move down"),
        "downOf": say("Move “{name}” down"),
        "remove": say("Take away"),
        "removeOf": say("Take “{name}” away"),
        "nameless": say("Each class needs a name."),
        "manyPrompts": say("A class has at most 20 prompts in one language."),
        "longPrompt": say("A prompt has at most 200 characters."),
        "noClasses": say("This set has no class yet: choose “Change the words”."),
        "kept": say("Kept."),
        "changed": say(
            "This set was changed meanwhile, in another window: here it is as it is now."
        ),
        "refused": say("This could not be done: {reason}"),
        "failed": say("The pictures could not be read."),
        "reading": say("Reading…"),
    }


def _settings(say: Translator) -> dict[str, Any]:
    return {
        "onAll": say("Over the whole collection"),
        "onPart": say("Over a part of it:"),
        "narrow": say("Narrow down…"),
        "narrowColumn": say("Field"),
        "narrowValue": say("Value"),
        "narrowDo": say("Narrow down"),
        "unfilter": say("No longer narrow down to “{name}”"),
        "otherFilters": say("Other filters"),
        "settings": say("Settings"),
        "howMany": say("A picture is in"),
        "oneClass": say("one class at most"),
        "severalClasses": say("as many classes as fit"),
        "temperature": say("Temperature"),
        "temperatureHint": say(
            "Low: the machine is sure of itself. High: it doubts. The order stays the same."
        ),
        "times": say("× {n}"),
        "none": say("None of these"),
        "noneHint": say("Pictures of which nothing is this certain are put into no class."),
        "below": say("below {n}"),
        "never": say("never"),
        "threshold": say("Threshold of all classes"),
        "thresholdHint": say(
            "In standard deviations above the mean. Higher: fewer pictures, and surer ones."
        ),
        "scale": say("How words are compared"),
        "scale_raw": say("As the model says"),
        "scale_centred": say("Each class against its mean"),
        "scale_standard": say("Mean and spread evened out"),
        "scaleHint": say(
            "Some words are “near” to every picture. Taking each class’s mean away gives every "
            "class its chance; where classes are of very different sizes, what the model says may "
            "be better. The comparison below tells."
        ),
        "progress": say("Progress"),
        "understanding": say("Reading the words…"),
        "comparing": say("Comparing the pictures: {n}"),
        "stop": say("Stop"),
        "stoppedHow": say("Stopped. What was done is kept."),
        "go": say("Go on"),
        "runFailed": say("The pictures could not be compared; the log says why."),
    }


def _walls(say: Translator) -> dict[str, Any]:
    return {
        "found": say("What falls into each class"),
        "noneOfThese": say("None of these"),
        "nowhere": say("In no class"),
        "byHand": say("{n} by hand"),
        "empty": say("No picture."),
        "leastAll": say("Threshold"),
        "noThreshold": say("no threshold"),
        "leastOwn": say("Threshold of its own"),
        "byModel": say("understood by the model"),
        "byVocabulary": say("met by: {names}"),
        "unknownWords": say("not understood: {words}"),
        "notUnderstood": say("not understood"),
        "noPrompts": say("No prompt yet"),
        "classUnknown": say("No prompt was understood"),
        "someUnknown": say("{n} of {total} prompts not understood"),
        "allUnderstood": say("Prompts"),
        "deaf": say("These classes have no prompt that counts, and stay empty: {names}."),
        "deafVocabulary": say(
            "This collection has no model for words, only a vocabulary of nouns. These classes are "
            "not in it, and stay empty: {names}. Use other nouns, or put pictures there by hand."
        ),
        "answersFile": say("All answers (CSV)"),
        "backToClasses": say("All classes"),
        "orders": say("Order"),
        "order_sure": say("Most certain"),
        "order_unsure": say("Least certain"),
        "order_missed": say("Nearly in it"),
        "order_hand": say("By hand"),
        "why_sure": say("The pictures of this class, the most certain first."),
        "why_unsure": say(
            "The pictures of this class, the least certain first: this is where a hand helps most."
        ),
        "why_missed": say("Pictures of no or another class that come nearest to this one."),
        "why_hand": say("What hands decided. The machine changes nothing of it."),
        "mistaken": say("True class: {truth}. Answer: {answer}."),
        "mistakenHow": say(
            "Pictures that the machine takes for something else than the catalogue."
        ),
        "confirm": say.forms("This picture is right", "These {n} pictures are right"),
        "nothingHere": say("No picture here."),
        "more": say("Show more"),
        "again": say("Try again"),
        "untitled": say("Untitled"),
        "bce": say("{year} BCE"),
        "ce": say("AD {year}"),
        "orElse": say("or else {name} {score}"),
        "yourHand": say("by hand"),
        "moveTo": say("Class of “{title}”"),
        "giveBack": say("Let the machine decide"),
        "yes": say("Yes"),
        "no": say("No"),
        "yesOf": say("“{title}” is in this class"),
        "noOf": say("“{title}” is not in this class"),
        "openOne": say("Open a class to put pictures into it."),
        "handKept": say("Kept: your hand has the last word."),
    }


def _truth(say: Translator) -> dict[str, Any]:
    return {
        "facet": say("Keep as a facet"),
        "facetHow": say(
            "The classes become a filter on the map and in the search, with their provenance. New "
            "pictures are filed by the same rule."
        ),
        "facetSince": say("A facet since {day}."),
        "facetBy": say("A facet since {day}, by {who}."),
        "facetOld": say("The set has changed since: the facet is as it was."),
        "keepFacet": say("Keep as a facet"),
        "keepAgain": say("Bring the facet up to date"),
        "facetKept": say("The facet is there: on the map, under “Filters”."),
        "facetGone": say("The facet is gone. The set is still here."),
        "unkeep": say("Take the facet away"),
        "onMap": say("See “{name}” on the map"),
        "truth": say("Compare with the truth"),
        "truthHow": say(
            "Where a field of the catalogue says what a picture is, the answers can be checked. "
            "What your hand decided counts as the truth as well."
        ),
        "column": say("Field that holds the truth"),
        "handsAlone": say("None: only what hands decided"),
        "noTruth": say("There is nothing to compare with yet: choose a field, or decide by hand."),
        "mapping": say("Which value is which class ({n} values, {aside} left aside)"),
        "isWhich": say("Class of the value “{value}”"),
        "aside": say("leave aside"),
        "guessed": say("guessed"),
        "allValues": say("Show all values"),
        "accuracy": say("Right answers"),
        "macroF1": say("F1, mean of classes"),
        "meanPrecision": say("Mean average precision"),
        "alternatives": say("Right answers by the way words are compared:"),
        "byClass": say("Class by class"),
        "class": say("Class"),
        "truthHead": say("Truth"),
        "truthMeans": say("Pictures of this class by the catalogue"),
        "answersHead": say("Answers"),
        "answersMeans": say("Pictures that the machine puts there"),
        "precisionHead": say("Precision"),
        "precisionMeans": say("Of the answers, how many are right"),
        "recallHead": say("Recall"),
        "recallMeans": say("Of the true ones, how many were found"),
        "f1Head": say("F1"),
        "f1Means": say("Precision and recall in one figure"),
        "averageHead": say("Average precision"),
        "averageMeans": say("How well the true ones come first, whatever the threshold"),
        "confusions": say("The most frequent mistakes"),
        "confusion": say("{truth}, answered {answer}: {n}"),
        "measuresFile": say("These figures (CSV)"),
        "judged": say("{n} pictures have a known class; hands decided on {hands}."),
    }
