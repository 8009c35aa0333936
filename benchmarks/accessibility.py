"""What a machine finds of accessibility: ``python -m benchmarks.accessibility BUNDLE``.

Every page of the public site in every language, dark on a desk and light on a telephone, by
axe-core (rules of WCAG 2.2 A and AA, and its best practices). Writes
``explorer/site/accessibility.json``, from which the site's own statement is made: what fails is
in it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from benchmarks.visitors import app
from explorer.collection import Collection
from explorer.exhibitions.exhibition import read_exhibition
from explorer.exhibitions.opening import beside
from explorer.exhibitions.store import Store
from explorer.site import addresses
from explorer.site.statement import FOUND
from explorer.ui.i18n import LANGUAGES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIZES = {"desk": (1920, 1080), "telephone": (390, 844)}


EXHIBITION = "looked-at"
SECTIONS = ("wall", "row", "single", "timeline", "compare")


@contextmanager
def exhibited(bundle: Path) -> Iterator[Path]:
    """A data folder with a bundle, and a published exhibition with a room of each kind."""
    items = [one.id for one in Collection(bundle).items(range(6), language="fr")]
    hung = [
        {"item": id_, "cleared": True, "caption": {"fr": "Une *légende*", "en": "A *caption*"}}
        for id_ in items
    ]
    told = {
        "id": EXHIBITION,
        "collection": bundle.name,
        "title": {"fr": "Une exposition", "en": "An exhibition"},
        "subtitle": {"fr": "Pour être regardée", "en": "To be looked at"},
        "introduction": {"fr": "Quelques **mots**.", "en": "A few **words**."},
        "cover": hung[0],
        "credits": {"fr": "Textes : personne", "en": "Texts: nobody"},
        "sections": [
            {
                "id": kind,
                "kind": kind,
                "heading": {"fr": f"Salle {n}", "en": f"Room {n}"},
                "text": {"fr": "Un texte.", "en": "A text."},
                "exhibits": hung[:1] if kind == "single" else hung,
            }
            for n, kind in enumerate(SECTIONS, 1)
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        (data / bundle.name).symlink_to(bundle)
        store = Store(beside(data))
        entry, _ = store.put_exhibition(read_exhibition(json.dumps(told)))
        store.publish_exhibition(collection=bundle.name, id=EXHIBITION, version=entry.version)
        yield data


def main() -> int:
    """Look at every page, write what was found; the number of rules broken is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bundle", type=Path)
    folder = parser.parse_args().bundle.resolve()
    name = folder.name
    found: list[dict[str, Any]] = []
    version = ""
    with (
        exhibited(folder) as data,
        app(data) as (root, _),
        sync_playwright() as playwright,
    ):
        while True:
            try:
                if httpx.get(f"{root}/api/v1/{name}/rows?rows=1", timeout=60).status_code == 200:
                    break
            except httpx.HTTPError:
                continue
        (one,) = httpx.get(f"{root}/api/v1/{name}/rows?rows=1").json()["results"]
        theme = httpx.get(f"{root}/api/v1/{name}/themes").json()["results"][0]["id"]
        shown = f"collection={name}"
        pages = {
            "/": "",
            "item": addresses.item(name, one["id"]),
            "theme": addresses.theme(name, theme),
            "exhibition": addresses.exhibition(name, EXHIBITION),
            "accessibility": "c/accessibility",
            "carte": f"?{shown}",
            "recherche": f"recherche?{shown}&q=portrait",
            "similaires": f"similaires?{shown}",
            "themes": f"themes?{shown}",
            "circulations": f"circulations?{shown}",
            "expositions": f"expositions?{shown}",
            "exposition": f"expositions?{shown}&exhibition={EXHIBITION}",
            "a-propos": f"a-propos?{shown}",
        }
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for what, path in pages.items():
            passed: set[str] = set()
            failed: dict[str, dict[str, str]] = {}
            for scheme, (size, (width, height)) in zip(
                ("dark", "light"), SIZES.items(), strict=True
            ):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, has_touch=size == "telephone"
                )
                context.add_init_script(f"localStorage['cimaise-scheme'] = '{scheme}'")
                page = context.new_page()
                for language in LANGUAGES:
                    page.goto(f"{root}/{addresses.told_in(path, language)}", timeout=120_000)
                    page.locator("main, header.bar").first.wait_for(timeout=120_000)
                    page.wait_for_timeout(2500)
                    answer = Axe().run(page, options=RULES).response
                    version = answer["testEngine"]["version"]
                    passed |= {rule["id"] for rule in answer["passes"]}
                    for rule in answer["violations"]:
                        failed[rule["id"]] = {
                            "rule": rule["id"],
                            "impact": rule["impact"],
                            "help": rule["help"],
                        }
                context.close()
            held = len(passed - failed.keys())
            found.append({"name": what, "passed": held, "failed": list(failed.values())})
            print(what, held, *(f"{one['rule']} ({one['impact']})" for one in failed.values()))
        browser.close()
    told = {"date": datetime.now(UTC).date().isoformat(), "axe": version, "pages": found}
    FOUND.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return min(100, sum(len(page["failed"]) for page in found))


if __name__ == "__main__":
    sys.exit(main())
