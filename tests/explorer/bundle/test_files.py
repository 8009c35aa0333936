import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.bundle import files


@given(st.text())
def test_no_text_from_outside_becomes_a_path(text):
    for make in (
        lambda: files.thumb_path(text, size=256),
        lambda: files.layout_path(text),
        lambda: files.sheet_path(text, 0, 0, 0, kind="bin"),
        lambda: files.density_path(text),
        lambda: files.legend_path(text),
    ):
        try:
            path = make()
        except ValueError:
            continue
        assert ".." not in path.split("/")
        assert "\0" not in path
        assert not path.startswith("/")


@pytest.mark.parametrize(
    ("z", "x", "y", "kind"),
    [(-1, 0, 0, "bin"), (1, 2, 0, "bin"), (1, 0, -1, "bin"), (99, 0, 0, "bin"), (0, 0, 0, "png")],
)
def test_sheets_outside_the_tree_have_no_path(z, x, y, kind):
    with pytest.raises(ValueError, match="sheet"):
        files.sheet_path("map", z, x, y, kind=kind)


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "notes.txt"
    files.write_bytes(path, b"old")
    with pytest.raises(RuntimeError), files.replacing(path) as temporary:
        temporary.write_bytes(b"half of the n")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["notes.txt"]


@pytest.mark.parametrize("atomic", [True, False])
def test_exchange_puts_the_new_folder_in_place_and_keeps_the_old(tmp_path, monkeypatch, atomic):
    if not atomic:  # a system without renameat2
        monkeypatch.setattr(files.sys, "platform", "other")
    new, old, retired = (tmp_path / name for name in ("new", "old", "retired"))
    for folder in (new, old):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    files.exchange(new, old, retired=retired)
    assert (old / "name").read_text() == "new"
    assert (retired / "name").read_text() == "old"
    assert not new.exists()


def test_recover_brings_back_what_two_renames_left_aside(tmp_path):
    (tmp_path / "retired").mkdir()
    files.recover(tmp_path / "bundle", retired=tmp_path / "retired")
    assert (tmp_path / "bundle").is_dir()
    assert not (tmp_path / "retired").exists()


def test_a_link_is_the_same_bytes(tmp_path):
    source, target = tmp_path / "a", tmp_path / "deep" / "b"
    source.write_bytes(b"bytes")
    files.link_or_copy(source, target)
    files.link_or_copy(source, target)
    assert target.read_bytes() == b"bytes"
