"""Real kills: a build stopped dead at any moment goes on, and gives the same bundle."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from PIL import Image

from explorer.bundle import Bundle, files, verify
from precompute.stages import STAGES

pytestmark = pytest.mark.slow


def collection(folder, *, n, seed=0):
    """A table of n small pictures, their vectors, and a vocabulary with vectors."""
    rng = np.random.default_rng(seed)
    images = folder / "images"
    images.mkdir(parents=True)
    rows = ["id,filename,title,date,kind"]
    for number in range(n):
        low = rng.integers(0, 256, (6, 8, 3), dtype=np.uint8)
        size = (1600, 1200) if number % 20 == 7 else (320, 240)  # a few have tiles
        Image.fromarray(low).resize(size, Image.Resampling.BICUBIC).save(
            images / f"p{number}.jpg", quality=85
        )
        kind = ("print", "coin", "map")[number % 3]
        rows.append(f"doc-{number},p{number}.jpg,Picture {number},{1850 + number},{kind}")
    (folder / "table.csv").write_text("\n".join(rows) + "\n")
    centres = rng.normal(size=(6, 32))
    vectors = centres[rng.integers(0, 6, n)] + 0.5 * rng.normal(size=(n, 32))
    np.save(folder / "vectors.npy", vectors.astype(np.float32))
    (folder / "names.csv").write_text(
        "en,fr\n" + "".join(f"thing {i},chose {i}\n" for i in range(12))
    )
    np.save(folder / "names.npy", rng.normal(size=(12, 32)).astype(np.float32))
    return [
        str(folder / "table.csv"),
        *("--vectors", str(folder / "vectors.npy")),
        *("--vocabulary", str(folder / "names.csv")),
        *("--vocabulary-vectors", str(folder / "names.npy")),
        *("--full", "tiles"),
        *("--workers", "2"),
    ]


PLAIN = ("-m", "precompute")
WITH_TINY_MODEL = (
    "-c",
    "import sys; from tests.tiny_models import tiny_clip; from precompute.__main__ import main\n"
    "model = tiny_clip()\n"
    "sys.exit(main([*sys.argv[1:], '--model', model.name, '--weights', str(model.weights)]))",
)


def start(arguments, out, *, command=("build", "--out"), program=PLAIN):
    return subprocess.Popen(
        [sys.executable, *program, command[0], *arguments, command[1], str(out)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(process):
    said = process.stderr.read()
    assert process.wait(timeout=300) == 0, said
    return said


def kill(process):
    """Stop the build and its workers as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()


def whole_or_absent(out, versions):
    if out.exists():
        assert verify(out) == []
        assert Bundle(out).manifest.version in versions


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return collection(tmp_path_factory.mktemp("source"), n=60)


@pytest.fixture(scope="module")
def undisturbed(source, tmp_path_factory):
    """What an undisturbed build gives."""
    out = tmp_path_factory.mktemp("calm") / "bundle"
    finish(start(source, out))
    return out


@pytest.fixture(scope="module")
def version(undisturbed):
    return Bundle(undisturbed).manifest.version


def test_killed_in_every_stage_a_build_gives_the_same_bundle(source, version, tmp_path):
    out = tmp_path / "bundle"
    chance = random.Random(20)
    state = tmp_path / "bundle.work" / "state"
    stages = [stage.name for stage in STAGES if stage.name != "model"]  # imported vectors: no model
    for name in [*stages, "publish"]:
        # A quick stage may have been over before the last kill came: it has to run again. So may
        # have been the whole build, of which nothing is left to be run.
        (state / f"{name}.json").unlink(missing_ok=True)
        if out.exists():
            shutil.rmtree(out)
            shutil.rmtree(out.with_name("bundle.work"), ignore_errors=True)
        process = start(source, out)
        said = [""]
        for line in process.stderr:
            said.append(line)
            if line.startswith((f"{name}: running", "publish")):
                break
        time.sleep(chance.choice((0, 0.002, 0.02, 0.2)))
        kill(process)
        assert said[-1].startswith((f"{name}: running", "publish")), "".join(said)
        whole_or_absent(out, {version})
    finish(start(source, out))
    assert verify(out) == []
    assert Bundle(out).manifest.version == version
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


def test_killed_while_replacing_the_old_bundle_or_the_new_is_there(source, version, tmp_path):
    out = tmp_path / "bundle"
    finish(start([*source, "--seed", "1"], out))
    old = Bundle(out).manifest.version
    assert old != version
    chance = random.Random(4)
    for _ in range(4):
        process = start(source, out)
        for line in process.stderr:
            if line.startswith("publish"):
                time.sleep(chance.random() * 0.03)
                break
        kill(process)
        whole_or_absent(out, {old, version})
        assert out.exists()
        if Bundle(out).manifest.version == version:
            break
    finish(start(source, out))
    assert Bundle(out).manifest.version == version
    assert verify(out) == []


def test_killed_while_embedding_a_build_gives_the_same_bundle(source, tmp_path):
    table = [source[0], "--workers", "2"]
    calm, out = tmp_path / "calm" / "bundle", tmp_path / "bundle"
    finish(start(table, calm, program=WITH_TINY_MODEL))
    wanted = Bundle(calm).manifest
    assert wanted.model.text_tower
    chance = random.Random(11)
    state = tmp_path / "bundle.work" / "state"
    for name in ("thumbnails", "thumbnails", "embed", "vocabulary", "model"):
        (state / f"{name}.json").unlink(missing_ok=True)
        process = start(table, out, program=WITH_TINY_MODEL)
        assert any(line.startswith(f"{name}: running") for line in process.stderr), name
        time.sleep(chance.choice((0, 0.1, 0.5)))
        kill(process)
        assert not out.exists()
    finish(start(table, out, program=WITH_TINY_MODEL))
    assert verify(out) == []
    assert Bundle(out).manifest.version == wanted.version


IN_SMALL_PIECES = (
    "-c",
    "import sys; from precompute.__main__ import main\n"
    "from precompute.reproductions import verifying\n"
    "verifying.SHARD = 4\n"
    "sys.exit(main(sys.argv[1:]))",
)


def test_killed_while_comparing_pictures_what_was_compared_is_not_compared_again(
    source, undisturbed, tmp_path
):
    out = tmp_path / "bundle"
    scratch = tmp_path / "bundle.work" / "state" / "reproductions"

    def pieces():
        found = [*scratch.rglob("*-sizes.npy"), *scratch.rglob("pairs-*.parquet")]
        return {path: path.stat().st_ino for path in found}

    for _ in range(5):
        process = start(source, out, program=IN_SMALL_PIECES)
        while process.poll() is None and sum(path.suffix == ".parquet" for path in pieces()) < 3:
            time.sleep(0.005)
        kill(process)
        if (tmp_path / "bundle.work").exists() and not (
            scratch.parent / "reproductions.json"
        ).exists():
            break
        shutil.rmtree(out, ignore_errors=True)  # it was too quick for the kill
        shutil.rmtree(tmp_path / "bundle.work", ignore_errors=True)
    done = pieces()
    assert sum(path.suffix == ".parquet" for path in done) >= 3
    assert not out.exists()
    process = start(source, out, program=IN_SMALL_PIECES)
    said = [""]
    for line in process.stderr:
        said.append(line)
        if line.startswith("reproductions: done"):
            break
    kill(process)
    assert said[-1].startswith("reproductions: done"), "".join(said)
    assert "embed: done before the build was interrupted\n" in said
    assert any(re.match("  pairs: going on, [0-9]+ of [0-9]+ pairs were done", s) for s in said)
    after = pieces()
    assert {path: after.get(path) for path in done} == done, "a piece on disk is written again"
    assert len(after) > len(done)
    matches = tmp_path / "bundle.work" / "bundle" / files.MATCHES
    assert matches.read_bytes() == (undisturbed / files.MATCHES).read_bytes()
