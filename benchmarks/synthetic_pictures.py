"""Real pictures, each in several variations, for collections larger than those at hand."""

from __future__ import annotations

import hashlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from explorer.bundle import THUMB_SIZES, Bundle, BundleError, files
from precompute.colour import dominant_colour
from precompute.processes import each

VARIATIONS = ("as it is", "mirrored", "closer", "warmer", "paler, closer, mirrored")
_CLOSER = 0.62
_WARM = np.array([1.12, 1.0, 0.82], np.float32)


@dataclass(frozen=True)
class Picture:
    """One variation: its content's name, its size in pixels, ``#rrggbb``, and where its files are.

    ``paths`` has one WebP for each of ``THUMB_SIZES``.
    """

    sha: str
    width: int
    height: int
    colour: str
    paths: tuple[Path, ...]


def varied(images: Path, folder: Path, *, most: int, workers: int) -> list[list[Picture]]:
    """Up to ``most`` pictures of ``images``, each in all ``VARIATIONS``, written to ``folder``.

    ``images`` is a bundle, whose thumbnails are read, or a folder of pictures. Those of a bundle
    come in an order in which neighbours are alike. Ends the program where there are none.
    """
    paths = _of_bundle(images) or sorted(path for path in images.iterdir() if path.is_file())
    chosen = [paths[at] for at in np.unique(np.linspace(0, len(paths) - 1, most).astype(int))]
    if not chosen:
        sys.exit(f"{images} holds no pictures: give a bundle or a folder of them")
    folder.mkdir(parents=True, exist_ok=True)
    tasks = [(at, path, folder) for at, path in enumerate(chosen)]
    made = dict(each(_vary, tasks, workers=workers))
    return [made[at] for at in range(len(chosen)) if made[at]]


def _of_bundle(images: Path) -> list[Path]:
    try:
        bundle = Bundle(images)
    except BundleError:
        return []
    from precompute.umap_layout import principal  # noqa: PLC0415  (scipy takes a second)

    order = np.argsort(principal(bundle.vectors, seed=0, axes=1)[:, 0], kind="stable")
    shas = bundle.items["sha256"].to_pylist()
    paths = [bundle.thumb(sha, size=1024) for sha in dict.fromkeys(shas[row] for row in order)]
    return [path for path in paths if path.exists()]


def _vary(task: tuple[int, Path, Path]) -> tuple[int, list[Picture]]:
    at, path, folder = task
    try:
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
    except OSError:
        return at, []
    if max(picture.size) > 1024:
        picture.thumbnail((1024, 1024))
    width, height = picture.size
    left, top = width * (1 - _CLOSER) / 2, height * (1 - _CLOSER) / 2
    closer = picture.crop((round(left), round(top), round(width - left), round(height - top)))
    warm = np.asarray(picture, np.float32) * _WARM
    pale = 0.75 * np.asarray(ImageOps.mirror(closer), np.float32) + 60
    made = (
        picture,
        ImageOps.mirror(picture),
        closer,
        Image.fromarray(np.clip(warm, 0, 255).astype(np.uint8)),
        Image.fromarray(np.clip(pale, 0, 255).astype(np.uint8)),
    )
    return at, [_written(one, folder) for one in made]


def _written(picture: Image.Image, folder: Path) -> Picture:
    encoded = {}
    for size in THUMB_SIZES:
        small = picture.copy()
        small.thumbnail((size, size), Image.Resampling.BOX)
        buffer = io.BytesIO()
        small.save(buffer, "WEBP", quality=78, method=0)
        encoded[size] = buffer.getvalue()
    sha = hashlib.sha256(encoded[THUMB_SIZES[0]]).hexdigest()
    paths = tuple(folder / f"{sha}-{size}.webp" for size in THUMB_SIZES)
    for path, data in zip(paths, encoded.values(), strict=True):
        files.write_bytes(path, data)
    tiny = picture.resize((32, 32), Image.Resampling.BOX)
    return Picture(
        sha=sha,
        width=2 * picture.width,
        height=2 * picture.height,
        colour=dominant_colour(np.asarray(tiny)),
        paths=paths,
    )
