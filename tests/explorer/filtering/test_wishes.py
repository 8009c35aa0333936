"""Filters read from addresses: whatever is asked, a filter or one line, and never anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.filtering.wishes import MAX_VALUES, NOT_COLUMNS, Filter, FilterError, parse_filter

COLUMNS = ("technique", "subject", "owner")


def parse(*pairs, others=("lang",)):
    return parse_filter(pairs, columns=COLUMNS, others=others)


def test_a_filter_of_everything():
    found = parse(
        *[("technique", "oil"), ("technique", "ink"), ("subject", "cat"), ("lang", "fr")],
        *[("theme", "7"), ("theme", "3"), ("years", "-50..1850"), ("undated", "1")],
        ("colour", "C8963E"),
    )
    assert found == Filter(
        columns=(("subject", ("cat",)), ("technique", ("ink", "oil"))),
        themes=(3, 7),
        years=(-50, 1850),
        undated=True,
        colours=("#c8963e",),
    )
    assert found


def test_the_same_wishes_are_the_same_filter_in_any_order():
    pairs = [("technique", "oil"), ("subject", "cat"), ("technique", "ink"), ("theme", "3")]
    assert parse(*pairs) == parse(*reversed(pairs))
    assert hash(parse(*pairs)) == hash(parse(*reversed(pairs)))


def test_nothing_is_a_filter_that_keeps_all():
    assert not parse()
    assert not parse(("years", ".."), ("undated", "1"))
    assert parse(("years", ".."), ("undated", "1")) == Filter()
    assert parse(("years", "1800..")).years == (1800, None)
    assert parse(("years", "..-20")).years == (None, -20)


@pytest.mark.parametrize("name", ["nothing", "Technique", "", "__class__", "q"])
def test_a_name_that_is_unknown_is_said_to_be(name):
    with pytest.raises(FilterError) as caught:
        parse((name, "x"))
    assert caught.value.unknown
    assert "technique" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "pair",
    [
        *[("theme", value) for value in ("", "-1", "x", "²", "1" * 10)],
        *[("years", value) for value in ("", "1800", "1850..1800", "a..b", "1..2..3", "9" * 9)],
        *[("colour", value) for value in ("red", "#12345", "1234567")],
        ("undated", "yes"),
        ("technique", ""),
        ("technique", "x" * 500),
    ],
)
def test_what_does_not_do_is_refused_in_one_line(pair):
    with pytest.raises(FilterError) as caught:
        parse(pair)
    assert not caught.value.unknown
    assert str(caught.value)
    assert "\n" not in str(caught.value)


def test_too_much_is_refused():
    with pytest.raises(FilterError):
        parse(*[("technique", str(i)) for i in range(MAX_VALUES + 1)])
    with pytest.raises(FilterError):
        parse(*[("theme", str(i)) for i in range(MAX_VALUES + 1)])
    with pytest.raises(FilterError):
        parse(*[("colour", f"{i:06x}") for i in range(10)])


NAMES = st.sampled_from([*COLUMNS, *sorted(NOT_COLUMNS), "other"]) | st.text(max_size=12)


@given(st.lists(st.tuples(NAMES, st.text(max_size=30)), max_size=12))
def test_any_address_gives_a_filter_or_one_line(pairs):
    try:
        found = parse(*pairs)
    except FilterError as error:
        assert str(error)
    else:
        assert {hash(found)}
        assert {name for name, _ in found.columns} <= set(COLUMNS)
