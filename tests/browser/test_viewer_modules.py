"""The viewer's modules, each by itself, in the browser that will run them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.bundle import SheetIndex
from tests.browser.harness import MODULES, hall

TESTS = [
    (path.name, name)
    for path in sorted(MODULES.glob("*.js"))
    if path.name not in ("check.js", "sheets.js")
    for name in re.findall(
        r"^export (?:async )?function (\w+)\(\)", path.read_text(encoding="utf-8"), re.M
    )
]

RUN = "async ([file, name, given]) => (await import(`/modules/${file}`))[name](given)"


@pytest.fixture(scope="module")
def bench(browser: Any, small_bundle: Path) -> Iterator[Any]:
    with hall(small_bundle.parent) as address:
        page = browser.new_page()
        page.goto(f"{address}modules/check.js")
        yield page
        page.close()


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_module(bench: Any, file: str, name: str) -> None:
    bench.evaluate(RUN, [file, name, None])


@pytest.mark.parametrize("count", [0, 1, 300])
def test_the_browser_reads_what_python_wrote(bench: Any, count: int) -> None:
    rng = np.random.default_rng(count)
    written = SheetIndex(
        row=rng.integers(0, 2**31 - 1, count, dtype=np.int32),
        x=rng.random(count, dtype=np.float32),
        y=rng.random(count, dtype=np.float32),
        level=rng.integers(0, 40, count).astype(np.uint8),
        width=rng.integers(1, 65, count).astype(np.uint8),
        height=rng.integers(1, 65, count).astype(np.uint8),
        columns=18,
        packed=count == 1,
        below=(0, 7, 2**32 - 1, 3),
    )
    read = bench.evaluate(RUN, ["sheets.js", "read", list(written.to_bytes())])
    for name in ("row", "x", "y", "level", "width", "height"):
        assert read[name] == getattr(written, name).tolist()
    assert (read["columns"], read["packed"], read["cell"]) == (18, count == 1, written.cell)
    assert (read["count"], tuple(read["below"])) == (count, written.below)


def test_what_is_no_index_is_refused(bench: Any) -> None:
    empty = np.zeros(0, np.uint8)
    index = SheetIndex(empty, empty, empty, empty, empty, empty, columns=1)
    bench.evaluate(RUN, ["sheets.js", "refuses_what_is_no_index", list(index.to_bytes())])
