"""Tables beside and above their images."""

import csv
import os
import unicodedata

import pytest

from precompute.errors import InputError
from precompute.sources import Folder, Table, open_source


def put(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def table(root, rows, *, header="id,filename,title", name="table.csv"):
    with (root / name).open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([header.split(","), *rows])
    return Table(root / name)


def fates(source):
    return {row.id: row.reason or row.file for row in source.rows()}


def test_images_are_found_by_path_then_in_images_then_by_name(tmp_path):
    put(
        tmp_path, "a.jpg", "images/b.jpg", "deep/er/c.jpg", "one/d.jpg", "two/d.jpg", "images/a.jpg"
    )
    rows = [
        ("1", "a.jpg", ""),  # beside the table before images/
        ("2", "b.jpg", ""),
        ("3", "c.jpg", ""),
        ("4", "elsewhere/c.jpg", ""),
        ("5", "two/d.jpg", ""),
        ("6", "d.jpg", ""),
        ("7", "other/two/d.jpg", ""),
        ("8", "images\\b.jpg", ""),
        ("9", "/deep/er/c.jpg", ""),
        ("10", "https://example.org/files/c.jpg?size=full", ""),
        ("11", str(tmp_path / "a.jpg"), ""),
        ("12", "./one/../a.jpg", ""),
        ("13", "", ""),
        ("14", "e.jpg", ""),
    ]
    source = table(tmp_path, rows)
    assert fates(source) == {
        "1": "a.jpg",
        "2": "images/b.jpg",
        "3": "deep/er/c.jpg",
        "4": "deep/er/c.jpg",
        "5": "two/d.jpg",
        "6": "ambiguous",
        "7": "ambiguous",
        "8": "images/b.jpg",
        "9": "deep/er/c.jpg",
        "10": "deep/er/c.jpg",
        "11": "a.jpg",
        "12": "a.jpg",
        "13": "missing",
        "14": "missing",
    }
    assert source.total == len(rows)
    assert list(source.without_row()) == ["images/a.jpg", "one/d.jpg"]


def test_case_and_accents_are_told_apart_only_when_that_helps(tmp_path):
    decomposed = unicodedata.normalize("NFD", "été.jpg")
    put(tmp_path, "IMG_1.JPG", f"images/{decomposed}", "Same.jpg", "images/same.jpg")
    rows = [
        ("1", "img_1.jpg", ""),
        ("2", "été.jpg", ""),
        ("3", "same.jpg", ""),
        ("4", "SAME.jpg", ""),
    ]
    found = fates(table(tmp_path, rows))
    assert found == {
        "1": "IMG_1.JPG",
        "2": f"images/{decomposed}",
        "3": "images/same.jpg",
        "4": "ambiguous",
    }


def test_without_a_column_of_files_the_id_is_the_name(tmp_path):
    put(
        tmp_path, "images/obj1.tif", "images/sub/obj2.jpg", "x/obj3.jpg", "y/obj3.png", "z/v1.0.jpg"
    )
    rows = [(name, "T") for name in ("obj1", "OBJ2", "obj3", "obj4", "v1.0", "")]
    source = table(tmp_path, rows, header="pid,label")
    assert fates(source) == {
        "obj1": "images/obj1.tif",
        "OBJ2": "images/sub/obj2.jpg",
        "obj3": "ambiguous",
        "obj4": "missing",
        "v1.0": "z/v1.0.jpg",
        "": "missing",
    }


def test_no_path_leaves_the_folder_of_the_table(tmp_path):
    root = tmp_path / "source"
    put(tmp_path, "secret.jpg", "source-next-door/secret.jpg")
    put(root, "good.jpg", "sub/good2.jpg")
    (root / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (root / "folder out").symlink_to(tmp_path)
    (root / "folder in").symlink_to(root / "sub")
    (root / "link in.jpg").symlink_to(root / "good.jpg")
    names = {
        "../secret.jpg": "outside_source",
        "../source-next-door/secret.jpg": "outside_source",
        "sub/../../secret.jpg": "outside_source",
        str(tmp_path / "secret.jpg"): "outside_source",
        "/etc/passwd": "outside_source",
        "C:\\Users\\me\\good.jpg": "outside_source",
        "out.jpg": "outside_source",
        "folder out/secret.jpg": "outside_source",
        "../source/good.jpg": "good.jpg",
        "link in.jpg": "link in.jpg",
        "folder in/good2.jpg": "sub/good2.jpg",
    }
    rows = [(name, name, "") for name in names]
    assert fates(table(root, rows)) == names


def test_rows_of_any_length_and_rows_that_say_nothing(tmp_path):
    put(tmp_path, "a.jpg", "b.jpg")
    (tmp_path / "t.csv").write_text(
        "id,filename,title\n\n1,a.jpg\n,,\n2,b.jpg,T,more,cells\n,,\n\n"
    )
    source = Table(tmp_path / "t.csv")
    rows = list(source.rows())
    assert [(row.position, row.id) for row in rows] == [(0, "1"), (2, "2")]
    assert source.total == 4  # as other programs count them: blank lines are no rows
    assert any("more cells than the header" in note for note in source.notes)


def test_values_are_made_harmless(tmp_path):
    put(tmp_path, "a.jpg")
    title = "bell\x07 \x1b[31mred\x1b[0m \u202eturned\u2066 nul\0 tab\tnew\nline"
    (row,) = table(tmp_path, [("1", "a.jpg", title)]).rows()
    assert row.values["title"] == "bell [31mred[0m turned nul tab new line"
    (row,) = table(tmp_path, [("1", "a.jpg", "long " * 300_000)]).rows()
    assert len(row.values["title"]) <= 1000


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_rows(tmp_path):
    lines = [f"{number},a.jpg,Title,1850,x" for number in range(100)]
    lines[10] = '10,a.jpg,"Title,1850,x'
    (tmp_path / "t.csv").write_text("\n".join(["id,filename,title,date,note", *lines]))
    with pytest.raises(InputError, match="line 12: a quotation mark"):
        list(Table(tmp_path / "t.csv").rows())


def test_long_texts_of_many_lines_are_no_mistake(tmp_path):
    put(tmp_path, "a.jpg")
    text = "\n".join(f"Line {number}, of a long text." for number in range(300))
    (row,) = table(
        tmp_path, [("1", "a.jpg", "T", text)], header="id,filename,title,description"
    ).rows()
    assert row.values["description"] == text


def test_what_lies_beside_the_table_but_is_no_image_is_not_reported(tmp_path):
    put(tmp_path, "a.jpg", "notes.txt", ".DS_Store", "Thumbs.db", "__MACOSX/._a.jpg", ".git/x.jpg")
    source = table(tmp_path, [("1", "a.jpg", "")])
    assert len(list(source.rows())) == 1
    assert list(source.without_row()) == []


def test_a_row_may_name_a_file_with_any_ending(tmp_path):
    put(tmp_path, "scan.img", "images/scan.dat")
    found = fates(table(tmp_path, [("1", "scan.img", ""), ("2", "scan.dat", "")]))
    assert found == {"1": "scan.img", "2": "images/scan.dat"}


def test_bundles_inside_the_source_are_passed_over(tmp_path):
    put(tmp_path, "a.jpg", "out/collection.json", "out/files.parquet", "out/thumbs/ab/x.webp")
    put(tmp_path, "out.work/bundle/thumbs/y.webp", "out.work/state/z.webp")
    assert [row.file for row in Folder(tmp_path).rows()] == ["a.jpg"]


@pytest.mark.parametrize(
    ("name", "contents", "message"),
    [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n\n", "is empty"),
        ("photo.jpg", b"\xff\xd8\xff", "neither a folder nor a CSV table"),
        ("table.xlsx", b"PK", "save it as CSV"),
        ("images.zip", b"PK", "unpack it"),
        ("manifest.json", b"{}", "IIIF"),
        ("film.mp4", b"", "videos cannot be read yet"),
        ("values.csv", b"a.jpg,Title\nb.jpg,Title\n", "no column that names the image files"),
    ],
)
def test_what_is_no_source_is_refused_in_one_line(tmp_path, name, contents, message):
    (tmp_path / name).write_bytes(contents)
    with pytest.raises(InputError, match=message) as caught:
        open_source(str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_what_does_not_exist_is_refused_in_one_line(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        open_source(str(tmp_path / "nowhere"))
    with pytest.raises(InputError, match="give --contact"):
        open_source("https://example.org/iiif/manifest.json")
    with pytest.raises(InputError, match="no address of the web"):
        open_source("ftp://example.org/iiif/manifest.json")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="neither a folder nor a table"):
        open_source(str(tmp_path / "pipe.csv"))
