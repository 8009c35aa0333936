"""How scenes become documents."""

from precompute.demo.techniques import (  # noqa: F401  (importing enters their techniques)
    drawings,
    photographs,
    prints,
)
from precompute.demo.techniques.catalogue import TECHNIQUES, Label, Technique

__all__ = ["TECHNIQUES", "Label", "Technique"]
