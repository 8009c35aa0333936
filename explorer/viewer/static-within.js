/**
 * What lies within an outline, from an export's files: the indexes of the sheets that the outline
 * meets hold every picture that hangs there, at whatever scale it is shown.
 */

import { corners, inside } from "./polygon.js";
import { decodeIndex } from "./sheets.js";
import { needed } from "./tree.js";

/** Indexes read at the same time. */
const AT_ONCE = 8;
/** More sheets than any export has. */
const EVERY = 1e6;

/**
 * The rows of the pictures inside an outline.
 * @param {string} polygon ``x,y;x,y…`` in the layout's unit square
 * @param {object} options
 * @param {(key: string) => Promise<ArrayBuffer>} options.read the index of a sheet
 * @returns {Promise<Set<number>>}
 */
export async function rowsWithin(polygon, { read }) {
  const outline = corners(polygon);
  const [across, down] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
  const view = {
    left: Math.min(...across), right: Math.max(...across),
    top: Math.min(...down), bottom: Math.max(...down),
  };
  /** @type {Map<string, import("./sheets.js").SheetIndex>} */
  const known = new Map();
  for (;;) {
    // A sheet is known to exist once its parent was read.
    const lacking = needed(view, Infinity, (key) => known.get(key), { most: EVERY })
      .filter(({ key }) => !known.has(key));
    if (!lacking.length) break;
    for (let start = 0; start < lacking.length; start += AT_ONCE) {
      await Promise.all(lacking.slice(start, start + AT_ONCE).map(async ({ key }) => {
        known.set(key, decodeIndex(await read(key)));
      }));
    }
  }
  /** @type {Set<number>} */
  const rows = new Set();
  for (const { count, row, x, y } of known.values()) {
    for (let i = 0; i < count; i += 1) if (inside(outline, x[i], y[i])) rows.add(row[i]);
  }
  return rows;
}
