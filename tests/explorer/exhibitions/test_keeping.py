"""Exhibitions in the store: versions, publication, conflicts, and what happened to what."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from explorer.exhibitions.exhibition import Exhibition, read_exhibition
from explorer.exhibitions.store import ConflictError, MissingError, Store, StoreError
from explorer.exhibitions.store.exhibitions import MAX_VERSIONS
from tests.explorer.exhibitions.test_exhibition import read
from tests.explorer.exhibitions.test_findings import decision, finding
from tests.explorer.exhibitions.test_store import tour

ON = {"collection": "small", "id": "chevaux"}


def titled(title: str, id_: str = "chevaux") -> Exhibition:
    return read(id=id_, title={"fr": title})


def shown(store: Store) -> list[tuple[str, str]]:
    found = store.published_exhibitions(collection="small")
    return [(entry.id, entry.title["fr"]) for entry in found]


def test_visitors_see_the_version_that_was_published_and_no_draft(store: Store) -> None:
    assert store.exhibitions(collection="small") == ()
    first, new = store.put_exhibition(titled("Un"), who="Zoé")
    assert new and (first.state, first.published, first.who) == ("draft", None, "Zoé")
    assert shown(store) == [] and store.published_exhibition(**ON) is None
    entry = store.publish_exhibition(**ON, version=first.version, who="Zoé")
    assert (entry.state, entry.published, entry.changed) == ("published", first.version, False)
    second, new = store.put_exhibition(titled("Deux"), versions=[first.version])
    assert not new and second.changed
    assert shown(store) == [("chevaux", "Un")]
    assert [e.title["fr"] for e in store.exhibitions(collection="small")] == ["Deux"]
    seen = store.published_exhibition(**ON)
    assert seen is not None and seen.exhibition == titled("Un")
    store.publish_exhibition(**ON, version=second.version)
    assert shown(store) == [("chevaux", "Deux")]
    with pytest.raises(ConflictError, match="withdraw it first"):
        store.delete_exhibition(**ON)
    assert store.withdraw_exhibition(**ON).state == "withdrawn"
    assert shown(store) == [] and store.published_exhibition(**ON) is None
    with pytest.raises(ConflictError):
        store.withdraw_exhibition(**ON)
    store.delete_exhibition(**ON)
    assert store.exhibition(**ON) is None
    for refused in (
        lambda: store.publish_exhibition(**ON, version=1),
        lambda: store.withdraw_exhibition(**ON),
        lambda: store.delete_exhibition(**ON),
        lambda: store.restore_exhibition(**ON, version=1),
    ):
        with pytest.raises(MissingError):
            refused()


def test_every_version_is_kept_and_an_older_one_comes_back(store: Store) -> None:
    first, _ = store.put_exhibition(titled("Un"))
    same, _ = store.put_exhibition(titled("Un"))
    assert same.version == first.version, "what does not differ is no version"
    second, _ = store.put_exhibition(titled("Deux"), who="Zoé")
    back = store.restore_exhibition(**ON, version=first.version, versions=[second.version])
    assert back.version > second.version and back.title == {"fr": "Un"}
    kept = store.exhibition_versions(**ON)
    assert [(one.title["fr"], one.restored) for one in kept] == [
        ("Un", first.version),
        ("Deux", None),
        ("Un", None),
    ]
    held = store.exhibition(**ON, version=second.version)
    assert held is not None and held.exhibition == titled("Deux") and held.who == "Zoé"
    with pytest.raises(ConflictError):
        store.restore_exhibition(**ON, version=second.version, versions=[second.version])
    with pytest.raises(MissingError):
        store.restore_exhibition(**ON, version=9999)


def test_a_long_history_loses_its_beginning_and_never_what_visitors_see(store: Store) -> None:
    first, _ = store.put_exhibition(titled("0"))
    store.publish_exhibition(**ON, version=first.version)
    for n in range(1, MAX_VERSIONS + 5):
        store.put_exhibition(titled(str(n)))
    kept = store.exhibition_versions(**ON)
    assert len(kept) == MAX_VERSIONS + 1 and kept[0].title == {"fr": str(MAX_VERSIONS + 4)}
    assert shown(store) == [("chevaux", "0")]


def test_of_two_curators_the_slower_is_told_and_nothing_is_lost(store: Store) -> None:
    first, _ = store.put_exhibition(titled("Un"))

    def write(n: int) -> bool:
        try:
            store.put_exhibition(titled(f"De {n}"), versions=[first.version])
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(write, range(12)))
    assert sum(won) == 1
    titles = [one.title["fr"] for one in store.exhibition_versions(**ON)]
    assert titles == [f"De {won.index(True)}", "Un"]
    with pytest.raises(ConflictError):
        store.put_exhibition(titled("Neuf"), create=True)


def test_exhibitions_are_put_in_order(store: Store) -> None:
    for id_ in "abc":
        store.put_exhibition(titled(id_, id_))
    store.order_exhibitions(collection="small", ids=["c", "a", "b"])
    assert [entry.id for entry in store.exhibitions(collection="small")] == ["c", "a", "b"]
    assert store.exhibitions(collection="other") == ()
    with pytest.raises(ConflictError):
        store.order_exhibitions(collection="small", ids=["c", "a"])


def test_who_did_what_and_when_is_kept(store: Store) -> None:
    on = {"collection": "small"}
    store.put_tour(tour(title="Tour"), who="Léa")
    store.put_finding(finding(name={"fr": "Idée"}, owner="Zoé"))
    board = store.create_board(**on, name="Choix", who="Zoé")
    store.add_to_board(**on, ids=["a", "b"], board=board, who="Zoé")
    for letter in ("x", "xy", "xyz"):
        store.note_on_board(**on, board=board, item="a", notes={"fr": letter}, who="Zoé")
    entry, _ = store.put_exhibition(titled("Un"), who="Zoé")
    store.publish_exhibition(**ON, version=entry.version, who="Léa")
    store.delete_tour(**on, id="a", who="Léa")
    told = [(act.kind, act.did, act.detail, act.who) for act in store.acts(**on)]
    assert told == [
        ("tour", "delete", "", "Léa"),
        ("exhibition", "publish", "Un", "Léa"),
        ("exhibition", "create", "Un", "Zoé"),
        ("board", "note", "a", "Zoé"),
        ("board", "add", "a, b", "Zoé"),
        ("board", "create", "Choix", "Zoé"),
        ("finding", "create", "Idée", "Zoé"),
        ("tour", "create", "Tour", "Léa"),
    ]
    assert all(act.when for act in store.acts(**on))
    assert [act.did for act in store.acts(**on, kind="exhibition")] == ["publish", "create"]
    assert [act.did for act in store.acts(**on, subject=board, limit=2)] == ["note", "add"]
    with pytest.raises(ConflictError):
        store.put_exhibition(titled("Deux"), create=True, who="Zoé")
    assert len(store.acts(**on)) == len(told), "what was refused was not done"


def fill(store: Store) -> None:
    store.put_tour(tour(title="Tour"))
    board = store.create_board(collection="small", name="Choix")
    store.add_to_board(collection="small", ids=["a", "é", "c"], board=board)
    store.mark_on_board(collection="small", board=board, ids=["é"], status="kept")
    store.put_finding(finding(document={"weights": [1.5]}))
    store.decide([decision("a"), decision("a", verdict="no")])
    entry, _ = store.put_exhibition(titled("Un"))
    store.publish_exhibition(**ON, version=entry.version)
    store.put_exhibition(titled("Deux"))


def content(store: Store) -> list[object]:
    on = {"collection": "small"}
    boards = [store.board(**on, id=entry.id) for entry in store.boards(**on)]
    found = [store.exhibition(**ON), store.published_exhibition(**ON)]
    return [
        *(store.tours(**on), boards, store.acts(**on), found, store.exhibition_versions(**ON)),
        *(store.every_finding(**on, kind="concept"), store.decisions(**on, kind="tags", past=True)),
    ]


def test_a_backup_comes_back_whole_and_what_follows_goes_on(
    new_place: Callable[[], str], tmp_path: Path
) -> None:
    store, file = Store(new_place()), tmp_path / "kept.jsonl.gz"
    fill(store)
    before = content(store)
    assert store.backup(file) > 10
    with pytest.raises(ConflictError, match="already"):
        store.backup(file)
    empty = Store(new_place())
    empty.restore(file)
    assert content(empty) == before
    fresh, _ = empty.put_exhibition(titled("Trois"))
    assert fresh.version > max(one.version for one in store.exhibition_versions(**ON))
    empty.decide([decision("b")])
    board = empty.boards(collection="small")[0].id
    empty.add_to_board(collection="small", ids=["z"], board=board)
    undo = empty.board(collection="small", id=board)
    assert undo is not None and undo.undo is not None
    with pytest.raises(ConflictError, match="--replace"):
        empty.restore(file)
    empty.restore(file, replace=True)
    assert content(empty) == before
    for made in (store, empty):
        made.close()


def test_a_backup_goes_from_one_kind_of_database_to_the_other(place: str, tmp_path: Path) -> None:
    there, here = Store(place), Store(tmp_path / "here.sqlite")
    fill(there)
    there.backup(tmp_path / "a.gz")
    here.restore(tmp_path / "a.gz")
    assert content(here) == content(there)
    here.backup(tmp_path / "b.gz")
    there.restore(tmp_path / "b.gz", replace=True)
    assert content(here) == content(there)
    there.close()


@pytest.mark.parametrize("damage", ["cut", "short", "foreign", "later", "text", "none"])
def test_a_backup_that_does_not_do_changes_nothing(
    store: Store, tmp_path: Path, damage: str
) -> None:
    import gzip

    fill(store)
    file = tmp_path / "kept.gz"
    store.backup(file)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    changed = {
        "cut": file.read_bytes()[:-40],
        "short": gzip.compress(b"".join(lines[:-3] + lines[-1:])),
        "foreign": gzip.compress(b"".join([lines[0], b'["sqlite_master",{"a":1}]\n', *lines[1:]])),
        "later": gzip.compress(lines[0].replace(b'"000', b'"900') + b"".join(lines[1:])),
        "text": b"no backup",
    }
    file.unlink()
    if damage != "none":
        file.write_bytes(changed[damage])
    before = content(store)
    with pytest.raises(StoreError) as told:
        store.restore(file, replace=True)
    assert "kept.gz" in str(told.value) and "\n" not in str(told.value)
    assert content(store) == before


def test_a_database_of_an_earlier_release_is_brought_up_to_date(place: str) -> None:
    from sqlalchemy import create_engine, text

    from explorer.exhibitions.migrations import upgrade

    engine = create_engine(place)
    for step in ("0001", "0002"):
        with engine.begin() as connection:
            upgrade(connection, version_table="cimaise_version", to=step)
    with engine.begin() as connection:
        row = "INSERT INTO board VALUES ('b', 'small', 0, 'Choix', 'then', 'then')"
        connection.execute(text(row))
        for place_, item in enumerate("xyz"):
            row = f"INSERT INTO board_item VALUES ('b', '{item}', {place_}, '{{}}', 'then')"
            connection.execute(text(row))
    engine.dispose()
    store = Store(place)
    board = store.board(collection="small", id="b")
    assert board is not None and not board.archived
    assert [(item.id, item.status) for item in board.items] == [
        ("x", "proposed"),
        ("y", "proposed"),
        ("z", "proposed"),
    ]
    store.put_exhibition(read_exhibition(titled("Un").to_json()))
    assert len(store.exhibitions(collection="small")) == 1
    store.close()
