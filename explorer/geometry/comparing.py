"""Two pictures compared: features, geometry, then the whole of what both show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.geometry.agreement import COARSE, FINE, Agreement, agreement
from explorer.geometry.aligning import aligned
from explorer.geometry.features import Features
from explorer.geometry.fitting import Fit, fit, moved
from explorer.geometry.matching import matches
from explorer.geometry.pictures import Picture
from explorer.geometry.screens import is_screened
from explorer.geometry.shapes import is_margin, overlap, shares, spread, turn

POINTS = 48
"""Pairs of features that are kept to be shown."""

SPREAD = 0.25
GLANCE = Agreement(alike=0.6, correlation=0.5, differing=0.25)
"""What a reproduction must reach at a glance."""

NEAR = Agreement(alike=0.0, correlation=0.6, differing=0.3)
"""And when it is looked at closely, for its transform to be worth making exact."""

EXACT = Agreement(alike=0.95, correlation=0.945, differing=0.02)
"""And when it is laid exactly: the same place drawn another day, or two heads on the same stand,
agree in their ground and not in what stands on it; the same key drawn in chalk and in ink agrees in
its outline, up to .94."""

SCREENED = Agreement(alike=0.85, correlation=0.79, differing=0.08)
"""The same where one of the two shows the dots of a printing screen, which agree with nothing."""

OWN = (
    Agreement(alike=0, correlation=0, differing=1, faint=0.5),
    Agreement(alike=0, correlation=0, differing=1, detail=0.94),
    Agreement(alike=0, correlation=0.976, differing=1),
)
"""Of these a reproduction must reach one, where no screen hides it: the stains of the same sheet
come back with it, and on another sheet the same plate leaves the same lines to their last bend.
What is only drawn alike (the same key, the same heading, the same arms with other charges) agrees
in its outlines, and in neither."""

_SURE = 14.0  # inliers that make a match rather sure


@dataclass(frozen=True)
class Found:
    """A picture found in another.

    ``matrix`` float64 [3, 3] takes the unit square of the first to that of the second; ``points``
    float32 [k, 4] are pairs of features in the two; ``share_first`` and ``share_second`` in [0, 1]
    are the parts that the other covers; ``turned`` is in degrees clockwise; ``score`` in [0, 1].
    """

    matrix: np.ndarray
    points: np.ndarray
    inliers: int
    mirrored: bool
    turned: int
    share_first: float
    share_second: float
    agreement: Agreement
    score: float


def compare(first: Picture, second: Picture, *, mirror: bool = True) -> Found | None:
    """How the first picture lies in the second, or ``None`` where it does not.

    With ``mirror`` a mirrored print is tried too. Deterministic; the same whichever is first, but
    for rounding.
    """
    a, b = first.features, second.features
    found = _laid(first, second, a, b, mirrored=False)
    if found is None and mirror:
        found = _laid(first, second, a.mirrored(), b, mirrored=True)
    return found


def geometry(a: Features, b: Features) -> tuple[Fit, np.ndarray] | None:
    """A fit with enough matches, well spread, and the matches; pixels are not looked at."""
    pairs = matches(a, b)
    fitted = fit(a, b, pairs)
    if fitted is None:
        return None
    unit = _unit_matrix(a, b, fitted.matrix)
    polygon = overlap(unit)
    if len(polygon) < 3:
        return None
    held = moved(np.linalg.inv(b.unit), b.at[pairs[fitted.inliers, 1]])
    return (fitted, pairs) if spread(held, polygon) >= SPREAD else None


def _laid(
    first: Picture, second: Picture, a: Features, b: Features, *, mirrored: bool
) -> Found | None:
    fitted = geometry(a, b)
    if fitted is None:
        return None
    (fitting, pairs) = fitted
    matrix = _unit_matrix(a, b, fitting.matrix)
    mine, theirs = pairs[fitting.inliers].T
    from_first = moved(np.linalg.inv(a.unit), a.at[mine].astype(np.float64))
    in_second = moved(np.linalg.inv(b.unit), b.at[theirs].astype(np.float64))
    if mirrored:
        matrix = matrix @ np.array([[-1, 0, 1], [0, 1, 0], [0, 0, 1.0]])
        from_first[:, 0] = 1 - from_first[:, 0]
    if is_margin(matrix):
        return None
    if not agreement(first.grey, second.grey, matrix, COARSE).reaches(GLANCE):
        return None
    matrix, seen = _finely(first, second, matrix)
    if not _is_exact(first, second, seen):
        return None
    share_first, share_second = shares(matrix)
    _, turned = turn(_pixel_matrix(a, b, matrix))
    inliers = len(fitting.inliers)
    return Found(
        matrix=matrix / matrix[2, 2],
        points=np.c_[from_first, in_second][:POINTS].astype(np.float32),
        inliers=inliers,
        mirrored=mirrored,
        turned=turned,
        share_first=share_first,
        share_second=share_second,
        agreement=seen,
        score=float(np.clip((1 - np.exp(-inliers / _SURE)) * seen.correlation**0.5, 0, 1)),
    )


def _is_exact(first: Picture, second: Picture, seen: Agreement) -> bool:
    if seen.reaches(EXACT) and any(seen.reaches(own) for own in OWN):
        return True
    return seen.reaches(SCREENED) and (is_screened(first.grey) or is_screened(second.grey))


def _finely(first: Picture, second: Picture, matrix: np.ndarray) -> tuple[np.ndarray, Agreement]:
    """The transform, made exact where tones allow it, and how far the two then agree."""
    seen = agreement(first.grey, second.grey, matrix, FINE)
    finer = aligned(first.grey, second.grey, matrix) if seen.reaches(NEAR) else matrix
    if finer is matrix:
        return matrix, seen
    then = agreement(first.grey, second.grey, finer, FINE)
    return (finer, then) if then.correlation > seen.correlation else (matrix, seen)


def _unit_matrix(a: Features, b: Features, matrix: np.ndarray) -> np.ndarray:
    return np.asarray(np.linalg.inv(b.unit) @ matrix @ a.unit)


def _pixel_matrix(a: Features, b: Features, matrix: np.ndarray) -> np.ndarray:
    return np.asarray(b.unit @ matrix @ np.linalg.inv(a.unit))
