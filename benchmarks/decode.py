"""Ways of decoding compared: how many pictures a second, and how true to the model's own.

``python -m benchmarks.decode FOLDER`` prints Markdown tables. Each way gives the model's pixels
(``--size`` px a side) of the same JPEG files, in one process; they are compared with those of the
reference preprocessing (Pillow, whole picture, bicubic), as pixels and as vectors. Without
``--weights`` the vectors are those of a ViT-B-32 with random weights, which likes all pictures
better than a trained one does: the row "another picture" tells what a cosine is worth.
``--megapixels 6`` enlarges the pictures first, to what a camera gives.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import open_clip
import torch
from PIL import Image

from explorer.bundle import ImageInput, image_input, image_pixels
from precompute import decode as decoding
from precompute.colour import dominant_colour
from precompute.decode import Wanted, decode
from precompute.reading import read_picture

MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
Way = Callable[[Path, ImageInput], np.ndarray]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every way on the pictures of a folder and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder with JPEG files")
    parser.add_argument("--count", type=int, default=200, help="pictures to measure")
    parser.add_argument("--size", type=int, default=224, help="side of the model's input")
    parser.add_argument("--megapixels", type=float, help="enlarge the pictures to this first")
    parser.add_argument("--model", default="ViT-B-32", help="an open_clip name")
    parser.add_argument("--weights", default="", help="a pretrained tag or a file")
    given = parser.parse_args(arguments)
    torch.manual_seed(0)
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory(prefix="cimaise-bench-") as temporary:
        paths = _pictures(given.folder, given.count)
        if given.megapixels:
            paths = [_enlarged(path, given.megapixels, Path(temporary)) for path in paths]
        spec = ImageInput(size=given.size, mean=MEAN, std=STD)
        network = open_clip.create_model(given.model, given.weights or None).eval()
        sizes = np.array([Image.open(path).size for path in paths])
        print(f"{len(paths)} JPEG of {sizes.prod(axis=1).mean() / 1e6:.2f} megapixels, one process")
        print(f"{given.model} {given.weights or 'with random weights'}\n")
        print(compare(paths, spec, network))
        print(parts(paths, spec))


@dataclass(frozen=True)
class Found:
    """What one way gave: uint8 [n, S, S, 3], and its processor seconds a picture."""

    pixels: np.ndarray
    seconds: float


def compare(paths: list[Path], spec: ImageInput, network: torch.nn.Module) -> str:
    """The table of ways."""
    found = {name: _measured(way, paths, spec) for name, way in WAYS.items()}
    reference = found["Pillow, whole"]
    wanted = _vectors(network, reference.pixels, spec)
    lines = [
        "| way | img/s | ratio | pixels: mean error | cosine: mean | cosine: least |",
        "|---|---|---|---|---|---|",
    ]
    for name, way in found.items():
        error = np.abs(way.pixels.astype(float) - reference.pixels).mean()
        cosine = (_vectors(network, way.pixels, spec) * wanted).sum(axis=1)
        lines.append(
            f"| {name} | {1 / way.seconds:.0f} | {reference.seconds / way.seconds:.2f} | "
            f"{error:.2f} | {cosine.mean():.5f} | {cosine.min():.5f} |"
        )
    others = (wanted * np.roll(wanted, 1, axis=0)).sum(axis=1)
    error = np.abs(reference.pixels.astype(float) - np.roll(reference.pixels, 1, axis=0)).mean()
    lines.append(
        f"| another picture | | | {error:.2f} | {others.mean():.5f} | {others.min():.5f} |"
    )
    return "\n".join(lines) + "\n"


def parts(paths: list[Path], spec: ImageInput) -> str:
    """Where the time of a picture goes in the stage ``thumbnails``, in milliseconds."""
    spent = dict.fromkeys(("read", "scale", "WebP 1024", "WebP 256", "colour", "model"), 0.0)

    def timed(name: str, work: Callable[[], object]) -> object:
        began = time.process_time()
        result = work()
        spent[name] += time.process_time() - began
        return result

    wanted = Wanted(max_pixels=10**9, model_input=spec)
    whole = 0.0
    for path in paths:
        began = time.process_time()
        decode(path, wanted)
        whole += time.process_time() - began
        rgb = timed("read", lambda path=path: _read(path, wanted))
        large = timed("scale", lambda rgb=rgb: decoding._within(rgb, 1024))
        small = timed("scale", lambda large=large: decoding._within(large, 256))
        timed("WebP 1024", lambda large=large: decoding._webp(large))
        timed("WebP 256", lambda small=small: decoding._webp(small))
        tiny = decoding._within(small, 32)
        timed("colour", lambda tiny=tiny: dominant_colour(np.asarray(tiny)))
        timed("model", lambda rgb=rgb: image_pixels(rgb, spec))
    count = len(paths)
    rows = [f"| {name} | {1000 * seconds / count:.1f} |" for name, seconds in spent.items()]
    rows.append(f"| all, in one call | {1000 * whole / count:.1f} ({count / whole:.0f} img/s) |")
    return "\n".join(["| part | ms a picture |", "|---|---|", *rows]) + "\n"


def _measured(way: Way, paths: list[Path], spec: ImageInput) -> Found:
    way(paths[0], spec)
    best, pixels = float("inf"), np.empty(0)
    for _ in range(3):
        began = time.process_time()
        pixels = np.stack([way(path, spec) for path in paths])
        best = min(best, time.process_time() - began)
    print(".", end="", file=sys.stderr, flush=True)
    return Found(pixels, best / len(paths))


def _pillow_whole(path: Path, spec: ImageInput) -> np.ndarray:
    with Image.open(path) as image:
        return image_pixels(image.convert("RGB"), spec)


def _pillow_draft(path: Path, spec: ImageInput) -> np.ndarray:
    with Image.open(path) as image:
        scale = spec.size / min(image.size)
        image.draft("RGB", (int(image.width * scale) + 1, int(image.height * scale) + 1))
        return image_pixels(image.convert("RGB"), spec)


def _opencv(path: Path, spec: ImageInput) -> np.ndarray:
    data = np.frombuffer(path.read_bytes(), np.uint8)
    with Image.open(io.BytesIO(data.tobytes())) as image:
        short = min(image.size)
    flags = {
        8: cv2.IMREAD_REDUCED_COLOR_8,
        4: cv2.IMREAD_REDUCED_COLOR_4,
        2: cv2.IMREAD_REDUCED_COLOR_2,
        1: cv2.IMREAD_COLOR,
    }
    factor = next(factor for factor in flags if short // factor >= spec.size or factor == 1)
    pixels = cv2.cvtColor(cv2.imdecode(data, flags[factor]), cv2.COLOR_BGR2RGB)
    height, width = pixels.shape[:2]
    scale = spec.size / min(width, height)
    target = max(spec.size, int(width * scale)), max(spec.size, int(height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(pixels, target, interpolation=way)
    return image_pixels(Image.fromarray(scaled), spec)


def _libvips(path: Path, spec: ImageInput) -> np.ndarray:
    import pyvips  # noqa: PLC0415  (only where it is installed)

    with Image.open(path) as image:
        scale = spec.size / min(image.size)
        target = max(spec.size, int(image.width * scale)), max(spec.size, int(image.height * scale))
    scaled = pyvips.Image.thumbnail(str(path), target[0], height=target[1], size="force")
    return image_pixels(Image.fromarray(scaled.numpy()[:, :, :3]), spec)


def _ours(path: Path, spec: ImageInput) -> np.ndarray:
    return image_pixels(_read(path, Wanted(max_pixels=10**9, model_input=spec)), spec)


def _read(path: Path, wanted: Wanted) -> Image.Image:
    return read_picture(
        path, max_pixels=wanted.max_pixels, least=lambda size: decoding._least(size, wanted)
    ).rgb


WAYS: dict[str, Way] = {
    "Pillow, whole": _pillow_whole,
    "Pillow, draft": _pillow_draft,
    "OpenCV, reduced": _opencv,
    "ours (also serves 1024 px)": _ours,
}
try:
    import pyvips  # noqa: F401

    WAYS["libvips, thumbnail"] = _libvips
except (ImportError, OSError):
    pass


def _vectors(network: torch.nn.Module, pixels: np.ndarray, spec: ImageInput) -> np.ndarray:
    parts_ = []
    with torch.inference_mode():
        for start in range(0, len(pixels), 32):
            batch = torch.from_numpy(image_input(pixels[start : start + 32], spec))
            parts_.append(network.encode_image(batch, normalize=True).numpy())
    return np.concatenate(parts_)


def _pictures(folder: Path, count: int) -> list[Path]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    paths = [path for path in paths if Image.open(path).mode == "RGB"][:count]
    if len(paths) < 2:
        raise SystemExit(f"{folder} holds no JPEG files in colour")
    return paths


def _enlarged(path: Path, megapixels: float, folder: Path) -> Path:
    with Image.open(path) as image:
        scale = (megapixels * 1e6 / (image.width * image.height)) ** 0.5
        size = round(image.width * scale), round(image.height * scale)
        target = folder / path.name
        image.resize(size, Image.Resampling.BICUBIC).save(target, quality=90)
    return target


if __name__ == "__main__":
    main()
