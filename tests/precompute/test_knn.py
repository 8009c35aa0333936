import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precompute import knn


def unit(n, dim=12, seed=0):
    held = np.random.default_rng(seed).normal(size=(n, dim))
    return (held / np.linalg.norm(held, axis=1, keepdims=True)).astype(np.float16)


@given(st.integers(1, 40), st.integers(1, 50), st.integers(1, 17))
@settings(deadline=None, max_examples=50)
def test_exact_search_in_blocks_is_a_sort_of_all_scores(n, k, block):
    vectors = unit(n)
    scores, rows = knn.exact(vectors, vectors[:5], k, block=block)
    full = vectors[:5].astype(np.float32) @ vectors.astype(np.float32).T
    kept = min(n, k)
    best = -np.sort(-full, axis=1)[:, :kept]
    np.testing.assert_allclose(scores[:, :kept], best, atol=1e-5)
    assert (rows[:, kept:] == -1).all()
    assert (scores[:, kept:] == -1).all()
    np.testing.assert_allclose(np.take_along_axis(full, rows[:, :kept], 1), best, atol=1e-5)


def test_the_image_itself_is_told_by_its_row_and_not_by_its_score():
    vectors = np.concatenate([np.tile(unit(1), (40, 1)), unit(5, seed=1)])
    own = np.arange(len(vectors))
    scores, rows = knn.without_self(*knn.exact(vectors, vectors, 9), own, 8)
    assert not (rows == own[:, None]).any()
    assert (scores[:40] > 0.99).all()
    assert all(len(set(line)) == 8 for line in rows.tolist())


def test_lists_shorter_than_k_are_padded():
    vectors = unit(3)
    scores, rows = knn.without_self(*knn.exact(vectors, vectors, 6), np.arange(3), 5)
    assert (rows[:, :2] >= 0).all()
    assert (rows[:, 2:] == -1).all()
    assert rows.shape == scores.shape == (3, 5)


def test_an_index_of_lists_finds_nearly_what_exact_search_finds():
    vectors = unit(2_000)
    index = faiss.index_factory(12, "IVF16,SQ8", faiss.METRIC_INNER_PRODUCT)
    index.train(vectors.astype(np.float32))
    index.add(vectors.astype(np.float32))
    truth = knn.exact(vectors, vectors[:100], 10)[1]
    found = knn.approximate(index, vectors[:100], 10, nprobe=12)[1]
    shared = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(found, truth, strict=True)])
    assert shared > 0.85


@pytest.mark.parametrize(("total", "size"), [(0, 5), (5, 5), (11, 5)])
def test_blocks_cover_everything_once(total, size):
    rows = [row for part in knn.blocks(total, size) for row in range(part.start, part.stop)]
    assert rows == list(range(total))
