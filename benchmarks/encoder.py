"""What the demo archive's encoder finds: ``python -m benchmarks.encoder --work FOLDER``.

Draws 2,000 pictures that training never saw (other seeds, the size of an archive's documents, and
some combinations of subject and technique that no training picture has) and prints Markdown
tables: precision at 10, zero-shot accuracy, and how alike words of one meaning rank. ``--bundle``
and ``--truth`` add how well the themes of a built archive fit its true subjects.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.tables import markdown
from explorer.bundle import Bundle
from precompute.demo.drawn import Drawn, drawn
from precompute.demo.held_out import TEST
from precompute.demo.scores import agreement, scores
from precompute.demo.subjects import SUBJECTS
from precompute.models import Model, model_for
from precompute.options import BuildOptions
from precompute.progress import Progress

PAIRS = (
    ("boat", "en", "bateau", "fr"),
    ("sailing boat", "en", "voilier", "fr"),
    ("bicycle", "en", "vélo", "fr"),
    ("church", "en", "eglise", "fr"),
    ("flowers", "en", "fleurs", "fr"),
    ("train", "en", "locomotive", "fr"),
    ("engraving", "en", "gravure", "fr"),
    ("lighthouse", "en", "a photograph of a lighthouse", "en"),
)
_AMONG = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.encoder", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder to keep pictures in")
    parser.add_argument("--pictures", type=int, default=2000)
    parser.add_argument("--model", default="demo")
    parser.add_argument("--bundle", type=Path, help="a built demo archive")
    parser.add_argument("--truth", type=Path, help="its truth.csv")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args(arguments)
    model = model_for(BuildOptions(source="", out=Path(), model=given.model))
    assert model is not None
    spec = model.preprocessing.image
    assert spec is not None
    pictures = drawn(
        given.work,
        part=TEST,
        count=given.pictures,
        side=spec.size,
        workers=given.workers,
        progress=Progress(),
    )
    vectors = model.encode_pixels(pictures.pixels)
    print(_found(model, pictures, vectors))
    print()
    print(_alike(model, vectors))
    if given.bundle and given.truth:
        print()
        print(_themes(given.bundle, given.truth))
    return 0


def _found(model: Model, pictures: Drawn, vectors: np.ndarray) -> str:
    def encode(texts: Sequence[str], language: str) -> np.ndarray:
        return model.encode_text(texts, language=language)

    measured = scores(vectors, pictures.truths, encode, part=TEST)
    return markdown(
        (f"over {len(vectors):,} pictures", "questions", "English", "French"),
        [
            (score.name, f"{score.queries}", *(f"{score.figures[c]:.3f}" for c in ("en", "fr")))
            for score in measured
        ],
    )


def _alike(model: Model, vectors: np.ndarray) -> str:
    rows = []
    for one, its, other, others in (*PAIRS, *_names()):
        first = vectors @ model.encode_text([one], language=its)[0]
        second = vectors @ model.encode_text([other], language=others)[0]
        shared = set(np.argsort(-first)[:_AMONG]) & set(np.argsort(-second)[:_AMONG])
        rows.append((f"{one} / {other}", agreement(first, second), len(shared) / _AMONG))
    shown = [(name, f"{rho:.3f}", f"{part:.2f}") for name, rho, part in rows[: len(PAIRS)]]
    every = np.array([row[1:] for row in rows[len(PAIRS) :]])
    shown.append(
        (
            f"all {len(every)} subjects, mean",
            f"{every[:, 0].mean():.3f}",
            f"{every[:, 1].mean():.2f}",
        )
    )
    return markdown(("words", "rank correlation", f"shared among the first {_AMONG}"), shown)


def _names() -> list[tuple[str, str, str, str]]:
    return [(subject.en, "en", subject.fr, "fr") for subject in SUBJECTS.values()]


def _themes(folder: Path, truth: Path) -> str:
    from sklearn.metrics import adjusted_mutual_info_score  # noqa: PLC0415  (slow)

    bundle = Bundle(folder)
    with truth.open(encoding="utf-8", newline="") as handle:
        known = {row["file"]: row for row in csv.DictReader(handle)}
    rows = [known[file] for file in bundle.items.column("file").to_pylist()]
    shown = []
    for level in range(bundle.item_themes.shape[1]):
        themes = np.asarray(bundle.item_themes[:, level])
        for column in ("subjects", "technique"):
            kept = [k for k, row in enumerate(rows) if row[column] and themes[k] >= 0]
            labels = [rows[k][column].split("|")[0] for k in kept]
            score = adjusted_mutual_info_score(labels, themes[kept])
            shown.append(
                (f"{level}", f"{len(set(themes[kept]))}", column, f"{len(kept)}", f"{score:.3f}")
            )
    return markdown(
        ("level", "themes", "against the true", "items", "adjusted mutual information"), shown
    )


if __name__ == "__main__":
    sys.exit(main())
