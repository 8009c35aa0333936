"""The stage *reproductions*: what it finds, what it compares, and what it does when stopped."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from explorer.bundle import RESEMBLES, Bundle, files
from precompute.__main__ import OK, main
from precompute.options import BuildOptions
from precompute.plan import plan
from precompute.progress import Progress
from precompute.reproductions import hashing, table, verifying, voting, words
from precompute.stages.crops import STAGE as CROPS
from precompute.stages.embed import STAGE as EMBED
from precompute.stages.index import STAGE as INDEX
from precompute.stages.items import STAGE as ITEMS
from precompute.stages.neighbours import STAGE as NEIGHBOURS
from precompute.stages.reproductions import STAGE as REPRODUCTIONS
from precompute.stages.sources import STAGE as SOURCES
from precompute.stages.thumbnails import STAGE as THUMBNAILS
from tests.explorer.geometry.drawn import cropped, drawn, laid_on
from tests.precompute.staging import begin, run

BEFORE = (SOURCES, THUMBNAILS, ITEMS, EMBED, INDEX, NEIGHBOURS)
MANY = 14


def write(path: Path, pixels: np.ndarray) -> None:
    done, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90])
    assert done
    path.write_bytes(data.tobytes())


def vectors_for(folder: Path) -> Path:
    """Vectors of no meaning: whatever is found is found by what the pictures show."""
    count = sum(path.is_file() for path in folder.rglob("*"))
    path = folder.with_name(f"{folder.name}-vectors.npy")
    np.save(path, np.random.default_rng(1).normal(size=(count, 16)).astype(np.float32))
    return path


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fourteen pictures; of the first one a part, of the second one a view on a table."""
    folder = tmp_path_factory.mktemp("coming-back") / "pictures"
    folder.mkdir()
    for number in range(MANY):
        write(folder / f"p{number:02}.jpg", drawn(number))
    write(folder / "part.jpg", cropped(drawn(0), 0.1, 0.2, 0.8, 0.85))
    write(folder / "table.jpg", laid_on(drawn(1), angle=6, scale=0.8, size=(640, 520)))
    return folder


def made(source: Path, out: Path, *, progress: Progress | None = None):
    """A build whose stages before this one have run."""
    given = {"source": str(source), "vectors": vectors_for(source)}
    return run(begin(out, progress=progress, **given), *BEFORE)


def found(build) -> set[tuple[str, str, str, str]]:
    """Original, appearance, kind and method of what is more than alike."""
    matches, names = build.bundle.matches, build.bundle.items["file"].to_pylist()
    columns = ("original", "appearance", "kind", "method")
    rows = zip(*(matches[name].to_pylist() for name in columns), strict=True)
    return {(names[a], names[b], kind, how) for a, b, kind, how in rows if kind != RESEMBLES}


EXPECTED = {
    ("p00.jpg", "part.jpg", "crop", "features"),
    ("p01.jpg", "table.jpg", "page", "features"),
}


class Counting(Progress):
    """Progress that counts what its bars are told, by label, and may break off in one of them."""

    def __init__(self, *, stop: str = "", after: int = 0) -> None:
        super().__init__(quiet=True)
        self.done: dict[str, float] = {}
        self.stop, self.after = stop, after

    def bar(self, total: int, label: str, *, unit: str = "img"):
        """A bar that counts."""
        return _Bar(self, label)


class _Bar:
    def __init__(self, counting: Counting, label: str) -> None:
        self.counting, self.label = counting, label

    def update(self, n: float = 1) -> None:
        """Count; raise ``KeyboardInterrupt`` where it was asked for."""
        of = self.counting
        of.done[self.label] = of.done.get(self.label, 0) + n
        if self.label == of.stop and of.done[self.label] >= of.after:
            raise KeyboardInterrupt

    def close(self) -> None:
        """Nothing is shown."""


def test_what_comes_back_is_found_without_a_model(pictures, tmp_path):
    build = run(made(pictures, tmp_path / "bundle"), REPRODUCTIONS)
    assert found(build) == EXPECTED
    assert build.facts("reproductions")["families"] == 2


def test_stopped_in_the_middle_it_goes_on_and_finds_the_same(pictures, tmp_path, monkeypatch):
    monkeypatch.setattr(verifying, "SHARD", 8)
    calm = run(made(pictures, tmp_path / "calm"), REPRODUCTIONS)
    total = calm.facts("reproductions")["pairs"]
    out = tmp_path / "bundle"
    with pytest.raises(KeyboardInterrupt):
        run(made(pictures, out, progress=Counting(stop="pairs", after=9)), REPRODUCTIONS)
    again = Counting()
    build = made(pictures, out, progress=again)
    again.done.clear()
    run(build, REPRODUCTIONS)
    assert "features" not in again.done  # nor are features found twice
    assert again.done["pairs"] == total
    read = {path.name for path in out.with_name("bundle.work").rglob("pairs-*.parquet")}
    assert len(read) == -(-total // 8)
    assert build.bundle.matches.equals(calm.bundle.matches)
    assert (build.work.path(files.MATCHES)).read_bytes() == (
        calm.work.path(files.MATCHES)
    ).read_bytes()


def test_an_addition_compares_what_is_new_and_keeps_what_was_found(pictures, tmp_path):
    first = tmp_path / "first"
    first.mkdir()
    for path in pictures.iterdir():
        if path.name != "table.jpg":
            (first / path.name).write_bytes(path.read_bytes())
    out = tmp_path / "bundle"
    given = ["--vectors", str(vectors_for(first)), "--layouts", "map", "--workers", "1"]
    assert main(["build", str(first), *given, "--quiet", "--out", str(out)]) == OK
    base = Bundle(out)
    before = base.manifest.stage("reproductions").facts
    assert before["pairs"] > len(base)
    more = tmp_path / "more"
    more.mkdir()
    (more / "table.jpg").write_bytes((pictures / "table.jpg").read_bytes())
    progress = Counting()
    options = {"source": str(more), "vectors": vectors_for(more)}
    build = run(begin(out, base=base, adding=True, progress=progress, **options), *BEFORE)
    run(build, REPRODUCTIONS)
    assert len(build.bundle) == len(base) + 1
    assert 0 < progress.done["pairs"] <= len(base)  # no more than there are pairs with the new one
    assert build.facts("reproductions")["pairs"] == progress.done["pairs"]
    assert progress.done["hashes"] == 1
    assert found(build) == EXPECTED


def test_a_thumbnail_that_is_broken_or_gone_is_left_out(pictures, tmp_path):
    build = made(pictures, tmp_path / "bundle")
    row_of = {name: row for row, name in enumerate(build.bundle.items["file"].to_pylist())}
    shas = build.bundle.items["sha256"].to_pylist()
    for name, data in (("p00.jpg", b""), ("p05.jpg", b"RIFF no picture"), ("part.jpg", None)):
        for size in (256, 1024):
            path = build.work.path(files.thumb_path(shas[row_of[name]], size=size))
            path.unlink()
            if data is not None:
                path.write_bytes(data)
    run(build, REPRODUCTIONS)
    assert found(build) == {one for one in EXPECTED if "part.jpg" not in one}


def test_the_same_bytes_and_the_same_pixels_are_duplicates(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(3):
        write(folder / f"p{number}.jpg", drawn(number))
    data = (folder / "p0.jpg").read_bytes()
    (folder / "same-bytes.jpg").write_bytes(data)
    (folder / "same-pixels.jpg").write_bytes(data + b"\0")  # what follows a picture is not of it
    build = run(made(folder, tmp_path / "bundle"), REPRODUCTIONS)
    assert found(build) == {
        ("p0.jpg", "same-bytes.jpg", "duplicate", "bytes"),
        ("p0.jpg", "same-pixels.jpg", "duplicate", "hash"),
    }
    assert build.bundle.matches["score"].to_pylist() == [1.0, 1.0]
    assert len(set(build.bundle.matches["family"].to_pylist())) == 1


def test_where_nothing_can_be_compared_the_table_is_empty(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    write(folder / "black.jpg", np.zeros((300, 400, 3), np.uint8))
    build = run(made(folder, tmp_path / "bundle"), REPRODUCTIONS)
    assert build.facts("reproductions")["pairs"] == 0
    assert build.bundle.matches.num_rows == 0
    assert build.bundle.hashes.shape == (1, hashing.POSITIONS)


def test_of_nothing_there_is_nothing(tmp_path):
    assert hashing.near(np.zeros((0, 8), np.uint64), np.zeros(0, bool)).shape == (0, 2)
    made_words = words.learnt(np.zeros((0, 128), np.uint8), half_words=32, seed=0)
    assert len(words.filed(made_words, iter(())).pictures) == 0
    assert verifying.read([]).num_rows == 0
    assert table.table_of([], [], [], {}).num_rows == 0
    voting.file_all(tmp_path, 0, seed=0)


def test_a_build_may_leave_them_out_and_looks_at_parts_only_when_told(pictures, tmp_path):
    source = str(pictures)
    for way, wanted, parts in (("none", False, False), ("", True, False), ("crops", True, True)):
        build = begin(tmp_path / f"bundle-{way}", source=source, model="demo", reproductions=way)
        assert REPRODUCTIONS.wanted(build) == wanted
        assert CROPS.wanted(build) == parts


def test_a_plan_says_what_they_cost(pictures, tmp_path):
    def told(way: str):
        return plan(
            BuildOptions(
                source=str(pictures), out=tmp_path, model="small", device="cpu", reproductions=way
            )
        )

    assert told("").seconds["reproductions"] > 0
    assert "reproductions" in told("").to_text()
    assert not told("").seconds["embedding of parts"]
    assert told("crops").seconds["embedding of parts"] > 4 * told("crops").seconds["embedding"]
    assert "reproductions" not in told("none").seconds
    assert "reproductions" not in told("none").to_text()
