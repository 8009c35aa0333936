"""Editing themes, as the page does it: acts from the browser, and what it shows of the edits.

Acts come as intents, each with a key: one that comes twice is done once. What they hold is checked
by ``explorer.theming.acts``.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store import ReadOnlyError, StoreError
from explorer.languages import translated
from explorer.theming import desk
from explorer.theming.acts import MAX_ACT, read_act
from explorer.theming.doing import StaleError
from explorer.theming.models import Change
from explorer.ui import house
from explorer.ui.frame import Frame
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES

_LOG = logging.getLogger(__name__)
_SAID = "theming-said"
_TOLD = 40


def may_edit() -> bool:
    """Whether themes are edited here: by curators, where the store can be written."""
    return house.settings().profile == "curator" and house.store().is_writable


def perform(frame: Frame, told: object) -> dict[str, Any] | None:
    """Do the act that a widget told, once; what the last one came to, by its key.

    ``{"key": …, "error": "", "by": …}``: ``error`` is one line when it was not done, ``by`` the
    change of somebody else that stands in the way.
    """
    said: dict[str, Any] | None = st.session_state.get(_SAID)
    if not isinstance(told, Mapping) or not may_edit():
        return said
    key, act = told.get("key"), told.get("act")
    if not isinstance(key, str) or not isinstance(act, Mapping):
        return said
    key = key[:40]
    if said and said["key"] == key:
        return said
    # First: any call to Streamlit may end this run for a newer one, that is told it again.
    said = {"key": key, "error": "", "by": None}
    st.session_state[_SAID] = said
    said |= _done(frame, act)
    st.session_state[_SAID] = said
    return said


def _done(frame: Frame, act: Mapping[str, Any]) -> dict[str, Any]:
    say = frame.say
    try:
        sent = json.dumps(act).encode()[: MAX_ACT + 1]
        desk.do(frame.collection.theming, read_act(sent), store=house.store(), who=house.who())
    except StaleError as error:
        line = say("The themes were changed meanwhile, in another window: look again.")
        return {"error": line, "by": told_change(error.by, frame) if error.by else None}
    except InvalidError as error:
        return {"error": say("This could not be kept: {reason}", reason=error)}
    except ReadOnlyError as error:
        _LOG.warning("%s", error)
        return {"error": say("Nothing can be kept here: the database is read only.")}
    except StoreError as error:
        _LOG.warning("%s", error)
        return {"error": say("This could not be kept. Try again in a moment.")}
    return {}


def languages(frame: Frame) -> list[dict[str, str]]:
    """The languages that names are given in, the visitor's first."""
    codes = sorted(LANGUAGES, key=lambda code: code != frame.language)
    return [{"code": code, "label": LANGUAGE_NAMES[code]} for code in codes]


def history(frame: Frame) -> list[dict[str, Any]]:
    """The last changes, the newest first."""
    told = frame.collection.hierarchy.edits.history[-_TOLD:]
    return [told_change(change, frame) for change in reversed(told)]


def told_change(change: Change, frame: Frame) -> dict[str, Any]:
    """A change as the browser shows it."""
    return {
        "n": change.n,
        "when": change.when,
        "who": change.who,
        "did": change.did,
        "theme": change.theme,
        "label": translated(change.label, frame.language),
        "detail": change.detail,
    }
