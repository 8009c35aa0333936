"""Adding to a bundle: old images stay where they were, new ones come among their neighbours."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from explorer.bundle import Bundle, verify
from precompute.__main__ import main
from tests.precompute.test_kills import collection, finish, kill, start

FIRST, ALL = 48, 60
LAYOUTS = ("map", "grid", "themes", "timeline", "colour", "axis-kind")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return collection(tmp_path_factory.mktemp("source"), n=ALL, seed=3)


def part(source, tmp_path, name, rows):
    """A table of some rows of the source, with copies of its pictures."""
    table = Path(source[0])
    folder = tmp_path / name
    (folder / "images").mkdir(parents=True)
    header, *lines = table.read_text().splitlines()
    kept = [lines[row] for row in rows]
    for line in kept:
        shutil.copy(table.parent / "images" / line.split(",")[1], folder / "images")
    (folder / "table.csv").write_text("\n".join([header, *kept]) + "\n")
    np.save(folder / "vectors.npy", np.load(source[2])[rows])
    return [str(folder / "table.csv"), "--vectors", str(folder / "vectors.npy"), *source[3:]]


@pytest.fixture(scope="module")
def grown(source, tmp_path_factory):
    """A bundle of the first images, and the same once the rest was added; not to be changed."""
    tmp_path = tmp_path_factory.mktemp("grown")
    out = tmp_path / "bundle"
    first = part(source, tmp_path, "first", range(FIRST))
    layouts = ["--layouts", "map,grid,themes,timeline,colour,axis:kind"]
    assert main(["build", *first, *layouts, "--out", str(out)]) == 0
    before = Bundle(out)
    held = {name: np.array(before.layout(name)) for name in LAYOUTS}
    ids = before.items["id"].to_pylist()
    more = part(source, tmp_path, "more", range(FIRST - 2, ALL))  # two are there already
    assert main(["add", *more, "--to", str(out)]) == 0
    return out, held, ids, more


def test_old_images_keep_rows_and_positions(grown):
    out, held, ids, _ = grown
    after = Bundle(out)
    assert verify(out) == []
    assert len(after) == ALL
    assert after.manifest.counts.added == ALL - FIRST
    assert after.items["id"].to_pylist()[:FIRST] == ids
    for name, positions in held.items():
        np.testing.assert_array_equal(after.layout(name)[:FIRST], positions)


def test_an_addition_keeps_the_layouts_that_there_are(grown):
    out, _, _, _ = grown
    after = Bundle(out)
    assert [layout.name for layout in after.manifest.layouts] == list(LAYOUTS)
    for layout in after.manifest.layouts:
        points = np.asarray(after.layout(layout.name))
        assert len(np.unique(points, axis=0)) == ALL
        assert after.legend(layout.name).exists() == (layout.name not in ("map", "grid"))


def test_new_images_lie_among_their_neighbours(grown):
    out, _, _, _ = grown
    bundle = Bundle(out)
    positions = bundle.layout("map")
    assert ((positions >= 0) & (positions <= 1)).all()
    near = []
    for row in range(FIRST, ALL):
        old = [other for other in bundle.neighbours[row] if 0 <= other < FIRST][:5]
        near.append(np.linalg.norm(positions[old] - positions[row], axis=1).mean())
    rng = np.random.default_rng(0)
    chance = np.linalg.norm(
        positions[rng.integers(0, FIRST, 500)] - positions[rng.integers(0, FIRST, 500)], axis=1
    )
    assert np.mean(near) < 0.6 * chance.mean()


def test_no_two_pictures_share_a_cell_of_the_grid(grown):
    out, _, _, _ = grown
    cells = Bundle(out).layout("grid")
    assert len({tuple(np.round(cell, 5)) for cell in cells.tolist()}) == ALL


def test_themes_and_sheets_hold_everyone(grown):
    out, _, _, _ = grown
    bundle = Bundle(out)
    sizes = {
        theme["id"]: theme["size"] for theme in bundle.themes.to_pylist() if theme["level"] == 0
    }
    top, counts = np.unique(bundle.item_themes[:, 0], return_counts=True)
    assert {int(t): int(c) for t, c in zip(top, counts, strict=True) if t >= 0} == sizes


def test_adding_again_changes_nothing(grown):
    out, _, _, more = grown
    version = Bundle(out).manifest.version
    assert main(["add", *more, "--to", str(out)]) == 0
    assert Bundle(out).manifest.version == version


def test_a_killed_addition_goes_on(source, tmp_path):
    out = tmp_path / "bundle"
    first = part(source, tmp_path, "first", range(FIRST))
    more = part(source, tmp_path, "more", range(FIRST, ALL))
    assert main(["build", *first, "--out", str(out)]) == 0
    before = Bundle(out).manifest.version
    for number, name in enumerate(("thumbnails", "layouts", "sheets")):
        process = start(more, out, command=("add", "--to"))
        any(line.startswith((f"{name}: running", "publish")) for line in process.stderr)
        kill(process)
        assert verify(out) == []
        assert number > 0 or Bundle(out).manifest.version == before
    finish(start(more, out, command=("add", "--to")))
    assert len(Bundle(out)) == ALL
    assert verify(out) == []
