"""The pages, walked through as visitors walk: in both languages, at three sizes, by link."""

from __future__ import annotations

import re
import shutil
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import DAMAGED, SIZES, AppServer, Watch, running_app
from tests.makers import HOSTILE, build, small_source

Visit = Callable[..., Any]

PAGES = {
    # path: (what shows that the page is there, in French, in English)
    "recherche": ("Que cherchez-vous", "What are you looking for"),
    "themes": ("Thèmes", "Themes"),
    "a-propos": ("Droits et crédits", "Rights and credits"),
}


ON_WALL = {"collection": "small", "item": "doc-9", "show": "wall"}


def heading(page: Any, text: str) -> Any:
    return page.get_by_role("heading", name=re.compile(text)).first


def tiles(page: Any) -> Any:
    return page.locator(".wall .tile")


def at_rest(page: Any) -> None:
    """Wait until Python has nothing left to say; going back before that is a race of Streamlit."""
    page.locator("[data-test-script-state=notRunning]").first.wait_for(state="attached")


def hanging(page: Any) -> None:
    """Wait until the first picture of a wall is there, at its size."""
    page.locator(".wall img").first.wait_for()
    picture = page.locator(".wall img").first.element_handle()
    page.wait_for_function("(image) => image.complete && image.naturalWidth > 20", arg=picture)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_and_speaks_the_language(
    app_server: AppServer, visit: Visit, path: str
) -> None:
    page = visit(app_server.page(path, lang="fr"), language="de")
    for language, text in zip(("fr", "en"), PAGES[path], strict=True):
        if language == "en":
            page.get_by_role("link", name="English").click()
        for width, height in SIZES.values():
            page.set_viewport_size({"width": width, "height": height})
            heading(page, text).wait_for()
            assert page.evaluate("document.documentElement.lang") == language
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            main = page.locator("[data-testid=stMain]")
            assert main.evaluate("(main) => main.scrollWidth - main.clientWidth") <= 0
        assert page.locator("h1").count() == 1


def test_the_document_is_ours_before_any_script_runs(app_server: AppServer) -> None:
    for asked, accepted, language in (
        ("", "en-GB,en;q=0.8", "en"),
        ("fr", "en", "fr"),
        ("<script>", "de, fr;q=0.4", "fr"),
    ):
        request = urllib.request.Request(
            app_server.page("recherche", lang=asked),
            headers={"Accept": "text/html", "Accept-Language": accepted},
        )
        with urllib.request.urlopen(request) as answer:
            document = answer.read().decode()
        assert f'<html lang="{language}">' in document
        assert "<title>Cimaise</title>" in document
        assert '<meta name="description"' in document
        assert "Streamlit app" not in document


def test_a_word_is_found_an_item_opened_and_closed(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("recherche", collection="small"))
    box = page.get_by_role("combobox", name="Mots à chercher")
    box.fill("cheva")
    page.get_by_role("option", name="cheval", exact=True).click()
    heading(page, "Résultats pour « cheval »").wait_for()
    tiles(page).first.wait_for()
    page.wait_for_function("() => location.search.includes('q=cheval')")
    assert page.get_by_text("Par l’image et la notice\u00a0: cheval").count() > 0
    titles = page.locator(".wall .title").all_inner_texts()[:10]
    assert all("Cheval" in title for title in titles), titles

    tiles(page).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("heading", name=titles[0]).wait_for()
    assert "item=" in page.url
    page.keyboard.press("ArrowRight")
    dialog.get_by_role("heading", name=titles[1]).wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.wait_for_function("() => !location.search.includes('item=')")
    assert "q=cheval" in page.url
    at_rest(page)
    page.go_back()
    dialog.get_by_role("heading", name=titles[1]).wait_for()


def test_an_address_opens_the_same_search(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("recherche", collection="small", lang="en"))
    # Another search while the first is being answered: the last one is shown.
    box = page.get_by_role("combobox", name="Words to look for")
    for word in ("coin", "clock", "vase"):
        box.fill(word)
        page.keyboard.press("Enter")
    heading(page, "Results for “vase”").wait_for()
    page.locator(".wall .title", has_text="Vase").first.wait_for()
    page.wait_for_function("() => location.search.includes('q=vase')")
    first = page.locator(".wall .title").all_inner_texts()
    again = visit(page.url, language="fr")
    tiles(again).first.wait_for()
    assert again.locator(".wall .title").all_inner_texts() == first
    assert again.get_by_role("combobox", name="Words to look for").input_value() == "vase"
    assert again.evaluate("document.documentElement.lang") == "en"


def test_nothing_found_says_what_to_try(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("recherche", collection="small", q="zzyzx"))
    page.get_by_text("Rien dans cette collection ne répond à « zzyzx »").wait_for()
    page.get_by_text("ne sont pas dans le vocabulaire").wait_for()
    page.get_by_role("heading", name="Thèmes", exact=True).wait_for()
    page.get_by_role("combobox", name="Mots à chercher").fill("horlgoe")
    page.keyboard.press("Enter")
    heading(page, "Résultats pour « horlgoe »").wait_for()
    page.get_by_text("« horloge » a été cherché au lieu de ce mot").wait_for()
    page.get_by_role("button", name="Chercher quand même « horlgoe »").click()
    near = page.locator(".advice h3", has_text="Mots proches").locator("+ ul")
    near.get_by_role("link", name="horloge", exact=True).click()
    heading(page, "Résultats pour « horloge »").wait_for()


def test_the_tail_of_a_long_wall_is_read_when_it_comes_near(
    app_server: AppServer, visit: Visit
) -> None:
    page = visit(app_server.page("themes", collection="small"), size="phone")
    page.locator(".cover").first.click()
    heading(page, "Toutes ses images").wait_for()
    everything = tiles(page.get_by_role("region", name="Toutes ses images"))
    everything.first.wait_for()
    count = int(re.search(r"(\d+) images", page.locator(".head").inner_text())[1])
    for _ in range(50):
        if everything.count() == count:
            break
        page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollTo(0, 1e6)")
        page.wait_for_timeout(100)
    assert everything.count() == count


@pytest.mark.parametrize("size", SIZES)
def test_the_cloud_fits_and_speaks_the_language(
    app_server: AppServer, visit: Visit, size: str
) -> None:
    page = visit(app_server.page("similaires", collection="small", item="doc-9"), size=size)
    for language, end in (("fr", "Surprenant"), ("en", "Surprising")):
        if language == "en":
            page.get_by_role("link", name="English").click()
        page.get_by_text(end, exact=True).wait_for()
        page.locator(".dock h1:not(:empty)").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        assert page.locator("h1").count() == 1
    assert "item=doc-9" in page.url


def test_from_the_cloud_to_a_wall_and_back(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("similaires", collection="small", item="doc-9", surprise="4"))
    first = page.locator(".dock h1:not(:empty)").inner_text()
    page.locator(".do-list").click()
    page.locator(".list li button").first.click()
    page.wait_for_function("() => location.search.includes('trail=doc-9')")
    page.wait_for_function(f"() => !document.title.startsWith({first!r})")
    second = page.locator(".dock h1").inner_text()
    page.get_by_role("button", name="Les voir au mur").click()
    page.get_by_role("heading", level=1, name=second, exact=True).wait_for()
    page.wait_for_function("() => location.search.includes('show=wall')")
    assert walked(page)[0] == "doc-9"
    assert page.locator(".trail a").get_attribute("title") == first
    at_rest(page)
    page.get_by_role("link", name="Les voir en nuage").click()
    page.locator(".dock").get_by_role("heading", name=second, exact=True).wait_for()
    assert "surprise=4" in page.url
    at_rest(page)
    page.reload()
    page.locator(".dock").get_by_role("heading", name=second, exact=True).wait_for()
    page.get_by_role("button", name="Voir sur la carte").click()
    page.locator(".panel").get_by_role("heading", name=second, exact=True).wait_for()


def test_pictures_of_a_selection_stand_in_the_middle_together(
    app_server: AppServer, visit: Visit
) -> None:
    chosen = [("select", "doc-8"), ("select", "doc-9"), ("select", "doc-10")]
    query = urllib.parse.urlencode([("collection", "small"), *chosen])
    page = visit(f"{app_server.address}?{query}")
    page.get_by_role("button", name="Ce qui leur ressemble").click()
    page.locator(".dock").get_by_role("heading", name="3 images ensemble").wait_for()
    page.wait_for_function("() => new URLSearchParams(location.search).getAll('item').length === 3")


def walked(page: Any) -> tuple[str, ...]:
    """What the address says of a walk: the trail, then the item."""
    read = "() => { const q = new URLSearchParams(location.search); return %s; }"
    return tuple(page.evaluate(read % "[...q.getAll('trail'), q.get('item')]"))


def step_on(page: Any) -> str:
    """Walk to the nearest picture that is not behind one yet; return its name."""
    hanging(page)
    behind = walked(page)
    for tile in tiles(page).all():
        query = urllib.parse.urlsplit(tile.get_attribute("href")).query
        if urllib.parse.parse_qs(query)["item"][0] not in behind:
            break
    name: str = tile.locator(".title").inner_text()
    tile.click()
    page.get_by_role("heading", level=1, name=name, exact=True).wait_for()
    at_rest(page)
    hanging(page)
    return name


def test_one_walks_from_like_to_like_and_back(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("similaires", **ON_WALL))
    names = [page.get_by_role("heading", level=1).inner_text()]
    for _ in range(3):
        names.append(step_on(page))
    trail = page.locator(".trail a")
    page.wait_for_function(
        "() => new URLSearchParams(location.search).getAll('trail').length === 3"
    )
    assert [back.get_attribute("title") for back in trail.all()] == names[:3]
    trail.nth(1).click()
    page.get_by_role("heading", level=1, name=names[1], exact=True).wait_for()
    page.wait_for_function(
        "() => new URLSearchParams(location.search).getAll('trail').length === 1"
    )
    at_rest(page)
    page.go_back()
    page.get_by_role("heading", level=1, name=names[3], exact=True).wait_for()


def test_a_step_is_one_entry_of_the_history(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("similaires", **ON_WALL))
    hanging(page)
    begin, way = page.evaluate("history.length"), [walked(page)]
    names = [page.get_by_role("heading", level=1).inner_text()]
    for step in range(1, 4):
        names.append(step_on(page))
        way.append(walked(page))
        assert way[-1][:-1] == way[-2]
        assert page.evaluate("history.length") == begin + step
    for past, name in reversed(list(zip(way[:-1], names[:-1], strict=True))):
        page.go_back()
        page.get_by_role("heading", level=1, name=name, exact=True).wait_for()
        at_rest(page)
        assert walked(page) == past


def test_a_step_onto_the_trail_goes_back_along_it(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("similaires", **ON_WALL))
    hanging(page)
    first = page.get_by_role("heading", level=1).inner_text()
    for _ in range(2):
        step_on(page)
    assert len(walked(page)) == 3
    page.locator(".wall .tile[href*='item=doc-9&'], .wall .tile[href$='item=doc-9']").click()
    page.get_by_role("heading", level=1, name=first, exact=True).wait_for()
    at_rest(page)
    assert walked(page) == ("doc-9",)
    page.goto(app_server.page("similaires", **ON_WALL, trail="doc-9"))
    hanging(page)
    assert page.locator(".trail a").count() == 0


def test_without_an_item_a_walk_begins_somewhere(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("similaires", collection="small"))
    page.locator(".dock h1:not(:empty)").wait_for()
    page.wait_for_function("() => location.search.includes('item=')")
    page.goto(app_server.page("similaires", collection="small", show="wall"))
    hanging(page)
    page.wait_for_function("() => location.search.includes('item=')")


def test_a_picture_that_is_gone_is_missed_kindly(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("similaires", collection="small", item="gone", lang="en"))
    heading(page, "not in the collection any more").wait_for()
    assert "item=gone" in page.url
    page.goto(app_server.page("similaires", collection="small", item="gone", lang="fr"))
    heading(page, "Cette image n’est plus dans la collection").wait_for()
    page.get_by_role("link", name="Commencer par une image prise au hasard").click()
    page.locator(".dock h1:not(:empty)").wait_for()
    page.wait_for_function("() => !location.search.includes('item=gone')")
    assert "item=" in page.url


def test_themes_open_down_to_their_pictures(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("themes", collection="small"))
    page.locator(".js-plotly-plot .treemap").first.wait_for()
    cover = page.locator(".cover").first
    label = cover.locator(".label").inner_text()
    cover.click()
    page.get_by_role("heading", level=1, name=label).wait_for()
    assert "theme=" in page.url
    hanging(page)
    tiles(page).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name=re.compile(f"^{label}$", re.IGNORECASE)).wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.get_by_role("link", name="Tous les thèmes").click()
    heading(page, "Tous les thèmes d’un coup d’œil").wait_for()


def test_what_a_hostile_table_says_is_shown_as_text(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("recherche", collection="small", item="doc-6", q="<b>script"))
    page.on("dialog", lambda dialog: pytest.fail("a script of the table ran"))
    page.get_by_role("dialog").get_by_role("heading", name=HOSTILE, exact=True).wait_for()
    assert page.locator("b").count() == 0
    page.goto(app_server.page("similaires", collection="small", item="../../etc/passwd"))
    page.get_by_role("heading", level=1, name=re.compile("Vase n° 2|Boucle|n° 2")).wait_for()
    page.goto(app_server.page("similaires", collection="small", item="a/b é/similar"))
    page.get_by_role("heading", level=1, name=re.compile("n° 0")).wait_for()


def test_language_and_light_change_in_place(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("recherche", collection="small", q="coin", lang="en"))
    heading(page, "Results for “coin”").wait_for()
    page.get_by_role("link", name="Français").click()
    heading(page, "Résultats pour « coin »").wait_for()
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 18, 16)"
    page.get_by_role("button", name="Passer en clair").click()
    page.wait_for_function(f"() => {ground} === 'rgb(251, 250, 247)'")
    page.reload()
    heading(page, "Résultats pour « coin »").wait_for()
    assert page.evaluate(ground) == "rgb(251, 250, 247)"


def test_links_are_links(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("recherche", collection="small", q="horloge"))
    tiles(page).first.wait_for()
    title = page.locator(".wall .title").first.inner_text()
    address = tiles(page).first.get_attribute("href")
    other = visit(address)
    other.get_by_role("dialog").get_by_role("heading", name=title).wait_for()
    page.get_by_role("link", name="Thèmes", exact=True).click()
    page.locator(".cover").first.wait_for()
    assert "/themes?" in page.url and "collection=small" in page.url


def test_a_damaged_collection_is_named_and_the_others_open(
    app_server: AppServer, visit: Visit
) -> None:
    page = visit(app_server.page("recherche", collection=DAMAGED))
    heading(page, f"« {DAMAGED} » ne peut pas s’afficher").wait_for()
    page.get_by_text("collection.json").wait_for()
    chooser = page.get_by_role("combobox", name="Collection")
    chooser.select_option(label="small")
    heading(page, "Que cherchez-vous").wait_for()
    assert "collection=small" in page.url


def test_a_replaced_collection_is_shown_without_a_restart(
    app_server: AppServer, visit: Visit, tmp_path: Path
) -> None:
    source = small_source(tmp_path / "source", count=12)
    build(source, tmp_path / "first" / "changing", title={"": "Avant"})
    out = app_server.data / "changing"
    shutil.copytree(tmp_path / "first" / "changing", out)
    try:
        page = visit(app_server.page("a-propos", collection="changing"))
        page.get_by_role("heading", level=1, name="Avant").wait_for()
        build(source, out, title={"": "Après"})
        page.wait_for_timeout(400)
        page.get_by_role("link", name="Recherche", exact=True).click()
        heading(page, "Que cherchez-vous").wait_for()
        page.get_by_role("link", name="À propos", exact=True).click()
        page.get_by_role("heading", level=1, name="Après").wait_for()
    finally:
        shutil.rmtree(out)


def test_an_empty_folder_says_what_to_do_also_below_a_base_path(
    browser: Any, small_bundle: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with running_app(data, STREAMLIT_SERVER_BASE_URL_PATH="house") as server:
        watch = Watch(server.address)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
        page = context.new_page()
        watch.follow(page)
        page.goto(server.page("house/recherche"))
        heading(page, "Rien au mur pour l’instant").wait_for(timeout=20_000)
        page.get_by_text("python -m precompute build").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        # As soon as a collection comes, it is shown.
        shutil.copytree(small_bundle, tmp_path / "small")
        data.mkdir()
        (tmp_path / "small").rename(data / "small")
        heading(page, "Que cherchez-vous").wait_for()
        tiles(page).first.wait_for()
        context.close()
        assert watch.troubles == []


def test_from_an_item_to_its_place_on_the_map_and_on(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page("similaires", **ON_WALL), size="phone")
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Voir sur la carte").click()
    page.locator("canvas").first.wait_for()
    page.get_by_role("heading", name=title).wait_for()
    page.wait_for_function("() => location.search.includes('doc-9')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("a, button").filter(has_text="Images semblables").first.click()
    page.locator(".dock").get_by_role("heading", level=1, name=title, exact=True).wait_for()
    assert "/similaires?" in page.url
