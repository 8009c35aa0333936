"""A collection that is built again: edited themes are found, or said to be lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibitions.models import InvalidError
from explorer.theming import signature
from explorer.theming.doubts import doubts
from explorer.theming.hierarchy import NOTHING, lay
from explorer.theming.models import FIRST
from tests.explorer.theming.grounds import ground, tops_of
from tests.explorer.theming.test_acts import act, holds

SETTINGS = settings(max_examples=20)


def edited(here):
    """Names for two themes, one of them split, a third merged into the fourth."""
    edits = act(here, NOTHING, do="describe", theme=0, seen=0, name={"fr": "Ponts"})
    edits = act(here, edits, do="describe", theme=1, seen=0, name={"fr": "Voiles"})
    edits = act(here, edits, do="split", theme=1, seen=9, parts=2)
    edits = act(here, edits, do="merge", theme=2, seen=0, into=3)
    return act(here, edits, do="cover", theme=0, seen=9, item="doc-0-3")


@SETTINGS
@given(st.permutations(range(12)), st.integers(0, 1000))
def test_themes_are_found_again_under_other_numbers_with_other_members(order, seed):
    tops = tops_of([40, 60, 30, 50])
    edits = edited(ground(tops))
    rng = np.random.default_rng(seed)
    again = [
        [id_ for id_ in top if rng.random() > 0.1]
        + [f"new-{at}-{n}" for n in range(len(top) // 10)]
        for at, top in enumerate(tops)
    ]
    here = ground(again, names=order, version="v2")
    made = holds(here, edits)
    tops_now = {id_: node for id_, node in made.all.items() if node.level == 0}
    assert made.all[FIRST].theme == order[0] and made.all[FIRST].label["fr"] == "Ponts"
    # The split and the merge are done on the new members.
    parts = [node for node in tops_now.values() if node.theme is None]
    assert sum(node.size for node in parts) == len(again[1])
    assert sorted(node.size for node in tops_now.values() if node.theme is not None) == sorted(
        [len(again[0]), len(again[2]) + len(again[3])]
    )
    told = doubts(made, here.find)
    assert {one.state for one in told} <= {"kept", "moved"} and len(told) == 4
    settled = act(here, edits, do="accept")
    assert doubts(lay(here, settled), here.find) == []
    assert {id_: n.size for id_, n in lay(here, settled).all.items()} == {
        id_: n.size for id_, n in made.all.items()
    }
    # Taken back, the doubts are there again.
    assert doubts(lay(here, act(here, settled, do="undo", n=settled.n)), here.find) == told


def test_a_lost_theme_is_told_and_settled_by_hand():
    tops = tops_of([30, 30])
    edits = act(ground(tops), NOTHING, do="describe", theme=0, seen=0, name={"fr": "Ponts"})
    # Its pictures are spread over six others.
    mixed = [[*tops[0][at::6], *(f"other-{at}-{n}" for n in range(40))] for at in range(6)]
    here = ground(mixed, version="v2")
    made = holds(here, edits)
    assert FIRST not in made.all and edits.get(FIRST).name == {"fr": "Ponts"}
    (doubt,) = doubts(made, here.find)
    assert (doubt.state, doubt.label["fr"], doubt.size_then) == ("lost", "Ponts", 30)
    assert doubt.nearest in range(6) and doubt.faces
    settled = act(here, edits, do="settle", theme=FIRST, to=4)
    made = holds(here, settled)
    assert (made.all[FIRST].theme, made.all[FIRST].label["fr"]) == (4, "Ponts")
    assert doubts(made, here.find) == []
    taken = act(here, settled, do="undo", n=settled.n)
    assert [one.state for one in doubts(lay(here, taken), here.find)] == ["lost"]
    dropped = act(here, edits, do="settle", theme=FIRST, to=None)
    assert dropped.edited == () and doubts(lay(here, dropped), here.find) == []
    assert act(here, dropped, do="undo", n=dropped.n).get(FIRST).name == {"fr": "Ponts"}


def test_letting_a_split_theme_go_lets_its_parts_go():
    here = ground(tops_of([30, 30]))
    edits = act(here, NOTHING, do="split", theme=0, seen=0, parts=3)
    dropped = act(here, edits, do="settle", theme=FIRST, to=None)
    assert (dropped.edited, dropped.structure) == ((), ())
    assert holds(here, act(here, dropped, do="undo", n=dropped.n)).resolve([0])[2:]


def test_edits_are_given_to_no_theme_that_has_its_own():
    tops = tops_of([30, 30])
    here = ground(tops)
    edits = act(here, NOTHING, do="describe", theme=0, seen=0, name={"fr": "A"})
    edits = act(here, edits, do="describe", theme=1, seen=0, name={"fr": "B"})
    with pytest.raises(InvalidError, match="edits of its own"):
        act(here, edits, do="settle", theme=FIRST, to=FIRST + 1)


def test_parts_outlive_another_model_by_their_pictures():
    tops = tops_of([40, 40])
    first = ground(tops)
    edits = act(first, NOTHING, do="merge", theme=0, seen=0, into=1)
    edits = act(first, edits, do="split", theme=1, seen=9, parts=2)
    parts = lay(first, edits).resolve([1])
    other = ground(tops, version="v2", model="another", seed=9)
    made = holds(other, edits)
    assert made.resolve([1]) == parts
    assert sorted(made.all[id_].size for id_ in parts) == [40, 40]


def test_a_theme_whose_members_all_vanished_is_lost():
    edits = edited(ground(tops_of([20, 20, 20, 20])))
    here = ground([[f"else-{n}" for n in range(30)]], version="v2")
    made = holds(here, edits)
    assert {one.state for one in doubts(made, here.find)} == {"lost"}
    assert [node.theme for node in made.children(-1)] == [0]
    assert holds(ground([], version="v3"), edits).all == {}


ids = st.sets(st.integers(0, 3000), max_size=900)


@SETTINGS
@given(ids, ids)
def test_likeness_is_near_the_share_in_common(one, other):
    sketches = [
        signature.sketch_of(signature.hashes(map(str, members))) for members in (one, other)
    ]
    exact = len(one & other) / max(1, len(one | other))
    assert abs(signature.likeness(*sketches) - exact) < (
        0.16 if max(len(one), len(other)) > 200 else 1e-9
    )
    assert np.array_equal(signature.read(signature.written(sketches[0])), sketches[0])
