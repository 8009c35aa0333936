"""Text towers, loaded at the first question and shared by the collections that have the same."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from explorer.bundle import Bundle

_LOG = logging.getLogger(__name__)


_LOADED: weakref.WeakValueDictionary[str, Any] = weakref.WeakValueDictionary()
_LOADING = threading.Lock()


class Encoder(Protocol):
    """A text tower."""

    def encode(self, texts: Sequence[str], *, language: str) -> np.ndarray:
        """float32 [m, dim], unit length."""


class Tower:
    """The text tower of a bundle. Loading it takes a second and memory: only searches do it."""

    def __init__(self, bundle: Bundle) -> None:
        self._folder = bundle.model_folder
        self._dim = bundle.manifest.model.dim
        record = bundle.manifest.stage("model")
        # The same model and options give the same fingerprint, whatever the collection.
        self._key = record.fingerprint if record and bundle.manifest.model.text_tower else ""
        self._encoder: Encoder | None = None
        self._failed = False

    @property
    def there(self) -> bool:
        """Whether there is a tower that has not failed."""
        return bool(self._key) and self._folder is not None and not self._failed

    def encode(self, text: str, *, language: str) -> np.ndarray | None:
        """float32 [dim], unit length; ``None`` when there is no tower that works."""
        if not self.there:
            return None
        try:
            vector = np.asarray(self._open().encode([text], language=language)[0], np.float32)
        except Exception:
            # A search by words is better than none; whoever runs the app finds why in the log.
            _LOG.exception("the text tower %s cannot be used", self._folder)
            self._failed = True
            return None
        if vector.shape != (self._dim,) or not np.isfinite(vector).all():
            _LOG.error("the text tower %s gives vectors of %s", self._folder, vector.shape)
            self._failed = True
            return None
        return vector

    def _open(self) -> Encoder:
        if self._encoder is None:
            from explorer.search.encoders import TextEncoder  # noqa: PLC0415  (onnxruntime is slow)

            with _LOADING:
                found = _LOADED.get(self._key)
                if found is None:
                    found = TextEncoder(self._folder)
                    _LOADED[self._key] = found
                self._encoder = found
        return self._encoder
