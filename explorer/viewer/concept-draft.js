/**
 * A concept that is being taught: what it is now, what it was before, and whether it is saved. It is
 * kept in the tab, so that no mark is lost with a page; other pages of the tab may mark for it.
 */

import { FORMAT, read, written } from "./concept.js";

/** @typedef {import("./concept.js").Concept} Concept */

const UNDONE = 200;

/** @param {string} collection */
const prefixOf = (collection) => `cimaise-concept-${collection}/`;
/** @param {string} collection */
const openOf = (collection) => `cimaise-concept-open-${collection}`;

export class ConceptDraft {
  /**
   * @param {object} options
   * @param {Concept} options.concept
   * @param {string | null} options.mark of the version that it was made from; null for a new one
   * @param {boolean} [options.dirty] whether there is something to save
   * @param {() => void} options.changed
   */
  constructor({ concept, mark, dirty = false, changed }) {
    this.concept = concept;
    this.mark = mark;
    this.dirty = dirty;
    this.changed = changed;
    /** Whether the tab keeps it. */
    this.kept = true;
    /** @type {Concept[]} */
    this.before = [];
    /** What was changed last: the letters of one text are one change. */
    this.last = "";
    if (dirty) this.#keep();
  }

  /**
   * @param {Partial<Concept>} change
   * @param {string} [what] changes of the same thing, one after the other, are undone together
   */
  set(change, what = "") {
    if (!what || what !== this.last) this.before.push(this.concept);
    if (this.before.length > UNDONE) this.before.shift();
    this.last = what;
    this.concept = { ...this.concept, ...change };
    this.#touch();
  }

  get undoable() {
    return this.before.length > 0;
  }

  /** Take the last change back; what was changed. @returns {Concept | null} as it was */
  undo() {
    const before = this.before.pop();
    if (!before) return null;
    const undone = this.concept;
    this.last = "";
    const { id, applied, taughtAt } = this.concept;
    this.concept = { ...before, id, applied, taughtAt };
    this.#touch();
    return undone;
  }

  /**
   * The server has it.
   * @param {Concept} sent
   * @param {string} mark of the version that it is there
   */
  saved(sent, mark) {
    this.mark = mark;
    this.last = "";
    if (sent === this.concept) this.drop();
    else this.#keep(); // more was marked meanwhile
    this.changed();
  }

  /** What is here is no news any more. */
  drop() {
    this.dirty = false;
    forget(this.concept);
  }

  #touch() {
    this.dirty = true;
    this.#keep();
    this.changed();
  }

  #keep() {
    this.kept = keep(this.concept, this.mark);
  }
}

/**
 * @param {Concept} concept
 * @param {string | null} mark
 * @returns {boolean} whether the tab could
 */
export function keep(concept, mark) {
  const { applied, taughtAt } = concept;
  const document = { ...written(concept), applied, taught: { when: taughtAt } };
  try {
    sessionStorage.setItem(prefixOf(concept.collection) + concept.id, JSON.stringify({ document, mark }));
    return true;
  } catch {
    return false; // storage may be refused, or full
  }
}

/**
 * What this tab keeps of a collection's concepts.
 * @param {string} collection
 * @returns {{concept: Concept, mark: string | null}[]}
 */
export function recall(collection) {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(prefixOf(collection)))
      .flatMap((key) => {
        const held = JSON.parse(sessionStorage.getItem(key) ?? "null");
        const concept = held?.document?.format === FORMAT ? read(held.document, collection) : null;
        return concept ? [{ concept, mark: typeof held.mark === "string" ? held.mark : null }] : [];
      });
  } catch {
    return [];
  }
}

/** @param {{id: string, collection: string}} concept */
export function forget({ id, collection }) {
  try {
    sessionStorage.removeItem(prefixOf(collection) + id);
  } catch {
    // storage may be refused
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
