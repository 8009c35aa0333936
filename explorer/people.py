"""Who someone is, by what the login says of them, and what they may do here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from explorer.settings import Settings

Role = Literal["editor", "admin"]
"""An editor makes and publishes; an admin may also delete exhibitions, and read who did what."""

SCOPE = "cimaise.person"
"""Under which the door leaves the person in the scope of a request."""

MAX_NAME = 120
_MOST = 200


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in; ``role`` is ``None`` for who may not curate."""

    name: str
    role: Role | None


def person_of(claims: Mapping[str, Any], settings: Settings) -> Person:
    """The person of some claims (OpenID Connect's names).

    The role is that of the lists of addresses, or else of the claim that the settings name. An
    address that the provider says it has not verified is on no list.
    """
    name = next((text for key in ("name", "email", "sub") if (text := _text(claims, key))), "")
    email = _text(claims, "email").casefold()
    if claims.get("email_verified") is False:
        email = ""
    roles = _roles(claims, settings.role_claim)
    role: Role | None = None
    if (email and email in _list(settings.admins)) or "admin" in roles:
        role = "admin"
    elif (email and email in _list(settings.editors)) or "editor" in roles:
        role = "editor"
    return Person(name[:MAX_NAME], role)


def _roles(claims: Mapping[str, Any], path: str) -> set[str]:
    """The values of a claim, which may lie in another one: ``realm_access.roles``."""
    found: Any = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        found = found.replace(",", " ").split()
    if not isinstance(found, (list, tuple)):
        return set()
    return {one for one in found[:_MOST] if isinstance(one, str)}


def _text(claims: Mapping[str, Any], key: str) -> str:
    value = claims.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _list(text: str) -> set[str]:
    return {part.casefold() for part in text.replace(",", " ").split()}
