"""Facets that people made: among filters, on chips, in the panel, by the names they gave."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.bundle import Bundle
from explorer.exhibitions.store import Store
from explorer.facets.models import MadeFacet, MadeValue, Provenance
from tests.browser.harness import hall
from tests.browser.opening import Opened, openings, resting

rest = resting('window.told.some(([name]) => name === "view")')
HOSTILE = "<img src=x onerror=alert(1)> & “été”"


@pytest.fixture(scope="module")
def address(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("made") / "data"
    shutil.copytree(small_bundle, data / "small", copy_function=os.link)
    vectors = np.asarray(Bundle(small_bundle).vectors, np.float32)
    values = tuple(
        MadeValue.of(id=id_, name=name, vector=vectors[row])
        for id_, name, row in (("near", {"fr": "Proche"}, 0), ("far", {"fr": HOSTILE}, 30))
    )
    facet = MadeFacet(
        id="idea",
        name={"fr": "Mon idée", "en": "My idea"},
        source="classes",
        single=True,
        values=values,
        provenance=Provenance(model="random"),
    )
    Store(data / "cimaise.sqlite").put_finding(facet.finding("small"))
    with hall(data) as found:
        yield found


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    yield from openings(browser, address, rest=rest)


def test_a_link_with_a_made_facet_names_it_and_dims_the_rest(opened: Opened) -> None:
    page = opened(collection="small", lang="fr", filter="f.idea=near")
    chip = page.locator(".chips .chip").first
    chip.filter(has_text="Mon idée").wait_for()
    assert chip.inner_text() == "Mon idée\u00a0: Proche"
    assert page.evaluate("window.map.visit.stage.lit.mask.count") > 0
    chip.click()
    page.wait_for_function("() => window.map.visit.stage.lit === null")


def test_it_is_chosen_among_the_filters_and_told_in_the_panel(opened: Opened) -> None:
    page = opened(collection="small", lang="fr")
    page.get_by_role("button", name="Filtres").click()
    group = page.get_by_role("group", name="Mon idée")
    group.get_by_role("checkbox").nth(1).wait_for()
    assert "Proche" in group.inner_text() and HOSTILE in group.inner_text()
    group.get_by_role("checkbox", name="Proche").check()
    page.wait_for_function("() => window.map.visit.stage.lit?.mask.count > 0")
    assert "f.idea=near" in page.evaluate("decodeURIComponent(location.search)")
    row = page.evaluate("Array.from({length: 60}, (_, r) => r)"
                        ".find((r) => window.map.visit.stage.lit.mask.has(r))")  # fmt: skip
    page.evaluate(
        "async (row) => { const { items } = window.map.visit; await items.want([row]);"
        " window.map.visit.open(items.get(row)); }",
        row,
    )
    panel = page.locator("section.panel")
    panel.get_by_role("button", name="Mon idée\u00a0: Proche").wait_for()
    assert "proposé par la machine" in panel.inner_text()
