"""The archive on disk: pictures, ``metadata.csv``, ``truth.csv`` and ``vocabulary.csv``."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from dataclasses import astuple
from pathlib import Path

import numpy as np

from precompute.demo.albums import album_page
from precompute.demo.paper import Rgb
from precompute.demo.plan import Document, plan
from precompute.demo.records import COLUMNS
from precompute.demo.reproductions import reproduced
from precompute.demo.sampling import as_image, draw
from precompute.demo.settings import SETTINGS
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES
from precompute.demo.terms import wider_names
from precompute.processes import each
from precompute.progress import Progress

DRAWING = 2
"""Raised whenever pictures would come out otherwise: an archive drawn before is drawn again."""

NAMES = "vocabulary.csv"
"""The file of ``vocabulary``: columns ``en,fr``."""

TRUTH_COLUMNS = (
    "file",
    "subjects",
    "technique",
    "setting",
    "distance",
    "kind",
    "reproduction_of",
    "transform",
    "like",
)
_MARK = "drawing.json"
_MANY = 24  # documents a process draws before it tells


def draw_archive(
    folder: Path,
    *,
    size: int = 2000,
    seed: int = 0,
    scale: float = 1.0,
    workers: int,
    progress: Progress,
) -> Path:
    """Draw the archive of a seed into ``folder`` and return it; what is already there is kept.

    Writes ``images/*.jpg`` (longest side of the picture 560 to 800 px), ``metadata.csv``,
    ``truth.csv`` and ``vocabulary.csv``, each under its name only once complete, so an interrupted
    run can be continued. The same size, seed and ``scale`` (of the pictures' sides, above 0.45:
    smaller ones are drawn sooner) give the same files. A folder drawn with another of these, or by
    another version of the drawings, is drawn again. Raises ValueError for a size below 24, OSError
    when the folder cannot be written.
    """
    documents = plan(size, seed)
    images = folder / "images"
    scaled = {} if scale == 1.0 else {"scale": scale}
    mark = json.dumps({"drawing": DRAWING, "size": size, "seed": seed, **scaled})
    marked = folder / _MARK
    if not marked.is_file() or marked.read_text("utf-8") != mark:
        for name in ("metadata.csv", "truth.csv", NAMES, _MARK):
            (folder / name).unlink(missing_ok=True)
        if images.is_dir() and _ours(images):
            shutil.rmtree(images)
        images.mkdir(parents=True, exist_ok=True)
        _write(marked, mark.encode())
    images.mkdir(parents=True, exist_ok=True)
    wanted = [d for d in documents if d.kind != "duplicate" and not (folder / d.file).is_file()]
    if wanted:
        _draw_all(folder, wanted, documents, seed, scale=scale, workers=workers, progress=progress)
    for one in documents:
        if one.kind == "duplicate" and not (folder / one.file).is_file():
            original = folder / documents[one.source].file
            _write(folder / one.file, original.read_bytes())
    _write(folder / "metadata.csv", _csv(COLUMNS, [astuple(d.record) for d in documents]))
    _write(folder / "truth.csv", _csv(TRUTH_COLUMNS, [_truth(d, documents) for d in documents]))
    _write(folder / NAMES, _csv(("en", "fr"), vocabulary()))
    return folder


def vocabulary() -> list[tuple[str, str]]:
    """Names (English, French) of all that is pictured: subjects, techniques, settings, kinds."""
    tables = (SUBJECTS, TECHNIQUES, SETTINGS)
    named = [(entry.en, entry.fr) for table in tables for entry in table.values()]
    return list(dict.fromkeys((*named, *wider_names())))


def picture(one: Document, documents: list[Document], seed: int, *, scale: float = 1.0) -> Rgb:
    """Draw a document of a plan, float32 RGB [height, width, 3]."""
    rng = np.random.default_rng((seed, 5, one.number))
    longest = round(scale * int(rng.integers(560, 801)))
    if one.album >= 0:
        seeds = (seed, 6, one.number)
        return album_page(one.kind, one.album, one.order, seeds, longest=round(scale * 760))
    assert one.truth is not None
    assert one.made is not None
    if one.kind == "reproduction":
        original = documents[one.source]
        caption = f"{original.record.title_fr or 'Vue'}."
        page = picture(original, documents, seed, scale=scale)
        return reproduced(page, one.transform, caption, rng)
    if one.kind == "lookalike":
        original = documents[one.source]
        own = np.random.default_rng((seed, 5, original.number))
        size = round(scale * int(own.integers(560, 801)))
        return draw(
            one.truth,
            (seed, 4, original.number),
            longest=size,
            label=one.made.label(one.number),
            again=one.number,
        )
    return draw(one.truth, (seed, 4, one.number), longest=longest, label=one.made.label(one.number))


def _draw_all(
    folder: Path,
    wanted: list[Document],
    documents: list[Document],
    seed: int,
    *,
    scale: float,
    workers: int,
    progress: Progress,
) -> None:
    tasks = []
    for start in range(0, len(wanted), _MANY):
        part = wanted[start : start + _MANY]
        need = sorted({n for d in part for n in (d.number, d.source) if n >= 0})
        tasks.append((folder, part, {n: documents[n] for n in need}, seed, scale))
    bar = progress.bar(len(wanted), "drawing")
    for count in each(_draw_some, tasks, workers=workers):
        bar.update(count)
    bar.close()


def _draw_some(task: tuple[Path, list[Document], dict[int, Document], int, float]) -> int:
    folder, part, known, seed, scale = task
    for one in part:
        page = picture(one, known, seed, scale=scale)  # type: ignore[arg-type]  # looked up by number
        quality = 82 - one.number % 9
        held = io.BytesIO()
        as_image(page).save(held, "JPEG", quality=quality, optimize=False)
        _write(folder / one.file, held.getvalue())
    return len(part)


def _truth(one: Document, documents: list[Document]) -> tuple[str, ...]:
    of = documents[one.source].file if one.source >= 0 else ""
    planted = one.kind in ("reproduction", "duplicate")
    if one.truth is None:
        return (one.file, "", "", "", "", one.kind, "", "", "")
    setting = SETTINGS[one.truth.setting].en if one.truth.setting else ""
    return (
        one.file,
        "|".join(SUBJECTS[key].en for key in one.truth.subjects),
        TECHNIQUES[one.truth.technique].en,
        setting,
        "near" if one.truth.near else "far",
        one.kind,
        of if planted else "",
        one.transform or ("duplicate" if one.kind == "duplicate" else ""),
        of if one.kind == "lookalike" else "",
    )


def _csv(header: tuple[str, ...], rows: list[tuple[str, ...]] | list[tuple[str, str]]) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return held.getvalue().encode()


def _write(path: Path, content: bytes) -> None:
    """Write beside, then rename: a file is there whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.write_bytes(content)
    os.replace(beside, path)


def _ours(images: Path) -> bool:
    """Whether nothing but pictures of an archive is in a folder, which may then be emptied."""
    return all(path.name.lstrip(".").startswith("ac-") for path in images.iterdir())
