/**
 * Seeking: filters, searches and likes. It keeps what is sought, asks the server what answers,
 * lights that on the stage, and shows it in the bar, the filters and the results.
 */

import { fill } from "./dom.js";
import { Facets } from "./facets.js";
import { Lit } from "./lit.js";
import { Mask } from "./mask.js";
import { Results } from "./results.js";
import { SeekBar } from "./seekbar.js";
import { Refused } from "./server.js";
import { any, format, NOTHING, parse, queryOf, toggleValue, valuesOf } from "./wishes.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./seekbar.js").Sought} Sought */
/** @typedef {import("./stage.js").Stage} Stage */

/** @typedef {{filter: string, q: string, like: string}} Address what of it the address holds */

/**
 * @typedef {object} Told
 * @property {() => void} changed what is sought is another
 * @property {() => void} surround the parts around the map take another place
 * @property {() => void} opened a part beside the map was opened
 * @property {(text: string) => void} say something to the visitor
 * @property {(item: Item) => void} open
 * @property {(item: Item) => void} fly
 * @property {(row: number | null) => void} point
 * @property {() => void} [select] select all that is lit
 * @property {() => void} [lit] something else is lit
 */

/** Results listed; all of them are lit. */
const LISTED = 100;
const ALIKE = 48;
/** A bar as wide as this share of the map lies above it, not upon it. */
const ACROSS = 0.6;
/** @typedef {{wide: number, high: number}} Corner */
/** @type {Corner} */
const BARE = { wide: 0, high: 0 };

export class Seeking {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {import("./server.js").Server} options.server
   * @param {import("./items.js").Items} options.items
   * @param {string} options.base
   * @param {string} options.collection
   * @param {string} options.lang
   * @param {Record<string, any>} options.texts
   * @param {Address | null} options.address what is sought at first
   * @param {Told} options.told
   */
  constructor({ holder, server, items, base, collection, lang, texts, address, told }) {
    this.server = server;
    this.items = items;
    this.lang = lang;
    this.texts = texts;
    this.told = told;
    this.root = `api/v1/${encodeURIComponent(collection)}`;
    this.sought = soughtIn(address);
    this.likeTitle = "";
    /** @type {Stage | null} */
    this.stage = null;
    /** @type {Lit | null} */
    this.lit = null;
    this.all = 0;
    this.turn = 0;
    /** @type {Map<number, string>} */
    this.themes = new Map();
    this.bar = new SeekBar({
      holder, server, texts, lang, base, root: this.root,
      seek: (change) => this.seek(change),
      toggle: () => this.toggleFilters(),
      clear: () => this.seek({ wishes: NOTHING, q: "", like: "" }),
      select: told.select,
    });
    this.facets = new Facets({
      texts, lang,
      wish: (wishes) => this.seek({ wishes }),
      close: () => this.toggleFilters(),
      find: async (column, find) => {
        const answer = await this.#overview({ column, find });
        return answer.results[0] ?? null;
      },
    });
    this.results = new Results({
      texts, lang,
      url: (path) => server.url(path),
      open: told.open, fly: told.fly, point: told.point,
      close: () => this.seek({ q: "", like: "" }),
    });
    holder.append(this.facets.element, this.results.element);
  }

  destroy() {
    this.turn += 1;
    this.lit?.close();
    this.bar.destroy();
  }

  /** @returns {Address} */
  get address() {
    return addressOf(this.sought);
  }

  /**
   * Seek what an address says; it is there already.
   * @param {Address} address
   */
  restore(address) {
    const now = this.address;
    if (address.filter === now.filter && address.q === now.q && address.like === now.like) return;
    this.sought = soughtIn(address);
    this.likeTitle = "";
    void this.#apply(true);
  }

  /** The parts at the left of the map, or below it. */
  get drawers() {
    return [this.facets.element, this.results.element];
  }

  /** Where the bar stands, in pixels of the map: no name goes there. */
  get places() {
    const origin = this.bar.element.parentElement?.getBoundingClientRect();
    return this.bar.parts.map((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const [x, y] = [origin?.left ?? 0, origin?.top ?? 0];
      return { left: left - x, top: top - y, right: right - x, bottom: bottom - y };
    });
  }

  /**
   * What the bar takes of the map, in pixels: of its top or, where it stands low, of what is left
   * above the buttons; and of the corner there at the left, which is less where it is short.
   * @returns {{top: number, bottom: number, corners: {top: Corner, bottom: Corner}}}
   */
  get room() {
    const { low, element } = this.bar;
    const map = element.parentElement?.getBoundingClientRect();
    const box = element.firstElementChild?.getBoundingClientRect();
    const foot = element.offsetTop + element.offsetHeight;
    const corner = {
      wide: Math.max(0, ...this.places.map(({ right }) => right - element.offsetLeft)),
      high: Math.max(0, ...this.places.map(({ top, bottom }) => (low ? foot - top : bottom))),
    };
    const across = map && box && box.width >= ACROSS * map.width ? corner.high : 0;
    return low ? { top: 0, bottom: across, corners: { top: BARE, bottom: corner } }
      : { top: across, bottom: 0, corners: { top: corner, bottom: BARE } };
  }

  /**
   * A stage was raised: light on it what is sought.
   * @param {Stage | null} stage
   * @param {number} all items of the collection
   */
  rise(stage, all) {
    this.stage = stage;
    this.all = all;
    if (stage) void this.#apply(false);
  }

  /** @param {{id: number, label: string}[]} themes */
  name(themes) {
    this.themes = new Map(themes.map(({ id, label }) => [id, label]));
    this.#bar();
  }

  /**
   * Seek something else; what is not named stays.
   * @param {Partial<Sought>} change
   */
  seek(change) {
    const before = this.sought;
    this.sought = { ...before, ...change };
    if (change.q) this.sought.like = "";
    const again = this.sought.q !== before.q || this.sought.like !== before.like;
    void this.#apply(again);
    this.told.changed();
  }

  /**
   * Filter by a value of a column too.
   * @param {string} column
   * @param {string} value
   */
  keep(column, value) {
    const { wishes } = this.sought;
    if (!valuesOf(wishes, column).includes(value)) {
      this.seek({ wishes: toggleValue(wishes, column, value) });
    }
  }

  /**
   * Light the nearest neighbours of an item.
   * @param {Item} item
   */
  likes(item) {
    this.likeTitle = item.title || this.texts.untitled;
    this.seek({ q: "", like: item.id });
  }

  /** Open the filters, or close them. */
  toggleFilters() {
    const open = this.facets.element.hidden;
    this.#open(open ? "filters" : this.#searching ? "results" : null);
    if (open) {
      void this.#refresh();
      this.facets.heading.focus({ preventScroll: true });
    } else {
      this.bar.toggle.focus({ preventScroll: true });
    }
  }

  /** Close what stands beside the map, without forgetting what is sought. */
  fold() {
    this.#open(null);
  }

  /** Close one thing, the last first; false when there was none. */
  close() {
    if (!this.facets.element.hidden) this.toggleFilters();
    else if (this.#searching) this.seek({ q: "", like: "" });
    else return false;
    return true;
  }

  get #searching() {
    return this.sought.q !== "" || this.sought.like !== "";
  }

  /** @param {"filters" | "results" | null} which */
  #open(which) {
    this.facets.element.hidden = which !== "filters";
    this.results.element.hidden = which !== "results";
    this.bar.setOpen(which === "filters");
    if (which) this.told.opened();
    this.told.surround();
  }

  /** The parameters by which the server knows what is sought. */
  get #query() {
    const { wishes, q, like } = this.sought;
    const query = queryOf(wishes);
    query.set("lang", this.lang);
    if (q) query.set("q", q);
    if (like) query.set("like", like);
    return query;
  }

  /** @param {boolean} again whether there are other results to list */
  async #apply(again) {
    this.turn += 1;
    const { turn } = this;
    this.#bar();
    const unnamed = Object.keys(this.sought.wishes.columns).some((name) => !this.facets.knows(name));
    if (!this.facets.element.hidden || unnamed) void this.#refresh().then(() => unnamed && this.#bar());
    if (!any(this.sought.wishes) && !this.#searching) {
      this.#light(null);
      if (!this.results.element.hidden) this.#open(null);
      return;
    }
    const query = String(this.#query);
    try {
      if (this.#searching) void this.#list(turn, again);
      else if (!this.results.element.hidden) this.#open(null);
      const mask = new Mask(await this.server.bytes(`${this.root}/mask?${query}`));
      if (turn !== this.turn) return;
      this.bar.setCount(mask.count, this.all);
      const { hide } = this.sought.wishes;
      this.#light(new Lit({
        server: this.server, root: this.root, query, mask, hide,
        onChange: () => this.stage?.invalidate(),
      }));
    } catch (error) {
      if (turn !== this.turn || !(error instanceof Refused)) return;
      // An address from elsewhere, or of another time: show the collection rather than nothing.
      this.told.say(this.texts.filter_unknown);
      this.seek({ wishes: NOTHING, like: "" });
    }
  }

  /** @param {Lit | null} lit */
  #light(lit) {
    this.lit?.close();
    this.lit = lit;
    this.stage?.light(lit);
    this.told.lit?.();
  }

  /**
   * @param {number} turn
   * @param {boolean} again
   */
  async #list(turn, again) {
    const { q, like, wishes } = this.sought;
    const { texts } = this;
    const query = queryOf(wishes);
    query.set("lang", this.lang);
    query.set("k", String(like ? ALIKE : LISTED));
    if (q) query.set("q", q);
    const path = like ? `items/${encodeURIComponent(like)}/similar` : "search";
    const found = await this.server.json(`${this.root}/${path}?${query}`).catch(() => null);
    if (!found || turn !== this.turn) return;
    if (like && !this.likeTitle) {
      const item = await this.items.find(like).catch(() => null);
      if (turn !== this.turn) return;
      this.likeTitle = item?.title || texts.untitled;
      this.#bar();
    }
    const heading = like ? fill(texts.like_of, { title: this.likeTitle })
      : fill(texts.quoted, { text: q });
    const bare = like ? found.results.map((/** @type {any} */ one) => ({ ...one, why: [] }))
      : found.results;
    this.results.show(bare, { heading, notice: found.notice ?? "", total: found.total });
    if (again || this.facets.element.hidden) this.#open("results");
  }

  async #refresh() {
    const { turn } = this;
    const overview = await this.#overview({}).catch(() => null);
    if (!overview || turn !== this.turn) return;
    this.facets.update(overview, this.sought.wishes);
  }

  /** @param {Record<string, string>} more */
  #overview(more) {
    const query = this.#query;
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    return this.server.json(`${this.root}/facets?${query}`);
  }

  #bar() {
    const theme = (/** @type {number} */ id) => {
      const label = this.themes.get(id);
      return label ? label.charAt(0).toUpperCase() + label.slice(1) : fill(this.texts.theme_n, { n: id });
    };
    const column = (/** @type {string} */ name) => this.facets.name(name);
    const bare = this.bar.state.hidden;
    const value = (/** @type {string} */ name, /** @type {string} */ one) =>
      this.facets.value(name, one);
    this.bar.update(this.sought, { theme, column, value, like: this.likeTitle });
    // Without chips the bar is as it was, and the map under the hand is left alone.
    if (!bare || !this.bar.state.hidden) this.told.surround();
  }
}

/**
 * What of it an address holds.
 * @param {Sought} sought
 * @returns {Address}
 */
export function addressOf({ wishes, q, like }) {
  return { filter: any(wishes) || q || like ? format(wishes) : "", q, like };
}

/**
 * What an address says is sought; of a search and a likeness, the search.
 * @param {Address | null} address
 * @returns {Sought}
 */
function soughtIn(address) {
  const q = address?.q.trim().slice(0, 300) ?? "";
  return { wishes: parse(address?.filter), q, like: q ? "" : address?.like ?? "" };
}
