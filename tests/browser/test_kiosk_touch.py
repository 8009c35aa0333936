"""What can be touched at a kiosk: large enough, within reach, and nothing that leads out."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser import kiosks
from tests.browser.conftest import AppServer
from tests.browser.kiosks import HOME, Visit, bar, visiting
from tests.browser.test_accessibility import broken

server, visit = kiosks.server, kiosks.visit

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


@pytest.mark.parametrize(
    ("size", "lang", "scheme"), [("kiosk", "fr", "dark"), ("desktop", "en", "light")]
)
def test_everything_can_be_touched_breaks_no_rule_and_leads_nowhere_out(
    server: AppServer, browser: Any, size: str, lang: str, scheme: str
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
                light = f"localStorage.setItem('cimaise-scheme', '{scheme}')"
                page.evaluate(f"sessionStorage.clear(); sessionStorage.setItem({kept}); {light}")
                page.goto(server.page(path, lang=lang, collection="small", **params))
                page.locator(sign).first.wait_for()
                # On an upright screen the map has all of it low by itself.
                low = brought or (size == "kiosk" and path == "")
                where = f"{path} {params}{' brought low' if brought else ''}"
                measure(page, where, low=low)
                if not brought:
                    page.locator("nav.bar .ways").wait_for()
                    page.wait_for_load_state("networkidle")
                    wrong += [(where, *one) for one in broken(page, "axe").items()]
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
        look = opened("", lang="en", collection="small", closer="1", view="map/0.5/0.5/0/doc-9")
        close = look.locator(".deepzoom .bar button").last
        close.wait_for()
        box = close.bounding_box()
        assert box["x"] + box["width"] <= 390, "the way out of the closest look"
        bar(page, "home", "en").tap()
        page.locator(".home h1", has_text=HOME["en"]["welcome"]).wait_for()
        page.locator("nav.bar").get_by_role("button", name="Français", exact=True).tap()
        page.locator(".home h1", has_text=HOME["fr"]["welcome"]).wait_for()
