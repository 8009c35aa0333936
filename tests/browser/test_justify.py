"""Justified rows, whatever the pictures: the module itself, run by a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Justify = Callable[[list[float], dict[str, float]], list[dict[str, int]]]

RATIOS = st.lists(st.floats(0.02, 60), min_size=1, max_size=40)
WALLS = st.fixed_dictionaries(
    {
        "width": st.integers(200, 3840),
        "height": st.integers(80, 400),
        "gap": st.integers(0, 24),
    }
)
KEEP = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def page(browser: Any, served: str) -> Iterator[Any]:
    opened = browser.new_page()
    # The modules may only be read by a page of their own origin.
    opened.goto(f"{served}/viewer/justify.js")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def justify(page: Any) -> Justify:
    call = "async ([r, w]) => (await import('/viewer/justify.js')).justify(r, w)"
    return lambda ratios, wall: page.evaluate(call, [ratios, wall])


def rows(boxes: list[dict[str, int]]) -> list[list[dict[str, int]]]:
    count = boxes[-1]["row"] + 1
    return [[box for box in boxes if box["row"] == row] for row in range(count)]


@KEEP
@given(ratios=RATIOS, wall=WALLS)
def test_rows_fill_the_wall_and_keep_the_order(
    justify: Justify, ratios: list[float], wall: dict[str, float]
) -> None:
    boxes = justify(ratios, wall)
    assert len(boxes) == len(ratios)
    assert [box["row"] for box in boxes] == sorted(box["row"] for box in boxes)
    hung = rows(boxes)
    for place, row in enumerate(hung):
        last = place == len(hung) - 1
        wide = sum(box["width"] for box in row) + wall["gap"] * (len(row) - 1)
        tall = {box["height"] for box in row}
        assert row, "no row is empty"
        assert len(tall) == 1
        assert wide <= wall["width"]
        assert min(box["width"] for box in row) >= 1
        assert max(tall) <= wall["height"] * (1 if last else 1.5) + 0.5
        if not last and max(tall) < 1.5 * wall["height"] - 1:
            assert wide == wall["width"]


@KEEP
@given(ratio=st.floats(0.02, 60), width=st.integers(50, 2000), height=st.integers(50, 600))
def test_a_picture_hangs_whole_in_its_box(page: Any, ratio: float, width: int, height: int) -> None:
    size = page.evaluate(
        "async ([r, b]) => (await import('/viewer/justify.js')).hang(r, b)",
        [ratio, {"width": width, "height": height}],
    )
    assert 1 <= size["width"] <= width
    assert 1 <= size["height"] <= max(height, 1) + 1
    assert abs(size["width"] - size["height"] * ratio) <= max(1.0, ratio)


def test_what_has_no_shape_still_hangs(justify: Justify) -> None:
    wall = {"width": 800, "height": 200, "gap": 10}
    assert justify([], wall) == []
    for odd in (0.0, -1.0, 1e9):
        boxes = justify([odd, 1.5], wall)
        assert len(boxes) == 2
        assert min(box["width"] for box in boxes) >= 44
