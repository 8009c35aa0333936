/**
 * The server of an export: the same questions as the app's own, answered from files that lie
 * beside the page. What no file answers is refused, as an address that does not exist is.
 */

import { Refused, Server } from "./server.js";
import { rowsWithin } from "./static-within.js";
import { StaticSearch } from "./static-search.js";

/**
 * @typedef {object} Files where an export's files lie; folders end with a slash
 * @property {string} items
 * @property {number} shard items in one file
 * @property {number} ids files of identifiers
 * @property {string} words
 * @property {string} [tours] list of the guided tours, which lie in a folder of that name
 * @property {number} names names in one file
 */

const API = /^api\/v1\/[^/]+(?:\/(.*))?$/;
/** Of what is looked for, how many find a place on the map where there is no room for more. */
const PLACED = 400;
/** So few all find one, however near to each other they hang. */
const ALL = 80;
/** Of what lies within an outline, how many are told. */
const SELECTED = 5000;
/** Files kept in memory. */
const KEPT = 96;

export class StaticServer extends Server {
  /**
   * @param {import("./server.js").Options} options
   * @param {{data: string, lang: string}} place where this version's files lie, relative to the
   *   page, ending with a slash
   */
  constructor(options, { data, lang }) {
    super(options);
    this.data = data;
    this.lang = lang;
    this.sign = "cimaise.json";
    this.filters = false;
    /** @type {Map<string, Promise<any>>} oldest use first */
    this.held = new Map();
    /** @type {StaticSearch | null} */
    this.searcher = null;
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async json(path, signal) {
    const [plain, query = ""] = path.split("?", 2);
    const asked = API.exec(plain);
    if (!asked) return super.json(path, signal);
    const words = new URLSearchParams(query);
    const answer = await this.#answer(asked[1] ?? "", words, path);
    signal?.throwIfAborted();
    return answer;
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<ArrayBuffer>}
   */
  async bytes(path, signal) {
    const [plain, query = ""] = path.split("?", 2);
    const asked = API.exec(plain);
    if (!asked) return super.bytes(path, signal);
    if (asked[1] !== "mask") throw new Refused(404, path);
    const { counts } = await this.#read(`summary.${this.lang}.json`);
    const bits = new Uint8Array(Math.ceil(counts.items / 8));
    const rows = await this.#sought(new URLSearchParams(query), path);
    for (const row of rows) bits[row >> 3] |= 1 << (row & 7);
    signal?.throwIfAborted();
    return bits.buffer;
  }

  /**
   * @param {string} what
   * @param {URLSearchParams} words
   * @param {string} path
   */
  async #answer(what, words, path) {
    if (what === "") return this.#read(`summary.${this.lang}.json`);
    if (what === "themes") return this.#themes(Number(words.get("medoids") ?? 100));
    if (what === "within") return this.#within(words);
    if (what === "rows" && words.has("id")) {
      const rows = await Promise.all(words.getAll("id").map((id) => this.#row(id, path).catch(() => -1)));
      return listed(await this.#items(rows));
    }
    if (what === "rows") {
      return listed(await this.#items((words.get("rows") ?? "").split(",").map(Number)));
    }
    if (what === "search") return this.#search(words);
    if (what === "places") return this.#places(words, path);
    if (what.startsWith("tours")) return this.#tours(what.slice("tours/".length), path);
    if (what === "vocabulary") {
      const searcher = await this.#searcher();
      return listed(await searcher.suggest(words.get("q") ?? "", Number(words.get("k") ?? 10)));
    }
    const one = /^items\/([^/]+)(\/similar)?$/.exec(what);
    if (!one) throw new Refused(404, path);
    const [item] = await this.#items([await this.#row(decodeURIComponent(one[1]), path)]);
    if (!one[2]) return item;
    return listed(await this.#items(item.similar.slice(0, Number(words.get("k") ?? 32))));
  }

  /**
   * The guided tours that were exported, or one of them.
   * @param {string} id empty for the list
   * @param {string} path
   */
  async #tours(id, path) {
    const { tours } = await this.#files();
    /** @type {{tours: {id: string}[]}} */
    const known = tours ? await this.#read(tours) : { tours: [] };
    if (!id) return { tours: known.tours, writable: false };
    if (!known.tours.some((tour) => tour.id === id)) throw new Refused(404, path);
    return this.#read(`tours/${id}.json`);
  }

  /** @param {number} medoids */
  async #themes(medoids) {
    /** @type {{medoids: number[]}[]} */
    const themes = await this.#read(`themes.${this.lang}.json`);
    return listed(await Promise.all(themes.map(async (theme) => (
      { ...theme, medoids: medoids ? await this.#items(theme.medoids.slice(0, medoids)) : [] }))));
  }

  /** @param {URLSearchParams} words */
  async #search(words) {
    const { hits, terms } = await (await this.#searcher()).search(words.get("q") ?? "");
    const start = Number(words.get("offset") ?? 0);
    const some = hits.slice(start, start + Number(words.get("k") ?? 40));
    const items = await this.#items(some.map(({ row }) => row));
    const results = items.map((item, at) => ({ ...item, ...some[at] }));
    return { results, total: hits.length, mode: "vocabulary", terms };
  }

  /**
   * Rows that are looked for, best first: by words, or as the likes of an item.
   * @param {URLSearchParams} words
   * @param {string} path
   * @returns {Promise<number[]>}
   */
  async #sought(words, path) {
    const like = words.get("like");
    if (!like) {
      const { hits } = await (await this.#searcher()).search(words.get("q") ?? "");
      return hits.map(({ row }) => row);
    }
    const [item] = await this.#items([await this.#row(like, path)]);
    return [item.row, ...item.similar];
  }

  /**
   * Which of what is looked for can be shown side by side in a part of a layout, and where: the
   * best one in each cell of a grid over it, as ``explorer/filtering/spread.py`` does.
   * @param {URLSearchParams} words
   * @param {string} path
   */
  async #places(words, path) {
    const layout = words.get("layout") ?? "map";
    const [left, top, right, bottom] = (words.get("box") ?? "0,0,1,1").split(",").map(Number);
    const [columns, lines] = (words.get("grid") ?? "32,32").split(",").map(Number);
    const sought = await this.#items((await this.#sought(words, path)).slice(0, PLACED));
    const inside = sought.flatMap((item) => {
      const [x, y] = item.positions[layout] ?? [NaN, NaN];
      return x >= left && x <= right && y >= top && y <= bottom ? [{ item, x, y }] : [];
    });
    /** @type {Map<string, typeof inside[0]>} */
    const cells = new Map();
    for (const one of inside) {
      const column = Math.floor(((one.x - left) / (right - left)) * columns);
      const key = `${column}/${Math.floor(((one.y - top) / (bottom - top)) * lines)}`;
      if (!cells.has(key)) cells.set(key, one);
    }
    const chosen = inside.length > ALL ? [...cells.values()] : inside;
    const results = chosen.slice(0, Number(words.get("k") ?? PLACED))
      .map(({ item: { row, width, height, colour, thumbs }, x, y }) => (
        { row, x, y, width, height, colour, thumb: thumbs[256] }));
    return { results, total: inside.length };
  }

  /**
   * What lies within an outline, or is looked for, or belongs to a theme, or several of these.
   * @param {URLSearchParams} words
   */
  async #within(words) {
    const { counts } = await this.#read(`summary.${this.lang}.json`);
    const seeks = ["q", "like"].some((name) => words.get(name));
    let rows = seeks ? await this.#sought(words, "within") : Array.from({ length: counts.items }, (_, row) => row);
    const [polygon, layout, theme] = ["polygon", "layout", "theme"].map((name) => words.get(name));
    if (polygon) {
      const inside = await rowsWithin(polygon, {
        read: async (key) => super.bytes(`${this.data}sheets/${encodeURIComponent(layout ?? "map")}/${key}.bin`),
      });
      rows = rows.filter((row) => inside.has(row));
    }
    if (theme) {
      const items = await this.#items(rows);
      rows = items.filter(({ themes }) => themes.some((/** @type {{id: number}} */ { id }) => String(id) === theme))
        .map(({ row }) => row);
    }
    const items = await this.#items(rows.slice(0, Number(words.get("k") ?? SELECTED)));
    return { results: items.map(({ id, row }) => ({ id, row })), total: rows.length };
  }

  /** @returns {Promise<StaticSearch>} */
  async #searcher() {
    const { words, names } = await this.#files();
    this.searcher ??= new StaticSearch({
      words, names: "names/", size: names, lang: this.lang, read: (path) => this.#read(path),
    });
    return this.searcher;
  }

  /**
   * @param {string} id
   * @param {string} path
   * @returns {Promise<number>}
   */
  async #row(id, path) {
    const { ids } = await this.#files();
    const rows = new Map(Object.entries(await this.#read(`ids/${fnv1a(id) % ids}.json`)));
    const row = rows.get(id);
    if (row === undefined) throw new Refused(404, path);
    return row;
  }

  /**
   * The records of some rows, in their order; those that do not exist are left out.
   * @param {number[]} rows
   * @returns {Promise<any[]>}
   */
  async #items(rows) {
    const { items, shard } = await this.#files();
    const { counts } = await this.#read(`summary.${this.lang}.json`);
    const known = rows.filter((row) => Number.isInteger(row) && row >= 0 && row < counts.items);
    const themes = await this.#labels();
    return Promise.all(known.map(async (row) => {
      const records = await this.#read(`${items}${Math.floor(row / shard)}.json`);
      return completed(records[row % shard], themes);
    }));
  }

  /** @returns {Promise<Map<number, {id: number, level: number, label: string}>>} */
  async #labels() {
    /** @type {{id: number, level: number, label: string}[]} */
    const themes = await this.#read(`themes.${this.lang}.json`);
    return new Map(themes.map(({ id, level, label }) => [id, { id, level, label }]));
  }

  /** @returns {Promise<Files>} */
  async #files() {
    return (await this.#read(`summary.${this.lang}.json`)).files;
  }

  /**
   * A file, read once and kept for a while.
   * @param {string} path
   * @returns {Promise<any>}
   */
  #read(path) {
    const held = this.held.get(path) ?? super.json(this.data + path);
    this.held.delete(path);
    this.held.set(path, held);
    held.catch(() => this.held.delete(path)); // who asks next asks anew
    for (const oldest of this.held.keys()) {
      if (this.held.size <= KEPT) break;
      this.held.delete(oldest);
    }
    return held;
  }
}

/** @param {any[]} results */
function listed(results) {
  return { results, total: results.length };
}

/**
 * A record with what can be told from the rest.
 * @param {any} record
 * @param {Map<number, {id: number, level: number, label: string}>} themes
 */
function completed(record, themes) {
  const path = `thumbs/${record.sha.slice(0, 2)}/${record.sha}`;
  return {
    ...record,
    similar: record.similar ?? [],
    thumbs: { 256: `${path}-256.webp`, 1024: `${path}-1024.webp` },
    full: record.full && {
      width: record.full[0], height: record.full[1],
      address: `full/${record.sha.slice(0, 2)}/${record.sha}`,
    },
    themes: (record.themes ?? []).flatMap((/** @type {number} */ id) => themes.get(id) ?? []),
  };
}

/**
 * The hash by which identifiers are spread over files (Fowler, Noll and Vo; 32 bits of UTF-8).
 * @param {string} text
 */
export function fnv1a(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value;
}
