"""Stage *words*: the words of every item, to be searched, and its record, by row and by id."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from explorer.bundle import ITEM_SCHEMA, files
from explorer.bundle.words import write_words
from precompute.pipeline import Build, Output, Stage

_BATCH = 4096
_NOT_WORDS = frozenset(
    {"sha256", "width", "height", "colour", "lat", "lng", "order", "year_from", "year_to"}
)
_TEXT_LIMIT = 100_000
_NAMED = ("title", "creator", "subject", "technique", "place", "description")


def _run(build: Build) -> Output:
    build.work.begin((files.WORDS,))
    batches = build.bundle.item_batches(size=_BATCH)
    first = next(batches)
    items = word_items(itertools.chain([first], batches))
    progress = build.progress.track(items, len(build.bundle), "words")
    with build.work.replacing(files.WORDS) as temporary:
        rows = write_words(temporary, columns=first.schema.names, items=progress)
    return Output(files=(files.WORDS,), facts={"rows": rows})


def word_items(
    batches: Iterable[pa.RecordBatch],
) -> Iterator[tuple[int, str, list[Any], list[str]]]:
    """What ``write_words`` needs of each row of ``items.parquet``."""
    row = 0
    for batch in batches:
        for record in batch.to_pylist():
            yield row, record["id"], list(record.values()), _texts(record)
            row += 1


def _texts(record: dict[str, Any]) -> list[str]:
    """One text for each searched column; a translation (``title@en``) goes with its original."""
    texts: dict[str, list[str]] = {name: [] for name in (*_NAMED, "other")}
    for name, value in record.items():
        base = name.partition("@")[0]
        if value is None or base in _NOT_WORDS:
            continue
        words = " ; ".join(map(str, value)) if isinstance(value, list) else str(value)
        # Addresses of the web would fill the index with "https" and "www".
        if words and not words.startswith(("http://", "https://")):
            texts[base if base in texts else "other"].append(words)
    return [" ; ".join(parts)[:_TEXT_LIMIT] for parts in texts.values()]


def _settings(build: Build) -> dict[str, Any]:
    return {"columns": ITEM_SCHEMA.names, "terms": 1}


STAGE = Stage(name="words", run=_run, after=("items",), settings=_settings)
