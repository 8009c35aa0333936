"""Made facets filter like any column, follow who changes them, and never break a visit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.collection import Collection
from explorer.exhibitions.findings import read_finding
from explorer.exhibitions.store import Store
from explorer.facets.models import MadeFacet, MadeValue
from explorer.filtering.wishes import Filter


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cimaise.sqlite")


@pytest.fixture
def collection(small_bundle: Path, store: Store) -> Collection:
    return Collection(small_bundle, name="small", findings=store)


def facet(collection: Collection, *, threshold: float, **more: object) -> MadeFacet:
    """Whatever looks like the first image, and the rest."""
    vector = np.asarray(collection.bundle.vectors[0], np.float32)
    value = MadeValue.of(
        id="like-first", name={"fr": "Comme la première"}, vector=vector, threshold=threshold
    )
    return MadeFacet(id="first", name={"fr": "Une idée"}, source="concept", values=(value,), **more)


def kept(collection: Collection) -> list[int]:
    wish = Filter(columns=(("f.first", ("like-first",)),))
    return np.flatnonzero(collection.filters.mask(wish)).tolist()


def test_a_facet_filters_as_soon_as_it_is_kept(collection: Collection, store: Store) -> None:
    assert "f.first" not in collection.filters.names
    assert kept(collection) == []
    store.put_finding(facet(collection, threshold=0.999).finding("small"))
    assert collection.filters.names[0] == "f.first"
    assert 0 in kept(collection)
    few = len(kept(collection))
    store.put_finding(facet(collection, threshold=-2).finding("small"))
    assert len(kept(collection)) == len(collection) > few
    told = collection.filters.overview(Filter()).columns[0]
    assert told.values == (("like-first", len(collection)),)
    found = collection.filters.overview(Filter(), only="f.first", find="premiere").columns[0]
    assert found.distinct == 1
    assert (
        collection.filters.overview(Filter(), only="f.first", find="like").columns[0].distinct == 0
    )
    store.delete_finding(collection="small", kind="facet", id="first")
    assert "f.first" not in collection.filters.names
    assert kept(collection) == []


def test_hands_win_and_what_is_gone_is_passed_over(collection: Collection, store: Store) -> None:
    first, last = collection.ids([0])[0], collection.ids([len(collection) - 1])[len(collection) - 1]
    hands = {first: (), last: ("like-first",), "gone": ("like-first",)}
    store.put_finding(facet(collection, threshold=0.999, hands=hands).finding("small"))
    assert 0 not in kept(collection)
    assert len(collection) - 1 in kept(collection)
    told = collection.made.of(len(collection) - 1)
    assert [(one.value, one.by_hand) for one in told] == [("like-first", True)]
    assert told[0].score is not None
    assert collection.made.of(0) == []


def test_a_facet_of_another_model_or_damaged_harms_nothing(
    collection: Collection, store: Store
) -> None:
    other = MadeValue.of(id="a", name={}, vector=np.ones(3))
    store.put_finding(MadeFacet(id="other", source="concept", values=(other,)).finding("small"))
    bad = read_finding(collection="small", kind="facet", id="bad", document={"values": "<script>"})
    store.put_finding(bad)
    store.put_finding(facet(collection, threshold=-2).finding("small"))
    assert [one.id for one in collection.made.all()] == ["first"]
    assert len(kept(collection)) == len(collection)


def test_a_damaged_database_leaves_the_collection_open(small_bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"no database at all" * 100)
    collection = Collection(small_bundle, findings=Store(path))
    assert collection.made.all() == ()
    assert "technique" in collection.filters.names
