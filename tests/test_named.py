"""The tests that the documentation names are there: a table that says what holds it must hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)?(?:::(test_\w+))?`")
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_tests_that_a_page_names_are_there(page: Path) -> None:
    missing, file = [], ""
    for path, test in NAMED.findall(page.read_text("utf-8")):
        file = path or file  # "::test_…" is of the file named before it
        found = ROOT / file
        if (path or test) and not found.is_file():
            missing.append(file)
        elif test and not re.search(rf"^(?:async )?def {test}\(", found.read_text("utf-8"), re.M):
            missing.append(f"{file}::{test}")
    assert missing == []
