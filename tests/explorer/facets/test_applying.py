"""A facet's rule is what a look at each image gives, and hands win."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibitions.models import InvalidError
from explorer.facets.applying import apply
from explorer.facets.models import MadeFacet, MadeValue, read_facet

DIM = 6
NAMES = ("a", "b", "c")


def unit(rng: np.random.Generator, n: int) -> np.ndarray:
    rows = rng.normal(size=(n, DIM))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


@st.composite
def cases(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(0, 40))
    single = draw(st.booleans())
    temperature = draw(st.none() | st.sampled_from([0.01, 0.1, 1.0])) if single else None
    values = tuple(
        MadeValue.of(
            id=name,
            name={"fr": name.upper()},
            vector=None if draw(st.integers(0, 5)) == 0 else rng.normal(size=DIM),
            offset=float(rng.normal()),
            threshold=draw(st.none() | st.floats(0, 1)),
        )
        for name in NAMES[: draw(st.integers(1, 3))]
    )
    ids = [value.id for value in values]
    given_ = st.dictionaries(
        st.sampled_from([f"i{row}" for row in range(45)]),
        st.lists(st.sampled_from(ids), max_size=1 if single else 3, unique=True).map(tuple),
        max_size=6,
    )
    facet = MadeFacet(
        id="x",
        source="classes",
        single=single,
        values=values,
        temperature=temperature,
        hands=draw(given_),
        refused=draw(given_),
    )
    return facet, unit(rng, n)


def expected(facet: MadeFacet, vectors: np.ndarray, row: int) -> set[str]:
    """One image at a time, in plain Python."""
    id_ = f"i{row}"
    if id_ in facet.hands:
        return set(facet.hands[id_])
    scores = {
        value.id: float(np.asarray(vectors[row], np.float32) @ value.vector) + value.offset
        for value in facet.values
        if value.vector is not None and value.id not in facet.refused.get(id_, ())
    }
    if facet.temperature and scores:
        top = max(scores.values())
        odds = {name: np.exp((one - top) / facet.temperature) for name, one in scores.items()}
        scores = {name: one / sum(odds.values()) for name, one in odds.items()}
    least = {value.id: value.threshold for value in facet.values}
    kept = {name for name, one in scores.items() if least[name] is None or one >= least[name]}
    if facet.single and kept:
        return {max(kept, key=lambda name: scores[name])}
    return kept


def borderline(facet: MadeFacet, vectors: np.ndarray, row: int) -> bool:
    """Whether rounding alone may decide."""
    scores = [
        float(np.asarray(vectors[row], np.float32) @ value.vector) + value.offset
        for value in facet.values
        if value.vector is not None
    ]
    if facet.temperature:
        odds = np.exp((np.array(scores) - max(scores, default=0)) / facet.temperature)
        scores = [*(odds / odds.sum())] if len(odds) else []
    known = [value.threshold for value in facet.values if value.threshold is not None]
    pairs = [(one, other) for at, one in enumerate(scores) for other in [*known, *scores[:at]]]
    return any(abs(one - other) < 1e-4 for one, other in pairs)


@settings(max_examples=120, deadline=None)
@given(cases())
def test_what_images_have_is_what_a_look_at_each_gives(case) -> None:
    facet, vectors = case
    found = apply(facet, vectors, {f"i{row}": row for row in range(len(vectors))})
    assert (np.diff(found.rows) >= 0).all()
    pairs = list(zip(found.rows.tolist(), found.codes.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    for row in range(len(vectors)):
        told = {facet.values[code].id for at, code in pairs if at == row}
        if not borderline(facet, vectors, row):
            assert told == expected(facet, vectors, row)
    hands = {f"i{row}" for row in found.rows[found.by_hand].tolist()}
    assert hands <= set(facet.hands)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_facet_is_read_as_it_was_written(case) -> None:
    facet, _ = case
    assert read_facet(facet.finding("small").document) == facet


def test_vectors_of_another_model_are_refused() -> None:
    value = MadeValue.of(id="a", name={}, vector=np.ones(DIM + 1))
    facet = MadeFacet(id="x", source="concept", values=(value,))
    with pytest.raises(ValueError, match="make it again"):
        apply(facet, unit(np.random.default_rng(0), 4), {})


def test_what_is_no_facet_is_refused_in_one_line() -> None:
    good = MadeFacet(
        id="x", source="concept", values=(MadeValue.of(id="a", name={}, vector=np.ones(DIM)),)
    ).finding("small").document  # fmt: skip
    assert read_facet(good).id == "x"
    for change in (
        {"id": "../../x"},
        {"values": []},
        {"values": good["values"] * 2},
        {"hands": {"i": ["nothing"]}},
        {"hands": {"i": ["a"] * 300}},
        {"hands": {f"i{n}": ["a"] for n in range(10_001)}},
        {"single": True, "values": [*good["values"], {"id": "b"}], "hands": {"i": ["a", "b"]}},
        {"values": [{**good["values"][0], "weights": "not base64!"}]},
        {"values": [{**good["values"][0], "weights": "AADAfw=="}]},
        {"values": [{**good["values"][0], "threshold": "high"}]},
        {"temperature": 0.0},
        {"more": 1},
    ):
        with pytest.raises(InvalidError) as caught:
            read_facet({**good, **change})
        assert "\n" not in str(caught.value)
    for vector in (np.array([1.0, np.nan]), np.array([np.inf])):
        with pytest.raises(InvalidError):
            MadeValue.of(id="a", name={}, vector=vector)
