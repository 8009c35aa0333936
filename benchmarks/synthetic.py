"""Synthetic bundles of any size, to measure serving: real files, made-up vectors and records.

Vectors are drawn around centres whose sizes follow a power law, as collections have: neighbours
are neither uniform noise nor repeated points. Thumbnails, layouts and sheets are not made: these
bundles are for searching, and open like any other.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.bundle import (
    ITEM_SCHEMA,
    THEME_SCHEMA,
    Counts,
    Manifest,
    ModelInfo,
    StageRecord,
    WorkFolder,
    files,
)
from explorer.bundle.words import write_words
from precompute.faiss_index import fill, measure_recall, plan_index, trained_index
from precompute.stages.words import word_items

DIM = 512
_BLOCK = 65_536
_CENTRES = 4096
_K = 32

NOUNS = (
    "vase",
    "coin",
    "earring",
    "horse",
    "clock",
    "portrait",
    "landscape",
    "ship",
    "bridge",
    "church",
    "tower",
    "garden",
    "angel",
)
WORDS = (
    "study",
    "sketch",
    "view",
    "scene",
    "figure",
    "head",
    "standing",
    "seated",
    "old",
    "young",
    "great",
    "small",
    "north",
)
PLACES = (
    "Orléans",
    "Nîmes",
    "Paris",
    "Lyon",
    "Kyoto",
    "Boston",
    "Cairo",
    "Lima",
    "Prague",
    "Delft",
    "Bruges",
    "Siena",
)


@dataclass(frozen=True)
class Made:
    """A bundle that was made, and how long its parts took, in seconds."""

    folder: Path
    seconds: dict[str, float]


def make(folder: Path, *, n: int, seed: int = 0) -> Made:
    """A bundle of ``n`` items at ``folder``, or the one that is there already."""
    seconds: dict[str, float] = {}
    if (folder / files.MANIFEST).exists():
        return Made(folder, seconds)
    work = WorkFolder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work.discard()
    work.open()

    began = time.perf_counter()
    centres = _centres(seed)
    _write_vectors(work, centres, n=n, seed=seed)
    vectors = np.load(work.path(files.VECTORS), mmap_mode="r")
    seconds["vectors"] = time.perf_counter() - began

    began = time.perf_counter()
    plan = plan_index(n, DIM)
    index = trained_index(vectors, plan, seed=seed)
    for _ in fill(index, vectors):
        pass
    with work.replacing(files.INDEX) as path:
        faiss.write_index(index, str(path))
    quality = measure_recall(index, vectors, k=100, seed=seed, queries=100)
    seconds["index"] = time.perf_counter() - began

    began = time.perf_counter()
    with work.replacing(files.ITEMS) as path:
        rng = np.random.default_rng(seed)
        with pq.ParquetWriter(path, ITEM_SCHEMA, compression="zstd") as writer:
            for start in range(0, n, _BLOCK):
                writer.write_table(_items(rng, start, min(_BLOCK, n - start)))
    seconds["items"] = time.perf_counter() - began

    began = time.perf_counter()
    with work.replacing(files.WORDS) as path:
        table = pq.ParquetFile(work.path(files.ITEMS))
        batches = table.iter_batches(batch_size=4096)
        write_words(path, columns=ITEM_SCHEMA.names, items=word_items(batches))
    seconds["words"] = time.perf_counter() - began

    # Neighbours are not what is measured: the rows that follow stand for them.
    rows = (np.arange(n)[:, None] + np.arange(1, _K + 1)) % n
    work.write_array(files.NEIGHBOURS, rows.astype(np.int32))
    work.write_array(files.NEIGHBOUR_SCORES, np.full((n, _K), 0.5, np.float16))
    work.write_array(files.ITEM_THEMES, np.full((n, 0), -1, np.int32))
    work.write_table(files.THEMES, THEME_SCHEMA.empty_table())
    _write_vocabulary(work, centres, vectors, seed=seed)

    names = (
        files.VECTORS,
        files.INDEX,
        files.ITEMS,
        files.WORDS,
        files.NEIGHBOURS,
        files.NEIGHBOUR_SCORES,
        files.ITEM_THEMES,
        files.THEMES,
        files.VOCABULARY,
    )
    record = StageRecord(name="synthetic", fingerprint=str(seed), files=names)
    work.finish(record)
    facts = {"factory": plan.factory, "nprobe": quality.nprobe, "recall_at_100": quality.recall}
    work.publish(
        Manifest(
            name=folder.name,
            model=ModelInfo(name="synthetic", dim=DIM),
            counts=Counts(items=n),
            stages=(record,),
            index=facts,
        )
    )
    return Made(folder, seconds)


def queries(folder: Path, *, count: int, seed: int) -> np.ndarray:
    """float32 [count, DIM]: texts that lie near images of a bundle, at a model's usual distance."""
    rng = np.random.default_rng(seed + 1)
    vectors = np.load(folder / files.VECTORS, mmap_mode="r")
    rows = np.sort(rng.integers(0, len(vectors), count))
    return _unit(vectors[rows].astype(np.float32) + _unit(rng.normal(size=(count, DIM))))


def _centres(seed: int) -> np.ndarray:
    return _unit(np.random.default_rng(seed).normal(size=(_CENTRES, DIM)))


def _write_vectors(work: WorkFolder, centres: np.ndarray, *, n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = 1.0 / np.arange(1, _CENTRES + 1) ** 0.7
    with work.replacing(files.VECTORS) as path:
        array = np.lib.format.open_memmap(path, "w+", np.float16, (n, DIM))
        for start in range(0, n, _BLOCK):
            size = min(_BLOCK, n - start)
            chosen = rng.choice(_CENTRES, size, p=weights / weights.sum())
            noise = rng.standard_normal((size, DIM), dtype=np.float32) / np.sqrt(DIM)
            array[start : start + size] = _unit(centres[chosen] + 1.2 * noise)
        array.flush()


def _write_vocabulary(
    work: WorkFolder, centres: np.ndarray, vectors: np.ndarray, *, seed: int
) -> None:
    rng = np.random.default_rng(seed + 2)
    names = [*NOUNS, *(f"thing {number}" for number in range(1000))]
    words = _unit(centres[: len(names)] + _unit(rng.normal(size=(len(names), DIM))))
    rows = np.unique(np.linspace(0, len(vectors) - 1, 20_000).astype(int))
    likeness = vectors[rows].astype(np.float32) @ words.T
    with work.replacing(files.VOCABULARY) as path, path.open("wb") as handle:
        np.savez(
            handle,
            names_en=np.array(names),
            vectors=words.astype(np.float16),
            mean=likeness.mean(axis=0),
            deviation=likeness.std(axis=0),
        )


def _items(rng: np.random.Generator, start: int, size: int) -> pa.Table:
    rows = range(start, start + size)
    nouns, words = np.array(NOUNS), np.array(WORDS)
    noun, other = rng.choice(nouns, size), rng.choice(words, (size, 4))
    place = rng.choice(PLACES, size)
    year = rng.integers(1500, 1950, size)
    columns: dict[str, Any] = {
        "id": [f"item-{row:07}" for row in rows],
        "file": [f"images/{row % 1000:03}/{row:07}.jpg" for row in rows],
        "sha256": [f"{row:064x}" for row in rows],
        "title": [
            f"{one} {noun} of {where} {row}"
            for one, noun, where, row in zip(other[:, 0], noun, place, rows, strict=True)
        ],
        "creator": [f"Artist {number}" for number in rng.integers(0, 20_000, size)],
        "date": [str(number) for number in year],
        "year_from": year,
        "year_to": year,
        "technique": [["etching", "paper"]] * size,
        "subject": [[noun, *more] for noun, more in zip(noun, other[:, 1:].tolist(), strict=True)],
        "place": place,
        "rights": ["http://creativecommons.org/publicdomain/zero/1.0/"] * size,
        "credit": ["Gift of a friend of the collection"] * size,
        "source": [f"https://museum.example/works/{row}" for row in rows],
        "width": np.full(size, 1200),
        "height": np.full(size, 900),
        "colour": ["#887766"] * size,
    }
    arrays = [
        pa.array(columns[field.name], field.type)
        if field.name in columns
        else pa.nulls(size, field.type)
        for field in ITEM_SCHEMA
    ]
    return pa.table(arrays, schema=ITEM_SCHEMA)


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / lengths, np.float32)
