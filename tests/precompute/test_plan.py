"""What a build would cost, told before it starts."""

import csv
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precompute import costs
from precompute.__main__ import INPUT, OK, main
from precompute.errors import InputError
from precompute.options import BuildOptions
from precompute.plan import plan
from precompute.presets import PRESETS
from tests.hostile import drawing, hostile_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("pictures")
    for number in range(40):
        drawing(800, 600, seed=number).save(root / f"{number}.jpg")
    return root


def options(source, **more):
    return BuildOptions(source=str(source), out=source, **more)


def test_a_plan_counts_the_images_and_their_bytes(folder):
    found = plan(options(folder, model="small", device="cpu"))
    assert (found.rows, found.images) == (40, 40)
    assert found.source_bytes == sum(path.stat().st_size for path in folder.iterdir())
    assert {"decoding, thumbnails", "embedding", "sheets"} <= set(found.seconds)
    assert found.disk["vectors"] == 40 * 2 * PRESETS["small"].dim
    assert found.download > 1e9
    text = found.to_text()
    for word in ("40 images", "disk", "memory", "time", "assumed", "nothing was written"):
        assert word in text


def test_layouts_of_what_is_not_there_cost_nothing(folder):
    every = plan(options(folder, model="small", device="cpu"))
    text = every.to_text()
    assert "the layout timeline is left out: hardly any row has a date" in text
    assert "the layout places is left out" in text
    two = plan(options(folder, model="small", device="cpu", layouts=("map", "grid")))
    assert every.disk["sheets"] == 2 * two.disk["sheets"]


def test_nothing_is_written(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    assert main(["plan", str(folder), "--model", "small"]) == OK
    assert list(tmp_path.iterdir()) == []
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_your_own_vectors_cost_no_model(folder, tmp_path):
    np.save(tmp_path / "v.npy", np.ones((40, 64), np.float16))
    found = plan(options(folder, vectors=tmp_path / "v.npy"))
    assert "embedding" not in found.seconds
    assert found.download == found.disk["exported model"] == 0
    assert found.disk["vectors"] == 40 * 2 * 64
    assert found.warnings == ()
    np.save(tmp_path / "v.npy", np.ones((39, 64), np.float16))
    assert (
        "39 vectors, 40 are wanted" in plan(options(folder, vectors=tmp_path / "v.npy")).to_text()
    )


def test_rows_without_files_and_files_that_are_no_pictures_are_not_counted(folder, tmp_path):
    for number in range(10):
        drawing(seed=number).save(tmp_path / f"{number}.jpg")
        (tmp_path / f"bad{number}.jpg").write_bytes(b"words")
    names = [f"{n}.jpg" for n in range(10)] + [f"bad{n}.jpg" for n in range(10)]
    with (tmp_path / "t.csv").open("w", newline="") as handle:
        rows = [["filename"], *[[name] for name in names], *[["gone.jpg"]] * 20]
        csv.writer(handle).writerows(rows)
    found = plan(options(tmp_path / "t.csv", model="small"))
    assert (found.rows, found.images) == (40, 10)
    assert "of 40 rows looked at, 20 have no file" in found.to_text()


def test_a_hostile_folder_can_be_planned(tmp_path):
    fates = hostile_folder(tmp_path / "source")
    found = plan(options(tmp_path / "source", model="small"))
    assert 0 < found.images <= found.rows == len(fates)


def test_a_plan_for_nothing_says_so_in_one_line(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.jpg").write_bytes(b"words")
    (tmp_path / "t.csv").write_text("filename\ngone.jpg\n")
    for source, why in (
        (tmp_path / "empty", "holds no images"),
        (tmp_path / "t.csv", "gone.jpg; There is no such file"),
        (tmp_path, "none of 1 files tried"),
        (tmp_path / "nowhere", "does not exist"),
    ):
        assert main(["plan", str(source), "--model", "small"]) == INPUT
        said = capsys.readouterr().err
        assert why in said and said.count("\n") == 1
    with pytest.raises(InputError, match="neither a preset"):
        costs.model_cost("../../no such model", gpu=False)


def test_every_preset_and_models_of_every_kind_have_a_cost():
    costs_of = {name: costs.model_cost(name, gpu=False) for name in PRESETS}
    for name, preset in PRESETS.items():
        assert costs_of[name].dim == preset.dim
    assert costs_of["detail"].operations > 2 * costs_of["large"].operations
    assert (
        costs_of["small"].operations < costs_of["medium"].operations < costs_of["large"].operations
    )
    assert costs.model_cost("", gpu=True) == costs_of["large"]
    assert costs.model_cost("", gpu=False) == costs_of["small"]
    plain = costs.model_cost("ViT-B-32", gpu=False)
    assert plain.dim == 512
    assert 8e9 < plain.operations < 9e9  # 4.4 G multiply-adds are published for ViT-B/32
    for name in ("RN50", "convnext_base", "ViT-bigG-14", "xlm-roberta-base-ViT-B-32"):
        assert costs.model_cost(name, gpu=False).operations > 1e9


@given(st.integers(1, 10**8), st.integers(1, 4096), st.integers(1, 3), st.integers(1, 64))
def test_more_images_never_cost_less(images, dim, layouts, workers):
    def all_of(n):
        disk = costs.bundle_bytes(n, dim=dim, index=dim, thumbs=9e4, layouts=layouts, export=0)
        times = costs.other_seconds(n, layouts=layouts, thumbs=2 * n)
        memory = costs.peak_memory(n, dim=dim, workers=workers, model=None)
        return [*disk.values(), *times.values(), memory]

    for less, more in zip(all_of(images), all_of(2 * images), strict=True):
        assert 0 <= less <= more


def test_sizes_and_times_are_written_for_people(folder):
    text = plan(options(folder, model="large", device="cuda")).to_text()
    assert re.search(r"disk    about \d+(\.\d)? GB", text)
    assert "a GPU" in text
