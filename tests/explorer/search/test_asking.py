"""A query in an address and back: the same, whatever it is; else one line that says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.filtering.wishes import Filter, FilterError
from explorer.search.asking import NAMES, WAYS, pairs_of, parse_query, parts_of
from explorer.search.phrasing import parse
from explorer.search.query import MAX_PICTURES, SORTS, Pull, Query

COLUMNS = ("technique", "creator")
ids = st.lists(st.text(min_size=1, max_size=12), max_size=4, unique=True).map(tuple)
things = st.lists(
    st.from_regex(r"[a-zé]{1,8}( [a-z]{1,5})?", fullmatch=True), max_size=4, unique=True
)
values = st.lists(st.text(min_size=1, max_size=10), min_size=1, max_size=3, unique=True)
filters = st.builds(
    Filter,
    columns=st.dictionaries(st.sampled_from(COLUMNS), values).map(
        lambda chosen: tuple((name, tuple(sorted(chosen[name]))) for name in sorted(chosen))
    ),
    themes=st.lists(st.integers(0, 99), max_size=3, unique=True).map(lambda t: tuple(sorted(t))),
    years=st.none()
    | st.tuples(st.none() | st.integers(-900, 900), st.integers(900, 2020))
    | st.tuples(st.integers(-900, 900), st.none()),
    colours=st.lists(st.from_regex("#[0-9a-f]{6}", fullmatch=True), max_size=2, unique=True).map(
        lambda colours: tuple(sorted(colours))
    ),
)
queries = st.builds(
    Query,
    text=st.text(max_size=40)
    .map(lambda text: parse(text).text.replace("\x00", ""))
    .map(lambda text: parse(text).text),
    without=things.map(tuple),
    like=ids,
    unlike=ids,
    wish=filters,
    by=st.sampled_from(list(WAYS.values())),
    sort=st.sampled_from(SORTS),
    different=st.integers(0, 100).map(lambda n: n / 100),
)


@given(queries, st.booleans())
def test_a_query_is_its_address(query, packed):
    pairs = pairs_of(query, packed=packed)
    assert parse_query(pairs, columns=COLUMNS) == query


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*NAMES, *COLUMNS, "theme", "years", "colour", "nothing"])
            | st.text(max_size=8),
            st.text(max_size=60)
            | st.sampled_from(["1", "0.5", "nan", "1e9", "seen", "a=b&c", "-x"]),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_any_address_is_a_query_or_a_line_that_says_why_not(pairs, lenient):
    try:
        query = parse_query(pairs, columns=COLUMNS, lenient=lenient)
    except FilterError as error:
        assert 0 < len(str(error)) < 300
        assert "\n" not in str(error)
        return
    assert parse_query(pairs_of(query), columns=COLUMNS) == query


@pytest.mark.parametrize(
    "pair",
    [
        ("by", "smell"),
        ("sort", "beauty"),
        ("different", "2"),
        ("different", "nan"),
        ("different", "-0.1"),
        ("like", "x" * 2000),
        ("filter", "theme=x"),
        ("filter", "technique=" + "x" * 5000),
        ("nobody", "1"),
    ],
)
def test_what_does_not_do_is_refused(pair):
    with pytest.raises(FilterError):
        parse_query([pair], columns=COLUMNS)


def test_a_minus_in_the_box_is_a_thing_left_out():
    query = parse_query([("q", "cheval -course"), ("not", "nuit")], columns=COLUMNS)
    assert (query.text, query.without) == ("cheval", ("course", "nuit"))
    assert parse_query([("filter", "technique=encre&hide=1")], columns=COLUMNS).wish.columns == (
        ("technique", ("encre",)),
    )


def test_too_many_pictures_are_refused():
    pairs = [("like", str(n)) for n in range(MAX_PICTURES + 1)]
    with pytest.raises(FilterError, match="pictures"):
        parse_query(pairs, columns=COLUMNS)
    with pytest.raises(ValueError, match="pictures"):
        Query(like=tuple(map(str, range(MAX_PICTURES + 1))))


@given(filters)
def test_each_part_of_a_filter_can_be_left_out(wish):
    parts = parts_of(wish)
    assert len(parts) == len(pairs_of(Query(wish=wish)))
    for (name, value), without in parts:
        left = pairs_of(Query(wish=without))
        assert sorted([*left, (name, value)]) == sorted(pairs_of(Query(wish=wish)))


def test_a_pull_has_a_length():
    import numpy as np

    assert Pull.of(np.array([3.0, 4.0])).vector.tolist() == pytest.approx([0.6, 0.8])
    for odd in ([0.0, 0.0], [np.nan, 1.0], [np.inf, 1.0]):
        with pytest.raises(ValueError, match="length"):
            Pull.of(np.array(odd))
    assert hash(Query(pulls=(Pull.of(np.ones(4)),))) == hash(Query(pulls=(Pull.of(np.ones(4)),)))
