/** The polygon: a line drawn by hand around pictures, as corners that a server understands. Pure. */

import { thinned } from "./polyline.js";

/** @typedef {import("./polyline.js").Point} Point */
/** @typedef {import("./camera.js").Projection} Projection */

/** Most corners sent; the server takes 400. */
const MOST = 200;
/** Where points of an outline may lie, in the unit square and around it. */
const EDGE = { least: -2, most: 3 };

/**
 * The rectangle between two points.
 * @param {Point} a
 * @param {Point} b
 * @returns {Point[]}
 */
export function boxBetween(a, b) {
  return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
}

/**
 * The same line with fewer corners, none further than some pixels from what was drawn.
 * @param {Point[]} line
 * @param {number} [most] corners
 * @returns {Point[]}
 */
export function simplified(line, most = MOST) {
  if (line.length <= 3) return line;
  for (let tolerance = 0.8; ; tolerance *= 1.5) {
    const kept = thinned(line, tolerance);
    if (kept.length <= most) return kept;
  }
}

/**
 * Whether a line goes around anything.
 * @param {Point[]} line pixels
 */
export function encloses(line) {
  let twice = 0;
  line.forEach((a, at) => {
    const b = line[(at + 1) % line.length];
    twice += a.x * b.y - b.x * a.y;
  });
  const [width, height] = [spread(line.map(({ x }) => x)), spread(line.map(({ y }) => y))];
  return line.length >= 3 && (Math.abs(twice) > 32 || (width > 8 && height > 8));
}

/**
 * An outline on the screen as the server wants it: in the unit square.
 * @param {Point[]} line pixels
 * @param {Projection} p
 * @returns {string} ``x,y;x,y…``
 */
export function polygonText(line, p) {
  const within = (/** @type {number} */ value) =>
    String(Number(Math.min(EDGE.most, Math.max(EDGE.least, value)).toFixed(7)));
  return line.map(({ x, y }) => `${within((x - p.bx) / p.ax)},${within((y - p.by) / p.ay)}`).join(";");
}

/**
 * The corners that such a text names.
 * @param {string} text
 * @returns {Point[]}
 */
export function corners(text) {
  return text.split(";").map((part) => {
    const [x, y] = part.split(",").map(Number);
    return { x, y };
  });
}

/**
 * Whether a point lies inside, by winding number, as ``explorer/filtering/region.py`` says it.
 * @param {Point[]} polygon
 * @param {number} x
 * @param {number} y
 */
export function inside(polygon, x, y) {
  let winding = 0;
  for (let at = 0; at < polygon.length; at += 1) {
    const a = polygon[at];
    const b = polygon[(at + 1) % polygon.length];
    if (y < Math.min(a.y, b.y) || y >= Math.max(a.y, b.y)) continue;
    if (x < a.x + (y - a.y) * ((b.x - a.x) / (b.y - a.y))) winding += b.y > a.y ? 1 : -1;
  }
  return winding !== 0;
}

/** @param {number[]} values */
function spread(values) {
  return Math.max(...values) - Math.min(...values);
}
