/**
 * The pictures: larger files of the images that are drawn large, in place of their sheet's cell.
 *
 * They are asked for when the view rests, nearest to the centre first, and kept within a budget.
 */

import { Failures } from "./failures.js";

/** @typedef {import("./server.js").Server} Server */
/** @typedef {import("./items.js").Items} Items */

/** @typedef {{row: number, side: number}} Want ``side``: drawn longest side, device pixels */

/** @typedef {{bitmap: ImageBitmap, side: number, since: number}} Picture */

const AT_ONCE = 4;
/** A cell of 64 px may be drawn this large before the 256 px file is asked for; then 1024. */
const STEPS = [
  { above: 84, side: 256, most: 240 },
  { above: 300, side: 1024, most: 14 },
];

export class Pictures {
  /**
   * @param {object} options
   * @param {Server} options.server
   * @param {Items} options.items
   * @param {number} options.budget bytes of decoded pictures to keep
   * @param {() => void} options.onLoad a picture has arrived
   */
  constructor({ server, items, budget, onLoad }) {
    this.server = server;
    this.items = items;
    this.budget = budget;
    this.onLoad = onLoad;
    /** @type {Map<number, Picture>} by row, oldest use first */
    this.held = new Map();
    /** @type {Map<number, AbortController>} */
    this.loading = new Map();
    /** @type {{row: number, side: number}[]} */
    this.queue = [];
    this.failed = new Failures(onLoad);
    this.bytes = 0;
    this.turn = 0;
  }

  /**
   * The best picture held for a row.
   * @param {number} row
   * @returns {Picture | undefined}
   */
  get(row) {
    return this.held.get(row);
  }

  /**
   * Say which pictures are drawn now, most wanted first. Loads of others are given up.
   * @param {Want[]} wants
   */
  async want(wants) {
    this.turn += 1;
    const turn = this.turn;
    const queue = [];
    const counts = STEPS.map(() => 0);
    const keep = new Set();
    for (const { row, side } of wants) {
      const step = STEPS.findLastIndex(({ above, most }, n) => side > above && counts[n] < most);
      if (step < 0) continue;
      counts[step] += 1;
      keep.add(row);
      const held = this.held.get(row);
      if (held) {
        this.held.delete(row);
        this.held.set(row, held);
      }
      const wanted = STEPS[step].side;
      if ((held && held.side >= wanted) || this.failed.has(`${row}/${wanted}`)) continue;
      queue.push({ row, side: wanted });
    }
    for (const [row, stop] of this.loading) {
      if (!keep.has(row)) stop.abort();
    }
    this.queue = [];
    this.#forget(keep);
    if (!queue.length) return;
    await this.items.want(queue.map(({ row }) => row));
    if (turn !== this.turn) return;
    this.queue = queue;
    this.#next();
  }

  close() {
    this.queue = [];
    this.turn += 1;
    for (const stop of this.loading.values()) stop.abort();
    this.failed.close();
    for (const { bitmap } of this.held.values()) bitmap.close();
    this.held.clear();
    this.bytes = 0;
  }

  #next() {
    while (this.loading.size < AT_ONCE) {
      const next = this.queue.shift();
      if (!next) return;
      if (!this.loading.has(next.row)) void this.#load(next.row, next.side);
    }
  }

  /**
   * @param {number} row
   * @param {number} side
   */
  async #load(row, side) {
    const path = this.items.get(row)?.thumbs?.[String(side)];
    if (!path) {
      this.failed.add(`${row}/${side}`);
      return;
    }
    const stop = new AbortController();
    this.loading.set(row, stop);
    try {
      const bitmap = await createImageBitmap(await this.server.blob(path, stop.signal));
      if (stop.signal.aborted) {
        bitmap.close();
        return;
      }
      const old = this.held.get(row);
      if (old) this.#drop(row, old);
      this.held.set(row, { bitmap, side, since: performance.now() });
      this.bytes += weight(bitmap);
      this.failed.forget(`${row}/${side}`);
      this.onLoad();
    } catch {
      if (!stop.signal.aborted) this.failed.add(`${row}/${side}`);
    } finally {
      this.loading.delete(row);
      this.#next();
    }
  }

  /** @param {Set<number>} keep */
  #forget(keep) {
    for (const [row, picture] of this.held) {
      if (this.bytes <= this.budget) break;
      if (!keep.has(row)) this.#drop(row, picture);
    }
  }

  /**
   * @param {number} row
   * @param {Picture} picture
   */
  #drop(row, picture) {
    this.bytes -= weight(picture.bitmap);
    picture.bitmap.close();
    this.held.delete(row);
  }
}

/** @param {ImageBitmap} bitmap */
function weight(bitmap) {
  return bitmap.width * bitmap.height * 4;
}
