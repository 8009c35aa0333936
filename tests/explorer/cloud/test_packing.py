"""Pictures around the middle: whole, in the frame, none on another, nearer where more alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.cloud.around import shape
from explorer.cloud.packing import SLACK, arrange, radius

RATIOS = st.floats(0.001, 1000, allow_nan=False)
ASPECTS = st.sampled_from(sorted({shape(2**step) for step in range(-3, 4)} | {shape(1.8)}))


def hung(centre, around, aspect, seed=0):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(len(around), 6))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return arrange(
        np.array(centre),
        np.array(around),
        order=rng.permutation(len(around)),
        likeness=vectors @ vectors.T,
        aspect=aspect,
    )


def overlaps(boxes):
    """Pairs of boxes that share more than an edge."""
    apart = np.abs(boxes[:, None, :2] - boxes[None, :, :2])
    needed = (boxes[:, None, 2:] + boxes[None, :, 2:]) / 2
    return int(np.triu((apart < needed - 1e-7).all(axis=2), 1).sum())


def check(found, centre, around):
    boxes = np.concatenate([found.centre, found.around])
    assert np.isfinite(boxes).all()
    assert (boxes[:, 2:] > 0).all()
    assert overlaps(boxes) == 0
    low, high = boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2
    assert (low >= -1e-7).all()
    assert (high <= np.array([found.aspect, 1.0]) + 1e-7).all()
    # Proportions are kept, but for what is flatter than any picture.
    wanted = np.clip(np.array([*centre, *around]), 1 / 40, 40)
    assert np.allclose(boxes[:, 2] / boxes[:, 3], wanted, rtol=1e-6)
    away = radius(found.around, aspect=found.aspect)
    reached = np.maximum.accumulate(away) if len(away) else away
    assert (away >= reached - SLACK - 1e-6).all()


@given(
    centre=st.lists(RATIOS, min_size=1, max_size=1) | st.lists(RATIOS, min_size=1, max_size=24),
    around=st.lists(RATIOS, max_size=30) | st.lists(RATIOS, min_size=90, max_size=100),
    aspect=ASPECTS,
    seed=st.integers(0, 50),
)
def test_whatever_the_pictures_each_hangs_whole_and_alone(centre, around, aspect, seed):
    found = hung(centre, around, aspect, seed)
    check(found, centre, around)
    again = hung(centre, around, aspect, seed)
    assert np.array_equal(found.around, again.around)
    assert np.array_equal(found.centre, again.centre)


@pytest.mark.parametrize("aspect", [0.42, 0.7, 1.0, 1.8, 2.8])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 30, 100])
def test_one_stands_in_the_very_middle_and_is_the_largest(n, aspect):
    ratios = np.random.default_rng(n).uniform(0.6, 1.7, n)
    found = hung([1.4], ratios, aspect)
    check(found, [1.4], ratios)
    assert np.allclose(found.centre[0, :2], [aspect / 2, 0.5])
    areas = found.around[:, 2] * found.around[:, 3]
    assert (areas < found.centre[0, 2] * found.centre[0, 3] / 2).all()
    # Of many, what is more alike is larger; of a few, none is longer than a share of the frame.
    assert n < 100 or (np.diff(areas) < 0).all()


@pytest.mark.parametrize("aspect", [0.6, 1.0, 1.7])
def test_a_full_cloud_fills_its_frame(aspect):
    ratios = np.random.default_rng(1).uniform(0.6, 1.7, 60)
    found = hung([1.0], ratios, aspect)
    boxes = np.concatenate([found.centre, found.around])
    assert (boxes[:, 2] * boxes[:, 3]).sum() > 0.4 * aspect
    quarters = {tuple((box[:2] > [aspect / 2, 0.5]).tolist()) for box in found.around}
    assert len(quarters) == 4
