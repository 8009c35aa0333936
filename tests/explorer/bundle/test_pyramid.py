"""Packs of tiles: what is written is read again, and what is damaged is noticed."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.bundle import PREVIEW, BundleError, Pyramid, TilePack, files, halved, write_pack

SIDES = st.integers(1, 70_000)
HEADER = 24


def tile(number, *, size=40):
    return b"RIFF" + struct.pack("<I", size) + b"WEBP" + number.to_bytes(4, "little") * (size // 4)


def packed(folder, shape):
    path = folder / "a.tiles"
    size = write_pack(path, shape, (tile(number) for number in range(shape.count)))
    assert path.stat().st_size == size
    return path


@given(SIDES, SIDES)
def test_levels_go_on_until_the_derivative_serves(width, height):
    shape = Pyramid.of(width, height)
    assert shape.size(0) == (width, height)
    for level in range(1, shape.levels):
        assert max(shape.size(level)) > PREVIEW
        assert shape.size(level) == tuple(halved(side, 1) for side in shape.size(level - 1))
    assert max(shape.size(shape.levels)) <= PREVIEW


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_every_tile_has_a_place_of_its_own(width, height):
    shape = Pyramid.of(width, height)
    places = []
    for level in range(shape.levels):
        across, down = shape.grid(level)
        places += [shape.position(level, x, y) for y in range(down) for x in range(across)]
        for x, y in ((across, 0), (0, down), (-1, 0), (0, -1)):
            with pytest.raises(ValueError):
                shape.position(level, x, y)
    assert places == list(range(shape.count))
    for level in (-1, shape.levels):
        with pytest.raises(ValueError):
            shape.position(level, 0, 0)


@pytest.mark.parametrize(
    "shape", [(0, 5, 1), (5, -1, 1), (5, 5, 0), (5, 5, 17), (1 << 21, 5, 1), (5, 5, 1, 8)]
)
def test_no_picture_has_such_a_shape(shape):
    with pytest.raises(ValueError):
        Pyramid(*shape)


def test_what_is_written_is_read(tmp_path):
    shape = Pyramid.of(3000, 1300)
    pack = TilePack(packed(tmp_path, shape))
    assert pack.shape == shape
    number = 0
    for level in range(shape.levels):
        across, down = shape.grid(level)
        for y in range(down):
            for x in range(across):
                assert pack.tile(level, x, y) == tile(number)
                number += 1
    assert number == shape.count
    with pytest.raises(ValueError):
        pack.tile(0, across + 10, 0)


@pytest.mark.parametrize("more", [-1, 1])
def test_a_pack_with_too_few_or_too_many_tiles_is_not_written(tmp_path, more):
    shape = Pyramid.of(1500, 900)
    with pytest.raises(ValueError):
        write_pack(tmp_path / "a.tiles", shape, map(tile, range(shape.count + more)))
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_is_cut_short_is_noticed_wherever_it_is_cut(tmp_path):
    path = packed(tmp_path, Pyramid.of(1500, 900))
    whole = path.read_bytes()
    for length in (0, 3, HEADER - 1, HEADER, HEADER + 12, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(BundleError):
            TilePack(path)
    path.write_bytes(whole + b"more")
    with pytest.raises(BundleError):
        TilePack(path)


@given(at=st.integers(0, 400), value=st.integers(0, 255), data=st.data())
def test_a_damaged_pack_gives_a_tile_or_says_that_it_is_damaged(tmp_path_factory, at, value, data):
    shape = Pyramid.of(1500, 900)
    path = packed(tmp_path_factory.mktemp("pack"), shape)
    whole = bytearray(path.read_bytes())
    whole[at % len(whole)] = value
    for _ in range(data.draw(st.integers(0, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= 0xFF
    path.write_bytes(whole)
    try:
        pack = TilePack(path)
        found = pack.tile(0, 1, 1)
    except (BundleError, ValueError):
        return
    assert found[:4] == b"RIFF" and found[8:12] == b"WEBP"


def test_a_tile_never_comes_from_outside_its_part_of_the_file(tmp_path):
    path = packed(tmp_path, Pyramid.of(1500, 900))
    whole = bytearray(path.read_bytes())
    for begin, end in ((0, 60), (2**63, 2**63 + 5), (500, 400), (300, 2**64 - 1), (0, 0)):
        struct.pack_into("<QQ", whole, HEADER, begin, end)
        path.write_bytes(whole)
        with pytest.raises(BundleError):
            TilePack(path).tile(0, 0, 0)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "/x"])
def test_no_other_text_is_the_name_of_a_pack(name):
    with pytest.raises(ValueError):
        files.full_path(name)
