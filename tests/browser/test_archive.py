"""The demo archive in a browser: drawn documents, found by words with its own encoder."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from tests.browser.conftest import AppServer, running_app

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def app_server(demo_bundle: Path) -> Iterator[AppServer]:
    """The app over the demo archive alone."""
    with running_app(demo_bundle.parent) as server:
        yield server


@pytest.fixture(scope="module")
def techniques(demo_archive: Path) -> dict[str, str]:
    """The true technique of each document, by identifier."""
    with (demo_archive / "truth.csv").open(encoding="utf-8", newline="") as handle:
        by_file = {row["file"]: row["technique"] for row in csv.DictReader(handle)}
    with (demo_archive / "metadata.csv").open(encoding="utf-8", newline="") as handle:
        return {row["id"]: by_file[row["file"]] for row in csv.DictReader(handle)}


@pytest.mark.parametrize(
    ("size", "language", "word", "heading"),
    [
        ("desktop", "fr", "affiche", "Résultats pour « affiche »"),
        ("phone", "en", "poster", "Results for “poster”"),
        ("kiosk", "fr", "cyanotype", "Résultats pour « cyanotype »"),
    ],
)
def test_words_find_what_is_pictured(
    app_server: AppServer,
    visit: Visit,
    techniques: dict[str, str],
    size: str,
    language: str,
    word: str,
    heading: str,
) -> None:
    address = app_server.page("recherche", collection="demo", q=word, lang=language)
    page = visit(address, size=size, language=language)
    page.get_by_role("heading", name=heading).wait_for()
    links = page.locator(".wall a")
    links.first.wait_for()
    found = [
        parse_qs(urlparse(link.get_attribute("href")).query)["item"][0] for link in links.all()[:5]
    ]
    wanted = "poster" if word == "affiche" else word
    assert sum(techniques[identifier] == wanted for identifier in found) >= 4


def test_the_map_hangs_and_its_themes_have_names(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page(collection="demo", lang="en"), language="en")
    page.wait_for_function("() => location.search.includes('view=')")
    page.locator(".label span").first.wait_for(state="attached")
    for layout in ("Themes", "Timeline", "Places"):
        page.get_by_role("button", name=layout, exact=True).click()
        page.wait_for_function(f"() => location.search.includes('view={layout.lower()}')")
