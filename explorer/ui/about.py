"""About: what the collection is, how it was made, and what was left out."""

from __future__ import annotations

from explorer.ui.components import widget
from explorer.ui.frame import current


def show() -> None:
    """Draw the page."""
    frame = current()
    title = frame.collection.title(frame.language)
    widget("facts", frame.props(title=title, sections=[]), key="about")
