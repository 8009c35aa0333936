"""The rule of a set: what makes scores of cosines, and answers of scores. Linear, so that a made
facet has it as it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.classes.models import ClassSet
from explorer.classes.moments import Moments
from explorer.classes.prompts import Encoded

RAW_TEMPERATURE = 0.01
"""What a temperature of 1 is for cosines, where the model does not say its own scale: the inverse
of CLIP's (Radford et al. 2021)."""


@dataclass(frozen=True)
class Rule:
    """Scores are ``cosines * gain + offset`` (float32 [c] each); ``known`` as in ``Encoded``.

    ``temperature`` is what softmax divides scores by, ``None`` where classes do not exclude one
    another. ``least`` (float32 [c]) are the thresholds, ``-inf`` for none.
    """

    gain: np.ndarray
    offset: np.ndarray
    known: np.ndarray
    temperature: float | None
    least: np.ndarray

    def scores(self, cosines: np.ndarray) -> np.ndarray:
        """float32 [m, c] of ``cosines`` [m, c]; ``-inf`` for a class that was not understood."""
        scores: np.ndarray = np.asarray(cosines, np.float32) * self.gain + self.offset
        scores[:, ~self.known] = -np.inf
        return scores

    def certainties(self, cosines: np.ndarray) -> np.ndarray:
        """float32 [m, c]: probabilities where classes exclude one another, else scores."""
        scores = self.scores(cosines)
        if self.temperature is None or not self.known.any():
            return scores
        scores /= np.float32(self.temperature)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores


def rule(asked: ClassSet, encoded: Encoded, moments: Moments, *, scale: float = 0.0) -> Rule:
    """The rule of a set; ``scale`` is the model's own (what it multiplies cosines by), or 0."""
    mean, deviation = moments.of(encoded.vectors)
    gain = np.ones(len(mean))
    offset = np.zeros(len(mean))
    if asked.scale != "raw":
        offset = -mean
    if asked.scale == "standard":
        gain = 1 / np.maximum(deviation, 1e-6)
        offset = offset * gain
    temperature: float | None = None
    if not asked.several:
        own = 1.0 if asked.scale == "standard" else (1 / scale if scale > 0 else RAW_TEMPERATURE)
        temperature = asked.temperature * own
    least = [asked.least(at) for at in range(len(asked.classes))]
    return Rule(
        gain.astype(np.float32),
        offset.astype(np.float32),
        encoded.known,
        temperature,
        np.array([-np.inf if one is None else one for one in least], np.float32),
    )
