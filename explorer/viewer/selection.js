/**
 * The selection: pictures that the visitor has put aside, in an order of their own. It survives
 * every change of layout, filter and language.
 */

/** @typedef {{id: string, row: number}} Chosen */

/** Most pictures selected at once. */
export const MOST = 5000;
/** Changes that can be undone. */
const REMEMBERED = 20;

export class Selection {
  /**
   * @param {object} options
   * @param {(ids: string[]) => Promise<Chosen[]>} options.resolve finds the rows of ids, in any
   *   order; those that do not exist are left out
   */
  constructor({ resolve }) {
    this.resolve = resolve;
    /** @type {readonly Chosen[]} in the visitor's order */
    this.list = [];
    /** @type {Set<number>} */
    this.held = new Set();
    /** @type {(readonly Chosen[])[]} what it was before, last one last */
    this.before = [];
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.turn = 0;
  }

  get size() {
    return this.list.length;
  }

  /** Identifiers, in order. @returns {string[]} */
  get ids() {
    return this.list.map(({ id }) => id);
  }

  /** Rows of this version of the collection, in order. @returns {number[]} */
  get rows() {
    return this.list.map(({ row }) => row);
  }

  /** @param {number} row */
  has(row) {
    return this.held.has(row);
  }

  /**
   * Be told of every change.
   * @param {() => void} listener
   * @returns {() => void} stops it
   */
  onChange(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Select these and nothing else. Like ``add`` and ``remove`` it takes items, or bare ids, whose
   * rows it finds out; what does not exist and what is beyond ``MOST`` is left out.
   * @param {(Chosen | string)[]} list
   */
  async replace(list) {
    await this.#change(list, (found) => found);
  }

  /** @param {(Chosen | string)[]} list */
  async add(list) {
    await this.#change(list, (found) => [...this.list, ...found]);
  }

  /** @param {(Chosen | string)[]} list */
  async remove(list) {
    const gone = new Set(list.map((one) => (typeof one === "string" ? one : one.id)));
    this.#set(this.list.filter(({ id }) => !gone.has(id)));
  }

  /** @param {Chosen} one */
  toggle(one) {
    void (this.has(one.row) ? this.remove([one]) : this.add([one]));
  }

  clear() {
    this.#set([]);
  }

  /** Nothing is selected, nor can be again by undoing: the next visitor is another. */
  forget() {
    this.turn += 1; // what is still being found out is not wanted
    this.before = [];
    this.#hold([]);
  }

  /**
   * Give a picture another place.
   * @param {number} from
   * @param {number} to its place afterwards
   */
  move(from, to) {
    const list = [...this.list];
    const [one] = list.splice(from, 1);
    if (!one || to < 0 || to > list.length) return;
    list.splice(to, 0, one);
    this.#set(list);
  }

  get undoable() {
    return this.before.length > 0;
  }

  /** Take the last change back. */
  undo() {
    const list = this.before.pop();
    if (list) this.#hold(list);
  }

  /** The collection is another version: the same pictures may have other rows. */
  async renew() {
    const { ids } = this;
    this.before = [];
    if (!ids.length) return;
    const found = new Map((await this.resolve(ids)).map((one) => [one.id, one]));
    this.#hold(this.ids.flatMap((id) => found.get(id) ?? []));
  }

  /**
   * @param {(Chosen | string)[]} list
   * @param {(found: Chosen[]) => readonly Chosen[]} made
   */
  async #change(list, made) {
    this.turn += 1;
    const { turn } = this;
    const bare = list.slice(0, MOST).filter((one) => typeof one === "string");
    if (!bare.length) {
      this.#set(made(/** @type {Chosen[]} */ (list)));
      return;
    }
    const found = new Map((await this.resolve(bare)).map((one) => [one.id, one]));
    if (turn !== this.turn) return; // something else was asked for meanwhile
    this.#set(made(list.flatMap((one) => (typeof one === "string" ? found.get(one) ?? [] : one))));
  }

  /** @param {readonly Chosen[]} list */
  #set(list) {
    const seen = new Set();
    const next = list.filter(({ id }) => !seen.has(id) && seen.add(id)).slice(0, MOST);
    const { list: now } = this;
    if (next.length === now.length && next.every(({ id }, at) => id === now[at].id)) return;
    this.before.push(now);
    if (this.before.length > REMEMBERED) this.before.shift();
    this.#hold(next);
  }

  /** @param {readonly Chosen[]} list */
  #hold(list) {
    this.list = Object.freeze(list.map(({ id, row }) => ({ id, row })));
    this.held = new Set(this.rows);
    for (const listener of [...this.listeners]) listener();
  }
}
