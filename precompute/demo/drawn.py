"""Pictures drawn to learn from: kept in files, so that an interrupted run goes on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.bundle import replacing
from precompute.demo.held_out import TEST, TRAINING, is_held_out, wanted
from precompute.demo.sampling import Truth, as_image, choose, draw
from precompute.processes import each
from precompute.progress import Progress

_MANY = 200  # pictures in a file
_LARGE = 0.1  # the part that is drawn as large as an archive's documents are


@dataclass(frozen=True)
class Drawn:
    """uint8 [n, side, side, 3], proportions lost, and what each shows."""

    pixels: np.ndarray
    truths: tuple[Truth, ...]


def drawn(
    folder: Path, *, part: int, count: int, side: int, workers: int, progress: Progress
) -> Drawn:
    """Draw ``count`` pictures of a ``part`` (see ``held_out``), or take those already there.

    Pictures of one part never appear in another, and those of ``TRAINING`` have no combination
    that is held out. Files lie in ``folder``, each complete or absent. The same arguments give
    the same pictures. Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tasks = [
        (folder / f"{part}-{side}-{start:06d}.npz", part, start, min(_MANY, count - start), side)
        for start in range(0, count, _MANY)
    ]
    missing = [task for task in tasks if not _has(task[0], task[3])]
    bar = progress.bar(sum(task[3] for task in missing), "drawing")
    for done in each(_draw_some, missing, workers=workers):
        bar.update(done)
    bar.close()
    pixels = np.empty((count, side, side, 3), np.uint8)
    truths: list[Truth] = []
    for path, _, start, many, _ in tasks:
        with np.load(path) as held:
            pixels[start : start + many] = held["pixels"][:many]
            truths += [_read(line) for line in held["truths"][:many]]
    return Drawn(pixels, tuple(truths))


def chosen(part: int, number: int) -> tuple[tuple[int, int, int], Truth]:
    """Seed and truth of picture ``number`` of a part.

    In ``TRAINING``, seeds that choose a combination that is held out are passed over.
    """
    asked = wanted(part, number)
    tries = 0
    while True:
        seed = (part, number, tries)
        truth = choose(
            np.random.default_rng((*seed, 1)),
            subjects=asked[:1] if asked else (),
            technique=asked[1] if asked else "",
        )
        if part != TRAINING or not is_held_out(truth):
            return seed, truth
        tries += 1


def picture(part: int, number: int, *, side: int) -> tuple[np.ndarray, Truth]:
    """uint8 [side, side, 3] of picture ``number`` of a part, and its truth."""
    seed, truth = chosen(part, number)
    rng = np.random.default_rng((*seed, 3))
    large = part == TEST or rng.random() < _LARGE
    longest = int(rng.integers(560, 800) if large else rng.integers(240, 330))
    return small(as_image(draw(truth, (*seed, 2), longest=longest)), side=side), truth


def small(image: Image.Image, *, side: int) -> np.ndarray:
    """uint8 [side, side, 3] of a picture, proportions lost."""
    return np.asarray(image.resize((side, side), Image.Resampling.BICUBIC, reducing_gap=3.0))


def _draw_some(task: tuple[Path, int, int, int, int]) -> int:
    path, part, start, many, side = task
    found = [picture(part, number, side=side) for number in range(start, start + many)]
    pixels = np.stack([pixels for pixels, _ in found])
    truths = np.array([_written(truth) for _, truth in found])
    with replacing(path) as temporary, temporary.open("wb") as handle:
        np.savez(handle, pixels=pixels, truths=truths)
    return many


def _has(path: Path, many: int) -> bool:
    if not path.is_file():
        return False
    with np.load(path) as held:
        return len(held["truths"]) >= many


def _written(truth: Truth) -> str:
    return "\t".join(
        ("|".join(truth.subjects), truth.technique, truth.setting, "near" if truth.near else "far")
    )


def _read(line: str) -> Truth:
    subjects, technique, setting, distance = str(line).split("\t")
    return Truth(tuple(subjects.split("|")), technique, setting, distance == "near")
