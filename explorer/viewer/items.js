/** The items: records of the collection, asked for by row or by id, and kept for a while. */

import { dateText } from "./dom.js";
import { Refused } from "./server.js";

/** @typedef {import("./server.js").Server} Server */

/**
 * @typedef {object} Item what the API says of an item; see docs/api.md
 * @property {string} id
 * @property {number} row
 * @property {string} [title]
 * @property {string} [creator]
 * @property {string} [date]
 * @property {number | null} [year_from]
 * @property {number | null} [year_to]
 * @property {string[]} [technique]
 * @property {string[]} [subject]
 * @property {string[]} [category]
 * @property {string} [place]
 * @property {string} [description]
 * @property {string} [rights]
 * @property {string} [credit]
 * @property {string} [source]
 * @property {string} [alt]
 * @property {string} [folder]
 * @property {number | null} [lat]
 * @property {number | null} [lng]
 * @property {string} [language]
 * @property {string} [parent]
 * @property {number | null} [order]
 * @property {number} [width]
 * @property {number} [height]
 * @property {string} [colour]
 * @property {Record<string, string>} [thumbs]
 * @property {{id: number, level: number, label: string}[]} [themes]
 * @property {{column: string, label: string, value: string, value_label: string, by: string,
 *   score: number | null, model: string}[]} [made] what it has in facets that people made
 * @property {Record<string, unknown>} [extra]
 * @property {{manifest: string, state: string} | null} [iiif] addresses for viewers of other houses
 * @property {{width: number, height: number, address: string} | null} [full] size in pixels of the
 *   full picture and where its tiles are; null when they are not kept
 * @property {Record<string, [number, number]>} [positions] place in each layout, unit square
 * @property {number} [score]
 */

/** @typedef {Required<Item> & {why?: string[], terms?: string[]}} Listed as answers list it */

/** Rows in one request; the API takes no more than 200. */
const BATCH = 100;
/** Longest list of ids in one request, characters. */
const LONGEST = 6000;
/** Records kept. */
const KEPT = 4000;

export class Items {
  /**
   * @param {object} options
   * @param {Server} options.server
   * @param {string} options.collection
   * @param {string} options.lang
   * @param {() => void} options.onLoad records have arrived
   */
  constructor({ server, collection, lang, onLoad }) {
    this.server = server;
    this.root = `api/v1/${encodeURIComponent(collection)}/`;
    this.lang = lang;
    this.onLoad = onLoad;
    /** @type {Map<number, Item>} oldest use first */
    this.held = new Map();
    /** @type {Map<number, Promise<void>>} rows that are on their way */
    this.asked = new Map();
    this.closed = new AbortController();
  }

  /**
   * The record of a row, if it is held.
   * @param {number} row
   * @returns {Item | undefined}
   */
  get(row) {
    const item = this.held.get(row);
    if (item) {
      this.held.delete(row);
      this.held.set(row, item);
    }
    return item;
  }

  /**
   * Ask for the records of these rows that are not held.
   * @param {number[]} rows
   * @returns {Promise<void>} when they are there (or cannot be had)
   */
  async want(rows) {
    const lacking = rows.filter((row) => !this.held.has(row) && !this.asked.has(row));
    for (let start = 0; start < lacking.length; start += BATCH) {
      const batch = lacking.slice(start, start + BATCH);
      const coming = this.#fetch(batch);
      for (const row of batch) this.asked.set(row, coming);
    }
    await Promise.all(rows.map((row) => this.asked.get(row)));
  }

  /**
   * Hold what another answer told of some items; records that are held already stay.
   * @param {Item[]} items
   */
  keep(items) {
    for (const item of items) if (!this.held.has(item.row)) this.held.set(item.row, item);
  }

  /**
   * @param {string} id
   * @param {AbortSignal} [signal]
   * @returns {Promise<Item>}
   */
  async find(id, signal) {
    return this.server.json(this.#path(id, "", {}), signal);
  }

  /**
   * Several by their ids; those that do not exist are left out.
   * @param {string[]} ids
   * @returns {Promise<Item[]>}
   */
  async named(ids) {
    /** @type {Item[]} */
    const found = [];
    const names = ids.map((id) => String(new URLSearchParams({ id })));
    while (names.length) {
      let length = 0;
      const more = names.findIndex((name, at) => {
        length += name.length + 1;
        return at >= BATCH || (at > 0 && length > LONGEST);
      });
      const part = names.splice(0, more < 0 ? names.length : more);
      const path = `${this.root}rows?${part.join("&")}&lang=${encodeURIComponent(this.lang)}`;
      const answer = await this.server.json(path, this.closed.signal);
      for (const item of answer.results) this.held.set(item.row, item);
      found.push(...answer.results);
    }
    return found;
  }

  /**
   * The items that look most like one, best first.
   * @param {string} id
   * @param {number} count
   * @param {AbortSignal} [signal]
   * @returns {Promise<Item[]>}
   */
  async similar(id, count, signal) {
    const answer = await this.server.json(this.#path(id, "/similar", { k: count }), signal);
    return answer.results;
  }

  close() {
    this.closed.abort();
    this.held.clear();
  }

  /**
   * @param {string} id
   * @param {string} rest
   * @param {Record<string, string | number>} query
   */
  #path(id, rest, query) {
    const words = new URLSearchParams({ lang: this.lang });
    for (const [name, value] of Object.entries(query)) words.set(name, String(value));
    return `${this.root}items/${encodeURIComponent(id)}${rest}?${words}`;
  }

  /** @param {number[]} rows */
  async #fetch(rows) {
    try {
      const path = `${this.root}rows?rows=${rows.join(",")}&lang=${encodeURIComponent(this.lang)}`;
      const answer = await this.server.json(path, this.closed.signal);
      for (const item of answer.results) this.held.set(item.row, item);
      for (const row of this.held.keys()) {
        if (this.held.size <= KEPT) break;
        this.held.delete(row);
      }
      this.onLoad();
    } catch (error) {
      if (!this.closed.signal.aborted && !(error instanceof Refused)) throw error;
    } finally {
      for (const row of rows) this.asked.delete(row);
    }
  }
}

/**
 * When an item was made: as written, or its years.
 * @param {Item} item
 * @param {any} eras texts ``bce`` and ``ce``, with a place for the year
 * @returns {string}
 */
export function dateOf(item, eras) {
  if (item.date) return dateText(item.date, eras);
  if (item.year_from == null) return "";
  const from = dateText(String(item.year_from), eras);
  if (item.year_to == null || item.year_to === item.year_from) return from;
  return `${from} – ${dateText(String(item.year_to), eras)}`;
}

/**
 * Who made an item, and when: one line.
 * @param {Item} item
 * @param {any} eras texts ``bce`` and ``ce``
 */
export function byline(item, eras) {
  return [item.creator, dateOf(item, eras)].filter(Boolean).join(", ");
}

/**
 * An item's place in a layout, if it is known.
 * @param {Item} item
 * @param {string} layout
 * @returns {{x: number, y: number} | null}
 */
export function positionOf(item, layout) {
  const given = item.positions?.[layout];
  return given ? { x: given[0], y: given[1] } : null;
}
