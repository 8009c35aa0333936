"""A picture as it is compared: its tones, its colours when small, its features, each when asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import numpy as np

from explorer.geometry.features import SIDE, Features, features_of, sized


def decoded(path: Path) -> np.ndarray | None:
    """uint8 [h, w, 3] (RGB) of one of the house's own derivatives; ``None`` if it cannot be read.

    Not for files from outside, which have to be decoded with more care.
    """
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    try:
        data = np.fromfile(path, np.uint8)
    except OSError:
        return None
    try:
        pixels = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB) if len(data) else None
    except cv2.error:
        return None
    return None if pixels is None else np.asarray(pixels)


class Picture:
    """A picture to be compared, of which ``pixels`` uint8 [h, w, 3] (RGB) or [h, w] are given.

    ``width`` and ``height`` are those of the whole picture, of which ``pixels`` may be a
    derivative. Where the features are known already the pixels may be read when they are needed,
    if ever: then ``pixels`` is the function that reads them, and the sizes have to be said.
    """

    def __init__(
        self,
        pixels: np.ndarray | Callable[[], np.ndarray],
        *,
        width: int = 0,
        height: int = 0,
        features: Features | None = None,
    ) -> None:
        self._given = pixels
        self.width = width or self.pixels.shape[1]
        self.height = height or self.pixels.shape[0]
        if features is not None:
            self.features = features

    @cached_property
    def pixels(self) -> np.ndarray:
        """uint8 [h, w, 3] (RGB) or [h, w]."""
        return self._given() if callable(self._given) else self._given

    @cached_property
    def grey(self) -> np.ndarray:
        """uint8 [h, w]: the tones, the longer side ``SIDE`` pixels or less."""
        return sized(self.pixels, SIDE)

    @cached_property
    def features(self) -> Features:
        """The local features of ``grey``."""
        return features_of(self.grey)
