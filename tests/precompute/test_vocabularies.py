import pytest

from precompute.errors import InputError
from precompute.vocabularies import BUILT_IN, read_names


def written(tmp_path, name, text, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_text_file_holds_english_names(tmp_path):
    path = written(tmp_path, "names.txt", "vase\r\n sea  horse \ncoin\n\n", "utf-8-sig")
    assert read_names(path) == {"en": ["vase", "sea horse", "coin"]}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_holds_a_column_a_language(tmp_path, separator):
    lines = [["en", "fr"], ["coin", "pièce de monnaie"], ["owl", ""], ["", "cheval"]]
    path = written(tmp_path, "names.csv", "\n".join(separator.join(line) for line in lines))
    assert read_names(path) == {
        "en": ["coin", "owl", "cheval"],
        "fr": ["pièce de monnaie", "owl", "cheval"],
    }


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("names.txt", "", "holds no name"),
        ("names.txt", "vase\n\ncoin\n", "name 2 is empty"),
        ("names.txt", "vase\n" + "x" * 201, "longer than 200"),
        ("names.csv", "", "not a table"),
        ("names.csv", "en,fr\n", "holds no name"),
        ("names.csv", "name,nom propre\nvase,vase\n", "language codes"),
        ("names.csv", "en,en\nvase,vase\n", "language codes"),
        ("names.csv", "en,fr\nvase,vase,vaso\n", "3 cells for 2 languages"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, name, text, says):
    with pytest.raises(InputError, match=says) as caught:
        read_names(written(tmp_path, name, text))
    assert "\n" not in str(caught.value)


def test_other_bytes_and_missing_files(tmp_path):
    with pytest.raises(InputError, match="UTF-8"):
        read_names(written(tmp_path, "names.txt", "été\n", "latin-1"))
    with pytest.raises(InputError, match="does not exist"):
        read_names(tmp_path / "none.txt")


def test_our_own_list_is_bilingual_and_names_nothing_twice():
    names = read_names(BUILT_IN)
    assert set(names) == {"en", "fr"}
    assert len(names["en"]) >= 300
    for column in names.values():
        assert len({name.casefold() for name in column}) == len(column)
