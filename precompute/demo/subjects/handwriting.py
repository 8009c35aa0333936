"""Letters, drafts, poems and accounts, written in several hands."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from precompute.demo.lettering import write
from precompute.demo.scene import Pen
from precompute.demo.subjects.printing import print_mask
from precompute.demo.words import FRENCH, PLACES

Mask = npt.NDArray[np.uint8]
INKS = ("#2a2a3c", "#3c2a1e", "#22201e", "#2b3560", "#4a2f3a")
MONTHS = ("janvier", "mars", "avril", "mai", "juin", "août", "octobre")
GREETINGS = ("Chère amie,", "Mon cher frère,", "Monsieur,", "Ma bonne mère,", "Cher oncle,")


@dataclass(frozen=True, slots=True)
class Hand:
    """A way of writing: ``size`` of small letters in pixels, ``slant``, ``slope`` of lines."""

    mask: Mask
    rng: np.random.Generator
    face: str
    size: float
    slant: float
    slope: float
    thick: float

    def line(self, x: float, y: float, room: float, words: list[str]) -> float:
        """Write words from (x, y) until there is no room; return how far that went (pixels)."""
        start = x
        for word in words:
            long = self._word(word, x, y - np.tan(np.radians(self.slope)) * (x - start))
            x += long + self.size * self.rng.uniform(0.7, 1.2)
            if x - start > room - self.size * 3:
                break
        return x - start

    def _word(self, word: str, x: float, y: float) -> float:
        if self.face:
            return write(
                self.mask, word, x, y, self.size, self.face, angle=self.slope, rng=self.rng
            )
        return self._joined(word, x, y)

    def _joined(self, word: str, x: float, y: float) -> float:
        """A word in one stroke that nobody can read: loops up, loops down, thin and thick."""
        rng, s = self.rng, self.size
        step = s * 0.62
        n = len(word)
        tall = np.array([c in "bdfhklt" for c in word]) * rng.uniform(0.8, 1.3)
        deep = np.array([c in "gjpqy" for c in word]) * rng.uniform(0.8, 1.2)
        t = np.arange(4 * n)
        letter = t // 4
        up = np.where(t % 4 == 1, 0.62 + rng.normal(0, 0.08, 4 * n) + tall[letter], 0.0)
        up = np.where(t % 4 == 2, 0.3 + 0.2 * tall[letter], up)
        up = np.where(t % 4 == 3, -0.02 - deep[letter], up)
        across = (t / 4 + rng.normal(0, 0.07, 4 * n)) * step
        loop = np.where((t % 4 == 1) | (t % 4 == 3), 0.12, -0.06) * step
        px = x + across + loop + up * s * self.slant
        angle = np.tan(np.radians(self.slope))
        py = y - up * s - angle * across
        points = np.column_stack([px, py])
        fine = np.round(_curve(points) * 16).astype(np.int32)
        wide = max(1, round(self.thick))
        value = 190 if self.thick < 1 else 245
        cv2.polylines(self.mask, [fine], False, value, wide, cv2.LINE_AA, 4)
        falls = [fine[k : k + 5] for k in range(4, len(fine) - 5, 16)]  # the pen presses
        cv2.polylines(self.mask, falls, False, 255, wide + (self.thick > 1.2), cv2.LINE_AA, 4)
        return float(n * step)

    def strike(self, x: float, y: float, long: float) -> None:
        """Cross out what was written."""
        t = np.linspace(0, 1, 12)
        path = np.column_stack([x + t * long, y - self.size * (0.3 + 0.12 * np.sin(9 * t))])
        cv2.polylines(
            self.mask, [np.round(path).astype(np.int32)], False, 235, max(1, round(self.thick)), 16
        )


def _curve(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A smooth path through the points, four steps each."""
    at = np.linspace(0, len(points) - 1, 4 * len(points))
    low = np.clip(at.astype(int), 0, len(points) - 2)
    t = (at - low)[:, None]
    t = t * t * (3 - 2 * t)
    return np.asarray(points[low] * (1 - t) + points[low + 1] * t)


def _words(rng: np.random.Generator, count: int) -> list[str]:
    return [str(FRENCH[int(k)]) for k in rng.integers(0, len(FRENCH), count)]


def write_letter(pen: Pen) -> None:
    """A sheet written by hand: a letter, a close-written page, a poem, accounts or a card."""
    rng, scene = pen.rng, pen.scene
    scene.albedo[:] = 0.97
    w, h = scene.width, scene.height
    mask = np.zeros((h, w), np.uint8)
    joined = rng.random() < 0.5
    size = h * float(rng.uniform(0.013, 0.02) if joined else rng.uniform(0.013, 0.021))
    hand = Hand(
        mask,
        rng,
        "" if joined else str(rng.choice(["hand", "hand", "upright", "sloping", "heavy"])),
        size,
        float(rng.uniform(-0.1, 0.9)),
        float(rng.normal(0.4, 0.9)),
        size * float(rng.uniform(0.09, 0.17)),
    )
    kind = str(rng.choice(["letter", "letter", "letter", "close", "poem", "accounts", "card"]))
    faint = np.zeros((h, w), np.uint8)
    if kind == "accounts":
        _accounts(hand, faint)
    elif kind == "poem":
        _poem(hand)
    elif kind == "card":
        _card(hand, faint)
    else:
        _letter(hand, faint, close=kind == "close")
    if kind in ("letter", "poem") and rng.random() < 0.8:
        _signature(hand, float(rng.uniform(0.5, 0.72)) * w, float(rng.uniform(0.88, 0.94)) * h)
    if rng.random() < 0.25:
        _blots(mask, rng)
    if faint.any():
        print_mask(scene, (faint * 0.42).astype(np.uint8), "#5a6a8a")
    print_mask(scene, mask, str(rng.choice(INKS)))


def _letter(hand: Hand, faint: Mask, *, close: bool) -> None:
    rng, size = hand.rng, hand.size
    h, w = hand.mask.shape
    left = float(rng.uniform(0.07, 0.2) if not close else 0.06) * w
    right = float(rng.uniform(0.88, 0.95)) * w
    gap = size * float(rng.uniform(1.7, 2.0) if close else rng.uniform(2.0, 3.0))
    y = float(rng.uniform(0.06, 0.12)) * h
    if not close:
        if rng.random() < 0.3:
            y = _heading(faint if rng.random() < 0.3 else hand.mask, rng)
        place = PLACES[int(rng.integers(len(PLACES)))][0]
        day = [*place.split(), "le", str(int(rng.integers(2, 29))), str(rng.choice(MONTHS))]
        hand.line(float(rng.choice([left, 0.5 * w, 0.55 * w])), y, right, day)
        y += size * float(rng.uniform(2.5, 6))
        hand.line(left + 0.06 * w, y, right, str(rng.choice(GREETINGS)).split())
        y += gap * 0.4
    ruled = rng.random() < 0.25
    stop = float(rng.uniform(0.55, 0.86) if not close else 0.95) * h
    while y < stop - gap:
        y += gap
        if ruled:
            cv2.line(faint, (0, int(y + 2)), (w, int(y + 2)), 200, 1)
        new = rng.random() < 0.1
        x = left + rng.uniform(-0.008, 0.008) * w + (0.06 * w if new else 0)
        room = right - x - (0.3 * w if rng.random() < 0.1 else rng.uniform(0, 0.05) * w)
        gone = hand.line(x, y, room, _words(rng, 24))
        if rng.random() < 0.06:
            hand.strike(x + gone * 0.3, y, gone * 0.25)
    if close and rng.random() < 0.4:  # the margin is written on too
        side = np.zeros((w, h), np.uint8)
        turned = Hand(side, rng, hand.face, size * 0.8, hand.slant, 0.0, max(hand.thick * 0.8, 0.6))
        turned.line(0.2 * h, 0.045 * w, 0.6 * h, _words(rng, 20))
        np.maximum(hand.mask, np.rot90(side), out=hand.mask)


def _heading(mask: Mask, rng: np.random.Generator) -> float:
    """A printed letterhead; returns where writing may begin."""
    h, w = mask.shape
    size = h * float(rng.uniform(0.018, 0.028))
    text = str(
        rng.choice(["HÔTEL DU PORT", "MAIRIE", "ÉCOLE COMMUNALE", "MAISON TARNEC", "LE PHARE"])
    )
    x, align = (w / 2, 0.5) if rng.random() < 0.6 else (0.1 * w, 0.0)
    write(mask, text, x, 0.07 * h, size, str(rng.choice(["roman", "fat", "slab"])), align=align)
    place = PLACES[int(rng.integers(len(PLACES)))][0]
    write(mask, place, x, 0.07 * h + size * 1.4, size * 0.55, "italic", align=align)
    y = int(0.07 * h + size * 2)
    cv2.line(mask, (int(0.1 * w), y), (int(0.9 * w), y), 220, max(1, h // 600))
    return float(y + size * 2.4)


def _poem(hand: Hand) -> None:
    rng, size = hand.rng, hand.size * 1.1
    h, w = hand.mask.shape
    y = 0.12 * h
    hand.line(0.36 * w, y, 0.4 * w, _words(rng, 2))
    left = float(rng.uniform(0.18, 0.3)) * w
    for _ in range(int(rng.integers(3, 6))):
        y += size * 2.4
        for k in range(4):
            y += size * 2.2
            if y < 0.88 * h:
                indent = 0.05 * w * (k % 2)
                room = float(rng.uniform(0.36, 0.5)) * w
                hand.line(left + indent, y, room, _words(rng, 7))


def _accounts(hand: Hand, faint: Mask) -> None:
    rng, size = hand.rng, hand.size
    h, w = hand.mask.shape
    hand.line(0.3 * w, 0.08 * h, 0.5 * w, ["Compte", "de", *_words(rng, 1)])
    for x in (0.1, 0.74, 0.84, 0.94):
        cv2.line(faint, (int(x * w), int(0.11 * h)), (int(x * w), int(0.95 * h)), 255, 1)
    y = 0.13 * h
    gap = size * 2.0
    while y < 0.93 * h:
        y += gap
        cv2.line(faint, (int(0.04 * w), int(y + 3)), (int(0.96 * w), int(y + 3)), 190, 1)
        if rng.random() < 0.12 or y > 0.8 * h:
            continue
        hand.line(0.04 * w, y, 0.06 * w, [str(int(rng.integers(1, 31)))])
        hand.line(0.12 * w, y, float(rng.uniform(0.3, 0.58)) * w, _words(rng, 6))
        figures = "upright" if not hand.face else hand.face
        sums = (f"{rng.integers(1, 240)}", f"{rng.integers(0, 20) * 5:02d}")
        for text, at in zip(sums, (0.83, 0.925), strict=True):
            write(hand.mask, text, at * w, y, size * 0.9, figures, align=1.0, rng=rng)


def _card(hand: Hand, faint: Mask) -> None:
    """A card turned upright: a message, an address on lines, a stamp."""
    rng, size = hand.rng, hand.size * 1.1
    h, w = hand.mask.shape
    cv2.line(faint, (int(0.08 * w), int(0.5 * h)), (int(0.92 * w), int(0.5 * h)), 255, 2)
    y = 0.56 * h
    while y < 0.86 * h:
        y += size * 1.9
        hand.line(0.1 * w, y, 0.78 * w, _words(rng, 16))
    town = PLACES[int(rng.integers(len(PLACES)))][0]
    for k, text in enumerate(["Madame Tarnec", "rue du Port", town]):
        foot = round((0.26 + 0.07 * k) * h)
        cv2.line(faint, (int(0.34 * w), foot + 4), (int(0.92 * w), foot + 4), 255, 1)
        hand.line((0.36 + 0.04 * k) * w, foot, 0.5 * w, text.split())
    x0, y0, x1, y1 = (int(v) for v in (0.74 * w, 0.05 * h, 0.92 * w, 0.19 * h))
    cv2.rectangle(hand.mask, (x0, y0), (x1, y1), 225, max(1, h // 400))
    hand.mask[y0 + 5 : y1 - 4 : 3, x0 + 5 : x1 - 4] = 150
    cv2.circle(hand.mask, ((x0 + x1) // 2, (y0 + y1) // 2), (x1 - x0) // 4, 255, -1, cv2.LINE_AA)
    for radius in (0.1, 0.07):
        cv2.circle(hand.mask, (x0, y1), int(radius * w), 190, max(1, h // 500), cv2.LINE_AA)


def _signature(hand: Hand, x: float, y: float) -> None:
    rng = hand.rng
    s = hand.size * float(rng.uniform(0.9, 1.6))
    t = np.linspace(0, 1, 70)
    turns = float(rng.uniform(14, 34))
    fall = float(rng.uniform(0.4, 1.2))
    px = x + s * (t * 7 + 0.5 * np.sin(turns * t + 1))
    py = y - s * (1.3 * np.sin(turns * t) * (1.1 - fall * t) + 0.6 * np.cos(3 * t))
    thick = max(1, round(hand.thick * 1.1))
    ends = [np.column_stack([px, py])]
    if rng.random() < 0.6:
        u = np.linspace(0, 1, 24)
        under = y + s * (1.5 + 0.3 * np.sin(7 * u))
        ends.append(np.column_stack([x + s * (7 - 7.5 * np.abs(1 - 2 * u)), under]))
    rings = [np.round(e * 16).astype(np.int32) for e in ends]
    cv2.polylines(hand.mask, rings, False, 240, thick, cv2.LINE_AA, 4)


def _blots(mask: Mask, rng: np.random.Generator) -> None:
    h, w = mask.shape
    x, y = rng.uniform(0.15, 0.85) * w, rng.uniform(0.2, 0.9) * h
    for _ in range(int(rng.integers(2, 8))):
        r = max(1.0, h * 0.002 * float(rng.pareto(1.5) + 0.6))
        centre = (int(x + rng.normal(0, 0.02) * w), int(y + rng.normal(0, 0.015) * h))
        cv2.circle(mask, centre, int(min(r, 0.012 * h)), 245, -1, cv2.LINE_AA)
