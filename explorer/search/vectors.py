"""Searching by vectors: the FAISS index finds candidates, the exact vectors order them."""

from __future__ import annotations

from functools import cached_property

import faiss
import numpy as np

from explorer.bundle import Bundle, BundleError

_EXACT_ROWS = 10_000
"""A part of the collection this small is scanned exactly: quicker and right."""

_REFINED = 2
_NPROBE = 64
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
        self._nprobe = _measured(bundle, "nprobe", _NPROBE)
        self._refined = _measured(bundle, "refined", _REFINED)

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
            kept = np.count_nonzero(within)
            if kept <= _EXACT_ROWS:
                return self._ordered(vector, np.flatnonzero(within), k)
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        candidates = min(len(self), max(self._refined * k, 100))
        query = np.ascontiguousarray(vector[None], np.float32)
        faiss.omp_set_num_threads(1)  # of this thread: see ``threads``
        found = self._candidates(query, candidates, within)
        return self._ordered(vector, np.sort(found[found >= 0]), k)

    def _candidates(self, query: np.ndarray, count: int, within: np.ndarray | None) -> np.ndarray:
        """int64 [count]: rows that may be nearest to ``query`` [1, dim], and -1."""
        selector = None
        if within is not None:
            # Nothing of it is shared: each search has a selector of its own.
            selector = faiss.IDSelectorBitmap(np.packbits(within, bitorder="little"))
        if not self._lists:
            flat = faiss.SearchParameters(sel=selector) if selector is not None else None
            _, found = self._index.search(query, count, params=flat)
        elif within is None:
            nprobe = min(self._lists, self._nprobe)
            inverted = faiss.SearchParametersIVF(nprobe=nprobe)
            _, found = self._index.search(query, count, params=inverted)
        else:
            lists, likeness = self._lists_within(query[0], within)
            inverted = faiss.SearchParametersIVF(sel=selector, nprobe=lists.shape[1])
            found, scores = np.empty((1, count), np.int64), np.empty((1, count), np.float32)
            # The method without "_c" takes no parameters of one search (faiss 1.15).
            given = map(faiss.swig_ptr, (lists, likeness, scores, found))
            self._index.search_preassigned_c(
                1, faiss.swig_ptr(query), count, *given, False, inverted
            )
        rows: np.ndarray = found[0]
        return rows

    def _lists_within(
        self, vector: np.ndarray, within: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Lists to look into for a filter, nearest first, and their likenesses: [1, m] each.

        As many images of the filter are looked at as a search without one looks at. That takes
        more lists as a filter narrows; and lists that hold none of its images are passed over: the
        images of one technique, say, may all lie far from what is asked.
        """
        inside = np.bincount(np.compress(within, self._list_of), minlength=self._lists)
        likeness = self._centres @ vector
        order = np.argsort(-likeness)
        order = order[inside[order] > 0]
        wanted = len(self) * self._nprobe / self._lists
        order = order[: 1 + np.searchsorted(np.cumsum(inside[order]), wanted)]
        return order[None].astype(np.int64), likeness[order][None].astype(np.float32)

    @cached_property
    def _list_of(self) -> np.ndarray:
        """[n]: the list that each image is in."""
        found = np.zeros(len(self), np.min_scalar_type(self._lists - 1))
        held = self._index.invlists
        for number in range(self._lists):
            size = held.list_size(number)
            if size:
                found[faiss.rev_swig_ptr(held.get_ids(number), size)] = number
        return found

    @cached_property
    def _centres(self) -> np.ndarray:
        """float32 [lists, dim]: the centres of the lists, as they lie in the index."""
        finder = faiss.downcast_index(self._index.quantizer)
        flat = faiss.downcast_index(getattr(finder, "storage", finder))
        held: np.ndarray = faiss.rev_swig_ptr(flat.get_xb(), self._lists * self._index.d)
        return held.reshape(self._lists, self._index.d)

    def _ordered(
        self, vector: np.ndarray, rows: np.ndarray, k: int
    ) -> tuple[np.ndarray, np.ndarray]:
        scores = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK):
            part = slice(start, start + _BLOCK)
            scores[part] = self.vector(rows[part]) @ vector
        order = np.argsort(-scores, kind="stable")[:k]
        return rows[order], scores[order]


def _measured(bundle: Bundle, name: str, otherwise: int) -> int:
    """What was measured when the index was made; bundles made before do not say everything."""
    value = bundle.manifest.index.get(name)
    return value if isinstance(value, int) and value > 0 else otherwise
