/**
 * The tiles of one full picture: asked for as the view calls for them, nearest to its middle first,
 * and kept within a budget.
 */

import { Failures } from "./failures.js";
import { keyOf } from "./pyramid.js";

/** @typedef {import("./pyramid.js").Tile} Tile */
/** @typedef {import("./server.js").Server} Server */

/** @typedef {{bitmap: ImageBitmap, since: number}} Held */

const AT_ONCE = 6;

export class Tiles {
  /**
   * @param {object} options
   * @param {Server} options.server
   * @param {string} options.address of the picture's tiles, relative to the root of the app
   * @param {number} options.budget bytes of decoded tiles to keep
   * @param {() => void} options.onLoad a tile has arrived
   */
  constructor({ server, address, budget, onLoad }) {
    this.server = server;
    this.address = address;
    this.budget = budget;
    this.onLoad = onLoad;
    /** @type {Map<string, Held>} oldest use first */
    this.held = new Map();
    /** @type {Map<string, AbortController>} */
    this.loading = new Map();
    /** @type {string[]} */
    this.queue = [];
    /** Tiles that there are not, or that cannot be read. */
    this.failed = new Failures(onLoad);
    this.bytes = 0;
  }

  /** @param {Tile} tile */
  get(tile) {
    return this.held.get(keyOf(tile));
  }

  /**
   * Say which tiles are looked at, most wanted first. Loads of others are given up.
   * @param {Tile[]} tiles
   */
  want(tiles) {
    const keys = tiles.map(keyOf);
    const wanted = new Set(keys);
    for (const [key, stop] of this.loading) {
      if (wanted.has(key)) continue;
      stop.abort();
      this.loading.delete(key);
    }
    for (const key of keys) {
      const held = this.held.get(key);
      if (held) {
        this.held.delete(key);
        this.held.set(key, held);
      }
    }
    this.queue = keys.filter((key) => !this.held.has(key) && !this.failed.has(key));
    for (const [key, held] of this.held) {
      if (this.bytes <= this.budget) break;
      if (!wanted.has(key)) this.#drop(key, held);
    }
    this.#next();
  }

  /** Whether nothing more is on its way. */
  get idle() {
    return !this.queue.length && !this.loading.size;
  }

  close() {
    this.queue = [];
    for (const stop of this.loading.values()) stop.abort();
    this.failed.close();
    for (const [key, held] of this.held) this.#drop(key, held);
  }

  #next() {
    while (this.loading.size < AT_ONCE) {
      const key = this.queue.shift();
      if (key === undefined) return;
      if (!this.loading.has(key) && !this.held.has(key)) void this.#load(key);
    }
  }

  /** @param {string} key */
  async #load(key) {
    const stop = new AbortController();
    this.loading.set(key, stop);
    try {
      const bitmap = await createImageBitmap(
        await this.server.blob(`${this.address}/${key}.webp`, stop.signal),
      );
      if (stop.signal.aborted) {
        bitmap.close();
        return;
      }
      this.held.set(key, { bitmap, since: performance.now() });
      this.bytes += weight(bitmap);
      this.failed.forget(key);
      this.onLoad();
    } catch {
      // What is refused or cannot be decoded is asked for later: what is coarser stays.
      if (!stop.signal.aborted) this.failed.add(key);
    } finally {
      if (this.loading.get(key) === stop) this.loading.delete(key);
      this.#next();
    }
  }

  /**
   * @param {string} key
   * @param {Held} held
   */
  #drop(key, { bitmap }) {
    this.bytes -= weight(bitmap);
    bitmap.close();
    this.held.delete(key);
  }
}

/** @param {ImageBitmap} bitmap */
function weight(bitmap) {
  return bitmap.width * bitmap.height * 4;
}
