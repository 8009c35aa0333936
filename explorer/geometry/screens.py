"""Whether a picture was printed through a screen: its dots stand in rows at right angles."""

from __future__ import annotations

import numpy as np

_SIDE = 256
_LEAST = 128
_MIDDLES = (0.3, 0.5, 0.7)
_DOTS = 0.11
"""What the waves of a screen are of a part's whole contrast: .15 to .54 in prints that have one,
.01 to .07 in those that have none, engravings among them."""

_ABOVE = 30.0  # how far they stand above other fine waves
_CONTRAST = 8.0  # of 255: what is flatter shows no dots

_AROUND = 6  # where the second wave may be, in steps of the spectrum


def is_screened(grey: np.ndarray) -> bool:
    """Whether uint8 [h, w] shows the dots of a printing screen, anywhere about its middle."""
    return screen_of(grey) >= _DOTS


def screen_of(grey: np.ndarray) -> float:
    """What the weaker of two waves at right angles is of the contrast, where it is strongest."""
    height, width = grey.shape
    if min(height, width) < _LEAST:
        return 0.0
    tones = grey.astype(np.float32)
    best = 0.0
    seen: set[tuple[int, int]] = set()
    for down in _MIDDLES:
        for across in _MIDDLES:
            top = int(np.clip(down * height - _SIDE / 2, 0, max(0, height - _SIDE)))
            left = int(np.clip(across * width - _SIDE / 2, 0, max(0, width - _SIDE)))
            if (top, left) not in seen:
                seen.add((top, left))
                best = max(best, _waves(tones[top : top + _SIDE, left : left + _SIDE]))
    return best


def _waves(part: np.ndarray) -> float:
    contrast = float(part.std())
    if contrast < _CONTRAST:
        return 0.0
    window = np.outer(np.hanning(part.shape[0]), np.hanning(part.shape[1])).astype(np.float32)
    power = np.abs(np.fft.fft2((part - part.mean()) * window, s=(_SIDE, _SIDE)))
    along = np.fft.fftfreq(_SIDE)
    fy, fx = along[:, None], along[None, :]
    radius = np.hypot(fy, fx)
    # Waves along the axes are of what is straight in the picture, or of its coding.
    ring = (radius > 0.11) & (radius < 0.48) & (np.abs(fx) > 0.02) & (np.abs(fy) > 0.02)
    y, x = divmod(int(np.where(ring, power, 0).argmax()), _SIDE)
    first = float(power[y, x])
    turned_y, turned_x = round(-along[x] * _SIDE), round(along[y] * _SIDE)
    shifted = np.roll(power, (_AROUND - turned_y, _AROUND - turned_x), (0, 1))
    second = float(shifted[: 2 * _AROUND + 1, : 2 * _AROUND + 1].max())
    weaker = min(first, second)
    if weaker < _ABOVE * float(np.median(power[ring])):
        return 0.0
    return 2 * weaker / float(window.sum()) / contrast
