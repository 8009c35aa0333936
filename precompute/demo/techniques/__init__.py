"""How scenes become documents."""

from precompute.demo.techniques import (  # noqa: F401  (importing enters their techniques)
    drawings,
    photographs,
    press,
    prints,
)
from precompute.demo.techniques.catalogue import TECHNIQUES, Label, Technique

_in_order = sorted(TECHNIQUES.items())
TECHNIQUES.clear()
TECHNIQUES.update(_in_order)

__all__ = ["TECHNIQUES", "Label", "Technique"]
