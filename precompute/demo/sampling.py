"""One document: what it shows is chosen, drawn and known."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from precompute.demo.composition import compose
from precompute.demo.paper import Rgb
from precompute.demo.settings import SETTINGS
from precompute.demo.subjects import SUBJECTS, Subject
from precompute.demo.techniques import TECHNIQUES, Label

SMALLEST = 240
"""Pictures are drawn at this size at least (longest side of the scene), then reduced."""

PAPERS = {
    "island_map": ("engraving", "lithograph", "watercolour", "ink_drawing", "cyanotype"),
    "town_plan": ("engraving", "lithograph", "ink_drawing", "cyanotype", "watercolour"),
    "coat_of_arms": ("engraving", "woodcut", "watercolour", "lithograph", "ink_drawing"),
    "textile": ("watercolour", "colour_photograph", "lithograph", "black_and_white", "woodcut"),
    "text_page": ("letterpress",),
    "letter": ("manuscript",),
    "sheet_music": ("letterpress", "engraving"),
}
"""Techniques of sheets that are themselves the picture."""

ON_PAPER = ("engraving", "lithograph", "watercolour", "ink_drawing", "woodcut", "cyanotype")
"""Techniques of things that lie on nothing."""

SCENES = tuple(key for key in TECHNIQUES if key not in ("letterpress", "manuscript"))
SINCE = {
    "aeroplane": 1905,
    "motor_car": 1898,
    "bicycle": 1869,
    "steam_train": 1850,
    "balloon": 1850,
}
_RARE = {"glass_negative": 0.8, "cyanotype": 0.8, "tinted_postcard": 0.8, "sepia": 1.6}


@dataclass(frozen=True, slots=True)
class Truth:
    """What a document shows: keys of ``SUBJECTS``, ``TECHNIQUES`` and ``SETTINGS``.

    ``setting`` is empty for things on bare paper; ``near`` says from how close they are seen.
    """

    subjects: tuple[str, ...]
    technique: str
    setting: str
    near: bool


def choose(
    rng: np.random.Generator,
    *,
    subjects: tuple[str, ...] = (),
    technique: str = "",
    setting: str | None = None,
    near: bool | None = None,
) -> Truth:
    """Choose what is not given, among what goes together.

    Raises ValueError for a subject, technique or setting that does not exist, or for a setting
    or technique that the first subject is never seen in.
    """
    for given, known in ((subjects, SUBJECTS), ((technique,) if technique else (), TECHNIQUES)):
        unknown = [key for key in given if key not in known]
        if unknown:
            raise ValueError(f"{unknown[0]} is not one of {', '.join(known)}")
    if not subjects:
        fit = [key for key in SUBJECTS if not technique or technique in techniques_of(key)]
        subjects = (str(rng.choice(fit)),)
        wanted = setting if setting else None
        if wanted is not None:
            fit = [key for key in fit if wanted in SUBJECTS[key].settings]
            subjects = (str(rng.choice(fit)),)
        if rng.random() < 0.24:
            subjects = _company(rng, subjects[0], wanted)
    lead = SUBJECTS[subjects[0]]
    if setting is None:
        settings = _settings(subjects)
        if technique and technique not in ON_PAPER:
            settings = [s for s in settings if s or lead.stance == "page"] or settings
        chosen = str(rng.choice(settings))
    else:
        chosen = setting
        if chosen and (chosen not in SETTINGS or chosen not in lead.settings):
            raise ValueError(f"{lead.en} is never seen in {chosen or 'nothing'}")
    if not technique:
        keys = techniques_of(lead.key, on_paper=not chosen)
        weight = np.array([_RARE.get(key, 1.0) for key in keys])
        technique = str(rng.choice(keys, p=weight / weight.sum()))
    elif technique not in techniques_of(lead.key):
        raise ValueError(f"{lead.en} is never in {TECHNIQUES[technique].en}")
    if near is None:
        near = not lead.far or chosen == "studio" or bool(rng.random() < 0.68)
    return Truth(subjects, technique, chosen, near or not lead.far)


def techniques_of(subject: str, *, on_paper: bool | None = None) -> tuple[str, ...]:
    """The techniques a subject is ever seen in; ``on_paper``: with no setting around it."""
    lead = SUBJECTS[subject]
    if lead.stance == "page":
        return PAPERS[subject]
    if on_paper or (on_paper is None and not any(lead.settings)):
        return ON_PAPER
    return SCENES


def _settings(subjects: tuple[str, ...]) -> list[str]:
    """Settings that all these subjects can be in, the first subject's when there is none."""
    mine = list(SUBJECTS[subjects[0]].settings) or [""]
    return [s for s in mine if all(s in (SUBJECTS[o].settings or ("",)) for o in subjects)] or mine


def _company(rng: np.random.Generator, lead: str, setting: str | None) -> tuple[str, ...]:
    """A second subject that can stand beside the first, where there is one."""
    one = SUBJECTS[lead]
    beside = {
        "water": ("water", "air"),
        "ground": ("ground", "air"),
        "air": ("air", "ground"),
        "table": ("table",),
        "specimen": ("specimen",),
    }
    if one.stance not in beside or one.wide > 1.9:
        return (lead,)
    others = [
        key
        for key, other in SUBJECTS.items()
        if key != lead
        and other.stance in beside[one.stance]
        and other.wide <= 1.9
        and key != "crowd_with_placards"
        and any(
            s in (other.settings or ("",)) and (setting is None or s == setting)
            for s in one.settings or ("",)
        )
    ]
    return (lead, str(rng.choice(others))) if others else (lead,)


def shape(rng: np.random.Generator, lead: Subject, *, pair: bool, longest: int) -> tuple[int, int]:
    """Width and height of a scene that suits its subject."""
    wide = lead.wide * (1.75 if pair else 1.0)
    ratio = 0.78 if wide < 0.85 else 1.0 if wide < 1.1 and rng.random() < 0.25 else 1.3
    if lead.stance == "scenic" and lead.wide > 1 and rng.random() < 0.25:
        ratio = 1.6
    if 0.85 <= wide <= 1.15 and rng.random() < 0.45:
        ratio = 0.8
    ratio *= float(rng.uniform(0.95, 1.06))
    if ratio >= 1:
        return longest, round(longest / ratio)
    return round(longest * ratio), longest


def draw(
    truth: Truth,
    seed: tuple[int, ...],
    *,
    longest: int,
    label: Label | None = None,
    again: int | None = None,
) -> Rgb:
    """Draw a document as float32 RGB [height, width, 3], 0–1; ``longest`` side of its picture.

    The same arguments give the same pixels. ``again``: the same place, another day.
    """
    cv2.setNumThreads(1)  # work is shared out by document; threads would only get in the way
    rng = np.random.default_rng(seed)
    subjects = [SUBJECTS[key] for key in truth.subjects]
    size = shape(rng, subjects[0], pair=len(subjects) > 1, longest=longest)
    other = None if again is None else np.random.default_rng((*seed, again))
    scene = compose(subjects, truth.setting, near=truth.near, size=size, rng=rng, again=other)
    page = TECHNIQUES[truth.technique].render(scene.lit(), label or Label(), scene.rng)
    return np.asarray(np.clip(page, 0, 1), np.float32)


def as_image(page: Rgb) -> Image.Image:
    """A document as 8-bit RGB."""
    return Image.fromarray((page * 255 + 0.5).astype(np.uint8))


def sample(
    seed: int | tuple[int, ...],
    *,
    subjects: tuple[str, ...] = (),
    technique: str = "",
    setting: str | None = None,
    near: bool | None = None,
    size: int = 640,
) -> tuple[Image.Image, Truth]:
    """Draw one document; what is not given is chosen by the seed.

    ``size`` is the longest side in pixels of what is returned, 16 or more; a small one is quicker.
    Raises ValueError for what does not exist or does not go together (see ``choose``).
    """
    seeds = (seed,) if isinstance(seed, int) else tuple(seed)
    truth = choose(
        np.random.default_rng((*seeds, 1)),
        subjects=subjects,
        technique=technique,
        setting=setting,
        near=near,
    )
    longest = max(size, SMALLEST)
    page = draw(truth, (*seeds, 2), longest=longest)
    scale = size / max(page.shape)
    smaller = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
    return as_image(cv2.resize(page, smaller, interpolation=cv2.INTER_AREA)), truth
