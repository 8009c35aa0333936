"""A kiosk of the whole app: four ways in, a way back, no way out, and nothing left of a visit."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.attendance import read_attendance
from explorer.exhibitions.exhibition import read_exhibition
from explorer.exhibitions.opening import beside
from explorer.exhibitions.store import Store
from explorer.ui.i18n import translator
from explorer.ui.kiosk_texts import bar_texts, home_texts, page_texts
from tests.browser.conftest import PATIENCE, ROOT, SIZES, AppServer, Watch, running_app
from tests.browser.harness import change_manifest
from tests.browser.tours import TOUR

Visit = Callable[..., Any]
IDLE = 600
"""Seconds; the clock of the page is put forward, so that only what comes at once comes."""
COUNTDOWN = 15
PUBLIC = "https://images.example.org/"
BAR, HOME, PAGE = (
    {lang: texts(translator(lang)) for lang in ("fr", "en")}
    for texts in (bar_texts, home_texts, page_texts)
)
LEFT = """() => [sessionStorage, localStorage].flatMap((kept) =>
  Object.entries(kept).filter(([name]) => name.startsWith("cimaise-"))).map(String)"""
# Everything that a finger can touch on the page: its size, whether it is seen, how much of it lies
# within reach of who sits (the lower six tenths of the screen), and where it leads.
TOUCHED = """() => {
  const found = [];
  const at = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    for (let root = hit?.shadowRoot; root; root = hit?.shadowRoot) {
      const deeper = root.elementFromPoint(x, y);
      if (!deeper || deeper === hit) break;
      hit = deeper;
    }
    return hit;
  };
  const walk = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) walk(one.shadowRoot);
      if (!one.matches("a[href], button, input, select, textarea, summary, [role=option]")
        || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (one.closest(".unseen, .skip")) continue;
      const whole = one.closest("label") ?? one;
      const box = whole.getBoundingClientRect();
      const hit = at(box.x + box.width / 2, box.y + box.height / 2);
      const seen = Boolean(hit && (whole.contains(hit) || hit.contains(one)));
      found.push({ name: one.ariaLabel || one.textContent.trim().slice(0, 40) || one.className,
        wide: Math.round(box.width), high: Math.round(box.height), href: one.href ?? "",
        download: one.hasAttribute("download"), target: one.target ?? "", kind: one.type ?? "",
        main: Boolean(one.closest("nav.bar .ways, .home .ways, .keyboard")), seen,
        within: Math.round(Math.min(box.height, box.bottom - 0.4 * innerHeight)) });
    }
  };
  walk(document);
  return found;
}"""
WIDER = """() => {
  const wide = [document.documentElement, document.body,
    ...document.querySelectorAll("[data-testid=stMain]")];
  return wide.filter((one) => one.scrollWidth > one.clientWidth + 1).map(({ tagName }) => tagName);
}"""


def collections(data: Path, bundle: Path) -> None:
    """Two collections; a tour and an exhibition of the first."""
    for name in ("small", "two"):
        shutil.copytree(bundle, data / name, copy_function=os.link)
    change_manifest(data / "two", lambda manifest: manifest.update(name="two"))
    tour = data.parent / "tour.json"
    tour.write_text(json.dumps(TOUR))
    command = [sys.executable, "-m", "explorer.exhibitions", "import", "small", str(tour)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"EXPLORER_DATA": str(data)}, check=True)
    hung = [{"item": f"doc-{n}", "cleared": True} for n in (9, 10, 12)]
    told = {
        "id": "vases",
        "collection": "small",
        "title": {"fr": "Les vases", "en": "Vases"},
        "cover": hung[0],
        "sections": [{"id": "mur", "kind": "wall", "heading": {"fr": "Le mur"}, "exhibits": hung}],
    }
    store = Store(beside(data))
    entry, _ = store.put_exhibition(read_exhibition(json.dumps(told)))
    store.publish_exhibition(collection="small", id="vases", version=entry.version)


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    data = tmp_path_factory.mktemp("kiosk-app") / "data"
    collections(data, small_bundle)
    settings = {"EXPLORER_IDLE_SECONDS": str(IDLE), "EXPLORER_PUBLIC_ADDRESS": PUBLIC}
    settings["EXPLORER_KIOSK_WORDS"] = "encre, bateau"
    with running_app(data, EXPLORER_PROFILE="kiosk", **settings) as running:
        yield running


@contextlib.contextmanager
def visiting(browser: Any, server: AppServer, *, size: str = "kiosk") -> Iterator[Visit]:
    """Opens pages of a server, blocks and counts what leaves it, minds what goes wrong."""
    watch = Watch(server.address)
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.set_default_timeout(PATIENCE)
    left: list[str] = []

    def leave(route: Any) -> None:
        left.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith((server.address, "data:", "blob:")), leave)

    def opened(
        path: str = "",
        *,
        wait: bool = True,
        watched: bool = True,
        clock: bool = True,
        **params: str,
    ) -> Any:
        page = context.new_page()
        socket = server.address.replace("http", "ws", 1)
        page.on("websocket", lambda one: one.url.startswith(socket) or left.append(one.url))
        if watched:
            watch.follow(page)
        if clock:
            page.clock.install()
        page.goto(server.page(path, **params))
        if wait:
            page.locator("nav.bar").wait_for()
        return page

    yield opened
    context.close()
    assert left == [], "no request leaves the machine"
    assert watch.troubles == []


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Visit]:
    with visiting(browser, server) as opened:
        yield opened


def ways(page: Any) -> Any:
    """The covers of the home, once their pictures hang."""
    page.wait_for_function(
        """() => {
          for (const host of document.querySelectorAll("*")) {
            const images = host.shadowRoot?.querySelectorAll(".way img") ?? [];
            if (images.length >= 4 && [...images].every((one) => one.complete)) return true;
          }
          return false;
        }"""
    )
    return page.locator(".home .way")


def bar(page: Any, name: str, lang: str = "fr") -> Any:
    return page.locator("nav.bar").get_by_role("button", name=BAR[lang][name], exact=True)


def drawn(page: Any) -> None:
    page.locator(".map .controls").wait_for()


def nobody_comes(page: Any) -> None:
    """The idle time passes, and nobody says that they are there."""
    page.clock.fast_forward(IDLE * 1000)
    page.locator(".curtain.asked").wait_for()
    for _ in range(COUNTDOWN + 1):
        page.clock.fast_forward(1000)
    page.locator(".attract .band").wait_for()


def test_a_visit_begins_at_home_with_four_ways_in(visit: Visit) -> None:
    page = visit()
    assert page.url.endswith("/accueil")
    assert page.evaluate("document.documentElement.lang") == "fr", "not the browser's language"
    covers = ways(page)
    labels = covers.locator(".label").all_inner_texts()
    assert labels == ["La carte", "Thèmes", "Visite guidée", "Images semblables"]
    cut = """(all) => all.filter((one) => getComputedStyle(one).objectFit !== "contain").length"""
    assert page.locator(".home .way img").evaluate_all(cut) == 0, "pictures are whole"
    middle = page.viewport_size["height"] / 2
    assert page.locator("nav.bar").bounding_box()["y"] > middle, "within reach from a wheelchair"
    assert bar(page, "back").get_attribute("aria-disabled") == "true"

    covers.filter(has_text="Thèmes").tap()
    page.locator("a.cover").first.wait_for()
    page.locator("nav.bar").get_by_role("button", name="English").tap()
    page.locator("h1", has_text="Themes").wait_for()
    bar(page, "home", "en").tap()
    page.locator(".home h1", has_text=HOME["en"]["welcome"]).wait_for()
    bar(page, "back", "en").tap()
    page.locator("a.cover").first.wait_for()
    bar(page, "home", "en").tap()
    ways(page).filter(has_text="Guided tour").tap()
    page.locator(".player").wait_for()
    bar(page, "home", "en").tap()
    ways(page).filter(has_text="Similar pictures").tap()
    page.wait_for_url("**/similaires?**")
    page.locator(".cloud canvas, canvas").first.wait_for()


def test_the_controls_are_moved_for_the_visit(visit: Visit) -> None:
    page = visit()
    low = page.locator("nav.bar").bounding_box()["y"]
    bar(page, "reach").tap()
    page.locator(".moves .up").tap()
    page.locator(".moves .right").tap()
    assert page.locator("nav.bar").bounding_box()["y"] == 0 < low
    assert bar(page, "back").bounding_box()["x"] > page.viewport_size["width"] / 2
    ways(page).filter(has_text="La carte").tap()
    drawn(page)
    assert page.locator("nav.bar").bounding_box()["y"] == 0
    assert (
        page.locator(".map").bounding_box()["y"]
        >= page.locator("nav.bar").bounding_box()["height"] - 1
    )
    page.reload()
    page.locator("nav.bar").wait_for()
    assert page.locator("nav.bar").bounding_box()["y"] == 0, "kept for the visit"
    high = page.viewport_size["height"]
    ways(page).filter(has_text="La carte").tap()  # a page that is loaded anew begins at home
    drawn(page)
    bar(page, "reach").tap()
    page.locator(".moves .low").tap()
    assert page.locator("nav.bar").bounding_box()["y"] > high / 2
    assert page.locator(".map").bounding_box()["y"] >= 0.4 * high - 1, "all of it is within reach"
    page.locator(".moves .low").tap()
    assert page.locator(".map").bounding_box()["y"] == 0, "and goes back"


WHOLE = {"view": "map/0.5/0.5/0"}
STATES: list[tuple[str, dict[str, str], str, list[str]]] = [
    ("accueil", {}, ".home .way", ["nav.bar .wordy"]),
    (
        "",
        WHOLE,
        ".map .controls",
        [
            *(".filter-toggle", ".tours-toggle", ".list-toggle"),
            *(".foldout.display > button", ".foldout.help > button"),
        ],
    ),
    ("", {"view": "map/0.5/0.5/0/doc-9"}, ".panel .take-home img", [".panel .look"]),
    ("", {**WHOLE, "like": "doc-9"}, ".results .entries button", []),
    ("", {**WHOLE, "select": "doc-9"}, ".tray .chosen", [".tray .fold"]),
    ("", {**WHOLE, "tour": "promenade"}, ".player", []),
    ("themes", {}, "a.cover", []),
    ("themes", {"theme": "0"}, "h1", []),
    ("recherche", {}, ".offered .button", []),
    ("recherche", {"like": "doc-9"}, ".bar .sort select", [".bar .filters?"]),
    ("recherche", {"item": "doc-9"}, ".dialog .take-home img", []),
    ("similaires", {"item": "doc-9"}, ".dock", [".do-list"]),
    ("similaires", {"item": "doc-9", "show": "wall"}, ".take-home img", []),
    ("circulations", {"item": "doc-9"}, "h1", []),
    ("expositions", {}, ".entry img", []),
    ("expositions", {"exhibition": "vases"}, "figure img", []),
    ("a-propos", {}, "h1", []),
]
"""Pages, their states, by what each is known, and what is touched there, one after the other."""


@pytest.mark.parametrize(("size", "lang"), [("kiosk", "fr"), ("desktop", "en")])
def test_everything_can_be_touched_and_nothing_leads_out(
    server: AppServer, browser: Any, size: str, lang: str
) -> None:
    wrong: list[tuple[str, str, Any]] = []

    def measure(page: Any, where: str, *, low: bool) -> None:
        page.wait_for_timeout(250)
        touched = page.evaluate(TOUCHED)
        assert touched, where
        for one in touched:
            least = 60 if one["main"] else 48
            if one["seen"] and min(one["wide"], one["high"]) < least:
                wrong.append((where, "small", one))
            if one["seen"] and low and one["within"] < min(48, one["high"]):
                wrong.append((where, "out of reach", one))
            if (
                (one["href"] and not one["href"].startswith(server.address))
                or one["download"]
                or one["target"] not in ("", "_self")
                or one["kind"] in ("text", "search", "file")
            ):
                wrong.append((where, "leads out", one))
        if wide := page.evaluate(WIDER):
            wrong.append((where, "wider than the screen", wide))

    with visiting(browser, server, size=size) as visit:
        page = visit()
        for path, params, sign, touches in STATES:
            for brought in (False, True):
                kept = "'cimaise-reach', 'low '" if brought else "'cimaise-reach', 'down '"
                page.evaluate(f"sessionStorage.clear(); sessionStorage.setItem({kept})")
                page.goto(server.page(path, lang=lang, collection="small", **params))
                page.locator(sign).first.wait_for()
                # On an upright screen the map has all of it low by itself.
                low = brought or (size == "kiosk" and path == "")
                where = f"{path} {params}{' brought low' if brought else ''}"
                measure(page, where, low=low)
                for touch in touches:
                    found = page.locator(touch.removesuffix("?")).first
                    if touch.endswith("?") and not found.is_visible():
                        continue  # a wide screen has the filters beside the pictures
                    found.tap()
                    measure(page, f"{where} {touch}", low=low)
    assert wrong == []


def test_the_browser_is_out_of_reach(visit: Visit) -> None:
    page = visit("themes", lang="fr")
    page.locator("a.cover").first.wait_for()
    refused = page.evaluate(
        """() => {
          const tried = (event) => !window.dispatchEvent(event);
          const key = (name, more) => tried(new KeyboardEvent("keydown",
            { key: name, bubbles: true, cancelable: true, ...more }));
          return [
            tried(new MouseEvent("contextmenu", { bubbles: true, cancelable: true })),
            tried(new MouseEvent("auxclick", { bubbles: true, cancelable: true })),
            tried(new WheelEvent("wheel", { ctrlKey: true, cancelable: true })),
            tried(new DragEvent("drop", { cancelable: true })),
            key("F12"), key("F5"), key("p", { ctrlKey: true }), key("+", { ctrlKey: true }),
            key("r"), key("c"), key("ArrowLeft", { altKey: true }),
            window.open("about:blank") === null, window.print() === undefined,
            tried(new TouchEvent("touchmove", { cancelable: true, touches: [1, 2].map((n) =>
              new Touch({ identifier: n, target: document.body, clientX: 90 * n })) })),
            ...["stMainMenu", "stToolbar", "stAppDeployButton", "stStatusWidget"].map((name) =>
              !document.querySelector(`[data-testid=${name}]`)?.checkVisibility()),
          ];
        }"""
    )
    assert all(refused), refused
    assert (
        page.evaluate("""() => {
      const link = document.body.appendChild(document.createElement("a"));
      link.href = "https://example.org/";
      link.click();
      link.download = "x";
      link.href = location.href;
      link.click();
      return getComputedStyle(document.documentElement).touchAction;
    }""")
        == "pan-x pan-y"
    )
    page.wait_for_timeout(300)
    assert page.url.startswith(page.evaluate("location.origin"))


def test_help_tells_what_a_finger_does(visit: Visit) -> None:
    page = visit("", lang="fr", collection="small", **WHOLE)
    page.locator(".map .foldout.help > button").tap()
    told = page.locator(".help .sheet").inner_text()
    assert "deux doigts" in told and "le bouton Retour" in told
    assert not re.search("molette|cliquer|navigateur|touches du clavier|Alt", told)
    assert page.locator(".help dd:visible").evaluate_all(
        "(all) => all.every((one) => one.innerText)"
    )


def test_the_closest_look_takes_the_whole_screen(visit: Visit) -> None:
    page = visit("", lang="fr", collection="small", closer="1", view="map/0.5/0.5/0/doc-9")
    plate = page.locator(".deepzoom .plate")
    plate.wait_for()
    assert plate.bounding_box()["width"] == page.viewport_size["width"]
    page.locator(".deepzoom .bar [aria-expanded=false]").first.tap()
    record = page.locator(".deepzoom .beside")
    record.wait_for()
    box = record.bounding_box()
    assert box["width"] == page.viewport_size["width"], "below the picture, on an upright screen"


def test_the_bar_fits_in_a_hand(browser: Any, server: AppServer) -> None:
    with visiting(browser, server, size="phone") as opened:
        page = opened("themes", lang="en")
        page.locator("a.cover").first.wait_for()
        for button in page.locator("nav.bar > div > button, nav.bar li button").all():
            box = button.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 390
            assert min(box["width"], box["height"]) >= 48
        bar(page, "home", "en").tap()
        page.locator(".home h1", has_text=HOME["en"]["welcome"]).wait_for()
        page.locator("nav.bar").get_by_role("button", name="Français", exact=True).tap()
        page.locator(".home h1", has_text=HOME["fr"]["welcome"]).wait_for()


def test_about_speaks_to_visitors(visit: Visit) -> None:
    page = visit("a-propos", lang="fr", collection="small")
    page.locator(".facts h2").first.wait_for()
    assert page.locator(".facts h2").all_inner_texts() == [
        "Ce que c’est", "Qui a fait ces images", "Ce qu’une machine a fait", "Remerciements",
    ]  # fmt: skip
    told = page.locator(".facts").inner_text()
    assert "Anonyme" in told and "60 images sont réunies ici" in told.replace("\u202f", " ")
    assert not re.search("Vecteurs|Index|Empreinte|Version", told), "that is for technicians"


def test_an_exhibition_is_entered_by_its_cover(visit: Visit) -> None:
    page = visit("expositions", lang="fr", collection="small")
    cover = page.locator(".entry .picture img")
    cover.wait_for()
    assert cover.bounding_box()["height"] > page.viewport_size["height"] / 5, "a large one"
    box = cover.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("heading", name="Le mur").wait_for()


def test_one_searches_by_the_words_that_are_offered(visit: Visit) -> None:
    page = visit("recherche", lang="fr")
    words = page.locator(".offered section")
    words.first.wait_for()
    assert "Thèmes" in words.locator("h2").all_inner_texts()
    word = words.first.locator(".button").first
    said = word.inner_text()
    assert said == "encre"
    word.tap()
    page.locator(".parts .chip", has_text=said).wait_for()
    assert words.locator("visible=true").count() == 0
    page.locator(".parts .chip").first.tap()
    words.first.wait_for()


def test_somebody_who_is_still_there_goes_on(visit: Visit) -> None:
    page = visit("themes", lang="en")
    page.locator("a.cover").first.wait_for()
    page.touchscreen.tap(500, 60)
    page.clock.fast_forward(IDLE * 1000)
    asked = page.locator(".curtain.asked")
    asked.get_by_text(PAGE["en"]["still_there"]).wait_for()
    page.clock.fast_forward(3000)
    page.touchscreen.tap(500, 300)
    asked.wait_for(state="hidden")
    page.clock.fast_forward(COUNTDOWN * 1000)
    page.locator("a.cover").first.wait_for()
    assert asked.is_hidden()


def test_all_of_a_visit_is_forgotten_and_it_is_counted(visit: Visit, server: AppServer) -> None:
    page = visit(
        "", lang="en", collection="two", select="doc-9", view="map/0.3/0.3/2", filter="theme=3"
    )
    drawn(page)
    page.locator(".tray .chosen").wait_for()
    page.wait_for_function("() => sessionStorage.getItem('cimaise-view-two') !== null")
    page.locator("nav.bar .round").tap()
    page.wait_for_function("() => document.documentElement.dataset.scheme === 'light'")
    bar(page, "reach", "en").tap()
    page.locator(".moves .up").tap()
    nobody_comes(page)
    # New session, first page, first language, first collection, night, controls low.
    assert page.url == server.page("accueil")
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.evaluate("document.documentElement.dataset.high") == "down"
    left = page.evaluate(LEFT)
    assert not [
        one for one in left if any(part in one for part in ("two", "select", "0.3", "light"))
    ]
    assert page.locator(".attract .touch").inner_text() in ("Touchez l’écran", "Touch the screen")

    page.touchscreen.tap(500, 900)
    page.locator(".playing").wait_for(state="detached")
    ways(page)
    assert page.url == server.page("accueil"), "the touch that ends it opens nothing"
    assert bar(page, "back").get_attribute("aria-disabled") == "true", "not into the last visit"

    def counted() -> Any:
        file = server.data / "attendance.json"
        days = read_attendance(file) if file.exists() else {}
        return next(iter(days.values()), None)

    for _ in range(60):
        if (told := counted()) and told.languages.get("en"):
            break
        page.wait_for_timeout(500)
    assert told is not None
    assert told.languages.get("en") == 1
    assert told.visits >= 1


def test_the_line_that_starts_the_browser_opens_the_kiosk(
    server: AppServer, tmp_path: Path
) -> None:
    def silent() -> float:
        with urllib.request.urlopen(f"{server.address}api/kiosk/pulse", timeout=10) as answer:
            return float(json.load(answer)["silent"])

    def wait(until: Callable[[], bool]) -> bool:
        return any(until() or time.sleep(0.5) for _ in range(120))

    assert wait(lambda: silent() > 7), "no page of another test is open"
    line = [str(ROOT / "deploy" / "kiosk" / "bin" / "cimaise-browser"), "--headless=new"]
    line += ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    settings = {
        "CIMAISE_ADDRESS": server.page("accueil"),
        "RUNTIME_DIRECTORY": str(tmp_path),
        "HOME": str(tmp_path),
    }
    browser = subprocess.Popen(
        line,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert wait(lambda: silent() < 5), "its page lives"
    finally:
        os.killpg(browser.pid, signal.SIGTERM)
        browser.wait(timeout=20)


def test_who_drums_on_the_glass_breaks_nothing(visit: Visit) -> None:
    page = visit("", lang="fr", view="map/0.5/0.5/0")
    drawn(page)
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    chance = random.Random(7)
    for _ in range(150):
        page.touchscreen.tap(chance.randrange(width), chance.randrange(height))
    page.locator("nav.bar").wait_for()
    if not page.url.startswith(page.evaluate("location.origin") + "/accueil"):
        page.locator("nav.bar .ways button").nth(1).click()
    page.locator(".home .way").first.wait_for()


def test_a_picture_that_is_missing_leaves_no_hole(visit: Visit, server: AppServer) -> None:
    page = visit(wait=False, watched=False)
    page.context.route("**/thumbs/**", lambda route: route.fulfill(status=404, body=""))
    page.goto(server.page("accueil"))
    page.locator(".home .way").first.wait_for()
    page.wait_for_timeout(1500)
    assert page.locator(".home .way img").count() == 0
    ways_ = page.locator(".home .way")
    ways_.filter(has_text="La carte").tap()
    drawn(page)
    page.context.unroute("**/thumbs/**")


def test_it_survives_its_server_and_has_a_keyboard(
    small_bundle: Path, tmp_path: Path, browser: Any
) -> None:
    data = tmp_path / "data"
    collections(data, small_bundle)
    settings = {"EXPLORER_PROFILE": "kiosk", "EXPLORER_KIOSK_TEXT": "1"}
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(contextlib.ExitStack())
        server = first.enter_context(running_app(data, **settings))
        visit = stack.enter_context(visiting(browser, server))
        page = visit("recherche", lang="en", watched=False, clock=False)
        box = page.locator(".search input[type=search]")
        box.tap()
        keys = page.locator(".keyboard")
        keys.wait_for()
        assert keys.locator(".row").nth(1).locator(".key").first.inner_text() == "q"
        keys.get_by_role("button", name=PAGE["en"]["key_layout"]).tap()
        assert keys.locator(".row").nth(1).locator(".key").first.inner_text() == "a"
        for letter in "étég":
            keys.get_by_role("button", name=letter, exact=True).tap()
        keys.get_by_role("button", name=PAGE["en"]["key_delete"]).tap()
        assert box.input_value() == "été"
        size = keys.locator(".key").evaluate_all(
            """(all) => Math.min(...all.map((one) => one.getBoundingClientRect())
                .flatMap(({ width, height }) => [width, height]))"""
        )
        assert size >= 60
        keys.get_by_role("button", name=PAGE["en"]["key_done"], exact=True).tap()
        keys.wait_for(state="hidden")
        page.locator(".parts .chip", has_text="été").wait_for()

        port = server.address.rsplit(":", 1)[1].strip("/")
        first.close()  # the server is killed
        lost = page.locator(".curtain.lost")
        lost.get_by_text(PAGE["en"]["lost_how"]).wait_for()
        stack.enter_context(running_app(data, port=int(port), **settings))
        lost.wait_for(state="detached")
        page.locator(".parts .chip", has_text="été").wait_for()
        assert page.evaluate("document.documentElement.lang") == "en", "the visit goes on"
