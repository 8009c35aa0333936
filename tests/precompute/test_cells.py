import numpy as np
import pytest
from PIL import Image

from explorer.bundle import CELL
from precompute import cells
from precompute.cells import Cells, make, pixels, small


@pytest.fixture
def pictures(tmp_path, monkeypatch):
    """Seven pictures of different colours and shapes, in shards of three."""
    monkeypatch.setattr(cells, "SHARD", 3)
    for at in range(7):
        colour = (30 * at, 200 - 20 * at, 90)
        Image.new("RGB", (256 - 30 * at, 60 + 20 * at), colour).save(
            tmp_path / f"{at}.webp", lossless=True
        )
    return Cells(tmp_path / "cells", tuple(str(at) for at in range(7)))


def path_of(pictures):
    return lambda sha: pictures.folder.parent / f"{sha}.webp"


def test_each_picture_is_found_in_its_shard(pictures):
    shards = list(pictures.missing(path_of(pictures)))
    assert [make(shard) for shard in shards] == [3, 3, 1]
    for at in range(7):
        cell = pixels(pictures.cell(at))
        wanted = small(path_of(pictures)(str(at)))
        assert cell.shape == wanted.shape
        assert max(cell.shape[:2]) == CELL
        assert np.abs(cell.astype(int) - wanted).max() <= 6


def test_shards_that_are_there_are_not_made_again(pictures):
    first, *others = pictures.missing(path_of(pictures))
    make(first)
    assert list(pictures.missing(path_of(pictures))) == others


def test_other_pictures_do_not_take_the_shards_of_these(pictures):
    for shard in pictures.missing(path_of(pictures)):
        make(shard)
    others = Cells(pictures.folder, ("0", "1", "6", "3", "4", "5", "2"))
    assert len(list(others.missing(path_of(pictures)))) == 2
