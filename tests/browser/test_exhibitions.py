"""An exhibition made through the page, from a board to the public; and what two curators keep."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.exhibitions.exhibition import read_exhibition
from explorer.exhibitions.models import read_tour
from explorer.exhibitions.store import Store
from tests.browser.conftest import PATIENCE, SIZES, AppServer, Watch, running_app
from tests.browser.test_accessibility import RULES, SMALL, axe
from tests.browser.test_board import until

ON = {"collection": "small"}
UNFOLD = (
    "() => { const all = (root) => [...root.querySelectorAll('*')].flatMap("
    "(one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);"
    " for (const one of all(document)) if (one.matches('.unsettled details')) one.open = true; }"
)
FOCUSED = (
    "() => { let one = document.activeElement; while (one.shadowRoot?.activeElement)"
    " one = one.shadowRoot.activeElement; return one.dataset.focus; }"
)


@pytest.fixture(scope="module")
def data(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exhibitions") / "data"
    shutil.copytree(small_bundle, folder / "small", copy_function=os.link)
    store = Store(folder / "cimaise.sqlite")
    board = store.create_board(**ON, name="Choix")
    store.add_to_board(**ON, ids=["doc-9", "doc-6", "doc-12", "doc-15"], board=board)
    store.mark_on_board(**ON, ids=["doc-9", "doc-6"], board=board, status="kept")
    store.mark_on_board(**ON, ids=["doc-15"], board=board, status="aside")
    store.note_on_board(**ON, board=board, item="doc-9", notes={"fr": "Près de la *porte*"})
    return folder


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[AppServer]:
    with running_app(data) as running:
        yield running


def focus(page: Any, name: str) -> Any:
    return page.locator(f'[data-focus="{name}"]')


def begun(page: Any, prefix: str) -> Any:
    return page.locator(f'[data-focus^="{prefix}"]')


def outline_detail(page: Any) -> None:
    """Draw a region on the plate: the middle half across, the second quarter down."""
    plate = page.locator(".region-plate")
    plate.locator("img").evaluate("(image) => image.decode()")
    plate.scroll_into_view_if_needed()
    box = plate.bounding_box()
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.25 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.up()


def everyone_can_use_it(page: Any) -> None:
    """No rule of accessibility is broken; at no size does it run over, or is a target small."""
    answer = axe.Axe().run(page, options=RULES).response
    assert [(found["id"], found["nodes"][0]["target"]) for found in answer["violations"]] == []
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("(main) => main.scrollWidth - main.clientWidth") <= 0
        assert page.evaluate(SMALL) == []
    page.set_viewport_size({"width": 1920, "height": 1080})


def opened(browser: Any, server: AppServer, watch: Watch, path: str, **params: str) -> Any:
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, locale="fr-FR", reduced_motion="reduce",
        accept_downloads=True,
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch.follow(page)
    page.goto(server.page(path, **params))
    return page


def test_from_a_board_to_the_public(
    server: AppServer, data: Path, browser: Any, tmp_path: Path
) -> None:
    watch, store = Watch(server.address), Store(data / "cimaise.sqlite")
    page = opened(browser, server, watch, "expositions", lang="fr")
    page.get_by_role("button", name="Nouvelle à partir de ce tableau").click()
    focus(page, "title-fr").fill("Chevaux")
    focus(page, "title-en").fill("Horses")
    focus(page, "introduction-fr").fill("Un **texte** <script>x</script>")
    assert page.locator(".exhibit").count() == 3, "what was set aside is not taken along"
    grips = page.locator(".exhibit-row > .grip")
    grips.nth(2).scroll_into_view_if_needed()
    held, last = grips.nth(1).bounding_box(), page.locator(".exhibit").nth(2).bounding_box()
    page.mouse.move(held["x"] + 10, held["y"] + 10)
    page.mouse.down()
    page.mouse.move(held["x"] + 10, last["y"] + last["height"] - 4, steps=4)
    page.mouse.up()
    focus(page, "add-single").click()
    begun(page, "kept-").last.check()
    begun(page, "bring-").last.click()
    page.locator(".exhibit").nth(3).wait_for()
    begun(page, "words-").nth(3).click()
    begun(page, "alt-").first.fill("Un cheval brun")
    outline_detail(page)
    begun(page, "detail-").first.fill("La tête")
    # What is written stays when something else is done to the same thing.
    begun(page, "new-detail-").click()
    begun(page, "detail-").nth(2).fill("Le milieu")
    begun(page, "detail-").nth(1).fill("The head")
    begun(page, "drop-d").last.click()
    begun(page, "heading-").nth(2).fill("Seul")
    page.keyboard.press("Control+s")
    until(page, lambda: bool(store.exhibitions(**ON)))
    (entry,) = store.exhibitions(**ON)
    kept = store.exhibition(**ON, id=entry.id)
    assert kept is not None and kept.state == "draft"
    made = kept.exhibition
    assert made.title == {"fr": "Chevaux", "en": "Horses"}
    assert made.sections[0].exhibits[0].caption == {"fr": "Près de la *porte*"}
    assert [one.item for one in made.sections[0].exhibits] == ["doc-9", "doc-12", "doc-6"]
    (hung,) = made.sections[1].exhibits
    assert hung.item == "doc-9" and hung.alt == {"fr": "Un cheval brun"}
    (detail,) = hung.details
    assert detail.region.x == pytest.approx(0.25, abs=0.02)
    assert detail.region.height == pytest.approx(0.25, abs=0.02)
    assert detail.caption == {"fr": "La tête", "en": "The head"}
    assert made.sections[1].heading == {"fr": "Seul"}

    # Sections are moved; what is not saved survives a reload; undo takes it back.
    begun(page, "up-").last.click()
    page.reload()
    page.get_by_text("Pas encore enregistrée.").wait_for()
    assert page.locator(".section-form .kind").first.inner_text() == "Une image"
    focus(page, "save").click()
    until(page, lambda: len(store.exhibition_versions(**ON, id=entry.id)) == 2)

    # What is to be settled leads to its place; publishing shows it to visitors.
    focus(page, "release").click()
    focus(page, "settle-words").wait_for()
    page.evaluate(UNFOLD)
    page.get_by_role("button", name=re.compile("Introduction.*rien d’écrit")).click()
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.lang") in ("fr", "en")
    everyone_can_use_it(page)
    focus(page, "publish").click()
    until(page, lambda: bool(store.published_exhibitions(**ON)))
    focus(page, "look").click()
    page.locator(".exhibition .name").get_by_text("Chevaux").wait_for()
    assert page.locator(".introduction").inner_text() == "Un texte <script>x</script>"
    assert page.locator(".introduction strong").inner_text() == "texte"
    assert page.locator(".said em").first.inner_text() == "porte"
    larger = "(crop) => crop.firstChild.getBoundingClientRect().width / crop.clientWidth"
    cropped = page.locator(".exhibition .detail .crop")
    assert cropped.evaluate(larger) == pytest.approx(2, abs=0.1)
    focus(page, "eye-en").click()
    page.locator(".exhibition .name").get_by_text("Horses").wait_for()

    focus(page, "edit").click()
    with page.expect_download() as taken:
        focus(page, "take").click()
    file = Path(taken.value.path())
    assert read_exhibition(file.read_bytes()).title["en"] == "Horses"
    focus(page, "title-fr").fill("Pas encore")
    focus(page, "history").click()
    page.get_by_text("vue par les visiteurs").wait_for()
    page.get_by_role("button", name="Rétablir").last.click()
    until(page, lambda: len(store.exhibition_versions(**ON, id=entry.id)) == 4)
    until(page, lambda: focus(page, "title-fr").input_value() == "Chevaux")

    # It is taken away: on paper, as a table, as a manifest, and as a site in the data folder.
    focus(page, "away").click()
    for name, ending in (
        ("labels-large", "labels-large.pdf"), ("omeka", "omeka.csv"), ("manifest", "manifest.json")
    ):  # fmt: skip
        with page.expect_download() as taken:
            focus(page, f"away-{name}").click()
        assert taken.value.suggested_filename == f"{entry.id}-{ending}"
    focus(page, "away-address").fill("nowhere")
    focus(page, "away-labels-small").click()
    page.get_by_text("Une adresse est comme https").wait_for()
    assert watch.troubles and all("422" in one for one in watch.troubles), watch.troubles
    watch.troubles.clear()
    focus(page, "away-address").fill("")
    focus(page, "away-map").uncheck()
    focus(page, "away-site-folder").click()
    page.get_by_text(f"Le site est dans sites/small/{entry.id}").wait_for(timeout=120_000)
    assert (data / "sites" / "small" / entry.id / "fr" / "index.html").exists()
    everyone_can_use_it(page)

    # As a file, it comes back as another one; a file that is none is refused kindly.
    focus(page, "back").click()
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"format": "x"}))
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_text("Ce fichier n’est pas une exposition.").wait_for()
    page.locator("input[type=file]").set_input_files(file)
    page.keyboard.press("Tab")
    focus(page, "save").click()
    until(page, lambda: len(store.exhibitions(**ON)) == 2)
    page.context.close()

    with running_app(data, EXPLORER_PROFILE="public") as public:
        seen = Watch(public.address)
        page = opened(browser, public, seen, "expositions", lang="en")
        page.get_by_text("1 exhibition").wait_for()
        assert page.get_by_role("button", name="New exhibition").count() == 0
        page.get_by_role("link", name="Horses").click()
        page.get_by_role("heading", name="Horses", level=1).wait_for()
        assert page.locator(".section").count() == 2
        answer = axe.Axe().run(page, options=RULES).response
        assert [(one["id"], one["nodes"][0]["target"]) for one in answer["violations"]] == []
        page.context.close()
        assert seen.troubles == []
    assert watch.troubles == []


def test_what_is_to_be_settled_is_told_by_kind_and_each_line_leads_to_its_place(
    server: AppServer, data: Path, browser: Any
) -> None:
    watch, store = Watch(server.address), Store(data / "cimaise.sqlite")
    detail = {"id": "d", "region": {"x": 0, "y": 0, "width": 0.5, "height": 0.5}}
    large = {"item": "doc-9", "details": [detail | {"caption": {"fr": "La tête"}}]}
    gone = {"item": "parti"}
    told = {
        "id": "regler", **ON, "title": {"fr": "Régler", "en": "Settle"},
        "cover": {"item": "doc-9"}, "credits": {"fr": "Zoé", "en": "Zoé"},
        "sections": [
            {"id": "w", "kind": "wall", "heading": {"fr": "Mur"},
             "exhibits": [large, *({"item": f"doc-{n}"} for n in range(10, 16)), gone]},
            {"id": "c", "kind": "compare", "exhibits": [{"item": "doc-12"}]},
        ],
    }  # fmt: skip
    store.put_exhibition(read_exhibition(json.dumps(told)))
    page = opened(
        browser, server, watch, "expositions", lang="fr", exhibition="regler", mode="edit"
    )
    focus(page, "release").click()
    groups = page.locator(".unsettled details")
    groups.first.wait_for()
    counts = {
        group.locator("summary").get_attribute("data-focus"): (
            int(group.locator(".count").inner_text()),
            group.locator("li").count(),
        )
        for group in groups.all()
    }
    assert {code: n for code, (n, lines) in counts.items() if n == lines} == {
        "settle-few": 1, "settle-gone": 1, "settle-words": 2, "settle-alt": 9,
    }  # fmt: skip
    everyone_can_use_it(page)
    for group, line, place in (
        ("alt", 3, "alt-w/2-fr"),
        ("words", 1, "detail-d-en"),
        ("words", 0, "heading-w-en"),
        ("few", 0, "section-c"),
        ("gone", 0, "words-w/7"),
        ("alt", 0, "alt-cover-fr"),
    ):
        whole = groups.filter(has=focus(page, f"settle-{group}"))
        if whole.get_attribute("open") is None:
            focus(page, f"settle-{group}").click()
        whole.locator("li button").nth(line).click()
        assert page.evaluate(FOCUSED) == place, "folded again only when one does so"
    # The rights, by the name that people call them.
    said = page.locator(".exhibit .rights").first
    assert "CC0 1.0" in said.inner_text() and "http" not in said.inner_text()
    assert said.get_by_role("link", name="CC0 1.0").get_attribute("rel") == "license noopener"
    page.context.close()
    assert watch.troubles == []


def test_a_site_as_one_file_says_how_far_it_is_and_can_be_stopped(
    server: AppServer, data: Path, browser: Any
) -> None:
    watch, store = Watch(server.address), Store(data / "cimaise.sqlite")
    hung = [{"item": f"doc-{n}"} for n in range(9, 40)]
    told = {"id": "site", **ON, "title": {"fr": "Site"}, "languages": ["fr"]}
    told["sections"] = [{"id": "w", "kind": "wall", "exhibits": hung}]
    store.put_exhibition(read_exhibition(json.dumps(told)))
    page = opened(browser, server, watch, "expositions", lang="fr", exhibition="site", mode="edit")
    focus(page, "away").click()
    focus(page, "away-site-zip").click()
    page.get_by_role("status").get_by_text("La carte s’accroche").wait_for()
    page.get_by_role("progressbar").wait_for()
    assert focus(page, "away-checklist").get_attribute("aria-disabled") == "true"
    focus(page, "away-stop").click()
    page.get_by_text("C’est arrêté. Ce qui était là auparavant est intact.").wait_for()
    assert focus(page, "away-stop").is_hidden() and page.get_by_role("progressbar").count() == 0
    # Another one is not held up by what was stopped.
    focus(page, "away-map").uncheck()
    with page.expect_download() as taken:
        focus(page, "away-site-zip").click()
    assert taken.value.suggested_filename == "site.zip"
    page.context.close()
    assert watch.troubles == []


def test_two_curators_lose_nothing(server: AppServer, data: Path, browser: Any) -> None:
    watch, store = Watch(server.address), Store(data / "cimaise.sqlite")
    made = read_exhibition(json.dumps({"id": "deux", "collection": "small", "title": {"fr": "Un"}}))
    store.put_exhibition(made)
    page = opened(browser, server, watch, "expositions", lang="fr", exhibition="deux", mode="edit")
    focus(page, "title-fr").fill("De moi")
    store.put_exhibition(made.model_copy(update={"title": {"fr": "De Zoé"}}), who="Zoé")
    focus(page, "save").click()
    page.get_by_text(re.compile("Zoé.*Rien n’est perdu")).wait_for()
    page.get_by_role("button", name=re.compile("^Ouvrir la sienne")).click()
    until(page, lambda: focus(page, "title-fr").input_value() == "De Zoé")
    focus(page, "undo").click()
    assert focus(page, "title-fr").input_value() == "De moi"
    focus(page, "save").click()
    until(page, lambda: store.exhibition_versions(**ON, id="deux")[0].title == {"fr": "De moi"})
    titles = [one.title["fr"] for one in store.exhibition_versions(**ON, id="deux")]
    assert titles == ["De moi", "De Zoé", "Un"]
    page.context.close()
    assert [one for one in watch.troubles if "412" not in one] == []


def test_a_walk_has_stops_of_its_own_from_a_tour_and_from_the_map(
    server: AppServer, data: Path, browser: Any
) -> None:
    watch, store = Watch(server.address), Store(data / "cimaise.sqlite")
    stops = [
        {"id": id_, "view": f"map/0.5/0.5/{n}", "name": {"fr": name}}
        for n, (id_, name) in enumerate((("a", "Le port"), ("b", "La mer")))
    ]
    tour = {"id": "marche", "collection": "small", "title": {"fr": "Marche"}, "stops": stops}
    store.put_tour(read_tour(json.dumps(tour | {"format": "cimaise-tour/1"})), create=True)
    told = {"id": "marche", "collection": "small", "sections": [{"id": "m", "kind": "map"}]}
    store.put_exhibition(read_exhibition(json.dumps(told)))
    page = opened(
        browser, server, watch, "expositions", lang="fr", exhibition="marche", mode="edit"
    )
    page.get_by_text("allez là où il sera sur la carte").wait_for()
    focus(page, "tour-m").select_option("marche")
    focus(page, "own-m").click()
    focus(page, "words-stop-b").click()
    focus(page, "text-b-en").fill("The sea")
    focus(page, "up-stop-b").click()
    # To the map, and back: what was written stays, and where one was becomes a stop.
    page.get_by_role("link", name="Vers la carte").click()
    page.locator("canvas").first.wait_for()
    until(page, lambda: "view=" in page.url)
    page.go_back()
    focus(page, "stop-m").click()
    page.keyboard.type("Ici")
    focus(page, "stop_remove-stop-a").click()
    focus(page, "save").click()

    def kept() -> Any:
        return store.exhibition(collection="small", id="marche").exhibition.sections[0]

    until(page, lambda: len(kept().stops) == 2)
    sea, here = kept().stops
    assert (sea.id, sea.text, kept().tour) == ("b", {"en": "The sea"}, None)
    assert here.name == {"fr": "Ici"} and here.seen.layout == "map"
    focus(page, "undo").click()
    focus(page, "words-stop-a").wait_for()
    page.context.close()
    assert watch.troubles == []
