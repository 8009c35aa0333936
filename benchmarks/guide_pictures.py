"""The pictures of the guides for curators: ``python -m benchmarks.guide_pictures [DATA]``.

Makes an exhibition of the demo archive in a folder of its own (the bundle is linked, nothing of
DATA is changed), opens the app on it in Chromium, publishes the exhibition, and writes
``docs/guides/pictures/<step>.<language>.webp``: one picture a step of the guides.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.browsing import chromium
from benchmarks.readme_pictures import ROOT, running
from benchmarks.screenshots import ARGUMENTS, settle
from explorer.collection import Collection
from explorer.exhibitions.exhibition import Exhibition, read_exhibition
from explorer.exhibitions.models import read_tour
from explorer.exhibitions.opening import FILE
from explorer.exhibitions.store import Store
from explorer.publishing.paper import paper
from explorer.publishing.site import publish_site

OUT = ROOT / "docs" / "guides" / "pictures"
SIZE = (1440, 860)
LANGUAGES = ("fr", "en")
NAME, EXHIBITION = "demo", "prendre-la-mer"
SUBJECTS = {
    "voilier": 6,
    "phare": 5,
    "carte d'une île": 4,
    "port": 4,
    "paquebot": 3,
    "barque": 3,
    "poisson": 2,
}
"""What the board holds: how many of each subject."""

NOTES = {
    "voilier": {"fr": "À l’entrée, seul sur son mur.", "en": "At the entrance, alone on its wall."},
    "phare": {"fr": "La lampe : en faire un détail.", "en": "The lamp: make a detail of it."},
}


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.guide_pictures")
    parser.add_argument("data", nargs="?", type=Path, default=ROOT / "data")
    given = parser.parse_args()
    source = given.data / NAME
    if not (source / "collection.json").is_file():
        print(f"there is no {source}: run 'make demo' first", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    # Beside the bundle, so that its files can be linked.
    with tempfile.TemporaryDirectory(dir=given.data, prefix=".guide-") as folder:
        data = Path(folder)
        shutil.copytree(source, data / NAME, copy_function=os.link)
        shown, board = fill(Store(data / FILE), Collection(data / NAME))
        with running(data) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            for language in LANGUAGES:
                context = browser.new_context(
                    viewport={"width": SIZE[0], "height": SIZE[1]}, locale=language
                )
                context.add_init_script("localStorage['cimaise-scheme'] = 'light'")
                page = context.new_page()
                for name in steps(page, url, board, language):
                    keep(page.screenshot(), name, language)
                context.close()
            published(browser, data, shown)
            browser.close()
    return 0


def fill(store: Store, collection: Collection) -> tuple[Exhibition, str]:
    """Make the board, the walk and the exhibition; the exhibition, and the board's id."""
    found = {subject: pick(collection, subject, many) for subject, many in SUBJECTS.items()}
    on = {"collection": NAME}
    board = store.create_board(**on, name="La mer / The sea", who="Zoé")
    for ids in found.values():
        store.add_to_board(**on, ids=ids, board=board, who="Zoé")
    for subject, notes in NOTES.items():
        store.note_on_board(**on, board=board, item=found[subject][0], notes=notes, who="Zoé")
    kept = [id_ for ids in found.values() for id_ in ids[:3]]
    store.mark_on_board(**on, board=board, ids=kept, status="kept", who="Zoé")
    store.mark_on_board(**on, board=board, ids=found["poisson"], status="aside", who="Zoé")
    store.put_tour(read_tour(json.dumps(walk(collection, found))), who="Zoé")
    told = read_exhibition(json.dumps(exhibition(found)))
    entry, _ = store.put_exhibition(told, who="Zoé")
    store.publish_exhibition(**on, id=told.id, version=entry.version, who="Zoé")
    return told, board


def pick(collection: Collection, subject: str, many: int) -> list[str]:
    """Identifiers of the first items of a subject."""
    ids = collection.ids(range(len(collection))).values()
    items = (collection.item(id_, language="fr") for id_ in ids)
    found = [item.id for item in items if item and subject in item.subject]
    if len(found) < many:
        raise SystemExit(f"the demo archive has too few pictures of {subject!r}")
    return found[:many]


def walk(collection: Collection, found: dict[str, list[str]]) -> dict[str, Any]:
    """A guided tour of three stops, as a document."""
    told = (
        (
            "voilier",
            "Au large",
            "At sea",
            "Les voiliers se tiennent ensemble.",
            "The sails keep together.",
        ),
        (
            "phare",
            "Les phares",
            "The lights",
            "Plus loin, ce qui les guide.",
            "Further on, what guides them.",
        ),
        ("port", "Au port", "In harbour", "Et le soir, le quai.", "And at night, the quay."),
    )
    stops = []
    for subject, french, english, text, translated in told:
        x, y = collection.positions(collection.rows(found[subject][:1])[found[subject][0]])["map"]
        stops.append(
            {
                "id": french.lower().replace(" ", "-"),
                "name": {"fr": french, "en": english},
                "view": f"map/{x:.4f}/{y:.4f}/3",
                "seconds": 20,
                "text": {"fr": text, "en": translated},
                "items": found[subject][:3],
            }
        )
    title = {"fr": "Du large au port", "en": "From the sea to the harbour"}
    return {
        "format": "cimaise-tour/1",
        "id": "au-port",
        "collection": NAME,
        "title": title,
        "stops": stops,
    }


def exhibition(found: dict[str, list[str]]) -> dict[str, Any]:
    """The exhibition, as a document."""
    entrance, light = found["voilier"][0], found["phare"][0]
    detail = {
        "id": "lampe",
        "region": {"x": 0.44, "y": 0.28, "width": 0.3, "height": 0.3},
        "caption": {"fr": "La lanterne", "en": "The lantern"},
    }

    def hung(ids: Sequence[str], **more: Any) -> list[dict[str, Any]]:
        return [{"item": id_, **more} for id_ in ids]

    return {
        "format": "cimaise-exhibition/1",
        "id": EXHIBITION,
        "collection": NAME,
        "languages": list(LANGUAGES),
        "title": {"fr": "Prendre la mer", "en": "Putting to sea"},
        "subtitle": {
            "fr": "Images de la côte, 1850 – 1980",
            "en": "Pictures of the coast, 1850 – 1980",
        },
        "introduction": {
            "fr": "Une côte, ses **voiles** et ses feux. Ces images viennent toutes de l’*Archive "
            "de la Côte*.",
            "en": "A coast, its **sails** and its lights. All of these pictures are from the "
            "*Archive de la Côte*.",
        },
        "cover": {
            "item": entrance,
            "alt": {"fr": "Un voilier sur la mer", "en": "A sailing boat on the sea"},
        },
        "sections": [
            {
                "id": "seul",
                "kind": "single",
                "heading": {"fr": "Le départ", "en": "Setting out"},
                "text": {
                    "fr": "On part le matin, par vent de terre.",
                    "en": "One leaves in the morning, before the wind.",
                },
                "exhibits": [
                    {
                        "item": entrance,
                        "caption": {
                            "fr": "À l’entrée, *seul sur son mur*.",
                            "en": "At the entrance, *alone on its wall*.",
                        },
                        "alt": {
                            "fr": "Un voilier sur une mer calme",
                            "en": "A sailing boat on a calm sea",
                        },
                    }
                ],
            },
            {
                "id": "voiles",
                "kind": "wall",
                "heading": {"fr": "Voiles", "en": "Sails"},
                "text": {
                    "fr": "Les mêmes, gravés, photographiés, peints.",
                    "en": "The same, engraved, photographed, painted.",
                },
                "exhibits": hung([*found["voilier"][1:], *found["paquebot"], *found["barque"]]),
            },
            {
                "id": "feux",
                "kind": "compare",
                "heading": {"fr": "Deux feux", "en": "Two lights"},
                "exhibits": [
                    {
                        "item": light,
                        "details": [detail],
                        "alt": {"fr": "Un phare", "en": "A lighthouse"},
                    },
                    *hung(found["phare"][1:2]),
                ],
            },
            {
                "id": "cartes",
                "kind": "timeline",
                "heading": {"fr": "Les cartes, par années", "en": "Maps, by the years"},
                "exhibits": hung(found["carte d'une île"]),
            },
            {
                "id": "promenade",
                "kind": "map",
                "heading": {"fr": "Du large au port", "en": "From the sea to the harbour"},
                "tour": "au-port",
            },
        ],
        "credits": {"fr": "Choix et textes : Zoé Martin", "en": "Choice and texts: Zoé Martin"},
    }


def steps(page: Page, url: str, board: str, language: str) -> Iterator[str]:
    """Go through the app as the guide tells it; the name of each step when it can be taken."""

    def go(path: str, **params: str) -> None:
        query = "&".join(f"{name}={value}" for name, value in params.items())
        page.goto(f"{url}/{path}?collection={NAME}&lang={language}&{query}")
        settle(page)

    go("recherche", q={"fr": "voilier", "en": "sailing+boat"}[language])
    for at in (0, 1, 3):
        page.locator(".pick").nth(at).click()
    page.wait_for_timeout(300)
    yield "search"
    go("tableau", board=board)
    page.wait_for_timeout(500)
    yield "board"
    go("expositions", exhibition=EXHIBITION, mode="edit")
    page.locator('[data-focus="title-fr"]').wait_for()
    yield "whole"
    section = page.locator('[data-id="feux"]')
    if not section.locator('[data-focus^="words-"]').count():
        section.locator('[data-focus="section-feux"]').click()
    section.locator('[data-focus^="words-"]').first.click()
    page.locator(".region-plate img").first.wait_for()
    page.locator(".region-plate").first.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    yield "detail"
    page.locator('[data-focus="release"]').click()
    page.locator(".release h2").wait_for()
    page.wait_for_timeout(300)
    yield "settle"
    page.locator('[data-focus="away"]').click()
    page.locator('[data-focus="away-site-zip"]').wait_for()
    page.wait_for_timeout(300)
    yield "away"


def published(browser: Any, data: Path, shown: Exhibition) -> None:
    """The site, opened from the disk, and a sheet of labels."""
    collection = Collection(data / NAME)
    tours = {}
    stored = Store(data / FILE).tour(collection=NAME, id="au-port")
    if stored:
        tours["au-port"] = stored.tour
    made = publish_site(shown, collection, data.parent / f"{data.name}-site", tours=tours)
    try:
        for language in LANGUAGES:
            context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
            page = context.new_page()
            page.goto((made.folder / language / "index.html").as_uri())
            page.wait_for_load_state("networkidle")
            keep(page.screenshot(), "site", language)
            context.close()
            labels = paper("labels", shown, collection, language=language, size="medium")
            sheet = pypdfium2.PdfDocument(labels)[0].render(scale=1.4).to_pil()
            target = io.BytesIO()
            sheet.save(target, "PNG")
            keep(target.getvalue(), "labels", language)
    finally:
        shutil.rmtree(made.folder)


def keep(png: bytes, name: str, language: str) -> None:
    """Write a picture, small."""
    file = OUT / f"{name}.{language}.webp"
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(file, quality=72, method=6)
    print(f"{file}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
