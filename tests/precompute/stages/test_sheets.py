import pyarrow as pa

from explorer.bundle import THEME_SCHEMA
from precompute.stages.sheets import importance


def order(shas, medoids=()):
    rows = [{"id": 0, "parent": -1, "level": 0, "size": 9, "medoids": list(medoids)}]
    themes = pa.Table.from_pylist(rows if medoids else [], schema=THEME_SCHEMA)
    return importance(pa.chunked_array([pa.array(shas, pa.string())]), themes).tolist()


def test_medoids_of_themes_come_first_then_all_by_their_content():
    assert order(["d", "a", "c", "b"]) == [1, 3, 2, 0]
    assert order(["d", "a", "c", "b"], medoids=[2, 0]) == [2, 0, 1, 3]


def test_copies_come_after_the_first_of_each_picture():
    assert order(["b", "a", "a", "b", "a", "c"]) == [1, 0, 5, 2, 3, 4]


def test_additions_leave_the_order_of_the_others_alone():
    before = order(["b", "a", "b", "c"])
    after = order(["b", "a", "b", "c", "a", "b", "aa"])
    assert [row for row in after if row < 4] == before


def test_no_images():
    assert order([]) == []
