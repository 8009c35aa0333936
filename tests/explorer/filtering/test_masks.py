"""Masks and counts against a naive evaluation, image by image."""

import types

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.bundle import ITEM_SCHEMA, Bundle
from explorer.filtering.colours import SWATCHES, colours_of, places
from explorer.filtering.index import FilterIndex
from explorer.filtering.wishes import Filter

WORDS = ("ink", "oil", "Cat", "chat noir", "", "été")
COLOURS = ("#b5332e", "#3f639e", "#f0ede6", "#24221f", "", "red")
SETTINGS = settings(max_examples=25)


class Table:
    """What a FilterIndex reads of a bundle, over rows made by the test."""

    def __init__(self, rows):
        empty = dict.fromkeys(ITEM_SCHEMA.names) | {"owner": ""}
        schema = pa.schema([*ITEM_SCHEMA, pa.field("owner", pa.string())])
        schema = pa.schema([field.with_nullable(True) for field in schema])
        records = [empty | {k: v for k, v in row.items() if k != "themes"} for row in rows]
        self.table = pa.Table.from_pylist(records, schema=schema)
        self.item_file = types.SimpleNamespace(schema_arrow=schema)
        self.item_themes = np.array([row["themes"] for row in rows], np.int32).reshape(-1, 2)

    def __len__(self):
        return len(self.table)

    def item_columns(self, names):
        return self.table.select([name for name in names if name in self.table.schema.names])


years = st.none() | st.integers(-300, 2020)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "technique": st.none() | st.lists(st.sampled_from(WORDS), max_size=4),
            "subject": st.none() | st.lists(st.sampled_from(WORDS), max_size=2),
            "creator": st.none() | st.sampled_from(WORDS),
            "year_from": years,
            "year_to": years,
            "colour": st.none() | st.sampled_from(COLOURS),
            "owner": st.sampled_from(("museum", "library", "")),
            "themes": st.tuples(st.integers(-1, 2), st.sampled_from((-1, 3, 4, 8))),
        }
    ),
    min_size=1,
    max_size=16,
)
values = st.lists(st.sampled_from([*WORDS[:4], "nobody"]), min_size=1, max_size=3, unique=True)
wishes = st.builds(
    Filter,
    columns=st.dictionaries(st.sampled_from(["technique", "subject", "creator"]), values).map(
        lambda chosen: tuple((name, tuple(sorted(chosen[name]))) for name in sorted(chosen))
    ),
    themes=st.lists(st.integers(0, 8), max_size=3, unique=True).map(lambda ids: tuple(sorted(ids))),
    years=st.none() | st.tuples(st.none() | st.integers(-300, 900), st.integers(900, 2020)),
    undated=st.booleans(),
    colours=st.lists(st.sampled_from(COLOURS[:4]), max_size=2, unique=True).map(tuple),
)


def span_of(row):
    known = [year for year in (row["year_from"], row["year_to"]) if year is not None]
    return (min(known), max(known)) if known else None


def near(one, other):
    return bool(np.linalg.norm(places([one])[0] - places([other])[0]) <= 0.055)


def keeps(wish, row, but=""):
    """Whether a filter keeps a row, one thing at a time; ``but`` is not looked at."""
    for name, wanted in wish.columns:
        has = row[name] if isinstance(row[name], list) else [row[name]]
        if name != but and not any(value in wanted for value in has or [] if value):
            return False
    if wish.themes and but != "themes" and not set(row["themes"]) & set(wish.themes):
        return False
    if wish.years and but != "years":
        span, (start, end) = span_of(row), wish.years
        if span is None:
            if not wish.undated:
                return False
        elif (end is not None and span[0] > end) or (start is not None and span[1] < start):
            return False
    if wish.colours and but != "colours":
        colour = row["colour"]
        return bool(colour) and colour[0] == "#" and any(near(colour, one) for one in wish.colours)
    return True


@SETTINGS
@given(rows, wishes)
def test_a_mask_is_what_a_look_at_each_image_gives(rows, wish):
    index = FilterIndex(Table(rows))
    told = [keeps(wish, row) for row in rows]
    assert index.mask(wish).tolist() == told
    assert index.mask(wish).tolist() == told  # from memory


@SETTINGS
@given(rows, wishes)
def test_counts_follow_the_other_wishes(rows, wish):
    index = FilterIndex(Table(rows))
    told = index.overview(wish)
    assert told.matching == sum(keeps(wish, row) for row in rows)
    for column in told.columns:
        kept = [row for row in rows if keeps(wish, row, but=column.name)]
        for value, count in column.values:
            has = [row[column.name] for row in kept]
            assert value
            assert count == sum(value == one or value in (one or []) for one in has
                                if not isinstance(one, str) or value == one)  # fmt: skip
    kept = [row for row in rows if keeps(wish, row, but="themes")]
    for id_ in range(9):
        assert told.themes.get(id_, 0) == sum(id_ in row["themes"] for row in kept)
    kept = [row for row in rows if keeps(wish, row, but="years")]
    assert told.undated == sum(span_of(row) is None for row in kept)
    if told.years is not None:
        start, width, counts = told.years.start, told.years.width, told.years.counts
        assert len(counts) <= 60
        for place, count in enumerate(counts):
            low = start + place * width
            spans = [span for row in kept if (span := span_of(row))]
            assert count == sum(a <= low + width - 1 and b >= low for a, b in spans)
    kept = [row for row in rows if keeps(wish, row, but="colours")]
    for colour, count in told.colours.items():
        shades = [row["colour"] for row in kept if (row["colour"] or "").startswith("#")]
        assert count == sum(near(shade, colour) for shade in shades)


@pytest.fixture(scope="module")
def index(small_bundle):
    return FilterIndex(Bundle(small_bundle))


def test_columns_that_tell_images_apart_one_by_one_are_no_facets(index):
    assert "inventory" not in index.names
    assert {"technique", "subject", "creator", "place"} <= set(index.names)


def test_own_columns_with_few_values_are_facets():
    rows = [{"owner": name, "themes": (-1, -1)} for name in ("a", "b", "a", "b", "")]
    index = FilterIndex(Table(rows))
    assert index.names == ("owner",)
    wish = Filter(columns=(("owner", ("a",)),))
    assert index.mask(wish).tolist() == [True, False, True, False, False]


def test_values_are_found_without_accents_or_case():
    rows = [{"creator": name, "themes": (-1, -1)} for name in ("Eugène Été", "Cat", "cats")]
    index = FilterIndex(Table(rows))
    found = index.overview(Filter(), only="creator", find="ete")
    assert [column.values for column in found.columns] == [(("Eugène Été", 1),)]
    found = index.overview(Filter(), only="creator", find="CAT")
    assert found.columns[0].distinct == 2
    with pytest.raises(ValueError, match="no column"):
        index.overview(Filter(), only="nothing")


def test_the_real_bundle_is_filtered(index):
    wish = Filter(columns=(("technique", ("encre",)),))
    assert index.mask(wish).sum() == 30
    told = index.overview(wish)
    counts = {column.name: dict(column.values) for column in told.columns}
    assert counts["technique"] == {"encre": 30, "gouache": 30}
    assert sum(counts["place"].values()) == 30
    assert sum(told.years.counts) + told.undated >= 30


def test_colours_alike_are_found_and_others_are_not():
    told = pa.chunked_array([["#b0302c", "#a52f2a", "#3f639e", "", None, "blue"]])
    mask = colours_of(told).mask(["#b5332e"])
    assert mask.tolist() == [True, True, False, False, False, False]
    assert len(set(SWATCHES)) == len(SWATCHES)
