"""What training never sees, so that scores tell what was learnt, not what was kept by heart."""

from __future__ import annotations

import hashlib
from functools import cache

from precompute.demo.sampling import Truth, techniques_of
from precompute.demo.subjects import SUBJECTS

TRAINING, VALIDATION, TEST = 1001, 1002, 1003
"""First numbers of the seeds of each part; archives are drawn from others."""

Combination = tuple[str, str]
"""A subject and a technique."""

_SHARE = 20  # one combination in so many is kept for each of the parts that are not for training
_SHOWN = 24  # combinations a part is asked about, half of them held out
_TIMES = 12  # pictures of each


@cache
def combinations(part: int) -> tuple[Combination, ...]:
    """Combinations that are in no picture for training, kept for ``VALIDATION`` or ``TEST``."""
    rest = {VALIDATION: 1, TEST: 0}[part]
    return tuple(pair for pair in _possible() if _number(pair) % _SHARE == rest)


def is_held_out(truth: Truth) -> bool:
    """Whether a picture has such a combination, of either part."""
    kept = {*combinations(VALIDATION), *combinations(TEST)}
    return any((subject, truth.technique) in kept for subject in truth.subjects)


@cache
def asked(part: int) -> dict[str, tuple[Combination, ...]]:
    """Combinations that scores ask for: ``seen`` in training, and ``held out``."""
    half = _SHOWN // 2
    kept = {*combinations(VALIDATION), *combinations(TEST)}
    seen = sorted((pair for pair in _possible() if pair not in kept), key=_number)
    start = half if part == TEST else 0
    return {
        "seen": tuple(seen[start : start + half]),
        "held out": tuple(sorted(combinations(part), key=_number)[:half]),
    }


def wanted(part: int, number: int) -> Combination | None:
    """What picture ``number`` of a part must show, for those that scores ask for."""
    if part == TRAINING:
        return None
    pairs = [pair for found in asked(part).values() for pair in found]
    return pairs[number // _TIMES] if number < _TIMES * len(pairs) else None


@cache
def _possible() -> tuple[Combination, ...]:
    return tuple((s, t) for s in SUBJECTS for t in techniques_of(s) if len(techniques_of(s)) > 3)


def _number(pair: Combination) -> int:
    digest = hashlib.sha256(" ".join(pair).encode()).digest()
    return int.from_bytes(digest[:4], "big")
