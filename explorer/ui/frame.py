"""What every page knows of its visitor: language and collection, read from the address."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import streamlit as st

from explorer.catalogue import Entry
from explorer.collection import Collection
from explorer.ui import address, house
from explorer.ui.i18n import Translator, choose, translator

_CURRENT: ContextVar[Frame] = ContextVar("frame")


@dataclass(frozen=True)
class Frame:
    """The visitor's frame during one run of a page.

    ``entry`` is the collection asked for, open or damaged; ``None`` in an empty data folder.
    """

    say: Translator
    entries: tuple[Entry, ...]
    entry: Entry | None

    @property
    def language(self) -> str:
        """Language of the interface, one of ``LANGUAGES``."""
        return self.say.language

    @property
    def collection(self) -> Collection:
        """The open collection; pages are only run when there is one."""
        if self.entry is None or self.entry.collection is None:
            raise LookupError("no open collection")
        return self.entry.collection

    def props(self, **more: Any) -> dict[str, Any]:
        """Props that every widget takes, and some more.

        ``links`` says whether addresses may lead out of the app and ``keeps`` whether links can be
        taken home: not from a kiosk, where ``code`` shows that of a picture's public page.
        ``site`` says whether there are pages that are written whole: for the public.
        """
        name = self.entry.name if self.entry else ""
        settings = house.settings()
        out = settings.profile != "kiosk"
        told = {"links": out, "keeps": out, "code": not out and bool(settings.public_address)}
        told["site"] = settings.profile == "public"
        return {"collection": name, "lang": self.language, **told, **more}

    def api(self, path: str = "") -> str:
        """Address of an answer about this collection, relative to the app's root."""
        return f"api/v1/{quote(self.collection.name, safe='')}{path}"


def first(entries: Sequence[Entry]) -> Entry | None:
    """The collection one comes to without asking for any: the first that can be opened."""
    return next((e for e in entries if e.collection), entries[0] if entries else None)


def current() -> Frame:
    """The frame of the page that is being run."""
    return _CURRENT.get()


def enter() -> Frame:
    """Read the visitor's frame from the address, the session and the browser, in this order.

    The browser of a kiosk is nobody's: it speaks the language of the house.
    """
    session = st.session_state
    settings = house.settings()
    browser = None if settings.profile == "kiosk" else st.context.locale
    language = choose(
        [address.read("lang"), session.get("language"), browser], default=settings.language
    )
    session["language"] = language
    entries = house.catalogue().entries()
    wanted = (address.read("collection"), session.get("collection", ""))
    entry = next((e for name in wanted for e in entries if e.name == name), None)
    if entry is None:
        entry = first(entries)
    session["collection"] = entry.name if entry else ""
    frame = Frame(translator(language), entries, entry)
    _CURRENT.set(frame)
    return frame
