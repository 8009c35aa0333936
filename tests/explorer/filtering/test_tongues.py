"""Values of a column that says the same in several languages: each once, and none lost."""

import types

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.filtering.index import FilterIndex
from explorer.filtering.wishes import Filter

WORDS = {
    "gravure": "engraving",
    "aquarelle": "watercolour",
    "cyanotype": "cyanotype",
    "encre": "ink",
}


class Table:
    """What a FilterIndex reads of a bundle: lists, joined as a build does, and their texts."""

    def __init__(self, rows, codes=("fr", "en")):
        names = ["technique", *(f"technique@{code}" for code in codes)]
        kinds = [pa.list_(pa.string()), *[pa.string()] * len(codes)]
        schema = pa.schema([pa.field(name, kind) for name, kind in zip(names, kinds, strict=True)])
        records = []
        for row in rows:
            every = [one for code in ("", "fr", "en", "de") for one in row.get(code, ())]
            record = {"technique": list(dict.fromkeys(every)) or None}
            record |= {f"technique@{code}": "|".join(row.get(code, ())) or None for code in codes}
            records.append(record)
        self.table = pa.Table.from_pylist(records, schema=schema)
        self.item_file = types.SimpleNamespace(schema_arrow=schema)
        self.item_themes = np.zeros((len(rows), 0), np.int32)

    def __len__(self):
        return len(self.table)

    def item_columns(self, names):
        there = self.table.schema.names
        columns = {name: self.table[name] for name in names if name in there}
        nothing = {"year_from": pa.int32(), "year_to": pa.int32(), "colour": pa.string()}
        for name in names:
            if name in nothing:
                columns[name] = pa.nulls(len(self), nothing[name])
        return pa.table(columns)


def told(rows, language, *chosen, **how):
    wish = Filter(columns=(("technique", chosen),)) if chosen else Filter()
    index = FilterIndex(Table(rows, **how))
    return index.overview(wish, only="technique", language=language).columns[0]


def test_each_is_there_once_in_the_language_of_the_reader():
    rows = [{"fr": [one], "en": [WORDS[one]]} for one in (*WORDS, "gravure")]
    french, english = told(rows, "fr"), told(rows, "en")
    assert dict(french.values) == {"gravure": 2, "aquarelle": 1, "cyanotype": 1, "encre": 1}
    assert dict(english.values) == {"engraving": 2, "watercolour": 1, "cyanotype": 1, "ink": 1}
    assert french.distinct == english.distinct == 4
    assert told(rows, "").distinct == 7, "who asks for no language is told all"


def test_what_is_not_translated_everywhere_is_not_lost():
    rows = [{"fr": ["gravure"], "en": ["engraving"]}, {"fr": ["gravure"]}, {"": ["huile"]}]
    assert dict(told(rows, "en").values) == {"gravure": 2, "engraving": 1, "huile": 1}
    assert dict(told(rows, "fr").values) == {"gravure": 2, "huile": 1}


def test_a_column_with_one_translation_is_told_from_it():
    rows = [{"": ["gravure"], "en": ["engraving"]}] * 2
    assert dict(told(rows, "fr", codes=("en",)).values) == {"gravure": 2}
    assert dict(told(rows, "en", codes=("en",)).values) == {"engraving": 2}


def test_a_reader_of_another_language_is_told_the_first():
    rows = [{"de": ["Stich"], "en": ["engraving"]}]
    assert dict(told(rows, "fr", codes=("de", "en")).values) == {"Stich": 1}


def test_what_was_chosen_in_another_language_is_called_as_in_this_one():
    rows = [{"fr": [one, "papier"], "en": [WORDS[one], "paper"]} for one in WORDS]
    found = told(rows, "en", "gravure")
    assert dict(found.labels) == {"gravure": "engraving"}
    assert "gravure" in dict(found.values) and "engraving" not in dict(found.values)
    both = told(rows, "en", "gravure", "engraving")
    assert {"gravure", "engraving"} <= set(dict(both.values))
    assert told(rows, "en", "engraving").labels == ()
    assert told(rows, "en", "nothing").labels == ()


lists = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=3)
rows = st.lists(
    st.fixed_dictionaries({"": lists, "fr": lists, "en": lists}), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None)
@given(rows, st.sampled_from(["fr", "en", "de"]))
def test_every_image_that_says_something_is_found_by_what_is_told(rows, language):
    index = FilterIndex(Table(rows))
    if "technique" not in index.names:
        return
    shown = [value for value, _ in told(rows, language).values]
    every = index.mask(Filter(columns=(("technique", tuple(shown)),)))
    assert every.tolist() == [any(row.values()) for row in rows]
    own = {one for row in rows for one in row.get(language, ())}
    assert own <= set(shown)


@pytest.mark.parametrize("kind", ["string", "absent"])
def test_a_column_of_no_translation_has_no_languages(kind):
    table = Table([{"": ["gravure"]}], codes=())
    assert FilterIndex(table).tongues("technique" if kind == "string" else "creator") is None
