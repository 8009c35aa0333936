"""The transform that most matches of two pictures agree on, and whether it can be one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.geometry.features import Features

LEAST = 8
"""Matches that must agree."""

SCALES = (0.2, 5.0)
_TURN = np.radians(30.0)  # how far the direction of a feature may be off
_SIZE = np.log(1.7)  # and its size, as a factor
_ROUGH, _FINE = 0.035, 0.012  # how far its place may be off, as a share of the longer side
_HYPOTHESES = 250
_STEPS = ((4, _ROUGH), (4, _ROUGH), (6, _ROUGH), (6, _FINE), (6, _FINE), (8, _FINE), (8, _FINE))
"""How the transform is refined: unknowns of the map that is solved for, tolerance after it."""

_STRETCH = 1.8  # longest to shortest axis of what becomes of a circle
_LEAN = 0.5  # how far perspective may shrink one edge against another


@dataclass(frozen=True)
class Fit:
    """A transform between two pictures' pixels and the matches that agree with it.

    ``matrix`` float64 [3, 3] takes pixels of the first picture to pixels of the second;
    ``inliers`` are positions among the matches.
    """

    matrix: np.ndarray
    inliers: np.ndarray


def fit(first: Features, second: Features, matches: np.ndarray) -> Fit | None:
    """The transform of the first picture into the second, or ``None`` where there is none.

    Each match by itself says how the one picture lies in the other, since a feature has a size and
    a direction: every one of the most distinct is tried (no chance is involved), and the
    similarity that most others agree with is refined to an affine map, then to a homography.
    """
    if len(matches) < LEAST:
        return None
    pairs = _Pairs.of(first, second, matches)
    matrix, inliers = _similarity(pairs)
    for degree, tolerance in _STEPS:
        if len(inliers) < LEAST:
            return None
        finer = _solved(pairs, inliers, degree)
        if finer is not None and is_sane(finer, first, second):
            agreeing = pairs.agreeing(finer, tolerance)
            if degree < 8 or len(agreeing) >= len(inliers):
                matrix, inliers = finer, agreeing
    if len(inliers) < LEAST or not is_sane(matrix, first, second):
        return None
    return Fit(matrix, inliers)


def is_sane(matrix: np.ndarray, first: Features, second: Features) -> bool:
    """Whether a homography is what laying a picture on a table and looking at it can give."""
    if not np.isfinite(matrix).all() or abs(matrix[2, 2]) < 1e-9:
        return False
    w, h = first.width - 1, first.height - 1
    corners = np.array([(0, 0), (w, 0), (w, h), (0, h), (w / 2, h / 2)], np.float64)
    depth = np.c_[corners, np.ones(5)] @ matrix[2]
    if depth.min() <= 0 or depth.max() > depth.min() / _LEAN:
        return False
    stretches = np.array([_axes(matrix, corner) for corner in corners])
    if stretches[:, 1].min() <= 0:
        return False
    middle = stretches[4]
    scale = np.sqrt(middle[0] * middle[1])
    return bool(
        SCALES[0] <= scale <= SCALES[1]
        and (stretches[:, 0] / stretches[:, 1]).max() <= _STRETCH
        and stretches.max() <= middle[0] / _LEAN
    )


def moved(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """float64 [m, 2]: where a homography takes points [m, 2]."""
    out = np.c_[points, np.ones(len(points))] @ matrix.T
    depth = np.where(np.abs(out[:, 2:]) < 1e-12, 1e-12, out[:, 2:])
    return np.asarray(out[:, :2] / depth)


def _axes(matrix: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The longest and the shortest axis of what becomes of a small circle."""
    there = matrix @ np.array([*at, 1.0])
    linear = (matrix[:2, :2] - np.outer(there[:2] / there[2], matrix[2, :2])) / there[2]
    return np.linalg.svd(linear, compute_uv=False)


@dataclass(frozen=True)
class _Pairs:
    """Matches, feature by feature: places [m, 2], logarithms of sizes and angles [m] of each."""

    a: np.ndarray
    b: np.ndarray
    grown: np.ndarray
    turned: np.ndarray
    sides: tuple[float, float]

    @classmethod
    def of(cls, first: Features, second: Features, matches: np.ndarray) -> _Pairs:
        mine, theirs = matches[:, 0], matches[:, 1]
        return cls(
            first.at[mine].astype(np.float64),
            second.at[theirs].astype(np.float64),
            np.log(second.size[theirs] / first.size[mine]).astype(np.float64),
            (second.angle[theirs] - first.angle[mine]).astype(np.float64),
            (float(max(first.width, first.height)), float(max(second.width, second.height))),
        )

    def agreeing(self, matrix: np.ndarray, tolerance: float) -> np.ndarray:
        """The matches whose place, size and direction a transform explains, both ways."""
        there = np.linalg.norm(moved(matrix, self.a) - self.b, axis=1)
        back = np.linalg.norm(moved(np.linalg.inv(matrix), self.b) - self.a, axis=1)
        linear = matrix[:2, :2] / matrix[2, 2]
        scale = np.log(max(np.sqrt(abs(np.linalg.det(linear))), 1e-9))
        turn = np.arctan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1])
        return np.flatnonzero(
            (there < tolerance * self.sides[1])
            & (back < tolerance * self.sides[0])
            & (np.abs(self.grown - scale) < _SIZE)
            & (np.abs(_wrapped(self.turned - turn)) < _TURN)
        )


def _similarity(pairs: _Pairs) -> tuple[np.ndarray, np.ndarray]:
    """The similarity, given by one match, that most matches agree with."""
    tried = slice(0, _HYPOTHESES)
    grown, turned = pairs.grown[tried], pairs.turned[tried]
    allowed = (np.log(SCALES[0]) <= grown) & (grown <= np.log(SCALES[1]))
    factor = (np.exp(grown) * np.exp(1j * turned)).astype(np.complex64)
    a, b = (
        (points[:, 0] + 1j * points[:, 1]).astype(np.complex64) for points in (pairs.a, pairs.b)
    )
    off = b[tried] - factor * a[tried]
    missed = factor[:, None] * a[None] + off[:, None] - b[None]
    # There and back: what the one picture is off by, and that brought to the other's size.
    allowed_off = _ROUGH * np.minimum(pairs.sides[1], pairs.sides[0] * np.abs(factor))
    agree = (
        (missed.real**2 + missed.imag**2 < (allowed_off**2)[:, None])
        & (np.abs(pairs.grown[None] - grown[:, None]) < _SIZE)
        & (np.abs(_wrapped(pairs.turned[None] - turned[:, None])) < _TURN)
        & allowed[:, None]
    )
    best = int(agree.sum(1).argmax())
    f, t = complex(factor[best]), complex(off[best])
    matrix = np.array([[f.real, -f.imag, t.real], [f.imag, f.real, t.imag], [0, 0, 1]])
    return matrix, np.flatnonzero(agree[best])


def _solved(pairs: _Pairs, inliers: np.ndarray, degree: int) -> np.ndarray | None:
    """The similarity (4), affine map (6) or homography (8) nearest to matches, least squares."""
    a, b = pairs.a[inliers], pairs.b[inliers]
    middle_a, middle_b = a.mean(0), b.mean(0)
    spread_a, spread_b = (max(float(p.std()), 1e-6) for p in (a, b))
    x, y = ((a - middle_a) / spread_a).T
    u, v = ((b - middle_b) / spread_b).T
    zero, one = np.zeros(len(a)), np.ones(len(a))
    if degree == 4:
        rows = np.r_[np.c_[x, -y, one, zero], np.c_[y, x, zero, one]]
    elif degree == 6:
        rows = np.r_[np.c_[x, y, one, zero, zero, zero], np.c_[zero, zero, zero, x, y, one]]
    else:
        rows = np.r_[
            np.c_[x, y, one, zero, zero, zero, -u * x, -u * y],
            np.c_[zero, zero, zero, x, y, one, -v * x, -v * y],
        ]
    found, _, rank, _ = np.linalg.lstsq(rows, np.r_[u, v], rcond=None)
    if rank < degree:
        return None
    if degree == 4:
        c, s, dx, dy = found
        core = np.array([[c, -s, dx], [s, c, dy], [0, 0, 1]])
    else:
        core = np.append(found, [0, 0, 1] if degree == 6 else [1]).reshape(3, 3)
    to_a = np.array([[1, 0, -middle_a[0]], [0, 1, -middle_a[1]], [0, 0, spread_a]]) / spread_a
    to_b = np.array([[spread_b, 0, middle_b[0]], [0, spread_b, middle_b[1]], [0, 0, 1]])
    matrix = to_b @ core @ to_a
    return matrix / matrix[2, 2] if abs(matrix[2, 2]) > 1e-12 else None


def _wrapped(angles: np.ndarray) -> np.ndarray:
    """Angles, in radians, between -pi and pi."""
    return np.asarray((angles + np.pi) % (2 * np.pi) - np.pi)
