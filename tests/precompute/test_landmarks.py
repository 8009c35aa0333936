import numpy as np
import pytest

from precompute import landmarks
from precompute.landmarks import chosen, landmark_layout, placed
from precompute.progress import Progress
from precompute.quality import measure
from tests.precompute.test_umap_layout import collection

QUIET = Progress(quiet=True)


@pytest.fixture(scope="module")
def images():
    return collection(900, groups=9)


def lay_out(images, **options):
    return landmark_layout(*images, seed=0, progress=QUIET, count=300, **options)


def test_images_that_are_no_landmarks_lie_with_those_that_are(images):
    points = lay_out(images)
    assert measure(images[0], points).trustworthiness > 0.8
    assert (lay_out(images) == points).all()
    random = np.random.default_rng(0).random((900, 2))
    assert measure(images[0], random).trustworthiness < 0.6


def test_refining_makes_it_more_faithful(images):
    refined = measure(images[0], lay_out(images))
    only_placed = measure(images[0], lay_out(images, epochs=0))
    assert refined.neighbourhood_preservation > only_placed.neighbourhood_preservation


@pytest.mark.parametrize("count", [1, 20, 200, 899, 900, 5_000])
def test_as_many_landmarks_as_wanted_each_once(images, count):
    rows = chosen(images[1], count, seed=0)
    assert len(rows) == min(count, 900)
    assert (np.diff(rows) > 0).all()


def test_a_landmark_stands_near_every_image(images):
    def reached(rows):
        there = np.zeros(900, bool)
        there[rows] = True
        there[images[1][rows]] = True
        return there.mean()

    rows = chosen(images[1], 120, seed=0)
    random = np.random.default_rng(0).choice(900, 120, replace=False)
    assert reached(rows) > reached(random)


def test_an_image_without_a_path_to_a_landmark_is_searched_for(images):
    vectors, neighbours, scores = images
    alone = np.array(neighbours)
    alone[7] = -1
    rows = np.setdiff1d(np.arange(0, 900, 3), [7])
    laid = np.random.default_rng(0).random((len(rows), 2)).astype(np.float32)
    points = placed(vectors, alone, scores, rows, laid, seed=0)
    assert np.isfinite(points).all()
    assert (points[rows] == laid).all()
    assert (points.min(axis=0) > -0.1).all()
    assert (points.max(axis=0) < 1.1).all()


def test_the_layout_of_the_landmarks_survives_a_kill(images, tmp_path, monkeypatch):
    points = lay_out(images, scratch=tmp_path)
    monkeypatch.setattr(landmarks, "map_layout", lambda *_, **__: pytest.fail("made again"))
    assert (lay_out(images, scratch=tmp_path) == points).all()
