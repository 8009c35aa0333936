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
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from benchmarks.visitors import app
from explorer.site import addresses
from explorer.site.statement import FOUND
from explorer.ui.i18n import LANGUAGES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIZES = {"desk": (1920, 1080), "telephone": (390, 844)}


def main() -> int:
    """Look at every page, write what was found; the number of rules broken is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bundle", type=Path)
    folder = parser.parse_args().bundle.resolve()
    name = folder.name
    found: list[dict[str, Any]] = []
    version = ""
    with app(folder) as (root, _), sync_playwright() as playwright:
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
            "accessibility": "c/accessibility",
            "carte": f"?{shown}",
            "recherche": f"recherche?{shown}&q=portrait",
            "similaires": f"similaires?{shown}",
            "themes": f"themes?{shown}",
            "circulations": f"circulations?{shown}",
            "expositions": f"expositions?{shown}",
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
