/**
 * The picked: items named one by one, selected or by a stop of a tour, lit like what a search
 * finds. Where they hang their records say, so no server needs to be told which they are.
 */

import { Lit } from "./lit.js";
import { Mask } from "./mask.js";

/** @typedef {import("./items.js").Items} Items */
/** @typedef {import("./shelf.js").Place} Place */

/** So many are brought forward one by one; the others are lit where their sheets show them. */
const PLACED = 1000;
/** Places in one answer. */
const ANSWERED = 400;

export class Picked extends Lit {
  /**
   * @param {object} options
   * @param {import("./server.js").Server} options.server
   * @param {Items} options.items
   * @param {number[]} options.rows the first ones are brought forward first
   * @param {() => void} options.onChange
   */
  constructor({ server, items, rows, onChange }) {
    super({ server, root: "", query: "", mask: maskOf(rows), hide: false, onChange });
    this.items = items;
    this.rows = rows.slice(0, PLACED);
  }

  /**
   * @param {string} path with layout and box, as docs/api.md has them
   * @returns {Promise<{results: Place[], total: number}>}
   */
  async answer(path) {
    const words = new URLSearchParams(path.split("?")[1]);
    const layout = words.get("layout") ?? "map";
    const [left, top, right, bottom] = (words.get("box") ?? "").split(",").map(Number);
    await this.items.want(this.rows);
    const inside = this.rows.flatMap((row) => {
      const { positions, width, height, colour, thumbs } = this.items.get(row) ?? {};
      const [x, y] = positions?.[layout] ?? [NaN, NaN];
      const here = x >= left && x <= right && y >= top && y <= bottom;
      return here ? [{
        row, x, y, width: width || 1, height: height || 1,
        colour: colour ?? "", thumb: thumbs?.["256"] ?? "",
      }] : [];
    });
    return { results: inside.slice(0, ANSWERED), total: inside.length };
  }
}

/** @param {number[]} rows */
function maskOf(rows) {
  const bits = new Uint8Array(rows.reduce((most, row) => Math.max(most, row), -1) / 8 + 1);
  for (const row of rows) bits[row >> 3] |= 1 << (row & 7);
  return new Mask(bits.buffer);
}
