"""Full pictures as tiles: every kind of file, put together again and held against the original."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from explorer.bundle import TILE, Pyramid, TilePack, files
from precompute import tiling
from precompute.reading import RejectedError, read_picture
from precompute.tiling import Whole, cut, halvings, needs_tiles, weigh
from tests.pictures import bad_files, bomb, clear_files, good_files, gradient_image, grey_files

WHOLE = Whole(max_pixels=50_000_000)


def noisy(width, height, *, seed=0):
    """A smooth picture with something in it everywhere."""
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 256, (max(1, height // 40), max(1, width // 40), 3), np.uint8)
    return Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)


def together(pack, level):
    """A level as one picture; each tile has the size that its place gives it."""
    shape = pack.shape
    whole = Image.new("RGB", shape.size(level))
    across, down = shape.grid(level)
    for y in range(down):
        for x in range(across):
            tile = Image.open(io.BytesIO(pack.tile(level, x, y)))
            place = (x * shape.tile, y * shape.tile)
            room = (whole.width - place[0], whole.height - place[1])
            assert tile.size == (min(TILE, room[0]), min(TILE, room[1]))
            whole.paste(tile, place)
    return whole


def reference(path, size):
    """The whole picture by the reader that thumbnails use."""
    picture = read_picture(path, max_pixels=WHOLE.max_pixels, least=lambda full: full)
    return picture.rgb.resize(size, Image.Resampling.BOX)


def apart(first, second):
    difference = np.asarray(first, np.int16) - np.asarray(second, np.int16)
    return float(np.abs(difference).mean())


def cut_and_compare(path, folder, *, within=4.0):
    # Of a few pixels, WebP keeps the colour less well: four share one.
    found = cut(path, WHOLE, folder)
    pack = TilePack(folder / files.full_path(found.sha256))
    assert pack.shape == Pyramid.of(found.width, found.height)
    assert pack.size == found.size
    for level in range(pack.shape.levels):
        seen = together(pack, level)
        most = within if min(seen.size) > 100 else max(within, 14.0)
        assert apart(seen, reference(path, seen.size)) < most, (path.name, level)
    return found


@pytest.mark.parametrize("kind", [good_files, grey_files, clear_files])
def test_every_kind_of_file_is_seen_as_its_thumbnail_is(tmp_path, kind):
    for path in kind(tmp_path).values():
        cut_and_compare(path, tmp_path / "bundle")


@pytest.mark.parametrize(
    ("size", "levels"),
    [((2, 2), 1), ((1024, 1024), 1), ((1025, 3), 1), ((2049, 700), 2), ((300, 5000), 3)],
)
def test_tiny_tall_and_wide_pictures(tmp_path, size, levels):
    path = tmp_path / "a.png"
    noisy(*size).save(path)
    found = cut_and_compare(path, tmp_path / "bundle")
    assert (found.width, found.height) == size
    assert Pyramid.of(*size).levels == levels


@settings(max_examples=12)
@given(st.integers(2, 1700), st.integers(2, 700), st.sampled_from(["PNG", "JPEG", "TIFF", "WEBP"]))
def test_pictures_of_any_size(tmp_path_factory, width, height, kind):
    folder = tmp_path_factory.mktemp("cut")
    path = folder / "a.any"
    noisy(width, height, seed=width).save(path, kind)
    cut_and_compare(path, folder)


def test_a_picture_that_must_be_turned_is_upright(tmp_path):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    noisy(1300, 600).save(path, exif=exif, quality=95)
    found = cut_and_compare(path, tmp_path / "bundle")
    assert (found.width, found.height) == (600, 1300)


@pytest.mark.parametrize("mode", ["CMYK", "LA", "P", "1", "I;16"])
def test_other_kinds_of_pixels(tmp_path, mode):
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    image = noisy(1200, 300)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    elif mode == "LA":
        image = image.convert("LA")
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    else:
        image = image.convert(mode)
    image.save(path)
    cut_and_compare(path, tmp_path / "bundle", within=16.0 if mode in ("1", "P") else 4.0)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "JPEG2000"])
def test_a_huge_picture_is_kept_at_half_its_size_or_less(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(tiling, "MOST", 200_000)
    path = tmp_path / "a.any"
    noisy(1501, 903).save(path, kind, **({"quality": 90} if kind == "JPEG" else {}))
    assert halvings(1501, 903) == 2
    found = cut(path, WHOLE, tmp_path)
    assert (found.width, found.height) == (1501, 903)
    pack = TilePack(tmp_path / files.full_path(found.sha256))
    assert (pack.shape.width, pack.shape.height) == (376, 226)
    assert apart(together(pack, 0), reference(path, (376, 226))) < 5


def test_bad_files_are_refused_with_the_reasons_of_thumbnails(tmp_path):
    for name, (data, reason) in bad_files().items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(RejectedError) as refused:
            cut(path, WHOLE, tmp_path / "bundle")
        assert refused.value.reason == reason, name
    assert not any((tmp_path / "bundle").rglob("*.tiles"))


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path):
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb())
    with pytest.raises(RejectedError, match="the limit is"):
        cut(path, Whole(max_pixels=400_000_000), tmp_path)


def test_a_large_picture_is_cut_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tiling, "LARGE", 100_000)
    seen = []

    class Alone:
        def __enter__(self):
            seen.append(any(tmp_path.rglob("*.tiles")))

        def __exit__(self, *_):
            seen.append(any(tmp_path.rglob("*.tiles")))

    for name, size in (("small", (200, 100)), ("large", (800, 600))):
        noisy(*size).save(tmp_path / f"{name}.png")
        cut(tmp_path / f"{name}.png", WHOLE, tmp_path / name, alone=Alone())
        if name == "small":
            assert seen == []
            (tmp_path / name / "full").rename(tmp_path / "elsewhere")
            for pack in (tmp_path / "elsewhere").rglob("*.tiles"):
                pack.unlink()
    assert seen == [False, True]


def test_what_tiles_weigh_is_known_without_writing_them(tmp_path):
    path = tmp_path / "a.png"
    noisy(1400, 800).save(path)
    weight = weigh(path, WHOLE)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.png"]
    found = cut(path, WHOLE, tmp_path)
    assert found.size == weight + 24 + 8 * (Pyramid.of(1400, 800).count + 1)


def test_only_pictures_that_have_more_to_show_need_tiles():
    assert not needs_tiles(1024, 10)
    assert needs_tiles(10, 1025)
    assert gradient_image().size == (160, 120)
