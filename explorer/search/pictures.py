"""Pictures that visitors send: looked at with suspicion, decoded, shrunk, and forgotten.

``read_picture`` is run in a process of its own (``picture_process``), since decoders are written
in C and a picture may be made to crash them.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable
from typing import Literal

import numpy as np
from PIL import Image

from explorer.bundle.preprocessing import ImageInput, image_pixels
from explorer.search.upright import upright_rgb

Fault = Literal["unreadable", "heavy", "large", "moving", "double", "unseen", "busy"]
"""Why a picture is refused: it is none that can be read; it has too many bytes; too many pixels;
it moves; something else is hidden in its file; the collection has no image tower; too many
pictures are being looked at."""

Kind = Literal["JPEG", "PNG", "WEBP", "HEIF"]

MAX_SIDE = 65_500
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_HEIF_MOVING = frozenset({b"hevc", b"hevx", b"msf1"})
_OTHERS = (b"PK\x03\x04", b"%PDF-", b"<?php", b"<script", b"<html", b"Rar!\x1a", b"7z\xbc\xaf\x27")
"""What begins a file of another kind. Telephones put more pictures, or a film, behind the first
one of a JPEG: those are passed over."""


class PictureError(ValueError):
    """A picture that is refused; ``fault`` is the code of the sentence that says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def kind_of(data: bytes) -> Kind | None:
    """What the first bytes of a file say it is; ``None`` for all that is not accepted."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS | _HEIF_MOVING:
        return "HEIF"
    return None


def read_picture(data: bytes, spec: ImageInput, *, most_pixels: int) -> np.ndarray:
    """uint8 [size, size, 3], as the model wants it, of a JPEG, PNG, WebP or HEIC (pillow-heif).

    Raises ``PictureError`` for everything else: what is cut short, moves, has more than
    ``most_pixels`` (told by the header, before anything is decoded), or is a file of another kind
    at the same time.
    """

    def seen(opened: Image.Image) -> np.ndarray:
        if opened.mode == "RGB":
            side = spec.size * 2 * max(opened.size) // max(1, min(opened.size))
            opened.draft("RGB", (side, side))
        return image_pixels(upright_rgb(opened), spec)

    return _opened(data, seen, most_pixels=most_pixels)


def read_whole(data: bytes, *, side: int, most_pixels: int) -> np.ndarray:
    """uint8 [h, w, 3]: the same picture whole, upright, its longer side ``side`` pixels or less.

    Raises ``PictureError`` as ``read_picture`` does.
    """

    def seen(opened: Image.Image) -> np.ndarray:
        if opened.mode == "RGB":
            opened.draft("RGB", (side, side))
        picture = upright_rgb(opened)
        picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return np.asarray(picture, np.uint8)

    return _opened(data, seen, most_pixels=most_pixels)


def _opened(
    data: bytes, seen: Callable[[Image.Image], np.ndarray], *, most_pixels: int
) -> np.ndarray:
    kind = kind_of(data)
    if kind is None:
        raise PictureError("unreadable")
    _whole(data, kind)
    if kind == "HEIF":
        _know_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures: the bound is our own
            with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
                if max(opened.size) > MAX_SIDE or opened.width * opened.height > most_pixels:
                    raise PictureError("large")
                if kind != "JPEG" and getattr(opened, "n_frames", 1) > 1:
                    raise PictureError("moving")
                return seen(opened)
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise PictureError("large") from None
    except Exception:  # decoders raise anything on hostile bytes
        raise PictureError("unreadable") from None


def _whole(data: bytes, kind: Kind) -> None:
    """Refuse what ends too soon, moves, or goes on as something else."""
    try:
        end = _ENDS[kind](data)
    except (IndexError, struct.error):
        raise PictureError("unreadable") from None
    if end > len(data):
        raise PictureError("unreadable")
    rest = data[end:]
    another = any(sign in rest for sign in _OTHERS) if kind == "JPEG" else rest.strip(b"\0\r\n ")
    if another:
        raise PictureError("double")


def _jpeg_end(data: bytes) -> int:
    place = 2
    while True:
        if data[place] != 0xFF:
            raise PictureError("unreadable")
        marker = data[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        if marker == 0xDA:
            # Inside a scan, FF is always followed by 00 or by a number of restart.
            end = data.find(b"\xff\xd9", place)
            if end < 0:
                raise PictureError("unreadable")
            return end + 2
        if marker == 0xD9:
            raise PictureError("unreadable")  # there is no picture in it
        length = struct.unpack_from(">H", data, place + 2)[0]
        place += 2 + max(2, length)


def _png_end(data: bytes) -> int:
    place = 8
    while True:
        length, name = struct.unpack_from(">I4s", data, place)
        if name == b"acTL":
            raise PictureError("moving")
        place += 12 + length
        if name == b"IEND":
            return int(place)


def _webp_end(data: bytes) -> int:
    size = struct.unpack_from("<I", data, 4)[0]
    place = 12
    while place + 8 <= min(len(data), 8 + size):
        name, length = struct.unpack_from("<4sI", data, place)
        if name in (b"ANIM", b"ANMF"):
            raise PictureError("moving")
        place += 8 + length + length % 2
    return int(8 + size + size % 2)


def _heif_end(data: bytes) -> int:
    if data[8:12] in _HEIF_MOVING:
        raise PictureError("moving")
    place = 0
    while place + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        if length == 1:
            length = struct.unpack_from(">Q", data, place + 8)[0]
        if length == 0:
            return len(data)
        if length < 8 or not name.isalnum():
            break
        place += length
    return place


_ENDS: dict[Kind, Callable[[bytes], int]] = {
    "JPEG": _jpeg_end,
    "PNG": _png_end,
    "WEBP": _webp_end,
    "HEIF": _heif_end,
}


def _know_heif() -> None:
    try:
        import pillow_heif  # noqa: PLC0415  (only telephones' own files need it)
    except ImportError:
        raise PictureError("unreadable") from None
    pillow_heif.register_heif_opener()
