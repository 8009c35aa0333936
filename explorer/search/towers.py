"""Text towers, shared by the collections that have the same; a broken one is done without."""

from __future__ import annotations

import logging
import threading
import weakref

import numpy as np

from explorer.bundle import Bundle, BundleError
from explorer.bundle.preprocessing import ImageInput
from explorer.search.encoders import ImageEncoder, TextEncoder

_LOG = logging.getLogger(__name__)
_SHARED: weakref.WeakValueDictionary[str, TextEncoder] = weakref.WeakValueDictionary()
_SHARED_IMAGES: weakref.WeakValueDictionary[str, ImageEncoder] = weakref.WeakValueDictionary()
_SHARING = threading.Lock()


class Tower:
    """The text tower of a bundle, if it has one that works.

    It is loaded at the first question: that takes a second, and memory that many collections of
    the same model need only once.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._dim = bundle.manifest.model.dim
        self.encoder: TextEncoder | None = None
        record, folder = bundle.manifest.stage("model"), bundle.model_folder
        if record is not None and folder is not None and bundle.manifest.model.text_tower:
            with _SHARING:
                # The same model and options give the same fingerprint, whatever the collection.
                self.encoder = _SHARED.setdefault(record.fingerprint, TextEncoder(folder))

    @property
    def there(self) -> bool:
        """Whether there is a tower that has not failed."""
        return self.encoder is not None

    def encode(self, text: str, *, language: str) -> np.ndarray | None:
        """float32 [dim], unit length; ``None`` when there is no tower that works."""
        encoder = self.encoder
        if encoder is None:
            return None
        try:
            vector = np.asarray(encoder.encode([text], language=language)[0], np.float32)
            if vector.shape != (self._dim,) or not np.isfinite(vector).all():
                raise ValueError(f"vectors of shape {vector.shape} where {self._dim} was expected")
        except Exception:
            # A search by vocabulary or words is better than none; the log says what to mend.
            _LOG.exception("the text tower cannot be used")
            self.encoder = None
            return None
        return vector


class PictureTower:
    """The image tower of a bundle, if it has one that works; loaded at the first picture."""

    def __init__(self, bundle: Bundle) -> None:
        self._dim = bundle.manifest.model.dim
        self._encoder: ImageEncoder | None = None
        record, folder = bundle.manifest.stage("model"), bundle.model_folder
        if record is not None and folder is not None and bundle.manifest.model.image_tower:
            with _SHARING:
                self._encoder = _SHARED_IMAGES.setdefault(record.fingerprint, ImageEncoder(folder))

    @property
    def there(self) -> bool:
        """Whether there is a tower that has not failed."""
        return self._encoder is not None

    @property
    def spec(self) -> ImageInput | None:
        """How the model wants its pictures; ``None`` when there is no tower that works."""
        try:
            return self._encoder.spec if self._encoder is not None else None
        except BundleError:
            _LOG.exception("the image tower cannot be used")
            self._encoder = None
            return None

    def encode(self, pixels: np.ndarray) -> np.ndarray | None:
        """float32 [dim], unit length, of pixels as ``spec`` wants them; ``None``: no tower."""
        if self._encoder is None:
            return None
        try:
            vector = self._encoder.encode_pixels(pixels)
            if vector.shape != (self._dim,) or not np.isfinite(vector).all():
                raise ValueError(f"vectors of shape {vector.shape} where {self._dim} was expected")
        except Exception:
            _LOG.exception("the image tower cannot be used")
            self._encoder = None
            return None
        return vector
