"""The full pictures of an export: every tile a file, or none at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np

from explorer.bundle import Bundle, files
from explorer.collection import Collection
from explorer.publishing import export_map
from precompute.__main__ import OK, main
from tests.makers import LARGE

ROWS = [row for row, size in LARGE.items() if max(size) > 1024]


def records(site: Path) -> dict[str, dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        next(site.glob("data/*/items/fr/0.json")).read_text("utf-8")
    )
    return {str(record["id"]): record for record in found}


def test_every_tile_is_a_file(large_bundle: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    export_map(Collection(large_bundle), site)
    bundle = Bundle(large_bundle)
    shas = bundle.items["sha256"].to_pylist()
    seen = 0
    for row in ROWS:
        pack = bundle.full_tiles(shas[row])
        assert pack is not None
        folder = (site / files.full_path(shas[row])).with_suffix("")
        told = json.loads(folder.with_suffix(".json").read_text())
        assert told == {
            "width": LARGE[row][0],
            "height": LARGE[row][1],
            "tile": 512,
            "levels": pack.shape.levels,
        }
        for level in range(pack.shape.levels):
            across, down = pack.shape.grid(level)
            for y, x in np.ndindex(down, across):
                tile = (folder / str(level) / f"{x}_{y}.webp").read_bytes()
                assert tile == pack.tile(level, x, y)
                seen += 1
    assert len(list((site / "full").rglob("*.webp"))) == seen
    full = {id_: record.get("full") for id_, record in records(site).items()}
    assert full["doc-9"] == list(LARGE[9])
    assert full["doc-11"] is None and full["doc-13"] is None
    assert sum(size is not None for size in full.values()) == len(ROWS)


def test_they_may_be_left_out(large_bundle: Path, tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    assert main(["export", str(large_bundle), "--out", str(site), "--full", "none"]) == OK
    assert not (site / "full").exists()
    assert all("full" not in record for record in records(site).values())
    assert main(["export", str(large_bundle), "--out", str(other)]) == OK
    # What browsers may keep of one is not taken for a part of the other.
    assert {path.name for path in (site / "data").iterdir()} != {
        path.name for path in (other / "data").iterdir()
    }


def test_a_part_has_those_of_its_items(large_bundle: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "ids.txt"
    wanted.write_text("doc-9\ndoc-13\ndoc-14", encoding="utf-8")
    site = tmp_path / "site"
    assert main(["export", str(large_bundle), "--out", str(site), "--ids", str(wanted)]) == OK
    assert len(list((site / "full").rglob("*.json"))) == 1


def test_a_damaged_pack_leaves_the_map_whole(large_bundle: Path, tmp_path: Path) -> None:
    copied = tmp_path / "large"
    shutil.copytree(large_bundle, copied)
    sha = Bundle(copied).items["sha256"].to_pylist()[9]
    pack = copied / files.full_path(sha)
    whole = bytearray(pack.read_bytes())
    whole[24:40] = b"\xff" * 16
    pack.write_bytes(whole)
    export_map(Collection(copied), tmp_path / "site")
    assert len(list((tmp_path / "site" / "full").rglob("*.json"))) == len(ROWS) - 1
    assert not (tmp_path / "site" / files.full_path(sha)).with_suffix("").exists()
