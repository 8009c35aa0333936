"""The app: ``streamlit run app.py``. Routes for data, Streamlit for the pages.

Settings are environment variables; see ``explorer/settings.py``.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from explorer.api import routes
from explorer.api.content_state import ContentStateMiddleware
from explorer.api.front import front
from explorer.api.promptness import send_promptly
from explorer.ui import address, door, failures, house, kiosk
from explorer.ui.document import DocumentMiddleware
from explorer.ui.warming import warm


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Begin to open the collections, and what takes a while to import, before anyone comes."""
    send_promptly()
    house.catalogue().known()
    warming = asyncio.create_task(asyncio.to_thread(warm))
    yield
    warming.cancel()


door.keep_to_this_machine()
BASE = st.get_option("server.baseUrlPath") or ""

states = [
    Middleware(
        ContentStateMiddleware,
        catalogue=house.catalogue(),
        settings=house.settings(),
        base=BASE,
    )
]
if house.settings().profile == "kiosk":
    states = []  # nobody comes to a kiosk by a link

app = st.App(
    Path(__file__).parent / "pages" / "shell.py",
    routes=routes(house.catalogue(), house.settings(), house.store()),
    middleware=[
        Middleware(door.DoorMiddleware, base=BASE),
        *front(house.settings(), base=BASE),
        Middleware(
            DocumentMiddleware,
            default=house.settings().language,
            pages=address.pages(),
            base=BASE,
            personal=not kiosk.here(),
            head=kiosk.head() if kiosk.here() else "",
            marks=kiosk.marks() if kiosk.here() else None,
            home=address.HOME if kiosk.here() else "",
            site=house.settings().profile == "public",
        ),
        *states,
    ],
    lifespan=lifespan,
    on_script_error=failures.show,
)
