"""Each frame is charged with its own task and all since the one before, on the main thread."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from benchmarks.frames import costs

DRAW = "Canvas2DResourceProvider::ProduceCanvasResource"


def event(name: str, begins: int, lasts: int, *, thread: int = 1) -> dict[str, Any]:
    """One of a trace, in microseconds; it works half of the time that it lasts."""
    return {
        **{"name": name, "ph": "X", "pid": 7, "tid": thread},
        **{"ts": begins, "dur": lasts, "tdur": lasts / 2},
    }


def test_time_goes_to_the_frame_that_is_drawn_next() -> None:
    threads = [
        {"name": "thread_name", "ph": "M", "pid": 7, "tid": tid, "args": {"name": name}}
        for tid, name in ((1, "CrRendererMain"), (2, "Compositor"), (3, "CrRendererMain"))
    ]
    frames, kinds = costs(
        [
            *threads,
            event("RunTask", 0, 4_000),
            event("FunctionCall", 0, 4_000),
            event("RunTask", 10_000, 20_000),
            event("LayerTreeHost::DoUpdateLayers", 12_000, 10_000),
            event(DRAW, 14_000, 2_000),
            event("RunTask", 40_000, 6_000),
            event(DRAW, 41_000, 1_000),
            event("RunTask", 50_000, 6_000),
            event("RunTask", 0, 90_000, thread=2),
            event("RunTask", 0, 90_000, thread=3),
        ]
    )
    assert frames == [12.0, 3.0]
    assert kinds == {
        "script and drawing": pytest.approx(1.0),
        "drawing": pytest.approx(2.0),
        "style and layout": 0,
    }
