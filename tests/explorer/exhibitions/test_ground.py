"""What may be shown of an exhibition, and what is to be settled before it is published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from explorer.collection import Collection
from explorer.exhibitions.ground import items_of, shown, unsettled
from explorer.exhibitions.rights import is_clear
from tests.explorer.exhibitions.test_exhibition import read


@pytest.fixture(scope="module")
def collection(small_bundle: Path) -> Collection:
    return Collection(small_bundle)


@pytest.mark.parametrize(
    ("rights", "clear"),
    [
        ("http://creativecommons.org/publicdomain/zero/1.0/", True),
        ("https://creativecommons.org/licenses/by-nc/4.0/deed.fr", True),
        ("https://rightsstatements.org/vocab/NoC-OKLR/1.0/", True),
        ("http://rightsstatements.org/vocab/InC/1.0/", False),
        ("Domaine public", True),
        ("CC BY-SA 4.0, Musée", True),
        ("Licence Ouverte / Open Licence", True),
        ("© Musée de l’Air", False),
        ("Tous droits réservés", False),
        ("Not in the public domain", False),
        ("CC BY, all rights reserved", False),
        ("", False),
        ("à demander", False),
        ("https://creativecommons.org.evil.example/licenses/by/4.0/", False),
        ("http://[::1", False),
    ],
)
def test_rights_are_read_cautiously(rights: str, clear: bool) -> None:
    assert is_clear(rights) is clear


def test_what_is_gone_or_unclear_is_left_out_unless_a_curator_says_so(
    collection: Collection,
) -> None:
    ids = list(collection.ids([0, 1, 2]).values())
    exhibits: list[dict[str, Any]] = [{"item": id_} for id_ in [*ids, "gone"]]
    exhibits[2]["cleared"] = True
    wall = {"id": "w", "kind": "wall", "exhibits": exhibits}
    made = read(cover={"item": "gone"}, sections=[wall])
    items = items_of(made, collection, language="fr")
    items |= {id_: replace(items[id_], rights="© Studio") for id_ in ids[1:]}
    found = shown(made, items)
    assert (found.gone, found.unclear) == (2, 1)
    assert found.exhibition.cover is None
    left = [exhibit.item for exhibit in found.exhibition.sections[0].exhibits]
    assert left == [ids[0], ids[2]]
    assert len(made.sections[0].exhibits) == len(exhibits), "the document stays whole"


def test_what_is_to_be_settled_is_listed_with_its_place(collection: Collection) -> None:
    id_ = collection.ids([0])[0]
    detail = {
        "id": "d",
        "region": {"x": 0, "y": 0, "width": 1, "height": 1},
        "caption": {"fr": "x"},
    }
    made = read(
        title={"fr": "Chevaux"},
        subtitle={},
        introduction={"en": "Words"},
        cover=None,
        credits={},
        sections=[
            {"id": "t", "kind": "text"},
            {"id": "c", "kind": "compare", "exhibits": [{"item": id_, "details": [detail]}]},
            {"id": "m", "kind": "map", "tour": "nowhere"},
            {"id": "w", "kind": "wall", "exhibits": [{"item": "gone"}], "heading": {"fr": "x"}},
        ],
    )
    found = unsettled(made, collection, tours=["somewhere"])
    told = {(one.code, one.part, one.section, one.item, one.detail, one.language) for one in found}
    assert told >= {
        ("title", "title", "", "", "", "en"),
        ("words", "introduction", "", "", "", "fr"),
        ("cover", "cover", "", "", "", ""),
        ("credits", "credits", "", "", "", ""),
        ("empty", "", "t", "", "", ""),
        ("few", "", "c", "", "", ""),
        ("tour", "tour", "m", "", "", ""),
        ("gone", "", "w", "gone", "", ""),
        ("words", "heading", "w", "", "", "en"),
        ("words", "caption", "c", id_, "d", "en"),
    }
    assert not any(one.blocks for one in found)
    bare = unsettled(read(title={}, sections=[]), collection, tours=[])
    assert [one.code for one in bare if one.blocks] == ["title", "title", "none"]
    whole = read(
        subtitle={}, introduction={}, cover={"item": id_, "alt": {"fr": "a", "en": "a"},
        "cleared": True}, credits={"fr": "x", "en": "x"},
        sections=[{"id": "t", "text": {"fr": "x", "en": "x"}}],
    )  # fmt: skip
    assert unsettled(whole, collection, tours=[]) == ()
