import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from precompute import clusters as themes
from precompute.clusters import (
    SMALLEST,
    Space,
    extended,
    hierarchy,
    inner_range,
    partition,
    top_range,
    unit,
)
from tests.precompute.test_umap_layout import graph


def nested(n, seed=0, dim=32):
    """Vectors in six groups of three, and which group and inner group each is of."""
    random = np.random.default_rng(seed)
    top = random.normal(size=(6, dim))
    inner = top[:, None] + 0.6 * random.normal(size=(6, 3, dim))
    group, within = np.arange(n) % 6, (np.arange(n) // 6) % 3
    held = inner[group, within] + 0.3 * random.normal(size=(n, dim)) + 2.0
    return unit(held).astype(np.float16), group, 3 * group + within


def space_of(vectors):
    return Space.of(vectors, graph(vectors)[0])


def labels(found, level, n):
    of = np.full(n, -1)
    for at, cluster in enumerate(found):
        if cluster.level == level:
            of[cluster.members] = at
    return of


@pytest.fixture(scope="module")
def six_groups():
    vectors, top, inner = nested(540)
    return vectors, top, inner, hierarchy(space_of(vectors), seed=0)


def test_the_hierarchy_finds_groups_within_groups(six_groups):
    _, top, inner, found = six_groups
    assert adjusted_rand_score(inner, labels(found, 1, 540)) > 0.9
    # Eight to twelve are asked for at the top where there are six: none may mix two of them.
    of = labels(found, 0, 540)
    assert all(len(set(top[of == at])) == 1 for at in set(of))


def test_parents_hold_their_children_and_come_first(six_groups):
    *_, found = six_groups
    for at, cluster in enumerate(found):
        assert cluster.parent < at
        if cluster.level:
            parent = found[cluster.parent]
            assert parent.level == cluster.level - 1
            assert set(cluster.members) <= set(parent.members)
    for level in (0, 1):
        members = np.concatenate([c.members for c in found if c.level == level])
        assert len(members) == len(set(members))


def test_every_image_is_in_a_top_theme(six_groups):
    *_, found = six_groups
    assert (labels(found, 0, 540) >= 0).all()


def test_an_image_apart_from_all_is_in_no_finest_theme():
    vectors, *_ = nested(540, dim=256)
    stray = unit(np.random.default_rng(9).normal(size=(1, 256))).astype(np.float16)
    vectors = np.concatenate([vectors, stray])
    found = hierarchy(space_of(vectors), seed=0)
    assert labels(found, 0, 541)[540] >= 0
    assert labels(found, 1, 541)[540] == -1


def test_the_same_vectors_give_the_same_themes(six_groups):
    vectors, _, _, found = six_groups
    again = hierarchy(space_of(vectors), seed=0)
    assert [c.members.tolist() for c in again] == [c.members.tolist() for c in found]


def test_large_collections_have_three_levels():
    vectors, top, _ = nested(3_300)
    found = hierarchy(space_of(vectors), seed=0)
    assert {cluster.level for cluster in found} == {0, 1, 2}
    of = labels(found, 0, 3_300)
    pure = sum(np.bincount(top[of == at]).max() for at in set(of))
    assert pure / 3_300 > 0.98


@pytest.mark.parametrize("n", [1, 2, 5, SMALLEST - 1])
def test_too_few_images_have_no_themes(n):
    assert hierarchy(space_of(nested(n)[0]), seed=0) == []


@pytest.mark.parametrize("n", [SMALLEST, 13, 30])
def test_few_images(n):
    found = hierarchy(space_of(nested(n)[0]), seed=0)
    tops = [cluster for cluster in found if cluster.level == 0]
    assert not found or 2 <= len(tops) <= 5


def test_copies_only():
    vectors = np.tile(nested(1)[0], (40, 1))
    found = hierarchy(space_of(vectors), seed=0)
    assert sum(len(cluster.members) for cluster in found if cluster.level == 0) in (0, 40)


def test_the_number_of_themes_fits_browsing():
    for n in (400, 1_000, 10_000, 1_000_000):
        assert top_range(n) == (8, 12)
    bounds = [top_range(n)[1] for n in range(12, 2_000)]
    assert bounds == sorted(bounds)
    assert inner_range(15) == (1, 1)
    assert inner_range(10_000)[1] <= 12


def test_parts_too_small_are_shared_out():
    points = unit(np.random.default_rng(0).normal(size=(60, 8)))
    points[0] = -points[1:].mean(axis=0)
    parts = list(partition(unit(points), np.ones(60), (4, 6), least=5))
    assert sorted(np.concatenate(parts)) == list(range(60))
    assert min(len(part) for part in parts) >= 5
    assert [len(part) for part in parts] == sorted((len(p) for p in parts), reverse=True)


def test_additions_join_the_theme_they_resemble(six_groups):
    vectors, _, _, found = six_groups
    more, top, inner = nested(540 + 36)
    every = np.concatenate([vectors, more[540:]])
    grown = extended(space_of(every), found, 540)
    for old, new in zip(found, grown, strict=True):
        assert new.members[: len(old.members)].tolist() == old.members.tolist()
        added = new.members[len(old.members) :]
        assert (added >= 540).all()
        if old.level == 0:
            assert set(top[added]) <= set(top[old.members])
        else:
            assert set(inner[added]) <= set(inner[old.members])
    assert (labels(grown, 0, 576) >= 0).all()


def test_fits_leaves_the_image_itself_out():
    vectors, *_ = nested(60)
    space = space_of(vectors)
    pair = np.array([0, 1])
    centroid = space.centred(pair).mean(axis=0)
    cosine = float(space.centred(pair)[0] @ space.centred(pair)[1])
    assert themes.fits(space, pair, centroid) == pytest.approx([cosine, cosine], abs=1e-5)
