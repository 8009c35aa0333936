/** A region: a closed line in the unit square, as one draws it around a part of a map. Pure. */

import { distanceTo, thinned } from "./polyline.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./tour.js").Outline} Outline */

export const MOST_POINTS = 200;
const DIGITS = 5;

/**
 * Whether a value is an outline.
 * @param {unknown} value
 * @returns {value is Outline}
 */
export function isOutline(value) {
  return Array.isArray(value) && value.length >= 3 && value.length <= MOST_POINTS
    && value.every((point) => Array.isArray(point) && point.length === 2 && point.every(inSquare));
}

/** @param {unknown} value */
function inSquare(value) {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/**
 * With no more digits than the eye needs.
 * @param {Outline} outline
 * @returns {Outline}
 */
export function rounded(outline) {
  return outline.map(([x, y]) => [Number(x.toFixed(DIGITS)), Number(y.toFixed(DIGITS))]);
}

/**
 * What a hand has drawn as an outline: within the square, without the points that say nothing;
 * null when nothing was encircled.
 * @param {Outline} drawn
 * @param {number} within how far the outline may lie from what was drawn
 * @returns {Outline | null}
 */
export function outlined(drawn, within) {
  const inside = drawn.map(([x, y]) => ({ x: clamp(x), y: clamp(y) }));
  let simple = thinned(inside, within);
  for (let more = within * 2; simple.length > MOST_POINTS && more < 1; more *= 2) {
    simple = thinned(inside, more);
  }
  const every = Math.ceil(simple.length / MOST_POINTS);
  const kept = simple.filter((_, n) => n % every === 0);
  const result = rounded(kept.map(({ x, y }) => [x, y]));
  return result.length >= 3 && area(result) > (within * 4) ** 2 ? result : null;
}

/**
 * @param {Bounds} box
 * @returns {Outline} clipped to the square
 */
export function rectangle({ left, top, right, bottom }) {
  const [x0, y0, x1, y1] = [left, top, right, bottom].map(clamp);
  return rounded([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]);
}

/**
 * @param {Outline} outline
 * @returns {Bounds}
 */
export function boundsOf(outline) {
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  return {
    left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys),
  };
}

/**
 * The middle of the uppermost part of an outline, where its name hangs.
 * @param {Outline} outline
 */
export function crown(outline) {
  const { top, bottom } = boundsOf(outline);
  const near = outline.filter(([, y]) => y <= top + (bottom - top) * 0.06).map(([x]) => x);
  return { x: (Math.min(...near) + Math.max(...near)) / 2, y: top };
}

/**
 * How far a point lies from an outline.
 * @param {Outline} outline
 * @param {number} x
 * @param {number} y
 * @param {{x: number, y: number}} scale of both axes; the distance is in its unit
 */
export function distance(outline, x, y, scale) {
  const at = outline.map(([px, py]) => ({ x: px * scale.x, y: py * scale.y }));
  const here = { x: x * scale.x, y: y * scale.y };
  return Math.min(...at.map((a, n) => distanceTo(here, a, at[(n + 1) % at.length])));
}

/** @param {Outline} outline */
export function area(outline) {
  let twice = 0;
  outline.forEach(([x, y], n) => {
    const [nextX, nextY] = outline[(n + 1) % outline.length];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** @param {number} value */
function clamp(value) {
  return Math.min(1, Math.max(0, value));
}
