"""A board worked on with fingers alone: real touches, on a phone and on an upright screen."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.exhibitions.models import BoardItem
from explorer.exhibitions.store import Store
from tests.browser.conftest import PATIENCE, SIZES, AppServer, Watch, app_of
from tests.browser.test_board import hung, until

ON = {"collection": "small"}
IDS = ["doc-9", "doc-6", "doc-12", "doc-15", "doc-20", "doc-21", "doc-22", "doc-23"]
TOUCHED = ["phone", "kiosk"]


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    with app_of(small_bundle, tmp_path_factory.mktemp("touch")) as running:
        yield running


@pytest.fixture
def store(server: AppServer) -> Store:
    """The store, with one board of eight pictures."""
    found = Store(server.data / "cimaise.sqlite")
    for entry in found.boards(**ON):
        found.delete_board(**ON, board=entry.id)
    found.add_to_board(**ON, ids=IDS)
    return found


class Fingers:
    """Fingers on the screen of a page, as the browser gets them from the glass."""

    def __init__(self, page: Any) -> None:
        self._page, self._session = page, page.context.new_cdp_session(page)

    def say(self, kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    def drag(self, *way: tuple[float, float], hold: Callable[[], bool] | None = None) -> None:
        """Along a way; at its end until ``hold`` holds."""
        self.say("touchStart", way[0])
        for (x, y), (to_x, to_y) in itertools.pairwise(way):
            for step in range(1, 9):
                self.say("touchMove", (x + (to_x - x) * step / 8, y + (to_y - y) * step / 8))
                self._page.wait_for_timeout(16)
        for _ in range(400):
            if hold is None or hold():
                break
            self._page.wait_for_timeout(25)
        self.say("touchEnd")


@pytest.fixture
def touch(server: AppServer, browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page on a screen of a size that has fingers alone."""
    watch, contexts = Watch(server.address), []

    def opened(size: str, path: str, **params: str) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True,
            is_mobile=size == "phone", locale="fr-FR", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        page.goto(server.page(path, lang="fr", **params))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.troubles == []


def pinned(store: Store) -> tuple[BoardItem, ...]:
    board = store.board(**ON, id=store.boards(**ON)[0].id)
    assert board is not None
    return board.items


def order(store: Store) -> list[str]:
    return [item.id for item in pinned(store)]


def middle(place: Any, across: float = 0.5, down: float = 0.5) -> tuple[float, float]:
    box = place.bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


@pytest.mark.parametrize("size", TOUCHED)
def test_pictures_are_put_in_order_by_a_finger(
    touch: Callable[..., Any], store: Store, size: str
) -> None:
    page = touch(size, "tableau")
    cards = hung(page)
    fingers = Fingers(page)
    first, second = cards.nth(0), cards.nth(1)
    second.scroll_into_view_if_needed()
    fingers.drag(middle(first.locator(".grip")), middle(second, 0.9, 0.5))
    until(page, lambda: order(store) == [IDS[1], IDS[0], *IDS[2:]])
    # A finger that only strokes a picture scrolls the page, and moves nothing.
    x, y = middle(cards.nth(1))
    fingers.drag((x, y), (x, y - 150))
    assert order(store) == [IDS[1], IDS[0], *IDS[2:]]
    # As far as the last place: held at the edge, the page goes on by itself.
    page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollTo(0, 0)")
    grip = cards.nth(0).locator(".grip")
    grip.scroll_into_view_if_needed()
    start, edge = middle(grip), (SIZES[size][0] * 0.8, SIZES[size][1] - 4.0)
    last = "(list) => list.lastElementChild.classList.contains('held')"
    whole = page.locator("ol.board")
    fingers.drag(start, edge, hold=lambda: whole.evaluate(last))
    until(page, lambda: order(store) == [IDS[0], *IDS[2:], IDS[1]])


@pytest.mark.parametrize("size", TOUCHED)
def test_a_picture_is_added_noted_marked_taken_off_and_all_of_it_taken_back(
    touch: Callable[..., Any], store: Store, size: str
) -> None:
    page = touch(size, "recherche", item="doc-30")
    page.get_by_role("button", name="Mettre sur le tableau").tap()
    until(page, lambda: "doc-30" in order(store))

    page = touch(size, "tableau")
    cards = hung(page)
    card = cards.nth(0)
    card.get_by_role("button", name=re.compile("^Note")).tap()
    card.get_by_role("textbox", name="Note (Français)").tap()
    page.keyboard.insert_text("Près de la porte")
    card.get_by_role("button", name="Gardée").tap()
    until(page, lambda: pinned(store)[0].status == "kept")
    until(page, lambda: pinned(store)[0].notes == {"fr": "Près de la porte"})
    page.get_by_role("button", name="Gardées 1").tap()
    assert cards.count() == 1
    page.get_by_role("button", name="Toutes 9").tap()
    cards.nth(1).get_by_role("button", name=re.compile("^Ôter")).tap()
    until(page, lambda: IDS[1] not in order(store))
    page.get_by_role("button", name="La remettre").tap()
    until(page, lambda: order(store)[:2] == IDS[:2])
    # Step by step back to where the board was before anything was done on this page.
    for _ in range(4):
        page.get_by_role("button", name=re.compile("^Annuler :")).tap()
        page.wait_for_timeout(300)
    until(page, lambda: (pinned(store)[0].status, pinned(store)[0].notes) == ("proposed", {}))


@pytest.mark.parametrize("size", TOUCHED)
def test_the_light_table_is_moved_and_enlarged_by_two_fingers(
    touch: Callable[..., Any], store: Store, size: str
) -> None:
    page = touch(size, "tableau")
    cards = hung(page)
    for at in (0, 1):
        cards.nth(at).locator(".pick").tap()
    page.get_by_role("button", name="Table lumineuse").tap()
    table = page.get_by_role("dialog", name="Table lumineuse")
    images = table.locator("img")
    images.nth(1).wait_for()
    width = "(images) => images.map((image) => image.getBoundingClientRect().width)"
    before = images.evaluate_all(width)
    x, y = middle(table.locator(".frame").nth(0))
    fingers = Fingers(page)
    fingers.say("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 9):
        fingers.say("touchMove", (x - 20 - 5 * step, y), (x + 20 + 5 * step, y))
    fingers.say("touchEnd")
    after = images.evaluate_all(width)
    assert [b / a for a, b in zip(before, after, strict=True)] == pytest.approx([3, 3], rel=0.1)
