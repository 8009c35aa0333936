import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.bundle import BundleError, SheetIndex, spacing


@st.composite
def indexes(draw):
    count = draw(st.integers(0, 50))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return SheetIndex(
        row=rng.integers(0, 2**31 - 1, count).astype(np.int32),
        x=rng.random(count, dtype=np.float32),
        y=rng.random(count, dtype=np.float32),
        level=rng.integers(0, 30, count).astype(np.uint8),
        width=rng.integers(1, 65, count).astype(np.uint8),
        height=rng.integers(1, 65, count).astype(np.uint8),
        columns=draw(st.integers(1, 32)),
        packed=draw(st.booleans()),
        below=tuple(draw(st.lists(st.integers(0, 2**32 - 1), min_size=4, max_size=4))),
    )


@given(indexes())
def test_a_sheet_index_reads_back_as_written(index):
    again = SheetIndex.from_bytes(index.to_bytes())
    for name in ("row", "x", "y", "level", "width", "height"):
        np.testing.assert_array_equal(getattr(again, name), getattr(index, name))
    assert (again.columns, again.packed, again.below, again.cell) == (
        index.columns,
        index.packed,
        index.below,
        index.cell,
    )


@given(indexes(), st.data())
def test_bytes_that_are_not_a_whole_index_are_refused(index, data):
    written = index.to_bytes()
    cut = data.draw(st.integers(0, len(written) - 1))
    with pytest.raises(BundleError):
        SheetIndex.from_bytes(written[:cut])
    with pytest.raises(BundleError):
        SheetIndex.from_bytes(b"X" + written[1:])


def test_spacing_halves_every_two_levels():
    np.testing.assert_allclose(spacing(np.arange(2, 20)), spacing(np.arange(18)) / 2)
