"""Folders of images."""

import pytest

from precompute.sources import Folder
from tests.hostile import drawing, hostile_folder


def put(root, *names):
    for seed, name in enumerate(names):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        drawing(seed=seed).save(path, "JPEG")


def test_sub_folders_become_a_facet_and_names_become_titles(tmp_path):
    put(tmp_path, "b_view of Lyon.jpg", "prints/a.jpg", "prints/old/c.tif", "drawings/d.JPEG")
    rows = list(Folder(tmp_path).rows())
    assert [(row.file, row.values["folder"]) for row in rows] == [
        ("b_view of Lyon.jpg", None),
        ("drawings/d.JPEG", "drawings"),
        ("prints/a.jpg", "prints"),
        ("prints/old/c.tif", "prints/old"),
    ]
    assert rows[0].values["title"] == "b view of Lyon"
    assert [row.position for row in rows] == [0, 1, 2, 3]


def test_the_order_is_that_of_sorted_paths_so_that_vectors_can_be_matched(tmp_path):
    names = ["a b.jpg", "a-b/x.jpg", "a/z.jpg", "A.jpg", "a.jpg", "10.jpg", "9.jpg", "é.jpg"]
    put(tmp_path, *names)
    assert [row.file for row in Folder(tmp_path).rows()] == sorted(names)


def test_sizes_and_dates_are_those_of_the_files(tmp_path):
    put(tmp_path, "a.jpg")
    (row,) = Folder(tmp_path).rows()
    found = (tmp_path / "a.jpg").stat()
    assert (row.size, row.mtime_ns) == (found.st_size, found.st_mtime_ns)


def test_a_table_in_the_folder_is_mentioned(tmp_path):
    put(tmp_path, "a.jpg")
    (tmp_path / "metadata.csv").write_text("filename\na.jpg\n")
    assert "metadata.csv" in Folder(tmp_path).notes[0]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile") / "source"
    return root, hostile_folder(root)


def test_every_hostile_file_is_met_once_and_nothing_else_is(hostile):
    root, fates = hostile
    rows = list(Folder(root).rows())
    assert len(fates) >= 20
    assert sorted(row.file for row in rows) == sorted(fates)


def test_what_can_be_told_without_decoding_is_refused(hostile):
    root, fates = hostile
    for row in Folder(root).rows():
        assert row.reason == "" or row.reason in fates[row.file].reasons, row
        if set(fates[row.file].reasons) & {"outside_source", "missing"}:
            assert row.reason, row
    refused = {row.file for row in Folder(root).rows() if row.reason}
    assert {"pipe.jpg", "caf\\xe9.jpg", "link out.jpg", "folder out"} <= refused
