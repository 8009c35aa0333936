/**
 * The link: a view as a short text for the address, and back. Pure.
 *
 * ``layout/x/y/zoom`` or ``layout/x/y/zoom/item``: x and y in the unit square, zoom in doublings
 * from the view that shows everything. Layout and item are percent-encoded.
 */

/**
 * @typedef {object} View
 * @property {string} layout
 * @property {number} x
 * @property {number} y
 * @property {number} zoom log2 of the scale over the fitting scale
 * @property {string} [item] id of the item that is open
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
  if (view.item !== undefined) parts.push(encodeURIComponent(view.item));
  return parts.join("/");
}

/**
 * @param {string | null | undefined} text
 * @returns {View | null} null when the text is no view
 */
export function parse(text) {
  if (!text) return null;
  const parts = text.split("/");
  if (parts.length < 4 || parts.length > 5) return null;
  const [x, y, zoom] = parts.slice(1, 4).map((part) => (part === "" ? NaN : Number(part)));
  if (![x, y, zoom].every(Number.isFinite) || Math.abs(zoom) > 40) return null;
  if (x < -1 || x > 2 || y < -1 || y > 2) return null;
  try {
    const layout = decodeURIComponent(parts[0]);
    if (!layout) return null;
    const item = parts.length === 5 ? decodeURIComponent(parts[4]) : undefined;
    return item ? { layout, x, y, zoom, item } : { layout, x, y, zoom };
  } catch {
    return null;
  }
}

/**
 * @param {number} value
 * @param {number} digits
 */
function trimmed(value, digits) {
  return String(Number(value.toFixed(digits)));
}
