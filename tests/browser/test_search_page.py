"""The page of the search, as a curator works with it: every part of what is asked, and back."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from PIL import Image

from tests.browser.conftest import AppServer, Watch, running_app
from tests.makers import draw

Visit = Callable[..., Any]
Params = dict[str, list[str]]


def opened(visit: Visit, server: AppServer, *, size: str = "desktop", **params: str) -> Any:
    page = visit(server.page("recherche", **({"collection": "small"} | params)), size=size)
    at_rest(page)
    return page


def at_rest(page: Any) -> None:
    """Wait until the results that were asked for hang, or are said not to be there."""
    page.locator(".section:not([aria-busy])").first.wait_for()
    page.locator(".wall img, .advice h3").first.wait_for()


def address(page: Any, holds: str) -> Params:
    page.wait_for_function("(part) => location.search.includes(part)", arg=holds)
    return parse_qs(urlparse(page.url).query)


def chips(page: Any) -> list[str]:
    return [
        text.replace("\u00a0", " ") for text in page.locator(".parts .chip .name").all_inner_texts()
    ]


def many(page: Any, text: str) -> None:
    """Wait until so many pictures are said to be found."""
    page.locator(".status", has_text=text).first.wait_for()


def test_a_minus_in_the_box_is_a_chip_and_every_chip_goes_away(
    app_server: AppServer, visit: Visit
) -> None:
    page = opened(visit, app_server)
    box = page.get_by_role("combobox", name="Mots à chercher")
    box.fill('cheval -vase -"pièce de monnaie"')
    page.keyboard.press("Enter")
    asked = address(page, "not=vase")
    assert asked["q"] == ["cheval"] and asked["not"] == ["vase", "pièce de monnaie"]
    assert box.input_value() == "cheval"
    assert chips(page) == ["« cheval »", "sans « vase »", "sans « pièce de monnaie »"]
    page.get_by_role("textbox", name="Ce qui ne doit pas y être").fill("horloge")
    page.keyboard.press("Enter")
    address(page, "not=horloge")
    page.get_by_role("button", name="Retirer sans « vase »").click()
    page.wait_for_function("() => !location.search.includes('not=vase')")
    assert len(chips(page)) == 3
    page.go_back()
    address(page, "not=vase")
    page.locator(".chip", has_text="vase").wait_for()
    page.get_by_role("button", name="Tout effacer").click()
    page.wait_for_function("() => !location.search.includes('q=')")
    assert chips(page) == []
    assert box.input_value() == ""


def test_filters_count_what_is_found_and_a_link_keeps_them(
    app_server: AppServer, visit: Visit
) -> None:
    page = opened(visit, app_server, q="cheval")
    many(page, "10 images")
    nimes = page.locator(".column .choice", has_text="Nîmes")
    assert nimes.locator(".many").inner_text() == "2"
    nimes.click()
    address(page, "filter=place")
    many(page, "2 images")
    assert "Lieu : Nîmes" in chips(page)
    again = opened(visit, app_server, **{k: v[0] for k, v in address(page, "filter=").items()})
    many(again, "2 images")
    assert (
        again.locator(".wall .title").all_inner_texts()
        == page.locator(".wall .title").all_inner_texts()
    )


def test_what_is_picked_out_leads_on(app_server: AppServer, visit: Visit) -> None:
    page = opened(visit, app_server, q="cheval")
    page.locator(".pick").nth(1).click()
    page.locator(".pick").nth(2).click()
    hand = page.get_by_role("region", name="Images choisies")
    hand.get_by_text("2 images choisies").wait_for()
    hand.get_by_role("button", name="Plus comme celles-ci").click()
    liked = address(page, "like=")["like"]
    assert len(liked) == 2
    page.locator(".why", has_text="Proche des images données").first.wait_for()
    links = [link.get_attribute("href") for link in page.locator(".wall a").all()]
    found = {parse_qs(urlparse(link).query)["item"][0] for link in links}
    assert not found & set(liked)

    page.locator(".pick").first.click()
    hand.get_by_role("button", name="Moins comme celles-ci").click()
    assert len(address(page, "unlike=")["unlike"]) == 1
    page.locator(".chip.minus img").wait_for()
    at_rest(page)
    page.locator(".pick").first.click()
    hand.get_by_role("button", name="Ajouter au tableau").click()
    page.get_by_text("Le tableau contient 1 image").wait_for()
    page.get_by_role("link", name="Voir le tableau").click()
    page.locator(".card").first.wait_for()


def test_the_order_and_the_way_are_in_the_address(app_server: AppServer, visit: Visit) -> None:
    page = opened(visit, app_server, q="vase", collection="small")
    page.get_by_role("combobox", name="Ordre").select_option("recent")
    address(page, "sort=recent")
    at_rest(page)
    years = page.locator(".wall .meta").all_inner_texts()
    dates = [int(text.rsplit(", ", 1)[-1]) for text in years]
    assert dates == sorted(dates, reverse=True)
    page.get_by_role("combobox", name="Ordre").select_option("relevance")
    page.wait_for_function("() => !location.search.includes('sort=')")
    page.get_by_role("slider", name="Du plus semblable au plus varié").fill("60")
    address(page, "different=0.6")
    page.locator(".by label", has_text="Écrit").last.click()
    address(page, "by=written")
    at_rest(page)
    reasons = set(page.locator(".wall .why").all_inner_texts())
    assert reasons == {"Par la notice"}


def test_what_stands_in_the_way_is_told_and_taken_away(app_server: AppServer, visit: Visit) -> None:
    page = opened(visit, app_server, q="cheval", **{"not": "dessin"})
    page.get_by_role("heading", name="Ce qui fait obstacle").wait_for()
    page.get_by_role("button", name="Avec « dessin »\u00a0: 10 images").click()
    page.wait_for_function("() => !location.search.includes('not=')")
    many(page, "10 images")


def test_a_link_of_another_time_shows_what_there_still_is(
    app_server: AppServer, visit: Visit
) -> None:
    for params in ({"filter": "nobody=1", "q": "vase"}, {"like": "<b>gone</b>", "q": "vase"}):
        page = visit(
            app_server.page("recherche", **({"collection": "small"} | params)), watched=False
        )
        page.get_by_role("alert").filter(has_text="lien").wait_for()
        at_rest(page)
        assert chips(page) == ["« vase »"]


def test_on_a_phone_all_is_done_by_finger(app_server: AppServer, visit: Visit) -> None:
    page = opened(visit, app_server, size="phone", q="cheval")
    column = page.locator(".column")
    assert not column.is_visible()
    page.get_by_role("button", name="Filtres", exact=True).tap()
    column.locator(".choice", has_text="Nîmes").tap()
    address(page, "filter=place")
    page.get_by_role("button", name="Fermer les filtres").tap()
    column.wait_for(state="hidden")
    many(page, "2 images")
    page.locator(".pick").first.tap()
    page.get_by_role("button", name="Plus comme celles-ci").tap()
    address(page, "like=")
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("(main) => main.scrollWidth - main.clientWidth") <= 0


@pytest.fixture(scope="module")
def seeing(
    demo_bundle: Path, small_bundle: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """The app over a collection that has an image tower."""
    data = tmp_path_factory.mktemp("seeing") / "data"
    shutil.copytree(demo_bundle, data / "demo", copy_function=os.link)
    with running_app(data) as server:
        yield server


def picture(kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    draw("vase", seed=1, size=(1600, 1200)).save(target, kind)
    return target.getvalue()


def given(page: Any, body: bytes, *, name: str = "vase.png", kind: str = "image/png") -> None:
    page.locator(".by-picture input").first.set_input_files(
        {"name": name, "mimeType": kind, "buffer": body}
    )


def test_a_picture_of_ones_own_is_searched_with_and_forgotten(
    seeing: AppServer, browser: Any
) -> None:
    page = browser.new_page(locale="fr-FR")
    watch = Watch(seeing.address)
    watch.follow(page)
    sent: list[Any] = []
    page.on("request", lambda asked: sent.append(asked) if asked.method == "POST" else None)
    page.goto(seeing.page("recherche", collection="demo"))
    at_rest(page)
    given(page, picture())
    page.locator(".chip img").wait_for()
    page.get_by_text("elle n’est gardée nulle part").wait_for()
    page.locator(".why", has_text="Proche des images données").first.wait_for()
    first = next(asked for asked in sent if "search/image" in asked.url)
    assert first.headers["content-type"] == "image/jpeg"

    page.get_by_role("combobox", name="Mots à chercher").fill("affiche")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('q=affiche')")
    at_rest(page)
    later = [asked for asked in sent if "q=affiche" in asked.url]
    assert later
    assert all(asked.headers["content-type"] == "application/json" for asked in later)
    assert "vector" not in page.url
    assert chips(page) == ["« affiche »", "Votre image"]
    page.get_by_role("button", name="Retirer Votre image").click()
    at_rest(page)
    assert chips(page) == ["« affiche »"]
    assert watch.troubles == []
    page.close()


def test_one_asks_whether_a_picture_is_one_of_the_collection_s(
    seeing: AppServer, browser: Any, demo_archive: Path
) -> None:
    page = browser.new_page(locale="fr-FR")
    watch = Watch(seeing.address)
    watch.follow(page)
    page.goto(seeing.page("recherche", collection="demo"))
    at_rest(page)
    assert not page.locator(".ours").is_visible()
    target = io.BytesIO()
    with Image.open(demo_archive / "images" / "ac-00001.jpg") as whole:
        width, height = whole.size
        whole.crop((width // 8, height // 8, width, height)).save(target, "PNG")
    given(page, target.getvalue())
    ask = page.get_by_role("button", name="Est-ce une des nôtres")
    ask.click()
    page.locator(".ours a").first.wait_for(timeout=60_000)
    assert page.locator(".ours [role=status]").inner_text().startswith("Oui")
    given(page, picture())  # another one: nothing is said of it until it is asked
    page.locator(".ours a").first.wait_for(state="detached")
    ask.click()
    page.locator(".ours [role=status]", has_text="Non").wait_for(timeout=60_000)
    assert watch.troubles == []
    page.close()


def test_a_wrong_file_is_refused_kindly_and_the_rest_stays(seeing: AppServer, browser: Any) -> None:
    page = browser.new_page(locale="fr-FR")
    page.goto(seeing.page("recherche", collection="demo", q="affiche"))
    at_rest(page)
    given(page, b"<script>alert(1)</script>", name="x.png")
    page.get_by_role("alert").filter(has_text="n’est pas une image").wait_for()
    at_rest(page)
    assert chips(page) == ["« affiche »"]
    page.close()


def test_a_picture_is_dropped_or_pasted(seeing: AppServer, browser: Any) -> None:
    page = browser.new_page(locale="fr-FR")
    page.goto(seeing.page("recherche", collection="demo"))
    at_rest(page)
    give = """([kind, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "x.png", { type: "image/png" }));
      const event = kind === "drop" ? new DragEvent("drop", { dataTransfer: data, bubbles: true })
        : new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
      document.body.dispatchEvent(event);
    }"""
    for kind in ("drop", "paste"):
        with page.expect_response(lambda answer: "search/image" in answer.url) as answered:
            page.evaluate(give, [kind, list(picture())])
        assert answered.value.ok
        page.get_by_role("button", name="Retirer Votre image").click()
        page.locator(".chip img").wait_for(state="detached")
    page.close()


def test_a_kiosk_takes_no_picture_and_keeps_no_board(
    demo_bundle: Path, browser: Any, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(demo_bundle, data / "demo", copy_function=os.link)
    with running_app(data, EXPLORER_PROFILE="kiosk") as kiosk:
        page = browser.new_page(locale="fr-FR")
        page.goto(kiosk.page("recherche", collection="demo", q="affiche"))
        at_rest(page)
        assert page.locator(".by-picture").count() == 0
        page.locator(".pick").first.click()
        assert page.get_by_role("button", name="Plus comme celles-ci").is_visible()
        assert page.get_by_role("button", name="Ajouter au tableau").count() == 0
        page.close()
