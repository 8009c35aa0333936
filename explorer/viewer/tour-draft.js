/** A tour that is being written, kept in the tab. */

import { Draft, Shelf } from "./draft.js";
import { read } from "./tour.js";

/** @typedef {import("./tour.js").Tour} Tour */

/** @type {Shelf<Tour>} */
const shelf = new Shelf("tour", (tour) => tour, (stored, collection) =>
  read(stored, collection).tour ?? null);

/** @extends {Draft<Tour>} */
export class TourDraft extends Draft {
  /**
   * @param {object} options
   * @param {Tour} options.tour
   * @param {string | null} options.mark of the version that it was made from; null for a new one
   * @param {boolean} [options.dirty] whether there is something to save
   * @param {() => void} options.changed
   */
  constructor({ tour, ...more }) {
    super({ content: tour, shelf, ...more });
  }

  get tour() {
    return this.content;
  }

  set tour(tour) {
    this.content = tour;
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
}

/**
 * What this tab keeps of a collection's tours.
 * @param {string} collection
 */
export function recall(collection) {
  return shelf.recall(collection).map(({ content, mark }) => ({ tour: content, mark }));
}

/** @param {Tour} tour */
export function forget(tour) {
  shelf.forget(tour);
}
