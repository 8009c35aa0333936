/**
 * A tour: a document of stops, each a view with a text, and perhaps an outlined region. Reading what
 * comes from elsewhere, making new ones, writing them. Pure.
 *
 * Files come from anywhere: only what is known is taken over, all of it is bounded, and every text
 * stays text.
 */

import { parse as parseView } from "./link.js";
import { isOutline, rounded } from "./region.js";

/** @typedef {{fr: string, en: string}} Pair one text in both languages; either may be empty */
/** @typedef {[number, number][]} Outline points of the unit square */

/**
 * @typedef {object} Stop
 * @property {string} id
 * @property {Pair} name
 * @property {Pair} text
 * @property {string} view as link.js writes it
 * @property {Outline | null} region of the view's layout
 * @property {string[]} items what is lit there
 * @property {number} seconds
 */

/**
 * @typedef {object} Tour
 * @property {string} format
 * @property {string} id
 * @property {string} collection
 * @property {Pair} title
 * @property {Stop[]} stops
 */

/** @typedef {"json" | "format" | "large" | "stops" | "stop" | "title"} Problem what a file has */

export const FORMAT = "cimaise-tour/1";
export const MOST = Object.freeze({
  bytes: 1_000_000, stops: 200, name: 120, text: 2000, items: 500, id: 1000, view: 10_000,
});
export const SECONDS = Object.freeze({ least: 3, most: 120, usual: 12 });

const LANGUAGES = /** @type {const} */ (["fr", "en"]);
const ID = /^[a-z0-9-]{1,64}$/;

/** Something in the document is not as it must be. */
class Wrong extends Error {
  /**
   * @param {Problem} problem
   * @param {number} [n] of the stop
   */
  constructor(problem, n) {
    super(problem);
    this.problem = problem;
    this.n = n;
  }
}

/**
 * @typedef {{tour: Tour, problem?: undefined, n?: undefined}
 *   | {tour: null, problem: Problem, n?: number}} Read ``n`` counts the stops from 1
 */

/**
 * A tour from the text of a file.
 * @param {string} text
 * @param {string} collection the one it is to be a tour of
 * @returns {Read}
 */
export function parse(text, collection) {
  if (new Blob([text]).size > MOST.bytes) return { tour: null, problem: "large" };
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { tour: null, problem: "json" };
  }
  return read(data, collection);
}

/**
 * A tour from a value of JSON.
 * @param {any} data
 * @param {string} collection
 * @returns {Read}
 */
export function read(data, collection) {
  try {
    return { tour: checked(data, collection) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { tour: null, problem: error.problem, n: error.n };
  }
}

/**
 * The document as a file says it.
 * @param {Tour} tour
 */
export function format(tour) {
  return `${JSON.stringify(tour, null, 2)}\n`;
}

/**
 * The name of its file: after its title, or its id where the title has neither letter nor digit.
 * @param {Tour} tour
 * @param {{word: string, lang: string}} how ``word`` says what it is
 */
export function fileName({ id, title }, { word, lang }) {
  const bare = said(title, lang).text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const words = bare.match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = [...words.join("-")].slice(0, 60).join("").replace(/-$/, "");
  return `${word}-${name || id}.json`;
}

/**
 * @param {string} collection
 * @returns {Tour}
 */
export function blank(collection) {
  return { format: FORMAT, id: newId(), collection, title: { fr: "", en: "" }, stops: [] };
}

/**
 * @param {string} view
 * @param {Partial<Stop>} [more]
 * @returns {Stop}
 */
export function stopAt(view, more = {}) {
  return {
    id: newId(), name: { fr: "", en: "" }, text: { fr: "", en: "" }, view, region: null, items: [],
    seconds: SECONDS.usual, ...more,
  };
}

/** A name that nothing else has. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A text in the visitor's language, or in the other where there is none.
 * @param {Pair} pair
 * @param {string} lang
 * @returns {{text: string, lang: string}}
 */
export function said(pair, lang) {
  const own = lang === "en" ? "en" : "fr";
  const other = own === "en" ? "fr" : "en";
  return pair[own].trim() ? { text: pair[own], lang: own } : { text: pair[other], lang: other };
}

/** The layout of a stop. @param {Stop} stop */
export function layoutOf(stop) {
  return parseView(stop.view)?.layout ?? "";
}

/**
 * The same things in another order.
 * @template T
 * @param {T[]} list
 * @param {number} from
 * @param {number} to where it stands afterwards
 * @returns {T[]}
 */
export function moved(list, from, to) {
  const rest = list.filter((_, n) => n !== from);
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, list[from]);
  return rest;
}

/**
 * @param {any} data
 * @param {string} collection
 * @returns {Tour}
 */
function checked(data, collection) {
  if (data === null || typeof data !== "object" || data.format !== FORMAT) throw new Wrong("format");
  if (!Array.isArray(data.stops) || data.stops.length > MOST.stops) throw new Wrong("stops");
  const title = pair(data.title, MOST.name);
  if (!title) throw new Wrong("title");
  /** @type {Set<string>} */
  const taken = new Set();
  const stops = data.stops.map((/** @type {any} */ one, /** @type {number} */ n) => {
    const stop = stopIn(one);
    if (!stop) throw new Wrong("stop", n + 1);
    if (taken.has(stop.id)) stop.id = newId();
    taken.add(stop.id);
    return stop;
  });
  return { format: FORMAT, id: ID.test(data.id) ? data.id : newId(), collection, title, stops };
}

/**
 * @param {any} one
 * @returns {Stop | null}
 */
function stopIn(one) {
  if (one === null || typeof one !== "object") return null;
  const name = pair(one.name, MOST.name);
  const text = pair(one.text, MOST.text);
  const view = typeof one.view === "string" && one.view.length <= MOST.view ? one.view : "";
  const { seconds = SECONDS.usual, items = [], region = null } = one;
  if (!name || !text || !parseView(view)) return null;
  if (typeof seconds !== "number" || !(seconds >= SECONDS.least && seconds <= SECONDS.most)) return null;
  if (!Array.isArray(items) || items.length > MOST.items || !items.every(isItem)) return null;
  if (region !== null && !isOutline(region)) return null;
  return {
    id: ID.test(one.id) ? one.id : newId(), name, text, view,
    region: region && rounded(region), items: [...new Set(items)], seconds,
  };
}

/** @param {unknown} id */
function isItem(id) {
  return typeof id === "string" && id.length > 0 && id.length <= MOST.id;
}

/**
 * @param {any} value absent counts as empty
 * @param {number} most
 * @returns {Pair | null}
 */
function pair(value, most) {
  if (value === undefined || value === null) return { fr: "", en: "" };
  if (typeof value !== "object" || Array.isArray(value)) return null;
  const [fr, en] = LANGUAGES.map((lang) => value[lang] ?? "");
  if (typeof fr !== "string" || typeof en !== "string") return null;
  if (fr.length > most || en.length > most) return null;
  return { fr: plain(fr), en: plain(en) };
}

/** Without what cannot be seen, but with its lines. @param {string} text */
function plain(text) {
  return text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "");
}
