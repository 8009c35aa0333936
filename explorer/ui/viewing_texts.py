"""The sentences about how the map is looked at: layouts, hanging, small map, help."""

from __future__ import annotations

from explorer.ui.i18n import Translator


def viewing_texts(say: Translator) -> dict[str, str]:
    """Texts of the controls and of the help, by the key under which the viewer looks for them."""
    return {
        "layouts": say("Layout"),
        "layout_map": say("Map"),
        "layout_grid": say("Grid"),
        "layout_themes": say("Themes"),
        "layout_timeline": say("Timeline"),
        "layout_colour": say("Colours"),
        "layout_places": say("Places"),
        "zoom": say("Zoom"),
        "closer": say("Closer"),
        "further": say("Further"),
        "fit": say("Show everything"),
        "display": say("Display"),
        "size": say("Size of the pictures"),
        "smaller": say("Smaller pictures"),
        "larger": say("Larger pictures"),
        "spread": say("Space between the pictures"),
        "nearer": say("Pictures nearer to each other"),
        "apart": say("Pictures further apart"),
        "reset": say("As usual"),
        "minimap": say("Overview"),
        "hide_minimap": say("Hide the overview"),
        "help": say("How to walk around"),
        "help_move": say("Move"),
        "hand_move": say("drag"),
        "help_zoom": say("Closer, further"),
        "hand_zoom": say("wheel, two fingers, or two taps"),
        "finger_zoom": say("two fingers apart or together, or two taps"),
        "help_fit": say("Show everything"),
        "hand_fit": say("the button with four corners"),
        "help_open": say("Open a picture"),
        "hand_open": say("click or tap it"),
        "finger_open": say("tap it"),
        "help_close": say("Close"),
        "hand_close": say("tap beside it"),
        "help_name": say("Go to a theme"),
        "hand_name": say("click or tap its name"),
        "finger_name": say("tap its name"),
        "help_back": say("Go back"),
        "hand_back": say("the browser's Back button"),
        "kiosk_back": say("the button Back, at the edge of the screen"),
        "help_list": say(
            "Keys work once the map has been clicked or reached with Tab. The list gives what is "
            "in view as text."
        ),
        "key_home": say("Home"),
        "key_enter": say("Enter"),
        "key_escape": say("Esc"),
    }
