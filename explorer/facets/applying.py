"""Applying a made facet: which images have which of its values, and by what right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.facets.models import MadeFacet

_BLOCK = 65_536


@dataclass(frozen=True)
class Applied:
    """What images have: ``codes`` (int32 [m], places among the facet's values) of ``rows`` (int32
    [m], ascending, without doubles), ``scores`` (float32 [m]; a probability where the facet has a
    temperature, ``nan`` where a hand gave the value without a rule) and ``by_hand`` (bool [m])."""

    rows: np.ndarray
    codes: np.ndarray
    scores: np.ndarray
    by_hand: np.ndarray


def apply(facet: MadeFacet, vectors: np.ndarray, rows_of: Mapping[str, int]) -> Applied:
    """Apply a facet to ``vectors`` (float16 or float32 [n, dim], unit length).

    ``rows_of`` tells the rows of the items that hands decided on; others are passed over. Raises
    ``ValueError`` when the facet was made for vectors of another length.
    """
    place = {value.id: at for at, value in enumerate(facet.values)}
    refused = _by_row(facet.refused, rows_of, place)
    rows, codes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    scores = [np.empty(0, np.float32)]
    for start in range(0, len(vectors), _BLOCK):
        found = _scores(facet, vectors[start : start + _BLOCK], refused, start)
        if found is None:
            break
        at, code = np.nonzero(_kept(facet, found))
        rows.append(at + start)
        codes.append(code)
        scores.append(found[at, code])
    ruled = (np.concatenate(rows), np.concatenate(codes), np.concatenate(scores))
    return _with_hands(facet, _by_row(facet.hands, rows_of, place), vectors, ruled)


def score_of(facet: MadeFacet, vectors: np.ndarray) -> np.ndarray:
    """float32 [n, values]: scores, or probabilities; ``-inf`` for values without a rule."""
    scores = _scores(facet, vectors, {}, 0)
    if scores is None:
        return np.full((len(vectors), len(facet.values)), -np.inf, np.float32)
    return scores


def _scores(
    facet: MadeFacet, block: np.ndarray, refused: Mapping[int, tuple[int, ...]], start: int
) -> np.ndarray | None:
    """float32 [b, values], ``-inf`` where there is no rule or a hand refused; ``None`` for none."""
    ruled = [at for at, value in enumerate(facet.values) if value.weights]
    if not ruled:
        return None
    matrix = np.stack([_vector(facet, at) for at in ruled])
    if matrix.shape[1] != block.shape[1]:
        raise ValueError(
            f"the facet {facet.id} was made for vectors of {matrix.shape[1]} numbers, "
            f"this collection's have {block.shape[1]}: make it again"
        )
    offsets = np.array([facet.values[at].offset for at in ruled], np.float32)
    scores = np.full((len(block), len(facet.values)), -np.inf, np.float32)
    scores[:, ruled] = np.asarray(block, np.float32) @ matrix.T + offsets
    for row, taken in refused.items():
        if start <= row < start + len(block):
            scores[row - start, list(taken)] = -np.inf
    if facet.single and facet.temperature:
        scores = _softmax(scores / np.float32(facet.temperature))
    return scores


def _kept(facet: MadeFacet, scores: np.ndarray) -> np.ndarray:
    """bool [b, values]: what is above its threshold, and the best of them where there is one."""
    none = 0.0 if facet.single and facet.temperature else -np.inf
    least = np.array(
        [-np.inf if value.threshold is None else value.threshold for value in facet.values],
        np.float32,
    )
    kept = (scores >= least) & (scores > none)
    if facet.single:
        best = np.zeros_like(kept)
        best[np.arange(len(scores)), np.where(kept, scores, -np.inf).argmax(axis=1)] = True
        kept &= best
    return kept


def _with_hands(
    facet: MadeFacet,
    hands: Mapping[int, tuple[int, ...]],
    vectors: np.ndarray,
    found: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> Applied:
    rows, codes, scores = found
    touched = np.fromiter(hands, np.int64, len(hands))
    free = ~np.isin(rows, touched)
    given = [(row, code) for row, codes_ in hands.items() for code in codes_]
    own = np.array(given, np.int64).reshape(-1, 2)
    told = np.full(len(own), np.nan, np.float32)
    if len(own):
        known = score_of(facet, np.asarray(vectors[own[:, 0]]))[np.arange(len(own)), own[:, 1]]
        told = np.where(np.isfinite(known), known, np.nan).astype(np.float32)
    all_rows = np.concatenate([rows[free].astype(np.int64), own[:, 0]])
    all_codes = np.concatenate([codes[free].astype(np.int64), own[:, 1]])
    all_scores = np.concatenate([scores[free].astype(np.float32), told])
    by_hand = np.arange(len(all_rows)) >= len(all_rows) - len(own)
    order = np.lexsort((all_codes, all_rows))
    return Applied(
        all_rows[order].astype(np.int32),
        all_codes[order].astype(np.int32),
        all_scores[order],
        by_hand[order],
    )


def _by_row(
    told: Mapping[str, tuple[str, ...]], rows_of: Mapping[str, int], place: Mapping[str, int]
) -> dict[int, tuple[int, ...]]:
    return {
        rows_of[id_]: tuple(dict.fromkeys(place[value] for value in values))
        for id_, values in told.items()
        if id_ in rows_of
    }


def _vector(facet: MadeFacet, at: int) -> np.ndarray:
    vector = facet.values[at].vector
    assert vector is not None  # those with weights are asked
    return vector


def _softmax(scores: np.ndarray) -> np.ndarray:
    peak = scores.max(axis=1, keepdims=True)
    # A row whose values were all refused has none to be likely.
    shifted = np.exp(scores - np.where(np.isfinite(peak), peak, 0))
    total: np.ndarray = shifted / np.maximum(shifted.sum(axis=1, keepdims=True), 1e-30)
    return total
