"""What a subject is, and the table they are entered in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from precompute.demo.scene import Pen

Drawing = Callable[[Pen], None]


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is pictured.

    ``stance`` says where it belongs: ``water``, ``ground``, ``air``, ``table`` (stands on one),
    ``bust`` (rises from the lower edge), ``specimen`` (lies on paper), ``scenic`` (fills the
    scene), ``page`` (is itself the sheet). ``near`` and ``far`` are heights in parts of the
    picture's (``far`` 0: never), ``wide`` its breadth in heights; ``settings`` where it may be
    (empty: nowhere in particular).
    """

    key: str
    en: str
    fr: str
    family: str
    stance: str
    near: float
    far: float
    wide: float
    settings: tuple[str, ...]
    draw: Drawing


SUBJECTS: dict[str, Subject] = {}


def subject(
    en: str,
    fr: str,
    family: str,
    stance: str,
    *,
    near: float = 0.7,
    far: float = 0.0,
    wide: float = 1.0,
    settings: tuple[str, ...] = (),
) -> Callable[[Drawing], Drawing]:
    """Enter the drawing that follows as a subject, under the name of its function."""

    def enter(draw: Drawing) -> Drawing:
        key = draw.__name__
        if key in SUBJECTS:
            raise ValueError(f"two subjects are called {key}")
        SUBJECTS[key] = Subject(key, en, fr, family, stance, near, far, wide, settings, draw)
        return draw

    return enter
