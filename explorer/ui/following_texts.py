"""The sentences of a picture that is followed on the map (``explorer/viewer/following.js``)."""

from __future__ import annotations

from typing import Any

from explorer.ui.i18n import Translator


def following_texts(say: Translator) -> dict[str, Any]:
    """Texts by the key under which the viewer looks for them."""
    return {
        "follow": say("A picture that is followed"),
        "follow_n": say.forms(
            "“{title}”: {n} other appearance", "“{title}”: {n} other appearances"
        ),
        "follow_see": say("See its circulation"),
        "follow_end": say("Stop following"),
        "follow_none": say("No other appearance of this picture is known here."),
    }
