/** A concept that is being taught, kept in the tab; other pages of the tab may mark for it. */

import { FORMAT, read, written } from "./concept.js";
import { Draft, Shelf } from "./draft.js";

/** @typedef {import("./concept.js").Concept} Concept */

const UNDONE = 200;

/** @param {string} collection */
const openOf = (collection) => `cimaise-concept-open-${collection}`;

/** @type {Shelf<Concept>} */
const shelf = new Shelf("concept",
  (concept) => {
    const { applied, taughtAt } = concept;
    return { ...written(concept), applied, taught: { when: taughtAt } };
  },
  (stored, collection) => (stored.format === FORMAT ? read(stored, collection) : null));

/** @extends {Draft<Concept>} */
export class ConceptDraft extends Draft {
  /**
   * @param {object} options
   * @param {Concept} options.concept
   * @param {string | null} options.mark of the version that it was made from; null for a new one
   * @param {boolean} [options.dirty] whether there is something to save
   * @param {() => void} options.changed
   */
  constructor({ concept, ...more }) {
    super({ content: concept, shelf, undone: UNDONE, ...more });
  }

  get concept() {
    return this.content;
  }

  set concept(concept) {
    this.content = concept;
  }

  /**
   * @param {Concept} before
   * @param {Concept} now
   */
  restored(before, now) {
    const { id, applied, taughtAt } = now;
    return { ...before, id, applied, taughtAt };
  }
}

/**
 * Which concept this tab teaches; empty for none.
 * @param {string} collection
 */
export function openHere(collection) {
  try {
    return sessionStorage.getItem(openOf(collection)) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} collection
 * @param {string} id empty for none
 */
export function setOpen(collection, id) {
  try {
    if (id) sessionStorage.setItem(openOf(collection), id);
    else sessionStorage.removeItem(openOf(collection));
  } catch {
    // storage may be refused
  }
}

/**
 * What this tab keeps of a collection's concepts.
 * @param {string} collection
 */
export function recall(collection) {
  return shelf.recall(collection).map(({ content, mark }) => ({ concept: content, mark }));
}

/**
 * @param {Concept} concept
 * @param {string | null} mark
 * @returns {boolean} whether the tab could
 */
export function keep(concept, mark) {
  return shelf.keep(concept, mark);
}
