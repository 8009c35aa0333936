"""``words.sqlite``: deterministic, searchable whatever is typed, read by several threads."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.bundle import BundleError
from explorer.bundle.words import COLUMNS, WordIndex, write_words
from explorer.search.lexicon import translations
from explorer.search.words import Written, expressions, find_written

RECORDS = [
    ("a", "Étude de cheval", "Géricault", "chevaux", "huile"),
    ("b/c d", "Vue de Saint-Étienne", "Anonyme", "paysage", ""),
    ("é?#%", "Horse and rider", "", "", ""),
    ("d", 'He said "NEAR(a, b)" AND OR NOT *', "x", "", ""),
    ("e", "Tasse", "Cheval Blanc", "", ""),
]


def items():
    for row, (id_, *texts) in enumerate(RECORDS):
        record = [id_, texts[0], [texts[2]] if texts[2] else None]
        yield row, id_, record, [*texts, "", "", f"credit {id_}"]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "words.sqlite"
    assert write_words(path, columns=["id", "title", "subject"], items=items()) == len(RECORDS)
    return WordIndex(path)


def test_the_same_items_give_the_same_bytes(tmp_path):
    digests = set()
    for name in "ab":
        write_words(tmp_path / name, columns=["id", "title", "subject"], items=items())
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_records_are_found_by_row_and_rows_by_id(index):
    assert len(index) == len(RECORDS)
    assert index.rows(["b/c d", "é?#%", "nobody"]) == {"b/c d": 1, "é?#%": 2}
    assert index.records([0, 1, 99]) == {
        0: {"id": "a", "title": "Étude de cheval", "subject": ["chevaux"]},
        1: {"id": "b/c d", "title": "Vue de Saint-Étienne", "subject": ["paysage"]},
    }
    assert index.records([]) == {}


def test_many_ids_at_once_are_found(index):
    assert index.rows([*map(str, range(3000)), "d"]) == {"d": 3}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("cheval", [0, 4]),  # a subject and a title, then a creator
        ("CHEVAUX", [0, 4]),
        ("etude", [0]),
        ("saint etienne", [1]),
        ("l'étienne", [1]),
        ("gerica", [0]),  # the beginning of the last word
        ("gerica ", []),
        ("cheval blanc", [4]),
        ("tasse xyzzy", [4]),  # any word, since not every one is found
        ("horses", [2]),
        ("xyzzy", []),
        ("", []),
        ("*", []),
        ("la", []),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(index, text, rows):
    assert find_written(index, text, limit=10).rows == rows


def test_what_surrounds_the_work_is_searched_too(index):
    assert set(find_written(index, "credit", limit=10).rows) == {0, 1, 2, 3, 4}
    assert len(find_written(index, "credit", limit=3).rows) == 3


def test_other_names_of_the_same_thing_are_found_too(index):
    assert set(find_written(index, "horse", limit=10, names=["cheval"]).rows) == {0, 2, 4}


def test_titles_come_before_what_surrounds_the_work(tmp_path):
    rows = [("", "rose"), ("rose", ""), ("", "rose rose rose")]
    made = (
        (row, str(row), [str(row)], [title, "", "", "", "", "", credit])
        for row, (title, credit) in enumerate(rows)
    )
    write_words(tmp_path / "w", columns=["id"], items=made)
    assert find_written(WordIndex(tmp_path / "w"), "rose", limit=10).rows[0] == 1


@pytest.fixture(scope="module")
def common(tmp_path_factory):
    """Six thousand records of one word."""
    path = tmp_path_factory.mktemp("common") / "words.sqlite"
    rows = (
        (row, f"{row}", [f"{row}"], ["horse", *[""] * (len(COLUMNS) - 1)]) for row in range(6_000)
    )
    write_words(path, columns=["id"], items=rows)
    return WordIndex(path)


@given(kept=st.sets(st.integers(0, 5_999), max_size=40))
@settings(deadline=None)
def test_a_filter_is_kept_to_wherever_its_rows_are(common, kept):
    within = np.zeros(6_000, bool)
    within[list(kept)] = True
    assert find_written(common, "horse", limit=50, within=within).rows == sorted(kept)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=200), st.text(alphabet="\"'()*:^{}-+ aNDORET\x00", max_size=60)))
def test_no_text_is_an_expression_of_its_own(index, text):
    for expression, _ in expressions(text, names=[text]):
        assert expression.count('"') % 2 == 0
    find_written(index, text, limit=10, names=[text])


def test_a_huge_text_is_cut(index):
    for expression, _ in expressions("mot " * 100_000):
        assert len(expression) < 20_000
    find_written(index, "x" * 100_000, limit=10)


def test_a_query_full_of_known_words_stays_within_what_sqlite_accepts(index):
    text = "gravure assiette coupe forêt eau-forte vaisseau tapis bijoux " * 10
    names = translations(text, language="fr")
    assert len(names) == 8
    find_written(index, text, limit=10, names=names * 2)


def test_threads_read_at_the_same_time(index):
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: find_written(index, "cheval", limit=5), range(200)))
    assert found == [Written([0, 4])] * 200


def test_what_is_open_stays_what_it_was_when_the_file_is_replaced(tmp_path):
    path = tmp_path / "words.sqlite"
    write_words(path, columns=["id", "title", "subject"], items=items())
    opened = WordIndex(path)
    write_words(tmp_path / "new", columns=["id"], items=[(0, "z", ["z"], [""] * len(COLUMNS))])
    (tmp_path / "new").replace(path)
    assert opened.rows(["a", "z"]) == {"a": 0}
    assert WordIndex(path).rows(["a", "z"]) == {"z": 0}


@pytest.mark.parametrize("content", [b"", b"no database at all, but longer than a header" * 50])
def test_a_damaged_file_is_one_line(tmp_path, content):
    (tmp_path / "words.sqlite").write_bytes(content)
    with pytest.raises(BundleError, match="build the bundle again"):
        WordIndex(tmp_path / "words.sqlite")


@given(st.lists(st.text("ab ", max_size=6), min_size=4, max_size=4), st.sampled_from(["a", "b"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_common_words_find_the_same_and_titles_first(tmp_path_factory, texts, word):
    path = tmp_path_factory.mktemp("common") / "words.sqlite"
    columns = ["title", "subject", "description", "other"]
    places = {name: list(COLUMNS).index(name) for name in columns}
    records = []
    for row in range(8):
        written = [""] * len(COLUMNS)
        written[places[columns[row % 4]]] = texts[row % 4]
        records.append((row, str(row), [str(row)], written))
    write_words(path, columns=["id"], items=iter(records))
    index = WordIndex(path)
    weighed = index.search(f'"{word}"', limit=100)
    common = index.search(f'"{word}"', limit=100, common=-1)
    assert sorted(common) == sorted(weighed)
    tiers = [min(row % 4, 2) for row in common]
    assert tiers == sorted(tiers)
    few = index.search(f'"{word}"', limit=2, common=-1)
    assert few == common[:2]
    mask = np.arange(8) % 2 == 0
    assert index.search(f'"{word}"', limit=9, common=-1, within=mask) == [
        row for row in common if mask[row]
    ]
    other = "b" if word == "a" else "a"
    left = index.search(f'"{word}"', limit=9, common=-1, unwanted=f'"{other}"')
    assert sorted(left) == sorted(index.search(f'"{word}"', limit=9, unwanted=f'"{other}"'))
