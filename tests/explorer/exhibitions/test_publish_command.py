"""``publish`` and ``paper`` from the command line."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from explorer.exhibitions.__main__ import main
from explorer.exhibitions.exhibition import read_exhibition
from explorer.exhibitions.store import Store
from tests.explorer.api.test_papers import EXHIBITION


@pytest.fixture
def data(small_bundle: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(small_bundle, folder / "small", copy_function=os.link)
    wall = EXHIBITION["sections"][0]
    wall = wall | {"exhibits": [*wall["exhibits"], {"item": "gone"}]}
    told = EXHIBITION | {"sections": [wall]}
    Store(folder / "cimaise.sqlite").put_exhibition(read_exhibition(json.dumps(told)))
    return folder


def test_an_exhibition_is_published_when_visitors_may_see_it_or_one_says_draft(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--data", str(data), "--out", str(tmp_path / "site"), "--no-map"]
    assert main(["publish", "small", "petite", *at]) == 1
    assert "is not published" in capsys.readouterr().err
    assert main(["publish", "small", "other", *at, "--draft"]) == 1
    assert main(["publish", "nowhere", "petite", *at, "--draft"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert main(["publish", "small", "petite", *at, "--draft"]) == 0
    told = capsys.readouterr().out
    assert "2 works" in told and "left out: gone" in told and "no map: not asked for" in told
    assert (tmp_path / "site" / "fr" / "index.html").exists()
    packed = ["--data", str(data), "--out", str(tmp_path / "site.zip"), "--no-map", "--draft"]
    assert main(["publish", "small", "petite", *packed]) == 0
    assert zipfile.is_zipfile(tmp_path / "site.zip")
    bad = ["--data", str(data), "--out", str(data), "--draft"]
    assert main(["publish", "small", "petite", *bad]) == 1
    assert (data / "small" / "collection.json").exists()


def test_all_papers_are_written_into_a_new_folder(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--data", str(data), "--out", str(tmp_path / "paper"), "--draft"]
    assert main(["paper", "small", "petite", *at, "--language", "en"]) == 0
    assert {path.name for path in (tmp_path / "paper").iterdir()} == {
        *(f"labels-{size}.pdf" for size in ("small", "medium", "large")),
        *("checklist.pdf", "contact.pdf", "codes.pdf", "checklist.csv", "omeka.csv"),
    }
    assert main(["paper", "small", "petite", *at]) == 1
    assert "is not empty" in capsys.readouterr().err
    at[3] = str(tmp_path / "other")
    assert main(["paper", "small", "petite", *at, "--language", "de"]) == 1
    assert "told in fr, en" in capsys.readouterr().err and not (tmp_path / "other").exists()
