"""Acts on themes: whatever is done, in whatever order, every item has one theme a level or none."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibitions.models import InvalidError
from explorer.theming.acts import read_act
from explorer.theming.doing import StaleError, done
from explorer.theming.hierarchy import NOTHING, lay
from explorer.theming.models import FIRST, read_edits
from tests.explorer.theming.grounds import ground, tops_of

SETTINGS = settings(max_examples=25)


def act(ground_, edits, **fields):
    return done(
        ground_, edits, read_act(json.dumps(fields).encode()), who="Anne", when="2026-11-25"
    )


def holds(ground_, edits):
    """What is true of every hierarchy."""
    made = lay(ground_, edits)
    whole = made.whole
    assert whole.shape == ground_.item_themes.shape
    for id_, node in made.all.items():
        assert node.level == 0 or node.parent in made.all
        members = made.members(id_)
        assert node.size == len(members)
        if node.parent >= 0:
            assert set(members) <= set(made.members(node.parent))
    # One theme a level, or none; and none that is no theme.
    assert set(np.unique(whole)) - {-1} <= set(made.all)
    assert np.array_equal(whole[:, 0] >= 0, ground_.item_themes[:, 0] >= 0)
    assert set(np.unique(made.item_themes)) - {-1} == {
        id_ for id_, node in made.nodes.items() if node.size
    }
    for id_, known in made.aliases.items():
        assert id_ not in made.all
        assert all(one in made.all for one in known)
    own = {record["id"] for record in ground_.records}
    assert all(id_ in own or id_ >= FIRST for id_ in made.all)
    assert read_edits(edits.to_json()) == edits
    return made


sizes = st.lists(st.integers(2, 14), min_size=1, max_size=5)
moves = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "hide", "describe", "order", "pin", "cover", "undo"]),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
    ),
    max_size=10,
)


@SETTINGS
@given(
    st.lists(st.integers(2, 14), min_size=1, max_size=5),
    st.integers(0, 2),
    st.integers(0, 5),
    moves,
)
def test_members_are_a_partition_whatever_is_done(sizes, below, noise, wanted):
    here = ground(tops_of(sizes), below=below, noise=noise)
    edits, made = NOTHING, lay(here)
    for do, one, other in wanted:
        ids = sorted(made.all)
        theme, target = ids[one % len(ids)], ids[other % len(ids)]
        fields = {"do": do, "theme": theme, "seen": edits.n}
        rows = made.members(theme)
        item = next(iter(here.ids(rows[other % len(rows) :][:1])), "") if len(rows) else ""
        if do == "merge":
            fields["into"] = target
        elif do == "split":
            fields |= {"parts": 2 + other % 3, "seed": other % 7}
        elif do == "hide":
            fields["hidden"] = bool(other % 2)
        elif do == "describe":
            fields |= {"name": {"fr": f"nom {other}"}, "text": {"fr": ""}}
        elif do == "pin":
            fields = {"do": do, "theme": theme, "item": item, "pinned": bool(other % 3)}
        elif do == "cover":
            fields["item"] = item
        elif do == "order":
            parent = made.all[theme].parent
            below_ = [node.id for node in made.children(parent, hidden=True)]
            fields = {"do": do, "parent": parent, "ids": below_[::-1]}
        else:
            fields = {"do": "undo", "n": edits.undo[-1].n if edits.undo else 1}
        try:
            edits = act(here, edits, **fields)
        except (InvalidError, StaleError):
            continue
        made = holds(here, edits)


def test_a_name_keeps_its_id_and_the_old_address_leads_to_it():
    here = ground(tops_of([6, 6]))
    edits = act(here, NOTHING, do="describe", theme=1, seen=0, name={"fr": "Voiles"})
    made = holds(here, edits)
    node = made.all[FIRST]
    assert (node.label["fr"], node.label["en"], node.theme) == ("Voiles", "theme 1", 1)
    assert made.resolve([1, FIRST, 0]) == (FIRST, 0)
    edits = act(here, edits, do="describe", theme=1, seen=1, name={"fr": ""})
    assert lay(here, edits).all[FIRST].label["fr"] == "thème 1"


def test_merged_then_split_and_taken_back():
    here = ground(tops_of([8, 8, 8]))
    edits = act(here, NOTHING, do="merge", theme=0, seen=0, into=1)
    made = holds(here, edits)
    target = made.resolve([1])[0]
    assert made.resolve([0]) == (target,) and made.all[target].size == 16
    assert len(made.children(target)) == 4
    edits = act(here, edits, do="split", theme=target, seen=edits.n, parts=2)
    made = holds(here, edits)
    parts = made.resolve([0])
    assert len(parts) == 2 and sum(made.all[id_].size for id_ in parts) == 16
    # The two that were merged lie apart: the parts are they.
    assert sorted(made.all[id_].size for id_ in parts) == [8, 8]
    edits = act(here, edits, do="undo", n=edits.undo[-1].n)
    assert holds(here, edits).all[target].size == 16
    edits = act(here, edits, do="undo", n=edits.undo[-1].n)
    assert np.array_equal(holds(here, edits).whole, here.item_themes)
    assert [one.did for one in edits.history] == ["merge", "split", "undo", "undo"]
    assert edits.undo == ()


def test_merging_across_parents_moves_what_is_above():
    here = ground(tops_of([8, 8]))  # themes 2, 3 below 0; 4, 5 below 1
    edits = act(here, NOTHING, do="merge", theme=2, seen=0, into=4)
    made = holds(here, edits)
    assert made.all[made.resolve([0])[0]].size == 4
    assert made.all[made.resolve([1])[0]].size == 12
    with pytest.raises(InvalidError, match="same level"):
        act(here, edits, do="merge", theme=3, seen=0, into=1)


def test_what_is_hidden_is_nowhere_but_at_the_desk():
    here = ground(tops_of([6, 6]))
    edits = act(here, NOTHING, do="hide", theme=0, seen=0, hidden=True)
    made = holds(here, edits)
    assert [node.id for node in made.children(-1)] == [1]
    assert {node.parent for node in made.nodes.values()} == {-1, 1}
    assert (made.item_themes[:6] == -1).all() and (made.item_themes[6:] >= 0).all()
    assert len(made.members(made.resolve([0])[0])) == 6


def test_an_order_is_that_of_everything_below():
    here = ground(tops_of([4, 4, 4]))
    edits = act(here, NOTHING, do="order", parent=-1, ids=[2, 0, 1])
    made = holds(here, edits)
    assert [node.theme for node in made.children(-1)] == [2, 0, 1]
    for ids in ([2, 0], [2, 0, 0], [2, 0, 3]):
        with pytest.raises(StaleError):
            act(here, edits, do="order", parent=-1, ids=ids)


def test_a_cover_and_highlights_come_first_and_must_be_in_the_theme():
    here = ground(tops_of([6, 6]))
    edits = act(here, NOTHING, do="cover", theme=0, seen=0, item="doc-0-5")
    edits = act(here, edits, do="pin", theme=0, item="doc-0-4", pinned=True)
    node = lay(here, edits).all[FIRST]
    assert node.medoids[:2] == (5, 4) and (node.cover, node.highlights) == (5, (4,))
    with pytest.raises(InvalidError, match="not in the theme"):
        act(here, edits, do="cover", theme=0, seen=9, item="doc-1-0")
    edits = act(here, edits, do="pin", theme=0, item="doc-0-4", pinned=False)
    assert lay(here, edits).all[FIRST].highlights == ()


def test_two_windows():
    here = ground(tops_of([6, 6]))
    one = act(here, NOTHING, do="describe", theme=0, seen=0, name={"fr": "A"})
    # Another theme: both are kept.
    both = act(here, one, do="describe", theme=1, seen=0, name={"fr": "B"})
    assert {node.label["fr"] for node in lay(here, both).children(-1)} == {"A", "B"}
    # The same one, unseen: said, and nothing is lost.
    with pytest.raises(StaleError) as raised:
        act(here, both, do="describe", theme=0, seen=0, name={"fr": "C"})
    assert raised.value.by.who == "Anne" and raised.value.by.detail == "fr: A"
    with pytest.raises(StaleError):
        act(here, both, do="undo", n=1)


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "\u202emotnaF\u202c", "é" * 120])
def test_hostile_names_are_text(name):
    here = ground(tops_of([6]))
    edits = act(here, NOTHING, do="describe", theme=0, seen=0, name={"fr": name})
    kept = lay(here, edits).all[FIRST].label["fr"]
    assert "\u202e" not in kept and len(kept) <= 120


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"[]", b"{}", b'{"do":"drop"}', b"[" * 100_000, b" " * 300_000,
        b'{"do":"describe","theme":0,"seen":0,"name":{"fr":"' + b"x" * 10_000 + b'"}}',
        b'{"do":"describe","theme":0,"seen":0,"name":{"../..":"x"}}',
        b'{"do":"hide","theme":-1,"seen":0,"hidden":true}',
        b'{"do":"hide","theme":0,"seen":0,"hidden":"yes"}',
        b'{"do":"split","theme":0,"seen":0,"parts":9}',
        b'{"do":"merge","theme":0,"seen":0,"into":1,"more":2}',
        b'{"do":"undo","n":0}',
    ],
)  # fmt: skip
def test_what_is_no_act_is_refused_in_one_line(sent):
    with pytest.raises(InvalidError) as raised:
        read_act(sent)
    assert "\n" not in str(raised.value) and len(str(raised.value)) < 400


def test_what_does_not_exist_is_stale_or_invalid():
    here = ground(tops_of([6]))
    for fields in (
        {"do": "hide", "theme": 99, "seen": 0, "hidden": True},
        {"do": "merge", "theme": 0, "seen": 0, "into": 99},
        {"do": "merge", "theme": 0, "seen": 0, "into": 0},
        {"do": "split", "theme": 1, "seen": 0, "parts": 8},
        {"do": "settle", "theme": 0, "to": None},
        {"do": "undo", "n": 1},
    ):
        with pytest.raises((InvalidError, StaleError)):
            act(here, NOTHING, **fields)


def test_empty_collections_and_those_without_names():
    empty = ground([])
    assert lay(empty).all == {}
    alone = ground(tops_of([5]), below=0)
    assert [node.number for node in lay(alone).nodes.values()] == ["1"]
    edits = act(alone, NOTHING, do="split", theme=0, seen=0, parts=2)
    made = holds(alone, edits)
    assert [node.number for node in made.nodes.values()] == ["1.1", "1.2"]
    assert all(not node.label for node in made.nodes.values())
    # A theme that the bundle names, and that nobody belongs to.
    here = ground(tops_of([5, 5]))
    here.item_themes = np.where(here.item_themes == 1, -1, here.item_themes)
    edits = act(here, NOTHING, do="describe", theme=1, seen=0, name={"fr": "Personne"})
    made = lay(here, edits)
    assert made.members(FIRST).tolist() == [] and made.all[FIRST].label["fr"] == "Personne"


def test_parts_are_named_by_the_vocabulary_no_word_twice():
    here = ground(tops_of([30]), words=20)
    edits = act(here, NOTHING, do="split", theme=0, seen=0, parts=4)
    names = [part.label["fr"] for part in edits.structure[0].parts]
    assert len(set(names)) == 4 and all(name.startswith("mot ") for name in names)
