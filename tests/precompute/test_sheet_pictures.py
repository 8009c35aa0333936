import io

import numpy as np
import pytest
from PIL import Image

from explorer.bundle import CELL, SheetIndex
from precompute.density import SIDE, density_png
from precompute.sheet_pictures import HEAVY, WIDEST, Drawing, draw


def drawing_of(folder, sizes):
    thumbs = []
    for at, size in enumerate(sizes):
        path = folder / f"{at}.webp"
        Image.new("RGB", size, (40 * at % 256, 200, 90)).save(path, lossless=True)
        thumbs.append(path)
    count = len(sizes)
    return Drawing(
        picture=folder / "sheet.webp",
        index=folder / "sheet.bin",
        thumbs=tuple(thumbs),
        row=np.arange(count) + 7,
        x=np.linspace(0, 1, count, dtype=np.float32),
        y=np.zeros(count, np.float32),
        level=np.zeros(count, np.uint8),
        packed=True,
        below=(0, 0, 0, 0),
    )


def test_thumbnails_lie_in_their_cells_with_their_proportions(tmp_path):
    drawing = drawing_of(tmp_path, [(256, 128), (100, 256), (256, 2), (20, 30), (64, 64)])
    draw(drawing)
    index = SheetIndex.from_bytes(drawing.index.read_bytes())
    sizes = list(zip(index.width.tolist(), index.height.tolist(), strict=True))
    assert sizes == [(64, 32), (25, 64), (64, 1), (20, 30), (64, 64)]
    assert index.columns == 3
    with Image.open(drawing.picture) as picture:
        assert picture.size == (3 * CELL, 2 * CELL)
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    for at, (width, height) in enumerate(sizes):
        left, top = at % 3 * CELL, at // 3 * CELL
        cell = pixels[top : top + height, left : left + width]
        assert np.abs(cell.mean(axis=(0, 1)) - [40 * at % 256, 200, 90]).max() < 12


def test_the_same_sheet_is_the_same_bytes(tmp_path):
    drawing = drawing_of(tmp_path, [(256, 200)] * 6)
    draw(drawing)
    first = drawing.picture.read_bytes(), drawing.index.read_bytes()
    draw(drawing)
    assert (drawing.picture.read_bytes(), drawing.index.read_bytes()) == first


def test_the_worst_pictures_weigh_no_more_than_a_sheet_may(tmp_path):
    drawing = drawing_of(tmp_path, [(64, 64)] * 40)
    draw(drawing)
    light = drawing.picture.stat().st_size
    random = np.random.default_rng(0)
    for thumb in drawing.thumbs:
        noise = random.integers(0, 256, (64, 64, 3), dtype=np.uint8)
        Image.fromarray(noise).save(thumb, lossless=True)
    draw(drawing)
    assert light < drawing.picture.stat().st_size <= 40 * HEAVY


def test_a_sheet_may_be_empty_but_not_endless(tmp_path):
    drawing = drawing_of(tmp_path, [])
    draw(drawing)
    assert len(SheetIndex.from_bytes(drawing.index.read_bytes()).row) == 0
    endless = Drawing(**(vars(drawing) | {"row": np.zeros(WIDEST**2 + 1)}))
    with pytest.raises(ValueError, match="on one spot"):
        draw(endless)


def test_density_is_brightest_where_most_images_lie():
    random = np.random.default_rng(0)
    points = np.concatenate([random.random((50, 2)) * 0.1, random.random((20_000, 2)) * 0.1 + 0.7])
    with Image.open(io.BytesIO(density_png(points.astype(np.float32)))) as picture:
        assert picture.mode == "L"
        assert picture.size == (SIDE, SIDE)
        grey = np.asarray(picture).astype(int)
    assert grey[int(0.75 * SIDE), int(0.75 * SIDE)] > 200
    assert 0 < grey[: SIDE // 8, : SIDE // 8].max() < 150
    assert grey[SIDE // 2, SIDE // 4] == 0
    assert density_png(np.ones((1, 2), np.float32))
