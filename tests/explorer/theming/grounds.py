"""Small collections with themes, made in memory: what a ``Ground`` reads of a bundle."""

import types

import numpy as np
import pyarrow as pa

from explorer.bundle import THEME_SCHEMA, Vocabulary
from explorer.theming.ground import Ground

DIM = 8


class Made:
    """What a ``Ground`` reads of a bundle, of themes given as arrays."""

    def __init__(self, ids, item_themes, records, vectors, *, version="v1", model="m", words=0):
        self.item_themes = np.asarray(item_themes, np.int32)
        self.themes = pa.Table.from_pylist(records, schema=THEME_SCHEMA)
        self.vectors = np.asarray(vectors, np.float16)
        told = types.SimpleNamespace(name=model, weights="w", dim=self.vectors.shape[1])
        layout = types.SimpleNamespace(name="map")
        self.manifest = types.SimpleNamespace(version=version, model=told, layouts=[layout])
        self.ids = list(ids)
        rng = np.random.default_rng(0)
        self.points = rng.random((len(ids), 2)).astype(np.float32)
        self.vocabulary = None
        if words:
            names = {"fr": [f"mot {n}" for n in range(words)]}
            even = np.zeros(words), np.ones(words)
            self.vocabulary = Vocabulary(names, unit(rng.normal(size=(words, DIM))), *even)

    def __len__(self):
        return len(self.ids)

    def layout(self, name):
        return self.points

    def item_columns(self, names):
        return pa.table({"id": pa.array(self.ids, pa.string())})


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def record(id_, parent, level, rows, label=None):
    return {
        "id": id_, "parent": parent, "level": level, "label": list((label or {}).items()),
        "terms": [], "score": 0.1, "size": len(rows), "coherence": 0.5, "x": 0.5, "y": 0.5,
        "medoids": [int(row) for row in rows[:3]],
    }  # fmt: skip


def ground(tops, *, below=2, names=None, version="v1", model="m", seed=0, noise=0, words=0):
    """A ground of top themes, ``tops`` the ids of the items of each; each divided in ``below``.

    ``names`` renumbers the themes: a permutation of all of them, as a rebuild may.
    """
    ids = [id_ for top in tops for id_ in top] + [f"noise-{n}" for n in range(noise)]
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(len(tops), DIM)) * 2
    vectors = np.concatenate(
        [centres[at] + rng.normal(size=(len(top), DIM)) for at, top in enumerate(tops)]
        + [rng.normal(size=(noise, DIM))]
    )
    total = len(tops) * (1 + below)
    names = list(range(total)) if names is None else names
    table = np.full((len(ids), 2 if below else 1), -1)
    records, start = [], 0
    for at, top in enumerate(tops):
        rows = np.arange(start, start + len(top))
        start += len(top)
        table[rows, 0] = names[at]
        records.append(record(names[at], -1, 0, rows, {"fr": f"thème {at}", "en": f"theme {at}"}))
    for at in range(len(tops)):
        mine = np.flatnonzero(table[:, 0] == names[at])
        for part in range(below):
            rows, name = mine[part::below], names[len(tops) + at * below + part]
            table[rows, 1] = name
            records.append(record(name, names[at], 1, rows, {"fr": f"sous-thème {at}.{part}"}))
    made = Made(ids, table, records, unit(vectors), version=version, model=model, words=words)
    rows = {id_: row for row, id_ in enumerate(ids)}
    return Ground(made, lambda wanted: {id_: rows[id_] for id_ in wanted if id_ in rows})


def tops_of(sizes):
    return [[f"doc-{at}-{n}" for n in range(size)] for at, size in enumerate(sizes)]
