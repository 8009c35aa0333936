"""What is kept is there again, in its order, whoever writes at the same time."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from explorer.exhibitions.models import MAX_TOURS, InvalidError, Tour, read_tour
from explorer.exhibitions.store import ConflictError, MissingError, Store

ROOT = Path(__file__).resolve().parents[3]


def tour(id_: str = "a", *, collection: str = "small", title: str = "") -> Tour:
    return read_tour(
        json.dumps(
            {
                "id": id_,
                "collection": collection,
                "title": {"fr": title} if title else {},
                "stops": [{"id": "s", "view": "map/0.5/0.5/1"}],
            }
        )
    )


def order(store: Store) -> list[str]:
    return [entry.id for entry in store.tours(collection="small")]


def test_tours_are_kept_in_order_by_collection(store: Store, place: str) -> None:
    assert order(store) == [] and store.tour(collection="small", id="a") is None
    for id_ in "abc":
        store.put_tour(tour(id_, title=f"Tour {id_}"))
    store.put_tour(tour("a", collection="other"))
    assert order(store) == ["a", "b", "c"]
    store.order_tours(collection="small", ids=["c", "a", "b"])
    again = Store(place)
    assert order(again) == ["c", "a", "b"]
    found = again.tour(collection="small", id="b")
    assert found is not None and found.tour == tour("b", title="Tour b")
    entry = again.tours(collection="small")[0]
    assert (entry.title, entry.stops) == ({"fr": "Tour c"}, 1)
    for wrong in (["c"], ["c", "a", "b", "b"], ["c", "a", "x"]):
        with pytest.raises(ConflictError):
            store.order_tours(collection="small", ids=wrong)
    assert order(store) == ["c", "a", "b"]


def test_a_version_is_never_given_twice(store: Store) -> None:
    first, new = store.put_tour(tour(), create=True)
    assert new
    second, new = store.put_tour(tour(title="b"), versions=[first.version])
    assert not new and second.version > first.version
    for refused in (
        lambda: store.put_tour(tour(), create=True),
        lambda: store.put_tour(tour(title="c"), versions=[first.version]),
        lambda: store.put_tour(tour("b"), create=False),
        lambda: store.put_tour(tour("b"), versions=[1]),
        lambda: store.delete_tour(collection="small", id="a", versions=[first.version]),
    ):
        with pytest.raises(ConflictError):
            refused()
    store.delete_tour(collection="small", id="a", versions=[second.version])
    with pytest.raises(MissingError):
        store.delete_tour(collection="small", id="a")
    third, new = store.put_tour(tour(), create=True)
    assert new and third.version > second.version


def test_one_tour_too_many_is_refused_and_several_are_kept_all_or_none(store: Store) -> None:
    store.put_tours([tour(f"t{n}") for n in range(MAX_TOURS - 1)], replace=False)
    with pytest.raises(InvalidError, match="at most 200 tours"):
        store.put_tours([tour("x"), tour("y")], replace=False)
    assert len(order(store)) == MAX_TOURS - 1
    with pytest.raises(ConflictError):
        store.put_tours([tour("x"), tour("t3")], replace=False)
    assert "x" not in order(store)
    store.put_tours([tour("x"), tour("t3", title="new")], replace=True)
    assert order(store)[-1] == "x"


def test_a_board_keeps_its_items_in_order_with_notes(store: Store) -> None:
    on = {"collection": "small"}
    assert store.add_to_board(**on, ids=["a", "b", "c"]) == 3
    (entry,) = store.boards(**on)
    assert (entry.name, entry.items) == ("", 3)
    board = {"collection": "small", "board": entry.id}
    assert store.add_to_board(**on, ids=["c", "d", "d"]) == 1

    def ids() -> list[str]:
        found = store.board(**on, id=entry.id)
        assert found is not None
        return [item.id for item in found.items]

    assert ids() == ["a", "b", "c", "d"]
    store.move_on_board(**board, item="d", to=0)
    store.move_on_board(**board, item="a", to=99)
    assert ids() == ["d", "b", "c", "a"]
    store.order_board(**board, ids=["a", "b", "c", "d"])
    assert ids() == ["a", "b", "c", "d"]
    with pytest.raises(ConflictError):
        store.order_board(**board, ids=["a", "b"])
    store.note_on_board(**board, item="b", notes={"fr": "Près\nde l'entrée", "en": ""})
    store.rename_board(**board, name=" Été ")
    assert store.remove_from_board(**board, ids=["a", "x"]) == 1
    found = store.board(**on, id=entry.id)
    assert found is not None and found.name == "Été"
    assert found.items[0].notes == {"fr": "Près\nde l'entrée"}
    assert store.add_to_board(**on, ids=["z"], board=entry.id) == 1
    assert ids() == ["b", "c", "d", "z"]


def test_a_collection_has_several_boards_and_no_other_collection_s(store: Store) -> None:
    first = store.create_board(collection="small", name="Un")
    second = store.create_board(collection="small", name="Deux")
    store.add_to_board(collection="small", ids=["a"], board=second)
    store.add_to_board(collection="small", ids=["b"])
    assert [(e.name, e.items) for e in store.boards(collection="small")] == [("Un", 1), ("Deux", 1)]
    assert store.boards(collection="other") == ()
    assert store.board(collection="other", id=first) is None
    on = {"collection": "other", "board": first}
    for refused in (
        lambda: store.rename_board(**on, name="x"),
        lambda: store.delete_board(**on),
        lambda: store.remove_from_board(**on, ids=["b"]),
        lambda: store.add_to_board(collection="other", ids=["b"], board=first),
        lambda: store.move_on_board(collection="small", board=first, item="a", to=0),
        lambda: store.note_on_board(collection="small", board=first, item="a", notes={}),
    ):
        with pytest.raises(MissingError):
            refused()
    store.delete_board(collection="small", board=first)
    assert [entry.id for entry in store.boards(collection="small")] == [second]


def test_a_board_is_full_at_some_point(store: Store) -> None:
    ids = [f"i{n}" for n in range(10_000)]
    assert store.add_to_board(collection="small", ids=ids) == 10_000
    with pytest.raises(InvalidError, match="at most 10000"):
        store.add_to_board(collection="small", ids=["one more"])
    assert store.add_to_board(collection="small", ids=ids[:3]) == 0


WRITER = """
import sys
from explorer.exhibitions.store import Store
from tests.explorer.exhibitions.test_store import tour
store = Store(sys.argv[1])
for n in range(8):
    store.put_tour(tour(f"{sys.argv[2]}-{n}"), create=True)
    store.add_to_board(collection="small", ids=[f"{sys.argv[2]}-{n}"], board="")
    store.put_tour(tour("shared", title=f"{sys.argv[2]} {n}"))
"""


def test_several_processes_begin_and_write_at_the_same_time(place: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, place]
    writers = [
        subprocess.Popen([*command, name], cwd=ROOT, stderr=subprocess.PIPE) for name in "abc"
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said.decode()
    store = Store(place)
    listed = store.tours(collection="small")
    assert {entry.id for entry in listed} == {f"{w}-{n}" for w in "abc" for n in range(8)} | {
        "shared"
    }
    assert len({entry.version for entry in listed}) == 25
    assert sum(entry.items for entry in store.boards(collection="small")) == 24
    store.close()
    if place.startswith("sqlite"):
        assert len(list(tmp_path.iterdir())) == 1, "no log is left"


def test_of_writers_that_read_the_same_version_one_wins(store: Store) -> None:
    first, _ = store.put_tour(tour())

    def write(n: int) -> bool:
        try:
            store.put_tour(tour(title=str(n)), versions=[first.version])
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(write, range(16)))
    assert sum(won) == 1
    found = store.tour(collection="small", id="a")
    assert found is not None and found.tour.title["fr"] == str(won.index(True))


def test_what_was_done_to_a_board_is_taken_back_step_by_step(store: Store) -> None:
    on = {"collection": "small", "board": store.create_board(collection="small", name="Un")}

    def now() -> list[tuple[str, str, str]]:
        found = store.board(collection="small", id=on["board"])
        assert found is not None
        return [(item.id, item.status, item.notes.get("fr", "")) for item in found.items]

    def undo() -> str:
        found = store.board(collection="small", id=on["board"])
        assert found is not None and found.undo is not None
        return store.undo_on_board(**on, n=found.undo[0])

    states = [now()]
    steps = [
        lambda: store.add_to_board(collection="small", ids=["a", "b", "c"], board=on["board"]),
        lambda: store.mark_on_board(**on, ids=["b", "c", "gone"], status="kept"),
        lambda: store.move_on_board(**on, item="c", to=0),
        lambda: [store.note_on_board(**on, item="a", notes={"fr": t}) for t in ("x", "xy")],
        lambda: store.remove_from_board(**on, ids=["b"]),
        lambda: store.rename_board(**on, name="Deux"),
        lambda: store.mark_on_board(**on, ids=["a"], status="aside"),
    ]
    for step in steps:
        step()
        states.append(now())
    assert states[-1] == [("c", "kept", ""), ("a", "aside", "xy")]
    done = []
    for state in reversed(states[:-1]):
        done.append(undo())
        assert now() == state
    assert done == ["aside", "rename", "remove", "note", "move", "kept", "add"]
    found = store.board(collection="small", id=on["board"])
    assert found is not None and found.undo is None and found.name == "Un"
    with pytest.raises(ConflictError):
        store.undo_on_board(**on, n=1)
    with pytest.raises(InvalidError):
        store.mark_on_board(**on, ids=["a"], status="stolen")


def test_boards_are_duplicated_merged_and_put_away(store: Store) -> None:
    on = {"collection": "small"}
    first = store.create_board(**on, name="Un")
    store.add_to_board(**on, ids=["a", "b"], board=first)
    store.note_on_board(**on, board=first, item="a", notes={"fr": "mine"})
    copy = store.duplicate_board(**on, board=first, name="Un (copie)")
    store.add_to_board(**on, ids=["c"], board=copy)
    store.note_on_board(**on, board=copy, item="a", notes={"fr": "theirs", "en": "more"})
    store.mark_on_board(**on, board=copy, ids=["c"], status="kept")
    assert [entry.items for entry in store.boards(**on)] == [2, 3]
    assert store.merge_boards(**on, board=first, other=copy) == 1
    found = store.board(**on, id=first)
    assert found is not None
    assert [(item.id, item.status) for item in found.items] == [
        ("a", "proposed"),
        ("b", "proposed"),
        ("c", "kept"),
    ]
    assert found.items[0].notes == {"fr": "mine", "en": "more"}
    assert [entry.name for entry in store.boards(**on)] == ["Un"]
    assert [entry.name for entry in store.boards(**on, archived=True)] == ["Un (copie)"]
    store.archive_board(**on, board=copy, away=False)
    assert len(store.boards(**on)) == 2
    store.archive_board(**on, board=first)
    assert store.add_to_board(**on, ids=["z"]) == 1, "onto the first that is at hand"
    other = store.board(**on, id=copy)
    assert other is not None and other.items[-1].id == "z"
    for refused in (
        lambda: store.merge_boards(**on, board=first, other=first),
        lambda: store.merge_boards(collection="other", board=first, other=copy),
        lambda: store.duplicate_board(**on, board="none"),
        lambda: store.archive_board(collection="other", board=first),
        lambda: store.undo_on_board(collection="other", board=first, n=1),
    ):
        with pytest.raises((MissingError, ConflictError)):
            refused()


def test_what_was_taken_off_is_put_back_in_one_act(store: Store) -> None:
    board = store.create_board(collection="small")
    on = {"collection": "small", "board": board}
    store.add_to_board(collection="small", ids=["a", "b", "c"], board=board)
    store.remove_from_board(**on, ids=["b"])
    back = {"item": "b", "to": 1, "notes": {"fr": "Ici"}, "status": "kept"}
    store.put_back_on_board(**on, **back)
    store.put_back_on_board(**on, **back | {"to": 99, "notes": {}})  # again: it is there once
    found = store.board(collection="small", id=board)
    assert found is not None and found.undo is not None
    assert [(one.id, one.status, one.notes) for one in found.items] == [
        ("a", "proposed", {}),
        ("c", "proposed", {}),
        ("b", "kept", {}),
    ]
    store.undo_on_board(**on, n=found.undo[0])
    found = store.board(collection="small", id=board)
    assert found is not None and found.undo is not None
    assert [(one.id, one.notes) for one in found.items] == [
        ("a", {}),
        ("b", {"fr": "Ici"}),
        ("c", {}),
    ]
    store.undo_on_board(**on, n=found.undo[0])
    found = store.board(collection="small", id=board)
    assert found is not None and [one.id for one in found.items] == ["a", "c"]
    with pytest.raises(MissingError):
        store.put_back_on_board(collection="other", board=board, **back)
    for wrong in ({"item": ""}, {"status": "stolen"}, {"notes": {"fr": "x" * 100_000}}):
        with pytest.raises(InvalidError):
            store.put_back_on_board(**on, **back | wrong)


def test_a_board_remembers_a_bounded_past(store: Store) -> None:
    on = {"collection": "small", "board": store.create_board(collection="small")}
    for n in range(80):
        store.rename_board(**on, name=f"n{n}")
    steps = 0
    while (found := store.board(collection="small", id=on["board"])) and found.undo:
        store.undo_on_board(**on, n=found.undo[0])
        steps += 1
    assert 30 <= steps <= 70 and found is not None and found.name == f"n{79 - steps}"
