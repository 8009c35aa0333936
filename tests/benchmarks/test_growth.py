"""What two documents have in common that nobody planted, as the benchmark tells it."""

from __future__ import annotations

from benchmarks.growth import alike, told_by
from precompute.demo import draw_archive
from precompute.progress import Progress


def row(subjects: str, setting: str = "") -> dict[str, str]:
    return {"subjects": subjects, "setting": setting}


def test_a_thing_on_blank_paper_is_told_from_sheets_and_settings() -> None:
    assert alike(row("key"), row("key")) == "key on blank paper"
    assert alike(row("fern|shell"), row("shell")) == "shell on blank paper"
    assert alike(row("coat of arms"), row("coat of arms")) == "coat of arms"
    assert alike(row("violin", "studio"), row("violin")) == "violin"
    assert alike(row("key"), row("fish")) == "different subjects"
    assert alike(row(""), row("")) == "different subjects"


def test_the_rows_are_those_that_an_archive_writes(tmp_path) -> None:
    folder = draw_archive(tmp_path, size=24, scale=0.46, workers=1, progress=Progress(quiet=True))
    told = told_by(folder / "truth.csv")
    assert len(told) == 24
    one = next(row for row in told.values() if row["subjects"])
    assert one["subjects"] in alike(one, one).replace(" and ", "|")
