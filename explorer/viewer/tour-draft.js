/**
 * A tour that is being written: what it is now, what it was before, and whether it is saved. It is
 * kept in the tab, so that nothing written is lost with a page.
 */

import { read } from "./tour.js";

/** @typedef {import("./tour.js").Tour} Tour */

const UNDONE = 60;

/** @param {string} collection */
function prefixOf(collection) {
  return `cimaise-tour-${collection}/`;
}

export class Draft {
  /**
   * @param {object} options
   * @param {Tour} options.tour
   * @param {string | null} options.mark of the version that it was made from; null for a new one
   * @param {boolean} [options.dirty] whether there is something to save
   * @param {() => void} options.changed
   */
  constructor({ tour, mark, dirty = false, changed }) {
    this.tour = tour;
    this.mark = mark;
    this.dirty = dirty;
    this.changed = changed;
    /** Whether the tab keeps it. */
    this.kept = true;
    /** @type {Tour[]} */
    this.before = [];
    /** What was changed last: the letters of one text are one change. */
    this.last = "";
    if (dirty) this.#keep();
  }

  /**
   * @param {Partial<Tour>} change
   * @param {string} [what] changes of the same thing, one after the other, are undone together
   */
  set(change, what = "") {
    if (!what || what !== this.last) this.before.push(this.tour);
    if (this.before.length > UNDONE) this.before.shift();
    this.last = what;
    this.tour = { ...this.tour, ...change };
    this.#touch();
  }

  /**
   * @param {string} id of the stop
   * @param {Partial<import("./tour.js").Stop>} change
   * @param {string} [what]
   */
  setStop(id, change, what) {
    const stops = this.tour.stops.map((stop) => (stop.id === id ? { ...stop, ...change } : stop));
    this.set({ stops }, what && `${id}:${what}`);
  }

  get undoable() {
    return this.before.length > 0;
  }

  /** Take the last change back. */
  undo() {
    const before = this.before.pop();
    if (!before) return;
    this.last = "";
    this.tour = { ...before, id: this.tour.id };
    this.#touch();
  }

  /**
   * The server has it.
   * @param {Tour} tour as it was sent
   * @param {string} mark of the version that it is there
   */
  saved(tour, mark) {
    this.mark = mark;
    this.last = "";
    if (tour === this.tour) this.drop();
    else this.#keep(); // more was written meanwhile
    this.changed();
  }

  /** What is here is no news any more. */
  drop() {
    this.dirty = false;
    forget(this.tour);
  }

  #touch() {
    this.dirty = true;
    this.#keep();
    this.changed();
  }

  #keep() {
    const { tour, mark } = this;
    try {
      sessionStorage.setItem(prefixOf(tour.collection) + tour.id, JSON.stringify({ tour, mark }));
      this.kept = true;
    } catch {
      this.kept = false; // storage may be refused, or full
    }
  }
}

/**
 * What this tab keeps of a collection's tours.
 * @param {string} collection
 * @returns {{tour: Tour, mark: string | null}[]}
 */
export function recall(collection) {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(prefixOf(collection)))
      .flatMap((key) => {
        const held = JSON.parse(sessionStorage.getItem(key) ?? "null");
        const { tour } = read(held?.tour, collection);
        return tour ? [{ tour, mark: typeof held.mark === "string" ? held.mark : null }] : [];
      });
  } catch {
    return [];
  }
}

/** @param {{id: string, collection: string}} tour */
export function forget({ id, collection }) {
  try {
    sessionStorage.removeItem(prefixOf(collection) + id);
  } catch {
    // storage may be refused
  }
}
