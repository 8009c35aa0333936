"""Presets are valid and whole in both languages; hostile files end in one line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.classes.files import MAX_BYTES, presets, read_yaml, to_yaml
from explorer.classes.models import MAX_CLASSES, ClassSet, read_set
from explorer.exhibitions.models import InvalidError

LETTERS = st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=("C", "Z"))
WORDS = st.text(LETTERS, min_size=1, max_size=12)
SLUGS = st.from_regex(r"\A[a-z0-9-]{1,12}\Z")


@st.composite
def sets(draw: st.DrawFn) -> ClassSet:
    ids = draw(st.lists(SLUGS, max_size=5, unique=True))
    names = st.dictionaries(st.sampled_from(["fr", "en", "no"]), WORDS, max_size=2)
    classes = [
        {
            "id": id_,
            "name": draw(names),
            "prompts": draw(
                st.dictionaries(
                    st.sampled_from(["fr", "en"]), st.lists(WORDS, min_size=1, max_size=3)
                )
            ),
            "threshold": draw(st.one_of(st.none(), st.floats(-3, 3).map(lambda x: round(x, 3)))),
        }
        for id_ in ids
    ]
    truth = {"column": "technique", "values": {"yes": "", "no": "-", "1900": ""}}
    return read_set(
        {
            "id": draw(SLUGS),
            "name": draw(names),
            "several": draw(st.booleans()),
            "scale": draw(st.sampled_from(["standard", "centred", "raw"])),
            "temperature": draw(st.sampled_from([0.05, 1, 2.5])),
            "classes": classes,
            "truth": draw(st.sampled_from([None, truth])),
        }
    )


@pytest.mark.parametrize("id_", list(presets()))
def test_a_preset_is_whole_in_both_languages(id_: str) -> None:
    preset = presets()[id_]
    assert preset.id == id_
    for texts in (preset.name, preset.note):
        assert set(texts) == {"fr", "en"} and all(texts.values())
    assert len(preset.classes) >= 2
    for each in preset.classes:
        assert set(each.name) == set(each.prompts) == {"fr", "en"}, each.id
        assert all(each.name.values()) and all(each.prompts.values()), each.id
    # Where an image may be in several, a class without a threshold would hold them all.
    assert not preset.several or preset.threshold is not None


def test_the_sets_asked_for_are_there() -> None:
    known = presets()
    functions = ("photograph", "drawing", "print", "map", "plan", "score", "text", "cover", "blank")
    assert known["technique"].ids == functions
    assert {"close-up", "wide"} <= set(known["shot"].ids)
    assert known["place"].ids == ("indoors", "outdoors")
    assert known["light"].ids == ("day", "night")
    assert len(known["kagan"].classes) == 7
    assert len(known["animals"].classes) == 30 and known["animals"].several
    assert "subjects" in known


@given(sets())
def test_a_file_is_read_as_what_was_written(kept: ClassSet) -> None:
    assert read_yaml(to_yaml(kept)) == kept
    assert read_set(json.loads(kept.model_dump_json())) == kept


def test_text_stays_text() -> None:
    found = read_yaml(
        "id: a\nclasses:\n- id: b\n  prompts: {no: [yes, 1900, null, 1e5, 2026-01-01]}"
    )
    assert found.classes[0].prompts == {"no": ("yes", "1900", "null", "1e5", "2026-01-01")}


BOMB = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "refers to a part of itself"),
        ("&a [*a]", "refers to a part of itself"),
        ("id: a\nclasses: " + "[" * 500 + "]" * 500, "nested too deeply"),
        ("id: !!python/object/apply:os.system ['true']", "leave that out"),
        ("!!python/name:os.system", "leave that out"),
        ("id: !!binary aGVsbG8=", "leave that out"),
        ("id: !!set {a, b}", "leave that out"),
        ("id: a\nid: b", "twice"),
        ("id: a\n? [x, y]\n: z", "no YAML|nothing of this name"),
        ("- id: a", "holds no set"),
        ("just words", "holds no set"),
        ("", "holds no set"),
        ("id: a\n\tb: c", "line 2"),
        ("\x00", "no YAML"),
        (b"\xff\xfe\x00", "UTF-8|no YAML"),
        (b"x" * (MAX_BYTES + 1), "at most"),
        ("id: ../x", "id"),
        ("id: a\nmore: b", "nothing of this name"),
        ("id: a\ntemperature: .nan", "temperature"),
        ("id: a\ntemperature: 1e99", "temperature"),
        ("id: a\nthreshold: inf", "threshold"),
        ("id: a\nseveral: maybe", "several"),
        ("id: a\nformat: other", "format"),
        ("id: a\nclasses: [{id: b}, {id: b}]", "two classes"),
        ("id: a\nclasses: [{id: b, prompts: {en: ['']}}]", "1 to 200"),
        ("id: a\nclasses: [{id: b, prompts: {'../': [x]}}]", "prompts"),
        (f"id: a\nclasses: [{{id: b, prompts: {{en: [{'x' * 201}]}}}}]", "characters"),
        ("id: a\ntruth: {column: t, values: {x: 'not a slug!'}}", "truth"),
    ],
)
def test_a_hostile_file_ends_in_one_line(text: str | bytes, said: str) -> None:
    with pytest.raises(InvalidError, match=said) as refused:
        read_yaml(text)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 300


def test_too_many_classes_are_refused() -> None:
    many = [{"id": f"c{n}"} for n in range(MAX_CLASSES + 1)]
    with pytest.raises(InvalidError, match="classes"):
        read_set({"id": "a", "classes": many})


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_yaml(data)
    except InvalidError as error:
        assert "\n" not in str(error)
