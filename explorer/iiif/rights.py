"""Rights as IIIF takes them: an address of Creative Commons or RightsStatements.org, or a text.

Nothing is relicensed and no address is made from a name: "CC BY" has several versions, and a
statement that is none of these addresses is shown as it was written.
"""

from __future__ import annotations

import re

_COMMONS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/"
    r"((?:licenses|publicdomain)/[a-z+-]{1,24}/[1-9]\.[0-9](?:/[a-z]{2,3})?)"
    r"(?:/(?:deed|legalcode)(?:\.[a-zA-Z_-]{2,8})?)?/?",
)
_STATEMENTS = re.compile(
    r"https?://(?:www\.)?rightsstatements\.org/(?:vocab|page|data)/"
    r"([A-Za-z-]{2,12}/[1-9]\.[0-9])/?(?:\?[A-Za-z0-9=&_-]{0,40})?",
)


def rights_address(text: str) -> str:
    """The address that ``rights`` may hold, or ``""``.

    The official validator refuses ``https`` and everything but the two houses: their addresses are
    identifiers that begin with ``http``, and pages of them stand for the same.
    """
    text = text.strip()
    commons = _COMMONS.fullmatch(text)
    if commons:
        return f"http://creativecommons.org/{commons[1]}/"
    statement = _STATEMENTS.fullmatch(text)
    return f"http://rightsstatements.org/vocab/{statement[1]}/" if statement else ""
