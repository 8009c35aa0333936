"""How fast pictures become vectors, and where the time goes.

``python -m benchmarks.embed FOLDER`` prints a Markdown table. The stages ``thumbnails`` and
``embed`` run as in a build, each file decoded once; ``decode`` adds up the processes, ``wait`` is
how long the model stood still for them, ``model`` how long it worked. Without ``--weights`` the
model is a ViT-B-32 with random weights: the speed does not depend on them.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import open_clip
import torch
from safetensors.torch import save_file

from explorer.bundle import StageRecord, WorkFolder
from precompute.options import BuildOptions
from precompute.pipeline import Build, fingerprint
from precompute.progress import Progress
from precompute.stages import embed, items, sources, thumbnails

STAGES = (sources.STAGE, thumbnails.STAGE, items.STAGE, embed.STAGE)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure with each number of processes and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder of pictures")
    parser.add_argument("--model", default="ViT-B-32", help="an open_clip name, or a preset")
    parser.add_argument("--weights", default="", help="a pretrained tag or a file")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--workers", type=int, nargs="+", default=sorted({1, os.cpu_count() or 1}))
    given = parser.parse_args(arguments)
    print("| workers | images | img/s | wall s | decode s | wait s | model s | speed-up |")
    print("|---|---|---|---|---|---|---|---|")
    first = 0.0
    with tempfile.TemporaryDirectory(prefix="cimaise-bench-") as temporary:
        weights = given.weights or _random_weights(given.model, Path(temporary))
        for workers in given.workers:
            options = BuildOptions(
                source=str(given.folder),
                out=Path(temporary) / f"out{workers}",
                model=given.model,
                weights=weights,
                device=given.device,
                batch_size=given.batch_size,
                workers=workers,
            )
            wall, speed = measure(options)
            rate = speed["images"] / wall
            first = first or rate
            print(
                f"| {workers} | {speed['images']} | {rate:.1f} | {wall:.1f} | "
                f"{speed['decode']:.1f} | {speed['wait']:.1f} | {speed['model']:.1f} | "
                f"{rate / first:.2f} |"
            )


def measure(options: BuildOptions) -> tuple[float, dict[str, float]]:
    """Seconds from the first file to the last vector, and the facts of the stage ``embed``."""
    work = WorkFolder(options.out)
    work.open()
    build = Build(options, work, Progress(quiet=True))
    if build.model is None:
        raise SystemExit("no model")
    _ = build.model.info  # loading the weights is no part of it
    began = time.monotonic()
    for stage in STAGES:
        output = stage.run(build)
        build.records[stage.name] = StageRecord(
            name=stage.name,
            fingerprint=fingerprint(stage, build),
            files=output.files,
            facts=output.facts,
        )
    return time.monotonic() - began, build.facts("embed")["speed"]


def _random_weights(name: str, folder: Path) -> str:
    torch.manual_seed(0)
    state = open_clip.create_model(name).state_dict()
    path = folder / "random.safetensors"
    save_file({key: value.contiguous() for key, value in state.items()}, path)
    return str(path)


if __name__ == "__main__":
    main()
