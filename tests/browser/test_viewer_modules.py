"""The viewer's modules, each by itself, in the browser that will run them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.bundle import SheetIndex
from explorer.search import folding
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


ALIKE = """async () => {
  const [volume, module] = await Promise.all(
    ["map.bound.js", "map.js"].map((name) => import(`/viewer/${name}`)));
  const told = (all) => Object.entries(all).map(([name, value]) => [name, String(value)]);
  return [told(volume), told(module)];
}"""


def test_a_volume_gives_what_its_module_gives(bench: Any) -> None:
    volume, module = bench.evaluate(ALIKE)
    assert volume == module and dict(module).keys() == {"mount"}


def test_a_volume_asks_for_nothing_more(browser: Any, small_bundle: Path) -> None:
    with hall(small_bundle.parent) as address:
        page = browser.new_page()
        asked: list[str] = []
        troubles: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{address}?volume&lang=en&item=doc-9")
        page.locator(".panel").get_by_role("button", name="Look closer").click()
        page.locator("dialog.deepzoom").get_by_role("button", name="Closer").click()
        page.wait_for_function("() => map.visit.closer.dialog.plate.base?.side === 1024")
        dressed = page.evaluate("getComputedStyle(map.visit.element).position")
        page.close()
    program = sorted(name for name in asked if name.startswith("viewer/"))
    assert program == ["viewer/house.css", "viewer/map.bound.js", "viewer/scheme.js"]
    assert troubles == [] and dressed in ("absolute", "relative", "fixed")


WORDS = (
    "L'École des Beaux-Arts, à Lyon", "ŒUVRE d’art", "Straße CAFÉ", "chevaux journaux bateaux",
    "the leaves of women's dresses", "boîtes glass bus", "de la", "日本 の 絵", "x²  №5 ℠", "",
    "berries churches axes feux choux", "aujourd'hui jusqu'à qu'il",
)  # fmt: skip


def test_the_browser_folds_words_as_python_does(bench: Any) -> None:
    read = """async (texts) => {
      const { wordsOf, forms } = await import('/viewer/folding.js');
      return texts.map((text) => [wordsOf(text), wordsOf(text).map((word) => forms(word))]);
    }"""
    for text, (words, forms) in zip(WORDS, bench.evaluate(read, list(WORDS)), strict=True):
        assert words == folding.words_of(text), text
        assert forms == [list(folding.forms(word)) for word in words], text
