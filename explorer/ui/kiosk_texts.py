"""The sentences of a kiosk: what stands around every page, and what its page says by itself."""

from __future__ import annotations

from explorer.ui.i18n import Translator


def bar_texts(say: Translator) -> dict[str, str]:
    """Every text of the bar (``explorer/viewer/kiosk.js``)."""
    return {
        "bar": say("Ways"),
        "back": say("Back"),
        "home": say("Home page"),
        "language": say("Language"),
        "dark": say("Switch to dark"),
        "light": say("Switch to light"),
        "reach": say("Move the controls"),
        "reach_up": say("Up"),
        "reach_down": say("Down"),
        "reach_left": say("To the left hand"),
        "reach_right": say("To the right hand"),
        "reach_low": say("Everything within reach"),
    }


def page_texts(say: Translator) -> dict[str, str]:
    """What the page says without the server (``explorer/viewer/kiosk-page.js``)."""
    return {
        "still_there": say("Still there?"),
        "begin_anew": say("The visit begins anew in {n} s."),
        "stay": say("Yes, I go on"),
        "lost": say("One moment…"),
        "lost_how": say("The gallery is not answering just now. It comes back by itself."),
        "keyboard": say("Keyboard"),
        "key_space": say("Space"),
        "key_delete": say("Delete"),
        "key_done": say("Search"),
        "key_close": say("Put the keyboard away"),
        "key_layout": say("Letters in another order"),
        "key_capital": say("Capitals"),
        "key_accents": say("Accents"),
        "key_figures": say("Figures"),
    }


def home_texts(say: Translator) -> dict[str, str]:
    """Every text of the home (``explorer/viewer/home.js``)."""
    return {
        "welcome": say("Where shall we begin?"),
        "more": say("Or else"),
        "touch": say("Touch the screen"),
    }
