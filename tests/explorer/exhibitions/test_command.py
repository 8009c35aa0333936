"""The command line: tours out and in as files, for who looks after kiosks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.exhibitions.__main__ import main
from explorer.exhibitions.store import Store
from tests.explorer.exhibitions.test_store import tour

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def data(small_bundle: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(small_bundle, folder / "small", copy_function=os.link)
    store = Store(folder / "cimaise.sqlite")
    for id_ in ("zoo", "ane", "mer"):
        store.put_tour(tour(id_, title=f"Été {id_}"))
    return folder


def listed(data: Path, collection: str = "small") -> list[str]:
    return [entry.id for entry in Store(data / "cimaise.sqlite").tours(collection=collection)]


def test_tours_go_out_and_in_and_keep_their_order(data: Path, tmp_path: Path) -> None:
    out, kiosk = tmp_path / "out", tmp_path / "kiosk"
    at = ["--data", str(data)]
    assert main(["export", "small", *at, "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "01-zoo.json",
        "02-ane.json",
        "03-mer.json",
    ]
    assert json.loads((out / "01-zoo.json").read_text("utf-8"))["title"] == {"fr": "Été zoo"}
    assert main(["export", "small", *at, "--out", str(tmp_path / "two"), "--only", "mer"]) == 0
    assert [path.name for path in (tmp_path / "two").iterdir()] == ["01-mer.json"]
    kiosk.mkdir()
    assert main(["import", "salon", "--data", str(kiosk), str(out)]) == 0
    assert listed(kiosk, "salon") == ["zoo", "ane", "mer"]
    found = Store(kiosk / "cimaise.sqlite").tour(collection="salon", id="mer")
    assert found is not None and found.tour.collection == "salon"


def test_a_tour_that_is_there_is_replaced_only_when_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mer.json"
    file.write_text(tour("mer", title="Neuf").to_json().decode(), encoding="utf-8-sig")
    new = tmp_path / "neuf.json"
    new.write_bytes(tour("neuf").to_json())
    command = ["import", "small", "--data", str(data), str(new), str(file)]
    assert main(command) == 1
    assert "--replace" in capsys.readouterr().err
    assert listed(data) == ["zoo", "ane", "mer"], "all or nothing"
    assert main([*command, "--replace"]) == 0
    assert listed(data) == ["zoo", "ane", "mer", "neuf"]
    found = Store(data / "cimaise.sqlite").tour(collection="small", id="mer")
    assert found is not None and found.tour.title == {"fr": "Neuf"}


def test_order_list_and_delete(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--data", str(data)]
    assert main(["order", "small", *at, "mer"]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == [
        *("mer", "zoo", "ane"),
    ]
    assert main(["delete", "small", *at, "zoo"]) == 0
    assert main(["list", "small", *at]) == 0
    assert "Été mer" in capsys.readouterr().out
    assert listed(data) == ["mer", "ane"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.json", None),
        ("text.json", b"nope"),
        ("list.json", b"[]"),
        ("deep.json", b"[" * 100_000),
        ("latin.json", "été".encode("latin-1")),
        ("other.json", b'{"format": "x"}'),
        ("huge.json", b" " * 5_000_000),
    ],
)
def test_a_file_that_does_not_do_is_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["import", "small", "--data", str(data), str(tmp_path / name)]) == 1
    said = capsys.readouterr().err
    assert name in said and said.count("\n") == 1
    assert listed(data) == ["zoo", "ane", "mer"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["delete", "small", "nobody"],
        ["order", "small", "nobody"],
        ["export", "small", "--out", "OUT", "--only", "nobody"],
        ["export", "small", "--out", "FULL"],
        ["import", "small", "EMPTY"],
        ["list", "small", "--database", "mongodb://x"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_said_in_one_line(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    places = {"OUT": tmp_path / "out", "FULL": data, "EMPTY": tmp_path / "empty"}
    places["EMPTY"].mkdir()
    given = [str(places.get(word, word)) for word in arguments]
    assert main([*given[:2], "--data", str(data), *given[2:]]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and not said.out


def test_it_runs_as_a_module_where_the_settings_say(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "explorer.exhibitions", "list", "small"],
        cwd=ROOT,
        env=os.environ | {"EXPLORER_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("zoo\t1 stops")
