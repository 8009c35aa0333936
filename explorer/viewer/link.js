/**
 * The link: a view as a short text for the address, and back. Pure.
 *
 * ``layout/x/y/zoom[/item[/size/spread]]``: x and y in the unit square, zoom in doublings from the
 * view that shows everything; how pictures are hung, in doublings too. Layout and item are
 * percent-encoded; the item is empty when only the hanging is told.
 */

import { HANGING } from "./hanging.js";

/**
 * @typedef {object} View
 * @property {string} layout
 * @property {number} x
 * @property {number} y
 * @property {number} zoom log2 of the scale over the fitting scale
 * @property {string} [item] id of the item that is open
 * @property {number} [size] of the pictures: -1 half, 1 double; 0 when it is not told
 * @property {number} [spread] distance between them, in the same way
 */

/**
 * @param {View} view
 * @returns {string}
 */
export function format(view) {
  // Closer in, a pixel is a smaller part of the square and needs more digits.
  const digits = Math.min(9, 4 + Math.max(0, Math.ceil(view.zoom / 3)));
  const parts = [
    encodeURIComponent(view.layout),
    trimmed(view.x, digits),
    trimmed(view.y, digits),
    trimmed(view.zoom, 2),
  ];
  const hung = [view.size ?? 0, view.spread ?? 0].map((value) => trimmed(value, 2));
  const plain = hung.every((value) => Number(value) === 0);
  if (view.item !== undefined || !plain) parts.push(encodeURIComponent(view.item ?? ""));
  if (!plain) parts.push(...hung);
  return parts.join("/");
}

/**
 * @param {string | null | undefined} text
 * @returns {View | null} null when the text is no view
 */
export function parse(text) {
  if (!text) return null;
  const parts = text.split("/");
  if (![4, 5, 7].includes(parts.length)) return null;
  const [x, y, zoom] = parts.slice(1, 4).map((part) => (part === "" ? NaN : Number(part)));
  if (![x, y, zoom].every(Number.isFinite) || Math.abs(zoom) > 40) return null;
  if (x < -1 || x > 2 || y < -1 || y > 2) return null;
  try {
    const layout = decodeURIComponent(parts[0]);
    if (!layout) return null;
    const item = decodeURIComponent(parts[4] ?? "");
    const size = wish(parts[5], HANGING.size);
    const spread = wish(parts[6], HANGING.spread);
    if (size === null || spread === null) return null;
    return {
      layout, x, y, zoom, ...(item && { item }), ...(size && { size }), ...(spread && { spread }),
    };
  } catch {
    return null;
  }
}

/**
 * @param {string | undefined} part
 * @param {{min: number, max: number}} limits
 * @returns {number | null} null when it is no number
 */
function wish(part, { min, max }) {
  if (part === undefined) return 0;
  const value = part === "" ? NaN : Number(part);
  return Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : null;
}

/**
 * @param {number} value
 * @param {number} digits
 */
function trimmed(value, digits) {
  return String(Number(value.toFixed(digits)));
}
