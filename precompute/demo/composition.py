"""Where things stand in a picture: a setting, one or two subjects, near or far."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.ground import Ground
from precompute.demo.noise import plane, smoothstep
from precompute.demo.scene import LAND, THING, WATER, Pen, Scene
from precompute.demo.settings import SETTINGS, night_of, plain
from precompute.demo.subjects import Subject

HORIZONS = {"sea": (0.4, 0.66), "field": (0.36, 0.6), "street": (0.42, 0.56), "studio": (0.66, 0.8)}


def compose(
    subjects: list[Subject],
    setting: str,
    *,
    near: bool,
    size: tuple[int, int],
    rng: np.random.Generator,
    again: np.random.Generator | None = None,
) -> Scene:
    """Draw one or two subjects in a setting (empty: on paper); ``size`` is (width, height).

    ``rng`` decides all; ``again``, when given, takes over once the setting is drawn: the same
    place on another day.
    """
    scene = Scene(*size, rng)
    lead = subjects[0]
    if lead.stance == "page":
        plain(scene, 1.0)
        lead.draw(Pen(scene, (scene.width / 2, float(scene.height)), scene.height))
        return scene
    ground = _backdrop(scene, lead, setting)
    if again is not None:
        rng = scene.rng = again
    if lead.stance == "scenic":
        lead.draw(
            Pen(scene, (scene.width / 2, ground.horizon * scene.height), scene.height, flip=1.0)
        )
        others = subjects[1:]
        for other in others:
            _place(scene, other, ground, near=False, slot=float(rng.uniform(0.25, 0.75)))
    elif len(subjects) == 1:
        _place(
            scene, lead, ground, near=near, slot=0.5 + float(rng.normal(0, 0.05 if near else 0.14))
        )
    else:
        left = float(rng.uniform(0.26, 0.34))
        slots = [left, 1 - left] if rng.random() < 0.5 else [1 - left, left]
        order = sorted(zip(subjects, slots, strict=True), key=lambda pair: pair[0].stance != "air")
        for one, slot in order:
            _place(scene, one, ground, near=near, slot=slot, pair=True)
    _mirror(scene)
    return scene


def _backdrop(scene: Scene, lead: Subject, setting: str) -> Ground:
    rng = scene.rng
    kind = setting
    if setting == "night":
        others = [s for s in lead.settings if s in ("sea", "field", "street")] or ["field"]
        kind = str(rng.choice(others))
    if setting not in SETTINGS:
        return plain(scene, 0.85)
    low, high = HORIZONS[kind]
    horizon = float(rng.uniform(low, high))
    if lead.stance == "air":
        horizon = float(rng.uniform(0.76, 0.9))
    if lead.stance == "scenic":
        horizon = float(rng.uniform(0.5, 0.62))
    if lead.stance == "bust":
        horizon = 1.2
    return (
        night_of(scene, horizon, kind)
        if setting == "night"
        else SETTINGS[kind].draw(scene, horizon)
    )


def _place(
    scene: Scene, one: Subject, ground: Ground, *, near: bool, slot: float, pair: bool = False
) -> None:
    rng = scene.rng
    wide = scene.width / scene.height
    tall = (one.near if near or not one.far else one.far) * float(rng.uniform(0.9, 1.08))
    room = 0.92 * wide * (0.56 if pair else 1.0)
    if ground.kind == "plain" or (ground.kind == "studio" and one.stance == "table"):
        # Things shown for themselves fill their plate.
        tall = max(tall, float(rng.uniform(0.72, 0.86)) * min(room / one.wide, 0.92))
    tall = min(tall, room / one.wide, 0.92)
    flip = float(rng.choice([-1, 1]))
    if ground.kind == "plain":
        pen = scene.pen(slot, 0.5 + tall / 2, tall, flip=flip, angle=float(rng.normal(0, 1.5)))
    elif one.stance == "air":
        middle = rng.uniform(0.4, 0.52) if near else rng.uniform(0.22, 0.5)
        pen = scene.pen(
            slot, float(middle) + tall / 2, tall, flip=flip, depth=0.0 if near else 0.35
        )
    elif one.stance == "bust":
        pen = scene.pen(slot, 1.0, tall, flip=flip)
    elif ground.kind == "studio":
        base = min(0.97, max(ground.at(float(rng.uniform(0.3, 0.55))), 0.5 + tall / 2))
        pen = scene.pen(slot, base, tall, flip=flip)
    else:
        nearness = float(rng.uniform(0.55, 0.8) if near else rng.uniform(0.05, 0.16))
        base = max(ground.at(nearness), tall + 0.04)
        pen = scene.pen(slot, min(base, 0.95), tall, flip=flip, depth=0.02 if near else 0.4)
    one.draw(pen)


def _mirror(scene: Scene) -> None:
    """What stands in water is mirrored in it, column by column from its own foot."""
    water = scene.matter == WATER
    if not water.any():
        return
    rows = np.arange(scene.height, dtype=np.float32)[:, None]
    solid = scene.matter != WATER
    # The last solid row above each pixel of water is where its reflection starts.
    foot = np.maximum.accumulate(np.where(solid, rows, -1), axis=0)
    foot[foot < 0] = 0
    ripple = plane("ripple", scene.height, scene.width, scene.rng, scale=1.2, stretch=1.4)
    source_y = 2 * foot - rows - 1.0
    below = rows - foot
    source_x = np.arange(scene.width, dtype=np.float32)[None, :] + ripple * below * 0.05
    thing = ((scene.matter == THING) | (scene.matter == LAND)).astype(np.float32)
    there = cv2.remap(thing, source_x, source_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    picture = cv2.remap(
        scene.albedo, source_x, source_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    reach = np.clip(1 - below / (0.42 * scene.height), 0, 1)
    broken = smoothstep(-1.1, 0.6, ripple + 0.9)
    mix = (there * reach * (0.35 + 0.3 * broken) * water)[..., None].astype(np.float32)
    scene.albedo += mix * (picture * 0.82 - scene.albedo)
