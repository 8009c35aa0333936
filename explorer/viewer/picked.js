/** What a stop of a tour picks out: items named one by one, lit like what a search finds. */

import { Lit } from "./lit.js";
import { Mask } from "./mask.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").Items} Items */
/** @typedef {import("./lit.js").Seen} Seen */
/** @typedef {import("./shelf.js").Place} Place */

/** Items asked for at the same time. */
const AT_ONCE = 6;

export class Picked extends Lit {
  /**
   * @param {object} options
   * @param {import("./server.js").Server} options.server
   * @param {Item[]} options.items
   * @param {() => void} options.onChange
   */
  constructor({ server, items, onChange }) {
    super({ server, root: "", query: "", mask: maskOf(items), hide: false, onChange });
    this.items = items;
  }

  /**
   * @param {string} _path
   * @param {Seen} seen
   * @returns {Promise<{results: Place[], total: number}>}
   */
  async answer(_path, { layout }) {
    const results = this.items.flatMap((item) => {
      const at = item.positions?.[layout];
      if (!at) return [];
      return [{
        row: item.row, x: at[0], y: at[1], width: item.width || 1, height: item.height || 1,
        colour: item.colour ?? "", thumb: item.thumbs?.["256"] ?? "",
      }];
    });
    return { results, total: results.length };
  }
}

/**
 * The records of these ids; what is not in the collection any more is left out.
 * @param {Items} items
 * @param {string[]} ids
 * @param {AbortSignal} signal
 * @returns {Promise<Item[]>}
 */
export async function found(items, ids, signal) {
  /** @type {(Item | null)[]} */
  const records = ids.map(() => null);
  let next = 0;
  const work = async () => {
    while (next < ids.length && !signal.aborted) {
      const n = next;
      next += 1;
      records[n] = await items.find(ids[n], signal).catch(() => null);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return records.flatMap((record) => record ?? []);
}

/** @param {Item[]} items */
function maskOf(items) {
  const bits = new Uint8Array(items.reduce((most, { row }) => Math.max(most, row), -1) / 8 + 1);
  for (const { row } of items) bits[row >> 3] |= 1 << (row & 7);
  return new Mask(bits.buffer);
}
