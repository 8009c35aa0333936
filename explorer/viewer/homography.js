/** Homographies: nine numbers, row by row, between the unit squares of two pictures. Pure. */

/** @typedef {readonly number[]} Matrix nine numbers */
/** @typedef {readonly [number, number]} Point */

/** @type {Matrix} */
export const SAME = Object.freeze([1, 0, 0, 0, 1, 0, 0, 0, 1]);

/**
 * @param {Matrix} m
 * @param {Point} at
 * @returns {Point}
 */
export function moved(m, [x, y]) {
  const w = m[6] * x + m[7] * y + m[8];
  return [(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w];
}

/**
 * @param {Matrix} m
 * @returns {Matrix | null} null for one that cannot be turned back
 */
export function inverse(m) {
  const [a, b, c, d, e, f, g, h, i] = m;
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!Number.isFinite(det) || Math.abs(det) < 1e-12) return null;
  return [
    e * i - f * h, c * h - b * i, b * f - c * e,
    f * g - d * i, a * i - c * g, c * d - a * f,
    d * h - e * g, b * g - a * h, a * e - b * d,
  ].map((value) => value / det);
}

/**
 * The style that lays an element of one size on another of the other size; its origin is the upper
 * left corner of both.
 * @param {Matrix} m between their unit squares
 * @param {{width: number, height: number}} from
 * @param {{width: number, height: number}} to
 * @returns {string}
 */
export function style(m, from, to) {
  const [a, b, c, d, e, f, g, h, i] = [
    (m[0] * to.width) / from.width, (m[1] * to.width) / from.height, m[2] * to.width,
    (m[3] * to.height) / from.width, (m[4] * to.height) / from.height, m[5] * to.height,
    m[6] / from.width, m[7] / from.height, m[8],
  ].map((value) => value / m[8]);
  const flat = [a, d, 0, g, b, e, 0, h, 0, 0, 1, 0, c, f, 0, i];
  return `matrix3d(${flat.map((value) => Number(value.toPrecision(12))).join(",")})`;
}
