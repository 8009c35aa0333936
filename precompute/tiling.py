"""The full picture cut into tiles, in bounded memory: what the closest look is made of."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from explorer.bundle import PREVIEW, Pyramid, files, halved, write_pack
from precompute.decode import WEBP_METHOD, WEBP_QUALITY
from precompute.reading import LARGE, Size, read_picture

MOST = 200_000_000
"""Pixels that are cut: a larger picture is kept at half its size, or a quarter, and so on."""

TILING = f"tiles 512 webp q{WEBP_QUALITY} m{WEBP_METHOD} most {MOST} v1"
"""Changes when the same file would give other tiles."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What is asked of a file whose full picture is kept; ``max_pixels`` as for ``Wanted``."""

    max_pixels: int


@dataclass(frozen=True)
class Cut:
    """What cutting a file gave.

    ``sha256`` is of the file's bytes, ``width`` and ``height`` are the original's upright pixels,
    ``size`` counts the bytes of the pack.
    """

    sha256: str
    width: int
    height: int
    size: int


def halvings(width: int, height: int) -> int:
    """How often a picture is halved before it is cut: 0 up to ``MOST`` pixels."""
    times = 0
    while halved(width, times) * halved(height, times) > MOST:
        times += 1
    return times


def needs_tiles(width: int, height: int) -> bool:
    """Whether a picture has more to show than its largest derivative."""
    return max(width, height) > PREVIEW


def cut(
    path: Path,
    wanted: Whole,
    folder: Path,
    *,
    alone: AbstractContextManager[object] | None = None,
) -> Cut:
    """Read one picture whole and write its tiles below ``folder``, named by the file's content.

    ``alone`` is held from before a large picture is decoded until its tiles are written: some 4
    to 9 bytes a pixel are needed. Raises ``RejectedError`` as ``decode`` does, ``OSError`` when
    the tiles cannot be written.
    """
    with ExitStack() as held:
        sha256, width, height, rgb = _read(path, wanted, held, alone)
        shape = Pyramid.of(*rgb.size)
        written = write_pack(folder / files.full_path(sha256), shape, _tiles(rgb, shape))
    return Cut(sha256, width, height, written)


def weigh(path: Path, wanted: Whole) -> int:
    """How many bytes the tiles of a picture take; nothing is written.

    Raises ``RejectedError`` as ``decode`` does.
    """
    with ExitStack() as held:
        *_, rgb = _read(path, wanted, held, None)
    return sum(map(len, _tiles(rgb, Pyramid.of(*rgb.size))))


def _read(
    path: Path, wanted: Whole, held: ExitStack, alone: AbstractContextManager[object] | None
) -> tuple[str, int, int, Image.Image]:
    """SHA-256, size of the original, and the picture as it will be cut."""

    def least(size: Size) -> Size:
        if alone is not None and size[0] * size[1] > LARGE:
            held.enter_context(alone)
        times = halvings(*size)
        # Rounded down, or a decoder that halves would have to give one pixel too few.
        return max(1, size[0] >> times), max(1, size[1] >> times)

    picture = read_picture(path, max_pixels=wanted.max_pixels, least=least)
    times = halvings(picture.width, picture.height)
    size = halved(picture.width, times), halved(picture.height, times)
    rgb = picture.rgb
    if rgb.size != size:
        rgb = rgb.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    return picture.sha256, picture.width, picture.height, rgb


def _tiles(image: Image.Image, shape: Pyramid) -> Iterator[bytes]:
    for level in range(shape.levels):
        if level:
            image = image.reduce(2)
        across, down = shape.grid(level)
        for y in range(down):
            for x in range(across):
                left, top = x * shape.tile, y * shape.tile
                right, bottom = left + shape.tile, top + shape.tile
                box = (left, top, min(right, image.width), min(bottom, image.height))
                target = io.BytesIO()
                image.crop(box).save(target, "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD)
                yield target.getvalue()
