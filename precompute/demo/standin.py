"""Stand-in vectors for the demo archive: made from what was drawn, not from looking at it.

Every noun of the archive gets a direction; a document's vector is the sum of those of what it
shows, how it was made and where, with a noise of its own. The maps, themes and searches built on
them exercise the whole path; they say nothing about what a model would recognise.
"""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import numpy as np

from explorer.bundle import replacing
from precompute.demo.settings import SETTINGS
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES

DIM = 128
VECTORS = "stand-in-vectors.npy"
NAMES = "vocabulary.csv"
NAME_VECTORS = "stand-in-vocabulary.npy"

_SUBJECT, _TECHNIQUE, _SETTING, _DISTANCE, _NOISE = 1.0, 0.6, 0.35, 0.2, 0.4
_PAGES = {"text": "page of text"}  # the pages of an album that show something with a name
_FAMILY = 0.5  # what subjects of one family share, in parts of what each has of its own
_ALTERED = 0.3  # how far a reproduction lies from its original


def write_stand_ins(archive: Path) -> None:
    """Write vectors for the documents of an archive and for its vocabulary.

    Reads ``truth.csv`` and ``vocabulary.csv`` of ``archive``; writes float32 [n, 128] and
    [m, 128], unit length, in the order of those tables. The same archive gives the same vectors.
    """
    with (archive / "truth.csv").open(encoding="utf-8", newline="") as handle:
        documents = list(csv.DictReader(handle))
    vectors: dict[str, np.ndarray] = {}
    for document in documents:
        original = document["reproduction_of"]
        if original and original in vectors:
            moved = vectors[original] + _ALTERED * _direction(f"altered {document['transform']}")
            vectors[document["file"]] = (
                moved if document["kind"] != "duplicate" else vectors[original]
            )
        else:
            vectors[document["file"]] = _unit(_shown(document)) + _NOISE * _direction(
                document["like"] or document["file"]
            )
    _save(archive / VECTORS, np.stack([vectors[document["file"]] for document in documents]))
    with (archive / NAMES).open(encoding="utf-8", newline="") as handle:
        names = [row["en"] for row in csv.DictReader(handle)]
    _save(archive / NAME_VECTORS, np.stack([_noun(name) for name in names]))


def _shown(document: dict[str, str]) -> np.ndarray:
    parts = [_SUBJECT * _noun(name) for name in document["subjects"].split("|") if name]
    if document["technique"]:
        parts.append(_TECHNIQUE * _noun(document["technique"]))
    if document["setting"]:
        parts.append(_SETTING * _noun(document["setting"]))
    if document["kind"] in _PAGES:
        parts.append(_SUBJECT * _noun(_PAGES[document["kind"]]))
    parts.append(_DISTANCE * _direction(document["distance"] or document["kind"]))
    return np.asarray(np.sum(parts, axis=0))


def _noun(name: str) -> np.ndarray:
    family = _direction(f"family {_FAMILIES.get(name, name)}")
    return _unit(_direction(name) + _FAMILY * family)


_FAMILIES = (
    {subject.en: subject.family for subject in SUBJECTS.values()}
    | {
        technique.en: "photograph" if technique.photographic else "print"
        for technique in TECHNIQUES.values()
    }
    | {setting.en: "setting" for setting in SETTINGS.values()}
)


def _direction(name: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return _unit(np.random.default_rng(seed).normal(size=DIM))


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / np.linalg.norm(vector, axis=-1, keepdims=True))


def _save(path: Path, vectors: np.ndarray) -> None:
    with replacing(path) as temporary:
        np.save(temporary, _unit(vectors).astype(np.float32))
