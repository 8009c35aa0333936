"""Picture files of every kind, good and bad, for the tests of decoding."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageCms

WIDTH, HEIGHT = 160, 120
KINDS = {"JPEG": "jpg", "PNG": "png", "TIFF": "tif", "WEBP": "webp", "GIF": "gif", "BMP": "bmp"}


def gradient() -> np.ndarray:
    """float [HEIGHT, WIDTH, 3] in [0, 1]: red grows to the right, green downwards."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return np.stack([x / WIDTH, y / HEIGHT, np.full(x.shape, 0.3)], axis=-1)


def gradient_image() -> Image.Image:
    """The same as a picture."""
    return Image.fromarray((gradient() * 255).astype(np.uint8))


def good_files(folder: Path) -> dict[str, Path]:
    """The gradient in every format and depth that keeps its colours; by a name for each."""
    image, values = gradient_image(), gradient()
    made: dict[str, Path] = {}

    def put(name: str, suffix: str, **options: object) -> None:
        made[name] = folder / f"{name}.{suffix}"
        image.save(made[name], **options)

    for suffix in ("jpg", "png", "tif", "webp", "gif", "bmp", "jp2"):
        put(suffix, suffix)
    put("progressive", "jpg", progressive=True)
    put("pages", "tif", save_all=True, append_images=[image.rotate(180)])
    put("frames", "gif", save_all=True, append_images=[image.rotate(180)])
    put("mpo", "jpg", format="MPO", save_all=True, append_images=[image.rotate(180)])
    put("damaged_profile", "jpg", icc_profile=b"no profile" * 50)
    for name, mode, suffix in (
        ("cmyk", "CMYK", "jpg"),
        ("cmyk_tiff", "CMYK", "tif"),
        ("lab", "LAB", "tif"),
        ("ycc", "YCbCr", "tif"),
    ):
        made[name] = folder / f"{name}.{suffix}"
        image.convert(mode).save(made[name], quality=95)
    made["palette"] = folder / "palette.png"
    image.quantize(256).save(made["palette"])
    backwards = values[..., ::-1]
    for name, array in (
        ("deep.png", (backwards * 65535).astype(np.uint16)),
        ("deep.tif", (backwards * 65535).astype(np.uint16)),
        ("twelve_bits.tif", (backwards * 4095).astype(np.uint16)),
        ("floating.tif", backwards.astype(np.float32)),
        ("double.tif", backwards.astype(np.float64) * 255),
    ):
        made[name] = folder / name
        cv2.imwrite(str(made[name]), array)
    # Pillow reads 16 bits a channel by their high byte: twelve bits there cannot be told.
    del made["twelve_bits.tif"]
    return made


def grey_files(folder: Path) -> dict[str, Path]:
    """A ramp from black on the left to white on the right, in every depth of grey."""
    ramp = np.tile(np.linspace(0, 1, WIDTH), (HEIGHT, 1))
    made = {}
    for name, array in (
        ("eight.png", (ramp * 255).astype(np.uint8)),
        ("sixteen.png", (ramp * 65535).astype(np.uint16)),
        ("sixteen.tif", (ramp * 65535).astype(np.uint16)),
        ("twelve_in_sixteen.tif", (ramp * 4095).astype(np.uint16)),
        ("unit_float.tif", ramp.astype(np.float32)),
        ("float_255.tif", (ramp * 255).astype(np.float32)),
        ("measured.tif", (ramp * 5000 - 1000).astype(np.float32)),
        ("double.tif", ramp.astype(np.float64)),
    ):
        made[name] = folder / name
        cv2.imwrite(str(made[name]), array)
    with_hole = ramp.astype(np.float32)
    with_hole[0, :3] = (np.nan, np.inf, -np.inf)
    made["not_finite.tif"] = folder / "not_finite.tif"
    cv2.imwrite(str(made["not_finite.tif"]), with_hole)
    return made


def clear_files(folder: Path) -> dict[str, Path]:
    """A red picture whose left half is transparent, in every way a file can say so."""
    red = Image.new("RGBA", (WIDTH, HEIGHT), (200, 20, 20, 255))
    red.paste((0, 0, 0, 0), (0, 0, WIDTH // 2, HEIGHT))
    made = {}
    for suffix in ("png", "webp", "tif"):
        made[suffix] = folder / f"clear.{suffix}"
        red.save(made[suffix])
    palette = Image.new("P", (WIDTH, HEIGHT), 1)
    palette.putpalette([0, 0, 0, 200, 20, 20])
    palette.paste(0, (0, 0, WIDTH // 2, HEIGHT))
    for suffix in ("png", "gif"):
        made[f"palette {suffix}"] = folder / f"palette.{suffix}"
        palette.save(made[f"palette {suffix}"], transparency=0)
    keyed = Image.new("RGB", (WIDTH, HEIGHT), (200, 20, 20))
    keyed.paste((1, 2, 3), (0, 0, WIDTH // 2, HEIGHT))
    made["key colour"] = folder / "key.png"
    keyed.save(made["key colour"], transparency=(1, 2, 3))
    return made


def wide_gamut_profile() -> bytes:
    """A valid profile whose red is not sRGB's: sRGB's with two of its colours exchanged."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.find(b"rXYZ"), data.find(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    text = "sRGB".encode("utf-16-be")
    while (at := data.find(text)) >= 0:
        data[at : at + len(text)] = "Mine".encode("utf-16-be")
    return bytes(data)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file."""
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def bomb(*, side: int = 60_000) -> bytes:
    """A PNG of some kilobytes that would be 10 GB of pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    parts = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*part) for part in parts)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of a file of ``image``."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


@functools.cache
def bad_files() -> dict[str, tuple[bytes, str]]:
    """Contents that are no picture to be shown, and the reason for each, by a file name."""
    image = gradient_image()
    files = {
        "bomb.png": (bomb(), "too_many_pixels"),
        "empty.jpg": (b"", "empty"),
        "text.jpg": (b"Bonjour, ceci est un texte.", "not_an_image"),
        "page.png": (b"<!doctype html><html></html>", "not_an_image"),
        "archive.png": (b"PK\x03\x04" + b"0" * 100, "not_an_image"),
        "bm.bmp": (b"BM is how this sentence begins", "not_an_image"),
        "drawing.jpg": (b'<?xml version="1.0"?><svg xmlns="x"></svg>', "unsupported"),
        "book.jpg": (b"%PDF-1.4 ...", "unsupported"),
        "layers.tif": (b"8BPS\x00\x01" + b"\0" * 40, "unsupported"),
        "dot.png": (encoded(Image.new("RGB", (1, 1)), "PNG"), "too_small"),
        "line.png": (encoded(Image.new("RGB", (1, 50)), "PNG"), "too_small"),
        "no_width.png": (bomb(side=0), "unreadable"),
    }
    for kind, suffix in {**KINDS, "JPEG2000": "jp2"}.items():
        data = encoded(image, kind)
        files[f"half.{suffix}"] = (data[: len(data) // 2], "truncated")
    png = bytearray(encoded(image, "PNG"))
    png[60] ^= 255
    files["flipped.png"] = (bytes(png), "unreadable")
    note = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 100_000_000))
    whole = encoded(image, "PNG")
    files["long_note.png"] = (whole[:33] + note + whole[33:], "unreadable")
    return files
