"""What an exhibition may be, and what is refused; as JSON it comes back as it went."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibitions.exhibition import (
    MAX_DETAILS,
    MAX_EXHIBITS,
    MAX_SECTIONS,
    Exhibition,
    read_exhibition,
)
from explorer.exhibitions.models import MAX_BYTES, InvalidError


def whole(**changes: Any) -> dict[str, Any]:
    """An exhibition with a section of every kind."""
    region = {"x": 0.1, "y": 0.2, "width": 0.5, "height": 0.25}
    exhibit = {
        "item": "doc-9",
        "caption": {"fr": "Le *cheval*"},
        "alt": {"fr": "Un cheval brun"},
        "details": [{"id": "d", "region": region, "caption": {"en": "Its hoof"}}],
    }
    stop = {"id": "s", "view": "map/0.5/0.5/1"}
    kinds = ("wall", "row", "single", "compare", "timeline")
    sections = [{"id": "t", "kind": "text", "text": {"fr": "**Bonjour**"}}]
    sections += [{"id": kind, "kind": kind, "exhibits": [exhibit]} for kind in kinds]
    sections += [{"id": "m", "kind": "map", "stops": [stop]}]
    sections += [{"id": "n", "kind": "map", "tour": "chevaux"}]
    return {
        "format": "cimaise-exhibition/1",
        "id": "chevaux",
        "collection": "small",
        "title": {"fr": "Chevaux", "en": "Horses"},
        "subtitle": {"fr": "et autres"},
        "introduction": {"fr": "Texte"},
        "cover": {"item": "doc-9"},
        "sections": sections,
        "credits": {"fr": "Merci"},
    } | changes


def read(**changes: Any) -> Exhibition:
    return read_exhibition(json.dumps(whole(**changes)))


def with_section(**section: Any) -> dict[str, Any]:
    return {"sections": [{"id": "x", **section}]}


def test_it_comes_back_as_it_went() -> None:
    made = read()
    assert read_exhibition(made.to_json()) == made
    assert made.items == ("doc-9",)
    assert made.languages == ("fr", "en")
    detail = made.sections[1].exhibits[0].details[0]
    assert detail.region.width == 0.5 and detail.caption == {"en": "Its hoof"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "cimaise-exhibition/2"}, "format"),
        ({"id": "Été"}, "id"),
        ({"languages": []}, "languages"),
        ({"languages": ["fr", "fr"]}, "once"),
        ({"languages": ["javascript"]}, "languages"),
        ({"title": {"fr": "x" * 121}}, "at most 120"),
        ({"introduction": {"fr": "x" * 12_001}}, "at most 12000"),
        ({"unknown": 1}, "nothing of this name"),
        ({"state": "published"}, "nothing of this name"),
        ({"cover": {"item": ""}}, "cover.item"),
        ({"cover": {"item": "a\nb"}}, "characters that no identifier has"),
        ({"sections": [{"id": "a"}, {"id": "a"}]}, "two sections"),
        ({"sections": [{"id": f"s{n}"} for n in range(MAX_SECTIONS + 1)]}, "at most 100"),
        (with_section(kind="carousel"), "kind"),
        (with_section(kind="text", exhibits=[{"item": "a"}]), "at most 0"),
        (with_section(kind="single", exhibits=[{"item": "a"}, {"item": "b"}]), "at most 1"),
        (with_section(kind="compare", exhibits=[{"item": f"{n}"} for n in range(7)]), "at most 6"),
        (
            with_section(kind="wall", exhibits=[{"item": "a"}] * (MAX_EXHIBITS + 1)),
            "at most 300",
        ),
        (with_section(kind="wall", tour="x"), "kind map"),
        (
            with_section(kind="map", tour="x", stops=[{"id": "s", "view": "map/0/0/0"}]),
            "stops of its own",
        ),
        (with_section(kind="map", stops=[{"id": "s", "view": "nonsense"}]), "a view is"),
        (with_section(kind="wall", exhibits=[{"item": "a", "cleared": "yes"}]), "cleared"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_none_is_refused_in_one_line(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidError) as told:
        read(**changes)
    assert said in str(told.value) and "\n" not in str(told.value) and len(str(told.value)) < 300


@pytest.mark.parametrize(
    "region",
    [
        {"x": 0.6, "y": 0, "width": 0.5, "height": 1},
        {"x": 0, "y": 0, "width": 0, "height": 1},
        {"x": -0.1, "y": 0, "width": 0.5, "height": 1},
        {"x": "0", "y": 0, "width": 0.5, "height": 1},
        {"x": 0, "y": 0, "width": 0.5},
    ],
)
def test_a_region_lies_within_its_picture(region: dict[str, Any]) -> None:
    exhibit = {"item": "a", "details": [{"id": "d", "region": region}]}
    with pytest.raises(InvalidError):
        read(**with_section(kind="wall", exhibits=[exhibit]))


def test_there_are_not_too_many_details_nor_two_of_a_name() -> None:
    region = {"x": 0, "y": 0, "width": 1, "height": 1}
    for ids in (["d", "d"], [f"d{n}" for n in range(MAX_DETAILS + 1)]):
        details = [{"id": id_, "region": region} for id_ in ids]
        with pytest.raises(InvalidError):
            read(**with_section(kind="wall", exhibits=[{"item": "a", "details": details}]))


def test_a_document_too_large_is_not_read() -> None:
    with pytest.raises(InvalidError, match="at most 1 MB"):
        read_exhibition(b" " * (MAX_BYTES + 1))
    with pytest.raises(InvalidError):
        read_exhibition("[" * 100_000)


WORDS = st.text(max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.sampled_from(sorted(whole())), JSON)
def test_whatever_stands_in_a_field_is_read_or_refused_in_one_line(name: str, value: Any) -> None:
    try:
        made = read(**{name: value})
    except InvalidError as error:
        assert "\n" not in str(error) and len(str(error)) < 400
    else:
        assert read_exhibition(made.to_json()) == made


def test_the_example_of_the_page_is_one() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "exhibitions.md").read_text("utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    made = read_exhibition(example)
    assert made.sections[0].exhibits[0].details[0].id == "sabot"
    assert json.loads(example).keys() == json.loads(made.to_json()).keys()
