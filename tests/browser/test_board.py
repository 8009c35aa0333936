"""The board in the app: filled, put in order, written on, taken away; by curators alone."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.exhibitions.store import Store
from tests.browser.conftest import PATIENCE, SIZES, AppServer, Watch, app_of, running_app
from tests.browser.test_accessibility import RULES, SMALL, axe
from tests.makers import HOSTILE

Visit = Callable[..., Any]
IDS = ["doc-9", "gone-1", "doc-6", "doc-12", "../../etc/passwd"]


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    with app_of(small_bundle, tmp_path_factory.mktemp("board")) as running:
        yield running


@pytest.fixture
def store(server: AppServer) -> Store:
    """The store, with one board of five pictures and nothing else."""
    found = Store(server.data / "cimaise.sqlite")
    for archived in (False, True):
        for entry in found.boards(collection="small", archived=archived):
            found.delete_board(collection="small", board=entry.id)
    found.add_to_board(collection="small", ids=IDS)
    return found


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Visit]:
    """Opens pages of this server, and minds what goes wrong on them."""
    watch = Watch(server.address)
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, reduced_motion="reduce", accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)

    def opened(address: str) -> Any:
        page = context.new_page()
        watch.follow(page)
        page.goto(address)
        return page

    yield opened
    context.close()
    assert watch.troubles == []


def pinned(store: Store, at: int = 0) -> list[str]:
    entries = store.boards(collection="small")
    board = store.board(collection="small", id=entries[at].id)
    assert board is not None
    return [item.id for item in board.items]


def until(page: Any, true: Callable[[], bool]) -> None:
    """Wait until what was done in the browser is kept."""
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it was not kept")


def hung(page: Any) -> Any:
    """The cards, once the first picture is there."""
    page.locator(".card img").first.wait_for()
    return page.locator(".card")


def test_cards_stand_in_order_and_what_is_gone_is_shown_as_such(
    server: AppServer, store: Store, visit: Visit
) -> None:
    page = visit(server.page("tableau", lang="fr"))
    cards = hung(page)
    page.get_by_text("5 images").wait_for()
    assert cards.count() == 5
    assert cards.nth(0).get_by_text("Cheval n° 9").is_visible()
    gone = cards.nth(1)
    assert gone.get_by_text("N’est plus dans la collection").is_visible()
    assert gone.get_by_text("gone-1").is_visible()
    assert gone.get_by_role("link").count() == 0
    assert cards.nth(2).locator(".title").inner_text().startswith(HOSTILE[:20]), "to the letter"


def test_pictures_are_moved_by_buttons_by_number_and_by_keys(
    server: AppServer, store: Store, visit: Visit
) -> None:
    page = visit(server.page("tableau", lang="en"))
    cards = hung(page)
    later = cards.nth(0).get_by_role("button", name=re.compile("later"))
    # Faster than Python answers: no step is lost.
    later.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    until(page, lambda: pinned(store) == [*IDS[1:4], IDS[0], IDS[4]])
    assert (
        page.evaluate(
            "() => { let a = document.activeElement; while (a.shadowRoot?.activeElement)"
            " a = a.shadowRoot.activeElement; return a.getAttribute('aria-label'); }"
        )
        == "Move “Horse no. 9” later"
    ), "the focus goes with the picture"
    place = page.get_by_role("textbox", name="Place of “Horse no. 9” on the board")
    assert place.input_value() == "4"
    place.fill("1")
    place.press("Enter")
    until(page, lambda: pinned(store) == IDS)
    assert cards.nth(0).get_by_role("button", name=re.compile("earlier")).is_disabled()
    page.reload()
    hung(page)
    assert place.input_value() == "1"


def test_a_picture_is_taken_off_and_put_back_with_its_note(
    server: AppServer, store: Store, visit: Visit
) -> None:
    board = store.boards(collection="small")[0].id
    note = {"fr": "Près de la porte", "de": "An der Tür"}
    store.note_on_board(collection="small", board=board, item="doc-6", notes=note)
    page = visit(server.page("tableau", lang="fr"))
    cards = hung(page)
    cards.nth(2).get_by_role("button", name=re.compile("^Ôter")).click()
    until(page, lambda: pinned(store) == [*IDS[:2], *IDS[3:]])
    assert cards.count() == 4
    page.get_by_role("button", name="La remettre").click()
    until(page, lambda: pinned(store) == IDS)
    kept = store.board(collection="small", id=board)
    assert kept is not None and kept.items[2].notes == note


def test_notes_are_kept_in_both_languages(server: AppServer, store: Store, visit: Visit) -> None:
    page = visit(server.page("tableau", lang="fr"))
    card = hung(page).nth(0)
    card.get_by_role("button", name=re.compile("Note à côté")).click()
    written = "Près de l’entrée.\n<b>Non</b>"
    card.get_by_role("textbox", name="Note (Français)").fill(written)
    card.get_by_role("textbox", name="Note (English)").fill("Near the door.")
    page.keyboard.press("Escape")

    def notes() -> dict[str, str]:
        board = store.board(collection="small", id=store.boards(collection="small")[0].id)
        assert board is not None
        return board.items[0].notes

    until(page, lambda: notes() == {"fr": written, "en": "Near the door."})
    card.locator(".note").wait_for()
    assert card.locator(".note").inner_text() == written, "a text, not markup"
    page.get_by_role("link", name="English").click()
    page.get_by_text("Near the door.").wait_for()


def test_boards_are_made_named_and_deleted(server: AppServer, store: Store, visit: Visit) -> None:
    page = visit(server.page("tableau", lang="en"))
    hung(page)
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="Name of the board").fill("Horses & co")
    page.keyboard.press("Enter")
    until(page, lambda: store.boards(collection="small")[0].name == "Horses & co")
    page.get_by_role("heading", name="Horses & co").wait_for()
    page.get_by_role("button", name="New board").click()
    page.get_by_text("Nothing is on this board yet.").wait_for()
    assert page.get_by_role("link", name="Go to the map").is_visible()
    assert len(store.boards(collection="small")) == 2
    page.get_by_role("navigation", name="Boards").get_by_role("link", name="Horses & co").click()
    hung(page)
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("button", name="Delete the board").click()
    assert len(store.boards(collection="small")) == 2, "only when one has said so twice"
    page.get_by_role("button", name="Really delete it?").click()
    until(page, lambda: [e.items for e in store.boards(collection="small")] == [0])


def test_the_list_is_taken_away_and_pictures_lead_to_the_map(
    server: AppServer, store: Store, visit: Visit
) -> None:
    page = visit(server.page("tableau", lang="fr"))
    cards = hung(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tableur (CSV)").click()
    assert taken.value.suggested_filename.endswith(".csv")
    assert "Cheval n° 9" in Path(taken.value.path()).read_text("utf-8-sig")
    cards.nth(0).get_by_role("link", name=re.compile("sur la carte")).click()
    page.locator(".map .zoom").wait_for()
    page.get_by_role("heading", name="Cheval n° 9").wait_for()
    assert "item=doc-9" in page.url or "doc-9" in page.url


def test_it_is_dragged_marked_weighed_compared_and_taken_back(
    server: AppServer, store: Store, visit: Visit
) -> None:
    page = visit(server.page("tableau", lang="fr"))
    cards = hung(page)
    board = store.boards(collection="small")[0].id
    grip, last = cards.nth(0).locator(".grip"), cards.nth(3)
    start, end = grip.bounding_box(), last.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 0.4 * end["width"], end["y"] + 60, steps=4)
    page.mouse.move(end["x"] + 0.9 * end["width"], end["y"] + 60, steps=2)
    page.mouse.up()
    until(page, lambda: pinned(store) == [*IDS[1:4], IDS[0], IDS[4]])

    cards.nth(3).get_by_role("button", name="Gardée").click()

    def statuses() -> list[str]:
        found = store.board(collection="small", id=board)
        assert found is not None
        return [item.status for item in found.items]

    until(page, lambda: statuses()[3] == "kept")
    page.get_by_role("button", name="Gardées 1").click()
    assert cards.count() == 1
    page.get_by_role("button", name="Toutes 5").click()
    page.get_by_role("button", name="Annuler : un statut").click()
    until(page, lambda: "kept" not in statuses())
    page.get_by_role("button", name="Annuler : une image déplacée").click()
    until(page, lambda: pinned(store) == IDS)

    page.get_by_text("Équilibre du tableau").click()
    page.get_by_role("heading", name="Par thème").wait_for()
    for at in (0, 2):
        cards.nth(at).locator(".pick").click()
    page.get_by_role("button", name="Ce qu’il y a entre").click()
    page.locator(".steps img").nth(1).wait_for()
    page.get_by_role("button", name="Table lumineuse").click()
    table = page.get_by_role("dialog", name="Table lumineuse")
    table.locator("img").nth(1).wait_for()
    size = "(image) => image.getBoundingClientRect().width / image.naturalWidth"
    before = [table.locator("img").nth(at).evaluate(size) for at in (0, 1)]
    page.keyboard.press("+")
    after = [table.locator("img").nth(at).evaluate(size) for at in (0, 1)]
    assert [b / a for a, b in zip(before, after, strict=True)] == pytest.approx([1.5, 1.5], 0.01)
    page.keyboard.press("Escape")

    page.get_by_text("Organiser").click()
    page.get_by_role("button", name="Dupliquer").click()
    until(page, lambda: len(store.boards(collection="small")) == 2)
    page.get_by_role("heading", name=re.compile("copie")).wait_for()
    page.get_by_role("button", name="Ranger").click()
    until(page, lambda: len(store.boards(collection="small")) == 1)
    page.get_by_text("Tableaux rangés (1)").click()
    page.get_by_role("link", name=re.compile("copie")).click()
    page.get_by_role("button", name="Ressortir").click()
    until(page, lambda: len(store.boards(collection="small")) == 2)


def test_a_record_puts_its_picture_on_a_board(
    server: AppServer, store: Store, visit: Visit
) -> None:
    page = visit(server.page("recherche", lang="en", item="doc-15"))
    page.get_by_role("button", name="Put on the board").click()
    until(page, lambda: "doc-15" in pinned(store))
    page.get_by_text(re.compile("On “.*”: 6")).wait_for()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_fits_and_everyone_can_use_it(
    server: AppServer, store: Store, visit: Visit, language: str
) -> None:
    store.create_board(collection="small", name="x" * 120)
    store.note_on_board(
        collection="small",
        board=store.boards(collection="small")[0].id,
        item="gone-1",
        notes={"fr": "é" * 600},
    )
    page = visit(server.page("tableau", lang=language))
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        hung(page)
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("(main) => main.scrollWidth - main.clientWidth") <= 0
        assert page.evaluate(SMALL) == []
    assert page.locator("h1").count() == 1
    page.locator(".card").nth(0).get_by_role("button", name=re.compile("^Note")).click()
    answer = axe.Axe().run(page, options=RULES).response
    assert [(found["id"], found["nodes"][0]["target"]) for found in answer["violations"]] == []


def test_boards_without_a_name_are_told_apart(
    server: AppServer, store: Store, visit: Visit
) -> None:
    other = store.create_board(collection="small")
    store.add_to_board(collection="small", ids=["doc-20", "doc-21"], board=other)
    made = store.boards(collection="small")[1].created
    store.create_board(collection="small", name="Chevaux")
    page = visit(server.page("tableau", lang="fr"))
    hung(page)
    tabs = page.get_by_role("navigation", name="Tableaux").get_by_role("link")
    assert made[14:16] in tabs.nth(1).inner_text(), "the minute in which it was made"
    faces = tabs.locator(".faces img")
    assert faces.count() == 2, "an empty board has none"
    assert faces.nth(0).get_attribute("src") != faces.nth(1).get_attribute("src")
    page.get_by_text("Organiser").click()
    options = page.locator('[data-focus="merge-which"] option').all_inner_texts()
    assert len(set(options)) == 2 and "n° 20" in options[0] and options[0].endswith("(2)")
    page.goto(server.page("recherche", lang="fr", item="doc-30"))
    page.get_by_role("button", name="Mettre sur le tableau").click()
    choices = page.get_by_role("dialog", name="Sur quel tableau").locator("li")
    assert len(set(choices.all_inner_texts())) == 3
    assert sorted(choices.nth(at).locator("img").count() for at in range(3)) == [0, 2, 3]
    page.goto(server.page("expositions", lang="fr"))
    chosen = page.locator('[data-focus="board"] option')
    chosen.first.wait_for(state="attached")
    assert len(set(chosen.all_inner_texts())) == chosen.count() == 2


def test_nobody_but_curators_has_it(
    server: AppServer, store: Store, browser: Any, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(server.data, data, copy_function=os.link)
    with running_app(data, EXPLORER_PROFILE="public") as public:
        page = browser.new_page(locale="fr-FR")
        Watch(public.address).follow(page)
        page.goto(public.page("recherche"))
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Thèmes").wait_for()
        assert page.get_by_role("link", name="Tableau").count() == 0
        page.goto(public.page("tableau"))
        assert page.url == public.address, "the first page of the public"
        assert page.locator(".card").count() == 0
        page.close()


def test_a_damaged_database_is_said_and_left(
    small_bundle: Path, browser: Any, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(small_bundle, data / "small", copy_function=os.link)
    (data / "cimaise.sqlite").write_bytes(b"no database\n" * 100)
    with running_app(data) as server:
        page = browser.new_page(locale="en-GB")
        page.goto(server.page("tableau", lang="en"))
        page.get_by_role("heading", name="The boards cannot be opened").wait_for()
        page.get_by_text("put back a copy").wait_for()
        page.close()
    assert (data / "cimaise.sqlite").read_bytes() == b"no database\n" * 100


def test_the_board_is_chosen_by_keys_and_taken_back(
    server: AppServer, store: Store, visit: Visit
) -> None:
    other = store.create_board(collection="small", name="Chevaux")
    page = visit(server.page("", lang="fr", collection="small", item="doc-20"))
    put = page.locator(".panel").get_by_role("button", name="Ajouter au tableau")
    put.click()
    dialog = page.get_by_role("dialog", name="Sur quel tableau")
    dialog.wait_for()
    answer = axe.Axe().run(page, options=RULES).response
    assert [(one["id"], one["nodes"][0]["target"]) for one in answer["violations"]] == []
    assert page.evaluate(SMALL) == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    page.keyboard.press("Enter")  # the focus is where it was
    dialog.wait_for()
    dialog.get_by_role("button", name="Chevaux").focus()
    page.keyboard.press("Enter")
    until(page, lambda: len(board_items(store, other)) == 1)
    page.get_by_text("« Chevaux » contient 1 image.").wait_for()
    # Somewhere else instead, on one that is made for it; then nowhere.
    page.get_by_role("button", name="Un autre tableau…").click()
    # The one that was chosen last comes first now.
    assert dialog.locator("li").first.inner_text().startswith("Chevaux")
    page.get_by_label("Un nouveau tableau, nommé").fill(HOSTILE)
    page.keyboard.press("Enter")
    until(page, lambda: len(store.boards(collection="small")) == 3)
    made = store.boards(collection="small")[2]
    until(page, lambda: board_items(store, made.id) == ["doc-20"])
    assert made.name == HOSTILE and board_items(store, other) == []
    page.locator(".notice").get_by_role("button", name="Annuler").click()
    until(page, lambda: board_items(store, made.id) == [])
    page.get_by_text("C’est annulé.").wait_for()

    # The same from a record.
    page = visit(server.page("recherche", lang="fr", collection="small", item="doc-20"))
    page.locator('[data-focus="board"]').click()
    dialog = page.get_by_role("dialog", name="Sur quel tableau")
    dialog.get_by_role("button", name="Chevaux").click()
    until(page, lambda: board_items(store, other) == ["doc-20"])
    page.locator('[data-focus="board-undo"]').click()
    until(page, lambda: board_items(store, other) == [])


def board_items(store: Store, id_: str) -> list[str]:
    board = store.board(collection="small", id=id_)
    assert board is not None
    return [item.id for item in board.items]
