"""What is said of rights, as people read it, and the address that says more."""

from __future__ import annotations

import re

from explorer.exhibitions.markdown import web_address

_CC = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]{2,10})/([0-9.]{3})"
)
_STATEMENT = re.compile(
    r"https?://(?:www\.)?rightsstatements\.org/(?:vocab|page)/([A-Za-z-]{2,10})/"
)
_STATEMENTS = {
    "InC": "In Copyright",
    "InC-OW-EU": "In Copyright – EU Orphan Work",
    "InC-EDU": "In Copyright – Educational Use Permitted",
    "InC-NC": "In Copyright – Non-Commercial Use Permitted",
    "InC-RUU": "In Copyright – Rights-holder(s) Unlocatable or Unidentifiable",
    "NoC-CR": "No Copyright – Contractual Restrictions",
    "NoC-NC": "No Copyright – Non-Commercial Use Only",
    "NoC-OKLR": "No Copyright – Other Known Legal Restrictions",
    "NoC-US": "No Copyright – United States",
    "CNE": "Copyright Not Evaluated",
    "UND": "Copyright Undetermined",
    "NKC": "No Known Copyright",
}
_WHOLE = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


def address_of(rights: str) -> str:
    """The address that a statement of rights is, or ``""`` for any other text."""
    return web_address(rights.strip())


def name_of(rights: str) -> str:
    """A statement of rights in words: the name of a licence that is known, else what is written."""
    text = rights.strip()
    licence = _CC.match(text)
    if licence:
        kind, code, version = licence.groups()
        if kind == "publicdomain":
            return {"zero": "CC0", "mark": "Public Domain Mark"}.get(code, code) + f" {version}"
        return f"CC {code.upper()} {version}"
    statement = _STATEMENT.match(text)
    if statement and statement[1] in _STATEMENTS:
        return _STATEMENTS[statement[1]]
    return _WHOLE.sub("", text).rstrip("/") if address_of(text) else text
