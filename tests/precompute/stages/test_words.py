"""The stage *words*, in a bundle made by the real pipeline."""

import pyarrow as pa

from explorer.bundle import Bundle
from explorer.bundle.words import WordIndex
from explorer.search.words import find_written
from precompute.stages.words import word_items
from tests.makers import ODD_IDS


def test_every_item_is_in_it_with_its_whole_record(small_bundle):
    bundle = Bundle(small_bundle)
    index = WordIndex(bundle.words_path)
    table = bundle.items
    assert len(index) == table.num_rows
    records = index.records(range(table.num_rows))
    for row, wanted in enumerate(table.to_pylist()):
        assert records[row] == {name: value for name, value in wanted.items() if value is not None}
    assert index.rows(list(ODD_IDS.values())) == {id_: row for row, id_ in ODD_IDS.items()}


def test_translations_unknown_columns_and_ids_are_searched(small_bundle):
    index = WordIndex(Bundle(small_bundle).words_path)
    assert find_written(index, "Horse no. 9", limit=3).rows[0] == 9
    assert find_written(index, "cheval n° 9", limit=3).rows[0] == 9
    assert find_written(index, "INV.0042", limit=5).rows == [42]
    assert find_written(index, "doc-37", limit=5).rows[0] == 37
    assert set(find_written(index, "nimes", limit=60).rows) == set(range(0, 60, 5))
    assert find_written(index, "ecole des chartes", limit=5).rows == [7]


def test_addresses_and_measures_are_no_words():
    batch = pa.RecordBatch.from_pylist(
        [{"id": "a", "title": None, "source": "https://x.example/rose", "width": 640}]
    )
    ((_, _, _, texts),) = word_items([batch])
    assert texts[-1] == "a"


def test_a_very_long_description_is_cut():
    batch = pa.RecordBatch.from_pylist([{"id": "a", "description": "mot " * 1_000_000}])
    ((_, _, _, texts),) = word_items([batch])
    assert max(map(len, texts)) <= 100_000
