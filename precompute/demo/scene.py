"""A scene as layers (colour, form, line, depth), drawn shape by shape; techniques interpret it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict, Unpack

import cv2
import numpy as np
import numpy.typing as npt

from precompute.demo.curves import Points, Shape, ellipse, ribbon, smooth
from precompute.demo.noise import Field, blur, crop, smoothstep, tinted

SKY, WATER, LAND, THING = 0, 1, 2, 3
Colour = str | tuple[float, float, float]


def rgb(colour: Colour) -> npt.NDArray[np.float32]:
    """``#rrggbb`` or three numbers of 0–1 as float32 [3]."""
    if isinstance(colour, str):
        digits = colour.removeprefix("#")
        colour = (int(digits[0:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255)
    return np.array(colour, np.float32)


class Look(TypedDict, total=False):
    """How a shape is filled.

    ``form``: ``flat``, ``round`` (swelling from the edge), ``post`` (upright cylinder), ``roll``
    (lying cylinder). ``bulge`` is the part of the half-width that is rounded; ``tilt`` a slope
    towards the light (x, y); ``bump`` relief of the texture; ``texture`` a kind of noise with
    ``grain`` its strength and ``scale`` its size; ``ragged`` frays the edge (0–1); ``soft`` blurs
    it (units of the pen); ``flow`` the direction of hatching in degrees; ``outline`` the weight
    of the contour (0: none); ``matter`` what it is made of; ``union``: rings add up instead of
    leaving holes.
    """

    form: str
    bulge: float
    tilt: tuple[float, float]
    bump: float
    texture: str
    grain: float
    scale: float
    ragged: float
    soft: float
    alpha: float
    flow: float
    outline: float
    matter: int
    union: bool


@dataclass(frozen=True, slots=True)
class Plate:
    """A scene as it is lit: what a technique works from. All arrays are [height, width]."""

    colour: npt.NDArray[np.float32]
    """RGB [height, width, 3], 0–1, lit and with aerial perspective."""
    tone: Field
    """Luminance 0 (black) – 1 (white)."""
    ink: Field
    """Contours and details, 0–1."""
    flow: Field
    """Direction of hatching, radians."""
    relief: Field
    """Height of forms in pixels, for lines that bend over them."""
    depth: Field
    """0 near – 1 far."""
    matter: npt.NDArray[np.uint8]
    night: bool

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.tone.shape[0], self.tone.shape[1]


class Scene:
    """The layers being drawn. One pixel is one sample; ``rng`` is used for every texture."""

    def __init__(self, width: int, height: int, rng: np.random.Generator) -> None:
        self.width, self.height, self.rng = width, height, rng
        self.albedo = np.ones((height, width, 3), np.float32)
        self.nx = np.zeros((height, width), np.float32)
        self.ny = np.zeros((height, width), np.float32)
        self.relief = np.zeros((height, width), np.float32)
        self.flow = np.zeros((height, width), np.float32)
        self.depth = np.full((height, width), 1.0, np.float32)
        self.ink = np.zeros((height, width), np.uint8)
        self.matter = np.zeros((height, width), np.uint8)
        self.glow = np.zeros((height, width, 3), np.float32)
        self.haze = rgb("#dfe3e2")
        self.hazy = 0.55
        self.night = False
        self.light = (float(rng.choice([-0.55, 0.55])), -0.5)
        self.stroke = max(width, height) / 620

    def pen(self, x: float, y: float, scale: float, **placing: float) -> Pen:
        """A pen whose origin is (x, y) in parts of the picture, ``scale`` in parts of its height.

        ``placing``: ``flip`` (-1 mirrors), ``angle`` (degrees), ``depth`` (0 near – 1 far).
        """
        return Pen(
            self,
            (x * self.width, y * self.height),
            scale * self.height,
            flip=placing.get("flip", 1.0),
            angle=placing.get("angle", 0.0),
            depth=placing.get("depth", 0.0),
        )

    def fill(
        self, rings: list[Points], colour: Colour, depth: float, look: Look, unit: float
    ) -> None:
        """Paint rings (pixels) over what is there."""
        pad = (
            3 + int(look.get("soft", 0) * unit * 3) + int(look.get("ragged", 0) * 12 * self.stroke)
        )
        low = np.floor(np.min([r.min(0) for r in rings], 0)).astype(int) - pad
        high = np.ceil(np.max([r.max(0) for r in rings], 0)).astype(int) + pad
        x0, y0 = max(int(low[0]), 0), max(int(low[1]), 0)
        x1, y1 = min(int(high[0]) + 1, self.width), min(int(high[1]) + 1, self.height)
        if x0 >= x1 or y0 >= y1:
            return
        mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
        local = [
            np.round((np.clip(r, -9999, 9999) - (x0, y0)) * 16).astype(np.int32) for r in rings
        ]
        if look.get("union"):
            for ring in local:
                cv2.fillPoly(mask, [ring], 255, cv2.LINE_AA, 4)
        else:
            cv2.fillPoly(mask, local, 255, cv2.LINE_AA, 4)
        area = (slice(y0, y1), slice(x0, x1))
        alpha = self._edge(mask, look, unit)
        self._colour(area, alpha, colour, look)
        self._form(area, mask, alpha, look)
        solid = alpha > 0.5
        self.depth[area][solid] = depth
        self.matter[area][solid] = look.get("matter", THING)
        if "flow" in look:
            self.flow[area][solid] = np.radians(look["flow"])
        else:
            self.flow[area][solid] = 0.6 if depth < 0.6 else 0.0
        ink = self.ink[area]
        ink *= (alpha < 0.5) if alpha.size else np.uint8(1)
        weight = look.get("outline", 1.0) * self.stroke * (1 - 0.55 * depth)
        if weight > 0.02 and not look.get("union") and look.get("ragged", 0) < 0.2:
            self.contour(rings, weight)
        elif weight > 0.02:
            edge = solid ^ (cv2.erode(solid.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)
            ink[edge] = np.maximum(ink[edge], int(150 * min(weight, 1)))

    def contour(self, rings: list[Points], weight: float, *, closed: bool = True) -> None:
        """Ink lines, heavier on the side away from the light; ``weight`` in pixels."""
        thick = max(1, round(weight))
        value = int(255 * min(1.0, weight))
        away = np.array([-self.light[0], -self.light[1]]) * max(weight, 0.6) * 0.9
        paths = [np.round(np.clip(r, -9999, 9999) * 16).astype(np.int32) for r in rings]
        cv2.polylines(self.ink, paths, closed, value, thick, cv2.LINE_AA, 4)
        if weight > 0.7:
            moved = [p + np.round(away * 16).astype(np.int32) for p in paths]
            cv2.polylines(self.ink, moved, closed, value, thick, cv2.LINE_AA, 4)

    def _edge(self, mask: npt.NDArray[np.uint8], look: Look, unit: float) -> Field:
        alpha = mask.astype(np.float32) * np.float32(1 / 255)
        soft, ragged = look.get("soft", 0.0) * unit, look.get("ragged", 0.0)
        if soft > 0.3:
            alpha = blur(alpha, soft)
        if ragged > 0:
            size = max(0.35, look.get("scale", 1.0)) * self.stroke
            noise = crop(
                look.get("texture", "rough"), mask.shape[0], mask.shape[1], self.rng, scale=size
            )
            wide = blur(alpha, 3.2 * self.stroke * (0.5 + ragged))
            alpha = smoothstep(0.42, 0.58, wide + 0.28 * ragged * noise * (wide > 0.02))
        return alpha * np.float32(look.get("alpha", 1.0))

    def _colour(self, area: tuple[slice, slice], alpha: Field, colour: Colour, look: Look) -> None:
        paint, roi = rgb(colour), self.albedo[area]
        grain = look.get("grain", 0.0)
        clear = tinted(1 - alpha)
        roi *= clear
        if self.night:  # what stands in front hides the lights behind
            self.glow[area] *= clear
        if grain:
            size = max(0.3, look.get("scale", 1.0)) * self.stroke
            kind = look.get("texture", "rough")
            noise = crop(kind, alpha.shape[0], alpha.shape[1], self.rng, scale=size)
            alpha = alpha * np.clip(1 + grain * noise, 0.15, 1.9)
        roi += tinted(alpha, paint)

    def _form(
        self, area: tuple[slice, slice], mask: npt.NDArray[np.uint8], alpha: Field, look: Look
    ) -> None:
        form = look.get("form", "flat")
        tilt = look.get("tilt", (0.0, 0.0))
        nx: Field | float = tilt[0]
        ny: Field | float = tilt[1]
        height: Field | float = 0.0
        if form != "flat":
            height = _swelling(mask, look.get("bulge", 1.0))
            gx = cv2.Sobel(height, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
            gy = cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
            nx = nx - gx * (0.2 if form == "roll" else 1.0)
            ny = ny - gy * (0.2 if form == "post" else 1.0)
        bump = look.get("bump", 0.0)
        if bump:
            size = max(0.4, look.get("scale", 1.0)) * self.stroke * 1.5
            noise = crop(
                look.get("texture", "rough"), alpha.shape[0], alpha.shape[1], self.rng, scale=size
            )
            nx = nx - cv2.Sobel(noise, cv2.CV_32F, 1, 0, ksize=3, scale=bump * size * 0.5)
            ny = ny - cv2.Sobel(noise, cv2.CV_32F, 0, 1, ksize=3, scale=bump * size * 0.5)
        for layer, value in ((self.nx, nx), (self.ny, ny), (self.relief, height)):
            roi = layer[area]
            roi += alpha * (value - roi)

    def lit(self) -> Plate:
        """Light the scene (one lamp, and the sky), add haze with depth, and measure its tone."""
        lx, ly = self.light
        lz = 0.62
        norm = float(np.sqrt(lx * lx + ly * ly + lz * lz))
        lean = 1 / np.sqrt(self.nx * self.nx + self.ny * self.ny + 1)
        facing = (self.nx * (lx / norm) + self.ny * (ly / norm) + lz / norm) * lean
        # The lamp is broad: light wraps a little around what turns away from it.
        shade = np.maximum((facing + 0.22) / 1.22, 0)
        shade += 0.34 - 0.1 * np.clip(self.ny * lean, -1, 0.6)
        shade *= 1 / ((lz / norm + 0.22) / 1.22 + 0.34)
        colour = self.albedo * tinted(shade)
        colour += tinted(np.maximum(facing - 0.93, 0) * np.float32(1.6))
        if self.night:
            colour *= np.array([0.36, 0.41, 0.518], np.float32)
        if self.hazy:
            mist = self.depth * np.float32(self.hazy) * (self.matter != SKY)
            colour *= tinted(1 - mist)
            colour += tinted(mist, _NIGHT_HAZE if self.night else self.haze)
        colour += self.glow
        np.clip(colour, 0, 1, out=colour)
        return Plate(
            colour=colour,
            tone=colour @ np.array([0.3, 0.59, 0.11], np.float32),
            ink=self.ink.astype(np.float32) * np.float32(1 / 255),
            flow=self.flow,
            relief=self.relief,
            depth=self.depth,
            matter=self.matter,
            night=self.night,
        )


_NIGHT_HAZE = np.array([0.10, 0.13, 0.2], np.float32)


def _swelling(mask: npt.NDArray[np.uint8], bulge: float) -> Field:
    """Height of a form that swells from its edge to its middle, in pixels."""
    padded = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    inside = cv2.distanceTransform((padded > 127).astype(np.uint8), cv2.DIST_L2, 3)[1:-1, 1:-1]
    # A form that covers the whole picture has no edge in it to be far from.
    inside = np.minimum(inside, np.float32(np.hypot(*mask.shape)))
    radius = max(float(inside.max()) * bulge, 1.0)
    t = np.minimum(inside / radius, 1)
    height = radius * np.sqrt(np.maximum(1 - (1 - t) ** 2, 0))
    return blur(height.astype(np.float32), max(0.7, radius * 0.16))


class Pen:
    """Draws in units of its own: origin where the thing stands, y upwards, height about 1."""

    def __init__(
        self,
        scene: Scene,
        origin: tuple[float, float],
        scale: float,
        *,
        flip: float = 1.0,
        angle: float = 0.0,
        depth: float = 0.0,
    ) -> None:
        self.scene, self.origin, self.scale = scene, origin, scale
        self.flip, self.angle, self.depth = flip, angle, depth
        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        self._matrix = np.array([[c * flip, -s], [s * flip, c]]) * scale

    @property
    def rng(self) -> np.random.Generator:
        """The scene's random numbers."""
        return self.scene.rng

    def at(
        self, x: float, y: float, scale: float = 1.0, *, angle: float = 0.0, flip: float = 1.0
    ) -> Pen:
        """A pen within this one's frame."""
        origin = self.place([(x, y)])[0]
        return Pen(
            self.scene,
            (float(origin[0]), float(origin[1])),
            self.scale * scale,
            flip=self.flip * flip,
            angle=self.angle + angle * self.flip,
            depth=self.depth,
        )

    def away(self, depth: float) -> Pen:
        """The same pen at another depth."""
        return Pen(
            self.scene, self.origin, self.scale, flip=self.flip, angle=self.angle, depth=depth
        )

    def place(self, points: Shape) -> Points:
        """Points of this frame as pixels."""
        moved = np.asarray(points, float) @ self._matrix.T
        return np.asarray(moved * (1, -1) + self.origin, float)

    def fill(self, points: Shape, colour: Colour, **look: Unpack[Look]) -> None:
        """Fill a ring of straight edges."""
        self.scene.fill([self.place(points)], colour, self.depth, look, self.scale)

    def fills(self, rings: list[Shape], colour: Colour, **look: Unpack[Look]) -> None:
        """Fill several rings at once: holes, or one body with ``union=True``."""
        placed = [self.place(ring) for ring in rings]
        if placed:
            self.scene.fill(placed, colour, self.depth, look, self.scale)

    def blob(self, points: Shape, colour: Colour, **look: Unpack[Look]) -> None:
        """Fill a smooth ring through the points."""
        self.fill(smooth(points, closed=True), colour, **look)

    def oval(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, **look: Unpack[Look]
    ) -> None:
        """Fill an ellipse."""
        self.fill(ellipse(x, y, rx, ry), colour, **look)

    def bar(
        self, x0: float, y0: float, x1: float, y1: float, colour: Colour, **look: Unpack[Look]
    ) -> None:
        """Fill a rectangle."""
        self.fill([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, **look)

    def stroke(
        self,
        points: Shape,
        width: float | list[float],
        colour: Colour,
        *,
        curved: bool = True,
        **look: Unpack[Look],
    ) -> None:
        """A stroke with a body (a mast, a stem, a leg); several widths taper it."""
        line = smooth(points, steps=6) if curved else np.asarray(points, float)
        look.setdefault("form", "round")
        self.fill(ribbon(line, width), colour, **look)

    def line(
        self,
        points: Shape,
        *,
        weight: float = 1.0,
        colour: Colour | None = None,
        curved: bool = True,
    ) -> None:
        """A thin detail: ink, and a dark trace in the colours (``weight`` 1 is a contour)."""
        line = smooth(points, steps=6) if curved else np.asarray(points, float)
        placed = self.place(line)
        thick = weight * self.scene.stroke * (1 - 0.5 * self.depth)
        self.scene.contour([placed], thick, closed=False)
        path = np.round(np.clip(placed, -9999, 9999) * 16).astype(np.int32)
        shade = rgb(colour) if colour is not None else np.array([0.13, 0.11, 0.1], np.float32)
        if colour is None and thick < 1:
            return  # too thin to show in the colours
        cv2.polylines(
            self.scene.albedo, [path], False, shade.tolist(), max(1, round(thick)), cv2.LINE_AA, 4
        )

    def shadow(self, x: float, rx: float, ry: float, dark: float = 0.45, y: float = 0.0) -> None:
        """A soft shadow on the ground."""
        placed = self.place(ellipse(x, y, rx * 1.3, ry * 1.6))
        low, high = placed.min(0).astype(int), placed.max(0).astype(int) + 1
        x0, y0 = max(int(low[0]), 0), max(int(low[1]), 0)
        x1, y1 = min(int(high[0]), self.scene.width), min(int(high[1]), self.scene.height)
        if x0 >= x1 or y0 >= y1:
            return
        cx, cy = (low + high) / 2
        u = (np.arange(x0, x1) - cx)[None, :] / max((high[0] - low[0]) / 2, 1)
        v = (np.arange(y0, y1) - cy)[:, None] / max((high[1] - low[1]) / 2, 1)
        fall = dark * np.clip(1 - (u * u + v * v), 0, 1) ** 1.1
        self.scene.albedo[y0:y1, x0:x1] *= (1 - fall).astype(np.float32)[..., None]

    def shine(self, x: float, y: float, radius: float, colour: Colour, power: float = 1.0) -> None:
        """Light given off: a lamp, a window, a star."""
        (cx, cy) = self.place([(x, y)])[0]
        r = max(radius * self.scale, 1.0)
        x0, x1 = max(int(cx - 3 * r), 0), min(int(cx + 3 * r) + 1, self.scene.width)
        y0, y1 = max(int(cy - 3 * r), 0), min(int(cy + 3 * r) + 1, self.scene.height)
        if x0 >= x1 or y0 >= y1:
            return
        u = (np.arange(x0, x1) - cx)[None, :] / r
        v = (np.arange(y0, y1) - cy)[:, None] / r
        fall = np.exp(-(u * u + v * v) * 1.6) * power
        self.scene.glow[y0:y1, x0:x1] += fall.astype(np.float32)[..., None] * rgb(colour)
