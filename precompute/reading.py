"""A file as a picture: told by its contents, bounded before it is decoded, or rejected."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from precompute import formats, tiff
from precompute.rgb import to_rgb

LARGE = 50_000_000
"""Pixels from which a picture is decoded alone, so that memory does not add up."""

Size = tuple[int, int]

_LEAST_SIDE = 2
_IN_MEMORY = 64 << 20
_BYTES_PER_PIXEL = 8  # of the most spacious picture: 16 bits, four channels
_CODING_STYLE = b"\xff\x52\x00"  # of JPEG 2000: where the number of its resolutions stands


class RejectedError(Exception):
    """A file that cannot be in the collection: a code of ``REASONS`` and one plain sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Picture:
    """A picture that was read.

    ``sha256`` is of the file's bytes; ``width`` and ``height`` are the original's pixels after
    EXIF rotation; ``rgb`` is upright sRGB, at full or at reduced scale.
    """

    sha256: str
    width: int
    height: int
    rgb: Image.Image


def read_picture(
    path: Path,
    *,
    max_pixels: int,
    least: Callable[[Size], Size],
    alone: AbstractContextManager[object] | None = None,
) -> Picture:
    """Read one picture, decoded at the smallest scale that is not below ``least`` of its size.

    ``alone`` is held while a picture of more than ``LARGE`` pixels is decoded. Raises
    ``RejectedError`` for whatever is no picture that can be shown, and ``too_many_pixels`` by the
    header, before anything is decoded.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # the limit is checked here, and says what it is
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise RejectedError("not_an_image", "This is no file.")
        if about.st_size == 0:
            raise RejectedError("empty", "The file is empty.")
        with path.open("rb") as handle:
            return _Reading(handle, about.st_size, max_pixels).read(least, alone or nullcontext())
    except PermissionError:
        raise RejectedError("unreadable", "The file may not be read: check its rights.") from None
    except FileNotFoundError:
        raise RejectedError("missing", "The file is no longer there.") from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise RejectedError("unreadable", f"The file could not be read: {why}.") from None
    except MemoryError:
        raise RejectedError("unreadable", "The picture takes more memory than there is.") from None


class _Reading:
    """One open file of ``size`` bytes."""

    def __init__(self, handle: io.BufferedReader, size: int, max_pixels: int) -> None:
        self._handle = handle
        self._size = size
        self._max_pixels = max_pixels
        self._kind = self._known_kind()

    def read(self, least: Callable[[Size], Size], alone: AbstractContextManager[object]) -> Picture:
        sha256, source = self._hashed()
        with self._plain_errors(), self._opened(source) as image:
            self._check(image.size)
            with alone if image.width * image.height > LARGE else nullcontext():
                width, height = image.size
                self._reduce(image, least(image.size), source)
                rgb, turned = to_rgb(image)
        return Picture(sha256, *((height, width) if turned else (width, height)), rgb)

    def _known_kind(self) -> str:
        kind = formats.kind_of(self._handle.read(formats.HEAD))
        if kind is None:
            raise RejectedError("not_an_image", "Its contents are not those of a picture.")
        if kind not in formats.OPENED:
            raise RejectedError(
                "unsupported", f"{kind} files are not read: convert it to TIFF or JPEG."
            )
        if self._size > _BYTES_PER_PIXEL * self._max_pixels + _IN_MEMORY:
            raise RejectedError(
                "too_many_pixels",
                f"{self._size / 1e9:.1f} GB is more than a picture may have here.",
            )
        return kind

    def _hashed(self) -> tuple[str, io.BytesIO | io.BufferedReader]:
        self._handle.seek(0)
        if self._size <= _IN_MEMORY:  # one read serves the hash and the decoder
            data = self._handle.read()
            return hashlib.sha256(data).hexdigest(), io.BytesIO(data)
        digest = hashlib.file_digest(self._handle, "sha256").hexdigest()
        self._handle.seek(0)
        return digest, self._handle

    def _opened(self, source: io.BytesIO | io.BufferedReader) -> Image.Image:
        try:
            return Image.open(source, formats=formats.OPENED[self._kind])
        except UnidentifiedImageError:
            if self._kind != "TIFF":
                raise
            return self._opened_otherwise(source)

    def _opened_otherwise(self, source: io.BytesIO | io.BufferedReader) -> Image.Image:
        source.seek(0)
        data = source.read()
        size = tiff.size_of(data)
        if size is None:
            raise UnidentifiedImageError
        self._check(size)
        image = tiff.open_tiff(data)
        if image is None:
            raise RejectedError(
                "unsupported", "This kind of TIFF is not read: save it in 8 or 16 bits."
            )
        return image

    def _check(self, size: Size) -> None:
        width, height = size
        if width * height > self._max_pixels:
            raise RejectedError(
                "too_many_pixels",
                f"{width} x {height} pixels; the limit is {self._max_pixels} (--max-pixels).",
            )
        if min(size) < _LEAST_SIDE:
            raise RejectedError("too_small", f"{width} x {height} pixels are too few to show.")

    def _reduce(
        self, image: Image.Image, least: Size, source: io.BytesIO | io.BufferedReader
    ) -> None:
        """Ask JPEG and JPEG 2000 for fewer pixels; the others are decoded whole."""
        if image.format == "JPEG2000" and isinstance(source, io.BytesIO):
            most = min(width // wanted for width, wanted in zip(image.size, least, strict=True))
            halvings = min(_resolutions(source.getvalue()), max(0, most.bit_length() - 1))
            # Pillow rounds the reduced size, the decoder rounds it up: where they differ, it fails.
            while any(0 < side % (1 << halvings) < (1 << halvings) / 2 for side in image.size):
                halvings -= 1
            if halvings:
                image.reduce = halvings  # type: ignore[assignment]  # the plugin's setting
        elif image.mode in ("RGB", "L", "CMYK"):
            image.draft(image.mode, least)

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """Turn what decoders raise into a reason and a sentence."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        except (RejectedError, MemoryError):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            said = str(error).lower()
            cut = isinstance(error, EOFError) or any(word in said for word in formats.CUT_SHORT)
            if cut or formats.is_cut_short(self._handle, self._kind, self._size):
                raise RejectedError("truncated", "The file ends before the picture does.") from None
            raise RejectedError("unreadable", f"The {self._kind} data are damaged.") from None


def _resolutions(data: bytes) -> int:
    """How often a JPEG 2000 picture may be halved while it is decoded."""
    at = data.find(_CODING_STYLE, 0, 1 << 16)
    # Marker and length (4), style (1), order, layers and transform (4): then the halvings.
    return data[at + 9] if at >= 0 and at + 9 < len(data) and data[at + 9] <= 32 else 0
