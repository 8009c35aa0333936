"""What a class's cosines are over a collection, known before any image is looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_SAMPLE = 20_000
_RUN = 100
_LEAST = 1e-6


@dataclass(frozen=True)
class Moments:
    """Mean (float64 [dim]) and covariance (float64 [dim, dim]) of a collection's vectors.

    The mean of a class's cosines is its vector times the mean; their variance is the vector times
    the covariance times the vector. So neither asks for a pass over the images.
    """

    mean: np.ndarray
    covariance: np.ndarray

    def of(self, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and standard deviation (float64 [c]) of the cosines to ``vectors`` [c, dim]."""
        exact = np.asarray(vectors, np.float64)
        variance = np.einsum("cd,de,ce->c", exact, self.covariance, exact)
        return exact @ self.mean, np.sqrt(np.maximum(variance, _LEAST**2))


def moments(vectors: np.ndarray) -> Moments:
    """Of ``vectors`` (float16 [n, dim]): exactly to 20,000 images, of as many from there on.

    The sample is taken in runs spread evenly, always the same: a slow disk finds 200 places sooner
    than 20,000.
    """
    if len(vectors) > _SAMPLE:
        starts = np.linspace(0, len(vectors) - _RUN, _SAMPLE // _RUN).astype(np.int64)
        rows = (starts[:, None] + np.arange(_RUN)).ravel()
        sample = np.asarray(vectors[rows], np.float64)
    else:
        sample = np.asarray(vectors, np.float64)
    dim = vectors.shape[1]
    if not len(sample):
        return Moments(np.zeros(dim), np.zeros((dim, dim)))
    mean = sample.mean(axis=0)
    apart = sample - mean
    return Moments(mean, apart.T @ apart / len(sample))
