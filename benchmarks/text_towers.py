"""Text towers of a real size with random weights, and bundles that have one.

How long a text takes to encode depends on the shape of a tower and not on its weights. The towers
are those of a real build: an open_clip ViT-B-32 with random weights embeds a few pictures, and the
build's ``model`` stage exports its text tower, compares it with torch, and makes it smaller.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.bundle import files
from explorer.bundle.preprocessing import PREPROCESSING, TEXT_TOWER
from precompute.options import BuildOptions
from precompute.pipeline import build_bundle
from precompute.progress import Progress
from precompute.stages import STAGES

NAME = "ViT-B-32"
PRECISIONS = ("float32", "int8")
_PICTURES = 10  # so few that "the ten best" says nothing: the cosine decides


def text_towers(folder: Path) -> dict[str, Path]:
    """The ``model`` folder for each of ``PRECISIONS``, below ``folder``; made if it is not there.

    Raises ``RuntimeError`` when the 8-bit tower does not pass the build's own test.
    """
    found = {precision: folder / precision for precision in PRECISIONS}
    if not all((path / PREPROCESSING).exists() for path in found.values()):
        with tempfile.TemporaryDirectory() as temporary:
            _make(found, Path(temporary))
    return found


def with_tower(bundle: Path, tower: Path, *, out: Path) -> Path:
    """``bundle`` again at ``out``, by links, with the towers of the folder ``tower``."""
    shutil.rmtree(out, ignore_errors=True)
    for path in (path for path in bundle.rglob("*") if path.is_file()):
        if path.name != files.MANIFEST:
            files.link_or_copy(path, out / path.relative_to(bundle))
    for path in tower.iterdir():
        files.link_or_copy(path, out / files.MODEL / path.name)
    told = json.loads((bundle / files.MANIFEST).read_text(encoding="utf-8"))
    told["model"]["text_tower"] = True
    told["stages"].append({"name": "model", "fingerprint": f"{NAME} {tower.name}"})
    files.write_bytes(out / files.MANIFEST, json.dumps(told).encode())
    return out


def _make(found: dict[str, Path], temporary: Path) -> None:
    import open_clip  # noqa: PLC0415  (takes seconds)
    import torch  # noqa: PLC0415  (takes seconds)
    from safetensors.torch import save_file  # noqa: PLC0415

    torch.manual_seed(0)
    network = open_clip.create_model(NAME, pretrained=None)
    weights = temporary / "random.safetensors"
    save_file({key: value.contiguous() for key, value in network.state_dict().items()}, weights)
    random = np.random.default_rng(0)
    pictures = temporary / "pictures"
    pictures.mkdir()
    for number in range(_PICTURES):
        pixels = random.integers(0, 256, (8, 8, 3), np.uint8)
        Image.fromarray(pixels).resize((320, 240)).save(pictures / f"{number}.png")
    for precision, folder in found.items():
        options = BuildOptions(
            source=str(pictures),
            out=temporary / precision,
            model=NAME,
            weights=str(weights),
            device="cpu",
            workers=1,
            layouts=("map",),
            int8_text=precision == "int8",
        )
        build_bundle(options, STAGES, Progress(quiet=True))
        made = temporary / precision / files.MODEL
        used = json.loads((made / PREPROCESSING).read_text(encoding="utf-8"))["text"]["precision"]
        if used != precision:
            raise RuntimeError(f"the {precision} tower was not good enough")
        folder.mkdir(parents=True, exist_ok=True)
        for path in made.iterdir():
            if path.name.startswith(TEXT_TOWER) or path.suffix == ".json":
                shutil.copy(path, folder / path.name)
