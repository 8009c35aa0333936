"""What training must not see, it does not see."""

from collections import Counter

import numpy as np
import pytest

from precompute.demo.drawn import chosen, drawn, picture
from precompute.demo.held_out import (
    TEST,
    TRAINING,
    VALIDATION,
    asked,
    combinations,
    is_held_out,
    wanted,
)
from precompute.progress import Progress

QUIET = Progress(quiet=True)


def test_no_combination_that_is_held_out_is_trained_on():
    truths = [chosen(TRAINING, number)[1] for number in range(1500)]
    assert not any(is_held_out(truth) for truth in truths)
    assert len({truth.technique for truth in truths}) == 15


def test_parts_share_neither_seeds_nor_combinations():
    assert len({TRAINING, VALIDATION, TEST}) == 3
    assert not set(combinations(VALIDATION)) & set(combinations(TEST))
    for part in (VALIDATION, TEST):
        assert len(combinations(part)) > 20
        assert chosen(part, 3)[0][0] == part


@pytest.mark.parametrize("part", [VALIDATION, TEST])
def test_what_is_asked_for_is_there_often_enough(part):
    pairs = [pair for found in asked(part).values() for pair in found]
    assert len(set(pairs)) == len(pairs) == 24
    assert set(asked(part)["held out"]) <= set(combinations(part))
    assert not set(asked(part)["seen"]) & {*combinations(VALIDATION), *combinations(TEST)}
    shown: Counter[tuple[str, str]] = Counter()
    for number in range(300):
        pair, truth = wanted(part, number), chosen(part, number)[1]
        if pair is not None:
            assert (truth.subjects[0], truth.technique) == pair
            shown[pair] += 1
    assert all(shown[pair] >= 10 for pair in pairs)


def test_pictures_are_kept_and_the_same_again(tmp_path):
    few = drawn(tmp_path, part=TRAINING, count=3, side=32, workers=1, progress=QUIET)
    file = next(tmp_path.iterdir())
    before = file.stat().st_mtime_ns
    again = drawn(tmp_path, part=TRAINING, count=3, side=32, workers=1, progress=QUIET)
    assert file.stat().st_mtime_ns == before
    assert few.truths == again.truths
    np.testing.assert_array_equal(few.pixels, again.pixels)
    pixels, truth = picture(TRAINING, 2, side=32)
    np.testing.assert_array_equal(few.pixels[2], pixels)
    assert few.truths[2] == truth
    more = drawn(tmp_path, part=TRAINING, count=4, side=32, workers=1, progress=QUIET)
    np.testing.assert_array_equal(more.pixels[:3], few.pixels)
