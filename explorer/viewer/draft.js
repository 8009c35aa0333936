/**
 * A draft: something that is being made. What it is now, what it was before, and whether it is
 * saved. It is kept in the tab, so that nothing is lost with a page.
 */

/**
 * @template {{id: string, collection: string}} T
 */
export class Draft {
  /**
   * @param {object} options
   * @param {T} options.content
   * @param {string | null} options.mark of the version that it was made from; null for a new one
   * @param {boolean} [options.dirty] whether there is something to save
   * @param {number} [options.undone] how many changes can be taken back
   * @param {Shelf<T>} options.shelf where the tab keeps it
   * @param {() => void} options.changed
   */
  constructor({ content, mark, dirty = false, undone = 60, shelf, changed }) {
    this.content = content;
    this.mark = mark;
    this.dirty = dirty;
    this.undone = undone;
    this.shelf = shelf;
    this.changed = changed;
    /** Whether the tab keeps it. */
    this.kept = true;
    /** @type {T[]} */
    this.before = [];
    /** What was changed last: the letters of one text are one change. */
    this.last = "";
    if (dirty) this.#keep();
  }

  /**
   * @param {Partial<T>} change
   * @param {string} [what] changes of the same thing, one after the other, are undone together
   */
  set(change, what = "") {
    if (!what || what !== this.last) this.before.push(this.content);
    if (this.before.length > this.undone) this.before.shift();
    this.last = what;
    this.content = { ...this.content, ...change };
    this.#touch();
  }

  get undoable() {
    return this.before.length > 0;
  }

  /** Take the last change back. @returns {T | null} what was undone */
  undo() {
    const before = this.before.pop();
    if (!before) return null;
    const undone = this.content;
    this.last = "";
    this.content = this.restored(before, undone);
    this.#touch();
    return undone;
  }

  /**
   * What was before, with what no undoing changes.
   * @param {T} before
   * @param {T} now
   * @returns {T}
   */
  restored(before, now) {
    return { ...before, id: now.id };
  }

  /**
   * The server has it.
   * @param {T} sent
   * @param {string} mark of the version that it is there
   */
  saved(sent, mark) {
    this.mark = mark;
    this.last = "";
    if (sent === this.content) this.drop();
    else this.#keep(); // more was changed meanwhile
    this.changed();
  }

  /** What is here is no news any more. */
  drop() {
    this.dirty = false;
    this.shelf.forget(this.content);
  }

  #touch() {
    this.dirty = true;
    this.#keep();
    this.changed();
  }

  #keep() {
    this.kept = this.shelf.keep(this.content, this.mark);
  }
}

/**
 * The tab's storage of drafts of one kind, each under the collection and its id.
 * @template {{id: string, collection: string}} T
 */
export class Shelf {
  /**
   * @param {string} kind
   * @param {(content: T) => unknown} write what is stored of one, as JSON
   * @param {(stored: any, collection: string) => T | null} read one again; null for what is none
   */
  constructor(kind, write, read) {
    this.kind = kind;
    this.write = write;
    this.read = read;
  }

  /**
   * @param {T} content
   * @param {string | null} mark
   * @returns {boolean} whether the tab could
   */
  keep(content, mark) {
    try {
      const stored = JSON.stringify({ content: this.write(content), mark });
      sessionStorage.setItem(this.#prefix(content.collection) + content.id, stored);
      return true;
    } catch {
      return false; // storage may be refused, or full
    }
  }

  /**
   * What this tab keeps of a collection.
   * @param {string} collection
   * @returns {{content: T, mark: string | null}[]}
   */
  recall(collection) {
    try {
      return Object.keys(sessionStorage).filter((key) => key.startsWith(this.#prefix(collection)))
        .flatMap((key) => {
          const held = JSON.parse(sessionStorage.getItem(key) ?? "null");
          const content = held?.content ? this.read(held.content, collection) : null;
          return content ? [{ content, mark: typeof held.mark === "string" ? held.mark : null }] : [];
        });
    } catch {
      return [];
    }
  }

  /** @param {{id: string, collection: string}} content */
  forget({ id, collection }) {
    try {
      sessionStorage.removeItem(this.#prefix(collection) + id);
    } catch {
      // storage may be refused
    }
  }

  /** @param {string} collection */
  #prefix(collection) {
    return `cimaise-${this.kind}-${collection}/`;
  }
}
