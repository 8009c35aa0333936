"""A picture that is followed on the map: its family lit, threads between them, and the ways out."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.bundle import RESEMBLES
from tests.browser.harness import hall
from tests.browser.opening import Opened, openings, resting
from tests.browser.test_accessibility import SMALL
from tests.matched import copied, match, write_matches

STAGE = "window.map.visit.stage"
BAR = ".following"
THREADS = f"{STAGE}.lit?.threads({STAGE}.layout) ?? []"
LIT = f"""() => {{
  const {{ drawn, lit }} = {STAGE};
  const seen = Array.from({{ length: drawn.count }}, (_, i) => [drawn.row[i], drawn.alpha[i]]);
  return {{ framed: lit?.framed ?? [], bright: seen.filter(([, alpha]) => alpha > 0.9)
    .map(([row]) => row).sort((a, b) => a - b) }};
}}"""
MEMBERS = [20, 21, 22, 23]

rest = resting('window.told.some(([name]) => name === "view")')


@pytest.fixture(scope="module")
def address(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A collection with a family of four, one with an odd id, and one that was not looked at."""
    data = tmp_path_factory.mktemp("followed") / "data"
    bundle = copied(small_bundle, data / "small")
    copied(small_bundle, data / "plain")
    pairs = [match(20, row, kind) for row, kind in ((21, "crop"), (22, "page"), (23, "print"))]
    write_matches(bundle, [*pairs, match(0, 30, "print"), match(40, 41, RESEMBLES)])
    with hall(data) as found:
        yield found


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    yield from openings(browser, address, rest=rest)


def test_its_family_is_lit_and_threads_lead_to_it(opened: Opened) -> None:
    page = opened(family="doc-22")
    page.locator(f"{BAR}:not([hidden])").wait_for()
    rest(page)
    said = page.locator(BAR).inner_text()
    assert "3 autres apparitions" in said
    lit = page.evaluate(LIT)
    assert lit["framed"][-1] == 20, "the original lies on the others"
    assert sorted(lit["framed"]) == MEMBERS == lit["bright"]
    threads = page.evaluate(THREADS)
    assert len(threads) == 3
    assert len({(one["from"]["x"], one["from"]["y"]) for one in threads}) == 1
    before = threads[0]["from"]
    page.get_by_role("button", name="Grille", exact=True).click()
    page.wait_for_function(f"() => {STAGE}.layout === 'grid' && !{STAGE}.moving")
    assert page.evaluate(THREADS)[0]["from"] != before


def test_the_ways_out(opened: Opened) -> None:
    page = opened(family="doc-20")
    page.locator(f"{BAR}:not([hidden])").wait_for()
    page.get_by_role("button", name="Voir sa circulation").click()
    to = {"page": "circulations", "params": {"family": "doc-20"}}
    assert ["go", to] in page.evaluate("window.told")
    page.get_by_role("button", name="Ne plus suivre").click()
    page.locator(BAR).wait_for(state="hidden")
    assert page.evaluate(f"{STAGE}.lit") is None
    assert "family" not in urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)


def test_escape_ends_it_after_what_is_open(opened: Opened) -> None:
    page = opened(family="doc-20")
    page.locator(f"{BAR}:not([hidden])").wait_for()
    page.evaluate("window.map.visit.walk('doc-21')")
    page.locator(".panel:not([hidden])").wait_for()
    page.locator("canvas").first.focus()
    page.keyboard.press("Escape")
    page.locator(".panel").wait_for(state="hidden")
    assert page.locator(BAR).is_visible()
    page.keyboard.press("Escape")
    page.locator(BAR).wait_for(state="hidden")


def test_a_search_takes_its_place(opened: Opened) -> None:
    page = opened(family="doc-20")
    page.locator(f"{BAR}:not([hidden])").wait_for()
    page.evaluate("window.map.visit.seeking.seek({ q: 'vase' })")
    page.locator(BAR).wait_for(state="hidden")
    page.wait_for_function(f"() => {STAGE}.lit !== null")
    assert page.evaluate(THREADS) == []


@pytest.mark.parametrize(
    ("collection", "family"),
    [("small", "doc-12"), ("small", "doc-40"), ("plain", "doc-20"), ("small", "<b>x</b>")],
)
def test_what_has_no_family_says_so(opened: Opened, collection: str, family: str) -> None:
    page = opened(collection=collection, family=family, rough=True)
    page.get_by_text("autre apparition de cette image").wait_for()
    assert page.locator(BAR).is_hidden()
    assert page.evaluate(f"{STAGE}.lit") is None


def test_an_odd_identifier_is_followed(opened: Opened) -> None:
    page = opened(family="a/b é/similar")
    page.locator(f"{BAR}:not([hidden])").wait_for()
    assert len(page.evaluate(THREADS)) == 1


@pytest.mark.parametrize("size", ["phone", "kiosk"])
def test_fingers_have_room(opened: Opened, size: str) -> None:
    page = opened(family="doc-20", size=size)
    page.locator(f"{BAR}:not([hidden])").wait_for()
    assert page.evaluate(SMALL) == []
    wide = page.viewport_size["width"]
    for button in page.locator(f"{BAR} button").all():
        box = button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= wide
        assert min(box["width"], box["height"]) >= 48
    page.get_by_role("button", name="Ne plus suivre").tap()
    page.locator(BAR).wait_for(state="hidden")
