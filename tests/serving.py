"""A real server on a free port of this machine, for as long as a test needs it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from explorer.api import routes
from explorer.catalogue import Catalogue
from explorer.exhibitions.opening import open_store
from explorer.settings import Settings


@contextlib.contextmanager
def serving(data: Path, *more: BaseRoute, **settings: object) -> Iterator[str]:
    """Serve the routes of a data folder, and some more; give the address of the root."""
    asked = Settings(data=data, **settings)
    store = open_store(asked)
    catalogue = Catalogue(asked.data, refresh_seconds=asked.refresh_seconds, findings=store)
    app = Starlette(routes=[*more, *routes(catalogue, asked, store)])
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
