import numpy as np

from precompute.landmarks import landmark_layout
from precompute.progress import Progress
from precompute.quality import measure
from tests.precompute.test_umap_layout import collection


def test_images_that_are_no_landmarks_lie_with_those_that_are():
    vectors, *_ = collection(900, groups=9)
    quiet = Progress(quiet=True)
    points = landmark_layout(vectors, seed=0, progress=quiet, count=300)
    assert (points >= 0).all()
    assert (points <= 1).all()
    assert measure(vectors, points).trustworthiness > 0.75
    again = landmark_layout(vectors, seed=0, progress=quiet, count=300)
    assert (again == points).all()
    random = np.random.default_rng(0).random((900, 2))
    assert measure(vectors, random).trustworthiness < 0.6
