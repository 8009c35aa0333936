"""A published exhibition in a real browser: from a web server, from the disk, on paper, by axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest

from explorer.collection import Collection
from explorer.publishing.site import publish_site
from tests.browser.conftest import PATIENCE, SIZES, Watch
from tests.browser.test_accessibility import RULES, SMALL, axe
from tests.browser.test_static import web
from tests.explorer.publishing.exhibited import EVIL, exhibition_of

DIALOG = "document.querySelector('#closer').shadowRoot?.querySelector('dialog')"


@pytest.fixture(scope="module")
def site(large_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exhibition of the collection with large pictures, below a name with a space."""
    collection = Collection(large_bundle)
    detail = {"id": "d", "region": {"x": 0.5, "y": 0.5, "width": 0.25, "height": 0.25}}
    large = {"item": "doc-9", "caption": {"fr": EVIL, "en": EVIL}, "details": [detail]}
    several = [{"item": f"doc-{n}"} for n in range(7, 16)]
    stop = {"id": "s", "view": "map/0.5/0.5/1", "items": ["doc-9"], "name": {"fr": "Là"}}
    kinds = ("wall", "row", "timeline")
    sections = [
        {
            "id": "s",
            "kind": "single",
            "heading": {"fr": "Seul", "en": "Alone"},
            "exhibits": [large],
        },
        *({"id": kind, "kind": kind, "exhibits": several} for kind in kinds),
        {"id": "c", "kind": "compare", "exhibits": several[:3]},
        {
            "id": "t",
            "kind": "text",
            "text": {"fr": "Des [mots](https://x.example).", "en": "Words"},
        },
        {"id": "m", "kind": "map", "heading": {"fr": "Promenade", "en": "Walk"}, "stops": [stop]},
    ]
    shown = exhibition_of(collection, sections=sections, cover={"item": "doc-9"})
    folder = tmp_path_factory.mktemp("www") / "une exposition"
    made = publish_site(shown, collection, folder)
    assert made.no_map == ""
    return folder


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    with web(site.parent) as address:
        yield f"{address}une%20exposition/"


@pytest.fixture
def walk(browser: Any, served: str, site: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page; a console error, an answer that failed, a request outside fail the test."""
    watches: list[Watch] = []
    contexts: list[Any] = []

    def opened(
        path: str, *, disk: bool = False, size: str = "desktop", scheme: str = "light", **more: Any
    ) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            color_scheme=scheme,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        root = f"{site.as_uri()}/" if disk else served
        watch = Watch(root)
        watches.append(watch)
        page = context.new_page()
        watch.follow(page)
        page.goto(root + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    troubles = [trouble for watch in watches for trouble in watch.troubles]
    # A picture opened by itself names no icon: the browser asks the web server for its own, at
    # the root, where nothing is ours.
    assert [one for one in troubles if not one.endswith(f"{origin_of(served)}/favicon.ico")] == []


@pytest.mark.parametrize("disk", [False, True], ids=["web", "disk"])
def test_it_is_walked_through_from_the_front_page(walk: Callable[..., Any], disk: bool) -> None:
    page = walk("index.html", disk=disk)
    page.get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == "Monsters"
    page.get_by_role("link", name="Français").click()
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.size)") == 4
    until(page, "[...document.fonts].some((font) => font.status === 'loaded')")
    # The closest look: as near as the file allows, and back to where one was.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    picture = page.locator("#p-s-1 > a.look")
    picture.click()
    until(page, f"{DIALOG}?.open")
    sharp = f"{DIALOG}.getAttribute('aria-label').includes('n° 9')"
    assert page.evaluate(sharp)
    page.keyboard.press("Escape")
    until(page, f"!{DIALOG}.open")
    until(page, "document.activeElement.closest('#p-s-1') !== null")
    # What is hung to be compared lies on the light table, enlarged in step.
    page.get_by_role("button", name="Les comparer de près").click()
    page.locator("dialog.light figure").nth(2).wait_for()
    page.keyboard.press("+")
    wide = "(frames) => frames.map((frame) => frame.firstChild.clientWidth / frame.clientWidth)"
    sizes = page.locator("dialog.light .frame").evaluate_all(wide)
    page.keyboard.press("+")
    larger = page.locator("dialog.light .frame").evaluate_all(wide)
    assert all(b == pytest.approx(1.5 * a, rel=0.02) for a, b in zip(sizes, larger, strict=True))
    page.keyboard.press("Escape")
    page.locator("dialog.light:not([open])").wait_for(state="attached")
    page.locator("#p-s-1 .closes a.look").click()
    until(page, f"{DIALOG}.open")
    for _ in range(100):
        if any("/works/full/" in url and "/0/" in url for url in asked):
            break
        page.wait_for_timeout(100)
    assert any("/works/full/" in url and "/0/" in url for url in asked)
    page.keyboard.press("Escape")
    # The search: by words, and by what a machine saw.
    page.locator("#seek").fill("N° 12")
    page.locator(".found .count").filter(has_text="1 image").wait_for()
    assert page.locator(".found li small").count() == 0
    page.locator("#seek").fill("zzzz")
    page.locator(".found .count").filter(has_text="Aucune image").wait_for()
    page.locator("#seek").fill("horse")  # in the English words alone
    page.wait_for_timeout(500)
    page.locator("#seek").fill("cheval")
    page.locator(".found li").first.wait_for()
    page.locator(".found li a").first.click()
    assert page.locator(".found").is_hidden() and "#p-" in page.url
    onward = page.locator(".onward")
    if disk:
        assert "demande un serveur web" in onward.inner_text()
    else:
        onward.get_by_role("link").click()
        page.get_by_role("heading", name="Là").wait_for()
        assert "/works/" in page.url


@pytest.mark.parametrize(
    ("size", "scheme"), [("desktop", "light"), ("kiosk", "dark"), ("phone", "dark")]
)
def test_no_page_breaks_a_rule_or_runs_over(
    walk: Callable[..., Any], size: str, scheme: str
) -> None:
    found = {}
    for path in ("index.html", "fr/index.html"):
        page = walk(path, size=size, scheme=scheme)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        if size == "phone" and path != "index.html":
            small = [line for line in page.evaluate(SMALL) if not is_in_text(line)]
            if small:
                found[f"{path}: smaller than 44 pixels"] = small
        answer = axe.Axe().run(page, options=RULES).response
        if answer["violations"]:
            found[path] = [
                (rule["id"], [node["html"][:120] for node in rule["nodes"]][:4])
                for rule in answer["violations"]
            ]
        # Pictures are never cropped.
        shapes = page.evaluate(
            "[...document.images].map((i) => [i.complete, i.naturalWidth / i.naturalHeight,"
            " i.clientWidth / i.clientHeight])"
        )
        seen = [(file, box) for complete, file, box in shapes if complete and file and box]
        assert seen and all(abs(file / box - 1) < 0.06 for file, box in seen)
    assert found == {}


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def until(page: Any, script: str) -> None:
    """Wait until a script holds; the pages allow nobody to evaluate text within them."""
    for _ in range(200):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(script)


def is_in_text(line: str) -> bool:
    """Links within words may be as small as these."""
    return line.startswith(("CC0", "mots", "Licence", "X:", "creativecommons"))


def test_without_javascript_words_and_pictures_are_there(walk: Callable[..., Any]) -> None:
    page = walk("fr/index.html", java_script_enabled=False)
    assert page.locator("h1").inner_text() == "Monstres & <merveilles>"
    assert page.locator("#seek").is_hidden()
    assert page.locator("figure img").first.is_visible()
    page.locator("#p-s-1 summary").click()
    assert page.locator("#p-s-1 dd").first.is_visible()
    page.locator("#p-s-1 > a.look").click()
    assert page.url.endswith("-1024.webp")


def test_it_prints(walk: Callable[..., Any]) -> None:
    page = walk("fr/index.html")
    page.evaluate("document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert 3 < len(document) < 30
    assert tuple(round(side) for side in document[0].get_size()) in {(595, 842), (594, 841)}
    said = " ".join(one.get_textpage().get_text_bounded() for one in document)
    said = " ".join(said.split())
    assert "Monstres & <merveilles>" in said and "Identifiant" in said and "CC0 1.0" in said
    assert "Recherche" not in said and "Suivre cette promenade" not in said
