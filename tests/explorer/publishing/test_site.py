"""An exhibition as a folder: what is in it, what is not, and what it never does."""

from __future__ import annotations

import csv
import itertools
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import html5lib
import pytest
from fontTools.ttLib import TTFont
from html5lib.constants import E
from PIL import Image

from explorer.binding import bind
from explorer.collection import Collection
from explorer.exhibitions.models import read_tour
from explorer.program import VIEWER
from explorer.publishing import MARK, ExportError
from explorer.publishing.site import Published, is_site, publish_site, zip_site
from explorer.publishing.tables import omeka_csv
from explorer.publishing.works import works
from tests.browser.tours import TOUR
from tests.explorer.publishing import exhibited
from tests.explorer.publishing.exhibited import (
    BARE,
    CYRILLIC,
    EVIL,
    GREEK,
    UNCLEAR,
    Page,
    escaped,
    exhibition_of,
    wrong_addresses,
)
from tests.outside import html_faults

ADDRESS = "https://www.example.org/monstres/"


@pytest.fixture(scope="module")
def made(hostile: Collection, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The hostile exhibition without a map, for an address."""
    folder = tmp_path_factory.mktemp("www") / "expositions" / "monstres"
    return publish_site(
        exhibition_of(hostile), hostile, folder, address=ADDRESS.rstrip("/"), with_map=False
    )


@pytest.fixture(scope="module")
def whole(
    small_bundle: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Published, Collection]:
    """An exhibition of the small collection with its map and a tour, for no address."""
    collection = Collection(small_bundle)
    ids = [f"doc-{n}" for n in range(7, 27)]
    shown = exhibition_of(
        collection,
        sections=[
            {"id": "w", "kind": "wall", "exhibits": [{"item": id_} for id_ in ids]},
            {"id": "m", "kind": "map", "tour": "promenade"},
            {"id": "o", "kind": "map", "stops": [{"id": "s", "view": "map/0.5/0.5/1"}]},
        ],
        cover={"item": "doc-7"},
    )
    tour = read_tour(json.dumps(TOUR))
    folder = tmp_path_factory.mktemp("www") / "site"
    return publish_site(shown, collection, folder, tours={"promenade": tour}), collection


def page(made: Published, name: str = "fr/index.html") -> tuple[str, Page]:
    text = (made.folder / name).read_text(encoding="utf-8")
    return text, Page(text)


def test_every_address_leads_to_a_file_of_the_folder(
    made: Published, whole: tuple[Published, Collection]
) -> None:
    for one in (made, whole[0]):
        wrong = wrong_addresses(one.folder)
        wrong = [line for line in wrong if ADDRESS not in line]  # canonical and shared addresses
        assert wrong == []


def test_the_pages_are_html_to_the_letter(
    made: Published, whole: tuple[Published, Collection]
) -> None:
    for one in (made, whole[0]):
        for path in (one.folder / n for n in ("index.html", "fr/index.html", "en/index.html")):
            parser = html5lib.HTMLParser(strict=False)
            parser.parse(path.read_text("utf-8"))
            assert [(at, E[code], more) for at, code, more in parser.errors] == [], path


def test_another_validator_finds_nothing_in_any_page(
    made: Published, whole: tuple[Published, Collection], tmp_path: Path
) -> None:
    pages = [path for one in (made, whole[0]) for path in one.folder.rglob("*.html")]
    assert html_faults(sorted(pages), tmp_path) == []


def test_what_is_hostile_stays_text(made: Published) -> None:
    for name in ("index.html", "fr/index.html", "en/index.html"):
        text, read = page(made, name)
        assert EVIL not in text and "<b>X" not in text
        assert len(read.all("script")) == (0 if name == "index.html" else 2)
        assert not any(key.startswith("on") for _, found in read.tags for key in found)
        assert not any((found.get("href") or "").startswith("javascript") for _, found in read.tags)
        policy = read.all("meta")[1]["content"] or ""
        assert "default-src 'none'" in policy and "script-src 'self';" in policy
    text, _ = page(made)
    assert escaped(EVIL) in text and GREEK in text and CYRILLIC in text
    search = next(made.folder.glob("assets-*/search.fr.js")).read_text("utf-8")
    assert json.loads(search.removeprefix("window.cimaiseWords = ").rstrip(";\n"))["entries"]


@pytest.mark.parametrize("kind", ["single", "wall", "row", "compare"])
def test_a_picture_alone_in_its_section_hangs_large(
    hostile: Collection, tmp_path: Path, kind: str
) -> None:
    sections = [{"id": "s", "kind": kind, "exhibits": [{"item": BARE, "cleared": True}]}]
    shown = exhibition_of(hostile, sections=sections)
    text, read = page(publish_site(shown, hostile, tmp_path / "site", with_map=False))
    assert {"class": "room single", "id": "s-s"} in [dict(found) for found in read.all("section")]
    assert "90vw" in text


def test_codes_lead_to_the_work_that_they_are_of_whatever_was_left_out(
    hostile: Collection, tmp_path: Path
) -> None:
    hung = [{"item": "gone"}, {"item": UNCLEAR}, {"item": BARE}, {"item": "doc-10"}]
    shown = exhibition_of(hostile, sections=[{"id": "w", "kind": "wall", "exhibits": hung}])
    for unclear in (False, True):
        folder = tmp_path / str(unclear)
        made = publish_site(shown, hostile, folder, unclear=unclear, with_map=False)
        text, _ = page(made)
        for work in works(shown, hostile, language="fr"):
            if work.is_shown:
                figure = text.partition(f'id="{work.anchor}"')[2].partition("</figure>")[0]
                assert f'data-item="{work.label.id}"' in figure
    told = omeka_csv(shown, hostile, language="fr", address=ADDRESS).decode("utf-8-sig")
    rows = {row["dcterms:identifier"]: row for row in csv.DictReader(told.splitlines())}
    assert rows[BARE]["media_url"] and not rows[UNCLEAR]["media_url"], "it is not there"


def test_pictures_without_clear_rights_are_left_out_unless_one_says_otherwise(
    made: Published, hostile: Collection, tmp_path: Path
) -> None:
    assert {(out.id, out.why) for out in made.left_out} == {
        (UNCLEAR, "unclear"),
        ("gone", "gone"),
    }
    text, _ = page(made)
    assert UNCLEAR not in text and "2 images de l’exposition ne sont pas montrées ici" in text
    item = hostile.item(UNCLEAR, language="fr")
    assert item is not None and not list(made.folder.rglob(f"{item.sha256}*"))
    all_of_it = publish_site(
        exhibition_of(hostile), hostile, tmp_path / "all", unclear=True, with_map=False
    )
    assert [(out.id, out.why) for out in all_of_it.left_out] == [("gone", "gone")]
    assert "© Studio" in page(all_of_it)[0]
    assert len(list(all_of_it.folder.rglob(f"{item.sha256}*"))) == 2


def test_each_picture_has_its_credit_rights_source_and_what_a_machine_said(
    made: Published, hostile: Collection
) -> None:
    text, _ = page(made)
    figures = re.findall(r"<figure.*?</figure>", text, re.S)
    assert len(figures) == 1 + 10 + 5 + 6 + 9
    for figure in figures:
        assert 'rel="license noopener"' in figure and "CC0 1.0" in figure
        if BARE not in figure:
            assert escaped("Don <b>X</b>") in figure
    sourced = [figure for figure in figures if "https://museum.example/" in figure]
    assert len(sourced) >= 20
    assert "javascript:alert(1)" in figures[0] and "javascript:alert(1)</bdi>" in figures[0]
    model = hostile.manifest.model.name
    said = [figure for figure in figures if "Dit par une machine, vérifié par personne" in figure]
    assert said and all(f"({model})" in figure for figure in said)
    bare = next(figure for figure in figures if f"<bdi>{BARE}</bdi>" in figure)
    assert "Sans titre" in bare and "byline" not in bare and "<dd></dd>" not in bare


def test_headings_leave_out_no_level_and_words_of_another_language_say_so(
    made: Published,
) -> None:
    for name in ("fr/index.html", "en/index.html"):
        _, read = page(made, name)
        levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
        main = levels[levels.index(1) :]
        assert all(after <= before + 1 for before, after in itertools.pairwise(main))
        assert levels.count(1) == 1
    text, _ = page(made, "en/index.html")
    # Neither a wall without pictures nor a walk that is gone is hung.
    assert 'id="s-i"' not in text and 'id="s-h"' not in text and 'id="s-g"' in text
    assert '<p class="subtitle" lang="fr">' in text and '<h2 lang="fr" dir="auto">Le mur' in text
    ids = [found["id"] for _, found in page(made)[1].tags if "id" in found]
    assert len(ids) == len(set(ids))


def test_pictures_keep_their_shape_and_are_told(made: Published) -> None:
    _, read = page(made)
    for image in read.all("img"):
        assert image["alt"], image
        file = made.folder / "fr" / (image["src"] or "")
        with Image.open(file) as found:
            shown = int(image["width"] or 0) / int(image["height"] or 1)
            assert shown == pytest.approx(found.width / found.height, rel=0.05)
    (detail,) = (made.folder / "details").rglob("*.webp")
    with Image.open(detail) as found:
        assert found.width <= 1024 and max(found.size) > 30


def test_a_detail_is_cut_of_the_sharpest_there_is(large_bundle: Path, tmp_path: Path) -> None:
    collection = Collection(large_bundle)
    region = {"x": 0.5, "y": 0.25, "width": 0.25, "height": 0.5}
    exhibit = {"item": "doc-9", "details": [{"id": "d", "region": region}]}
    shown = exhibition_of(
        collection, sections=[{"id": "s", "kind": "single", "exhibits": [exhibit]}], cover=None
    )
    made = publish_site(shown, collection, tmp_path / "site", with_map=False)
    (detail,) = (made.folder / "details").rglob("*.webp")
    with (
        Image.open(detail) as found,
        Image.open(
            Path(large_bundle.parent.parent) / "large-source" / "images" / "009.png"
        ) as original,
    ):
        assert found.size == (650, 850)
        wanted = original.convert("RGB").crop((1300, 425, 1950, 1275))
        difference = [
            abs(a - b)
            for a, b in zip(
                found.convert("RGB").resize((8, 8)).tobytes(),
                wanted.resize((8, 8)).tobytes(),
                strict=True,
            )
        ]
        assert max(difference) < 12
    item = collection.item("doc-9", language="fr")
    assert item is not None
    tiles = list((made.folder / "works" / "full").rglob("*_*.webp"))
    assert len(tiles) > 20 and item.sha256 in (made.folder / "fr/index.html").read_text("utf-8")


def test_for_an_address_there_are_a_sitemap_and_a_picture_to_share_and_else_none(
    made: Published, whole: tuple[Published, Collection]
) -> None:
    text = (made.folder / "sitemap.xml").read_text("utf-8")
    assert re.findall("<loc>(.*?)</loc>", text) == [
        ADDRESS,
        f"{ADDRESS}fr/index.html",
        f"{ADDRESS}en/index.html",
    ]
    _, read = page(made)
    told = {m.get("property"): m["content"] for m in read.all("meta") if "property" in m}
    assert told["og:image"] == f"{ADDRESS}cover.jpg"
    assert told["og:title"] == "Monstres & <merveilles>"
    assert (told["og:locale"], told["og:locale:alternate"]) == ("fr_FR", "en_GB")
    with Image.open(made.folder / "cover.jpg") as cover:
        assert cover.format == "JPEG"
    assert not (whole[0].folder / "sitemap.xml").exists()
    assert "og:image" not in page(whole[0])[0] and "canonical" not in page(whole[0])[0]


def test_the_map_is_of_these_pictures_and_their_tours_go_along(
    whole: tuple[Published, Collection],
) -> None:
    made, _ = whole
    assert made.no_map == "" and made.works == 20
    mark = json.loads((made.folder / "works" / MARK).read_bytes())
    assert mark["items"] == 20
    (data,) = (made.folder / "works" / "data").iterdir()
    tours = json.loads((data / "tours.json").read_bytes())["tours"]
    assert tours[0]["id"] == "promenade" and len(tours) == 2
    text, read = page(made)
    links = [a["href"] or "" for a in read.all("a") if "?tour=" in (a.get("href") or "")]
    assert links == [f"../works/index.html?tour={tour['id']}" for tour in tours]
    assert page(made, "en/index.html")[0].count("../works/en.html?tour=") == 2
    assert text.count("<svg") == 2 + 1 and text.count('class="room map"') == 2  # and a lens
    # Pictures are there once.
    shas = [path.name for path in made.folder.rglob("*-1024.webp")]
    assert len(shas) == len(set(shas)) == 20


def test_it_is_small_before_its_pictures(
    made: Published, whole: tuple[Published, Collection]
) -> None:
    for one in (made, whole[0]):
        assert one.size - one.pictures < 1_000_000
        assert one.files == sum(path.is_file() for path in one.folder.rglob("*"))


def test_the_program_is_a_script_and_asks_for_nothing_elsewhere(made: Published) -> None:
    (program,) = made.folder.glob("assets-*/exhibition.bound.js")
    text = program.read_text("utf-8")
    assert text == bind("exhibition.js", bare=True)
    assert not re.search(
        r"^\s*(import|export)\b|import\.meta|https?://(?!www\.w3\.org)", text, re.M
    )


def test_the_fonts_bear_a_name_of_their_own_and_keep_their_notices(made: Published) -> None:
    found = list(made.folder.glob("assets-*/*.woff2"))
    assert len(found) == 4
    for path in found:
        font = TTFont(path)
        names = {record.nameID: str(record) for record in font["name"].names}
        assert "Source" not in " ".join(text for n, text in names.items() if n not in (0, 7))
        assert "Reserved Font Name" in names[0] and "OFL" in names[14]
        assert {ord(letter) for letter in "éПλ"} <= set(font.getBestCmap())
    licence = next(made.folder.glob("assets-*/fonts-licence.txt")).read_text("utf-8")
    assert "SIL Open Font License" in licence and "PERMISSION & CONDITIONS" in licence


def test_what_is_no_exhibition_is_left_alone_and_a_failure_leaves_the_one_before(
    made: Published, hostile: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "precious"
    folder.mkdir()
    (folder / "letter.txt").write_text("keep me")
    shown = exhibition_of(hostile)
    with pytest.raises(ExportError, match="no exhibition that was published"):
        publish_site(shown, hostile, folder, with_map=False)
    bundle = hostile.bundle.folder
    for where in (bundle, bundle / "x", folder / "letter.txt", bundle.parent.parent):
        with pytest.raises(ExportError):
            publish_site(shown, hostile, where, with_map=False)
    for address in ("ftp://x", "example.org", "https://x.example/?a", "https://x.example/#a"):
        with pytest.raises(ExportError, match="address"):
            publish_site(shown, hostile, tmp_path / "new", address=address)
    with pytest.raises(ExportError, match="no section"):
        publish_site(exhibition_of(hostile, sections=[]), hostile, tmp_path / "new")
    target = tmp_path / "site"
    publish_site(shown, hostile, target, with_map=False)
    (target / "old.txt").write_text("of the one before")

    def fail(*_: object, **__: object) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("explorer.publishing.site.sitemap", fail)
        with pytest.raises(KeyboardInterrupt):
            publish_site(shown, hostile, target, address=ADDRESS, with_map=False)
    assert (target / "old.txt").exists() and is_site(target)
    publish_site(shown, hostile, target, with_map=False)
    assert not (target / "old.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["precious", "site"]
    assert (folder / "letter.txt").read_text() == "keep me"


def test_the_zip_holds_the_folder(hostile: Collection, tmp_path: Path) -> None:
    made = zip_site(exhibition_of(hostile), hostile, tmp_path / "a.zip", with_map=False)
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
    with zipfile.ZipFile(made.folder) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        packed.extractall(tmp_path)
    assert len(names) == made.files and all(name.startswith("monstres/") for name in names)
    assert wrong_addresses(tmp_path / "monstres") == []


def test_a_language_that_is_read_from_the_right_says_so(
    hostile: Collection, tmp_path: Path
) -> None:
    shown = exhibition_of(
        hostile, languages=["ar"], title={"ar": exhibited.ARABIC}, subtitle={}, introduction={}
    )
    made = publish_site(shown, hostile, tmp_path / "site", with_map=False)
    text, _ = page(made, "ar/index.html")
    assert '<html lang="ar" dir="rtl">' in text and exhibited.ARABIC in text
    assert wrong_addresses(made.folder) == []


def test_a_published_exhibition_has_the_colours_of_the_house() -> None:
    def colours(sheet: str, before: str) -> dict[str, str]:
        text = (VIEWER / sheet).read_text(encoding="utf-8").partition(before)[2]
        return dict(re.findall(r"(--c-[a-z-]+): (#[0-9a-f]{6});", text.partition("}")[0]))

    dark, light = ":root {", ':root[data-scheme="light"] {'
    told = colours("exhibition.css", ":root {")
    assert len(told) == 10 and told.items() <= colours("house.css", light).items()
    told = colours("exhibition.css", "(prefers-color-scheme: dark) {")
    assert len(told) == 10 and told.items() <= colours("house.css", dark).items()
