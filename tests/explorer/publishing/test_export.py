"""What an export holds, and what it refuses to write over."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.binding import bind
from explorer.bundle import SheetIndex, files
from explorer.collection import Collection
from explorer.publishing import MARK, ExportError, export_map
from explorer.publishing.export import is_export
from explorer.publishing.fonts import LICENCE
from explorer.publishing.records import SHARD, fnv1a
from explorer.publishing.words import file_name
from tests.makers import HOSTILE, ODD_IDS


@pytest.fixture(scope="module")
def collection(small_bundle: Path) -> Collection:
    return Collection(small_bundle)


@pytest.fixture(scope="module")
def site(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("www") / "galerie" / "petite"
    made = export_map(collection, folder)
    assert made.folder == folder and made.items == 60
    return folder


@pytest.fixture(scope="module")
def data(site: Path) -> Path:
    return next((site / "data").iterdir())


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def records(data: Path, language: str) -> list[dict[str, Any]]:
    folder = data / "items" / language
    return [
        item for at in range(len(list(folder.iterdir()))) for item in read(folder / f"{at}.json")
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_item_is_there_as_the_collection_says_it(
    collection: Collection, data: Path, language: str
) -> None:
    found = records(data, language)
    assert [record["row"] for record in found] == list(range(60))
    assert len({record["id"] for record in found}) == 60
    for record in found:
        item = collection.item(record["id"], language=language)
        assert item is not None
        assert record["title"] == item.title and record["sha"] == item.sha256
        assert record["rights"] == item.rights and record["technique"] == list(item.technique)
        assert record["themes"] == [theme.id for theme in item.themes]
        assert record["extra"] == item.extra
        assert record["positions"]["grid"] == pytest.approx(
            collection.positions(item.row)["grid"], abs=1e-5
        )


def test_sheets_name_the_rows_of_the_export_the_first_ones_first(data: Path) -> None:
    known = records(data, "fr")
    for layout in ("map", "grid"):
        rows: list[int] = []
        for path in sorted((data / files.SHEETS / layout).rglob("*.bin")):
            index = SheetIndex.from_bytes(path.read_bytes())
            assert path.with_suffix(".webp").stat().st_size > 100
            rows += index.row.tolist()
            places = [known[row]["positions"][layout] for row in index.row]
            assert np.allclose(places, np.stack([index.x, index.y], axis=1), atol=1e-5)
        assert sorted(rows) == list(range(60))
    root = SheetIndex.from_bytes((data / files.sheet_path("map", 0, 0, 0, kind="bin")).read_bytes())
    assert root.row.tolist() == list(range(len(root.row)))
    assert (data / files.density_path("map")).read_bytes()[:4] == b"\x89PNG"


def test_neighbours_are_those_of_the_bundle(collection: Collection, data: Path) -> None:
    found = records(data, "fr")
    record = next(record for record in found if record["id"] == "doc-9")
    row = collection.row("doc-9")
    assert row is not None
    wanted = collection.bundle.neighbours[row][: len(record["similar"])]
    names = [item.id for item in collection.items(wanted.tolist(), language="fr")]
    assert [found[other]["id"] for other in record["similar"]] == names
    assert len(names) >= 20


def test_every_identifier_leads_to_its_row(data: Path) -> None:
    count = read(data / "summary.fr.json")["files"]["ids"]
    for record in records(data, "fr"):
        assert (
            read(data / "ids" / f"{fnv1a(record['id']) % count}.json")[record["id"]]
            == record["row"]
        )
    assert {record["id"] for record in records(data, "fr")} >= set(ODD_IDS.values())
    assert (fnv1a(""), fnv1a("a"), fnv1a("foobar")) == (0x811C9DC5, 0xE40C292C, 0xBF9CF968)


def test_words_lead_to_rows_and_names_to_pictures(data: Path, small_kinds_by_row: Any) -> None:
    known = records(data, "fr")
    beginnings = read(data / "words" / "fr" / "beginnings.json")
    assert "ch" in beginnings
    filed = read(data / "words" / "fr" / f"{file_name('ch')}.json")
    rows = np.cumsum(filed["cheval"]).tolist()
    assert {known[row]["title"].split()[0] for row in rows} == {"Cheval"} and len(rows) == 10
    names = read(data / "names" / "names.json")
    assert set(names) == {"fr", "en"} and "cheval" in names["fr"]
    leads = [rows for path in sorted((data / "names").glob("[0-9]*.json")) for rows in read(path)]
    assert len(leads) == len(names["fr"]) == len(names["en"])
    first = [known[row]["title"] for row in leads[names["fr"].index("cheval")][:5]]
    assert all(title.startswith("Cheval") or title == HOSTILE for title in first)


def test_no_picture_is_missing(site: Path, data: Path) -> None:
    for record in records(data, "fr"):
        for size in (256, 1024):
            assert (site / files.thumb_path(record["sha"], size=size)).stat().st_size > 100


@pytest.mark.parametrize(("name", "language"), [("index.html", "fr"), ("en.html", "en")])
def test_a_page_stands_by_itself(site: Path, name: str, language: str) -> None:
    text = (site / name).read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in text
    for address in re.findall(r'(?:href|src)="([^"]*)"', text):
        if not address.startswith("data:"):
            assert not re.match(r"[a-z]+:|/", address), address
            assert (site / address).is_file(), address
    assert "default-src 'none'" in text and "unsafe" not in text
    assert text.count('<li><a href="thumbs/') == 60


def test_titles_stay_text(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert HOSTILE not in text and html.escape(HOSTILE) in text
    assert text.count("<script") == text.count("</script>") == 3


def test_a_title_that_would_end_the_page_does_not(collection: Collection, tmp_path: Path) -> None:
    title = "</title></script><img src=x onerror=alert(1)> {0} {viewer} \u2028"
    export_map(collection, tmp_path / "out", languages=("en",), title=title)
    text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<img" not in text and html.escape(title) in text
    assert not (tmp_path / "out" / "en.html").exists() and "alternate" not in text


def test_the_viewer_is_there_in_one_file_and_nothing_else(site: Path) -> None:
    (folder,) = site.glob("viewer-*")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    letters = {"fonts.css", "serif.woff2", "sans.woff2", LICENCE}
    assert set(files) == {"static.bound.js", "scheme.js", "house.css", "static.css"} | letters
    assert files["static.bound.js"].decode() == bind("static.js", bare=True)
    assert "font-src 'self'" in (site / "index.html").read_text("utf-8")


def test_what_is_no_export_is_left_alone(collection: Collection, tmp_path: Path) -> None:
    folder = tmp_path / "precious"
    folder.mkdir()
    (folder / "letter.txt").write_text("keep me")
    for mark in (None, "not json", '{"cimaise": "something else"}'):
        if mark is not None:
            (folder / MARK).write_text(mark)
        with pytest.raises(ExportError, match="not an earlier export"):
            export_map(collection, folder)
    assert (folder / "letter.txt").read_text() == "keep me"
    with pytest.raises(ExportError, match="is a file"):
        export_map(collection, folder / "letter.txt")
    for where in (collection.bundle.folder, collection.bundle.folder / "x", tmp_path.parent):
        with pytest.raises(ExportError):
            export_map(collection, where)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["precious"]


@pytest.mark.parametrize("languages", [(), ("de",), ("fr", "fr"), ("../x",)])
def test_languages_that_are_not_known_are_refused(
    collection: Collection, tmp_path: Path, languages: tuple[str, ...]
) -> None:
    with pytest.raises(ExportError, match="languages"):
        export_map(collection, tmp_path / "out", languages=languages)


def test_an_export_is_replaced_whole_or_not_at_all(
    collection: Collection, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    shutil.copytree(site, folder)
    (folder / "old.txt").write_text("of the export before")

    def fail(*_: object) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_map(collection, folder, hang=fail)
    assert (folder / "old.txt").exists() and is_export(folder)
    export_map(collection, folder, languages=("en", "fr"))
    assert not (folder / "old.txt").exists() and (folder / "fr.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_shards_stay_small(data: Path) -> None:
    assert SHARD <= 500
    assert all(path.stat().st_size < 300_000 for path in data.rglob("*.json"))
