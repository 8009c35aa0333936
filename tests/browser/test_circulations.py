"""Circulations in the app: two pictures laid on each other, matches checked by keys, the panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.bundle import RESEMBLES
from explorer.exhibitions.store import Store
from explorer.reproductions.models import DECIDED
from tests.browser.conftest import AppServer, running_app, visiting
from tests.browser.test_accessibility import RULES, SMALL, axe
from tests.matched import copied, match, write_matches

Visit = Callable[..., Any]

HANGING = """all => all.map((covers) =>
  [...covers.children].map((image) => image.getBoundingClientRect().height))"""
"""How high the pictures on each card hang, in pixels."""


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    data = tmp_path_factory.mktemp("circulating") / "data"
    bundle = copied(small_bundle, data / "small")
    linked = [match(10, 11, score=0.9), match(10, 12, "page", score=0.5), match(11, 12, score=0.7)]
    write_matches(bundle, [*linked, match(20, 21), match(30, 31, RESEMBLES)])
    with running_app(data) as running:
        yield running


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Visit]:
    with visiting(browser, server) as opened:

        def page(size: str = "desktop", path: str = "circulations", **query: str) -> Any:
            return opened(server.page(path, collection="small", lang="fr", **query), size=size)

        yield page


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_family_is_opened_and_laid_on_itself(visit: Visit, size: str) -> None:
    page = visit(size)
    page.locator(".family").first.wait_for()
    assert page.locator(".family").count() == 2
    answer = axe.Axe().run(page, options=RULES).response
    assert [(one["id"], one["nodes"][0]["html"]) for one in answer["violations"]] == []
    if size == "phone":
        assert page.evaluate(SMALL) == []
    else:  # what was chosen keeps the keyboard's place in the list that is drawn anew
        page.locator("[data-focus='kind page']").press("Enter")
        page.locator("[data-focus='kind page'][aria-pressed=true]:focus").wait_for()
        page.locator("[data-focus=order]").select_option("latest")
        page.wait_for_function("() => location.search.includes('sort=latest')")
        page.locator("[data-focus=order]").press("Shift+Tab")
        page.locator("[data-focus='kind page']:focus, .chip:focus").first.wait_for()
        page.locator("[data-focus='kind ']").click()
        page.wait_for_function("() => !location.search.includes('kind=')")
        page.locator(".family").nth(1).wait_for()
    # The pictures of a family hang as high as one another, and fill its card together.
    for high in page.locator(".covers").evaluate_all(HANGING):
        assert max(high) - min(high) < 1 and min(high) > 40, high
    page.locator(".family", has=page.locator(".covers img").nth(2)).first.click()
    page.locator(".laid .over").wait_for()
    assert "matrix3d" in page.locator(".laid .over").evaluate("e => e.style.transform")
    page.locator("input[type=range]").fill("80")
    assert page.locator(".overlay .veil").evaluate("e => e.style.opacity") == "0.8"
    page.locator("[data-mode=wipe]").click()
    assert "inset(0" in page.locator(".overlay .veil").evaluate("e => e.style.clipPath")
    page.locator("[data-mode=difference]").click()
    assert page.locator(".laid.difference .veil").evaluate("e => e.style.opacity") == "1"
    # What only one of the two shows steps back: the shade is open over the crop, half of each side.
    hole = page.locator(".shade").evaluate("e => e.style.clipPath").split(",")
    assert hole[0] == "polygon(evenodd" and " 25% 25%" in hole and " 75% 75%" in hole
    page.locator(".blink").click()  # with reduced motion: one change, nothing by itself
    assert page.locator(".blink").get_attribute("aria-pressed") == "false"
    page.locator(".dots").click()
    page.locator(".pair line").first.wait_for(state="attached")
    assert page.locator(".pair line").count() == 2


def test_matches_are_checked_by_keys(visit: Visit, server: AppServer) -> None:
    page = visit(mode="review")
    page.locator(".reviewing .acts").wait_for()
    page.get_by_text("Reste à vérifier : 4").wait_for()
    page.keyboard.press("r")
    page.get_by_text("Reste à vérifier : 3").wait_for()
    store = Store(server.data / "cimaise.sqlite")
    kept = store.decisions(collection="small", kind=DECIDED)
    assert [one.decision.verdict for one in kept] == ["no"]
    page.get_by_text("restent dans une même famille").wait_for()
    page.keyboard.press("u")
    page.get_by_text("Reste à vérifier : 4").wait_for()
    assert store.decisions(collection="small", kind=DECIDED) == ()
    page.keyboard.press("5")
    page.get_by_text("Reste à vérifier : 3").wait_for()
    (one,) = store.decisions(collection="small", kind=DECIDED)
    assert one.decision.provenance["kind"] == "print"
    page.keyboard.press("u")
    page.get_by_text("Reste à vérifier : 4").wait_for()
    # What only looks alike is asked for by itself, and shown side by side: nothing lies on it.
    page.locator("[data-focus='of resembles']").click()
    page.get_by_text("Reste à vérifier : 1").wait_for()
    page.locator("[data-focus='of resembles'][aria-pressed=true]").wait_for()
    page.locator(".overlay.unlaid .pair img").nth(1).wait_for()
