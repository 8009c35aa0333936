"""The benchmark of searching: its tables come out whole, its filters leave what they say."""

import subprocess
import sys

import numpy as np
import pytest

from benchmarks.search import _masks
from benchmarks.synthetic import make


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("searching")
    make(made / "n600", n=600)
    make(made / "n1200", n=1200)
    return made


def test_filters_leave_the_share_they_say_and_groups_lie_together(folder):
    vectors = np.load(folder / "n600" / "vectors.npy", mmap_mode="r")
    masks = _masks(vectors, 0.1)
    assert {mask.sum() for kind in masks.values() for mask in kind} == {60}

    def alike(kind):
        inside = [np.asarray(vectors[mask], np.float32) for mask in masks[kind]]
        return np.mean([(part @ part.T).mean() for part in inside])

    assert alike("a group") > alike("scattered") + 0.02


def test_every_table_is_printed_with_growth(folder):
    asked = ["--sizes", "600,1200", "--folder", str(folder), "--towers", "none"]
    asked += ["--clients", "3", "--thinking", "0.01"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.search", *asked],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for line in (
        "| engine | 600 items | 1,200 items | growth |",
        "| recall@100 of texts | 1.000 | 1.000 | × 1.0 |",
        "| 10 %, a group, recall@100 | 1.000 | 1.000 | × 1.0 |",
        "| over HTTP, text tower: none | 600 items | 1,200 items | growth |",
    ):
        assert line in done.stdout
    assert "| 3 thinking 0.01 s, p95 ms |" in done.stdout
