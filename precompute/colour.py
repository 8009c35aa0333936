"""The dominant colour of a picture."""

from __future__ import annotations

import numpy as np

_CLUSTERS, _ROUNDS = 6, 8
_GREY = 0.012  # what no chroma counts: a fifth of that of old paper
_STUDIO_CHROMA, _STUDIO_BORDER, _BEHIND = 0.03, 0.7, 0.4
_LIKE = 0.07  # distance in Oklab under which two clusters are one colour to the eye

# sRGB to cone responses and to Oklab (Ottosson 2020, "A perceptual color space").
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def dominant_colour(pixels: np.ndarray) -> str:
    """``#rrggbb`` of the colour one would name for uint8 [h, w, 3] (small: some 32 px a side).

    The pixels are clustered in Oklab (k-means from fixed seeds, so the same picture always gives
    the same colour) and the cluster with the largest share wins, where a share counts for more
    the more chromatic it is: a red seal on grey paper is not grey, and neither is a seal of ten
    pixels the colour of a landscape.
    """
    rgb = pixels.reshape(-1, 3)
    edge = np.ones(pixels.shape[:2], bool)
    edge[1:-1, 1:-1] = False
    border = edge.reshape(-1)
    lab = oklab(rgb)
    labels = _clusters(lab)
    best, best_score = np.zeros(3), -1.0
    for cluster in range(_CLUSTERS):
        members = labels == cluster
        if not members.any():
            continue
        centre = lab[members].mean(axis=0)
        # One colour with a grain falls into several clusters: what looks alike counts as one.
        near = members | (np.linalg.norm(lab - centre, axis=1) < _LIKE)
        share = float(near.mean())
        _, a, b = lab[near].mean(axis=0)
        chroma = float(np.hypot(a, b))
        if chroma < _STUDIO_CHROMA and near[border].mean() > _STUDIO_BORDER:
            share *= _BEHIND
        score = share * (_GREY + chroma)
        if score > best_score:
            best, best_score = rgb[near].mean(axis=0), score
    red, green, blue = (round(value) for value in best.tolist())
    return f"#{red:02x}{green:02x}{blue:02x}"


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Oklab of sRGB colours [n, 3] in 0..255: lightness 0 to 1, a and b; float64 [n, 3]."""
    value = rgb.astype(np.float64) / 255.0
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    lab: np.ndarray = np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T
    return lab


def _clusters(lab: np.ndarray) -> np.ndarray:
    # Seeds: the mean, then each time the pixel farthest from the seeds so far.
    centres = [lab.mean(axis=0)]
    distance = ((lab - centres[0]) ** 2).sum(axis=1)
    for _ in range(_CLUSTERS - 1):
        centres.append(lab[int(distance.argmax())])
        distance = np.minimum(distance, ((lab - centres[-1]) ** 2).sum(axis=1))
    means = np.array(centres)
    labels = np.zeros(len(lab), np.intp)
    for _ in range(_ROUNDS):
        # |x - c|^2 without |x|^2, which is the same for every centre.
        labels = ((means**2).sum(axis=1) - 2.0 * lab @ means.T).argmin(axis=1)
        for cluster in range(_CLUSTERS):
            members = labels == cluster
            if members.any():
                means[cluster] = lab[members].mean(axis=0)
    return labels
