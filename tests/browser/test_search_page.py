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
    page.locator(".by label", has_text="À la notice").last.click()
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


def test_where_there_is_no_encoder_the_page_says_what_it_can_do(
    app_server: AppServer, visit: Visit
) -> None:
    page = opened(visit, app_server)
    page.get_by_text("La collection n’a pas d’encodeur").wait_for()
    assert page.locator(".by-picture").count() == 0
    # Nothing is asked: its highlights hang, and there is nothing to order or to spread.
    page.get_by_role("heading", name="Pour commencer").wait_for()
    for part in (".sort", ".by", ".spread"):
        assert not page.locator(part).is_visible()
    asked = opened(visit, app_server, q="cheval")
    assert not asked.get_by_text("La collection n’a pas d’encodeur").is_visible()
    for part in (".sort", ".by", ".spread"):
        assert asked.locator(part).is_visible()


def test_the_numbers_of_the_filters_say_what_they_count(
    app_server: AppServer, visit: Visit
) -> None:
    page = opened(visit, app_server, q="cheval")
    said = page.locator(".column .among")
    said.wait_for()
    assert "au plus les 500 images les plus proches et les 500 notices" in said.inner_text()
    page.goto(app_server.page("recherche", collection="small", filter="technique=encre"))
    at_rest(page)
    page.locator(".column .choice").first.wait_for()
    assert not said.is_visible()


def test_nothing_found_offers_words_less_asked_for_and_themes(
    app_server: AppServer, visit: Visit
) -> None:
    page = opened(visit, app_server, q="chevl", by="seen", filter="technique=encre")
    advice = page.locator(".advice")
    advice.get_by_role("heading", name="Thèmes").wait_for()
    advice.get_by_role("heading", name="Ce qui fait obstacle").wait_for()
    # No years are offered where there are none to choose from.
    assert page.locator(".column .years").count() == 0
    near = advice.locator("h3", has_text="Mots proches").locator("+ ul")
    near.get_by_role("link", name="cheval", exact=True).click()
    assert address(page, "q=cheval")["by"] == ["seen"]
    page.locator(".wall .why").first.wait_for()


def test_a_picture_is_picked_out_beside_its_title_however_narrow(
    app_server: AppServer, visit: Visit
) -> None:
    for size in ("desktop", "phone"):
        page = opened(visit, app_server, size=size, q="cheval")
        places = page.locator(".wall li").evaluate_all(
            """(all) => all.map((one) => {
              const box = (part) => one.querySelector(part).getBoundingClientRect();
              const [mark, title, frame] = [box(".pick svg"), box(".title"), box(".frame")];
              const line = parseFloat(getComputedStyle(one.querySelector(".title")).lineHeight);
              return {
                within: mark.left >= frame.left - 1 && mark.right <= frame.right + 1,
                below: mark.top >= frame.bottom - 1,
                off: Math.abs((mark.top + mark.bottom) / 2 - title.top - line / 2),
              };
            })"""
        )
        assert places
        assert all(one["within"] and one["below"] and one["off"] < 4 for one in places), size


def test_what_was_put_on_a_board_is_said_where_one_looks(
    app_server: AppServer, visit: Visit
) -> None:
    page = opened(visit, app_server, size="phone", q="cheval")
    last = page.locator(".pick").last
    last.scroll_into_view_if_needed()
    last.tap()
    page.get_by_role("button", name="Ajouter au tableau").tap()
    choice = page.locator("dialog.board-choice li button").first
    said = page.locator(".foot .notice")
    page.locator("dialog.board-choice li button:visible, .foot .notice:visible").first.wait_for()
    if choice.is_visible():
        choice.tap()
    said.wait_for()
    box = said.bounding_box()
    assert 0 < box["y"] < box["y"] + box["height"] < 844


def test_on_a_phone_results_come_soon_and_the_ways_stand_with_the_filters(
    app_server: AppServer, visit: Visit
) -> None:
    page = opened(visit, app_server, size="phone", q="cheval")
    assert page.locator(".wall img").first.bounding_box()["y"] < 844 / 2
    page.get_by_role("button", name="Filtres", exact=True).tap()
    page.locator(".column .by label", has_text="À la notice").tap()
    address(page, "by=written")
    slider = page.locator(".column").get_by_role("slider", name="Du plus semblable au plus varié")
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2)
    assert float(address(page, "different=")["different"][0]) > 0.5
    without = page.get_by_role("textbox", name="Ce qui ne doit pas y être")
    without.tap()
    without.fill("vase")
    page.keyboard.press("Enter")
    address(page, "not=vase")
    page.get_by_role("button", name="Fermer les filtres").tap()
    # What is out of sight is counted where one opens it.
    assert page.locator(".bar .badge").inner_text() == "2"


def test_a_picture_of_ones_own_is_still_there_in_the_other_language(
    seeing: AppServer, browser: Any
) -> None:
    page = browser.new_page(locale="fr-FR")
    page.goto(seeing.page("recherche", collection="demo"))
    at_rest(page)
    given(page, picture())
    page.locator(".chip img").wait_for()
    page.locator(".why", has_text="Proche des images données").first.wait_for()
    page.locator(".pick").first.click()
    found = page.locator(".pick").evaluate_all("(all) => all.map((one) => one.dataset.id)")
    with page.expect_request(
        lambda asked: asked.method == "POST" and "lang=en" in asked.url
    ) as one:
        page.get_by_role("link", name="English").click()
    assert one.value.headers["content-type"] == "application/json"
    page.locator(".why", has_text="Like the pictures given").first.wait_for()
    assert chips(page) == ["Your picture"]
    page.get_by_text("1 picture picked out").wait_for()
    again = page.locator(".pick").evaluate_all("(all) => all.map((one) => one.dataset.id)")
    assert again == found
    page.close()


def test_a_picture_is_photographed_with_a_telephone(seeing: AppServer, browser: Any) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="fr-FR"
    )
    page = context.new_page()
    page.goto(seeing.page("recherche", collection="demo"))
    at_rest(page)
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Photographier").tap()
    assert asked.value.element.get_attribute("capture") == "environment"
    with page.expect_response(lambda answer: "search/image" in answer.url) as answered:
        asked.value.set_files({"name": "p.png", "mimeType": "image/png", "buffer": picture()})
    assert answered.value.ok
    page.locator(".chip img").wait_for()
    context.close()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty.png", b""),
        ("text.jpg", "Ceci n’est pas une image.".encode()),
        ("page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script>"),
        ("paper.pdf", b"%PDF-1.7\n"),
        ("cut.png", picture()[:200]),
    ],
)
def test_any_wrong_file_gets_one_kind_line(
    seeing: AppServer, browser: Any, name: str, body: bytes
) -> None:
    page = browser.new_page(locale="fr-FR")
    page.goto(seeing.page("recherche", collection="demo", q="affiche"))
    at_rest(page)
    given(page, body, name=name, kind="application/octet-stream")
    said = page.get_by_role("alert").filter(has_text="image")
    said.wait_for()
    assert "\n" not in said.inner_text().strip()
    at_rest(page)
    assert chips(page) == ["« affiche »"]
    page.close()
