"""Which files are pictures, told by their first bytes: an extension proves nothing."""

from __future__ import annotations

from typing import BinaryIO, Literal

from PIL import Image, features

Image.init()  # Pillow cannot open a format by name before its plugin is loaded
HEAD = 512
"""Bytes of a file that ``kind_of`` wants to see."""

OPENED: dict[str, tuple[str, ...]] = {
    "JPEG": ("JPEG",),  # its plugin opens MPO, several JPEG in one file, as well
    "PNG": ("PNG",),
    "TIFF": ("TIFF",),
    "WebP": ("WEBP",),
    "GIF": ("GIF",),
    "BMP": ("BMP",),
}
"""Kinds that are read, and the only decoders of Pillow that may open them."""

if features.check("jpg_2000"):
    OPENED["JPEG 2000"] = ("JPEG2000",)
if features.check("avif"):
    OPENED["AVIF"] = ("AVIF",)
try:
    import pillow_heif
except ImportError:
    pass
else:
    pillow_heif.register_heif_opener()
    OPENED["HEIC"] = ("HEIF",)

CUT_SHORT = ("truncated", "unexpected end", "not enough data", "incomplete", "premature")
"""Words by which decoders say that a file ends too soon."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"8BPS", "Photoshop"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"AT&TFORM", "DjVu"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"IIRO", "raw photograph"),
    (b"IIU\x00", "raw photograph"),
    (b"FUJIFILM", "raw photograph"),
    (b"gimp xcf", "GIMP"),
    (b"\x76\x2f\x31\x01", "OpenEXR"),
)
_TAIL = 4096  # cameras and scanners write notes after the picture
_ENDINGS = {"JPEG": b"\xff\xd9", "PNG": b"IEND", "GIF": b"\x3b"}
_BRANDS = {
    b"avif": "AVIF",
    b"avis": "AVIF",
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"heim": "HEIC",
    b"heis": "HEIC",
    b"hevc": "HEIC",
    b"hevx": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
    b"crx ": "raw photograph",
}


def kind_of(head: bytes) -> str | None:
    """The kind of picture that a file's first bytes announce; ``None`` when they announce none."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    # "BM" alone could begin a sentence: the size of its second header must be one that exists.
    if head[:2] == b"BM" and head[14:18] in _BMP_HEADERS:
        return "BMP"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "SVG" if text.startswith((b"<svg", b"<?xml")) and b"<svg" in text else None


def is_cut_short(handle: BinaryIO, kind: str, size: int) -> bool:
    """Whether a file of ``size`` bytes lacks its end, for kinds whose end can be told."""
    if kind in _ENDINGS:
        handle.seek(max(0, size - _TAIL))
        return _ENDINGS[kind] not in handle.read(_TAIL)
    handle.seek(0)
    head = handle.read(12)
    if kind == "WebP":
        return int.from_bytes(head[4:8], "little") + 8 > size
    if kind == "TIFF":
        order: Literal["little", "big"] = "little" if head[:2] == b"II" else "big"
        return int.from_bytes(head[4:8], order) >= size and head[2:4] in (b"*\0", b"\0*")
    if kind in ("HEIC", "AVIF", "JPEG 2000") and head[4:8] in (b"ftyp", b"jP  "):
        return _boxes_end(handle, size) > size
    return False


def _boxes_end(handle: BinaryIO, size: int) -> int:
    """Where the boxes of an ISO media file end by their own word."""
    at = 0
    while at < size:
        handle.seek(at)
        head = handle.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:], "big")
        if length == 0:
            return size
        at += max(length, 8)
    return at


_BMP_HEADERS = {size.to_bytes(4, "little") for size in (12, 16, 40, 52, 56, 64, 108, 124)}
