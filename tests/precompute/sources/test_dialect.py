"""Encodings and separators, told from the file."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precompute.sources.dialect import dialect_of

HEADER = ["id", "filename", "title", "date"]
ROWS = [
    ["1", "a.jpg", "Été à l'île d'Oléron, « vue »", "vers 1860"],
    ["2", "b.jpg", 'Deux\nlignes; des "guillemets", une barre | ici', "ca. 1605"],
    ["3", "c.jpg", "Œuvre à 5 €", ""],
]


def written(separator, encoding, *, rows=ROWS, newline="\r\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=newline).writerows([HEADER, *rows])
    return text.getvalue().encode(encoding)


def rows_of(path):
    dialect = dialect_of(path)
    return list(csv.reader(dialect.lines(path), delimiter=dialect.separator))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_table_reads_the_same_however_it_is_written(tmp_path, separator, encoding):
    path = tmp_path / "table.csv"
    path.write_bytes(written(separator, encoding))
    assert rows_of(path) == [HEADER, *ROWS]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(tmp_path, newline):
    path = tmp_path / "table.csv"
    path.write_bytes(written(";", "utf-8", newline=newline))
    assert rows_of(path) == [HEADER, *ROWS]


def test_old_encodings_of_windows_and_of_macintosh(tmp_path):
    rows = [["1", "a.jpg", "Les élèves de l'école où l'été fut si gai, à Nîmes", ""]]
    for encoding in ("latin-1", "cp1252", "mac_roman"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(written(",", encoding, rows=rows))
        assert rows_of(path)[1:] == rows, encoding


def test_one_bad_byte_does_not_garble_a_table_in_utf_8(tmp_path):
    path = tmp_path / "table.csv"
    data = written(",", "utf-8", rows=ROWS * 20)
    path.write_bytes(data.replace(b"vers 1860", b"vers \xe9 1860", 1))
    dialect = dialect_of(path)
    assert (dialect.encoding, dialect.odd_bytes) == ("utf-8", 1)
    assert rows_of(path)[2] == ROWS[1]


def test_what_a_spreadsheet_declares_is_believed(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"sep=;\r\nfilename;title\r\na.jpg;One, two, three\r\n")
    assert rows_of(path) == [["filename", "title"], ["a.jpg", "One, two, three"]]


def test_names_of_columns_tell_the_separator_better_than_numbers_of_signs(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("filename;title\na.jpg;One, two, three, four\nb.jpg;Five, six, seven, eight\n")
    assert rows_of(path)[1] == ["a.jpg", "One, two, three, four"]
    path.write_text("filename\na|b;c,d.jpg\n")
    assert rows_of(path)[0] == ["filename"]


def test_zero_bytes_are_passed_over(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"filename,title\na.jpg,O\0ne\n\0b.jpg,Two\n")
    assert rows_of(path)[1:] == [["a.jpg", "One"], ["b.jpg", "Two"]]


@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_somehow(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "table.csv"
    path.write_bytes(data)
    "".join(dialect_of(path).lines(path))
