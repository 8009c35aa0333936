"""What the browser's benchmarks make of their figures."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks.browsing import Memory, family
from benchmarks.peers.__main__ import report
from benchmarks.soak import Sample, judge
from benchmarks.viewer import window
from benchmarks.walk import Visited, quantiles

STILL = Sample(
    0,
    0,
    heap=40,
    nodes=900,
    detached=5,
    listeners=200,
    decoded=20,
    browser=500,
    page=300,
    held=480,
    server=150,
)


def minutes(count: int) -> list[Sample]:
    return [replace(STILL, minute=minute) for minute in range(1, count + 1)]


def test_memory_that_stays_holds_and_what_grows_does_not() -> None:
    assert all(one.held for one in judge(minutes(12), warm_up=5))
    grown = [replace(one, nodes=900 + 40 * one.minute) for one in minutes(12)]
    assert [one.measure for one in judge(grown, warm_up=5) if not one.held] == ["nodes"]


def test_what_is_held_before_the_warm_up_is_over_is_not_compared() -> None:
    samples = [replace(one, heap=40 if one.minute >= 5 else 5) for one in minutes(12)]
    assert all(one.held for one in judge(samples, warm_up=5))


def test_one_high_sample_is_no_leak() -> None:
    samples = minutes(12)
    samples[-1] = replace(samples[-1], held=5000)
    assert all(one.held for one in judge(samples, warm_up=5))


def test_too_few_samples_judge_nothing() -> None:
    assert judge(minutes(5), warm_up=5) == []


def test_the_memory_of_a_process_includes_its_children() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert child.pid in family(os.getpid())
        memory = Memory(child.pid)
        assert 0.5 < memory.now < Memory(os.getpid()).now
        assert memory.peak >= memory.now / 2
    finally:
        child.communicate(b"\n")
    assert Memory(child.pid).now == 0


def test_quantiles_of_little() -> None:
    assert quantiles([]) == (0, 0)
    assert quantiles([16.0]) == (16, 16)
    assert quantiles([float(n) for n in range(1, 101)])[0] == 50.5


def test_the_table_says_both_and_how_they_compare() -> None:
    ours = Visited("Ours", 468, first=100, whole=200, kilobytes=300, frames=[16, 17] * 20)
    theirs = Visited("Theirs", 468, first=400, whole=900, kilobytes=1500, frames=[60, 70] * 20)
    lost = Visited("Theirs", 9000, kilobytes=7, trouble="no whole view in 5 s")
    text = report([(ours, theirs), (replace(ours, items=9000), lost)])
    lines = text.splitlines()
    assert lines[4].startswith("|  | x | 4 | 4.5 | 5 |")
    assert "| 9,000 | Theirs | – | – | 7 |" in text
    assert lines[-1] == "- Theirs, 9,000 images: no whole view in 5 s"
    assert text.count("| x |") == 1


def test_a_window_is_two_numbers() -> None:
    assert window("390x844") == (390, 844)
    with pytest.raises(SystemExit, match="1920x1080"):
        window("large")
