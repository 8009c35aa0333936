"""The archive on disk: the same for a seed, whole, continued, and true to its own records."""

import csv
import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from precompute.demo import draw_archive, plan, vocabulary
from precompute.demo.archive import TRUTH_COLUMNS
from precompute.demo.records import COLUMNS, RIGHTS
from precompute.progress import Progress
from precompute.sources.dates import read_years, says_undated

SIZE = 30
QUIET = Progress(quiet=True)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "demo"
    return draw_archive(folder, size=SIZE, seed=3, workers=1, progress=QUIET)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_record_has_its_picture_and_every_picture_its_record(archive: Path) -> None:
    records, truths = rows(archive / "metadata.csv"), rows(archive / "truth.csv")
    files = sorted(str(path.relative_to(archive)) for path in (archive / "images").iterdir())
    assert sorted(row["file"] for row in records) == files
    assert [row["file"] for row in truths] == [row["file"] for row in records]
    assert len(files) == len({row["id"] for row in records}) == SIZE
    assert tuple(records[0]) == COLUMNS
    assert tuple(truths[0]) == TRUTH_COLUMNS
    for file in files:
        with Image.open(archive / file) as picture:
            picture.load()
            assert picture.mode == "RGB"
            assert 400 < max(picture.size) < 1700


def test_records_are_honest_about_where_they_come_from(archive: Path) -> None:
    for row in rows(archive / "metadata.csv"):
        assert row["rights"] == RIGHTS
        assert "fiction, images dessinées par un programme" in row["credit@fr"]
        assert "fiction, pictures drawn by a program" in row["credit@en"]
        assert row["title@fr"]
        assert row["title@en"]
        if row["lat"]:
            assert 47 < float(row["lat"]) < 48.2
            assert -6 < float(row["lng"]) < -4.5


def test_a_run_cut_short_is_continued_and_gives_the_same_files(archive: Path) -> None:
    before = {path.name: digest(path) for path in (archive / "images").iterdir()}
    kept = sorted(before)[5]
    stamp = (archive / "images" / kept).stat().st_mtime_ns
    for name in sorted(before)[::4]:
        (archive / "images" / name).unlink()
    (archive / "truth.csv").unlink()
    draw_archive(archive, size=SIZE, seed=3, workers=1, progress=QUIET)
    after = {path.name: digest(path) for path in (archive / "images").iterdir()}
    assert after == before
    assert (archive / "images" / kept).stat().st_mtime_ns == stamp
    assert (archive / "truth.csv").is_file()


def test_processes_draw_what_one_process_draws(archive: Path, tmp_path: Path) -> None:
    other = draw_archive(tmp_path / "two", size=SIZE, seed=3, workers=2, progress=QUIET)
    for path in (archive / "images").iterdir():
        assert digest(path) == digest(other / "images" / path.name), path.name
    for name in ("metadata.csv", "truth.csv", "vocabulary.csv"):
        assert digest(archive / name) == digest(other / name)


def test_another_seed_draws_everything_again_and_strangers_are_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / "images").mkdir(parents=True)
    mine = folder / "images" / "my-own.jpg"
    mine.write_bytes(b"not yours")
    first = draw_archive(folder, size=24, seed=0, workers=1, progress=QUIET)
    assert mine.read_bytes() == b"not yours"
    before = digest(first / "images" / "ac-00001.jpg")
    mine.unlink()
    draw_archive(folder, size=24, seed=1, workers=1, progress=QUIET)
    assert digest(folder / "images" / "ac-00001.jpg") != before


def test_duplicates_are_the_same_bytes_and_nothing_else_is(archive: Path) -> None:
    truths = rows(archive / "truth.csv")
    same = {row["file"]: row["reproduction_of"] for row in truths if row["kind"] == "duplicate"}
    assert same
    for copy, original in same.items():
        assert (archive / copy).read_bytes() == (archive / original).read_bytes()
    others = [digest(archive / row["file"]) for row in truths if row["kind"] != "duplicate"]
    assert len(set(others)) == len(others)


def test_pictures_differ_and_are_not_flat(archive: Path) -> None:
    small = []
    for row in rows(archive / "truth.csv"):
        if row["kind"] in ("document", "reproduction", "lookalike"):
            with Image.open(archive / row["file"]) as picture:
                small.append(np.asarray(picture.convert("L").resize((32, 32)), float).ravel())
            assert small[-1].std() > 4, row["file"]
    for k, one in enumerate(small):
        for other in small[k + 1 :]:
            assert np.abs(one - other).mean() > 2


@pytest.mark.parametrize("seed", [0, 1])
def test_the_full_archive_plants_what_it_says(seed: int) -> None:
    documents = plan(2000, seed)
    kinds = [one.kind for one in documents]
    assert [one.number for one in documents] == list(range(2000))
    assert kinds.count("reproduction") == 60
    assert {one.transform for one in documents if one.kind == "reproduction"} == {
        "cropped", "recoloured", "tilted", "newspaper",
    }  # fmt: skip
    assert kinds.count("duplicate") == 6
    assert kinds.count("lookalike") == 12
    assert kinds.count("cover") == 3
    for album in range(3):
        pages = [one for one in documents if one.album == album]
        assert {one.kind for one in pages} == {"cover", "blank", "text", "picture"}
        assert [int(one.record.order) for one in pages] == list(range(1, len(pages) + 1))
        assert {one.record.parent for one in pages[1:]} == {pages[0].record.id}
        assert not pages[0].record.parent
    originals = [one.source for one in documents if one.kind == "reproduction"]
    assert len(set(originals)) == 60
    assert all(documents[k].kind == "document" for k in originals)


def test_some_records_are_incomplete_and_most_dates_can_be_read() -> None:
    records = [one.record for one in plan(2000, 0)]
    for field in ("creator", "description_fr", "technique_fr", "place", "lat", "subject_en"):
        missing = sum(not getattr(row, field) for row in records)
        assert 0.02 < missing / len(records) < 0.45, field
    dated = [row.date for row in records if row.date and not says_undated(row.date)]
    assert len(dated) > 1700
    unread = {date for date in dated if read_years(date) is None}
    assert not unread


def test_vocabulary_names_everything_in_both_languages() -> None:
    names = vocabulary()
    assert len(names) == len({en for en, _ in names}) > 75
    assert {"lighthouse", "engraving", "night"} <= {en for en, _ in names}
    assert all(en and fr for en, fr in names)


def test_an_archive_too_small_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="24 documents or more"):
        draw_archive(tmp_path, size=5, workers=1, progress=QUIET)
