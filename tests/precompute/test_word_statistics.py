import numpy as np
import pytest

from precompute.word_statistics import word_statistics


@pytest.mark.parametrize("n", [1, 7, 40_000])
def test_mean_and_deviation_are_those_of_all_cosines(n):
    random = np.random.default_rng(0)
    vectors = random.normal(size=(n, 16)) + 1
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    words = vectors[:5] * np.float16(-1)
    mean, deviation = word_statistics(vectors, words, seed=0)
    cosines = vectors.astype(np.float64) @ words.astype(np.float64).T
    np.testing.assert_allclose(mean, cosines.mean(axis=0), atol=1e-5)
    np.testing.assert_allclose(deviation, cosines.std(axis=0), atol=1e-4)
    assert mean.dtype == deviation.dtype == np.float32
