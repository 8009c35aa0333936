"""Classes in words in the app: chosen, seen, corrected by hand, compared, kept as a facet."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.classes.files import read_yaml
from explorer.exhibitions.store import Store
from tests.browser.conftest import PATIENCE, SIZES, AppServer, Watch, app_of, running_app
from tests.browser.test_accessibility import RULES, SMALL, axe
from tests.makers import HOSTILE

Visit = Callable[..., Any]

SET = f"""
id: genres
name: {{fr: Genres d'objets, en: Kinds}}
classes:
- id: pots
  name: {{fr: Vases, en: Pots}}
  prompts: {{fr: [un vase]}}
- id: coins
  name: {{fr: Monnaies, en: Coins}}
  prompts: {{fr: [pièce de monnaie], en: [a coin]}}
- id: horses
  name: {{fr: Chevaux, en: Horses}}
  prompts: {{fr: [un cheval]}}
- id: people
  name: {{fr: Portraits, en: Portraits}}
  prompts: {{fr: [un portrait]}}
- id: odd
  name: {{fr: "{HOSTILE}", en: "{HOSTILE}"}}
  prompts: {{en: [frobnicator]}}
"""


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    with app_of(small_bundle, tmp_path_factory.mktemp("classes")) as running:
        yield running


@pytest.fixture
def store(server: AppServer) -> Store:
    """The store, with none of the sets and facets of other tests in it."""
    found = Store(server.data / "cimaise.sqlite")
    for kind in ("classes", "facet"):
        for entry in found.findings(collection="small", kind=kind):
            found.delete_finding(collection="small", kind=kind, id=entry.id)
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


def brought(page: Any, text: str = SET) -> None:
    """Bring a set in as a file, and wait until its classes are there."""
    page.get_by_role("button", name=re.compile("Importer|Import")).wait_for()
    page.locator("input[type=file]").set_input_files(
        {"name": "set.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    )
    card(page, "Chevaux").wait_for()


def card(page: Any, name: str) -> Any:
    return page.locator(".class", has=page.get_by_role("heading", name=re.compile(f"^{name}")))


def figure(page: Any, name: str) -> int:
    told = card(page, name).locator(".many").inner_text()
    return int(re.sub(r"\D", "", told) or 0)


def test_from_a_file_to_a_facet_on_the_map(server: AppServer, store: Store, visit: Visit) -> None:
    page = visit(server.page("classes", lang="fr"))
    page.get_by_role("heading", level=1, name="Classes en mots").wait_for()
    brought(page)
    assert "set=genres" in page.url
    # What was not understood is said; text from a file is text.
    page.get_by_text("Ces classes n’y sont pas").wait_for()
    assert page.get_by_text(HOSTILE).first.is_visible()
    vases = figure(page, "Vases")
    assert vases >= 10

    # A hand moves a picture, for good.
    card(page, "Vases").get_by_role("button").first.click()
    page.get_by_role("heading", level=1, name="Vases").wait_for()
    first = page.locator(".tile").first
    first.wait_for()
    title = first.locator(".title").inner_text()
    first.get_by_role("combobox").select_option(label="Monnaies")
    page.get_by_text("votre main a le dernier mot", exact=False).wait_for()
    page.wait_for_function(
        "(title) => ![...document.querySelectorAll('*')].some((host) => host.shadowRoot"
        " && [...host.shadowRoot.querySelectorAll('.tile .title')]"
        ".some((told) => told.textContent === title))",
        arg=title,
    )
    page.get_by_role("link", name="Toutes les classes").click()
    card(page, "Vases").wait_for()
    page.wait_for_timeout(200)
    assert figure(page, "Vases") == vases - 1
    assert "1 à la main" in card(page, "Monnaies").inner_text()

    with page.expect_download() as taken:
        page.get_by_role("link", name="Toutes les réponses (CSV)").click()
    answers = Path(taken.value.path()).read_text("utf-8-sig").splitlines()
    assert answers[0] == "id,class,name,score,runner_up,runner_up_score,by,set,model,date"
    assert sum(",hand," in line for line in answers) == 1 and len(answers) == 61

    # The truth of a column: guessed by name, in figures and as a matrix.
    page.get_by_label("Champ qui dit la vérité").select_option("subject")
    page.get_by_role("heading", name="Matrice de confusion").wait_for()
    page.locator(".js-plotly-plot").wait_for()
    assert page.get_by_role("row", name=re.compile("^Chevaux")).is_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Ces chiffres (CSV)").click()
    assert Path(taken.value.path()).read_text("utf-8-sig").startswith("class,truth")

    # Kept as a facet, and found on the map.
    page.get_by_role("button", name="Garder comme facette").click()
    page.get_by_role("button", name="Ôter la facette").wait_for()
    page.get_by_role("link", name=re.compile("sur la carte")).click()
    page.locator(".map .zoom").wait_for()
    page.get_by_text(re.compile("Genres d.objets")).first.wait_for()
    facets = store.findings(collection="small", kind="facet")
    assert [entry.id for entry in facets] == ["genres"]


def test_words_are_changed_copied_and_brought_back(
    server: AppServer, store: Store, visit: Visit
) -> None:
    page = visit(server.page("classes", lang="en", set="objects"))
    page.locator(".cards").wait_for()
    page.get_by_role("button", name="Change the words").click()
    editor = page.locator(".editor")
    editor.get_by_label("Prompts (English)").first.fill("a horse\n\n  a cat ")
    editor.get_by_label("Name (English)").first.fill("Beasts")
    editor.get_by_role("button", name="Keep and look again").click()
    card(page, "Beasts").wait_for()
    page.wait_for_timeout(300)
    kept = store.finding(collection="small", kind="classes", id="objects")
    assert kept is not None
    assert kept.finding.document["classes"][0]["prompts"]["en"] == ["a horse", "a cat"]
    page.get_by_role("button", name="Copy", exact=True).click()
    page.wait_for_url(re.compile("set=museum-objects-copy"))
    page.get_by_role("button", name="Delete this set").click()
    page.get_by_role("button", name="Really? Tap once more").click()
    page.wait_for_url(re.compile(r"^(?!.*museum-objects-copy)"))
    page.goto(server.page("classes", lang="en", set="objects"))
    page.get_by_role("button", name="Back to how it was").click()
    page.get_by_role("button", name="Really? Tap once more").click()
    card(page, "Vessel").wait_for()
    assert store.findings(collection="small", kind="classes") == ()


def test_a_set_is_made_from_nothing_and_narrowed_down(
    server: AppServer, store: Store, visit: Visit
) -> None:
    page = visit(server.page("classes", lang="en"))
    page.locator(".cards").wait_for()
    page.get_by_role("button", name="New set").click()
    editor = page.locator(".editor")
    editor.get_by_label("Name of the set (English)").fill("Two kinds")
    for name, prompt in (("Horses", "a horse"), ("Clocks", "a clock")):
        if name != "Horses":
            editor.get_by_role("button", name="Add a class").click()
        editor.get_by_label("Name (English)").last.fill(name)
        editor.get_by_label("Prompts (English)").last.fill(prompt)
    editor.get_by_role("button", name="Keep and look again").click()
    page.wait_for_url(re.compile("set=two-kinds"))
    card(page, "Clocks").wait_for()
    assert figure(page, "Horses") + figure(page, "Clocks") == 60
    page.get_by_role("button", name="Narrow down…").click()
    page.locator("[data-focus=narrow-column]").select_option("subject")
    page.locator("[data-focus=narrow-value]").select_option("horloge")
    page.get_by_role("button", name="Narrow down", exact=True).click()
    page.wait_for_url(re.compile("filter=subject"))
    page.get_by_text("10 pictures").first.wait_for()
    assert figure(page, "Horses") + figure(page, "Clocks") == 10
    # Several classes at once: another kind of threshold, and two buttons a picture.
    page.locator(".panel summary").click()
    page.get_by_label("as many classes as fit").check()
    page.get_by_label("Threshold of all classes").wait_for()
    page.wait_for_timeout(300)
    card(page, "Clocks").get_by_role("button").first.click()
    page.get_by_role("link", name="Nearly in it").click()
    page.get_by_role("button", name="is in this class").first.wait_for()


def test_thresholds_and_temperature_are_set_by_hand_and_kept(
    server: AppServer, store: Store, visit: Visit
) -> None:
    page = visit(server.page("classes", lang="fr"))
    brought(page)

    def kept() -> dict[str, Any]:
        found = store.finding(collection="small", kind="classes", id="genres")
        assert found is not None
        return found.finding.document

    def slide(name: str, value: str) -> None:
        page.locator(f"[data-focus={name}]").fill(value)
        page.get_by_text("C’est gardé.").wait_for()

    everything = figure(page, "Vases")
    page.locator(".panel summary").click()
    slide("threshold", "0.9")
    card(page, "Aucune de celles-ci").wait_for()
    sure = figure(page, "Aucune de celles-ci")
    slide("temperature", "3")  # it doubts eight times as much
    page.wait_for_function(
        "(before) => [...document.querySelectorAll('*')].some((host) =>"
        " Number(host.shadowRoot?.querySelector('.class:last-child .many')"
        "?.textContent.match(/\\d+/)?.[0]) > before)",
        arg=sure,
    )
    assert (kept()["threshold"], kept()["temperature"]) == (0.9, 8)
    slide("temperature", "0")
    slide("threshold", "0")
    slide("least-pots", "0.98")
    page.get_by_text("Seuil particulier").wait_for()
    page.wait_for_function(
        "(before) => [...document.querySelectorAll('*')].some((host) =>"
        " Number(host.shadowRoot?.querySelector('.class .many')"
        "?.textContent.match(/\\d+/)?.[0] ?? before) < before)",
        arg=everything,
    )
    assert kept()["classes"][0]["threshold"] == 0.98
    # The wall of those in doubt begins where that of the surest ends.
    page.goto(server.page("classes", lang="fr", set="genres", **{"class": "horses"}))
    titles = page.locator(".tile .title")
    titles.first.wait_for()
    surest = titles.all_inner_texts()
    page.get_by_role("link", name="Les moins sûres").click()
    page.wait_for_function(
        "(first) => [...document.querySelectorAll('*')].some((host) =>"
        " (host.shadowRoot?.querySelector('.tile .title')?.textContent ?? first) !== first)",
        arg=surest[0],
    )
    assert titles.first.inner_text() == surest[-1]


@pytest.mark.parametrize("broken", ["a: &a [*a]", "id: x\nclasses: [{id: '../'}]", "\x00"])
def test_a_wrong_file_gets_one_line(
    server: AppServer, store: Store, visit: Visit, browser: Any, broken: str
) -> None:
    page = browser.new_page(locale="en-GB")
    page.goto(server.page("classes", lang="en"))
    page.locator(".cards").wait_for()
    page.locator("input[type=file]").set_input_files(
        {"name": "x.yaml", "mimeType": "text/plain", "buffer": broken.encode()}
    )
    page.get_by_role("alert").get_by_text("This could not be done").wait_for()
    assert store.findings(collection="small", kind="classes") == ()
    page.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_fits_and_everyone_can_use_it(
    server: AppServer, store: Store, visit: Visit, language: str
) -> None:
    page = visit(server.page("classes", lang="fr"))
    brought(page)
    page.goto(server.page("classes", lang=language, set="genres"))
    page.locator("section.truth select").select_option("subject")
    page.locator(".js-plotly-plot").wait_for()
    page.locator(".panel summary").click()
    page.locator(".mapping summary").click()
    for where in ("classes", "wall", "words"):
        if where == "wall":
            page.goto(server.page("classes", lang=language, set="genres", **{"class": "pots"}))
            page.locator(".tile img").first.wait_for()
        if where == "words":
            page.goto(server.page("classes", lang=language, set="genres"))
            page.locator("[data-focus=edit]").click()
            page.locator(".editor").wait_for()
        for width, height in SIZES.values():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(150)
            main = page.locator("[data-testid=stMain]")
            assert main.evaluate("(main) => main.scrollWidth - main.clientWidth") <= 0, where
            small = [one for one in page.evaluate(SMALL) if "plotly" not in one]
            assert small == [], where
        assert page.locator("h1").count() == 1, where
        answer = axe.Axe().run(page, options=RULES).response
        found = [(one["id"], one["nodes"][0]["target"]) for one in answer["violations"]]
        assert found == [], where


def test_nobody_but_curators_has_it(
    server: AppServer, browser: Any, tmp_path: Path, small_bundle: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(small_bundle, data / "small", copy_function=os.link)
    with running_app(data, EXPLORER_PROFILE="public") as public:
        page = browser.new_page(locale="fr-FR")
        Watch(public.address).follow(page)
        page.goto(public.page("classes"))
        assert page.url == public.address, "the first page of the public"
        assert page.get_by_role("heading", name="Classes").count() == 0
        page.close()


def test_the_file_of_the_test_is_what_it_seems() -> None:
    assert len(read_yaml(SET).classes) == 5
