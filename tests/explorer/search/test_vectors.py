"""The vector index: exact where it must be, filtered, memory-mapped."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import faiss
import numpy as np
import pytest

from explorer.bundle import BundleError
from explorer.search.vectors import VectorIndex

N, DIM = 15_000, 24


@pytest.fixture(scope="module")
def vectors():
    rng = np.random.default_rng(3)
    centres = rng.normal(size=(40, DIM))
    made = centres[rng.integers(0, 40, N)] + 0.6 * rng.normal(size=(N, DIM))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


@pytest.fixture(scope="module", params=["SQfp16", "IVF64,SQ8"])
def index(request, vectors, tmp_path_factory):
    made = faiss.index_factory(DIM, request.param, faiss.METRIC_INNER_PRODUCT)
    made.train(vectors.astype(np.float32))
    made.add(vectors.astype(np.float32))
    path = tmp_path_factory.mktemp("index") / "index.faiss"
    faiss.write_index(made, str(path))
    return VectorIndex(bundle(path, vectors, nprobe=16))


def bundle(path, vectors, *, nprobe=0):
    class Open(SimpleNamespace):
        def __len__(self):
            return len(self.vectors)

    return Open(
        vectors=vectors, index_path=path, manifest=SimpleNamespace(index={"nprobe": nprobe})
    )


def exact(vectors, query, k, within=None):
    scores = vectors.astype(np.float32) @ query
    if within is not None:
        scores[~within] = -9
    rows = np.argsort(-scores, kind="stable")[:k]
    return rows, scores[rows]


def test_the_nearest_are_found_with_exact_scores(index, vectors):
    for row in (0, 77, N - 1):
        query = vectors[row].astype(np.float32)
        rows, scores = index.search(query, k=20)
        wanted, right = exact(vectors, query, 20)
        assert rows[0] == row
        assert np.isin(rows, wanted).mean() >= 0.9
        assert scores == pytest.approx(vectors[rows].astype(np.float32) @ query, abs=1e-5)
        assert (np.diff(scores) <= 0).all()
        assert scores[0] == pytest.approx(right[0], abs=1e-5)


@pytest.mark.parametrize("share", [0.9, 0.1, 0.003])
def test_filters_are_kept_to_and_lose_little(index, vectors, share):
    rng = np.random.default_rng(5)
    within = rng.random(N) < share
    query = vectors[11].astype(np.float32)
    rows, _ = index.search(query, k=20, within=within)
    wanted, _ = exact(vectors, query, 20, within)
    assert within[rows].all()
    assert len(rows) == 20
    assert np.isin(rows, wanted).mean() >= 0.9


@pytest.mark.parametrize("factory", ["IVF64,SQ8", "IVF64_HNSW32,RaBitQfs4"])
def test_a_filter_far_from_what_is_asked_is_searched_where_it_is(tmp_path, factory):
    rng = np.random.default_rng(9)
    centres = rng.normal(size=(60, DIM))
    group = rng.integers(0, 60, 80_000)
    made = centres[group] + 0.5 * rng.normal(size=(80_000, DIM))
    vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)
    flat = faiss.index_factory(DIM, factory, faiss.METRIC_INNER_PRODUCT)
    flat.train(vectors[:10_000].astype(np.float32))
    flat.add(vectors.astype(np.float32))
    faiss.write_index(flat, str(tmp_path / "index.faiss"))
    index = VectorIndex(bundle(tmp_path / "index.faiss", vectors, nprobe=8))
    query = centres[0].astype(np.float32)
    query /= np.linalg.norm(query)
    far = np.argsort(centres @ query)[:12]  # the groups least like it
    within = np.isin(group, far)
    assert within.sum() > 10_000  # or it would be scanned
    rows, scores = index.search(query, k=20, within=within)
    wanted, _ = exact(vectors, query, 20, within)
    assert within[rows].all()
    assert np.isin(rows, wanted).mean() >= 0.9
    assert scores == pytest.approx(vectors[rows].astype(np.float32) @ query, abs=1e-5)


def test_many_filters_at_the_same_time_do_not_meet(index, vectors):
    query = vectors[11].astype(np.float32)
    rng = np.random.default_rng(6)
    masks = [rng.random(N) < 0.8 for _ in range(24)]
    alone = [index.search(query, k=30, within=mask)[0] for mask in masks]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda mask: index.search(query, k=30, within=mask)[0], masks * 4))
    for found, wanted in zip(together, alone * 4, strict=True):
        assert (found == wanted).all()


def test_a_filter_that_lets_nothing_through_finds_nothing(index, vectors):
    rows, scores = index.search(vectors[0].astype(np.float32), k=5, within=np.zeros(N, bool))
    assert len(rows) == len(scores) == 0


def test_no_more_is_given_than_there_is(index, vectors):
    rows, _ = index.search(vectors[0].astype(np.float32), k=10 * N)
    assert len(rows) <= N
    assert len(np.unique(rows)) == len(rows)


def test_an_index_of_other_vectors_is_refused(tmp_path, vectors):
    made = faiss.IndexFlatIP(DIM)
    made.add(vectors[:10].astype(np.float32))
    faiss.write_index(made, str(tmp_path / "index.faiss"))
    with pytest.raises(BundleError, match="not of these vectors"):
        VectorIndex(bundle(tmp_path / "index.faiss", vectors))


@pytest.mark.parametrize("content", [b"", b"nothing of an index", None])
def test_a_damaged_index_is_one_line(tmp_path, vectors, content):
    path = tmp_path / "index.faiss"
    if content is None:
        made = faiss.IndexFlatIP(DIM)
        made.add(vectors.astype(np.float32))
        faiss.write_index(made, str(path))
        content = path.read_bytes()[: N * DIM]
    path.write_bytes(content)
    with pytest.raises(BundleError) as raised:
        VectorIndex(bundle(path, vectors))
    assert "\n" not in str(raised.value)
    assert "build the bundle again" in str(raised.value)
