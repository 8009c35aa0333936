"""The public site and the kiosk in a browser: nothing runs, nobody leaves, little is loaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.site import addresses
from explorer.ui.address import CURATORS
from tests.browser.conftest import PATIENCE, SIZES, AppServer, Watch, running_app

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FIRST_BYTES = 500_000
"""Of a first visit on a telephone, before anything is touched."""

INTERACTIVE = ("recherche", "similaires", "themes", "circulations", "a-propos")
EVERY_LINK = """() => {
  const roots = [document];
  for (const root of roots) {
    roots.push(...[...root.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean));
  }
  return roots.flatMap((root) => [...root.querySelectorAll("a[href], area[href], form[action]")])
    .map((one) => one.href ?? one.action);
}"""


@pytest.fixture(scope="module")
def data(
    small_bundle: Path, hostile_bundle: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    found = tmp_path_factory.mktemp("public") / "data"
    for bundle in (small_bundle, hostile_bundle):
        shutil.copytree(bundle, found / bundle.name, copy_function=os.link)
    return found


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[AppServer]:
    with running_app(data, EXPLORER_PROFILE="public") as running:
        yield running


@pytest.fixture
def opened(server: AppServer, browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page of the public site; errors, dialogs and requests elsewhere fail the test."""
    contexts: list[Any] = []
    watch = Watch(server.address)

    def open_(
        path: str, *, size: str = "desktop", scheme: str = "dark", watched: bool = True
    ) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            locale="fr-FR",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(f"localStorage['cimaise-scheme'] ??= '{scheme}'")
        contexts.append(context)
        page = context.new_page()
        if watched:
            watch.follow(page)
        page.on("dialog", lambda dialog: (watch.troubles.append(dialog.message), dialog.dismiss()))
        page.goto(server.address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert watch.troubles == []


def pages_of(collection: str, item: str, theme: int) -> tuple[str, ...]:
    return (
        addresses.home(collection),
        addresses.item(collection, item),
        addresses.theme(collection, theme),
    )


def test_a_first_visit_on_a_telephone_is_light_and_says_what_there_is(
    server: AppServer, opened: Callable[..., Any]
) -> None:
    page = opened("a-propos?collection=small", size="phone", watched=False)
    for path in ("?lang=fr", *pages_of("small", "doc-9", 0)):
        context = page.context.browser.new_context(viewport={"width": 390, "height": 844})
        fresh = context.new_page()
        wire = context.new_cdp_session(fresh)
        wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda told, sizes=sizes: sizes.append(
            told["encodedDataLength"]
        ))  # fmt: skip
        fresh.goto(server.address + path)
        fresh.wait_for_load_state("networkidle")
        assert fresh.locator("h1").is_visible()
        assert fresh.locator("main a").first.is_visible()
        assert 0 < sum(sizes) < FIRST_BYTES, path
        assert fresh.evaluate("document.documentElement.scrollWidth") <= 390, path
        context.close()


@pytest.mark.parametrize(("scheme", "size"), [("dark", "desktop"), ("light", "phone")])
def test_no_page_written_whole_breaks_a_rule(
    server: AppServer, opened: Callable[..., Any], scheme: str, size: str
) -> None:
    page = opened("c/", scheme=scheme, size=size)
    found = {}
    for path in ("c/", "c/accessibility", *pages_of("small", "doc-9", 0)):
        for language in ("fr", "en"):
            page.goto(server.address + addresses.told_in(path, language))
            assert page.evaluate("document.documentElement.lang") == language
            answer = axe.Axe().run(page, options=RULES).response
            assert len(answer["passes"]) > 10
            for violation in answer["violations"]:
                where = [str(node["target"]) for node in violation["nodes"][:3]]
                found[f"{path} {language}: {violation['id']}"] = [violation["help"], *where]
    assert found == {}


def test_with_a_keyboard_alone_one_goes_in_and_comes_back(
    server: AppServer, opened: Callable[..., Any]
) -> None:
    page = opened("c/small/?lang=fr")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "primary"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/small/item/**")
    page.locator("button.scheme").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.scheme") == "light"
    page.locator(".ways .primary").focus()
    page.keyboard.press("Enter")
    page.locator("header.bar").wait_for()
    assert "similaires" in page.url
    page.locator("header.bar .name a").focus()
    page.keyboard.press("Enter")
    page.locator("header.site").wait_for()
    assert page.locator("h1").count() == 1


def test_who_is_offline_is_told_and_told_again_when_it_is_over(
    server: AppServer, opened: Callable[..., Any]
) -> None:
    page = opened("c/small/?lang=fr", watched=False)
    for path in ("c/small/", "recherche?collection=small&lang=fr"):
        page.goto(server.address + path)
        if "recherche" in path:
            page.locator("header.bar").wait_for()
        page.context.set_offline(True)
        page.locator(".offline").wait_for()
        assert page.locator(".offline").inner_text().startswith("Vous êtes hors ligne")
        page.context.set_offline(False)
        page.locator(".offline").wait_for(state="detached")


def test_hostile_fields_run_nowhere(server: AppServer, opened: Callable[..., Any]) -> None:
    page = opened(addresses.home("hostile"))
    for path in (*pages_of("hostile", "a/b?c#d", 0), addresses.item("hostile", "..")):
        page.goto(server.address + path)
        assert page.locator("main").is_visible()
    for path in ("", *INTERACTIVE):
        for more in ("", "&q=alert", "&item=a%2Fb%3Fc%23d"):
            if more and path not in ("", "recherche", "similaires"):
                continue
            page.goto(f"{server.address}{path}?collection=hostile&lang=fr{more}")
            page.locator("header.bar").wait_for()
            page.wait_for_load_state("networkidle")
    links = page.evaluate(EVERY_LINK)
    assert not [one for one in links if one.startswith("javascript")]


def test_an_item_s_own_page_is_what_is_shared(
    server: AppServer, opened: Callable[..., Any]
) -> None:
    page = opened("recherche?collection=small&lang=fr&item=doc-9")
    own = page.locator(".actions a", has_text="Sa page à elle")
    assert own.get_attribute("href") == f"{server.address}c/small/item/doc-9?lang=fr"


@pytest.mark.parametrize("profile", ["public", "kiosk"])
def test_curators_pages_lead_to_the_first_and_nobody_leaves_a_kiosk(
    data: Path, browser: Any, server: AppServer, profile: str
) -> None:
    kiosk = running_app(data, EXPLORER_PROFILE="kiosk") if profile == "kiosk" else None
    running = kiosk.__enter__() if kiosk else server
    context = browser.new_context(viewport={"width": 1080, "height": 1920})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch = Watch(running.address)
    watch.follow(page)
    try:
        for path in CURATORS:
            page.goto(f"{running.address}{path}?collection=small&lang=fr")
            page.locator(".bar").first.wait_for()
            assert page.url.startswith(f"{running.address}?collection=small"), path
            listed = page.locator("header.bar .pages a").all_inner_texts()
            assert not {"Tableau", "Concepts", "Classes", "À revoir", "Atelier"} & set(listed)
        if profile == "kiosk":
            links: list[str] = []
            for path in ("", *INTERACTIVE, "recherche?item=a%2Fb%3Fc%23d", "?item=a%2Fb%3Fc%23d"):
                mark = "&" if "?" in path else "?"
                page.goto(f"{running.address}{path}{mark}collection=hostile&lang=fr")
                page.locator("nav.bar").wait_for()
                page.wait_for_timeout(1500)  # a tour may be playing: there is always something
                links += page.evaluate(EVERY_LINK)
            assert len(links) > 50
            assert [one for one in links if not one.startswith((running.address, "blob:"))] == []
            for path in ("c/", "c/small/", "sitemap.xml"):
                assert page.request.get(running.address + path).headers["content-type"] != (
                    "application/xml"
                )
    finally:
        context.close()
        if kiosk:
            kiosk.__exit__(None, None, None)
    assert watch.troubles == []
