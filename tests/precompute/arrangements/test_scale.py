import itertools
from itertools import pairwise

import hypothesis.extra.numpy as arrays
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from precompute.arrangements.legend import LETTER, Label, Legend, by_room, plain
from precompute.arrangements.scale import bin_of, bins_of, niceness
from precompute.arrangements.timeline import year_text

years = arrays.arrays(np.float64, st.integers(1, 80), elements=st.integers(-3000, 2100))


@given(years, st.integers(4, 24))
@settings(max_examples=60)
def test_bins_follow_one_another_and_hold_everything(values, wanted):
    bins = bins_of(values, wanted=wanted)
    assert all(b.low < b.high for b in bins)
    assert all(a.high == b.low for a, b in itertools.pairwise(bins))
    at = bin_of(values, bins)
    assert ((at >= 0) & (at < len(bins))).all()
    assert not any(bins[number].gap for number in at)
    for number in range(len(bins)):
        assert bins[number].gap or (at == number).any()
    assert all(b.low == round(b.low) for b in bins)


@given(years, st.integers(4, 24))
@settings(max_examples=60)
def test_a_scale_does_not_go_far_beyond_its_values(values, wanted):
    bins = bins_of(values, wanted=wanted)
    coarsest = 10 ** np.floor(np.log10(max(1, np.ptp(values))))
    assert values.min() - bins[0].low < max(1, coarsest / 10)
    assert bins[-1].high - values.max() <= max(1, coarsest / 10)


def test_heavy_periods_are_divided_further_than_empty_ones():
    values = np.concatenate([np.arange(1800, 1900), [1200, 1450, -300]]).astype(float)
    bins = bins_of(values, wanted=12)
    late = [b.high - b.low for b in bins if b.low >= 1800 and not b.gap]
    early = [b.high - b.low for b in bins if b.high <= 1500 and not b.gap]
    assert max(late) <= 10 < min(early)


def test_round_numbers_come_first():
    assert niceness(0) == niceness(1000) == 0
    assert niceness(1500) == 1
    assert niceness(1800) < niceness(1850) < niceness(1860) < niceness(1865)


def test_years_are_told_honestly():
    assert year_text(1890) == {"": "1890"}
    assert year_text(-500) == {"fr": "500 av. J.-C.", "en": "500 BCE"}
    assert year_text(0) == {"fr": "an 1", "en": "AD 1"}


def test_texts_are_bounded_and_of_one_line():
    assert plain("a\nb\u202e\x00 c") == "ab c"
    assert len(plain("x" * 500)) == 120
    many = Legend(tuple(Label(x=0, y=0, text={"": str(at)}) for at in range(5_000)))
    assert many.to_bytes().count(b'"rank"') == 2_000


def test_ticks_without_room_wait_for_a_closer_view():
    ticks = [
        Label(x=x, y=0.5, text={"": "1850"}, rank=rank) for rank, x in enumerate((0, 0.5, 0.51))
    ]
    levels = [label.level for label in by_room(ticks, height=0.1)]
    assert levels[:2] == [0, 0]
    assert levels[2] > 1


def test_a_tick_that_comes_later_keeps_none_away():
    years = {0.2: "2000", 0.29: "100", 0.31: "1", 0.4: "1000"}
    ranks = {0.2: 1, 0.29: 2, 0.31: 3, 0.4: 1}
    ticks = [Label(x=x, y=0.5, text={"": text}, rank=ranks[x]) for x, text in years.items()]
    crowd = Label(x=0.39, y=0.5, text={"": "100 av. J.-C."}, rank=1)
    levels = {label.x: label.level for label in by_room([*ticks, crowd], height=0.1)}
    assert levels[0.29] == 0, "only what has its place already counts"
    assert levels[0.39] > 1


def test_the_widest_stretches_get_their_tick_first():
    at = (0.0, 0.05, 0.1, 0.5, 0.95, 1.0)
    ticks = [Label(x=x, y=0.5, text={"": "1850"}, rank=1) for x in at]
    made = by_room(ticks, height=0.1)
    assert [label.x for label in made[:3]] == [0.0, 1.0, 0.5]
    shown = sorted(label.x for label in made if label.level == 0)
    wanted = 1.2 * ticks[0].width + LETTER
    assert all(right - left >= wanted for left, right in pairwise(shown))
    for tick in made:  # all that have room beside the others are there at once
        assert tick.x in shown or min(abs(tick.x - x) for x in shown) < wanted
