"""What a module needs is followed through its imports, and all of it is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.program import VIEWER, copy_program, modules, program

WIDGETS = ("map.js", "wall.js", "item.js", "static.js")


@pytest.mark.parametrize("entry", WIDGETS)
def test_modules_are_closed_under_import(entry: str) -> None:
    found = modules(entry)
    assert entry in found
    for name in found:
        text = (VIEWER / name).read_text(encoding="utf-8")
        imported = re.findall(r'^(?:import|export)[^;]*?from "\./([^"]+)";', text, re.M)
        assert set(imported) <= set(found), name
        assert name.endswith(".js")


def test_the_program_has_styles_and_workers_too(tmp_path: Path) -> None:
    names = program("static.js", "scheme.js", "house.css")
    assert set(modules("static.js")) < set(names)
    assert {"map.css", "scheme.js", "house.css"} <= set(names)
    folder = copy_program(tmp_path, "static.js")
    copied = {path.name for path in (tmp_path / folder).iterdir()}
    assert copied == set(program("static.js"))


def test_what_does_not_exist_needs_nothing() -> None:
    assert modules("absent.js") == ()
