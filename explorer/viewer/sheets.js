/**
 * The sheets: loading, decoding, keeping and forgetting them.
 *
 * A sheet is a picture of thumbnails and an index that says whose they are and where they hang;
 * the index's layout in bytes is described in the project's ``explorer/bundle/sheet.py``.
 */

import { Failures } from "./failures.js";
import { Gone, Refused } from "./server.js";

/** @typedef {import("./server.js").Server} Server */
/** @typedef {import("./tree.js").Node} Node */

/**
 * @typedef {object} SheetIndex
 * @property {number} cell side of a cell, pixels
 * @property {number} columns cells in a row of the picture
 * @property {boolean} packed whether it holds every picture of its branch
 * @property {readonly number[]} below pictures below each of its four children
 * @property {number} count
 * @property {Int32Array} row
 * @property {Float32Array} x unit square
 * @property {Float32Array} y unit square
 * @property {Uint8Array} level reveal level
 * @property {Uint8Array} width pixels within the cell
 * @property {Uint8Array} height pixels within the cell
 */

/**
 * @typedef {object} Sheet
 * @property {Node} node
 * @property {string} layout
 * @property {SheetIndex | null} index
 * @property {ImageBitmap | null} picture
 * @property {Float32Array} shown opacity each picture is drawn with now, 0..1
 * @property {number} used when it was last wanted
 */

const HEADER = 32;
const BYTES_EACH = 15;
const MAGIC = 0x534d4943; // "CIMS", little-endian
const VERSION = 1;

/** Sheets loaded at the same time. */
const AT_ONCE = 6;
/** Indexes are small; beyond this many, the longest unused are forgotten too. */
const INDEXES = 3000;

/**
 * Read the bytes of an index.
 * @param {ArrayBuffer} buffer
 * @returns {SheetIndex}
 * @throws {RangeError} when they are not the index of a sheet
 */
export function decodeIndex(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER || view.getUint32(0, true) !== MAGIC) {
    throw new RangeError("this is not the index of a sheet");
  }
  const count = view.getUint32(12, true);
  if (view.getUint16(4, true) !== VERSION || buffer.byteLength !== HEADER + BYTES_EACH * count) {
    throw new RangeError("this is not the index of a sheet");
  }
  const floats = HEADER + 4 * count;
  const bytes = HEADER + 12 * count;
  return {
    cell: view.getUint16(6, true),
    columns: Math.max(1, view.getUint16(8, true)),
    packed: (view.getUint16(10, true) & 1) === 1,
    below: [16, 20, 24, 28].map((offset) => view.getUint32(offset, true)),
    count,
    row: new Int32Array(buffer, HEADER, count),
    x: new Float32Array(buffer, floats, count),
    y: new Float32Array(buffer, floats + 4 * count, count),
    level: new Uint8Array(buffer, bytes, count),
    width: new Uint8Array(buffer, bytes + count, count),
    height: new Uint8Array(buffer, bytes + 2 * count, count),
  };
}

export class Sheets {
  /**
   * @param {object} options
   * @param {Server} options.server
   * @param {string} options.data where the collection's version lies, ending with a slash
   * @param {number} options.budget bytes of decoded pictures to keep
   * @param {() => void} options.onLoad an index or a picture has arrived
   */
  constructor({ server, data, budget, onLoad }) {
    this.server = server;
    this.data = data;
    this.budget = budget;
    this.onLoad = onLoad;
    /** @type {Map<string, Sheet>} */
    this.held = new Map();
    /** @type {Map<string, AbortController>} */
    this.loading = new Map();
    /** Sheets that the server says do not exist, or that cannot be read. */
    this.missing = new Failures(onLoad);
    this.bytes = 0;
    this.clock = 0;
  }

  /**
   * The sheet, if anything of it is held.
   * @param {string} layout
   * @param {string} key
   * @returns {Sheet | undefined}
   */
  get(layout, key) {
    return this.held.get(`${layout}/${key}`);
  }

  /**
   * Every sheet of a layout of which anything is held.
   * @param {string} layout
   * @returns {Sheet[]}
   */
  of(layout) {
    return [...this.held.values()].filter((sheet) => sheet.layout === layout);
  }

  /**
   * What is known of a layout's sheets, for the tree.
   * @param {string} layout
   * @returns {(key: string) => SheetIndex | undefined}
   */
  reader(layout) {
    return (key) => this.get(layout, key)?.index ?? undefined;
  }

  /**
   * Say which sheets are wanted now, most wanted first: those that are missing are loaded, loads
   * of others are given up.
   * @param {string} layout
   * @param {Node[]} nodes
   */
  want(layout, nodes) {
    this.clock += 1;
    const wanted = new Set(nodes.map((node) => `${layout}/${node.key}`));
    for (const [id, stop] of this.loading) {
      if (!wanted.has(id)) {
        stop.abort();
        this.loading.delete(id);
      }
    }
    for (const node of nodes) {
      const id = `${layout}/${node.key}`;
      const sheet = this.held.get(id);
      if (sheet) sheet.used = this.clock;
      if (sheet?.picture || this.missing.has(id) || this.loading.has(id)) continue;
      if (this.loading.size >= AT_ONCE) continue;
      void this.#load(id, layout, node);
    }
    this.#forget(wanted);
  }

  /** Whether something that was wanted is still on its way. */
  get busy() {
    return this.loading.size > 0;
  }

  /** Give up every load and free every picture. */
  close() {
    for (const stop of this.loading.values()) stop.abort();
    this.loading.clear();
    this.missing.close();
    for (const sheet of this.held.values()) sheet.picture?.close();
    this.held.clear();
    this.bytes = 0;
  }

  /**
   * @param {string} id
   * @param {string} layout
   * @param {Node} node
   */
  async #load(id, layout, node) {
    const stop = new AbortController();
    this.loading.set(id, stop);
    const path = `${this.data}sheets/${encodeURIComponent(layout)}/${node.key}`;
    try {
      const known = this.held.get(id)?.index;
      // The picture is asked for at once: waiting for the index would double the delay.
      const picture = this.server.blob(`${path}.webp`, stop.signal);
      picture.catch(() => {});
      const index = known ?? decodeIndex(await this.server.bytes(`${path}.bin`, stop.signal));
      if (!known && !stop.signal.aborted) {
        const shown = new Float32Array(index.count);
        this.held.set(id, { node, layout, index, picture: null, shown, used: this.clock });
        this.onLoad();
      }
      const bitmap = index.count ? await createImageBitmap(await picture) : null;
      const sheet = this.held.get(id);
      if (!sheet || stop.signal.aborted || sheet.picture) {
        bitmap?.close();
      } else if (bitmap) {
        sheet.picture = bitmap;
        sheet.shown.fill(0);
        this.bytes += weight(bitmap);
        this.missing.forget(id);
      } else {
        this.missing.add(id);
      }
    } catch (error) {
      if (stop.signal.aborted) return;
      // A sheet that is not there, or is damaged, leaves a gap; the rest must go on.
      this.missing.add(id);
      if (!(error instanceof Refused || error instanceof Gone)) console.warn(`sheet ${id}:`, error);
    } finally {
      if (this.loading.get(id) === stop) this.loading.delete(id);
      if (!stop.signal.aborted) this.onLoad();
    }
  }

  /** @param {Set<string>} wanted */
  #forget(wanted) {
    if (this.bytes <= this.budget && this.held.size <= INDEXES) return;
    const idle = [...this.held].filter(([id]) => !wanted.has(id));
    idle.sort(([, a], [, b]) => a.used - b.used);
    for (const [id, sheet] of idle) {
      if (this.bytes <= this.budget && this.held.size <= INDEXES) break;
      if (sheet.picture) {
        this.bytes -= weight(sheet.picture);
        sheet.picture.close();
        sheet.picture = null;
      }
      if (this.held.size > INDEXES) this.held.delete(id);
    }
  }
}

/** @param {ImageBitmap} bitmap */
function weight(bitmap) {
  return bitmap.width * bitmap.height * 4;
}
