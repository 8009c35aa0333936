/**
 * The chosen, lit: the pictures selected on their own, while all others are dim. Where they hang
 * their records say, so no server needs to be told what is selected.
 */

import { Lit } from "./lit.js";

/** @typedef {import("./items.js").Items} Items */
/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {import("./server.js").Server} Server */

/** So many are brought forward one by one; the others are lit where their sheets show them. */
const PLACED = 1000;
/** Places in one answer. */
const ANSWERED = 400;

/**
 * What is selected now, to be lit on a stage.
 * @param {object} options
 * @param {Selection} options.selection
 * @param {Items} options.items
 * @param {Server} options.server
 * @param {() => void} options.onChange
 * @returns {Lit}
 */
export function chosenLit({ selection, items, server, onChange }) {
  const rows = selection.rows;
  const held = new Set(rows);
  const answers = {
    json: async (/** @type {string} */ path) => {
      const words = new URLSearchParams(path.split("?")[1]);
      await items.want(rows.slice(0, PLACED));
      return placesOf(rows.slice(0, PLACED).flatMap((row) => items.get(row) ?? []), words);
    },
    blob: (/** @type {string} */ path, /** @type {AbortSignal} */ signal) => server.blob(path, signal),
    url: (/** @type {string} */ path) => server.url(path),
  };
  const mask = { count: held.size, has: (/** @type {number} */ row) => held.has(row) };
  return new Lit({
    server: /** @type {any} */ (answers), root: "", query: "", mask: /** @type {any} */ (mask),
    hide: false, onChange,
  });
}

/**
 * @param {import("./items.js").Item[]} items
 * @param {URLSearchParams} words layout, box and grid, as docs/api.md has them
 */
function placesOf(items, words) {
  const layout = words.get("layout") ?? "map";
  const [left, top, right, bottom] = (words.get("box") ?? "").split(",").map(Number);
  const inside = items.flatMap(({ row, positions, width, height, colour, thumbs }) => {
    const [x, y] = positions?.[layout] ?? [NaN, NaN];
    const here = x >= left && x <= right && y >= top && y <= bottom;
    return here ? [{ row, x, y, width, height, colour, thumb: thumbs?.["256"] ?? "" }] : [];
  });
  return { results: inside.slice(0, ANSWERED), total: inside.length };
}
