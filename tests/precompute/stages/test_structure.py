"""From vectors to sheets, by the real pipeline, on the small collection and on smaller ones."""

import numpy as np
import pytest
from PIL import Image

from explorer.bundle import Bundle, SheetIndex, verify
from precompute.naming import same_names
from precompute.options import BuildOptions
from precompute.pipeline import build_bundle
from precompute.progress import Progress
from precompute.stages import STAGES
from tests.makers import KINDS, build, small_source


@pytest.fixture(scope="module")
def bundle(small_bundle):
    return Bundle(small_bundle)


def sheets(bundle, layout):
    """Every sheet of a layout: its address and its index."""
    root = bundle.folder / "sheets" / layout
    for path in sorted(root.rglob("*.bin")):
        z, x, y = (int(part) for part in path.relative_to(root).with_suffix("").parts)
        yield (z, x, y), SheetIndex.from_bytes(path.read_bytes())


def test_neighbours_are_the_nearest_others(bundle):
    vectors = np.asarray(bundle.vectors, np.float32)
    scores = vectors @ vectors.T
    np.fill_diagonal(scores, -np.inf)
    best = -np.sort(-scores, axis=1)[:, : bundle.neighbours.shape[1]]
    np.testing.assert_allclose(np.asarray(bundle.neighbour_scores, float), best, atol=2e-3)
    facts = bundle.manifest.stage("neighbours").facts
    assert facts == {"k": 32, "recall": 1.0}


def test_the_index_says_how_good_it_is(bundle):
    index = bundle.manifest.index
    assert index["recall_at_100"] > 0.99
    assert index["bytes_per_vector"] == 2 * bundle.manifest.model.dim


def test_the_vocabulary_knows_how_near_the_collection_its_words_are(bundle):
    words = bundle.vocabulary
    cosines = np.asarray(bundle.vectors, np.float32) @ words.vectors.astype(np.float32).T
    np.testing.assert_allclose(words.mean, cosines.mean(axis=0), atol=2e-3)
    np.testing.assert_allclose(words.deviation, cosines.std(axis=0), atol=2e-3)


def test_layouts_lie_in_the_square_and_say_their_quality(bundle):
    layouts = {layout.name: layout for layout in bundle.manifest.layouts}
    assert set(layouts) == {"map", "grid", "themes", "timeline", "colour"}
    for name, layout in layouts.items():
        points = bundle.layout(name)
        assert (points >= 0).all()
        assert (points <= 1).all()
        assert len(np.unique(points, axis=0)) == len(bundle)
        assert layout.kind == name
        if name in ("map", "grid"):
            assert layout.trustworthiness > 0.7
            assert layout.neighbourhood_preservation > 0.3
        if layout.cell:
            cells = np.asarray(points, float) / layout.cell - 0.5
            np.testing.assert_allclose(cells, np.round(cells), atol=1e-4)


def test_themes_are_what_the_pictures_show(bundle, small_kinds_by_row):
    """Each of the six kinds names the theme that most of its pictures are in."""
    themes = bundle.themes.to_pylist()
    tops = [theme for theme in themes if theme["level"] == 0]
    of = np.asarray(bundle.item_themes)[:, 0]
    for theme in tops:
        shown = [small_kinds_by_row[row] for row in np.flatnonzero(of == theme["id"])]
        most = max(set(shown), key=shown.count)
        assert shown.count(most) > 0.8 * len(shown)
    labels = [dict(theme["label"]) for theme in tops]
    assert len({label["en"] for label in labels} & set(KINDS)) >= 4
    for label in labels:
        if label["en"] in KINDS:
            assert label["fr"] == KINDS[label["en"]][0]


def test_the_table_of_themes_agrees_with_the_images(bundle):
    themes, of = bundle.themes.to_pylist(), np.asarray(bundle.item_themes)
    alike = same_names(bundle.vocabulary.names)
    word = {name: alike[at] for at, name in enumerate(bundle.vocabulary.names["en"])}
    for at, theme in enumerate(themes):
        members = np.flatnonzero(of[:, theme["level"]] == theme["id"])
        assert theme["id"] == at
        assert theme["size"] == len(members) > 0
        assert set(theme["medoids"]) <= set(members)
        assert 0 < len(theme["medoids"]) <= 12
        assert 0 < theme["coherence"] <= 1
        middle = np.median(bundle.layout("map")[members], axis=0)
        np.testing.assert_allclose([theme["x"], theme["y"]], middle, atol=1e-5)
        if theme["parent"] >= 0:
            parent = themes[theme["parent"]]
            assert parent["level"] == theme["level"] - 1
            assert word[dict(parent["label"])["en"]] != word[dict(theme["label"])["en"]]
    for parent in {theme["parent"] for theme in themes}:
        named = [word[dict(t["label"])["en"]] for t in themes if t["parent"] == parent]
        assert len(set(named)) == len(named)


@pytest.mark.parametrize("layout", ["map", "grid", "themes"])
def test_every_image_is_drawn_once_in_its_place(bundle, layout):
    points = bundle.layout(layout)
    rows, depth = [], 0
    for address, index in sheets(bundle, layout):
        np.testing.assert_array_equal(np.stack([index.x, index.y], 1), points[index.row])
        with Image.open(bundle.sheet(layout, *address, kind="webp")) as picture:
            assert picture.width == index.columns * index.cell
            assert picture.height >= -(-len(index.row) // index.columns) * index.cell
        rows += index.row.tolist()
        depth = max(depth, address[0] + 1)
    assert sorted(rows) == list(range(len(bundle)))
    info = next(info for info in bundle.manifest.layouts if info.name == layout)
    assert info.depth == depth
    assert info.sheets == sum(1 for _ in sheets(bundle, layout))
    assert bundle.density(layout).exists()


def test_medoids_of_themes_are_revealed_before_the_rest(bundle):
    first = {theme["medoids"][0] for theme in bundle.themes.to_pylist() if theme["level"] == 0}
    levels = np.empty(len(bundle), int)
    for _, index in sheets(bundle, "map"):
        levels[index.row] = index.level
    assert levels[list(first)].mean() < levels.mean()
    assert (levels[list(first)] == 0).sum() >= len(first) - 1


@pytest.mark.parametrize("n", [1, 2, 3, 5, 13])
def test_small_collections_build(n, tmp_path):
    source = small_source(tmp_path / "source", count=n)
    bundle = Bundle(build(source, tmp_path / "bundle"))
    assert verify(bundle.folder) == []
    assert (np.asarray(bundle.neighbours) >= 0).sum() == n * (n - 1)
    assert bundle.item_themes.shape[0] == n
    named = [layout.name for layout in bundle.manifest.layouts]
    assert {"map", "grid", "colour"} <= set(named)
    assert ("timeline" in named) == (n >= 3)
    assert ("themes" in named) == (n >= 12)
    for layout in named:
        assert len(np.unique(bundle.layout(layout), axis=0)) == n
        assert sorted(row for _, i in sheets(bundle, layout) for row in i.row) == list(range(n))


def test_a_full_grid_gets_a_border_when_images_are_added(tmp_path, capsys):
    few = small_source(tmp_path / "few", count=5)
    out = build(few, tmp_path / "bundle")
    before = {name: np.array(Bundle(out).layout(name)) for name in ("map", "grid")}
    many = small_source(tmp_path / "many", count=20)
    options = BuildOptions(out=out, workers=1, **many.arguments())
    build_bundle(options, STAGES, Progress(), adding=True)
    after = Bundle(out)
    assert len(after) == 20
    np.testing.assert_array_equal(after.layout("map")[:5], before["map"])
    grid = np.asarray(after.layout("grid"))
    assert len(np.unique(grid, axis=0)) == 20
    # Nine cells were a side of three; twenty images need five: all shrinks by 3/5 and no more.
    np.testing.assert_allclose(
        np.diff(grid[:5], axis=0), np.diff(before["grid"], axis=0) * 3 / 5, atol=1e-6
    )
    assert "a border is put around it" in capsys.readouterr().err


def test_the_same_build_gives_the_same_bytes(small_bundle, small_source_folder, tmp_path):
    again = Bundle(build(small_source_folder, tmp_path / "small"))
    assert again.file_table() == Bundle(small_bundle).file_table()
