"""Who asks: the name of a login, where there is one."""

from __future__ import annotations

from starlette.requests import Request


def who(request: Request) -> str:
    """The name of whoever sends a request, or ``""`` where there is no login.

    Logins are the interface's affair so far: routes see none, and what is written through them is
    signed by nobody rather than by a name that the sender chose.
    """
    user = request.scope.get("user")
    name = getattr(user, "display_name", "") if getattr(user, "is_authenticated", False) else ""
    return str(name)[:120]
