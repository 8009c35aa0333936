import json
import os
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.bundle import Bundle, Manifest, files
from precompute.checkpoints import fill
from precompute.errors import InputError
from precompute.imported import imported_vectors
from precompute.models import model_for
from precompute.pipeline import fingerprint
from precompute.stages import embed, items, sources, thumbnails
from tests.makers import draw
from tests.precompute.staging import Interrupted, begin, run
from tests.tiny_models import tiny_clip

STAGES = (sources.STAGE, thumbnails.STAGE, items.STAGE, embed.STAGE)
DIM = 12


def collection(folder, count):
    """Pictures with a table of them; the second row has no file, the fourth no picture."""
    folder.mkdir()
    lines = ["id,filename,title"]
    for number in range(count):
        name = f"{number:03}.png"
        if number == 3:
            (folder / name).write_bytes(b"no picture")
        elif number != 1:
            draw("coin", seed=number, size=(64, 48)).save(folder / name)
        lines.append(f"doc-{number},{name},Title {number}")
    (folder / "table.csv").write_text("\n".join(lines))
    return str(folder / "table.csv")


def vectors_file(path, rows, *, seed=0, dim=DIM):
    array = np.random.default_rng(seed).normal(size=(rows, dim)).astype(np.float32)
    np.save(path, array)
    return array


def unit(array):
    return array / np.linalg.norm(array, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A build of 8 rows, of which 6 became items, up to the stage before."""
    folder = tmp_path_factory.mktemp("prepared")
    table = collection(folder / "in", 8)
    run(begin(folder / "out", source=table), *STAGES[:3])
    return folder, table


def embedded(prepared, vectors, tmp_path, **given):
    """The stage run on a copy of the prepared build."""
    folder, table = prepared
    shutil.copytree(folder / "out.work", tmp_path / "out.work", dirs_exist_ok=True)
    build = begin(tmp_path / "out", source=table, vectors=vectors, **given)
    run(build, sources.STAGE)
    for stage in STAGES[1:3]:
        build.records[stage.name] = build.work.done(stage.name)
    return run(build, embed.STAGE)


def test_one_vector_a_row_of_the_table_finds_its_item(prepared, tmp_path):
    given_vectors = vectors_file(tmp_path / "v.npy", 8)
    build = embedded(prepared, tmp_path / "v.npy", tmp_path)
    assert build.bundle.items["id"].to_pylist() == [f"doc-{n}" for n in (0, 2, 4, 5, 6, 7)]
    wanted = unit(given_vectors[[0, 2, 4, 5, 6, 7]])
    assert build.bundle.vectors.dtype == np.float16
    assert np.abs(build.bundle.vectors - wanted).max() < 1e-3
    info = build.bundle.manifest.model
    assert (info.kind, info.dim, info.text_tower) == ("imported", DIM, False)


def test_one_vector_a_file_found_is_taken_too(prepared, tmp_path):
    given_vectors = vectors_file(tmp_path / "v.npy", 7)  # the row without a file has none
    build = embedded(prepared, tmp_path / "v.npy", tmp_path)
    wanted = unit(given_vectors[[0, 1, 3, 4, 5, 6]])
    assert np.abs(build.bundle.vectors - wanted).max() < 1e-3


def with_value(value):
    array = np.ones((8, DIM), np.float32)
    array[4] = value
    return array


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (np.ones((6, DIM), np.float32), "6 rows; 8 are needed"),
        (np.ones((9, DIM), np.float32), "9 rows; 8 are needed"),
        (np.ones(8, np.float32), "shape"),
        (np.ones((8, 2, 2), np.float32), "shape"),
        (np.ones((8, 0), np.float32), "shape"),
        (np.ones((8, DIM), np.int64), "int64"),
        (np.ones((8, DIM), complex), "complex"),
        (with_value(np.nan), "row 4 holds NaN"),
        (with_value(np.inf), "row 4 holds NaN"),
        (with_value(0), "row 4 holds only zeros"),
        (np.array([{}]), "cannot be read"),
        (b"not numpy at all", "cannot be read"),
        (b"", "cannot be read"),
        (None, "does not exist"),
    ],
)
def test_vectors_that_do_not_do_end_in_one_line(prepared, tmp_path, contents, said):
    path = tmp_path / "v.npy"
    if isinstance(contents, np.ndarray):
        np.save(path, contents, allow_pickle=True)
    elif contents is not None:
        path.write_bytes(contents)
    with pytest.raises(InputError, match=said) as caught:
        embedded(prepared, path, tmp_path)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)


def test_vectors_that_cannot_fit_are_refused_before_anything_is_decoded(prepared, tmp_path):
    vectors_file(tmp_path / "v.npy", 6)
    build = begin(tmp_path / "early", source=prepared[1], vectors=tmp_path / "v.npy")
    with pytest.raises(InputError, match="6 rows; 8 are needed"):
        run(build, sources.STAGE, thumbnails.STAGE)
    assert not build.work.path(files.THUMBS).exists()


def test_only_npy_files_are_vectors(prepared, tmp_path):
    path = tmp_path / "v.npz"
    np.savez(path, a=np.ones((8, DIM)))
    with pytest.raises(InputError, match=r"not a \.npy"):
        embedded(prepared, path, tmp_path)


def test_a_nan_in_a_row_that_is_no_item_does_no_harm(prepared, tmp_path):
    array = np.ones((8, DIM), np.float32)
    array[[1, 3]] = np.nan
    np.save(tmp_path / "v.npy", array)
    assert embedded(prepared, tmp_path / "v.npy", tmp_path).bundle.vectors.shape == (6, DIM)


@settings(max_examples=50, deadline=None)
@given(
    rows=st.integers(1, 40),
    dim=st.integers(1, 20),
    scale=st.sampled_from([1e-6, 1.0, 1e20]),
    dtype=st.sampled_from([np.float16, np.float32, np.float64]),
    seed=st.integers(0, 1000),
)
def test_vectors_of_any_length_become_unit_vectors(tmp_path_factory, rows, dim, scale, dtype, seed):
    if dtype is np.float16:
        scale = 1.0
    array = (np.random.default_rng(seed).uniform(0.1, 1, (rows, dim)) * scale).astype(dtype)
    path = tmp_path_factory.getbasetemp() / "any.npy"
    np.save(path, array)
    vectors = imported_vectors(path)
    chosen = np.random.default_rng(seed).integers(0, rows, 5)
    found = np.concatenate(list(vectors.normalised(chosen)))
    assert found.dtype == np.float16
    assert np.allclose(np.linalg.norm(found.astype(np.float64), axis=1), 1, atol=2e-3)
    assert np.allclose(found, unit(array[chosen].astype(np.float64)), atol=1e-3)


def test_the_fingerprint_follows_the_vectors_and_the_pictures_and_nothing_else(prepared, tmp_path):
    vectors_file(tmp_path / "v.npy", 8)
    build = embedded(prepared, tmp_path / "v.npy", tmp_path)
    mark = fingerprint(embed.STAGE, build)
    vectors_file(tmp_path / "copy.npy", 8)
    same = embedded(prepared, tmp_path / "copy.npy", tmp_path)
    assert fingerprint(embed.STAGE, same) == mark
    vectors_file(tmp_path / "other.npy", 8, seed=1)
    other = embedded(prepared, tmp_path / "other.npy", tmp_path)
    assert fingerprint(embed.STAGE, other) != mark


def published(build, folder):
    shutil.copytree(build.work.folder, folder)
    manifest = Manifest(
        name="base",
        model=build.facts("embed")["model"],
        counts={"items": len(build.bundle)},
        stages=tuple(build.records.values()),
    )
    (folder / files.MANIFEST).write_text(manifest.model_dump_json())
    return Bundle(folder)


def test_vectors_are_added_after_those_that_were_there(prepared, tmp_path):
    vectors_file(tmp_path / "v.npy", 8)
    base = published(embedded(prepared, tmp_path / "v.npy", tmp_path), tmp_path / "base")
    (tmp_path / "more").mkdir()
    draw("horse", seed=77).save(tmp_path / "more" / "new.png")
    asked = {"source": str(tmp_path / "more"), "base": base, "adding": True}
    new = vectors_file(tmp_path / "new.npy", 1, seed=3)
    build = run(begin(tmp_path / "added", vectors=tmp_path / "new.npy", **asked), *STAGES)
    assert (build.bundle.vectors[:6] == base.vectors).all()
    assert np.abs(build.bundle.vectors[6] - unit(new)[0]).max() < 1e-3

    vectors_file(tmp_path / "short.npy", 1, dim=5)
    with pytest.raises(InputError, match="5 dimensions, the bundle 12"):
        run(begin(tmp_path / "short", vectors=tmp_path / "short.npy", **asked), *STAGES)
    with pytest.raises(InputError, match="give --vectors"):
        model_for(begin(tmp_path / "none", model="small", **asked).options, base=base)


def test_the_model_of_the_bundle_embeds_additions_and_no_other_does(tmp_path):
    table = collection(tmp_path / "in", 8)
    first = run(begin(tmp_path / "out", source=table, **tiny_clip().arguments()), *STAGES)
    assert first.facts("embed")["speed"]["images"] == 6
    base = published(first, tmp_path / "base")
    (tmp_path / "more").mkdir()
    draw("horse", seed=77).save(tmp_path / "more" / "new.png")
    asked = {"source": str(tmp_path / "more"), "base": base, "adding": True}
    weights = str(tiny_clip().weights)
    build = run(begin(tmp_path / "added", model="", weights=weights, **asked), *STAGES)
    assert (build.bundle.vectors[:6] == base.vectors).all()
    assert build.bundle.vectors.shape == (7, 24)
    other = begin(tmp_path / "other", **tiny_clip(seed=5).arguments(), **asked)
    with pytest.raises(InputError, match="other weights"):
        _ = other.model
    forgotten = begin(tmp_path / "forgotten", model="", **asked)
    with pytest.raises(InputError, match=r"tiny-clip-0\.safetensors"):
        _ = forgotten.model
    vectors_file(tmp_path / "v.npy", 1, dim=24)
    brought = begin(tmp_path / "brought", vectors=tmp_path / "v.npy", **asked)
    with pytest.raises(InputError, match="leave out --vectors"):
        run(brought, *STAGES)


def test_known_pictures_are_not_embedded_again_and_another_model_is_not_mixed_in(tmp_path):
    table = collection(tmp_path / "in", 8)
    asked = {"source": table, **tiny_clip().arguments()}
    first = run(begin(tmp_path / "out", **asked), *STAGES)
    base = published(first, tmp_path / "base")
    counting = Interrupted(after=1000)
    again = run(begin(tmp_path / "again", base=base, progress=counting, **asked), *STAGES)
    assert 1000 - counting.left == 1  # the file that is no picture is tried again
    assert (again.bundle.vectors == first.bundle.vectors).all()

    for path in (tmp_path / "in").glob("*.png"):
        os.utime(path, ns=(1, 1))  # copied from elsewhere: decoded again, not embedded again
    touched = run(begin(tmp_path / "touched", base=base, **asked), *STAGES)
    assert (touched.bundle.vectors == first.bundle.vectors).all()
    assert touched.facts("embed")["speed"]["images"] == 0

    counting = Interrupted(after=1000)
    asked |= tiny_clip(seed=5).arguments()
    other = run(begin(tmp_path / "other", base=base, progress=counting, **asked), *STAGES)
    fresh = run(begin(tmp_path / "fresh", **asked), *STAGES)
    assert np.abs(other.bundle.vectors - fresh.bundle.vectors).max() < 1e-3
    assert (other.bundle.vectors != first.bundle.vectors).any()


def test_a_picture_that_changed_since_it_was_decoded_is_not_given_a_wrong_vector(tmp_path):
    table = collection(tmp_path / "in", 6)
    build = run(begin(tmp_path / "out", source=table), *STAGES[:3])
    draw("horse", seed=1234).save(tmp_path / "in" / "005.png")
    later = begin(tmp_path / "out", source=table, **tiny_clip().arguments())
    later.records.update(build.records)
    with pytest.raises(InputError, match="changed while building"):
        run(later, embed.STAGE)


def test_another_engine_than_this_machine_is_refused_in_one_line(tmp_path):
    table = collection(tmp_path / "in", 2)
    build = begin(tmp_path / "out", source=table, engine="ray", **tiny_clip().arguments())
    with pytest.raises(InputError, match="leave out --engine"):
        embed.STAGE.check(build)


def test_what_a_killed_build_left_half_written_is_not_read(tmp_path):
    table = collection(tmp_path / "in", 6)
    asked = {"source": table, **tiny_clip().arguments()}
    build = begin(tmp_path / "out", **asked)
    folder = build.work.scratch("embed") / build.model.vectors_key
    folder.mkdir()
    (folder / ".000000.npz.abc.tmp.npz").write_bytes(b"half")
    assert run(build, *STAGES).bundle.vectors.shape == (4, 24)
    assert json.dumps(build.facts("embed"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), max_size=30), st.lists(st.integers(0, 12), max_size=30))
def test_fill_puts_every_vector_in_each_of_its_rows(wanted, known):
    def sha(numbers):
        return np.array([f"{number:064x}" for number in numbers], dtype="S64")

    known = list(dict.fromkeys(known))
    out = np.full((len(wanted), 2), -1.0)
    half = len(known) // 2
    pieces = [
        (sha(part), np.array([[n, n] for n in part], float).reshape(-1, 2))
        for part in (known[:half], known[half:])
    ]
    filled = fill(out, sha(wanted), pieces)
    expected = [number if number in known else -1 for number in wanted]
    assert out[:, 0].tolist() == expected
    assert filled.tolist() == [number in known for number in wanted]
