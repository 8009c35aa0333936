"""What is pictured, family by family."""

from precompute.demo.subjects import (  # noqa: F401  (importing enters their subjects)
    animals,
    heavens,
    music,
    nature,
    papers,
    people,
    sea,
    stilllife,
    town,
    transport,
)
from precompute.demo.subjects.catalogue import SUBJECTS, Subject

__all__ = ["SUBJECTS", "Subject"]
