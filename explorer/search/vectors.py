"""Searching by vectors: the FAISS index finds candidates, the exact vectors order them."""

from __future__ import annotations

import faiss
import numpy as np

from explorer.bundle import Bundle, BundleError

_EXACT_ROWS = 10_000
"""A part of the collection this small is scanned exactly: quicker and right."""

_REFINED = 2
_BLOCK = 65536


class VectorIndex:
    """The index and the vectors of a bundle, memory-mapped and shared by all threads."""

    def __init__(self, bundle: Bundle) -> None:
        self._vectors = bundle.vectors
        try:
            flags = faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY
            self._index = faiss.read_index(str(bundle.index_path), flags)
        except RuntimeError as error:
            line = str(error).strip().splitlines()[-1]
            raise BundleError(
                f"{bundle.index_path} cannot be used ({line}); build the bundle again"
            ) from None
        if self._index.ntotal != len(bundle) or self._index.d != self._vectors.shape[1]:
            raise BundleError(
                f"{bundle.index_path} is not of these vectors; build the bundle again"
            )
        self._lists = int(getattr(self._index, "nlist", 0))
        wanted = bundle.manifest.index.get("nprobe")
        self._nprobe = int(wanted) if isinstance(wanted, int) else 64

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def dim(self) -> int:
        """Length of the vectors."""
        return int(self._vectors.shape[1])

    def vector(self, rows: np.ndarray) -> np.ndarray:
        """float32 [m, dim] of some rows."""
        return np.asarray(self._vectors[rows], np.float32)

    def search(
        self, vector: np.ndarray, *, k: int, within: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """The ``k`` images nearest to ``vector`` (float32 [dim]): rows and cosines, best first.

        ``within`` (bool [n]) keeps the search to some rows. The order is that of the exact vectors
        among the candidates of the index.
        """
        k = min(k, len(self))
        if within is not None:
            rows = np.flatnonzero(within)
            if len(rows) <= _EXACT_ROWS:
                return self._ordered(vector, rows, k)
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        candidates = min(len(self), max(_REFINED * k, 100))
        parameters = self._parameters(within)
        query = np.ascontiguousarray(vector[None], np.float32)
        faiss.omp_set_num_threads(1)  # of this thread: see ``threads``
        _, found = self._index.search(query, candidates, params=parameters)
        return self._ordered(vector, np.sort(found[0][found[0] >= 0]), k)

    def _parameters(self, within: np.ndarray | None) -> faiss.SearchParameters | None:
        share = 1.0
        selector = None
        if within is not None:
            share = max(float(within.mean()), 1e-6)
            selector = faiss.IDSelectorBitmap(np.packbits(within, bitorder="little"))
        if self._lists:
            # Recall falls as a filter narrows: the lists looked into grow as it does.
            nprobe = min(self._lists, int(self._nprobe / share))
            return faiss.SearchParametersIVF(sel=selector, nprobe=nprobe)
        return faiss.SearchParameters(sel=selector) if selector is not None else None

    def _ordered(
        self, vector: np.ndarray, rows: np.ndarray, k: int
    ) -> tuple[np.ndarray, np.ndarray]:
        scores = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK):
            part = slice(start, start + _BLOCK)
            scores[part] = self.vector(rows[part]) @ vector
        order = np.argsort(-scores, kind="stable")[:k]
        return rows[order], scores[order]
