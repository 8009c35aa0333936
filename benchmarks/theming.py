"""Editing themes of a large collection: laying edits over it, splitting, finding themes again.

``python -m benchmarks.theming COLLECTION``: processor seconds of each step, against opening the
themes without edits. The collection is read only; edits stay in memory.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from explorer.bundle import Bundle
from explorer.collection import Collection
from explorer.theming.acts import read_act
from explorer.theming.doing import done
from explorer.theming.ground import Ground
from explorer.theming.hierarchy import NOTHING, lay


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.theming")
    parser.add_argument("collection", type=Path)
    collection = Collection(parser.parse_args(arguments).collection)

    def fresh() -> Ground:
        return Ground(Bundle(collection.bundle.folder), collection.rows)

    ground = fresh()
    plain, _ = timed(lambda: lay(ground))
    largest = max(ground.records, key=lambda record: record["size"])
    sent = f'{{"do":"split","theme":{largest["id"]},"seen":0,"parts":4}}'.encode()
    splitting, edits = timed(
        lambda: done(ground, NOTHING, read_act(sent), who="", when="2026-01-01")
    )
    first, _ = timed(lambda: lay(ground, edits))
    again, _ = timed(lambda: lay(ground, edits))
    old = edits.model_copy(
        update={
            "edited": tuple(
                one.model_copy(
                    update={"signature": one.signature.model_copy(update={"version": "older"})}
                )
                if one.signature
                else one
                for one in edits.edited
            )
        }
    )
    other = fresh()
    matching, _ = timed(lambda: lay(other, old))
    print(f"{len(collection):,} items, largest theme {largest['size']:,}")
    print("| step | processor s | against no edits |\n| --- | --- | --- |")
    for name, seconds in (
        ("themes without edits", plain),
        ("split the largest theme in 4, look and accept", splitting),
        ("lay the edits, the first time", first),
        ("lay them again (the next edit)", again),
        ("after a rebuild: find themes by their members, lay", matching),
    ):
        print(f"| {name} | {seconds:.3f} | {seconds / max(plain, 1e-6):.0f} |")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of some work, and what it gave."""
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


if __name__ == "__main__":
    main()
