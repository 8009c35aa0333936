"""The drawing of the themes: as large as they are, and their names as they are written."""

from __future__ import annotations

from explorer.collection import Theme
from explorer.ui.i18n import translator
from explorer.ui.treemap import treemap


def theme(id_: int, parent: int, size: int, label: str = "") -> Theme:
    return Theme(
        id=id_, parent=parent, level=0 if parent < 0 else 1, label=label or f"theme {id_}",
        terms=(), score=None, size=size, coherence=None, x=None, y=None, medoids=(),
    )  # fmt: skip


def test_areas_are_sizes_and_children_wear_their_parents_colour() -> None:
    themes = [theme(0, -1, 30), theme(1, -1, 12), theme(2, 0, 20), theme(3, 0, 8)]
    drawn = treemap(themes, label=lambda t: t.label, say=translator("en"), root="All").data[0]
    assert list(drawn.values) == [42, 30, 12, 20, 8]
    assert list(drawn.parents) == ["", "all", "all", "0", "0"]
    colours = list(drawn.marker.colors)
    assert colours[3] == colours[4] == colours[1] != colours[2]
    assert list(drawn.customdata) == [f"{n} pictures" for n in (42, 30, 12, 20, 8)]


def test_names_are_shown_as_they_are_written() -> None:
    themes = [theme(0, -1, 3, "<a href='x'>é & co</a>")]
    drawn = treemap(themes, label=lambda t: t.label, say=translator("fr"), root="Tous").data[0]
    assert drawn.labels[1] == "&lt;a href='x'&gt;é &amp; co&lt;/a&gt;"
