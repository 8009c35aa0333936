"""Content states: one that is given out comes back, and what comes from elsewhere is nothing."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.iiif.addresses import Addresses
from explorer.iiif.states import Pointed, encode_state, read_state, state_of

ROOT = "https://example.org/galerie/"
ADDRESSES = Addresses(ROOT, "works")


def read(text: str) -> Pointed | None:
    return read_state(text, roots=(ROOT,))


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable()))
def test_a_state_comes_back(id_: str) -> None:
    found = read(encode_state(state_of(ADDRESSES, id_)))
    assert found is not None
    assert found.collection == "works" and id_ in found.ids


def test_every_way_of_saying_it_is_understood() -> None:
    address = ADDRESSES.manifest("doc 9")
    for text in (
        address,
        json.dumps({"id": address, "type": "Manifest"}),
        encode_state({"id": address, "type": "Manifest"}),
        base64.urlsafe_b64encode(quote(address, safe="").encode()).decode().rstrip("="),
        json.dumps({"type": "Annotation", "target": [{"id": "https://else/", "partOf": address}]}),
        json.dumps(
            {
                "type": "Annotation",
                "target": {
                    "type": "SpecificResource",
                    "source": {"id": ADDRESSES.canvas("doc 9") + "#xywh=1,2,3,4"},
                },
            }
        ),
    ):
        assert read(text) == Pointed("works", ("doc 9",)), text
    assert read(ADDRESSES.top) == Pointed("works")


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "{", "{}", "[]", "null", "ÿÿÿ", "A" * 9000, "{" * 5000, "https://example.org/"),
        "https://elsewhere.org/galerie/iiif/works/doc-9/manifest.json",
        "https://example.org/galerie/api/v1/works",
        "https://example.org/galerie/iiif/works",
        "https://example.org/galerie.evil.org/iiif/works/a/manifest.json",
        json.dumps({"type": "Annotation", "target": {"type": "Annotation"}}),
        json.dumps({"type": "Annotation", "target": 5}),
    ],
)
def test_what_is_not_ours_is_nothing(text: str) -> None:
    assert read(text) is None


def test_one_that_turns_in_a_circle_ends() -> None:
    deep: Any = {"type": "Annotation", "target": "x"}
    for _ in range(200):
        deep = {"type": "Annotation", "target": [deep, deep]}
        if len(json.dumps(deep)) > 7000:
            break
    assert read(json.dumps(deep)) is None
