"""The stage that keeps full pictures: what it makes, takes over, goes on with and leaves out."""

import shutil

import numpy as np
import pytest
from PIL import Image

from explorer.bundle import Bundle, TilePack, files, halved
from precompute import tiling
from precompute.__main__ import INPUT, OK, main
from precompute.errors import InputError
from precompute.options import BuildOptions
from precompute.plan import plan
from precompute.progress import Progress
from precompute.stages import full, items, sources, thumbnails
from tests.makers import LARGE, build, draw, large_source
from tests.precompute.staging import begin, run
from tests.precompute.test_thumbnails import contents, published

STAGES = (sources.STAGE, thumbnails.STAGE, items.STAGE, full.STAGE)


def collection(folder, count, *, start=0, size=(1300, 200)):
    folder.mkdir(exist_ok=True)
    for number in range(start, start + count):
        shape = size if number % 2 == 0 else (90, 60)
        draw("vase", seed=number, size=shape).save(folder / f"{number:03}.png")
    return folder


def packs(build):
    return contents(build.work.path(files.FULL))


def rows(build):
    return np.load(build.work.path(files.FULL_ROWS)).tolist()


class Counting(Progress):
    """Counts the pictures that are cut; stops the build after some."""

    def __init__(self, *, after=10_000):
        super().__init__(quiet=True)
        self.cut, self.after, self.said = 0, after, []

    def say(self, line):
        self.said.append(line)

    def bar(self, total, label, *, unit="img"):
        quiet = Progress(quiet=True).bar(total, label, unit=unit)
        return self if label == "full pictures" else quiet

    def update(self, n=1):
        self.cut += n
        if self.cut > self.after:
            raise KeyboardInterrupt

    def close(self):
        """Nothing is shown."""


def test_large_pictures_have_a_pack_and_the_others_none(tmp_path):
    source = collection(tmp_path / "in", 4)
    shutil.copy(source / "000.png", source / "same.png")
    made = run(begin(tmp_path / "out", source=str(source)), *STAGES)
    assert made.bundle.items["file"].to_pylist()[-1] == "same.png"
    assert rows(made) == [1, 0, 1, 0, 1]
    assert len(packs(made)) == 2  # equal files share theirs
    shas = made.bundle.items["sha256"].to_pylist()
    assert made.bundle.full_tiles(shas[0]).shape.size(0) == (1300, 200)
    assert made.bundle.full_tiles(shas[1]) is None
    facts = made.facts("full")
    assert (facts["pictures"], facts["without"]) == (2, 0)
    assert facts["bytes"] == sum(map(len, packs(made).values()))


def test_a_build_broken_off_goes_on_with_the_rest(tmp_path):
    source = collection(tmp_path / "in", 10)
    asked = {"source": str(source)}
    whole = run(begin(tmp_path / "whole", **asked), *STAGES)
    with pytest.raises(KeyboardInterrupt):
        run(begin(tmp_path / "out", progress=Counting(after=2), **asked), *STAGES)
    left = tmp_path / "out.work" / "bundle" / "full"
    done = [path for path in left.rglob("*.tiles") if not path.name.startswith(".")]
    done[0].write_bytes(done[0].read_bytes()[:-9])  # the machine went down while it was written
    (done[0].parent / ".half.tmp.tiles").write_bytes(b"CIMT")
    counting = Counting()
    again = run(begin(tmp_path / "out", progress=counting, **asked), *STAGES)
    assert counting.cut < 5
    assert packs(again) == packs(whole)
    assert rows(again) == rows(whole)


def test_packs_are_taken_from_the_bundle_that_is_replaced(tmp_path, monkeypatch):
    source = collection(tmp_path / "in", 6)
    asked = {"source": str(source)}
    base = published(run(begin(tmp_path / "first", **asked), *STAGES), tmp_path / "base")
    (source / "000.png").unlink()
    draw("coin", seed=77, size=(1400, 300)).save(source / "900.png")
    counting = Counting()
    made = run(begin(tmp_path / "out", base=base, progress=counting, **asked), *STAGES)
    assert counting.cut == 1
    assert len(packs(made)) == 3
    one = next(made.work.path(files.FULL).rglob("*.tiles"))
    assert one.stat().st_nlink <= 2
    # Packs that were cut otherwise are cut anew.
    monkeypatch.setattr(full, "TILING", "another way")
    counting = Counting()
    run(begin(tmp_path / "other", base=base, progress=counting, **asked), *STAGES)
    assert counting.cut == 3


def test_additions_bring_their_own_and_leave_the_others(tmp_path):
    asked = {"source": str(collection(tmp_path / "in", 4))}
    base = published(run(begin(tmp_path / "first", **asked), *STAGES), tmp_path / "base")
    shutil.rmtree(tmp_path / "in")  # what was there before need not be at hand
    more = str(collection(tmp_path / "more", 3, start=900))
    counting = Counting()
    made = run(
        begin(tmp_path / "out", base=base, adding=True, progress=counting, source=more), *STAGES
    )
    assert counting.cut == 2
    assert rows(made) == [1, 0, 1, 0, 1, 0, 1]
    assert full.STAGE.wanted(made)  # without being asked, since the bundle has them
    bare = base.folder / files.MANIFEST
    bare.write_text(bare.read_text().replace('"name":"full"', '"name":"other"'))
    again = begin(tmp_path / "bare", base=Bundle(base.folder), adding=True, source=more)
    assert not full.STAGE.wanted(again)


def test_a_picture_that_went_away_is_left_without(tmp_path):
    source = collection(tmp_path / "in", 4)
    counting = Counting()
    made = begin(tmp_path / "out", source=str(source), progress=counting)
    run(made, *STAGES[:-1])
    (source / "000.png").unlink()
    (source / "002.png").write_bytes((source / "002.png").read_bytes()[:300])
    run(made, full.STAGE)
    assert rows(made) == [0, 0, 0, 0]
    assert packs(made) == {}
    assert made.facts("full")["without"] == 2
    assert any(
        "2 large pictures could not be read again (000.png" in line for line in counting.said
    )


def test_a_changed_file_does_not_stand_for_the_one_that_was_read(tmp_path):
    source = collection(tmp_path / "in", 2)
    made = run(begin(tmp_path / "out", source=str(source)), *STAGES[:-1])
    draw("coin", seed=5, size=(1300, 200)).save(source / "000.png")
    run(made, full.STAGE)
    assert rows(made) == [0, 0]


def test_no_room_for_tiles_is_one_line(tmp_path):
    source = collection(tmp_path / "in", 1)
    made = run(begin(tmp_path / "out", source=str(source)), *STAGES[:-1])
    sha = made.bundle.items["sha256"].to_pylist()[0]
    (made.work.scratch("full") / "key").write_text(tiling.TILING)  # a build was broken off here
    blocked = made.work.path(files.full_path(sha))
    (blocked / "a").mkdir(parents=True)  # a folder with something in it cannot be replaced
    with pytest.raises(InputError, match="make room and run the same command again") as refused:
        run(made, full.STAGE)
    assert "\n" not in str(refused.value)


def test_a_huge_picture_says_how_it_is_kept(tmp_path, monkeypatch):
    source = collection(tmp_path / "in", 1)
    monkeypatch.setattr(tiling, "MOST", 100_000)
    made = run(begin(tmp_path / "out", source=str(source), workers=1), *STAGES[:-1])
    sha = made.bundle.items["sha256"].to_pylist()[0]
    (made.work.scratch("full") / "key").write_text(tiling.TILING)  # a build was broken off here
    tiling.cut(source / "000.png", tiling.Whole(max_pixels=10**8), made.work.folder)
    run(made, full.STAGE)
    assert rows(made) == [2]
    shape = TilePack(made.work.path(files.full_path(sha))).shape
    assert shape.size(0) == (halved(1300, 1), halved(200, 1))


def test_from_the_table_to_the_bundle_and_back_without(tmp_path, capsys):
    source = large_source(tmp_path / "source")
    out = tmp_path / "large"
    build(source, out, full="tiles", layouts=("map",))
    assert main(["verify", str(out)]) == OK
    assert main(["info", str(out)]) == OK
    large = [row for row, size in LARGE.items() if max(size) > 1024]
    assert f"full      {len(large)} pictures as tiles" in capsys.readouterr().out
    assert np.flatnonzero(Bundle(out).full_rows).tolist() == large
    pack = next((out / "full").rglob("*.tiles"))
    data = bytearray(pack.read_bytes())
    data[-1] ^= 1
    pack.write_bytes(data)
    assert main(["verify", str(out)]) != OK
    build(source, out, layouts=("map",))
    assert Bundle(out).full_rows is None
    assert not (out / "full").exists()


def test_a_plan_says_what_they_would_take(tmp_path):
    source = collection(tmp_path / "in", 6, size=(2000, 1500))
    asked = {"source": str(source), "out": tmp_path, "model": "small", "device": "cpu"}
    without, with_tiles = plan(BuildOptions(**asked)), plan(BuildOptions(full="tiles", **asked))
    assert "full pictures" not in without.seconds and without.disk["full pictures"] == 0
    assert "--full tiles" in without.to_text()
    made = run(begin(tmp_path / "out", source=str(source)), *STAGES)
    assert with_tiles.disk["full pictures"] == pytest.approx(made.facts("full")["bytes"], rel=0.1)
    assert with_tiles.seconds["full pictures"] > 0
    assert "full pictures" in with_tiles.to_text()
    assert main(["plan", str(source), "--model", "small", "--full", "tiles"]) == OK
    with pytest.raises(SystemExit) as refused:
        main(["plan", str(source), "--full", "everything"])
    assert refused.value.code == INPUT


def test_pixels_are_what_they_were(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    draw("clock", seed=3, size=(1200, 900)).save(source / "a.png")
    made = run(begin(tmp_path / "out", source=str(source)), *STAGES)
    sha = made.bundle.items["sha256"].to_pylist()[0]
    (tmp_path / "tile.webp").write_bytes(made.bundle.full_tiles(sha).tile(0, 1, 1))
    with Image.open(tmp_path / "tile.webp") as tile, Image.open(source / "a.png") as whole:
        part = np.asarray(whole.crop((512, 512, 1024, 900)), np.int16)
        assert np.abs(np.asarray(tile, np.int16) - part).mean() < 3
