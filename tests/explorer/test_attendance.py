"""What a kiosk counts: little, by day, bounded, and never lost to a damaged file."""

from __future__ import annotations

import json
import string
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.attendance import LONGEST, MAX_DAYS, MAX_NAMES, Attendance, most, read_attendance

DAY = date(2026, 11, 26)


def counting(path: Path, day: date = DAY, **more: float) -> Attendance:
    return Attendance(path, today=lambda: day, **more)


def test_visits_pages_themes_and_languages_are_counted_by_day(tmp_path: Path) -> None:
    path = tmp_path / "attendance.json"
    counts = counting(path, wait=0)
    counts.visit(seconds=100, language="fr")
    counts.visit(seconds=50, language="en")
    counts.page("themes", theme="museum/3")
    counts.page("")
    again = counting(path, wait=0)  # the server was started again
    again.visit(seconds=30, language="fr")
    counted = read_attendance(path)[DAY.isoformat()]
    assert (counted.visits, counted.mean) == (3, 60)
    assert counted.languages == {"fr": 2, "en": 1}
    assert counted.pages == {"themes": 1, "": 1}
    assert most([counted], "themes", limit=3) == [("museum/3", 1)]


def test_nothing_about_a_visit_alone_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "attendance.json"
    counting(path, wait=0).visit(seconds=61.4, language="fr")
    (told,) = json.loads(path.read_text())["days"].values()
    assert set(told) == {"visits", "seconds", "pages", "themes", "languages"}


def test_days_names_and_seconds_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "attendance.json"
    for n in range(MAX_DAYS + 3):
        counting(path, DAY + timedelta(days=n), wait=0).page("themes")
    assert len(read_attendance(path)) == MAX_DAYS
    assert DAY.isoformat() not in read_attendance(path), "the oldest are dropped"
    counts = counting(path, DAY + timedelta(days=900), wait=60)
    for n in range(MAX_NAMES + 50):
        counts.page("themes", theme=f"museum/{n}")
    counts.visit(seconds=1e9, language="fr")
    counts.flush()
    last = list(read_attendance(path).values())[-1]
    assert len(last.themes) == MAX_NAMES + 1
    assert last.themes[""] == 50
    assert last.seconds == LONGEST


def test_it_is_written_seldom_and_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "attendance.json"
    counts = counting(path, wait=3600)
    counts.page("themes")
    first = path.read_bytes()
    for _ in range(100):
        counts.page("themes")
    assert path.read_bytes() == first
    counts.flush()
    assert read_attendance(path)[DAY.isoformat()].pages == {"themes": 101}


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "attendance.json"
    path.write_text('{"format": 1, "days": {"2026-')
    counting(path, wait=0).page("themes")
    assert read_attendance(path)[DAY.isoformat()].pages == {"themes": 1}
    (aside,) = tmp_path.glob("*.damaged")
    assert aside.read_text().endswith("2026-")


def test_where_nothing_can_be_written_nothing_is_lost_but_the_counts(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    counts = counting(tmp_path / "file" / "attendance.json", wait=0)
    with pytest.raises(OSError, match="Not a directory"):
        read_attendance(tmp_path / "file" / "attendance.json")
    counts.visit(seconds=1, language="fr")


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(string.printable), inner),
    max_leaves=20,
)


@given(days=st.dictionaries(st.dates().map(str) | st.text(), _ANY) | _ANY)
def test_whatever_a_file_holds_is_read_or_passed_over(
    days: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any-attendance.json"
    path.write_text(json.dumps({"format": 1, "days": days}))
    for day, told in read_attendance(path).items():
        assert date.fromisoformat(day)
        assert told.visits >= 0
        assert told.mean >= 0
