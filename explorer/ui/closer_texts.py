"""The sentences of the closest look at a picture (``explorer/viewer/deepzoom.js``)."""

from __future__ import annotations

from explorer.ui.i18n import Translator


def closer_texts(say: Translator) -> dict[str, str]:
    """Texts by the key under which the viewer looks for them."""
    return {
        "look": say("Look closer"),
        "look_dialog": say("A closer look: {title}"),
        "look_picture": say(
            "{title}. The arrow keys move the picture, plus and minus bring it closer or further, "
            "Home shows all of it, Escape goes back."
        ),
        "look_before": say("Previous picture"),
        "look_after": say("Next picture"),
        "look_steps": say("From one picture to the next"),
        "look_whole": say("The whole picture"),
        "look_record": say("Record"),
        "look_scale": say("{percent} % of the file’s size"),
    }
