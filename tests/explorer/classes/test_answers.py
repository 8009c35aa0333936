"""What holds of every classification, whatever the scores."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.classes.answers import Single, Verdicts, several, single
from explorer.classes.models import read_set
from explorer.classes.moments import moments
from explorer.classes.prompts import Encoded
from explorer.classes.rules import Rule, rule


@st.composite
def asked(draw: st.DrawFn, exclusive: bool = True) -> tuple[np.ndarray, Rule]:
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    images, classes = draw(st.integers(1, 40)), draw(st.integers(1, 6))
    known = rng.random(classes) > draw(st.sampled_from([0.0, 0.3]))
    least = np.where(rng.random(classes) > 0.5, rng.random(classes), -np.inf)
    made = Rule(
        rng.uniform(0.5, 2, classes).astype(np.float32),
        rng.normal(0, 0.3, classes).astype(np.float32),
        known,
        draw(st.sampled_from([0.05, 1.0, 4.0])) if exclusive else None,
        least.astype(np.float32),
    )
    return rng.normal(0, 1, (images, classes)).astype(np.float32), made


@given(asked())
def test_the_answer_is_the_likeliest_that_reaches_its_threshold(told) -> None:
    cosines, made = told
    found = single(cosines, made)
    sure = made.certainties(cosines)
    for row, answer in enumerate(found.machine):
        reached = [
            c for c in range(len(made.known)) if made.known[c] and sure[row, c] >= made.least[c]
        ]
        if not reached:
            assert answer == -1
        else:
            assert answer in reached
            assert sure[row, answer] == max(sure[row, c] for c in reached)
    if made.known.any():
        assert np.allclose(sure[:, made.known].sum(axis=1), 1, atol=1e-4)
        assert (found.best == np.where(made.known, sure, -1).argmax(axis=1)).all()
        assert (found.next <= found.certainty).all()
    assert not np.isin(found.machine, np.flatnonzero(~made.known)).any()


@given(asked(), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_leaves_more_in_none_of_these(told, one, other) -> None:
    cosines, made = told
    low, high = sorted((one, other))

    def none(least: float) -> np.ndarray:
        bound = np.full(len(made.known), least, np.float32)
        changed = Rule(made.gain, made.offset, made.known, made.temperature, bound)
        return single(cosines, changed).machine == -1

    assert (none(low) <= none(high)).all()


@given(asked(), st.randoms(use_true_random=False))
def test_the_order_of_the_classes_does_not_matter(told, random) -> None:
    cosines, made = told
    order = list(range(len(made.known)))
    random.shuffle(order)
    turned = Rule(
        made.gain[order], made.offset[order], made.known[order], made.temperature, made.least[order]
    )
    here, there = single(cosines, made), single(cosines[:, order], turned)
    places = np.append(np.array(order), -1)
    assert (places[there.machine] == here.machine).all()
    assert (
        several(cosines, made).machine[:, order] == several(cosines[:, order], turned).machine
    ).all()


@given(asked(), st.sampled_from([0.1, 0.5, 3.0]))
def test_the_temperature_changes_no_order(told, factor) -> None:
    cosines, made = told
    bare = np.full_like(made.least, -np.inf)
    hot = Rule(made.gain, made.offset, made.known, made.temperature * factor, bare)
    cold = Rule(made.gain, made.offset, made.known, made.temperature, bare)
    assert (single(cosines, hot).best == single(cosines, cold).best).all()


@given(asked(), st.data())
def test_the_hand_wins(told, data) -> None:
    cosines, made = told
    images, classes = cosines.shape
    given_ = data.draw(
        st.dictionaries(st.integers(0, images - 1), st.integers(-1, classes - 1), max_size=6)
    )
    found = single(cosines, made, Verdicts(given_, {}, {}))
    bare = single(cosines, made)
    for place, answer in given_.items():
        assert found.answer[place] == answer and found.by_hand[place]
    others = np.setdiff1d(np.arange(images), list(given_))
    assert (found.answer[others] == bare.answer[others]).all()
    assert (found.machine == bare.machine).all(), "what the machine says is not touched"
    assert found.counts.sum() == images


@given(asked(exclusive=False), st.data())
def test_the_hand_wins_where_there_are_several(told, data) -> None:
    cosines, made = told
    images, classes = cosines.shape
    pairs = st.tuples(st.integers(0, images - 1), st.integers(0, classes - 1))
    yes = data.draw(st.sets(pairs, max_size=5))
    no = data.draw(st.sets(pairs, max_size=5)) - yes

    def by_place(chosen):
        return {p: tuple(c for q, c in chosen if q == p) for p, _ in chosen}

    found = several(cosines, made, Verdicts({}, by_place(yes), by_place(no)))
    bare = several(cosines, made)
    for place in range(images):
        for at in range(classes):
            if (place, at) in yes | no:
                assert found.answer[place, at] == ((place, at) in yes)
            else:
                assert found.answer[place, at] == bare.answer[place, at]
    assert (bare.machine <= (made.scores(cosines) >= made.least)).all()


def test_scores_are_centred_and_standardised() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.normal(0.2, 1, (400, 8))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    words = rng.normal(size=(3, 8)).astype(np.float32)
    words /= np.linalg.norm(words, axis=1, keepdims=True)
    encoded = Encoded(words, np.ones(3, bool), ((), (), ()))
    cosines = vectors.astype(np.float32) @ words.T
    of = {"id": "a", "classes": [{"id": "x"}, {"id": "y"}, {"id": "z"}]}
    found = moments(vectors)
    raw = rule(read_set(of | {"scale": "raw"}), encoded, found, scale=50)
    assert np.allclose(raw.scores(cosines), cosines)
    assert raw.temperature == 1 / 50
    centred = rule(read_set(of | {"scale": "centred", "temperature": 2}), encoded, found)
    assert np.allclose(centred.scores(cosines).mean(axis=0), 0, atol=1e-3)
    assert centred.temperature == 0.02
    standard = rule(read_set(of | {"scale": "standard", "several": True}), encoded, found)
    scores = standard.scores(cosines)
    assert np.allclose(scores.mean(axis=0), 0, atol=1e-2)
    assert np.allclose(scores.std(axis=0), 1, atol=1e-2)
    assert standard.temperature is None


def test_nothing_understood_puts_everything_in_none() -> None:
    made = Rule(np.ones(2), np.zeros(2), np.zeros(2, bool), 1.0, np.full(2, -np.inf))
    found = single(np.zeros((3, 2), np.float32), made)
    assert isinstance(found, Single)
    assert found.machine.tolist() == [-1, -1, -1] and found.counts.tolist() == [0, 0, 3]
    empty = Rule(np.ones(0), np.zeros(0), np.zeros(0, bool), 1.0, np.zeros(0))
    assert single(np.zeros((3, 0), np.float32), empty).counts.tolist() == [3]
    assert several(np.zeros((0, 2), np.float32), made).counts.tolist() == [0, 0, 0]
