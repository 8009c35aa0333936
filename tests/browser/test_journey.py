"""From a search to an exhibition that is online, on a stick and on paper: all through the pages.

What comes out is opened by programs of others: an HTML validator, a plain web server with a walk
over its links, PDFium, a reader of CSV, models of IIIF, and Mirador.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pypdfium2
import pytest

from explorer.exhibitions.store import Store
from explorer.iiif.states import encode_state
from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser.conftest import AppServer, Watch, running_app
from tests.browser.test_board import hung, until
from tests.browser.test_exhibitions import begun, focus, opened, outline_detail
from tests.browser.test_mirador import MIRADOR, tiles_of, viewer
from tests.explorer.iiif.validating import check, strict
from tests.outside import broken_links, html_faults

__all__ = ["viewer"]

SAID: dict[str, Any] = viewer_texts(translator("fr"))
ON = {"collection": "large"}
LARGE = "doc-9"
"""The one of which all pixels are kept."""


@pytest.fixture(scope="module")
def server(large_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    data = tmp_path_factory.mktemp("journey") / "data"
    shutil.copytree(large_bundle, data / "large", copy_function=os.link)
    with running_app(data) as running:
        yield running


@contextlib.contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    """Python's own web server over a folder, as anyone would start it; its address."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as serving:
        assert serving.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", serving.stdout.readline())
        assert found is not None
        yield found[0]
        serving.terminate()


def test_from_a_search_to_the_web_a_stick_and_paper(
    server: AppServer, browser: Any, viewer: str, tmp_path: Path
) -> None:
    watch, store = Watch(server.address), Store(server.data / "cimaise.sqlite")
    page = opened(browser, server, watch, "recherche", lang="fr", q="cheval", **ON)
    gathered(page, store)
    walked(page, server, store)
    written(page, server, store)

    # Out of the house, from the same page.
    focus(page, "away").click()
    focus(page, "away-address").fill("https://www.example.org/chevaux/")
    taken = {
        name: away(page, name, tmp_path)
        for name in ("site-zip", "labels-small", "checklist", "contact", "codes")
    }
    tables = {name: away(page, name, tmp_path) for name in ("checklist-csv", "omeka")}
    manifest_file = away(page, "manifest", tmp_path)
    page.context.close()
    assert watch.troubles == []

    is_a_site(browser, taken.pop("site-zip"), tmp_path)
    for name, file in taken.items():
        is_on_paper(file, pictures=name in ("checklist", "contact", "codes"))
    for file in tables.values():
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
        assert len(rows) >= 3 and all(None not in row for row in rows)
        assert "Cheval" in str(rows)
    is_shown_elsewhere(browser, server, viewer, manifest_file)


def gathered(page: Any, store: Store) -> None:
    """What was found is put on a board, in another order, with a note, and kept."""
    page.locator(".pick").nth(2).wait_for()
    for at in range(3):
        page.locator(".pick").nth(at).click()
    page.get_by_role("button", name="Ajouter au tableau").click()
    page.get_by_text("Le tableau contient 3 images").wait_for()
    page.get_by_role("link", name="Voir le tableau").click()
    cards = hung(page)
    board = store.boards(**ON)[0].id

    def pinned() -> list[str]:
        found = store.board(**ON, id=board)
        assert found is not None
        return [item.id for item in found.items]

    first, second, third = pinned()
    place = cards.nth(2).get_by_role("textbox").first
    place.fill("1")
    place.press("Enter")
    until(page, lambda: pinned() == [third, first, second])
    cards.nth(0).get_by_role("button", name=re.compile("Note à côté")).click()
    cards.nth(0).get_by_role("textbox", name="Note (Français)").fill("Près de la *porte*")
    page.keyboard.press("Escape")
    cards.nth(0).get_by_role("button", name="Gardée").click()

    def noted() -> bool:
        found = store.board(**ON, id=board)
        assert found is not None
        return bool(found.items[0].notes) and found.items[0].status == "kept"

    until(page, noted)


def walked(page: Any, server: AppServer, store: Store) -> None:
    """A walk of one stop is written on the map."""
    page.goto(server.page("", lang="fr", **ON))
    page.get_by_role("button", name=SAID["tours"], exact=True).click()
    page.get_by_role("button", name=SAID["tour_new"], exact=True).click()
    page.get_by_label(SAID["tour_title_in"]["fr"]).fill("La promenade")
    page.get_by_role("button", name=SAID["tour_add"], exact=True).click()
    page.keyboard.type("Le pré")
    page.get_by_label(SAID["tour_text_in"]["fr"]).fill("Ils sont ensemble.")
    page.get_by_role("button", name=SAID["tour_save"], exact=True).click()
    until(page, lambda: bool(store.tours(**ON)))


def written(page: Any, server: AppServer, store: Store) -> None:
    """An exhibition of the board: sections, words in both languages, a detail, the walk."""
    page.goto(server.page("expositions", lang="fr", **ON))
    page.get_by_role("button", name="Nouvelle à partir de ce tableau").click()
    for name, french, english in (
        ("title", "Chevaux", "Horses"),
        ("introduction", "Trois **chevaux**.", "Three **horses**."),
        ("credits", "Textes : Zoé", "Texts: Zoé"),
    ):
        focus(page, f"{name}-fr").fill(french)
        focus(page, f"{name}-en").fill(english)
    begun(page, "heading-").nth(0).fill("Au pré")
    begun(page, "heading-").nth(1).fill("In the meadow")
    # The same pictures again in a row; the large one with a detail; and the walk.
    focus(page, "add-map").click()
    begun(page, "tour-").last.select_option(label="La promenade")
    begun(page, "heading-").last.fill("The walk")
    begun(page, "words-").first.click()
    begun(page, "alt-").nth(0).fill("Un cheval brun")
    outline_detail(page)
    begun(page, "detail-").first.fill("La tête")
    focus(page, "save").click()
    until(page, lambda: bool(store.exhibitions(**ON)))
    focus(page, "release").click()
    page.get_by_text(re.compile("pas de description")).first.wait_for()
    focus(page, "publish").click()
    until(page, lambda: bool(store.published_exhibitions(**ON)))


def away(page: Any, name: str, folder: Path) -> Path:
    """What a button gives to take away, once nothing else is being made."""
    ready = page.locator(f'[data-focus="away-{name}"]:not([aria-disabled="true"])')
    with page.expect_download(timeout=120_000) as taken:
        ready.click()
    file = folder / name
    taken.value.save_as(file)
    return file


def is_a_site(browser: Any, file: Path, folder: Path) -> None:
    """The site is valid HTML, whole on a plain web server, small, and opens from the disk."""
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder / "www")
    (root,) = (folder / "www").iterdir()
    files = [path for path in root.rglob("*") if path.is_file()]
    before = sum(
        path.stat().st_size
        for path in files
        if path.suffix not in (".webp", ".jpg", ".png", ".tiles")
    )
    assert before < 1_000_000
    assert html_faults(sorted(root.rglob("*.html")), folder) == []
    with plain_server(root) as address:
        assert broken_links(address) == []
        for start in (address, f"{root.as_uri()}/index.html"):
            watch = Watch(start.rsplit("/", 1)[0])
            context = browser.new_context(reduced_motion="reduce")
            page = context.new_page()
            watch.follow(page)
            page.goto(start)
            page.get_by_role("link", name="English").click()
            page.get_by_role("heading", name="Horses", level=1).wait_for()
            page.get_by_role("heading", name="In the meadow").wait_for()
            assert page.locator("figure img").count() == 4, "three pictures and a detail"
            page.get_by_role("link", name="Français").click()
            assert (
                page.locator("figure").first.get_by_text("porte").locator("xpath=self::em").count()
            )
            context.close()
            assert watch.troubles == []


def is_on_paper(file: Path, *, pictures: bool) -> None:
    """PDFium finds words, and pictures where there are to be some, and nothing beyond the sheet."""
    document = pypdfium2.PdfDocument(file)
    text = document[0].get_textpage()
    assert "Cheval" in text.get_text_bounded()
    width, height = document[0].get_size()
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        assert 0 <= left <= right <= width and 0 <= bottom <= top <= height
    drawn = np.asarray(document[0].render(scale=1).to_pil().convert("L"))
    assert drawn[:15].min() == 255 or not pictures, "nothing at the edge"
    dark = float((drawn < 128).mean())
    assert dark > (0.005 if pictures else 0.0005)


def is_shown_elsewhere(browser: Any, server: AppServer, viewer: str, file: Path) -> None:
    """The manifest satisfies its judges, and Mirador shows it from its address."""
    address = f"{server.address}iiif/large/exhibitions/{{}}/manifest.json"
    listed = httpx.get(f"{server.address}iiif/large/exhibitions/collection.json").json()
    manifest = httpx.get(listed["items"][0]["id"]).json()
    assert re.fullmatch(re.escape(address).replace(r"\{\}", "[a-z0-9-]+"), manifest["id"])
    told = [manifest, listed]
    for one in told:
        check(one)
    assert strict(told) == [[], []]
    assert file.read_bytes()
    assert [one["label"] for one in manifest["structures"]]
    if not MIRADOR.exists():
        return
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    asked: list[tuple[str, int]] = []
    troubles: list[str] = []
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{viewer}?manifest={manifest['id']}")
    page.get_by_text("Horses").first.wait_for()
    page.get_by_text("1 of 3").wait_for()
    for _ in range(200):
        if tiles_of(asked, server.address):
            break
        page.wait_for_timeout(100)
    assert all(status in (200, 304) for url, status in asked if url.startswith(server.address))
    assert not troubles
    page.close()
    # A link that says what to open leads to the picture, or to the exhibition, in the app.
    work = httpx.get(f"{server.address}api/v1/large/rows", params={"rows": 9}).json()["results"][0]
    for id_, meant in (
        (f"{server.address}{work['iiif']['manifest']}", f"item={LARGE}"),
        (manifest["id"], "exhibition="),
    ):
        state = encode_state({"id": id_, "type": "Manifest"})
        led = httpx.get(server.address, params={"iiif-content": state})
        assert led.is_redirect and meant in led.headers["location"]
