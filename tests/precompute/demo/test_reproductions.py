"""Reproductions resemble their originals; look-alikes are the same place on another day."""

import cv2
import numpy as np
import pytest

from precompute.demo.reproductions import TRANSFORMS, reproduced
from precompute.demo.sampling import Truth, draw


@pytest.fixture(scope="module")
def original() -> np.ndarray:
    return draw(Truth(("lighthouse",), "sepia", "sea", True), (4, 4), longest=420)


def inliers(one: np.ndarray, other: np.ndarray) -> int:
    """Points of ``one`` found again in ``other`` under one homography."""
    detector = cv2.SIFT_create(1500)
    found = []
    for page in (one, other):
        grey = cv2.cvtColor((page * 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
        found.append(detector.detectAndCompute(cv2.GaussianBlur(grey, (0, 0), 1.0), None))
    (points, words), (others, their) = found
    pairs = cv2.BFMatcher().knnMatch(words, their, k=2)
    good = [p[0] for p in pairs if len(p) == 2 and p[0].distance < 0.78 * p[1].distance]
    if len(good) < 4:
        return 0
    a = np.float32([points[m.queryIdx].pt for m in good])
    b = np.float32([others[m.trainIdx].pt for m in good])
    _, mask = cv2.findHomography(a, b, cv2.RANSAC, 4.0)
    return 0 if mask is None else int(mask.sum())


@pytest.mark.parametrize("transform", ["cropped", "recoloured", "tilted"])
def test_the_original_can_be_found_in_its_reproduction(
    original: np.ndarray, transform: str
) -> None:
    again = reproduced(original, transform, "Le phare.", np.random.default_rng(8))
    assert inliers(original, again) >= 25


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_a_reproduction_is_another_picture_of_the_same(
    original: np.ndarray, transform: str
) -> None:
    again = reproduced(original, transform, "Le phare.", np.random.default_rng(8))
    assert again.dtype == np.float32
    assert again.min() >= 0
    assert again.max() <= 1
    small = cv2.resize(again, (original.shape[1], original.shape[0]), interpolation=cv2.INTER_AREA)
    assert np.abs(small - original).mean() > 0.02
    repeat = reproduced(original, transform, "Le phare.", np.random.default_rng(8))
    assert np.array_equal(again, repeat)


def test_a_look_alike_has_the_place_of_its_original_but_not_its_details(
    original: np.ndarray,
) -> None:
    truth = Truth(("lighthouse",), "sepia", "sea", True)
    like = draw(truth, (4, 4), longest=420, again=9)
    elsewhere = draw(truth, (5, 5), longest=420)
    shape = (64, 64)
    one, two, three = (
        cv2.resize(page.mean(2), shape, interpolation=cv2.INTER_AREA)
        for page in (original, like, elsewhere)
    )
    assert np.abs(one - two).mean() > 0.01
    assert inliers(original, like) < 0.5 * inliers(original, original)
    assert three.shape == shape
