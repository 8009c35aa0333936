"""What a server does once, before anyone comes, so that no visitor waits for it."""

from __future__ import annotations

import gc
from importlib import import_module

from explorer.ui import house
from explorer.ui.i18n import LANGUAGES, translator

_SLOW = ("explorer.ui.timeline", "explorer.ui.treemap", "explorer.ui.themes", "explorer.ui.search")


def warm() -> None:
    """Open the collections, import what takes a while, then set all of it aside for good.

    Python looks for garbage among all that lives, modules and collections too, and nobody is
    answered meanwhile. What is there as long as the process is need not be looked at again.
    """
    house.catalogue().entries()
    for name in _SLOW:
        import_module(name)
    for language in LANGUAGES:
        translator(language)
    gc.collect()
    gc.freeze()
