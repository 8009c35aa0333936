"""A picture that is brought is looked for among the likeliest, for a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.collection import Collection
from explorer.geometry import decoded
from explorer.reproductions.checking import CANDIDATES, check


@pytest.mark.parametrize(("seconds", "compared"), [(0.4, 2), (9.5, CANDIDATES)])
def test_when_the_time_is_over_no_further_candidate_is_begun(
    small_bundle: Path, seconds: float, compared: int
) -> None:
    collection = Collection(small_bundle)
    (item,) = collection.items([5], language="en")
    pixels = decoded(small_bundle / collection.bundle.thumb(item.sha256, size=1024))
    assert pixels is not None
    near = np.repeat(collection.engine.vectors.vector(np.array([5])), 6, axis=0)
    now = iter(np.arange(0, 100) / 2)  # a busy machine: half a second at each look at the clock
    told = check(collection, pixels, near, seconds=seconds, clock=lambda: float(next(now)))
    assert told.compared == compared
    assert told.candidates == CANDIDATES
    assert told.recognised[0].row == 5
