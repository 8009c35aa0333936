/**
 * The search of an export: words of the records, by their beginnings, and names of the vocabulary.
 * Only the files that what was typed calls for are read; ``explorer/publishing/words.py`` writes
 * them.
 */

import { fold, forms, wordsOf } from "./folding.js";

/** @typedef {{row: number, score: number, why: string[], terms: string[]}} Hit */

/**
 * @typedef {object} Shelf where the files of the search lie, and how they are read
 * @property {string} words folder, ending with a slash
 * @property {string} names folder, ending with a slash
 * @property {number} size names in one file
 * @property {string} lang
 * @property {(path: string) => Promise<any>} read
 */

const MOST_WORDS = 8;
/** Letters by which words are filed, and letters that count. */
const START = 2;
const LONGEST = 40;
/** Ways to spell a query, with and without plurals, that are tried. */
const SPELLINGS = 64;
/** Reciprocal rank fusion, and how much the records outweigh likenesses: as in the app. */
const CONSTANT = 60;
const WRITTEN = 1.5;

export class StaticSearch {
  /** @param {Shelf} shelf */
  constructor(shelf) {
    this.shelf = shelf;
    /** @type {Map<string, Map<string, number>>} by language: which name is spelt so */
    this.spelt = new Map();
  }

  /**
   * What answers a query, best first.
   * @param {string} text
   * @returns {Promise<{hits: Hit[], terms: string[]}>}
   */
  async search(text) {
    const [written, named] = await Promise.all([this.#written(text), this.#named(text)]);
    /** @type {Map<number, Hit>} */
    const hits = new Map();
    /** @type {(rows: number[], weight: number, why: string, terms: string[]) => void} */
    const add = (rows, weight, why, terms) => rows.forEach((row, rank) => {
      const hit = hits.get(row) ?? { row, score: 0, why: [], terms: [] };
      hit.score += weight / (CONSTANT + rank + 1);
      hit.why.push(why);
      hit.terms.push(...terms);
      hits.set(row, hit);
    });
    add(named.rows, 1, "picture", named.terms);
    add(written, WRITTEN, "words", []);
    const sorted = [...hits.values()].sort((a, b) => b.score - a.score || a.row - b.row);
    return { hits: sorted, terms: named.terms };
  }

  /**
   * Names that go on from what has been typed, the shortest first.
   * @param {string} text
   * @param {number} count
   * @returns {Promise<string[]>}
   */
  async suggest(text, count) {
    const start = fold(text).trim();
    if (!start) return [];
    const all = await this.#names();
    const names = all[this.shelf.lang] ?? Object.values(all)[0] ?? [];
    const folded = names.map((name) => ({ name, key: fold(name) }));
    const begin = folded.filter(({ key }) => key.startsWith(start));
    const inside = folded.filter(({ key }) => key.includes(` ${start}`));
    const short = (/** @type {typeof folded} */ some) =>
      some.sort((a, b) => a.key.length - b.key.length).map(({ name }) => name);
    return [...new Set([...short(begin), ...short(inside)])].slice(0, count);
  }

  /** @returns {Promise<Record<string, string[]>>} */
  #names() {
    return this.shelf.read(`${this.shelf.names}names.json`);
  }

  /**
   * Rows whose records hold every word, or where none does, one that begins so; rising, which is
   * the most important first.
   * @param {string} text
   */
  async #written(text) {
    const words = wordsOf(text).slice(0, MOST_WORDS).map((word) => word.slice(0, LONGEST));
    if (!words.length) return [];
    const found = await Promise.all(words.map((word) => this.#rows(word)));
    const [first, ...others] = found.sort((a, b) => a.size - b.size);
    return [...first].filter((row) => others.every((rows) => rows.has(row))).sort((a, b) => a - b);
  }

  /**
   * @param {string} word
   * @returns {Promise<Set<number>>}
   */
  async #rows(word) {
    const { words, read } = this.shelf;
    /** @type {string[]} */
    const beginnings = await read(`${words}beginnings.json`);
    const ways = forms(word);
    const starts = new Set(ways.map((way) => [...way].slice(0, START).join("")));
    /** @type {Set<number>} */
    const exact = new Set();
    /** @type {Set<number>} */
    const begun = new Set();
    for (const start of starts) {
      if (!beginnings.includes(start)) continue;
      const filed = await read(`${words}${fileName(start)}.json`);
      for (const [key, steps] of Object.entries(filed)) {
        const same = ways.includes(key) || forms(key).some((form) => ways.includes(form));
        if (same) for (const row of summed(steps)) exact.add(row);
        else if (key.startsWith(word)) for (const row of summed(steps)) begun.add(row);
      }
    }
    return exact.size ? exact : begun;
  }

  /**
   * Rows of what looks like the things that the query names, best first, and their names.
   * @param {string} text
   * @returns {Promise<{rows: number[], terms: string[]}>}
   */
  async #named(text) {
    const words = wordsOf(text).slice(0, MOST_WORDS);
    const all = await this.#names();
    const chosen = words.length ? this.#best(all, words) : [];
    if (!chosen.length) return { rows: [], terms: [] };
    const lists = await Promise.all(chosen.map((name) => this.#leads(name)));
    /** @type {Map<number, number>} */
    const sums = new Map();
    for (const rows of lists) {
      rows.forEach((row, rank) => sums.set(row, (sums.get(row) ?? 0) + 1 / (CONSTANT + rank)));
    }
    const rows = [...sums].sort(([, a], [, b]) => b - a).map(([row]) => row);
    const labels = all[this.shelf.lang] ?? Object.values(all)[0];
    return { rows, terms: chosen.map((name) => labels[name]).filter(Boolean) };
  }

  /**
   * The names that the words are, in the language that knows more of them, the visitor's own first.
   * @param {Record<string, string[]>} all
   * @param {string[]} words
   * @returns {number[]}
   */
  #best(all, words) {
    const { lang } = this.shelf;
    const codes = Object.keys(all).sort((a, b) => Number(b === lang) - Number(a === lang));
    const found = codes.map((code) => covered(this.#spelt(code, all[code]), words));
    return found.reduce((most, now) => (now.covered > most.covered ? now : most),
      { names: /** @type {number[]} */ ([]), covered: 0 }).names;
  }

  /**
   * @param {string} code
   * @param {string[]} names
   */
  #spelt(code, names) {
    const known = this.spelt.get(code);
    if (known) return known;
    /** @type {Map<string, number>} */
    const places = new Map();
    names.forEach((name, at) => {
      // "statue (sculpture)" is also met as "statue".
      for (const variant of [name, name.replace(/\s*\([^)]*\)/g, "")]) {
        for (const key of spellings(wordsOf(variant))) if (!places.has(key)) places.set(key, at);
      }
    });
    this.spelt.set(code, places);
    return places;
  }

  /**
   * @param {number} name
   * @returns {Promise<number[]>}
   */
  async #leads(name) {
    const { names, size, read } = this.shelf;
    const filed = await read(`${names}${Math.floor(name / size)}.json`);
    return filed[name % size] ?? [];
  }
}

/**
 * @param {Map<string, number>} places
 * @param {string[]} words
 */
function covered(places, words) {
  const find = (/** @type {string[]} */ some) =>
    spellings(some).map((key) => places.get(key)).find((at) => at !== undefined);
  const whole = find(words);
  if (whole !== undefined) return { names: [whole], covered: words.length };
  const single = words.flatMap((word) => find([word]) ?? []);
  return { names: [...new Set(single)], covered: single.length };
}

/**
 * Words with and without what may be their plurals, each way as one key.
 * @param {string[]} words
 * @returns {string[]}
 */
function spellings(words) {
  let ways = [""];
  for (const word of words) {
    ways = ways.flatMap((way) => forms(word).map((form) => `${way} ${form}`)).slice(0, SPELLINGS);
  }
  return ways;
}

/**
 * @param {number[]} steps each row as its distance from the one before
 * @returns {number[]}
 */
function summed(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/** @param {string} start */
function fileName(start) {
  return [...start].map((letter) => /** @type {number} */ (letter.codePointAt(0)).toString(16))
    .join("-");
}
