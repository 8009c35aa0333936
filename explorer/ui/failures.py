"""When a page fails: one kind line for the visitor, the whole story in the log."""

from __future__ import annotations

import logging

import streamlit as st

from explorer.ui.i18n import choose, translator

_LOG = logging.getLogger(__name__)


def show(error: Exception) -> bool:
    """Log the error and say sorry in the visitor's language; the traceback is not shown."""
    _LOG.error("a page failed", exc_info=error)
    say = translator(choose([st.session_state.get("language")]))
    st.warning(say("This page could not be shown. Try again in a moment."))
    # Whoever presses it asks for the page anew: where there is no keyboard, nothing else does.
    st.button(say("Try again"), key="again")
    return True
