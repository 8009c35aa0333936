"""What every request passes before any route: headers, limits, the gate, the base path."""

from __future__ import annotations

from starlette.middleware import Middleware

from explorer.api.arrival import ArrivalMiddleware
from explorer.api.base_path import BasePathMiddleware
from explorer.api.gate import GateMiddleware
from explorer.api.limits import Kind, LimitMiddleware
from explorer.api.security import SecurityMiddleware
from explorer.settings import Settings


def front(settings: Settings, *, base: str = "") -> list[Middleware]:
    """The middleware of a profile, outermost first; ``base`` is ``server.baseUrlPath``."""
    found = [Middleware(SecurityMiddleware)]
    if settings.profile == "public":
        rates: dict[Kind, int] = {
            "searches": settings.searches_a_minute,
            "pictures": settings.pictures_a_minute,
            "visits": settings.visits_a_minute,
        }
        found.append(
            Middleware(
                LimitMiddleware,
                rates=rates,
                proxies=settings.proxies,
                default=settings.language,
                base=base,
            )
        )
    if settings.profile != "curator":
        found.append(Middleware(GateMiddleware, base=base))
    found.append(Middleware(BasePathMiddleware, base=base))
    if settings.profile == "public":
        found.append(Middleware(ArrivalMiddleware, base=base))
    return found
