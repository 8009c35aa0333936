"""Passes: how the pages tell the routes who is logged in.

Streamlit knows the login, the routes do not. A page gives its browser a pass, the name signed with
a key of this process, and the browser hands it in with what it writes; a name alone would be taken
from anybody.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

HEADER = "x-cimaise-pass"
_KEY = secrets.token_bytes(32)
_LONGEST = 1_000


def issue(who: str) -> str:
    """A pass for a name; ``""`` for nobody."""
    if not who:
        return ""
    name = urlsafe_b64encode(who.encode()).decode()
    return f"{name}.{_signed(name)}"


def holder(text: str) -> str:
    """Whose pass it is; ``""`` where it is none of this process."""
    name, _, signature = text[:_LONGEST].partition(".")
    if not name or not hmac.compare_digest(signature.encode(), _signed(name).encode()):
        return ""
    return urlsafe_b64decode(name).decode()


def _signed(name: str) -> str:
    return hmac.new(_KEY, name.encode(errors="replace"), hashlib.sha256).hexdigest()
