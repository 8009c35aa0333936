"""The models that embed a collection: presets over open_clip, or local weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.bundle import Bundle, ModelInfo
from precompute.errors import InputError
from precompute.options import BuildOptions

if TYPE_CHECKING:
    from explorer.bundle.preprocessing import Preprocessing


@dataclass(frozen=True)
class Model:
    """A model that is ready to encode."""

    info: ModelInfo
    identity: str
    preprocessing: Preprocessing
    device: str = "cpu"

    def encode_pixels(self, pixels: np.ndarray) -> np.ndarray:
        """float32 [b, dim], unit length, of uint8 [b, S, S, 3]."""
        raise NotImplementedError


def model_for(options: BuildOptions, *, base: Bundle | None = None) -> Model | None:
    """The model that the options ask for; ``None`` with imported vectors."""
    if options.vectors is not None:
        return None
    raise InputError("give --vectors FILE.npy: models come soon")
