import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precompute.faiss_index import (
    EXACT_TO,
    IndexPlan,
    fill,
    held_out,
    measure_recall,
    overlap,
    plan_index,
    sample,
    trained_index,
)


@pytest.fixture(scope="module")
def vectors():
    random = np.random.default_rng(0)
    held = random.normal(size=(40, 24))[random.integers(0, 40, 4_000)]
    held = held + 0.5 * random.normal(size=held.shape)
    return (held / np.linalg.norm(held, axis=1, keepdims=True)).astype(np.float16)


def made(vectors, plan, *, seed=0):
    index = trained_index(vectors, plan, seed=seed)
    assert sum(fill(index, vectors)) == len(vectors)
    return index


@pytest.mark.parametrize(
    ("n", "factory"),
    [
        (1, "SQfp16"),
        (EXACT_TO, "SQfp16"),
        (EXACT_TO + 1, "IVF256,SQ8"),
        (100_000, "IVF1024,SQ8"),
        (1_000_000, "IVF4096,SQ8"),
        (25_000_000, "IVF65536_HNSW32,RaBitQfs4"),
    ],
)
def test_the_index_suits_the_size(n, factory):
    plan = plan_index(n, 768)
    assert plan.factory == factory
    assert 0 < plan.training <= n
    faiss.index_factory(768, plan.factory, faiss.METRIC_INNER_PRODUCT)


@given(st.integers(1, 30_000_000), st.sampled_from([48, 512, 768, 1152]))
def test_more_images_never_take_more_bytes_each(n, dim):
    plan = plan_index(n, dim)
    assert plan_index(2 * n, dim).bytes_per_vector <= plan.bytes_per_vector <= 2 * dim
    assert plan.lists * 39 <= plan.training or not plan.lists


def test_exact_search_finds_all(vectors):
    index = made(vectors, plan_index(*vectors.shape))
    quality = measure_recall(index, vectors, k=100, seed=0)
    assert quality.nprobe == 0
    assert quality.recall > 0.999


def test_nprobe_is_the_smallest_that_reaches_what_is_wanted(vectors):
    index = made(vectors, IndexPlan("IVF64,SQ8", 64, 4_000, 32))
    modest = measure_recall(index, vectors, k=20, seed=0, wanted=0.8)
    strict = measure_recall(index, vectors, k=20, seed=0, wanted=0.97)
    assert modest.recall >= 0.8
    assert modest.nprobe <= strict.nprobe
    assert all(recall < 0.97 for probe, recall in strict.tried.items() if probe < strict.nprobe)


def test_what_cannot_be_reached_settles_for_the_best(vectors):
    index = made(vectors, IndexPlan("IVF16,SQ4", 16, 1_000, 20))
    quality = measure_recall(index, vectors, k=20, seed=0, wanted=1.1)
    assert quality.recall >= max(quality.tried.values()) - 0.002


def test_what_is_asked_is_not_in_the_collection_and_texts_lie_beside_it(vectors):
    shifted = vectors.astype(np.float32) + 0.3
    shifted /= np.linalg.norm(shifted, axis=1, keepdims=True)
    asked = held_out(shifted, count=50, seed=3)
    own = sample(len(shifted), 50, seed=3)
    for kind, near in (("pictures", 0.8), ("texts", 0.3)):
        assert np.linalg.norm(asked[kind], axis=1) == pytest.approx(1, abs=1e-5)
        cosines = (asked[kind] * shifted[own]).sum(axis=1)
        assert near < cosines.mean() < 0.99
    middle = shifted.mean(axis=0)
    assert abs((asked["texts"] @ middle).mean()) < 0.5 * (asked["pictures"] @ middle).mean()
    again = held_out(shifted, count=50, seed=3)
    assert all((asked[kind] == again[kind]).all() for kind in asked)


def test_the_hardest_kind_of_query_chooses_and_exact_order_helps(vectors):
    index = made(vectors, IndexPlan("IVF64,SQ4", 64, 4_000, 32))
    asked = held_out(vectors, count=60, seed=0)
    bare, refined = (
        measure_recall(index, vectors, k=50, seed=0, asked=asked, refined=times) for times in (1, 2)
    )
    for quality in (bare, refined):
        assert set(quality.by_kind) == {"pictures", "texts"}
        assert quality.recall == min(quality.by_kind.values()) == quality.tried[quality.nprobe]
    assert refined.recall >= 0.98 > bare.recall
    assert refined.at_ten["pictures"] > 0.95


def test_the_same_seed_gives_the_same_index(vectors):
    plan = IndexPlan("IVF16,SQ8", 16, 1_000, 32)
    first, second = (faiss.serialize_index(made(vectors, plan, seed=4)) for _ in range(2))
    assert (first == second).all()


def test_ids_are_rows(vectors):
    index = made(vectors, plan_index(*vectors.shape))
    rows = sample(len(vectors), 30, seed=1)
    found = index.search(vectors[rows].astype(np.float32), 1)[1][:, 0]
    assert (vectors[found] == vectors[rows]).all()


def test_overlap_ignores_what_is_not_there():
    found = np.array([[1, 2, -1], [-1, -1, -1]])
    truth = np.array([[2, 3, -1], [-1, -1, -1]])
    assert overlap(found, truth) == 0.5
