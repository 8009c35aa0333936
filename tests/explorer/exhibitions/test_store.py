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


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cimaise.sqlite")


def order(store: Store) -> list[str]:
    return [entry.id for entry in store.tours(collection="small")]


def test_tours_are_kept_in_order_by_collection(store: Store, tmp_path: Path) -> None:
    assert order(store) == [] and store.tour(collection="small", id="a") is None
    for id_ in "abc":
        store.put_tour(tour(id_, title=f"Tour {id_}"))
    store.put_tour(tour("a", collection="other"))
    assert order(store) == ["a", "b", "c"]
    store.order_tours(collection="small", ids=["c", "a", "b"])
    again = Store(tmp_path / "cimaise.sqlite")
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
from pathlib import Path
from explorer.exhibitions.store import Store
from tests.explorer.exhibitions.test_store import tour
store = Store(Path(sys.argv[1]))
for n in range(8):
    store.put_tour(tour(f"{sys.argv[2]}-{n}"), create=True)
    store.add_to_board(collection="small", ids=[f"{sys.argv[2]}-{n}"], board="")
    store.put_tour(tour("shared", title=f"{sys.argv[2]} {n}"))
"""


def test_several_processes_begin_and_write_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "cimaise.sqlite"
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [
        subprocess.Popen([*command, name], cwd=ROOT, stderr=subprocess.PIPE) for name in "abc"
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said.decode()
    store = Store(path)
    listed = store.tours(collection="small")
    assert {entry.id for entry in listed} == {f"{w}-{n}" for w in "abc" for n in range(8)} | {
        "shared"
    }
    assert len({entry.version for entry in listed}) == 25
    assert sum(entry.items for entry in store.boards(collection="small")) == 24
    assert [path.name for path in tmp_path.iterdir()] == ["cimaise.sqlite"], "no log is left"


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
