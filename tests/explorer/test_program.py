"""What a module needs is followed through its imports, and all of it is there."""

from __future__ import annotations

import re

import pytest

from explorer.program import VIEWER, modules, program, worker_programs

WIDGETS = ("cloud.js", "map.js", "wall.js", "item.js", "static.js")


@pytest.mark.parametrize("entry", WIDGETS)
def test_modules_are_closed_under_import(entry: str) -> None:
    found = modules(entry)
    assert entry in found
    for name in found:
        text = (VIEWER / name).read_text(encoding="utf-8")
        imported = re.findall(r'^(?:import|export)[^;]*?from "\./([^"]+)";', text, re.M)
        assert set(imported) <= set(found), name
        assert name.endswith(".js")


def test_the_program_has_styles_too() -> None:
    names = program("static.js", "scheme.js", "house.css")
    assert set(modules("static.js")) < set(names)
    assert {"map.css", "scheme.js", "house.css", "deepzoom.js", "deepzoom.css"} <= set(names)


def test_workers_have_programs_of_their_own() -> None:
    assert worker_programs("static.js") == ()


def test_what_does_not_exist_needs_nothing() -> None:
    assert modules("absent.js") == ()
