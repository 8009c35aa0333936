"""From a source to items: the stages ``sources``, ``thumbnails`` and ``items``, and no others."""

import csv
import shutil
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.bundle import ITEM_SCHEMA, REASONS, Bundle, StageRecord, WorkFolder, verify
from precompute.__main__ import INPUT, OK, main
from precompute.errors import InputError, NothingNewError
from precompute.options import BuildOptions
from precompute.pipeline import Build
from precompute.progress import Progress
from precompute.stages import items, sources, thumbnails
from tests.hostile import MARKUP, drawing, hostile_folder, hostile_table

STAGES = (sources.STAGE, thumbnails.STAGE, items.STAGE)


def read(source, out, *, base=None, stages=STAGES):
    """Run stages; the build, as the next stage would find it."""
    vectors = out.parent / f"{out.name}.npy"
    options = BuildOptions(
        source=str(source), out=out, vectors=vectors, workers=1, max_pixels=10**8
    )
    build = Build(options, WorkFolder(out), Progress(quiet=True), base, base is not None)
    build.work.open()
    for stage in stages:
        made = stage.run(build)
        build.records[stage.name] = StageRecord(
            name=stage.name, fingerprint="", files=made.files, facts=made.facts
        )
        if stage is sources.STAGE:
            np.save(vectors, np.ones((made.facts["table_rows"], 8), np.float16))
    return build


def rows_of(build):
    return build.bundle.items.to_pylist()


def put(root, *names):
    for seed, name in enumerate(names):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        drawing(seed=seed).save(path, "JPEG")


def write(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    fates = hostile_folder(root / "source")
    return read(root / "source", root / "out"), fates


def test_a_hostile_folder_gives_the_pictures_that_are_pictures(hostile):
    build, fates = hostile
    found = {row["file"]: row for row in rows_of(build)}
    assert sorted(found) == sorted(name for name, fate in fates.items() if fate.accepted)
    for name, row in found.items():
        assert fates[name].size in (None, (row["width"], row["height"])), name
    assert found["copies/same bytes.jpg"]["sha256"] == found["good.jpg"]["sha256"]
    assert build.bundle.items.schema == ITEM_SCHEMA


def test_a_hostile_folder_is_reported_file_by_file(hostile):
    build, fates = hostile
    rejected = build.bundle.rejected
    reasons = {rejection.file: rejection.reason for rejection in rejected}
    assert len(reasons) == len(rejected) == build.facts("items")["rejected"]
    assert sorted(reasons) == sorted(name for name, fate in fates.items() if not fate.accepted)
    for name, reason in reasons.items():
        assert reason in fates[name].reasons, name
    assert set(reasons.values()) <= set(REASONS)
    files = [rejection.file for rejection in rejected]
    assert files == sorted(files)


def test_a_hostile_table_is_read_row_by_row(tmp_path):
    path, fates = hostile_table(tmp_path / "source")
    build = read(path, tmp_path / "out")
    found = {row["id"]: row for row in rows_of(build)}
    assert sorted(found) == sorted(name for name, fate in fates.items() if fate.accepted)
    rejected = build.bundle.rejected
    for rejection in rejected:
        if rejection.reason not in ("duplicate_id", "no_row"):
            assert rejection.reason in fates[rejection.id].reasons, rejection
    assert [r.id for r in rejected if r.reason == "duplicate_id"] == ["file-0"]
    assert [r.file for r in rejected if r.reason == "no_row"] == ["two\\nlines.jpg"]
    assert found[MARKUP]["title"] == f"{MARKUP}<script>alert(2)</script>"
    assert found["controls"]["title"] == "bell escape[31m turnedback nul"
    assert len(found["long"]["title"]) <= 1000
    assert found["file-0"]["lat"] is None
    facts = build.facts("sources")
    assert facts["files_without_row"] == 1
    assert facts["dates_unread"] == build.facts("items")["dates_unread"] == 2


def test_rejections_come_in_the_order_of_the_source_whoever_refused_them(tmp_path):
    put(tmp_path, "a.jpg", "c.jpg", "left.jpg")
    (tmp_path / "b.jpg").write_bytes(b"")
    (tmp_path / "d.jpg").write_bytes(b"words")
    names = ["gone1.jpg", "b.jpg", "a.jpg", "../out.jpg", "d.jpg", "c.jpg", "gone2.jpg"]
    path = write(tmp_path / "t.csv", ["filename"], *[[name] for name in names])
    build = read(path, tmp_path / "out" / "b")
    assert [(r.file, r.reason) for r in build.bundle.rejected] == [
        ("gone1.jpg", "missing"),
        ("b.jpg", "empty"),
        ("../out.jpg", "outside_source"),
        ("d.jpg", "not_an_image"),
        ("gone2.jpg", "missing"),
        ("left.jpg", "no_row"),
    ]
    assert [row["file"] for row in rows_of(build)] == ["a.jpg", "c.jpg"]
    facts = build.facts("sources")
    assert (facts["rows_without_file"], facts["files_without_row"]) == (3, 1)
    assert facts["table_rows"] == len(names)


def test_records_say_where_in_the_table_they_stood(tmp_path):
    put(tmp_path, "a.jpg", "b.jpg")
    path = write(
        tmp_path / "t.csv", ["id", "file"], ["1", "no.jpg"], ["2", "a.jpg"], ["3", "b.jpg"]
    )
    build = read(path, tmp_path / "out" / "b")
    records = pq.read_table(build.work.scratch("sources") / "records.parquet")
    assert records["table_row"].to_pylist() == [1, 2]


def test_ids_are_stable_and_unique_where_the_table_gives_none(tmp_path):
    put(tmp_path, "a.jpg", "images/b.jpg")
    long = "images/" + "n" * 200 + "/" + "m" * 200 + "/" + "o" * 200 + ".jpg"
    put(tmp_path, long)
    rows = [["", "a.jpg"], ["", "a.jpg"], ["a.jpg", "b.jpg"], ["", long], ["", "b.jpg"]]
    path = write(tmp_path / "t.csv", ["id", "filename"], *rows)
    found = [row["id"] for row in rows_of(read(path, tmp_path / "out" / "b"))]
    assert found[:2] == ["a.jpg", "a.jpg#2"]
    assert found[3] == "images/b.jpg"
    assert len(found) == len(set(found)) == 4  # "a.jpg" was taken when the third row asked for it
    assert len(found[2]) <= 500
    again = write(tmp_path / "t2.csv", ["id", "filename"], rows[4], rows[3], rows[0])
    assert [r["id"] for r in rows_of(read(again, tmp_path / "out" / "c"))] == [
        found[3],
        found[2],
        found[0],
    ]


def test_nothing_to_build_ends_in_one_line_that_counts_and_says_where(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"")
    (tmp_path / "b.jpg").write_bytes(b"words")
    with pytest.raises(InputError, match=r"2 were left out \(1 empty, 1 not an image\)") as caught:
        read(tmp_path, tmp_path / "out" / "b")
    listed = Path(str(caught.value).rpartition(" ")[2])
    assert len(listed.read_text().splitlines()) == 3
    (tmp_path / "lost").mkdir()
    path = write(tmp_path / "lost" / "t.csv", ["filename"], ["gone.jpg"], ["gone too.jpg"])
    with pytest.raises(InputError, match=r"2 were left out \(2 missing\).*rejected.csv") as caught:
        read(path, tmp_path / "out" / "c")
    assert Path(str(caught.value).rpartition(" ")[2]).exists()
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no images"):
        read(tmp_path / "empty", tmp_path / "out" / "d")


def test_keys_change_with_what_they_stand_for_and_with_nothing_else(tmp_path):
    put(tmp_path, "a.jpg", "b.jpg")
    header, first, second = ["id", "filename", "title"], ["1", "a.jpg", "A"], ["2", "b.jpg", "B"]

    def keys(*rows):
        path = write(tmp_path / "t.csv", header, *rows)
        facts = read(path, tmp_path / "out" / "b", stages=STAGES[:1]).facts("sources")
        return facts["files_key"], facts["records_key"]

    before = keys(first, second)
    assert keys(first, second) == before
    files, records = keys(first, ["2", "b.jpg", "Other"])
    assert files == before[0] and records != before[1]
    files, records = keys(second, first)
    assert files != before[0] and records != before[1]
    (tmp_path / "b.jpg").write_bytes((tmp_path / "a.jpg").read_bytes())
    assert keys(first, second)[0] != before[0]


def test_unknown_columns_and_translations_reach_the_items(tmp_path):
    put(tmp_path, "a.jpg")
    header = ["filename", "title_fr", "title_en", "department", "width", "language"]
    path = write(tmp_path / "t.csv", header, ["a.jpg", "Cheval", "Horse", "Prints", "30 cm", "fr"])
    build = read(path, tmp_path / "out" / "b")
    (row,) = rows_of(build)
    assert (row["title"], row["title@fr"], row["title@en"]) == ("Cheval", "Cheval", "Horse")
    assert (row["department"], row["width (2)"], row["width"]) == ("Prints", "30 cm", 96)
    assert build.facts("items")["languages"] == ["en", "fr"]


TEXT = st.text(max_size=30)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(
            st.one_of(st.sampled_from(["", "1", "2"]), TEXT),
            st.one_of(st.sampled_from(["a.jpg", "sub/b.jpg", "b.jpg", "../a.jpg", ""]), TEXT),
            TEXT,
        ),
        max_size=8,
    )
)
def test_every_row_of_any_table_is_a_record_or_a_rejection(tmp_path, rows):
    root = tmp_path / "any"
    put(root, "a.jpg", "sub/b.jpg")
    path = root / "t.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as handle:
        csv.writer(handle).writerows([["id", "filename", "title"], *rows, ["last", "a.jpg", ""]])
    out = tmp_path / "out"
    shutil.rmtree(tmp_path / "out.work", ignore_errors=True)
    scratch = read(path, out, stages=STAGES[:1]).work.scratch("sources")
    found = pq.read_table(scratch / "records.parquet").to_pylist()
    with (scratch / "rejected.csv").open(encoding="utf-8", newline="") as handle:
        about_rows = [row for row in csv.DictReader(handle) if row["reason"] != "no_row"]
    written = [row for row in [*rows, ("last", "a.jpg", "")] if any(row)]
    assert len(found) + len(about_rows) == len(written)
    assert len({row["id"] for row in found}) == len(found)
    assert {row["file"] for row in found} <= {"a.jpg", "sub/b.jpg"}


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A bundle of four pictures and a broken one, built whole, with the source it came from."""
    root = tmp_path_factory.mktemp("grown")
    source = root / "source"
    put(source, "images/a.jpg", "images/b.jpg", "images/c.jpg", "images/d.jpg")
    (source / "images" / "broken.jpg").write_bytes(b"words")
    names = ["a", "b", "broken", "c", "d"]
    rows = [[name, f"{name}.jpg", name, "1850" if name < "c" else "jadis", "x"] for name in names]
    path = write(source / "t.csv", ["id", "filename", "title", "date", "old"], *rows)
    np.save(root / "v.npy", np.random.default_rng(0).normal(size=(5, 8)).astype("f4"))
    arguments = ["--vectors", str(root / "v.npy"), "--workers", "1", "--quiet"]
    assert main(["build", str(path), "--out", str(root / "bundle"), *arguments]) == OK
    assert verify(root / "bundle") == []
    return root


def test_adding_takes_what_is_new_and_leaves_what_is_known(grown, tmp_path):
    base = Bundle(grown / "bundle")
    source = tmp_path / "more"
    put(source, "e.jpg", "other.jpg", "f.jpg")
    shutil.copy(grown / "source" / "images" / "b.jpg", source / "moved b.jpg")
    drawing(seed=50).resize((500, 500)).save(source / "c.jpg", "JPEG")
    rows = [["b", "moved b.jpg"], ["e", "e.jpg"], ["c", "c.jpg"], ["e", "f.jpg"], ["g", "no.jpg"]]
    path = write(source / "t.csv", ["id", "filename", "new"], *[[*row, "y"] for row in rows])
    build = read(path, tmp_path / "added", base=base)
    found = rows_of(build)
    assert [row["id"] for row in found] == ["a", "b", "c", "d", "e"]
    assert [(row["old"], row["new"]) for row in found] == [("x", None)] * 4 + [(None, "y")]
    assert [(r.id, r.reason) for r in build.bundle.rejected] == [
        ("c", "duplicate_id"),
        ("e", "duplicate_id"),
        ("g", "missing"),
        ("", "no_row"),
        ("broken", "not_an_image"),
    ]
    facts = build.facts("items")
    assert (facts["items"], facts["added"], facts["dates_unread"]) == (5, 1, 2)


def test_adding_what_is_there_already_changes_nothing(grown, tmp_path):
    only = write(grown / "source" / "known.csv", ["id", "filename"], ["a", "a.jpg"], ["d", "d.jpg"])
    with pytest.raises(NothingNewError, match="nothing to add"):
        read(only, tmp_path / "added", base=Bundle(grown / "bundle"))
    before = (grown / "bundle" / "collection.json").read_bytes()
    assert main(["add", str(only), "--to", str(grown / "bundle"), "--quiet"]) == OK
    assert (grown / "bundle" / "collection.json").read_bytes() == before
    assert not (grown / "bundle.work").exists()


def test_the_command_line_says_in_one_line_what_is_wrong_with_a_source(tmp_path, capsys):
    (tmp_path / "photo.jpg").write_bytes(b"")
    for source in (tmp_path / "photo.jpg", tmp_path / "nowhere", "https://example.org/manifest"):
        code = main(["build", str(source), "--out", str(tmp_path / "out"), "--quiet"])
        said = capsys.readouterr().err
        assert code == INPUT
        assert said.startswith("error: ") and said.count("\n") == 1
