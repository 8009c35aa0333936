"""Exporting from the command line: a whole bundle, or a part of it hung anew."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from explorer.bundle import Bundle, SheetIndex, files, spacing
from precompute.__main__ import main
from precompute.parts import hang_part
from precompute.progress import Progress
from tests.makers import ODD_IDS

QUIET = Progress(quiet=True)


@pytest.fixture(scope="module")
def part(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the ten horses and of some whose identifiers are odd."""
    folder = tmp_path_factory.mktemp("part")
    names = [f"doc-{row}" for row in range(9, 60, 6)] + list(ODD_IDS.values())
    (folder / "ids.txt").write_text("\n".join(names) + "\n\n", encoding="utf-8")
    asked = ["export", str(small_bundle), "--out", str(folder / "out"), "--quiet"]
    assert main([*asked, "--ids", str(folder / "ids.txt"), "--title", "Chevaux"]) == 0
    return folder / "out"


def test_a_part_has_its_items_and_no_others(part: Path) -> None:
    data = next((part / "data").iterdir())
    found = json.loads((data / "items" / "fr" / "0.json").read_text(encoding="utf-8"))
    assert len(found) == 15 and set(ODD_IDS.values()) < {record["id"] for record in found}
    assert [record["row"] for record in found] == list(range(15))
    pictures = {path.name for path in part.rglob("thumbs/*/*.webp")}
    assert pictures == {f"{record['sha']}-{size}.webp" for record in found for size in (256, 1024)}
    for record in found:
        assert sorted(record["similar"]) == [row for row in range(15) if row != record["row"]]
    summary = json.loads((data / "summary.en.json").read_text(encoding="utf-8"))
    assert (summary["title"], summary["counts"]["items"]) == ("Chevaux", 15)
    assert summary["version"] == data.name
    themes = json.loads((data / "themes.fr.json").read_text(encoding="utf-8"))
    sizes = {theme["id"]: theme["size"] for theme in themes}
    worn = [id_ for record in found for id_ in record["themes"]]
    assert sizes == {id_: worn.count(id_) for id_ in set(worn)}
    assert all(0 <= row < 15 for theme in themes for row in theme["medoids"])


def test_a_part_is_hung_by_itself(small_bundle: Path, tmp_path: Path) -> None:
    bundle = Bundle(small_bundle)
    rows = np.arange(1, 60, 3)
    made = hang_part(bundle, rows, tmp_path, progress=QUIET)
    assert sorted(made.rows) == rows.tolist()
    assert [info.name for info, _ in made.layouts] == [
        info.name for info in bundle.manifest.layouts
    ]
    whole = np.asarray(bundle.layout("map"))[made.rows]
    for info, points in made.layouts:
        assert points.shape == (20, 2) and points.min() >= 0 and points.max() <= 1
        paths = sorted((tmp_path / files.SHEETS / info.name).rglob("*.bin"))
        indexes = [SheetIndex.from_bytes(path.read_bytes()) for path in paths]
        held = np.concatenate([index.row for index in indexes])
        assert sorted(held) == list(range(20)) and len(paths) == info.sheets
        levels = np.concatenate([index.level for index in indexes])
        shown = points[held[levels <= 2]]
        apart = np.abs(shown[:, None] - shown[None]).max(axis=2)
        assert apart[~np.eye(len(shown), dtype=bool)].min() >= spacing(2) - 1e-6
        assert info.levels == levels.max() + 1
    # What was side by side on the whole map still is.
    near = np.argsort(np.linalg.norm(whole[:, None] - whole[None], axis=2), axis=1)[:, 1:4]
    points = made.layouts[0][1]
    ranks = np.linalg.norm(points[:, None] - points[None], axis=2).argsort(axis=1).argsort(axis=1)
    assert np.median(np.take_along_axis(ranks, near, axis=1)) <= 4


def test_rows_may_be_named_instead(small_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("row,why\n3,nice\n3,again\n40,also\n", encoding="utf-8")
    asked = ["export", str(small_bundle), "--out", str(tmp_path / "out"), "--quiet"]
    assert main([*asked, "--rows", str(tmp_path / "rows.csv"), "--languages", "en"]) == 0
    mark = json.loads((tmp_path / "out" / "cimaise.json").read_text(encoding="utf-8"))
    assert (mark["items"], mark["languages"]) == (2, ["en"])


@pytest.mark.parametrize(
    ("options", "content", "says"),
    [
        (["--ids", "list.txt"], b"doc-9\nnobody\n", "such as 'nobody'"),
        (["--rows", "list.txt"], b"1\n60\n", "such as '60'"),
        (["--rows", "list.txt"], b"-1\n", "such as '-1'"),
        (["--rows", "list.txt"], "²\n".encode(), "such as '²'"),
        (["--ids", "list.txt"], b"\n \n", "names no image"),
        (["--ids", "list.txt"], b"\xff\xfe\x00", "UTF-8"),
        (["--ids", "list.csv"], b"name\nx\n", "no column 'id'"),
        (["--ids", "absent.txt"], b"", "No such file"),
        (["--languages", "fr,de"], b"", "languages are a list"),
        (["--out", "."], b"", "not an earlier export"),
    ],
)
def test_what_does_not_do_is_said_in_one_line(
    small_bundle: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    content: bytes,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("list.txt", "list.csv"):
        (tmp_path / name).write_bytes(content)
    assert main(["export", str(small_bundle), "--out", "out", "--quiet", *options]) == 2
    said = capsys.readouterr().err
    assert says in said and said.startswith("error: ") and said.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "list.txt"]


def test_what_is_no_bundle_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "is not a bundle" in capsys.readouterr().err
