"""A folder of hostile files and a hostile table, made anew for each test that wants them.

``hostile_folder`` draws the files and says what must become of each; ``hostile_table`` writes a
table over them. Nothing here needs more than Pillow, and all of it is made in about a second.
"""

from __future__ import annotations

import csv
import io
import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

MARKUP = "<img src=x onerror=alert(1)>"
LONGEST_NAME = "n" * 246 + ".jpg"
NOT_UTF8 = b"caf\xe9.jpg"


@dataclass(frozen=True)
class Fate:
    """What must become of a file: in the collection (no reasons), or left out for one of these.

    ``size`` is (width, height) as the collection must say it, where that is worth a test.
    """

    reasons: tuple[str, ...] = ()
    size: tuple[int, int] | None = None

    @property
    def accepted(self) -> bool:
        return not self.reasons


IN = Fate()


ATTACKS = (
    '"><script>alert(1)</script>',
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "javascript:alert(4)",
    "{{ 7 * 7 }}{% raw %}",
    "]]>&<!--",
    "\u202e\u0007 turned",
    "'-alert(5)-'",
    "![x](javascript:alert(6)) [y](javascript:alert(7))",
    "$alert(8)$ :red[x] <svg onload=alert(9)>",
)
"""What each field of a record may try."""


def hostile_records(table: Path, out: Path) -> None:
    """Write a table like ``table`` in which every field but the files' names is an attack."""
    with table.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for number, row in enumerate(rows):
        for place, name in enumerate(row):
            if name != "filename":
                row[name] = f"{ATTACKS[(number + place) % len(ATTACKS)]} {number}"
    rows[0]["id"], rows[1]["id"], rows[2]["id"] = "..", "a/b?c#d", "../../id"
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def drawing(width: int = 96, height: int = 64, *, seed: int = 0) -> Image.Image:
    """A picture with something in it, another for each seed."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(image)
    hue = (60 + 37 * seed % 190, 40 + 91 * seed % 210, 30 + 53 * seed % 220)
    pen.ellipse((width // 6, height // 6, width * 2 // 3, height * 5 // 6), fill=hue)
    return image


def hostile_folder(root: Path) -> dict[str, Fate]:
    """Fill ``root`` with some thirty files; what must become of each, by path."""
    root.mkdir(parents=True, exist_ok=True)
    fates: dict[str, Fate] = {}
    for name, fate, data in _files():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data())
        fates[name] = fate
    (root / os.fsdecode(NOT_UTF8)).write_bytes(_jpeg(drawing(seed=30)))
    fates["caf\\xe9.jpg"] = Fate(("unreadable",))
    fates |= _links_and_devices(root)
    if os.geteuid() != 0:  # the superuser may read anything
        (root / "forbidden.jpg").write_bytes(_jpeg(drawing(seed=31)))
        (root / "forbidden.jpg").chmod(0)
        fates["forbidden.jpg"] = Fate(("unreadable",))
    (root / ".hidden.jpg").write_bytes(b"not even looked at")
    (root / "notes.txt").write_text("neither is this")
    return fates


def hostile_table(root: Path) -> tuple[Path, dict[str, Fate]]:
    """Fill ``root`` and write ``table.csv`` in it; what must become of each row, by id.

    The table is UTF-8 and holds markup, formulas, control characters, NUL bytes, very long
    values, and names of files that lead out of the folder.
    """
    files = hostile_folder(root)
    outside = root.parent / "outside.jpg"
    rows: list[tuple[str, str, str, str, Fate]] = [
        (f"file-{number}", name, f"File {number}", "1850", fate)
        for number, (name, fate) in enumerate(files.items())
        if "\\" not in name and "\n" not in name
    ]
    out = Fate(("outside_source",))
    gone = Fate(("missing",))
    rows += [
        ("up", "../../etc/passwd", "", "", out),
        ("up-image", "../outside.jpg", "", "", out),
        ("absolute", "/etc/passwd", "", "", out),
        ("absolute-image", str(outside), "", "", out),
        ("drive", "C:\\Windows\\win.ini", "", "", out),
        ("long-way", "a/" * 4000 + "x.jpg", "", "", Fate(("outside_source", "missing"))),
        ("file-url", "file:///etc/passwd", "", "", gone),
        ("bad-url", "http://[::1/x.jpg", "", "", gone),
        ("null-byte", "good.jpg\0.png", "", "", gone),
        ("nothing", "", "No file at all", "", gone),
        ("not-there", "not there.jpg", "", "", gone),
        ("a-folder", "folder.jpg", "", "", Fate(("not_an_image",))),
        (MARKUP, "good.jpg", f"{MARKUP}<script>alert(2)</script>", "1850", IN),
        ("../../id", "good.jpg", "An id like a path", "' OR 1=1 --", IN),
        ('say "hello"', "good.jpg", '=HYPERLINK("http://x.example")', "n.d.", IN),
        ("controls", "good.jpg", "bell\x07 escape\x1b[31m turned\u202eback nul\0", "1850", IN),
        ("long", "good.jpg", "long " * 200_000, "9" * 5000, IN),
        ("lines", "good.jpg", 'two\nlines, "quoted"', "1850\n1851", IN),
        ("file-0", "good.jpg", "An id for the second time", "", Fate(("duplicate_id",))),
    ]
    path = root / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", "filename", "title", "date", "latitude", "longitude", MARKUP])
        for identity, name, title, date, _ in rows:
            writer.writerow([identity, name, title, date, "1e999", "-1000", MARKUP])
    fates: dict[str, Fate] = {}
    for identity, _, _, _, fate in rows:
        fates.setdefault(identity, fate)
    return path, fates


def _files() -> list[tuple[str, Fate, Callable[[], bytes]]]:
    """Name, fate and contents of the plain files, in no order that matters."""
    good = _jpeg(drawing())
    damaged = Fate(("truncated", "unreadable", "not_an_image"))
    return [
        ("good.jpg", Fate(size=(96, 64)), lambda: good),
        ("copies/same bytes.jpg", Fate(size=(96, 64)), lambda: good),
        ("truncated.jpg", Fate(("truncated",)), lambda: _jpeg(_noise(300, 300))[:9000]),
        ("header only.jpg", damaged, lambda: good[:20]),
        ("empty.jpg", Fate(("empty",)), lambda: b""),
        ("text.jpg", Fate(("not_an_image",)), lambda: b"This is a sentence, not a picture.\n"),
        ("page.jpg", Fate(("not_an_image",)), lambda: b"<html><body>404 Not Found</body></html>"),
        ("document.jpg", Fate(("unsupported", "not_an_image")), lambda: b"%PDF-1.7\n%\xe2\xe3\n"),
        ("drawing.svg", Fate(("unsupported",)), lambda: _SVG),
        ("bomb.png", Fate(("too_many_pixels",)), lambda: _png(60_000, 60_000, b"")),
        ("no pixels.png", Fate((*damaged.reasons, "too_small")), lambda: _png(0, 0, b"")),
        ("one pixel.png", Fate(("too_small",)), lambda: _saved(drawing(1, 1), "PNG")),
        ("damaged.png", damaged, lambda: _png(64, 64, b"\x00" * 100)),
        ("colours wrong.png", IN, lambda: _saved(drawing(seed=1), "PNG", icc_profile=b"no")),
        ("broken profile.jpg", IN, lambda: _jpeg(drawing(seed=2), icc_profile=b"\x00" * 200)),
        ("turned.jpg", Fate(size=(64, 96)), lambda: _jpeg(drawing(seed=3), exif=_exif(6))),
        ("exif of nothing.jpg", IN, lambda: _jpeg(drawing(seed=4), exif=b"Exif\0\0garbage")),
        ("cmyk.jpg", IN, lambda: _jpeg(drawing(seed=5).convert("CMYK"))),
        ("grey.jpg", IN, lambda: _jpeg(drawing(seed=6).convert("L"))),
        ("animated.gif", IN, _animation),
        ("palette.png", IN, _palette),
        ("grey and clear.png", IN, lambda: _saved(drawing(seed=7).convert("LA"), "PNG")),
        ("black and white.tif", IN, lambda: _saved(drawing(seed=8).convert("1"), "TIFF")),
        ("sixteen bits.png", IN, lambda: _sixteen_bits(48, 40)),
        ("sixteen bits.tif", IN, lambda: _saved(_grey16(), "TIFF")),
        ("floats.tif", IN, lambda: _saved(drawing(seed=9).convert("F"), "TIFF")),
        ("lossless.webp", IN, lambda: _saved(drawing(seed=10), "WEBP", lossless=True)),
        ("really a png.jpg", IN, lambda: _saved(drawing(seed=11), "PNG")),
        ("UPPER.JPG", IN, lambda: _jpeg(drawing(seed=12))),
        ("scan0001", IN, lambda: _jpeg(drawing(seed=13))),
        (f"{MARKUP}.jpg", IN, lambda: _jpeg(drawing(seed=14))),
        ("two\nlines.jpg", IN, lambda: _jpeg(drawing(seed=15))),
        (LONGEST_NAME, IN, lambda: _jpeg(drawing(seed=16))),
        ("folder.jpg/inside.jpg", IN, lambda: _jpeg(drawing(seed=17))),
        ("très/œuvre n° 1 – été.jpg", IN, lambda: _jpeg(drawing(seed=18))),
        ("thin.png", IN, lambda: _saved(drawing(2000, 3, seed=19), "PNG")),
    ]


def _links_and_devices(root: Path) -> dict[str, Fate]:
    outside = root.parent / "outside.jpg"
    outside.write_bytes(_jpeg(drawing(seed=40)))
    (root / "link out.jpg").symlink_to(outside)
    (root / "link in.jpg").symlink_to(root / "good.jpg")
    (root / "link to nowhere.jpg").symlink_to(root / "gone.jpg")
    (root / "link to itself.jpg").symlink_to(root / "link to itself.jpg")
    (root / "folder out").symlink_to(root.parent)
    (root / "circle").symlink_to(root)
    os.mkfifo(root / "pipe.jpg")
    return {
        "link out.jpg": Fate(("outside_source",)),
        "link in.jpg": Fate(size=(96, 64)),
        "link to nowhere.jpg": Fate(("missing",)),
        "link to itself.jpg": Fate(("missing",)),
        "folder out": Fate(("outside_source",)),
        "pipe.jpg": Fate(("not_an_image",)),
    }


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def _jpeg(image: Image.Image, **options: object) -> bytes:
    return _saved(image, "JPEG", quality=90, **options)


def _noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 80).convert("RGB")


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def _grey16() -> Image.Image:
    return drawing(seed=20).convert("I").point(lambda value: value * 257).convert("I;16")


def _animation() -> bytes:
    frames = [drawing(40, 30, seed=seed).convert("P") for seed in (21, 22, 23)]
    return _saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=80)


def _palette() -> bytes:
    return _saved(drawing(seed=24).quantize(8), "PNG", transparency=0)


def _sixteen_bits(width: int, height: int) -> bytes:
    """RGB with 16 bits a channel, which Pillow reads but cannot write."""
    lines = b"".join(
        b"\0" + b"".join(struct.pack(">HHH", x * 1300, y * 1600, 40_000) for x in range(width))
        for y in range(height)
    )
    return _png(width, height, zlib.compress(lines), depth=16)


def _png(width: int, height: int, pixels: bytes, *, depth: int = 8) -> bytes:
    """A PNG file that says it has these dimensions, whatever ``pixels`` are."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


_SVG = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>
"""
