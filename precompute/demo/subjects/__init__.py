"""What is pictured, family by family."""

from precompute.demo.subjects import (  # noqa: F401  (importing enters their subjects)
    aircraft,
    beasts,
    buildings,
    creatures,
    emblems,
    flowers,
    furniture,
    heavens,
    land,
    maps,
    music,
    objects,
    pages,
    people,
    plants,
    portraits,
    sea,
    tableware,
    towers,
    town,
    wheels,
)
from precompute.demo.subjects.catalogue import SUBJECTS, Subject

_in_order = sorted(SUBJECTS.items())
SUBJECTS.clear()
SUBJECTS.update(_in_order)

__all__ = ["SUBJECTS", "Subject"]
