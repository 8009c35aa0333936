"""Portraits: heads on shoulders."""

from __future__ import annotations

from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.dress import dress, suit
from precompute.demo.subjects.faces import GREYS, HAIRS, SKINS, ears, face, neck, spectacles
from precompute.demo.subjects.hair import (
    bald,
    beard,
    before,
    behind,
    cap,
    hat_of_a_man,
    hat_of_a_woman,
)


def _pens(pen: Pen, *, tall: bool, throat: float) -> tuple[Pen, Pen]:
    """Pens for the head (half a head is 1) and for the chest, in a bust 1 high.

    ``throat`` is how far the chest is below the middle of the head, in half heads.
    """
    rng = pen.rng
    size = float(rng.uniform(0.18, 0.215) if tall else rng.uniform(0.2, 0.275))
    top = float(rng.uniform(1.0, 1.04)) - (1.62 if tall else 1.4) * size
    return pen.at(0, top, size, angle=float(rng.normal(0, 2.5))), pen.at(
        0, top - throat * size, size
    )


def _age(pen: Pen) -> tuple[float, str]:
    """How old someone is (0 young – 1 old), and the colour of the hair."""
    rng = pen.rng
    age = float(rng.uniform(0, 1))
    grey = age > 0.72 and rng.random() < 0.8
    return age, str(rng.choice(GREYS if grey else HAIRS))


@subject(
    "portrait of a woman",
    "portrait de femme",
    "people",
    "bust",
    near=0.94,
    far=0.0,
    wide=0.75,
    settings=("studio",),
)
def portrait_of_a_woman(pen: Pen) -> None:
    """Draw a portrait of a woman."""
    rng = pen.rng
    skin = str(rng.choice(SKINS))
    age, hair = _age(pen)
    style = str(rng.choice(["bun", "bun", "low", "bob", "waves", "long"]))
    hat = str(rng.choice(["", "", "", "wide", "cloche", "coif", "scarf"]))
    head, chest = _pens(pen, tall=hat == "coif", throat=1.02)
    if not (hat and style == "bun"):
        behind(head, hair, style)
    yaw = float(rng.choice([-1, 1]) * rng.uniform(0.0, 0.75))
    neck(head, skin, thick=0.33)
    dress(chest, skin, lean=yaw * 0.12)
    if style in ("bun", "low"):
        ears(head, skin, yaw)
    middle = face(head, skin, yaw=yaw, age=age, woman=True)
    before(head, hair, "low" if hat and style == "bun" else style, middle)
    felt = str(rng.choice(["#2a2624", "#d2bd92", "#4b5560", "#6d4a42", "#e0d6c4"]))
    if hat:
        hat_of_a_woman(head, felt, hat)
    elif style in ("bun", "low") and rng.random() < 0.5:
        for way in (-1, 1):
            if way * middle < 0.1:
                head.oval(way * 0.73, -0.28, 0.045, 0.07, "#d0b060", form="round", outline=0.7)
    if age > 0.5 and rng.random() < 0.2:
        spectacles(head, middle)


@subject(
    "portrait of a man",
    "portrait d'homme",
    "people",
    "bust",
    near=0.94,
    far=0.0,
    wide=0.75,
    settings=("studio",),
)
def portrait_of_a_man(pen: Pen) -> None:
    """Draw a portrait of a man."""
    rng = pen.rng
    skin = str(rng.choice(SKINS))
    age, hair = _age(pen)
    kinds = ["", "", "", "", "bowler", "top", "boater", "sailor", "flat", "beret"]
    hat = str(rng.choice(kinds))
    head, chest = _pens(pen, tall=hat == "top", throat=1.1)
    yaw = float(rng.choice([-1, 1]) * rng.uniform(0.0, 0.75))
    neck(head, skin, thick=0.42)
    suit(chest, lean=yaw * 0.12, sailor=hat in ("sailor", "beret"))
    ears(head, skin, yaw)
    middle = face(head, skin, yaw=yaw, age=age, woman=False)
    if not hat and age > 0.35 and rng.random() < 0.4:
        bald(head, hair)
    else:
        part = float(rng.choice([-0.3, 0.0, 0.3]))
        line = 0.56 + 0.14 * age * float(rng.uniform(0, 1))
        cap(head, hair, middle, full=float(rng.uniform(0.0, 0.06)), line=line, part=part)
    kind = str(rng.choice(["", "", "full", "goatee", "whiskers", "moustache", "moustache"]))
    if kind and age > 0.15:
        beard(head, hair, middle, kind)
    felt = str(rng.choice(["#232120", "#4a4036", "#2d3640", "#5e5a52"]))
    if hat:
        hat_of_a_man(head, felt, hat)
    if rng.random() < 0.2:
        spectacles(head, middle)
