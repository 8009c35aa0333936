"""The state of a page is its address: every search, item and theme is a link one can keep.

Parameters: ``collection``, ``lang``, ``item`` (an identifier), ``trail`` (identifiers walked
through, repeated), ``theme`` (a number), ``board`` (its identifier), and those of a search, which
are the routes' own: ``q``, ``not``, ``like``, ``unlike``, ``by``, ``sort``, ``different``,
``filter`` (see ``explorer/search/asking.py``); of classes in words ``set``, ``class``, ``order``,
``truth``, ``filter``; of circulations ``family`` (an identifier), ``kind``, ``sort``, ``mode``; of
exhibitions ``exhibition`` (an identifier), ``mode``, ``at`` (a version).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.ui import house

_FOLDER = Path(__file__).resolve().parents[2] / "pages"

PAGES: dict[str, Path] = {
    "": _FOLDER / "carte.py",
    "recherche": _FOLDER / "recherche.py",
    "similaires": _FOLDER / "similaires.py",
    "themes": _FOLDER / "themes.py",
    "circulations": _FOLDER / "circulations.py",
    "expositions": _FOLDER / "expositions.py",
    "tableau": _FOLDER / "tableau.py",
    "concepts": _FOLDER / "concepts.py",
    "concept": _FOLDER / "concept.py",
    "classes": _FOLDER / "classes.py",
    "revue": _FOLDER / "revue.py",
    "a-propos": _FOLDER / "apropos.py",
    "accueil": _FOLDER / "accueil.py",
}
"""The script of each page by its path in the address; the first is where one arrives."""

CURATORS = ("tableau", "concepts", "classes", "revue")
"""Pages that only curators have."""

HOME = "accueil"
"""The page that a kiosk begins with; others have none."""

UNLISTED = ("concept", HOME)
"""Pages that one comes to by a link alone."""

MAX_LENGTH = 500
MAX_TRAIL = 40
_LONGER = {"filter": 4000}

_KEPT = ("collection", "lang")
_NAME = re.compile(r"[a-z]{1,16}")


def read(name: str) -> str:
    """A parameter of the address, without control characters and of bounded length, or ``""``."""
    return _clean(st.query_params.get(name, ""), most=_LONGER.get(name, MAX_LENGTH))


def read_all(name: str) -> list[str]:
    """Every value of a repeated parameter, in order; the last ``MAX_TRAIL`` of them."""
    return [_clean(value) for value in st.query_params.get_all(name)[-MAX_TRAIL:]]


def change(changes: object) -> None:
    """Change parameters of this page's address; ``None`` or an empty value removes one.

    All of them at once: whatever is told to the browser is an entry of its history.
    ``changes`` comes from the browser: what is not a mapping of names to text is passed over.
    """
    before = {name: st.query_params.get_all(name) for name in st.query_params}
    told = _parameters(changes)
    after = before | {k: v if isinstance(v, list) else [v] for k, v in told.items()}
    after = {name: values for name, values in after.items() if any(values)}
    if after != before:
        st.query_params.from_dict(after)


def pages() -> dict[str, Path]:
    """The pages there are in this profile."""
    profile = house.settings().profile
    hidden = () if profile == "curator" else CURATORS
    if profile != "kiosk":
        hidden = (*hidden, HOME)
    return {path: script for path, script in PAGES.items() if path not in hidden}


def go(intent: Any) -> None:
    """Open another page: ``{"page": path, "params": {…}}``; language and collection are kept."""
    if not isinstance(intent, Mapping) or intent.get("page") not in pages():
        return
    kept = {name: value for name in _KEPT if (value := read(name))}
    params = kept | {k: v for k, v in _parameters(intent.get("params")).items() if v}
    st.switch_page(PAGES[intent["page"]], query_params=params)


def _parameters(changes: object) -> dict[str, str | list[str]]:
    if not isinstance(changes, Mapping):
        return {}
    found: dict[str, str | list[str]] = {}
    for name, value in changes.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name == "embed":
            continue
        if isinstance(value, list):
            found[name] = [_clean(part) for part in value[-MAX_TRAIL:]]
        else:
            found[name] = _clean(value, most=_LONGER.get(name, MAX_LENGTH))
    return found


def _clean(value: object, *, most: int = MAX_LENGTH) -> str:
    if not isinstance(value, (str, int)):
        return ""
    return "".join(c for c in str(value)[:most] if c.isprintable() or c.isspace())
