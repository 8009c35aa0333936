"""A Chromium to measure in: how it is started, what it takes on the wire, and its memory.

Both sides of a comparison open here, so that both are measured with the same hands.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import re
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

#: No graphics card; no name is resolved, so that only the local machine answers.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--enable-precise-memory-info",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
#: A machine without a graphics card; WebGL is drawn by the processor (SwiftShader), which
#: Playwright allows and a visitor's Chromium does not any more.
NO_GPU = ("--disable-gpu",)
#: The same for a visitor: no WebGL at all.
NO_WEBGL = ("--disable-gpu", "--disable-3d-apis")
_HELD = frozenset({"Pss_Anon:", "Pss_Shmem:"})


def chromium() -> str:
    """Where Chromium is; ends the program with one line where it is not."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        sys.exit("Chromium is not installed: apt-get install chromium")
    return found


@contextlib.contextmanager
def browsing(
    *, width: int, height: int, drawing: tuple[str, ...] = NO_GPU, most: float = math.inf
) -> Iterator[tuple[Page, Memory]]:
    """A page of ``width`` x ``height`` CSS pixels in a Chromium of its own, and its memory.

    A browser that holds more than ``most`` MB is ended, before the machine has to.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*ARGUMENTS, *drawing]
        )
        try:
            page = browser.new_page(viewport={"width": width, "height": height})
            with Memory(root_process(browser), most=most) as memory:
                yield page, memory
        finally:
            browser.close()


@contextlib.contextmanager
def serving(target: Callable[..., None], *given: object) -> Iterator[tuple[str, int]]:
    """Run ``target(*given, port)``, a server, in a process of its own: its address and its id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = multiprocessing.get_context("spawn").Process(target=target, args=(*given, port))
    server.start()
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(address, server)
        yield address, server.pid or 0
    finally:
        server.terminate()
        server.join()


def _wait_for(address: str, server: Any) -> None:
    ends = time.monotonic() + 120
    while server.is_alive() and time.monotonic() < ends:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


class Wire:
    """What a page fetched: bytes as they crossed the wire, answers, requests to strangers.

    ``by_path`` has the bytes of each path of the page's own server, without its first slash.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.bytes = 0
        self.requests = 0
        self.foreign = 0
        self.by_path: defaultdict[str, int] = defaultdict(int)
        self._address = address
        self._asked: dict[str, str] = {}
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.requestWillBeSent", self._sent)

    def _finished(self, event: dict[str, Any]) -> None:
        taken = int(event["encodedDataLength"])
        self.bytes += taken
        self.requests += 1
        self.by_path[self._asked.pop(event["requestId"], "")] += taken

    def _sent(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith(self._address):
            self._asked[event["requestId"]] = url.removeprefix(self._address).partition("?")[0]
        elif url.startswith("http"):
            self.foreign += 1


def root_process(browser: Browser) -> int:
    """The id of the browser's first process, whose children are the others."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return next(int(one["id"]) for one in processes if one["type"] == "browser")


class Memory:
    """Resident memory of a process and all below it, followed in the background.

    Megabytes; pages that several of them share are counted once, and those of the program's own
    files are left out, because other browsers on the machine have their part in them
    (``Pss_Anon`` and ``Pss_Shmem`` of ``/proc/<id>/smaps_rollup``, Linux). A family that holds
    more than ``most`` is ended, and ``ended`` is true from then on.
    """

    def __init__(self, root: int, *, every: float = 1.0, most: float = math.inf) -> None:
        self.root = root
        self.most = most
        self.peak = 0.0
        self.ended = False
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def now(self) -> float:
        """MB at this moment."""
        taken = sum(_proportional(process) for process in family(self.root)) / 1000
        self.peak = max(self.peak, taken)
        return taken

    def by_kind(self) -> dict[str, float]:
        """MB at this moment, by the kind of process that a Chromium has (``browser``,
        ``renderer``, ``gpu-process``, or the name of a service)."""
        taken: defaultdict[str, float] = defaultdict(float)
        for process in family(self.root):
            taken[_kind(process)] += _proportional(process) / 1000
        return taken

    def _follow(self) -> None:
        while not self._stop.wait(self._every):
            if self.now > self.most and not self.ended:
                self.ended = True
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.root, signal.SIGKILL)


def family(root: int) -> list[int]:
    """A process and all its descendants that live now."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name stands in brackets and may hold anything: what counts comes after it.
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting.extend(children.get(found[-1], ()))
    return found


def _kind(process: int) -> str:
    """What a process of Chromium is for; of one that is gone, anything."""
    try:
        line = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return "browser"
    service = re.search(r"--utility-sub-type=\S*?(\w+)(?=\s|$)", line)
    kind = re.search(r"--type=(\S+)", line)
    return service[1] if service else kind[1] if kind else "browser"


def _proportional(process: int) -> float:
    """Kilobytes (1000 bytes) of one process; 0 where it is gone."""
    try:
        _, *lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (OSError, ValueError):
        return 0.0
    named = (line.split() for line in lines)
    return sum(int(size) for name, size, *_ in named if name in _HELD) * 1.024
