import json

import numpy as np
import pyarrow as pa
import pytest

from explorer.bundle import (
    Bundle,
    BundleError,
    Counts,
    Manifest,
    ModelInfo,
    StageRecord,
    WorkFolder,
    files,
    verify,
)


def prepared(out, *, n=3, text="x"):
    work = WorkFolder(out)
    work.open()
    work.write_array(files.VECTORS, np.eye(n, 4, dtype=np.float16))
    work.write_bytes("thumbs/ab/one.webp", text.encode())
    record = StageRecord(name="embed", fingerprint="f", files=(files.VECTORS, "thumbs"))
    work.finish(record)
    manifest = Manifest(
        name=out.name, model=ModelInfo(name="m", dim=4), counts=Counts(items=n), stages=(record,)
    )
    return work, manifest


@pytest.fixture
def published(tmp_path):
    out = tmp_path / "bundle"
    work, manifest = prepared(out)
    work.publish(manifest)
    return out


def test_a_published_bundle_reads_back_and_verifies(published):
    bundle = Bundle(published)
    assert len(bundle) == 3
    np.testing.assert_array_equal(bundle.vectors, np.eye(3, 4))
    assert verify(published) == []
    assert not published.with_name("bundle.work").exists()


def test_the_version_follows_the_contents(tmp_path):
    versions = []
    for text in ("x", "x", "y"):
        work, manifest = prepared(tmp_path / "bundle", text=text)
        versions.append(work.publish(manifest).version)
    assert versions[0] == versions[1] != versions[2]


def test_a_reader_of_the_old_bundle_keeps_it_while_the_new_one_comes(tmp_path):
    out = tmp_path / "bundle"
    work, manifest = prepared(out)
    work.publish(manifest)
    reader = Bundle(out)
    vectors = reader.vectors
    work, manifest = prepared(out, n=2)
    work.publish(manifest)
    assert vectors.shape == (3, 4)
    np.testing.assert_array_equal(vectors, np.eye(3, 4))
    assert Bundle(out).vectors.shape == (2, 4)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(b"y"), "other contents"),
        (lambda path: path.write_bytes(b"longer"), "6 bytes instead of 1"),
    ],
)
def test_verify_names_what_was_changed(published, damage, said):
    damage(published / "thumbs/ab/one.webp")
    [problem] = verify(published)
    assert problem.path == "thumbs/ab/one.webp"
    assert said in problem.what


def test_verify_names_what_was_put_in_by_hand(published):
    (published / "note.txt").write_text("mine")
    [problem] = verify(published)
    assert problem.path == "note.txt"


def test_verify_refuses_a_changed_list_of_files(published):
    (published / files.FILES).write_bytes(b"")
    with pytest.raises(BundleError, match="build the bundle again"):
        verify(published)


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (b"", "cannot be read"),
        (b"{}", "damaged"),
        (b"[1]", "damaged"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_damaged_manifest_is_one_line(published, contents, said):
    (published / files.MANIFEST).write_bytes(contents)
    with pytest.raises(BundleError, match=said) as caught:
        Bundle(published)
    assert "\n" not in str(caught.value)


def test_a_bundle_of_another_format_says_so(published):
    path = published / files.MANIFEST
    data = json.loads(path.read_text()) | {"format": 99}
    path.write_text(json.dumps(data))
    with pytest.raises(BundleError, match="format 99"):
        Bundle(published)


@pytest.mark.parametrize(
    "array",
    [np.zeros((2, 4), np.float16), np.zeros((3, 4), np.float32), np.zeros(3, np.float16)],
)
def test_an_array_that_does_not_fit_is_refused(published, array):
    np.save(published / files.VECTORS, array)
    with pytest.raises(BundleError, match="was not expected"):
        _ = Bundle(published).vectors


def test_pickles_are_never_loaded(published):
    np.save(published / files.VECTORS, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(BundleError):
        _ = Bundle(published).vectors


def test_a_folder_that_is_no_bundle_says_so(tmp_path):
    with pytest.raises(BundleError, match="not a bundle"):
        Bundle(tmp_path)


def test_a_stage_is_taken_over_by_link(published):
    work = WorkFolder(published)
    work.open()
    [record] = Bundle(published).manifest.stages
    assert work.reuse(record, published)
    assert work.path("thumbs/ab/one.webp").samefile(published / "thumbs/ab/one.webp")
    assert work.done("embed") == record


def test_a_stage_whose_files_are_gone_is_not_taken_over(published):
    (published / files.VECTORS).unlink()
    [record] = Bundle(published).manifest.stages
    work = WorkFolder(published)
    work.open()
    assert not work.reuse(record, published)
    assert work.done("embed") is None


def test_a_publication_cut_after_the_exchange_is_settled_at_the_next_opening(tmp_path):
    out = tmp_path / "bundle"
    work, manifest = prepared(out)
    version = work.publish(manifest).version
    # As if the process had died after the exchange, before the work folder was removed.
    left = WorkFolder(out)
    left.folder.mkdir(parents=True)
    left.finish(manifest.stages[0])
    files.write_bytes(left.root / "state" / "publishing", version.encode())
    left.open()
    assert left.done("embed") is None
    assert Bundle(out).manifest.version == version


def test_what_no_stage_owns_is_not_published(tmp_path):
    out = tmp_path / "bundle"
    work, manifest = prepared(out)
    work.write_table("stray.parquet", pa.table({"a": [1]}))
    work.publish(manifest)
    assert verify(out) == []
    assert not (out / "stray.parquet").exists()
