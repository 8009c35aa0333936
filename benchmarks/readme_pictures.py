"""The pictures at the top of the README: ``python -m benchmarks.readme_pictures [DATA]``.

Starts the app on a folder of bundles that holds ``demo``, opens it in Chromium, and writes
``docs/pictures/map.jpg`` and ``docs/pictures/search.jpg``.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.browsing import chromium
from benchmarks.screenshots import ARGUMENTS, settle

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "pictures"
SIZE = (1440, 860)
SHOWN = {
    "map": ("dark", "en", "?collection=demo"),
    "search": ("light", "fr", "recherche?collection=demo&q=bateau+la+nuit"),
}
"""By name: light, language, address."""
_SECONDS = 60


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readme_pictures")
    parser.add_argument("data", nargs="?", type=Path, default=ROOT / "data")
    given = parser.parse_args()
    if not (given.data / "demo" / "collection.json").is_file():
        print(f"there is no {given.data / 'demo'}: run 'make demo' first", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    with running(given.data) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for name, (light, language, address) in SHOWN.items():
            context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
            context.add_init_script(f"localStorage['cimaise-scheme'] = '{light}'")
            page = context.new_page()
            page.goto(f"{url}/{address}&lang={language}")
            settle(page)
            page.wait_for_timeout(2500)
            with Image.open(io.BytesIO(page.screenshot())) as picture:
                picture.convert("RGB").save(OUT / f"{name}.jpg", quality=84, optimize=True)
            context.close()
            print(OUT / f"{name}.jpg")
        browser.close()
    return 0


@contextlib.contextmanager
def running(data: Path) -> Iterator[str]:
    """The app on a free port; its address, without the last slash."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    arguments = ["run", "app.py", "--server.address", "127.0.0.1", "--server.port", str(port)]
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", *arguments, "--server.headless", "true"],
        cwd=ROOT,
        env={**os.environ, "EXPLORER_DATA": str(data.absolute())},
        stdout=subprocess.DEVNULL,
    )
    try:
        began = time.monotonic()
        while not _answers(f"{url}/api/health"):
            if app.poll() is not None or time.monotonic() - began > _SECONDS:
                raise SystemExit("the app did not start")
            time.sleep(0.2)
        yield url
    finally:
        app.terminate()
        app.wait(timeout=10)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


if __name__ == "__main__":
    sys.exit(main())
