"""Scores: what knows everything gets all, what knows nothing gets chance."""

import numpy as np
import pytest

from precompute.demo.drawn import chosen
from precompute.demo.held_out import TEST
from precompute.demo.scores import agreement, precision, scores
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES
from precompute.demo.terms import subject_terms, technique_terms

TRUTHS = tuple(chosen(TEST, number)[1] for number in range(1200))
KEYS = [*SUBJECTS, *TECHNIQUES]


def unit(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def shown(truth):
    """A vector with one direction for each thing shown, and for the technique."""
    vector = np.zeros(len(KEYS), np.float32)
    street = ["street_view"] if truth.setting == "street" else []
    for key in (*truth.subjects, *street, truth.technique):
        vector[KEYS.index(key)] = 1
    return vector


def knowing(texts, language):
    """Finds the names in a text, whatever stands around them; the longest name counts."""
    out = np.zeros((len(texts), len(KEYS)), np.float32)
    for table in (subject_terms(language), technique_terms(language)):
        names = {
            name: key for key, terms in table.items() for name in (terms[0].name, terms[0].many)
        }
        for row, text in enumerate(texts):
            found = [name for name in names if name in text]
            if found:
                out[row, KEYS.index(names[max(found, key=len)])] = 1
    return unit(out)


def test_an_encoder_that_reads_the_truth_gets_nearly_all():
    # Not unit length: a picture of two things shows each of them no less.
    vectors = np.stack([shown(truth) for truth in TRUTHS])
    found = {score.name: score.figures for score in scores(vectors, TRUTHS, knowing, part=TEST)}
    assert len(found) == 7
    assert min(found["subject"].values()) > 0.95
    assert min(found["subject with technique, held out"].values()) > 0.9
    assert min(found["technique, zero-shot accuracy"].values()) > 0.9


def test_an_encoder_that_knows_nothing_gets_chance():
    rng = np.random.default_rng(0)
    vectors = unit(rng.normal(size=(len(TRUTHS), 16)))

    def ignorant(texts, language):
        return unit(rng.normal(size=(len(texts), 16)))

    found = {score.name: score.figures for score in scores(vectors, TRUTHS, ignorant, part=TEST)}
    assert max(found["subject"].values()) < 0.1
    assert max(found["technique, zero-shot accuracy"].values()) < 0.3


def test_vectors_and_truths_belong_together():
    with pytest.raises(ValueError, match="3 vectors for 1200 pictures"):
        scores(np.zeros((3, 4)), TRUTHS, knowing, part=TEST)


def test_precision_and_agreement():
    order = np.array([5.0, 4, 3, 2, 1])
    assert precision(order, np.array([1, 1, 0, 0, 0], bool), at=2) == 1
    assert precision(order, np.array([0, 1, 0, 0, 1], bool), at=2) == 0.5
    assert agreement(order, order * 3 + 1) == pytest.approx(1)
    assert agreement(order, -order) == pytest.approx(-1)
