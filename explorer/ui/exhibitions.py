"""Exhibitions: what the page tells its widget; everything else goes over the routes."""

from __future__ import annotations

import logging
from typing import Any

from explorer import passes
from explorer.exhibitions.store import StoreError
from explorer.ui import address, gallery, house
from explorer.ui.boards_listed import listed
from explorer.ui.components import widget
from explorer.ui.exhibition_texts import exhibition_forms, exhibition_texts
from explorer.ui.frame import Frame, current
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES

_LOG = logging.getLogger(__name__)
_MODES = ("edit", "look")
_MOST_VERSION = 9


def there_are(collection: str) -> bool:
    """Whether there is anything for visitors on this page."""
    try:
        return bool(house.store().published_exhibitions(collection=collection))
    except StoreError as error:
        _LOG.warning("%s", error)
        return False


def show() -> None:
    """Draw the page."""
    frame = current()
    widget("exhibitions", _props(frame), key="exhibitions")
    gallery.dialog(frame)


def _props(frame: Frame) -> dict[str, Any]:
    curator = house.settings().profile == "curator"
    person = house.person()
    mode, version = address.read("mode"), address.read("at")
    given = version.isascii() and version.isdigit() and len(version) <= _MOST_VERSION
    return frame.props(
        exhibition=address.read("exhibition"),
        mode=mode if mode in _MODES else "",
        at=int(version) if given else 0,
        api=frame.api(),
        version=frame.collection.version,
        curator=curator,
        writable=curator and house.store().is_writable,
        deletes=curator and (person is None or person.role == "admin"),
        languages=[
            {"code": code, "label": LANGUAGE_NAMES[code]}
            for code in sorted(LANGUAGES, key=lambda code: code != frame.language)
        ],
        **(_made(frame) if curator else {"boards": [], "tours": []}),
        headers={passes.HEADER: passes.issue(house.who())},
        texts=exhibition_texts(frame.say),
        **exhibition_forms(frame.say),
    )


def _made(frame: Frame) -> dict[str, list[dict[str, Any]]]:
    """The boards and tours that a section can be made of."""
    store, collection = house.store(), frame.collection.name
    try:
        boards, tours = store.boards(collection=collection), store.tours(collection=collection)
    except StoreError as error:
        _LOG.warning("%s", error)
        return {"boards": [], "tours": []}
    return {
        "boards": listed(frame.collection, boards, language=frame.language),
        "tours": [{"id": one.id, "title": one.title} for one in tours],
    }
