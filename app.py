"""The app: ``streamlit run app.py``. Routes for data, Streamlit for the pages.

Settings are environment variables; see ``explorer/settings.py``.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from explorer.api import routes
from explorer.api.base_path import BasePathMiddleware
from explorer.ui import address, failures, house
from explorer.ui.document import DocumentMiddleware


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Begin to open the collections, and what takes a while to import, before anyone comes."""
    house.catalogue().known()
    warming = asyncio.create_task(asyncio.to_thread(import_module, "explorer.ui.treemap"))
    yield
    warming.cancel()


BASE = st.get_option("server.baseUrlPath") or ""

app = st.App(
    Path(__file__).parent / "pages" / "shell.py",
    routes=routes(house.catalogue(), house.settings(), house.store()),
    middleware=[
        Middleware(BasePathMiddleware, base=BASE),
        Middleware(
            DocumentMiddleware,
            default=house.settings().language,
            pages=address.pages(),
            base=BASE,
            personal=house.settings().profile != "kiosk",
        ),
    ],
    lifespan=lifespan,
    on_script_error=failures.show,
)
