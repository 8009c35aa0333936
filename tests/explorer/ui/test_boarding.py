"""What the browser asks to be put on a board is checked before anything is done with it."""

import pytest

from explorer.ui import house
from explorer.ui.boarding import MOST, boards_here, put_on_board, wanted
from explorer.ui.frame import Frame
from explorer.ui.i18n import translator


def test_ids_are_taken_once_and_in_order():
    assert wanted({"ids": ["b", "a", "b", "日本/1", "<b>"]}) == ["b", "a", "日本/1", "<b>"]


@pytest.mark.parametrize(
    "intent",
    [None, [], "ids", 3, {}, {"ids": None}, {"ids": "abc"}, {"ids": {"a": 1}}, {"ids": [1, None]}],
)
def test_what_is_no_list_of_ids_asks_for_nothing(intent):
    assert wanted(intent) == []


def test_ids_are_bounded():
    assert len(wanted({"ids": [str(n) for n in range(5000)]})) == MOST
    assert wanted({"ids": ["", "x" * 1001, ["a"], "ok"]}) == ["ok"]


@pytest.fixture
def frame(small_bundle, tmp_path, monkeypatch):
    """A curator before the small collection, with a real database of boards."""
    monkeypatch.setenv("EXPLORER_DATA", str(small_bundle.parent))
    monkeypatch.setenv("EXPLORER_DATABASE_URL", f"sqlite:///{tmp_path / 'boards.sqlite'}")
    held = (house.settings, house.catalogue, house.store)
    for one in held:
        one.cache_clear()
    entries = house.catalogue().entries()
    yield Frame(translator("fr"), entries, entries[0])
    house.store().close()
    for one in held:
        one.cache_clear()


def test_pictures_are_put_on_the_board_and_counted(frame):
    first = put_on_board({"ids": ["doc-9", "nobody", "doc-12"]}, frame)
    assert first["text"] == "Le tableau contient 2 images."
    again = put_on_board({"ids": ["doc-9"]}, frame)
    assert again["text"] == "Elles y sont déjà. Le tableau contient 2 images."
    assert again["key"] != first["key"]
    store, name = house.store(), frame.collection.name
    (board,) = store.boards(collection=name)
    items = store.board(collection=name, id=board.id).items
    assert [one.id for one in items] == ["doc-9", "doc-12"]


def test_what_is_not_there_or_not_allowed_changes_nothing(frame, monkeypatch):
    assert put_on_board(None, frame) is None
    assert "plus dans la collection" in put_on_board({"ids": ["nobody"]}, frame)["text"]
    monkeypatch.setenv("EXPLORER_PROFILE", "public")
    house.settings.cache_clear()
    assert not boards_here()
    assert put_on_board({"ids": ["doc-9"]}, frame) is None
    assert house.store().boards(collection=frame.collection.name) == ()


def test_another_board_is_chosen_made_and_taken_back(frame):
    store, on = house.store(), {"collection": frame.collection.name}
    first = store.create_board(**on, name="Un")
    other = store.create_board(**on, name="Deux")
    said = put_on_board({"ids": ["doc-9"], "board": other, "key": "a"}, frame)
    assert (
        said["text"] == "«\u00a0Deux\u00a0» contient 1\u00a0image."
        and said["undo"]["board"] == other
    )
    assert put_on_board({"ids": ["doc-9"], "board": other, "key": "a"}, frame) == said, "told twice"
    back = {"undo": said["undo"]["past"], "board": other}
    # Somewhere else instead: what was put there goes.
    moved = put_on_board({"ids": ["doc-9"], "board": first, "instead": back}, frame)
    assert "«\u00a0Un\u00a0»" in moved["text"] and store.board(**on, id=other).items == ()
    assert put_on_board(back, frame)["undo"] is None, "something else was done since"
    made = put_on_board({"ids": ["doc-12"], "name": "Trois", "key": "b"}, frame)
    assert put_on_board({"ids": ["doc-12"], "name": "Trois", "key": "b"}, frame) == made
    assert [entry.name for entry in store.boards(**on)] == ["Un", "Deux", "Trois"]
    taken = put_on_board({"undo": made["undo"]["past"], "board": made["undo"]["board"]}, frame)
    assert taken["undo"] is None and not store.board(**on, id=made["undo"]["board"]).items
    for wrong in (
        {"undo": "x"},
        {"undo": 2**80, "board": "x"},
        {"ids": ["doc-9"], "board": "none"},
    ):
        put_on_board(wrong, frame)
