"""Editing themes at the desk: named, hidden, merged, split, taken back, and by two at once."""

from __future__ import annotations

import json
import os
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.browser.conftest import PATIENCE, AppServer, running_app
from tests.browser.test_accessibility import RULES, SMALL
from tests.makers import Source, build

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def app_server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app of its own: what is edited here is nobody else's."""
    data = tmp_path_factory.mktemp("themes") / "data"
    shutil.copytree(small_bundle, data / small_bundle.name, copy_function=os.link)
    with running_app(data) as server:
        yield server


def themes(server: AppServer) -> list[dict[str, Any]]:
    address = f"{server.address}api/v1/small/themes?lang=fr&medoids=0"
    with urllib.request.urlopen(address) as answer:
        found: list[dict[str, Any]] = json.loads(answer.read())["results"]
    return [theme for theme in found if theme["level"] == 0]


def desk(page: Any) -> Any:
    return page.locator(".desk")


def kept(page: Any) -> None:
    desk(page).get_by_role("status").get_by_text("C’est gardé.").wait_for()


def opened(server: AppServer, visit: Visit, theme: int, **how: str) -> Any:
    page = visit(server.page("themes", collection="small", theme=str(theme), lang="fr"), **how)
    desk(page).wait_for()
    return page


def named(page: Any, text: str) -> None:
    desk(page).get_by_label("Nom (Français)").fill(text)
    desk(page).get_by_role("button", name="Garder", exact=True).click()


def test_a_theme_is_named_and_two_windows_lose_nothing(app_server: AppServer, visit: Visit) -> None:
    theme = themes(app_server)[0]
    one, other = (opened(app_server, visit, theme["id"]) for _ in range(2))
    for page in (one, other):
        desk(page).get_by_role("button", name="Nom et phrase").click()
    hostile = "<img src=x onerror=alert(1)> & compagnie"
    named(one, hostile)
    kept(one)
    one.get_by_role("heading", level=1, name=hostile, exact=True).wait_for()
    assert hostile in [found["label"] for found in themes(app_server)]
    # The other one does not know yet.
    named(other, "Chevaux")
    desk(other).get_by_text("Votre version n’est pas perdue.").wait_for()
    assert desk(other).get_by_label("Nom (Français)").input_value() == "Chevaux"
    assert hostile in [found["label"] for found in themes(app_server)]
    desk(other).get_by_role("button", name="Garder la mienne").click()
    other.get_by_role("heading", level=1, name="Chevaux", exact=True).wait_for()
    desk(other).get_by_role("button", name="Annuler le dernier changement").click()
    other.get_by_role("heading", level=1, name=hostile, exact=True).wait_for()


def test_hidden_merged_split(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("themes", collection="small", lang="fr"))
    desk(page).get_by_role("button", name="Ordre et visibilité").click()
    before = themes(app_server)
    first, second = before[0], before[1]
    rows = desk(page).locator(".sorting li")
    rows.nth(0).get_by_role("button", name="Reculer").click()
    kept(page)
    assert [one["label"] for one in themes(app_server)][:2] == [second["label"], first["label"]]
    rows.nth(0).get_by_role("button", name="Masquer").click()
    rows.nth(0).get_by_role("button", name="Montrer").wait_for()
    assert second["label"] not in [one["label"] for one in themes(app_server)]
    rows.nth(0).get_by_role("button", name="Montrer").click()
    rows.nth(0).get_by_role("button", name="Masquer").wait_for()

    last = themes(app_server)[-1]
    page = opened(app_server, visit, last["id"])
    desk(page).get_by_role("button", name="Réunir", exact=True).click()
    target = themes(app_server)[0]
    desk(page).get_by_label("Réunir à").select_option(str(target["id"]))
    desk(page).get_by_text(f"aura {target['size'] + last['size']} images").wait_for()
    desk(page).get_by_role("button", name="Les réunir").click()
    page.locator(".head").get_by_text(f"{target['size'] + last['size']} images").wait_for()
    assert len(themes(app_server)) == len(before) - 1

    desk(page).get_by_role("button", name="Diviser").click()
    desk(page).get_by_label("Nombre de parties").select_option("2")
    desk(page).locator(".partings li").nth(1).wait_for()
    desk(page).locator(".partings li").nth(2).wait_for(state="detached")
    desk(page).get_by_role("button", name="Accepter ces parties").click()
    page.get_by_role("heading", level=1, name="Thèmes").wait_for()
    assert len(themes(app_server)) == len(before)
    assert sum(one["size"] for one in themes(app_server)) == sum(one["size"] for one in before)


def test_a_cover_is_chosen_and_no_rule_is_broken(app_server: AppServer, visit: Visit) -> None:
    theme = themes(app_server)[1]
    page = opened(app_server, visit, theme["id"], size="phone", scheme="light")
    desk(page).get_by_role("button", name="Couverture et images phares").click()
    third = desk(page).locator(".faces li").nth(2)
    title = third.locator("img").get_attribute("alt")
    third.get_by_role("button", name="pour couverture").click()
    kept(page)
    third.get_by_role("button", name="comme image phare").click()
    page.get_by_role("heading", level=2, name="Images phares", exact=True).wait_for()
    assert page.locator(".face img").get_attribute("alt") == title
    assert page.evaluate(SMALL) == []
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("(main) => main.scrollWidth - main.clientWidth") <= 0
    answer = axe.Axe().run(page, options=RULES).response
    found = [
        (one["id"], [str(n["target"]) for n in one["nodes"][:3]]) for one in answer["violations"]
    ]
    assert found == []


def test_a_page_of_a_theme_and_the_drawing_of_all(app_server: AppServer, visit: Visit) -> None:
    whole = max(themes(app_server), key=lambda theme: theme["size"])
    page = opened(app_server, visit, whole["id"])
    page.locator(".face img").wait_for()
    page.locator(".head .muted, .head .sentence").first.wait_for()
    for heading in (
        "Au fil des années",
        "Thèmes voisins",
        "Celles qui ressemblent le moins aux autres",
        "Toutes ses images, les plus typiques d’abord",
    ):
        page.get_by_role("heading", level=2, name=heading).wait_for()
    page.locator(".js-plotly-plot .bars").first.wait_for()
    page.get_by_text("La même chose en tableau").click()
    page.get_by_role("table", name="Images au fil des années").wait_for()
    # Walking down: a rectangle that is opened becomes the whole, and says where it lies.
    page.goto(app_server.page("themes", collection="small", lang="fr"))
    drawing = page.locator(".js-plotly-plot", has=page.locator(".treemap"))
    before = drawing.locator(".pathbar").count()
    drawing.locator(".slice", has_text=f"{whole['size']} images").last.click()
    page.wait_for_function(
        "(before) => document.querySelectorAll('.treemap .pathbar').length > before",
        arg=before,
    )


def test_a_name_in_two_languages_is_shown_at_once_to_visitors(
    app_server: AppServer, visit: Visit, browser: Any
) -> None:
    theme = themes(app_server)[0]
    page = opened(app_server, visit, theme["id"])
    desk(page).get_by_role("button", name="Nom et phrase").click()
    desk(page).get_by_label("Nom (English)").fill("Things that count")
    named(page, "Ce qui compte")
    kept(page)
    page.goto(app_server.page("", collection="small", lang="fr"))
    page.get_by_role("button", name="Filtres").click()
    page.locator(".facets").get_by_text("Ce qui compte").first.wait_for()
    for profile in ("public", "kiosk"):
        with running_app(app_server.data, EXPLORER_PROFILE=profile) as other:
            visitor = browser.new_page()
            visitor.set_default_timeout(PATIENCE)
            visitor.goto(other.page("themes", collection="small", lang="en"))
            visitor.locator(".cover", has_text="Things that count").wait_for()
            page = opened(app_server, visit, themes(app_server)[0]["id"])
            desk(page).get_by_role("button", name="Nom et phrase").click()
            desk(page).get_by_label("Nom (English)").fill(f"Seen in {profile}")
            desk(page).get_by_role("button", name="Garder", exact=True).click()
            kept(page)
            visitor.reload()
            visitor.locator(".cover", has_text=f"Seen in {profile}").wait_for()
            assert visitor.locator(".desk").count() == 0
            visitor.close()
            desk(page).get_by_role("button", name="Annuler le dernier changement").click()
            page.get_by_role("heading", level=1, name="Ce qui compte").wait_for()


def test_edits_outlive_a_build_and_what_was_found_is_said(
    app_server: AppServer, visit: Visit, small_source_folder: Source, tmp_path: Path
) -> None:
    theme = themes(app_server)[-1]
    page = opened(app_server, visit, theme["id"])
    desk(page).get_by_role("button", name="Nom et phrase").click()
    named(page, "Gardé")
    kept(page)
    # The same pictures but six, the other way round: clusters have other numbers and members.
    head, *rows = small_source_folder.table.read_text("utf-8").splitlines(keepends=True)
    table = small_source_folder.table.parent / f"{tmp_path.name}.csv"
    table.write_text(head + "".join(rows[:5:-1]), "utf-8")
    vectors = tmp_path / "vectors.npy"
    np.save(vectors, np.load(small_source_folder.vectors)[:5:-1])
    build(replace(small_source_folder, table=table, vectors=vectors), tmp_path / "small")
    here = app_server.data / "small"
    here.rename(tmp_path / "before")
    shutil.copytree(tmp_path / "small", here)
    page.goto(app_server.page("themes", collection="small", lang="fr"))
    report = page.locator(".report")
    report.get_by_text("Gardé").wait_for()
    report.get_by_text("des images sont les mêmes").first.wait_for()
    assert "Gardé" in [one["label"] for one in themes(app_server)]
    report.get_by_role("button", name="Accepter ce qui a été retrouvé").click()
    report.wait_for(state="detached")
    page.locator(".cover", has_text="Gardé").wait_for()
