"""Teaching a concept in the app: marked by keys and by finger, saved, disputed, made a filter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.exhibitions.store import Store
from tests.browser.conftest import PATIENCE, SIZES, AppServer, Watch, app_of, running_app
from tests.browser.test_accessibility import RULES, SMALL, axe

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    with app_of(small_bundle, tmp_path_factory.mktemp("concepts")) as running:
        yield running


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Visit]:
    """Opens pages of this server, each a tab of its own, and minds what goes wrong on them."""
    watch = Watch(server.address)
    contexts = []

    def opened(address: str, *, size: str = "desktop", allowed: tuple[int, ...] = ()) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if not allowed:
            watch.follow(page)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.troubles == []


def concepts(server: AppServer, **params: str) -> str:
    return server.page("concepts", collection="small", lang="fr", **params)


def begun(page: Any, words: str = "vase") -> Any:
    """Begin a concept by words; the wall to mark."""
    page.get_by_label("Commencer par des mots").fill(words)
    page.get_by_role("button", name="Commencer", exact=True).click()
    wall = page.get_by_role("list", name="Images auxquelles répondre")
    wall.get_by_role("listitem").first.wait_for()
    return wall


def row_of(page: Any, tile: Any) -> int:
    """The row of a tile's picture: its kind is the rest of it by six."""
    id_ = tile.get_attribute("data-id")
    told = page.evaluate(
        "async (id) => (await (await fetch(`api/v1/small/rows?${new URLSearchParams({ id })}`))"
        ".json()).results[0].row",
        id_,
    )
    return int(told)


def save(page: Any) -> None:
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Enregistré", exact=True).wait_for()


def stored(server: AppServer, page: Any) -> dict[str, Any]:
    """The concept that the address names, as the store has it."""
    id_ = page.evaluate("new URL(location.href).searchParams.get('concept')")
    found = Store(server.data / "cimaise.sqlite").finding(
        collection="small", kind="concept", id=id_
    )
    assert found is not None
    return found.finding.document


def test_a_concept_is_marked_by_keys_undone_and_found_again(
    server: AppServer, visit: Visit
) -> None:
    page = visit(concepts(server))
    wall = begun(page)
    tiles = wall.get_by_role("listitem")
    tiles.first.locator(".verdict.yes").focus()
    for key in ("y", "o", "n"):
        page.keyboard.press(key)
    page.get_by_text("2 oui, 1 non").wait_for()
    assert tiles.nth(2).get_attribute("data-verdict") == "no"
    page.keyboard.press("u")
    page.get_by_text("2 oui, 0 non").wait_for()
    assert tiles.nth(2).locator(":focus").count() == 1, "one is back where one was"
    page.keyboard.press("ArrowLeft")
    assert tiles.nth(1).locator(":focus").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert tiles.nth(1).locator(":focus").count() == 1

    page.reload()
    page.get_by_text("2 oui, 0 non").wait_for()
    assert page.get_by_text("Pas encore enregistré").is_visible(), "a reload loses no mark"
    save(page)
    assert len(stored(server, page)["examples"]["yes"]) == 2
    page.get_by_role("link", name="Tous les concepts").click()
    page.get_by_role("link", name="vase").first.click()
    page.get_by_text("2 oui, 0 non").wait_for()


def test_rounds_follow_the_marks_and_are_judged_when_there_are_enough(
    server: AppServer, visit: Visit
) -> None:
    page = visit(concepts(server))
    wall = begun(page, "horloge")
    assert "il manque 5 oui et 5 non" in page.locator(".judged").inner_text()
    tiles = wall.get_by_role("listitem")
    for at in range(18):
        tile = tiles.nth(at)
        tile.locator(".verdict.yes" if row_of(page, tile) % 6 == 4 else ".verdict.no").click()
    marked = {tiles.nth(at).get_attribute("data-id") for at in range(18)}
    page.get_by_role("button", name="Montrer les suivantes").click()
    page.locator(".judged").filter(has_text="est juste").wait_for()
    shown = {tile.get_attribute("data-id") for tile in tiles.all()}
    assert shown and not shown & marked
    for name in ("Les incertaines", "Variées"):
        page.get_by_role("button", name=name).click()
        page.get_by_role("button", name=name, pressed=True).wait_for()
        page.locator(".lesson:not([aria-busy])").wait_for()
        assert tiles.count() > 0


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_how_sure_it_is_is_said_where_one_marks(server: AppServer, visit: Visit, size: str) -> None:
    page = visit(concepts(server), size=size)
    page.get_by_role("button", name="Commencer par des images de toute sorte").click()
    tiles = page.get_by_role("list", name="Images auxquelles répondre").get_by_role("listitem")
    tiles.nth(9).wait_for()
    said = page.locator(".judged")
    for at in range(10):
        assert "il manque" in said.inner_text()
        tiles.nth(at).locator(".yes" if at < 5 else ".no").click()
        inside = "(one) => one.getBoundingClientRect().bottom <= innerHeight"
        assert said.evaluate(inside), "without scrolling"
    # Neither the next pictures nor the line were asked for.
    said.filter(has_text="exemples qu’il n’avait pas vus").wait_for()
    page.get_by_role("button", name="Annuler").click()
    said.filter(has_text="il manque 1 non").wait_for()
    for hidden in (".judged", ".next"):
        box = page.locator(hidden).bounding_box()
        assert box and 0 < box["y"] < SIZES[size][1] - box["height"]


def test_it_is_named_in_both_languages_joined_and_found_with_its_examples(
    server: AppServer, visit: Visit
) -> None:
    page = visit(concepts(server))
    begun(page, "vase").get_by_role("listitem").first.locator(".yes").click()
    page.get_by_role("button", name="Nommer et partager").click()
    for language, name in (("Français", "Récipients"), ("English", "Vessels")):
        side = page.get_by_role("group", name=language)
        side.get_by_label("Nom", exact=True).fill(name)
        side.get_by_label("Ce que c’est").fill(f"{name}.")
    save(page)
    first = stored(server, page)
    assert first["name"] == {"fr": "Récipients", "en": "Vessels"}
    assert first["text"] == {"fr": "Récipients.", "en": "Vessels."}

    page.goto(concepts(server))
    wall = begun(page, "horloge")
    for at, says in enumerate(("yes", "yes", "no")):
        wall.get_by_role("listitem").nth(at).locator(f".{says}").click()
    page.get_by_role("button", name="Nommer et partager").click()
    page.get_by_label("Concept à réunir").select_option(label="Récipients")
    page.get_by_role("button", name="Réunir", exact=True).click()
    page.get_by_text("3 oui, 1 non").wait_for()
    save(page)
    assert {*first["examples"]["yes"]} < {*stored(server, page)["examples"]["yes"]}

    page.goto(server.page("concepts", collection="small", lang="en"))
    page.get_by_role("link", name="Vessels").click()
    page.get_by_role("heading", level=1, name="Vessels").wait_for()
    page.get_by_role("button", name="Examples").click()
    shown = page.get_by_role("list", name="Marked yes").get_by_role("listitem")
    shown.first.wait_for()
    assert [one.get_attribute("data-id") for one in shown.all()] == first["examples"]["yes"]


def test_what_two_tabs_save_is_not_lost(server: AppServer, visit: Visit) -> None:
    first = visit(concepts(server), allowed=(412,))
    begun(first, "pièce de monnaie").get_by_role("listitem").first.locator(".yes").click()
    save(first)
    address = first.url
    second = visit(address, allowed=(412,))
    second.get_by_text("1 oui, 0 non").wait_for()
    tiles = second.locator(".marking:visible li")
    tiles.nth(0).locator(".no").click()
    save(second)
    first.locator(".marking:visible li").nth(3).locator(".yes").click()
    first.get_by_role("button", name="Enregistrer").click()
    first.get_by_text("a été modifié entre-temps").wait_for()
    assert len(stored(server, first)["examples"]["no"]) == 1, "theirs is not overwritten"
    first.get_by_role("button", name="Garder le mien comme copie").click()
    first.wait_for_url(lambda url: url != address)
    first.get_by_text("Enregistré", exact=True).wait_for()
    mine = stored(server, first)
    assert len(mine["examples"]["yes"]) == 2 and mine["name"]["fr"].endswith("(copie)")
    # The same dispute, joined.
    second.locator(".marking:visible li").nth(2).locator(".yes").click()
    store = Store(server.data / "cimaise.sqlite")
    id_ = stored(server, second)["id"]
    found = store.finding(collection="small", kind="concept", id=id_)
    assert found is not None
    store.put_finding(found.finding)
    second.get_by_role("button", name="Enregistrer").click()
    second.get_by_role("button", name="Réunir les deux").click()
    second.get_by_text("Enregistré", exact=True).wait_for()
    assert len(stored(server, second)["examples"]["yes"]) == 2


def test_it_becomes_a_filter_that_is_seen_on_the_map(server: AppServer, visit: Visit) -> None:
    page = visit(concepts(server))
    wall = begun(page, "portrait")
    wall.get_by_role("listitem").first.locator(".yes").click()
    page.get_by_role("button", name="Nommer et partager").click()
    page.get_by_label("Nom", exact=True).first.fill("<b>Portraits</b>")
    page.get_by_role("heading", level=1, name="<b>Portraits</b>").wait_for()
    page.get_by_role("button", name="Tracer la limite").click()
    page.get_by_text("sont retenues").wait_for()
    for side in ("Juste au-dessus", "Juste au-dessous"):
        beside = page.get_by_role("list", name=side)
        assert beside.get_by_role("listitem").count() > 0
    handle = page.get_by_role("slider")
    before = page.locator(".above").inner_text()
    began = int(handle.input_value())
    handle.focus()
    for _ in range(48):  # past the gap between those that are like it and the others
        page.keyboard.press("ArrowRight")
    assert int(handle.input_value()) == began + 48  # no answer took it back under the keys
    page.wait_for_function(
        "(before) => [...document.querySelectorAll('*')].some((host) =>"
        " (host.shadowRoot?.querySelector('.above')?.textContent ?? before) !== before)",
        arg=before,
    )
    page.get_by_role("button", name="En faire un filtre").click()
    page.get_by_text("C’est fait").wait_for()
    page.get_by_role("link", name="Voir sur la carte").click()
    chip = page.locator(".chips .chip").filter(has_text="<b>Portraits</b>")
    chip.wait_for()
    assert "f." in page.url or "filter=" in page.url


def test_a_line_above_all_but_ones_own_says_so(server: AppServer, visit: Visit) -> None:
    page = visit(concepts(server))
    begun(page, "portrait").get_by_role("listitem").first.locator(".yes").click()
    page.get_by_role("button", name="Tracer la limite").click()
    page.get_by_role("list", name="Juste au-dessus").get_by_role("listitem").first.wait_for()
    page.get_by_role("slider").press("End")
    page.get_by_text("Rien que des images auxquelles vous avez répondu").wait_for()
    assert page.get_by_role("list", name="Juste au-dessous").get_by_role("listitem").count() > 0


def test_a_file_goes_out_and_comes_in(server: AppServer, visit: Visit, tmp_path: Path) -> None:
    page = visit(concepts(server))
    begun(page, "cheval").get_by_role("listitem").first.locator(".yes").click()
    save(page)
    page.get_by_role("button", name="Nommer et partager").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Emporter le fichier").click()
    whole = json.loads(Path(download.value.path()).read_bytes())
    assert whole["format"] == "cimaise-concept/1" and len(whole["taught"]["weights"]) == 48
    whole["examples"]["yes"].append("gone")
    whole["taught"]["model"] = {"name": "other", "weights": "", "dim": 48}
    brought = tmp_path / "concept.json"
    brought.write_text(json.dumps(whole))
    page.get_by_role("link", name="Tous les concepts").click()
    page.locator("input[type=file]").set_input_files(brought)
    page.get_by_text("appris avec un autre modèle").wait_for()
    assert "n’est pas dans cette collection" in page.locator(".notice").inner_text()


def test_the_map_marks_for_the_concept_that_is_open(server: AppServer, visit: Visit) -> None:
    page = visit(server.page("", collection="small", lang="fr", item="doc-9"))
    page.get_by_role("link", name="Apprendre un concept à partir de là").first.click()
    page.get_by_text("1 oui, 0 non").wait_for()
    page.goto(server.page("", collection="small", lang="fr", item="doc-10"))
    page.get_by_role("button", name="Non, pour le concept en cours").first.click()
    page.get_by_text("1 image marquée non").wait_for()
    page.goto(concepts(server))
    page.get_by_role("link", name="Concept sans nom").first.click()
    page.get_by_text("1 oui, 1 non").wait_for()
    # All that is selected is marked at once.
    page.goto(f"{server.page('', collection='small', lang='fr')}&select=doc-11&select=doc-12")
    tray = page.locator(".tray")
    tray.get_by_text("2 images").first.wait_for()
    tray.get_by_role("button", name="Oui, pour le concept en cours").click()
    page.get_by_text("2 images marquées oui").wait_for()
    page.goto(concepts(server))
    page.get_by_role("link", name="Concept sans nom").first.click()
    page.locator(".marks", has_text="3 oui, 1 non").wait_for()


@pytest.mark.parametrize("profile", ["public", "kiosk"])
def test_where_one_only_reads_there_is_the_shared_one_and_no_more(
    server: AppServer, visit: Visit, browser: Any, profile: str
) -> None:
    page = visit(concepts(server))
    begun(page).get_by_role("listitem").first.locator(".yes").click()
    page.get_by_role("button", name="Nommer et partager").click()
    name = f"Vases partagés ({profile})"
    page.get_by_label("Nom", exact=True).first.fill(name)
    page.get_by_label("Ce que c’est").first.fill("Tout ce qui contient.")
    page.get_by_label("Le montrer aux visiteurs").check()
    save(page)
    id_ = stored(server, page)["id"]
    assert f"concept={id_}" in page.locator(".share a").get_attribute("href")
    with running_app(server.data, EXPLORER_PROFILE=profile) as public:
        context = browser.new_context(locale="fr-FR")
        context.set_default_timeout(PATIENCE)
        visitor = context.new_page()
        visitor.goto(public.page("concept", collection="small", concept=id_))
        visitor.get_by_role("heading", level=1, name=name).wait_for()
        visitor.get_by_text("Tout ce qui contient.").wait_for()
        visitor.locator(".wall li").first.wait_for()
        assert visitor.get_by_role("button", name="Oui").count() == 0
        assert visitor.get_by_role("link", name="Concepts").count() == 0
        visitor.goto(public.page("themes", collection="small", lang="fr"))
        visitor.get_by_role("heading", name="Les idées des conservateurs").wait_for()
        visitor.get_by_role("link", name=name).click()
        visitor.get_by_role("heading", level=1, name=name).wait_for()
        visitor.goto(public.page("concept", collection="small", concept="nothing"))
        visitor.get_by_role("heading", name="Ce concept n’est pas montré ici.").wait_for()
        visitor.goto(public.page("concepts", collection="small"))
        visitor.wait_for_url(lambda url: "/concepts" not in url)
        context.close()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_no_part_of_it_breaks_a_rule(server: AppServer, visit: Visit, size: str) -> None:
    page = visit(concepts(server), size=size)
    page.get_by_label("Commencer par des mots").wait_for()
    found: dict[str, Any] = {}

    def judge(name: str) -> None:
        page.locator(".page").wait_for()
        if size == "phone" and (small := page.evaluate(SMALL)):
            found[f"{name}: smaller than 44 pixels"] = small
        for violation in axe.Axe().run(page, options=RULES).response["violations"]:
            where = [str(node["target"]) for node in violation["nodes"][:3]]
            found[f"{name}: {violation['id']}"] = [violation["help"], *where]

    judge("list")
    wall = begun(page)
    wall.get_by_role("listitem").first.locator(".yes").click()
    judge("mark")
    for part in ("Exemples", "Tracer la limite", "Nommer et partager"):
        page.get_by_role("button", name=part).click()
        page.locator(".lesson:not([aria-busy])").wait_for()
        judge(part)
    assert found == {}
