"""What the guide promises is what the program does."""

import re
from pathlib import Path

import pytest

from explorer.bundle import REASONS
from precompute.sources.columns import ALIASES, LISTS, Columns
from precompute.sources.dates import read_years

GUIDE = (Path(__file__).parents[3] / "docs" / "preparing.md").read_text(encoding="utf-8")


def rows(header):
    """The cells of the table of the guide that has this header."""
    _, _, after = GUIDE.partition(header)
    for line in after.splitlines()[2:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


COLUMNS = list(rows("| kept as | names"))
DATES = list(rows("| written |"))


def test_every_column_has_its_line_in_the_guide():
    assert [re.match(r"\W*(\w+)", kept)[1] for kept, _ in COLUMNS] == list(ALIASES)
    for kept, names in COLUMNS:
        field = re.match(r"\W*(\w+)", kept)[1]
        assert ("(list)" in kept) == (field in LISTS)
        assert len(re.sub(r"\(.*", "", names).split(",")) == len(ALIASES[field].split())


@pytest.mark.parametrize(("kept", "names"), COLUMNS)
def test_names_of_columns_are_understood_as_the_guide_says(kept, names):
    field = re.match(r"\W*(\w+)", kept)[1]
    for name in re.sub(r"\(.*", "", names).split(","):
        columns = Columns(["filename", "id", name.strip()], table="table.csv")
        assert columns.names[name.strip()] == field


@pytest.mark.parametrize(("written", "first", "last"), DATES)
def test_dates_are_read_as_the_guide_says(written, first, last):
    assert read_years(written) == (int(first), int(last))


def test_every_reason_has_its_line_in_the_guide():
    assert sorted(reason.strip("`") for reason, _, _ in rows("| reason |")) == sorted(REASONS)
    assert len(DATES) > 20
