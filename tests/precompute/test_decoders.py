import os
import signal
import threading
import time

import numpy as np
import pytest
from PIL import Image

from explorer.bundle import ImageInput, files
from precompute import decoders
from precompute.decode import Wanted
from precompute.decoders import Decoders, Job
from precompute.reading import LARGE
from tests.pictures import bad_files, gradient_image


def job(folder, **wanted):
    asked = Wanted(**{"max_pixels": 100_000_000, **wanted})
    return Job(asked, temporary=folder / "temporary", bundle=folder / "bundle")


def pictures(folder, count, *, size=(60, 40)):
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(count):
        paths.append(folder / f"{number}.png")
        Image.new("RGB", size, (number, 100, 50)).save(paths[-1])
    return paths


def split(paths):
    """A folder that holds all of ``paths``, and their names in it."""
    root = paths[0].parents[-1]
    return root, [str(path.relative_to(root)) for path in paths]


def slow_picture(folder, *, seed=0):
    """A picture that takes its decoder some tenths of a second."""
    noise = np.random.default_rng(seed).integers(0, 256, (2500, 2500, 3), np.uint8)
    path = folder / f"slow{seed}.png"
    Image.fromarray(noise).save(path, compress_level=1)
    return path


def test_outcomes_come_in_order_with_pixels_and_derivatives(tmp_path):
    paths = pictures(tmp_path / "in", 40)
    spec = ImageInput(size=32, mean=(0, 0, 0), std=(1, 1, 1))
    with Decoders(job(tmp_path, model_input=spec), workers=2) as crew:
        found = list(crew.outcomes(*split(paths), ahead=5))
        again = list(crew.outcomes(*split(paths[:3]), ahead=1))  # the same processes go on
    assert [outcome.position for outcome in found] == list(range(40))
    assert [outcome.pixels[0, 0, 0] for outcome in found] == list(range(40))
    assert [outcome.sha256 for outcome in again] == [outcome.sha256 for outcome in found[:3]]
    for outcome in found:
        for size in files.THUMB_SIZES:
            thumb = tmp_path / "bundle" / files.thumb_path(outcome.sha256, size=size)
            assert Image.open(thumb).size == (60, 40)


def test_bad_files_are_outcomes_with_reasons(tmp_path):
    paths, reasons = [], []
    for name, (data, reason) in bad_files().items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
        reasons.append(reason)
    with Decoders(job(tmp_path), workers=2) as crew:
        assert [outcome.reason for outcome in crew.outcomes(*split(paths), ahead=50)] == reasons


def kill_at(crew, positions):
    """Kill the process that decodes each of ``positions``, one after the other."""
    for position in positions:
        killed = False
        while not killed:
            time.sleep(0.02)
            for process in crew._crew:
                if process._up and list(process.asked)[:1] == [position]:
                    os.kill(process._popen.pid, signal.SIGSEGV)
                    process._popen.wait()
                    killed = True


def test_a_file_that_crashes_its_process_twice_is_named_and_the_others_are_read(tmp_path):
    paths = pictures(tmp_path / "in", 4)
    paths[1:1] = [slow_picture(tmp_path), slow_picture(tmp_path, seed=1)]
    with Decoders(job(tmp_path), workers=1) as crew:
        killer = threading.Thread(target=kill_at, args=(crew, [1, 2, 2]), daemon=True)
        killer.start()
        found = list(crew.outcomes(*split(paths), ahead=10))
    assert [outcome.reason for outcome in found] == ["", "", "unreadable", "", "", ""]
    assert "SIGSEGV" in found[2].detail


def test_a_file_that_takes_too_long_is_given_up(tmp_path):
    paths = [*pictures(tmp_path / "in", 2), slow_picture(tmp_path), *pictures(tmp_path / "in", 2)]
    with Decoders(job(tmp_path), workers=1, timeout=60) as crew:
        list(crew.outcomes(*split(paths[:2]), ahead=10))  # started: only decoding counts from here
        crew._timeout = 0.1
        found = list(crew.outcomes(*split(paths), ahead=10))
    assert [outcome.reason for outcome in found] == ["", "", "unreadable", "", ""]
    assert "too long" in found[2].detail


def test_large_pictures_wait_for_each_other(tmp_path):
    path = tmp_path / "large.png"
    assert LARGE < 8000 * 6500
    Image.new("L", (8000, 6500)).save(path, compress_level=1)
    with Decoders(job(tmp_path), workers=2) as crew:
        found = list(crew.outcomes(*split([path] * 2), ahead=10))
    assert {outcome.reason for outcome in found} == {""}
    assert len({outcome.sha256 for outcome in found}) == 1


def test_processes_that_cannot_start_stop_the_build_and_blame_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(decoders, "_SERVE", "raise SystemExit(3) or")
    with (
        Decoders(job(tmp_path), workers=1) as crew,
        pytest.raises(RuntimeError, match="does not start"),
    ):
        list(crew.outcomes(*split(pictures(tmp_path / "in", 1)), ahead=1))


def test_stopping_early_leaves_no_process(tmp_path):
    paths = pictures(tmp_path / "in", 30)
    with Decoders(job(tmp_path), workers=2) as crew:
        outcomes = crew.outcomes(*split(paths), ahead=4)
        next(outcomes)
        outcomes.close()
        processes = [process._popen for process in crew._crew]
    assert all(process.poll() is not None for process in processes)


def test_what_a_killed_process_leaves_is_not_in_the_bundle(tmp_path):
    gradient_image().save(tmp_path / "one.png")
    with Decoders(job(tmp_path), workers=1) as crew:
        list(crew.outcomes(*split([tmp_path / "one.png"]), ahead=1))
    names = [path.name for path in (tmp_path / "bundle").rglob("*") if path.is_file()]
    assert all(not name.startswith(".") and name.endswith(".webp") for name in names)
    assert len(names) == len(files.THUMB_SIZES)
