"""The browser's program is kept in memory, and never stale."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest

from explorer.api.viewer_files import ViewerFiles
from explorer.binding import VOLUMES, bind, volume_name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "map.js").write_text('import { a } from "./a.js";\nexport const b = a;\n')
    (tmp_path / "a.js").write_text("export const a = 1;\n")
    (tmp_path / "secret.txt").write_text("no")
    return tmp_path


def test_what_changes_is_read_again_and_what_does_not_is_not(folder: Path) -> None:
    files = ViewerFiles(folder)
    for name in ("a.js", "map.bound.js"):
        first = files.reply(name)
        assert files.reply(name) is first
        assert b"const a = 1;" in first.body
    (folder / "a.js").write_text("export const a = 2;\n")
    os.utime(folder / "a.js", ns=(1, 1))
    for name in ("a.js", "map.bound.js"):
        assert b"const a = 2;" in files.reply(name).body
    (folder / "a.js").write_text('import { c } from "./c.js";\nexport const a = c;\n')
    (folder / "c.js").write_text("export const c = 33;\n")
    assert b"const c = 33;" in files.reply("map.bound.js").body
    (folder / "c.js").unlink()
    with pytest.raises(FileNotFoundError):
        files.reply("c.js")


@pytest.mark.parametrize(
    "name",
    ["secret.txt", "a.bound.js", "b.js", "../a.js", "A.JS", "a.js\0", "a.js\n", "", "x" * 300],
)
def test_there_is_nothing_else(folder: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        ViewerFiles(folder).reply(name)


@pytest.mark.parametrize("entry", VOLUMES)
def test_volumes_are_served_once(served: str, entry: str) -> None:
    with httpx.Client(base_url=served) as client:
        answer = client.get(f"/viewer/{volume_name(entry)}")
        assert answer.text == bind(entry)
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["content-encoding"] == "gzip"
        known = {"if-none-match": answer.headers["etag"]}
        assert client.get(f"/viewer/{volume_name(entry)}", headers=known).status_code == 304
        plain = client.get(f"/viewer/{entry}", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert client.post(f"/viewer/{entry}").status_code == 405
