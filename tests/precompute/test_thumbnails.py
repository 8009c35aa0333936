import os
import shutil

import numpy as np
import pytest
from PIL import Image

from explorer.bundle import Bundle, Manifest, files
from precompute.pipeline import fingerprint
from precompute.stages import embed, items, sources, thumbnails
from tests.makers import draw
from tests.pictures import bad_files
from tests.precompute.staging import Interrupted, begin, run
from tests.tiny_models import tiny_clip

STAGES = (sources.STAGE, thumbnails.STAGE, items.STAGE)


def collection(folder, count, *, start=0):
    folder.mkdir(exist_ok=True)
    for number in range(start, start + count):
        draw("vase", seed=number, size=(96, 64)).save(folder / f"{number:03}.png")
    return folder


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def thumbs(build):
    return contents(build.work.path(files.THUMBS))


def test_a_folder_with_good_bad_and_equal_files(tmp_path):
    source = collection(tmp_path / "in", 3)
    shutil.copy(source / "000.png", source / "same.png")
    for name, (data, _) in bad_files().items():
        (source / name).write_bytes(data)
    build = run(begin(tmp_path / "out", source=str(source), max_pixels=4_000_000), *STAGES)
    ledger = {row["file"]: row for row in build.bundle.ledger.to_pylist()}
    for name, (_, reason) in bad_files().items():
        assert ledger[name]["reason"] == reason, name
        assert ledger[name]["sha256"] == ""
    assert [row["reason"] for name, row in ledger.items() if name not in bad_files()] == [""] * 4
    assert ledger["same.png"]["sha256"] == ledger["000.png"]["sha256"]
    assert build.bundle.items["file"].to_pylist() == ["000.png", "001.png", "002.png", "same.png"]
    assert len(thumbs(build)) == 3 * len(files.THUMB_SIZES)  # equal files share theirs
    for sha in build.bundle.items["sha256"].to_pylist():
        with Image.open(build.bundle.thumb(sha, size=1024)) as image:
            assert image.size == (96, 64)
    assert build.facts("thumbnails")["accepted"] == 4


def test_a_collection_without_any_picture_is_one_line(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jpg").write_bytes(b"no picture")
    with pytest.raises(Exception, match="no image could be used"):
        run(begin(tmp_path / "out", source=str(tmp_path / "in")), *STAGES)


def test_a_build_broken_off_gives_the_same_bytes_and_decodes_the_rest_only(tmp_path, monkeypatch):
    monkeypatch.setattr("precompute.checkpoints.EVERY", 0.0)
    source = collection(tmp_path / "in", 22)
    (source / "bad.png").write_bytes(b"no picture")
    asked = {"source": str(source), "batch_size": 4, **tiny_clip().arguments()}
    whole = run(begin(tmp_path / "whole", **asked), *STAGES, embed.STAGE)
    for after in (0, 6, 21):
        out = tmp_path / f"broken{after}"
        with pytest.raises(KeyboardInterrupt):
            run(begin(out, progress=Interrupted(after=after), **asked), *STAGES)
        counting = Interrupted(after=1000)
        again = run(begin(out, progress=counting, **asked), *STAGES, embed.STAGE)
        assert thumbs(again) == thumbs(whole)
        for name in (files.LEDGER, files.ITEMS, files.VECTORS):
            assert again.work.path(name).read_bytes() == whole.work.path(name).read_bytes(), name
        assert 1000 - counting.left <= 23 - after + 4  # at most one chunk is done twice
        assert "  not read: 1 (1 not an image); rejected.csv will list them" in counting.said
        going_on = [line for line in counting.said if "going on, " in line]
        assert bool(going_on) == (after > 4)


def test_derivatives_of_files_that_went_away_do_not_stay(tmp_path, monkeypatch):
    monkeypatch.setattr("precompute.checkpoints.EVERY", 0.0)
    source = collection(tmp_path / "in", 262)
    asked = {"source": str(source)}
    with pytest.raises(KeyboardInterrupt):
        run(begin(tmp_path / "out", progress=Interrupted(after=258), **asked), *STAGES)
    for number in range(257):
        (source / f"{number:03}.png").unlink()
    build = run(begin(tmp_path / "out", **asked), *STAGES)
    assert len(build.bundle) == 5
    assert len(thumbs(build)) == 5 * len(files.THUMB_SIZES)


def test_another_limit_does_not_use_what_an_interrupted_build_found(tmp_path):
    source = collection(tmp_path / "in", 2)
    small = begin(tmp_path / "out", source=str(source), max_pixels=100)
    run(small, sources.STAGE, thumbnails.STAGE)
    assert small.facts("thumbnails")["rejected"] == 2
    build = run(begin(tmp_path / "out", source=str(source)), *STAGES)
    assert build.facts("thumbnails")["accepted"] == 2


def published(build, folder):
    """What the stages of a build made, as a bundle that can be a base."""
    shutil.copytree(build.work.folder, folder)
    manifest = Manifest(
        name="base",
        model={"name": "m", "dim": 8},
        counts={"items": len(build.bundle)},
        stages=tuple(build.records.values()),
    )
    (folder / files.MANIFEST).write_text(manifest.model_dump_json())
    return Bundle(folder)


def test_a_folder_that_grew_decodes_what_is_new(tmp_path):
    source = collection(tmp_path / "in", 5)
    asked = {"source": str(source)}
    base = published(run(begin(tmp_path / "first", **asked), *STAGES), tmp_path / "base")
    collection(source, 2, start=5)
    (source / "002.png").write_bytes((source / "001.png").read_bytes())
    (source / "003.png").unlink()
    counting = Interrupted(after=1000)
    grown = run(begin(tmp_path / "out", base=base, progress=counting, **asked), *STAGES)
    assert 1000 - counting.left == 3  # two new ones, and one that changed
    whole = run(begin(tmp_path / "whole", **asked), *STAGES)
    assert thumbs(grown) == thumbs(whole)
    assert grown.bundle.ledger.equals(whole.bundle.ledger)


def test_derivatives_made_otherwise_are_made_anew(tmp_path):
    source = collection(tmp_path / "in", 3)
    asked = {"source": str(source)}
    first = run(begin(tmp_path / "first", **asked), *STAGES)
    record = first.records["thumbnails"]
    other = record.model_copy(update={"facts": {**record.facts, "derivation": "another"}})
    first.records["thumbnails"] = other
    counting = Interrupted(after=1000)
    base = published(first, tmp_path / "base")
    run(begin(tmp_path / "out", base=base, progress=counting, **asked), *STAGES)
    assert 1000 - counting.left == 3


def test_additions_come_after_what_was_there(tmp_path):
    asked = {"source": str(collection(tmp_path / "in", 4))}
    base = published(run(begin(tmp_path / "first", **asked), *STAGES), tmp_path / "base")
    more = str(collection(tmp_path / "more", 3, start=900))
    build = run(begin(tmp_path / "out", base=base, adding=True, source=more), *STAGES)
    before, after = base.ledger.to_pylist(), build.bundle.ledger.to_pylist()
    assert after[:4] == before
    assert [row["file"] for row in after[4:]] == ["900.png", "901.png", "902.png"]
    assert len(build.bundle) == 7
    for sha in base.items["sha256"].to_pylist():
        old, new = base.thumb(sha, size=256), build.bundle.thumb(sha, size=256)
        assert old.samefile(new)  # linked, not copied


def test_the_fingerprint_follows_the_files_and_the_limit(tmp_path):
    source = collection(tmp_path / "in", 2)
    marks = set()
    for max_pixels in (10_000_000, 20_000_000):
        build = run(
            begin(tmp_path / "out", source=str(source), max_pixels=max_pixels), sources.STAGE
        )
        marks.add(fingerprint(thumbnails.STAGE, build))
    os.utime(source / "000.png", ns=(1, 1))
    build = run(begin(tmp_path / "out", source=str(source), max_pixels=20_000_000), sources.STAGE)
    marks.add(fingerprint(thumbnails.STAGE, build))
    assert len(marks) == 3


def test_ledger_holds_what_was_measured(tmp_path):
    (tmp_path / "in").mkdir()
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.fromarray(np.full((40, 90, 3), (200, 60, 20), np.uint8))
    image.save(tmp_path / "in" / "turned.jpg", exif=exif, quality=95)
    build = run(begin(tmp_path / "out", source=str(tmp_path / "in")), *STAGES)
    (row,) = build.bundle.ledger.to_pylist()
    assert (row["width"], row["height"]) == (40, 90)
    assert row["size"] == (tmp_path / "in" / "turned.jpg").stat().st_size
    assert all(
        abs(int(row["colour"][at : at + 2], 16) - part) < 8
        for at, part in ((1, 200), (3, 60), (5, 20))
    )
