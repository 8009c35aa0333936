"""Each layout on bundles of the test's own: where images hang, what is said of them, additions."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precompute.arrangements import axis, colour, places, themes, timeline
from precompute.arrangements.scene import NotWorthwhileError
from precompute.arrangements.stacks import Scaled
from precompute.colour import oklab
from tests.precompute.arrangements.scenes import hangs_well, nearest, scene

FEW = settings(max_examples=12)
counts = st.integers(3, 160)


def several(count, seed):
    """Columns in which something is missing, uncertain, rare or odd."""
    random = np.random.default_rng(seed)
    start = np.round(random.normal(1700, 150, 2_000)).astype(int)
    start[::9] -= 2100
    span = np.where(random.random(2_000) < 0.15, random.integers(1, 120, 2_000), 0)
    dated = random.random(2_000) < 0.9
    dated[:3] = True
    where = np.array([(48.9, 2.3), (41.9, 12.5), (-12.0, -77.0), (35.7, 139.7)])
    town = where[random.integers(0, 4, 2_000)] + np.where(random.random((2_000, 1)) < 0.5, 0, 0.7)
    known = random.random(2_000) < 0.8
    known[:3] = True
    kinds = np.array(["coin", "print", "drawing", "\x00 <b>", "map"] + [f"k{n}" for n in range(60)])
    kind = kinds[np.minimum(random.geometric(0.25, 2_000) - 1, 64)]

    def cut(values, keep):
        return [value if there else None for value, there in zip(values, keep, strict=True)][:count]

    return {
        "year_from": cut(start.tolist(), dated),
        "year_to": cut((start + span).tolist(), dated),
        "lat": cut(town[:, 0].tolist(), known),
        "lng": cut(town[:, 1].tolist(), known),
        "kind": cut(kind.tolist(), random.random(2_000) < 0.9),
        "pages": cut([str(n) for n in random.integers(1, 900, 2_000)], random.random(2_000) < 0.95),
        "technique": [[k, "ink"] for k in kind[:count].tolist()],
    }


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    """Makes a scene of so many images; those of fewer are the first of those of more."""
    folder = tmp_path_factory.mktemp("scenes")
    numbers = iter(range(10**9))

    def make(count, seed=0, **columns):
        name = folder / str(next(numbers))
        return scene(name, count, seed=seed, **(columns or several(count, seed)))

    return make


LAYOUTS = {
    "timeline": (timeline.make, timeline.extend),
    "colour": (colour.make, colour.extend),
    "places": (places.make, places.extend),
    "kind": (lambda s: axis.make(s, "kind"), lambda *a: axis.extend(*a, "kind")),
    "pages": (lambda s: axis.make(s, "pages"), lambda *a: axis.extend(*a, "pages")),
    "technique": (lambda s: axis.make(s, "technique"), lambda *a: axis.extend(*a, "technique")),
    "themes": (themes.make, themes.extend),
}


@pytest.mark.parametrize("name", LAYOUTS)
@given(counts, st.integers(0, 20))
@FEW
def test_all_hang_apart_inside_the_square_whatever_the_number(at, name, count, seed):
    try:
        made = LAYOUTS[name][0](at(count, seed))
    except NotWorthwhileError:
        assert count < 16 or name not in LAYOUTS
        return
    hangs_well(made, count)
    assert nearest(made.points) > 0.2 / (16 * count**0.5)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_collection_hangs_the_same(at, name):
    one, two = (LAYOUTS[name][0](at(90, 3)) for _ in range(2))
    np.testing.assert_array_equal(one.points, two.points)
    assert one.legend.to_bytes() == two.legend.to_bytes()


@pytest.mark.parametrize("name", LAYOUTS)
@given(st.integers(20, 120), st.integers(1, 150), st.integers(0, 20))
@FEW
def test_an_addition_moves_nothing_and_finds_room(at, name, count, more, seed):
    make, extend = LAYOUTS[name]
    before = make(at(count, seed))
    facts = json.loads(json.dumps(before.facts))  # as they come back from the bundle
    after = extend(at(count + more, seed), before.points, facts)
    np.testing.assert_array_equal(after.points[:count], before.points)
    assert len(after.points) == count + more
    assert ((after.points >= 0) & (after.points <= 1)).all()
    assert len(np.unique(after.points, axis=0)) == count + more
    assert nearest(after.points) > 1e-5
    if after.cell:
        assert nearest(after.points) > 0.99 * after.cell
    again = extend(at(count + more, seed), after.points, json.loads(json.dumps(after.facts)))
    np.testing.assert_array_equal(again.points, after.points)
    assert again.cell == after.cell


def labels(made, language="en"):
    return [label.text.get(language, label.text.get("")) for label in made.legend.labels]


@given(counts, st.integers(0, 40))
@FEW
def test_the_order_of_years_is_the_order_of_x(at, count, seed):
    held = at(count, seed)
    made = timeline.make(held)
    low, high = (
        np.array([np.nan if v is None else v for v in held.column(name)], float)
        for name in ("year_from", "year_to")
    )
    middle, floor = (low + high) / 2, made.facts["floor"] * made.cell
    certain = np.isfinite(middle) & (made.points[:, 1] < floor)
    for rows in (np.flatnonzero(certain & (low == high)), np.flatnonzero(certain)):
        order = rows[np.argsort(middle[rows], kind="stable")]
        behind = middle[order][1:] > middle[order][:-1]
        assert (np.diff(made.points[order, 0])[behind] >= 0).all()
    unknown = ~np.isfinite(middle)
    if unknown.any():
        assert made.points[unknown, 0].min() > made.points[~unknown, 0].max()
        assert "Date unknown" in labels(made)


def test_a_date_that_may_lie_in_several_stacks_hangs_below_the_ground(at):
    years = list(range(1700, 1900, 2))
    held = at(102, year_from=[*years, 1700, 1790], year_to=[*years, 1899, 1790])
    made = timeline.make(held)
    floor = made.facts["floor"] * made.cell
    assert (made.points[:100, 1] < floor).all()
    assert made.points[100, 1] > floor > made.points[101, 1]
    assert "uncertain dates, at their middle" in labels(made)
    assert abs(made.points[100, 0] - made.points[50, 0]) < 0.1


def test_years_before_our_era_come_first_and_are_named(at):
    years = [-450, -449, -300, -44, -1, 1, 20, 800, 1400, 1900] * 3
    made = timeline.make(at(30, year_from=years, year_to=years))
    x = made.points[np.argsort(years, kind="stable"), 0]
    assert (np.diff(x) >= 0).all()
    assert any(text.endswith("BCE") for text in labels(made))
    assert any(text.endswith("av. J.-C.") for text in labels(made, "fr"))


def test_later_years_than_the_scale_come_after_it_and_this_is_said(at):
    years = list(range(1800, 1860))
    before = timeline.make(at(60, year_from=years, year_to=years))
    more = [*years, 1750, 2001, None, 1830]
    held = at(64, year_from=more, year_to=more)
    after = timeline.extend(held, before.points, before.facts)
    x = after.points[:, 0]
    assert x[60] < x[:60].min()
    assert x[:60].max() < x[61] < x[62]
    assert abs(x[63] - x[30]) < 0.1
    said = labels(after)
    assert "before 1800" in said
    assert "from 1860 on" in said
    assert "Date unknown" in said


def test_hues_go_from_left_to_right_and_greys_hang_apart(at):
    random = np.random.default_rng(0)
    rgb = random.integers(0, 256, (120, 3))
    rgb[:30] = rgb[:30, :1]
    made = colour.make(at(120, colour=[f"#{r:02x}{g:02x}{b:02x}" for r, g, b in rgb.tolist()]))
    lightness, a, b = oklab(rgb).T
    grey = np.hypot(a, b) < colour.GREY
    assert made.points[grey, 1].min() > made.points[~grey, 1].max()
    hue = (np.degrees(np.arctan2(b, a)) - 8) % 360
    order = np.flatnonzero(~grey)[np.argsort(hue[~grey], kind="stable")]
    assert (np.diff(made.points[order, 0]) >= 0).all()
    for column in np.unique(made.points[order, 0]):
        rows = order[made.points[order, 0] == column]
        by_height = rows[np.argsort(made.points[rows, 1])]
        assert (np.diff(lightness[by_height]) <= 0).all()
    assert "Greys, blacks and whites" in labels(made)


def test_north_is_up_and_east_to_the_right(at):
    lat, lng = [60.0, -30.0, 10.0, 0.0] * 5, [0.0, 10.0, -80.0, 120.0] * 5
    made = places.make(at(20, lat=lat, lng=lng))
    x, y = made.points[:4].T
    assert y[0] < y[2] < y[3] < y[1]
    assert x[2] < x[0] < x[1] < x[3]
    assert any(text.endswith("° N") for text in labels(made))
    assert any(text.endswith("° O") for text in labels(made, "fr"))


def test_both_sides_of_the_date_line_are_neighbours(at):
    made = places.make(at(20, lat=[-17.0] * 20, lng=[178.0, -178.0, 179.0, -179.5] * 5))
    x = made.points[:4, 0]
    assert x[0] < x[2] < x[3] < x[1]


def test_the_images_of_one_place_stay_around_it(at):
    lat, lng = [48.85] * 150 + [41.9] * 50, [2.35] * 150 + [12.5] * 50
    made = places.make(at(200, lat=lat, lng=lng))
    for rows in (slice(0, 150), slice(150, 200)):
        middle = made.points[rows].mean(axis=0)
        assert np.hypot(*(made.points[rows] - middle).T).max() < 0.1
    assert nearest(made.points) > 0.002


def test_images_of_no_known_place_hang_below_the_map(at):
    lat = [48.0, 49.0, 50.0] * 20 + [None] * 40
    made = places.make(at(100, lat=lat, lng=[2.0, 3.0, None] * 20 + [4.0] * 40))
    unknown = [value is None for value in lat]
    unknown[2:60:3] = [True] * 20
    below = made.points[unknown, 1].min()
    assert below > made.points[~np.array(unknown), 1].max()
    assert "Place unknown" in labels(made)


@pytest.mark.parametrize(("make", "columns"), [(timeline.make, "year_from"), (places.make, "lat")])
def test_a_layout_of_what_hardly_any_image_has_is_left_out(at, make, columns):
    few = {columns: [1.0 if columns == "lat" else 1800] * 2 + [None] * 98}
    with pytest.raises(NotWorthwhileError, match="2 of 100 images"):
        make(at(100, **few, lng=[1.0] * 100))


def test_themes_hang_apart_with_their_names_and_the_rest_by_itself(at):
    held = at(150)
    made = themes.make(held)
    of = np.asarray(held.bundle.item_themes)
    areas = {key: rest for key, *rest in made.facts["areas"]}
    side = made.facts["side"]
    for top in range(3):
        left, upper, width, height = (value / side for value in areas[f"area {top}"])
        inside = of[:, 0] == top
        noise = of[:, 1] < 0
        x, y = made.points[inside & ~noise].T
        assert (x > left).all() and (x < left + width).all()
        assert (y > upper).all() and (y < upper + height).all()
    said = labels(made)
    assert {"theme 0", "theme 1", "theme 2", "theme 5", "Apart from the themes"} <= set(said)
    assert "thème 1" in labels(made, "fr")
    biggest = [areas[f"area {top}"][2] * areas[f"area {top}"][3] for top in range(3)]
    held_by = np.bincount(of[of[:, 1] >= 0, 0], minlength=3)
    assert np.argmax(biggest) == np.argmax(held_by) or max(held_by) < 1.3 * min(held_by)


def test_categories_come_by_size_the_rare_and_the_missing_last(at):
    kinds = ["b"] * 30 + ["a"] * 40 + ["c"] * 5 + [f"rare {n}" for n in range(5)] + [None] * 20
    made = axis.make(at(100, kind=kinds), "kind")
    assert labels(made) == ["a", "b", "c", "Others", "Not given"]
    keys = [block[0] for block in made.facts["blocks"]]
    assert keys == ["= a", "= b", "= c", "others", "none"]
    more = axis.extend(at(102, kind=[*kinds, "new", "a"]), made.points, made.facts, "kind")
    others = made.facts["blocks"][3]
    assert others[1] < more.points[100, 0] * made.facts["side"] < others[1] + others[3]


def test_a_column_of_numbers_is_a_scale(at):
    numbers = [str(n % 37 * 10) for n in range(110)]
    made = axis.make(at(112, pages=[*numbers, None, "n/a"]), "pages")
    values = np.array(numbers, float)
    order = np.argsort(values, kind="stable")
    behind = np.diff(values[order]) > 0
    assert (np.diff(made.points[order, 0])[behind] >= 0).all()
    assert "100" in labels(made)
    assert "Not given" in labels(made)
    assert made.points[110:, 0].min() > made.points[:110, 0].max()


def test_a_column_in_which_every_value_differs_is_left_out(at):
    with pytest.raises(NotWorthwhileError, match="differ"):
        axis.make(at(50, kind=[f"v{n}" for n in range(50)]), "kind")


def test_names_of_columns_become_plain_names():
    assert axis.name_of("technique") == "axis-technique"
    odd = axis.name_of("Département d'origine / ../x")
    assert odd.startswith("axis-departement-d-origine-x-")
    assert odd != axis.name_of("Departement d'origine / ../x")
    assert axis.name_of("日本").startswith("axis-")
    for name in (odd, axis.name_of("日本"), axis.name_of("x" * 300)):
        assert len(name) <= 64
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert axis.title_of("creator") == {"fr": "Auteur", "en": "Creator"}


def test_uncertain_is_what_may_lie_in_several_bins():
    held = Scaled(np.array([1.0, np.nan]), np.array([3.0, np.nan]))
    assert held.middle[0] == 2
