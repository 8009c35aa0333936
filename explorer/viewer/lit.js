/**
 * What is lit: the pictures that a filter or a search picks out, while all others are dim or gone.
 *
 * A picture that is picked out may hang where there is no room for it at this scale, in a sheet
 * that is not loaded. So the server is asked which of them can be shown side by side in the present
 * view; those among loaded sheets are called for, the others come one by one and are put into a
 * sheet of our own. The work is bounded by the screen, however large the collection.
 */

import { Shelf } from "./shelf.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./camera.js").Projection} Projection */
/** @typedef {import("./mask.js").Mask} Mask */
/** @typedef {import("./scene.js").DrawList} DrawList */
/** @typedef {import("./server.js").Server} Server */
/** @typedef {import("./sheets.js").Sheet} Sheet */
/** @typedef {import("./shelf.js").Place} Place */

/**
 * @typedef {object} Seen the view that has come to rest
 * @property {string} layout
 * @property {Bounds} window part of the unit square that is seen
 * @property {Projection} projection
 * @property {number} side longest side of a picture, CSS pixels
 * @property {number} kept deepest level at which what is shown stays
 * @property {Sheet[]} sheets those that can be drawn
 */

/** How much is left of what is not picked out: an opacity that a float of 32 bits holds exactly. */
const DIM = 5 / 32;
/** Distance between pictures, in their longest sides. */
const APART = 1.04;
/** Places asked for across and down, at most; the server takes no more. */
const MOST_ACROSS = 96;
/** Where there are few, they may overlap like cards in a hand. */
const CARDS = 0.25;
/** So few are all asked for; then names of themes also keep clear of them. */
const FEW = 80;
/** In a tree of so few sheets, all those in view are loaded: quicker than picture by picture. */
export const SMALL_TREE = 24;

export class Lit {
  /**
   * @param {object} options
   * @param {Server} options.server
   * @param {string} options.root of the collection's API
   * @param {string} options.query by which the server knows what is picked out
   * @param {Mask} options.mask
   * @param {boolean} options.hide whether all else is hidden
   * @param {() => void} options.onChange something can be drawn that could not before
   */
  constructor({ server, root, query, mask, hide, onChange }) {
    this.server = server;
    this.root = root;
    this.query = query;
    this.mask = mask;
    this.hide = hide;
    this.onChange = onChange;
    this.closed = new AbortController();
    /** @type {Set<number>} rows that are shown whatever their level */
    this.raised = new Set();
    /** @type {string} what was asked last */
    this.asked = "";
    this.shelf = new Shelf({ server, onChange });
    /** @type {{layout: string, places: Place[], total: number} | null} */
    this.found = null;
  }

  close() {
    this.closed.abort();
    this.shelf.close();
  }

  /** Whether so few are lit that none of them gives way to a name. */
  get few() {
    return this.mask.count <= FEW;
  }

  /** How opaque a row is. @param {number} row */
  strength(row) {
    if (this.mask.has(row)) return 1;
    return this.hide ? 0 : DIM;
  }

  /**
   * Whether a row is called for although its level is deeper.
   * @param {number} row
   */
  calls(row) {
    return this.raised.has(row);
  }

  /**
   * Lines between pictures of a layout: none.
   * @param {string} _
   * @returns {import("./threads.js").Thread[]}
   */
  threads(_) {
    return [];
  }

  /** Rows that have a frame and lie on all others. @returns {number[]} */
  get framed() {
    return [];
  }

  /**
   * The sheets to draw: those given, and our own.
   * @param {Sheet[]} sheets
   * @param {string} layout
   */
  among(sheets, layout) {
    const { sheet } = this.shelf;
    return sheet && sheet.layout === layout ? [...sheets, sheet] : sheets;
  }

  /**
   * Where names must not stand: on the few that are lit.
   * @param {DrawList} drawn
   * @returns {Bounds[]}
   */
  spots(drawn) {
    if (!this.few) return [];
    const spots = [];
    for (let i = 0; i < drawn.count; i += 1) {
      if (this.mask.has(drawn.row[i])) spots.push(drawn.box(i));
    }
    return spots;
  }

  /**
   * The view has come to rest, or the layout has changed: find out what there is to show.
   * @param {Seen} seen
   */
  async look(seen) {
    if (!this.mask.count) return;
    const path = this.#path(seen);
    if (path === this.asked) {
      this.#raise(seen);
      return;
    }
    this.asked = path;
    try {
      const answer = await this.answer(path);
      if (path !== this.asked || this.closed.signal.aborted) return;
      this.found = { layout: seen.layout, places: answer.results, total: answer.total };
      this.#raise(seen);
      this.onChange();
    } catch (error) {
      if (this.closed.signal.aborted) return;
      this.asked = "";
      // What is not raised is still found by going closer.
      console.warn("places:", error);
    }
  }

  /**
   * Where what is picked out hangs, best first, as the server says.
   * @param {string} path
   * @returns {Promise<{results: Place[], total: number}>}
   */
  async answer(path) {
    return this.server.json(path, this.closed.signal);
  }

  /** @param {Seen} seen */
  #path({ layout, window, projection: p, side }) {
    const across = Math.max((side * APART) / p.ax, (window.right - window.left) / (MOST_ACROSS - 2));
    const down = Math.max((side * APART) / p.ay, (window.bottom - window.top) / (MOST_ACROSS - 2));
    const column = Math.max(Math.floor(window.left / across), Math.floor(-1 / across));
    const line = Math.max(Math.floor(window.top / down), Math.floor(-1 / down));
    const columns = Math.min(MOST_ACROSS, Math.ceil(window.right / across) - column);
    const lines = Math.min(MOST_ACROSS, Math.ceil(window.bottom / down) - line);
    const box = [column * across, line * down, (column + columns) * across, (line + lines) * down];
    const place = box.map((edge) => Math.min(3, Math.max(-2, edge)).toFixed(6)).join(",");
    const grid = `${Math.max(1, columns)},${Math.max(1, lines)}`;
    const rest = new URLSearchParams({ layout, box: place, grid });
    return `${this.root}/places?${this.query}&${rest}`;
  }

  /**
   * Choose those that keep their distance from what is shown anyway and from each other.
   * @param {Seen} seen
   */
  #raise({ layout, projection: p, side, kept, sheets }) {
    if (this.found?.layout !== layout) return;
    const { places, total } = this.found;
    const room = new Room(side * (total > FEW ? APART : CARDS));
    /** @type {Set<number>} */
    const loaded = new Set();
    for (const { index } of sheets) {
      for (let i = 0; index && i < index.count; i += 1) {
        const row = index.row[i];
        if (!this.mask.has(row)) continue;
        loaded.add(row);
        if (index.level[i] <= kept) room.take(p.ax * index.x[i] + p.bx, p.ay * index.y[i] + p.by);
      }
    }
    this.raised.clear();
    /** @type {Place[]} */
    const lacking = [];
    for (const place of places) {
      const free = room.take(p.ax * place.x + p.bx, p.ay * place.y + p.by);
      if (!free) continue;
      this.raised.add(place.row);
      if (!loaded.has(place.row)) lacking.push(place);
    }
    this.shelf.fill(layout, lacking);
  }
}

/** Where pictures stand already, so that others keep their distance. */
class Room {
  /** @param {number} apart pixels */
  constructor(apart) {
    this.apart = apart;
    /** @type {Map<string, {x: number, y: number}[]>} */
    this.cells = new Map();
  }

  /**
   * Take a place; false when somebody stands too near (and then nothing is taken).
   * @param {number} x
   * @param {number} y
   */
  take(x, y) {
    const [column, line] = [Math.floor(x / this.apart), Math.floor(y / this.apart)];
    for (let i = -1; i <= 1; i += 1) {
      for (let j = -1; j <= 1; j += 1) {
        for (const other of this.cells.get(`${column + i},${line + j}`) ?? []) {
          if (Math.max(Math.abs(other.x - x), Math.abs(other.y - y)) < this.apart) return false;
        }
      }
    }
    const key = `${column},${line}`;
    const cell = this.cells.get(key);
    if (cell) cell.push({ x, y });
    else this.cells.set(key, [{ x, y }]);
    return true;
  }
}
