"""Other orders of the same results: nothing lost, nothing doubled, and as different as asked."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from explorer.search.ordering import by_date, varied

vectors = hnp.arrays(np.float32, st.tuples(st.integers(0, 24), st.just(5)),
                     elements=st.floats(-1, 1, width=16)).map(
    lambda found: found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-3)
)  # fmt: skip


@settings(max_examples=50)
@given(vectors, st.floats(0, 1))
def test_every_image_keeps_a_place(found, different):
    order = varied(found, different=different)
    assert sorted(order.tolist()) == list(range(len(found)))
    assert varied(found, different=different).tolist() == order.tolist()
    if len(found):
        assert order[0] == 0


def test_nothing_changes_at_zero():
    found = np.random.default_rng(1).normal(size=(9, 4)).astype(np.float32)
    assert varied(found, different=0.0).tolist() == list(range(9))


def test_the_more_different_the_sooner_another_kind_is_shown():
    rng = np.random.default_rng(3)
    centres = np.eye(4, dtype=np.float32)
    kinds = np.repeat(np.arange(4), 12)  # the best twelve are all of one kind
    found = centres[kinds] + rng.normal(0, 0.02, (48, 4)).astype(np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)

    def shown(different, first):
        return len(set(kinds[varied(found, different=different)[:first]]))

    assert shown(0.0, 8) == 1
    assert shown(1.0, 4) == 4
    assert shown(0.0, 8) <= shown(0.4, 8) <= shown(0.8, 8)


def test_dates_are_told_from_both_ends_and_what_has_none_comes_last():
    first, last = np.array([1900, 0, -50, 1850]), np.array([1910, 0, -40, 1950])
    dated = np.array([True, False, True, True])
    assert by_date(first, last, dated, recent=False).tolist() == [2, 3, 0, 1]
    assert by_date(first, last, dated, recent=True).tolist() == [3, 0, 2, 1]
