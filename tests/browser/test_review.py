"""The review in the app: answered by keys and by finger, undone, many at once; curators alone."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from explorer.exhibitions.store import Store
from explorer.review.models import DECIDED
from tests.browser.conftest import AppServer, running_app, visiting
from tests.browser.test_accessibility import RULES, SMALL, axe
from tests.makers import Source, build

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def server(demo_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    data = tmp_path_factory.mktemp("reviewed") / "data"
    shutil.copytree(demo_bundle, data / "small", copy_function=os.link)
    with running_app(data) as running:
        yield running


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Visit]:
    with visiting(browser, server) as opened:

        def page(size: str = "desktop", *, rough: bool = False, **query: str) -> Any:
            address = server.page("revue", collection="small", lang="fr", **query)
            page = opened(address, size=size, watched=not rough)
            page.locator(".one img, .batch img").first.wait_for()
            return page

        yield page


def standing(server: AppServer) -> list[tuple[str, str, str]]:
    store = Store(server.data / "cimaise.sqlite")
    found = store.decisions(collection="small", kind=DECIDED)
    return [(one.decision.subject, one.decision.value, one.decision.verdict) for one in found]


def until(page: Any, true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it was not kept")


def test_keys_accept_refuse_and_take_back(visit: Visit, server: AppServer) -> None:
    page = visit()
    before = len(standing(server))
    first = page.locator(".proposed").inner_text()
    page.keyboard.press("a")
    until(page, lambda: len(standing(server)) == before + 1)
    assert standing(server)[-1][1:] == (first, "yes")
    page.get_by_text("Déjà répondu").wait_for()
    page.keyboard.press("r")
    until(page, lambda: len(standing(server)) == before + 2)
    assert standing(server)[-1][2] == "no"
    page.keyboard.press("u")
    until(page, lambda: len(standing(server)) == before + 1)
    page.keyboard.press("u")
    until(page, lambda: len(standing(server)) == before)
    page.locator(".proposed", has_text=first).wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_text("2 sur").wait_for()
    page.locator("select").first.focus()
    page.keyboard.press("r")  # in a control, letters are the control's
    page.wait_for_timeout(500)
    assert len(standing(server)) == before


def test_many_at_once_by_finger(visit: Visit, server: AppServer) -> None:
    page = visit("phone", mode="batch")
    before = len(standing(server))
    cards = page.locator(".batch label")
    n = cards.count()
    assert n > 1
    cards.first.tap()
    button = page.get_by_role("button", name="Accepter pour")
    assert str(n - 1) in button.inner_text()
    button.tap()
    until(page, lambda: len(standing(server)) == before + n - 1)
    assert {verdict for _, _, verdict in standing(server)[before:]} == {"yes"}
    page.get_by_role("button", name="Filtrer par les mots-clés acceptés").tap()
    page.get_by_text("parmi les filtres").wait_for()
    column = "f.reviewed-tags"
    page.goto(server.page("", collection="small", lang="fr", filter=f"{column}=t0"))
    page.locator(".chips .chip", has_text="Mots-clés acceptés").wait_for()


def test_what_a_record_lacks_is_proposed_with_its_evidence_and_leaves_as_a_table(
    visit: Visit, browser: Any, small_source_folder: Source, tmp_path: Path
) -> None:
    answered_by_evidence(visit(field="date"), "date")
    # Nothing is written of how these six were made; of the others of their kind it is.
    with small_source_folder.table.open(encoding="utf-8", newline="") as told:
        rows = list(csv.DictReader(told))
    for row in rows[18:24]:
        row["technique"] = ""
    table = small_source_folder.table.parent / f"{tmp_path.name}.csv"
    with table.open("w", encoding="utf-8", newline="") as lacking:
        writer = csv.DictWriter(lacking, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    build(replace(small_source_folder, table=table), tmp_path / "data" / "small")
    with running_app(tmp_path / "data") as running, visiting(browser, running) as opened:
        page = opened(running.page("revue", collection="small", lang="fr", field="technique"))
        answered_by_evidence(page, "technique")


def answered_by_evidence(page: Any, field: str) -> None:
    """A suggestion says why, is accepted by a key, and is in the table that is taken away."""
    page.locator(".evidence img").first.wait_for()
    recorded, proposed, why = page.locator(".asked dd").all_inner_texts()
    seen = page.locator(".evidence li")
    assert seen.count() >= 2 and seen.first.locator("img").get_attribute("alt")
    assert "des images les plus semblables" in why
    page.keyboard.press("a")
    page.get_by_text("Déjà répondu").wait_for()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Mes réponses (CSV)").click()
    rows = csv.DictReader(io.StringIO(Path(taken.value.path()).read_text("utf-8-sig")))
    told = [row for row in rows if row["field"] == field][-1]
    assert (told["old_value"] or "Rien") == recorded and told["new_value"] == proposed
    assert told["verdict"] == "accepted" and told["said_by"] == "machine"
    assert told["basis"] == "neighbours" and told["model"] and told["when"]
    assert len(told["evidence"].split("|")) >= 2


def test_a_theme_is_reviewed_alone(visit: Visit, server: AppServer) -> None:
    page = visit(mode="batch")
    whole = page.get_by_role("status").inner_text()
    theme = page.get_by_label("Dans le thème")
    theme.select_option(index=1)
    page.wait_for_function(
        "(before) => [...document.querySelectorAll('*')].some((host) =>"
        " /\\d/.test(host.shadowRoot?.querySelector('.status')?.textContent ?? '')"
        " && host.shadowRoot.querySelector('.status').textContent !== before)",
        arg=whole,
    )
    assert f"theme={theme.input_value()}" in page.url
    counted = lambda text: int(re.sub(r"\D", "", text.split(".")[0]))  # noqa: E731
    assert 0 < counted(page.get_by_role("status").inner_text()) < counted(whole)


def test_a_server_that_is_lost_loses_no_answer(visit: Visit, server: AppServer) -> None:
    page = visit(rough=True)
    before = len(standing(server))
    first = page.locator(".proposed").inner_text()
    page.route("**/review", lambda route: route.abort())
    page.keyboard.press("a")
    page.get_by_role("alert").get_by_text("Le serveur ne répond pas").wait_for()
    assert page.locator(".proposed").inner_text() == first
    page.unroute("**/review")
    page.keyboard.press("a")
    until(page, lambda: len(standing(server)) == before + 1)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_page_breaks_no_rule(visit: Visit, size: str) -> None:
    for mode in ("one", "batch"):
        page = visit(size, mode=mode)
        page.wait_for_load_state("networkidle")
        answer = axe.Axe().run(page, options=RULES).response
        assert len(answer["passes"]) > 10
        assert [(one["id"], one["nodes"][0]["html"]) for one in answer["violations"]] == []
        if size == "phone":
            assert page.evaluate(SMALL) == []
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide)


@pytest.mark.parametrize("profile", ["kiosk", "public"])
def test_others_than_curators_have_no_such_page(
    server: AppServer, browser: Any, profile: str
) -> None:
    with running_app(server.data, EXPLORER_PROFILE=profile) as other:
        page = browser.new_page()
        page.goto(other.page("revue", collection="small", lang="fr"))
        page.locator(".bar").first.wait_for()
        page.wait_for_timeout(1000)
        assert page.get_by_role("heading", name="À revoir").count() == 0
        assert page.get_by_text("Atelier").count() == 0
        page.close()
