"""What a build says of the time that is left: nothing before it can be known."""

import pytest

from precompute import progress
from precompute.progress import Log, Progress, spoken


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass when the test says so."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_the_time_that_processes_take_to_start_is_not_counted(clock, capsys):
    bar = Log(2000, "drawing", unit="img")
    clock[0] += 30  # spawned, imported, and the first part drawn
    bar.update(24)
    assert capsys.readouterr().err == "  drawing: 24 of 2000 img\n"
    for _ in range(10):
        clock[0] += 2
        bar.update(24)
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == "  drawing: 264 of 2000 img, 12.0 a second, about 2 min left"


def test_all_that_is_done_at_once_has_no_pace(clock, capsys):
    bar = Log(10, "towers", unit="tower")
    clock[0] += 11
    bar.update(10)
    bar.close()
    assert capsys.readouterr().err == "  towers: 10 of 10 tower\n"


@pytest.mark.parametrize(
    ("done", "said"),
    [(0, ""), (7, "  features: going on, 7 of 12 img were done before\n")],
)
def test_what_was_done_before_is_said_where_there_is_any(done, said, capsys):
    Progress().went_on(done, 12, "features")
    Progress(quiet=True).went_on(done, 12, "features")
    assert capsys.readouterr().err == said


def test_on_a_terminal_the_clock_starts_with_the_first_step(monkeypatch, capsys):
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    bar = Progress().bar(100, "drawing")
    bar.start_t -= 3600  # an hour ago
    bar.update(20)
    assert bar.n == 20 and bar.format_dict["elapsed"] < 60
    for _ in range(4):
        bar.update(20)
    assert bar.n == 100
    bar.close()
    assert Progress(quiet=True).bar(3, "drawing").update(1) is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "10 s"), (44, "40 s"), (89, "90 s"), (100, "2 min"), (5300, "88 min"), (7300, "2 h")],
)
def test_a_time_is_said_as_precisely_as_it_is_known(seconds, said):
    assert spoken(seconds) == said
