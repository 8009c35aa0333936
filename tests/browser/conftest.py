"""The real app in a process of its own, and a real Chromium to walk through it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SIZES = {"desktop": (1920, 1080), "kiosk": (1080, 1920), "phone": (390, 844)}
PATIENCE = 60_000
"""Milliseconds that any wait may take: a test fails by what it sees, and a busy machine is slow."""

DAMAGED = "abimee"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here, put it last; say why it is skipped where there is no Chromium."""

    def is_here(item: pytest.Item) -> bool:
        return Path(__file__).parent in item.path.parents

    # Playwright keeps an event loop running, beside which no other test could start one.
    items.sort(key=is_here)
    for item in items:
        if is_here(item):
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip("Chromium is not installed: apt-get install chromium")
                )


@dataclass(frozen=True)
class AppServer:
    """A running app: its address (with a slash at the end) and its data folder."""

    address: str
    data: Path

    def page(self, path: str = "", **params: str) -> str:
        """Address of a page."""
        query = urllib.parse.urlencode(params)
        return f"{self.address}{path}{'?' + query if query else ''}"


@contextlib.contextmanager
def running_app(data: Path, *, port: int = 0, **settings: str) -> Iterator[AppServer]:
    """`streamlit run app.py` over a data folder, on a free port unless given, until the end."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    environment = os.environ | {"EXPLORER_DATA": str(data), "EXPLORER_REFRESH_SECONDS": "0.2"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1"]
    log = data.parent / f"app-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment | settings, stdout=output, stderr=output
        )
    server = AppServer(f"http://127.0.0.1:{port}/", data)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{server.address}api/health", timeout=2)
                break
            if process.poll() is not None:
                pytest.fail(log.read_text())
            time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextlib.contextmanager
def app_of(bundle: Path, folder: Path, **settings: str) -> Iterator[AppServer]:
    """The app over a collection and a store that nobody else has, in ``folder``."""
    data = folder / "data"
    shutil.copytree(bundle, data / bundle.name, copy_function=os.link)
    with running_app(data, **settings) as server:
        yield server


@pytest.fixture(scope="session")
def app_data(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small collection and a damaged one."""
    data = tmp_path_factory.mktemp("app") / "data"
    shutil.copytree(small_bundle, data / small_bundle.name, copy_function=os.link)
    (data / DAMAGED).mkdir()
    (data / DAMAGED / "collection.json").write_text('{"name": "abimee", "format": 1')
    return data


@pytest.fixture(scope="session")
def app_server(app_data: Path) -> Iterator[AppServer]:
    """The app over ``app_data``."""
    with running_app(app_data) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


def held(page: Any, pattern: str) -> list[Any]:
    """What the page asks for from now on under an address, until each is let go by hand."""
    asked: list[Any] = []

    def hold(route: Any) -> None:
        asked.append(route)

    page.route(pattern, hold)
    return asked


@dataclass
class Watch:
    """What went wrong on a page, gathered while it is used."""

    origin: str
    troubles: list[str] = field(default_factory=list)

    def follow(self, page: Any) -> None:
        """Listen to a page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self.troubles.append(f"console: {message.text} {where}".rstrip())

    def _request(self, request: Any) -> None:
        inside = (self.origin, self.origin.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(inside):
            self.troubles.append(f"left the machine: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")


@contextlib.contextmanager
def visiting(browser: Any, server: AppServer) -> Iterator[Callable[..., Any]]:
    """Opens pages of a server: ``visit(address, size="phone", language="fr", scheme="dark")``.

    At the end of the block, a console error, an answer that failed or a request to another host
    fails the test, but for pages that are not ``watched``.
    """
    contexts = []
    watch = Watch(server.address)

    def opened(
        address: str,
        *,
        size: str = "desktop",
        language: str = "fr",
        scheme: str = "dark",
        watched: bool = True,
    ) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            locale={"fr": "fr-FR", "en": "en-GB"}.get(language, language),
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(
            f"localStorage['cimaise-scheme'] = localStorage['cimaise-scheme'] ?? '{scheme}'"
        )
        contexts.append(context)
        page = context.new_page()
        if watched:
            watch.follow(page)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.troubles == []


@pytest.fixture
def visit(browser: Any, app_server: AppServer) -> Iterator[Callable[..., Any]]:
    """As ``visiting``, for the app over ``app_data``."""
    with visiting(browser, app_server) as opened:
        yield opened
