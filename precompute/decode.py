"""One file, read once: its derivatives, its dominant colour and the model's pixels."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError

from explorer.bundle import THUMB_SIZES
from explorer.bundle.preprocessing import ImageInput, image_pixels
from precompute import formats
from precompute.colour import dominant_colour
from precompute.rgb import to_rgb

WEBP_QUALITY = 80
WEBP_METHOD = 2  # 11 ms where 4 takes 26 ms, for files 3 % larger (museum, 590 x 660 px)
DERIVATION = f"webp q{WEBP_QUALITY} m{WEBP_METHOD} v1"
"""Changes when the same file would give other derivatives."""

LARGE = 50_000_000
"""Pixels from which a picture is decoded alone, so that memory does not add up."""

_LEAST_SIDE = 2
_IN_MEMORY = 64 << 20
_BYTES_PER_PIXEL = 8  # of the most spacious picture: 16 bits, four channels


class RejectedError(Exception):
    """A file that cannot be in the collection: a code of ``REASONS`` and one plain sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of a file.

    ``max_pixels`` is the largest width x height accepted; ``thumbs`` asks for the derivatives,
    ``model_input`` for the model's pixels.
    """

    max_pixels: int
    thumbs: bool = True
    model_input: ImageInput | None = None


@dataclass(frozen=True)
class Decoded:
    """What reading a file gave.

    ``sha256`` is of the file's bytes; ``width`` and ``height`` are the original's pixels after
    EXIF rotation; ``colour`` is ``#rrggbb``; ``thumbs`` maps each longest side to the bytes of a
    WebP (never enlarged); ``pixels`` is the model's input, uint8 [S, S, 3], when asked for.
    """

    sha256: str
    width: int
    height: int
    colour: str
    thumbs: dict[int, bytes] = field(repr=False)
    pixels: np.ndarray | None = field(default=None, repr=False)


def decode(
    path: Path, wanted: Wanted, *, alone: AbstractContextManager[object] | None = None
) -> Decoded:
    """Read one picture; JPEG files are decoded at the least scale that serves every derivative.

    ``alone`` is held while a picture of more than ``LARGE`` pixels is decoded. Raises
    ``RejectedError`` for whatever is no picture that can be shown; a file that makes a decoder
    crash takes the process down, which ``precompute.decoders`` survives.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # the limit is checked here, and says what it is
    try:
        size = path.stat().st_size
        with path.open("rb") as handle:
            return _decode(handle, size, wanted, alone or nullcontext())
    except PermissionError:
        raise RejectedError("unreadable", "the file may not be read: check its rights") from None
    except FileNotFoundError:
        raise RejectedError("missing", "the file is no longer there") from None
    except IsADirectoryError:
        raise RejectedError("not_an_image", "this is a folder") from None
    except MemoryError:
        raise RejectedError("unreadable", "the picture takes more memory than there is") from None


def _decode(
    handle: io.BufferedReader, size: int, wanted: Wanted, alone: AbstractContextManager[object]
) -> Decoded:
    if size == 0:
        raise RejectedError("empty", "the file is empty")
    kind = formats.kind_of(handle.read(formats.HEAD))
    if kind is None:
        raise RejectedError("not_an_image", "the contents are not those of a picture")
    if kind not in formats.OPENED:
        raise RejectedError("unsupported", f"{kind} files are not read: convert it to TIFF or JPEG")
    if size > _BYTES_PER_PIXEL * wanted.max_pixels + _IN_MEMORY:
        raise RejectedError(
            "too_many_pixels", f"{size / 1e9:.1f} GB is more than a picture may have here"
        )
    handle.seek(0)
    source: BinaryIO | io.BufferedReader = handle
    if size <= _IN_MEMORY:  # one read serves the hash and the decoder
        data = handle.read()
        sha256 = hashlib.sha256(data).hexdigest()
        source = io.BytesIO(data)
    else:
        sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
        handle.seek(0)
    with _opened(source, kind) as image:
        width, height = image.size
        _check_size(width, height, wanted.max_pixels)
        with alone if width * height > LARGE else nullcontext():
            return _derive(image, sha256, wanted)


def _opened(source: BinaryIO, kind: str) -> Image.Image:
    with _plain_errors(kind):
        return Image.open(source, formats=formats.OPENED[kind])


def _check_size(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise RejectedError(
            "too_many_pixels",
            f"{width} x {height} pixels; the limit is {max_pixels} (--max-pixels)",
        )
    if min(width, height) < _LEAST_SIDE:
        raise RejectedError("too_small", f"{width} x {height} pixels")


def _derive(image: Image.Image, sha256: str, wanted: Wanted) -> Decoded:
    width, height = image.size
    model_input = wanted.model_input
    least = max(THUMB_SIZES) if wanted.thumbs else 0
    if model_input is not None:
        # The short side decides, or the model would see an enlarged picture.
        least = max(least, model_input.size * max(width, height) // min(width, height))
    with _plain_errors(image.format or "picture"):
        image.draft("RGB" if image.mode in ("RGB", "YCbCr") else image.mode, (least, least))
        rgb, turned = to_rgb(image)
    if turned:
        width, height = height, width
    small = _within(rgb, min(THUMB_SIZES))
    colour = dominant_colour(np.asarray(_within(small, 48)))
    derivatives = {}
    if wanted.thumbs:
        derivatives = {edge: _webp(_within(rgb, edge)) for edge in THUMB_SIZES[1:]}
        derivatives[THUMB_SIZES[0]] = _webp(small)
    pixels = image_pixels(rgb, model_input) if model_input is not None else None
    return Decoded(sha256, width, height, colour, derivatives, pixels)


def _within(image: Image.Image, edge: int) -> Image.Image:
    """The picture with its longest side at ``edge`` pixels, or as it is when smaller."""
    longest = max(image.size)
    if longest <= edge:
        return image
    width, height = (max(1, round(side * edge / longest)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=3.0)


def _webp(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD)
    return target.getvalue()


class _plain_errors:  # noqa: N801  (a context manager, used like a function)
    """Turn what decoders raise into a reason and a sentence."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._warnings = warnings.catch_warnings()

    def __enter__(self) -> None:
        self._warnings.__enter__()
        warnings.simplefilter("ignore")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._warnings.__exit__(None, None, None)
        if error is None or isinstance(error, (RejectedError, MemoryError)):
            return
        if not isinstance(error, Exception):
            return
        text = str(error).lower()
        if isinstance(error, OSError) and error.errno is not None:
            why = os.strerror(error.errno)
            raise RejectedError("unreadable", f"the file could not be read: {why}") from None
        if isinstance(error, EOFError) or any(word in text for word in formats.CUT_SHORT):
            raise RejectedError("truncated", "the file ends before the picture does") from None
        if isinstance(error, UnidentifiedImageError):
            raise RejectedError(
                "truncated", f"the {self._kind} header is damaged or cut short"
            ) from None
        raise RejectedError("truncated", f"the {self._kind} data are damaged") from None
