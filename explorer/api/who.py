"""Who asks: the name of a login, where there is one, and what they may do."""

from __future__ import annotations

from starlette.requests import Request

from explorer import passes
from explorer.people import SCOPE, Person


def who(request: Request) -> str:
    """Who is logged in on the page that asks, or ``""`` for nobody."""
    person = request.scope.get(SCOPE)
    if isinstance(person, Person):
        return person.name
    return passes.holder(request.headers.get(passes.HEADER, ""))


def administers(request: Request) -> bool:
    """Whether who asks may do what editors may not; everybody on a machine without a login."""
    person = request.scope.get(SCOPE)
    return not isinstance(person, Person) or person.role == "admin"
