"""Pictures made to come back: cropped, recoloured, askew, in a newspaper, mirrored, reprinted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from explorer.geometry import decoded
from precompute.demo.paper import sheet
from precompute.demo.reproductions import newspaper, recoloured, tilted
from precompute.processes import each

Pixels = np.ndarray
Making = Callable[[Pixels, np.random.Generator], Pixels]


def _crop(share: float) -> Making:
    def make(pixels: Pixels, rng: np.random.Generator) -> Pixels:
        height, width = pixels.shape[:2]
        stretch = float(np.exp(rng.uniform(-0.15, 0.15)))
        h = min(height, round(height * np.sqrt(share) * stretch))
        w = min(width, round(width * share * height / h))
        y, x = int(rng.integers(0, height - h + 1)), int(rng.integers(0, width - w + 1))
        return pixels[y : y + h, x : x + w]

    return make


def _drawn(transform: Callable[..., Pixels]) -> Making:
    def make(pixels: Pixels, rng: np.random.Generator) -> Pixels:
        page = np.ascontiguousarray(pixels, np.float32) / 255
        return np.asarray(np.clip(transform(page, "Vue.", rng), 0, 1) * 255, np.uint8)

    return make


def _smaller(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    scale = float(rng.uniform(0.4, 0.6))
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _coded(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 22])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))


def _reprinted(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    height, width = pixels.shape[:2]
    paper = sheet(height, width, rng, age=float(rng.uniform(0.2, 0.9)))
    white = max(float(np.percentile(pixels[::4, ::4], 98)), 1.0)
    ink = np.clip(pixels.astype(np.float32) / white, 0, 1)
    return np.asarray(np.clip(paper * ink, 0, 1) * 255, np.uint8)


FULL: dict[str, Making] = {
    "resized": _smaller,
    "JPEG 22": _coded,
    "recoloured": _drawn(recoloured),
    "tilted": _drawn(tilted),
    "mirrored": lambda pixels, rng: pixels[:, ::-1],
    "turned": lambda pixels, rng: np.rot90(pixels, int(rng.integers(1, 4))),
    "on another sheet": _reprinted,
}
"""Ways to come back whole, by name: functions of pixels uint8 [h, w, 3]."""

CROPS: dict[str, Making] = {f"{100 * s:.0f} % of area": _crop(s) for s in (0.75, 0.5, 0.25)}
PAGE: dict[str, Making] = {"halftone in a page": _drawn(newspaper)}
WAYS: dict[str, Making] = FULL | CROPS | PAGE


@dataclass(frozen=True)
class Made:
    """A picture that comes back: file ``name``, the file it was made from, and how."""

    name: str
    source: str
    way: str


def made(
    images: Path, folder: Path, *, count: int, most: int, seed: int, workers: int
) -> list[Made]:
    """Copies of up to ``most`` pictures of a folder in ``folder``, and ``count`` of them again.

    Each of the ``count`` comes back in every one of ``WAYS``.
    """
    found = sorted(path for path in images.rglob("*") if path.is_file())
    rng = np.random.default_rng(seed)
    kept = [found[at] for at in np.sort(rng.permutation(len(found))[:most])]
    folder.mkdir(parents=True, exist_ok=True)
    for path in kept:
        (folder / path.name).write_bytes(path.read_bytes())
    chosen = [kept[at] for at in rng.permutation(len(kept))[:count]]
    tasks = [(path, folder, seed + at) for at, path in enumerate(chosen)]
    return sorted((one for some in each(_make, tasks, workers=workers) for one in some), key=_name)


def _name(one: Made) -> str:
    return one.name


def _make(task: tuple[Path, Path, int]) -> list[Made]:
    path, folder, seed = task
    cv2.setNumThreads(1)
    pixels = decoded(path)
    if pixels is None or min(pixels.shape[:2]) < 64:
        return []
    side = max(pixels.shape[:2])
    if side > 1024:
        pixels = cv2.resize(
            pixels, None, fx=1024 / side, fy=1024 / side, interpolation=cv2.INTER_AREA
        )
    out = []
    for number, (way, make) in enumerate(WAYS.items()):
        again = np.ascontiguousarray(make(pixels, np.random.default_rng((seed, number))))
        name = f"again-{path.stem}-{number}.jpg"
        coded = cv2.imencode(".jpg", again[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
        (folder / name).write_bytes(coded.tobytes())
        out.append(Made(name, path.name, way))
    return out
