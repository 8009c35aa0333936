/**
 * A concept: what is taught by examples. Reading what the server or the tab kept, marking, joining
 * two. Pure.
 */

import { newId } from "./tour.js";

/** @typedef {"yes" | "no"} Verdict */

/**
 * @typedef {object} Concept
 * @property {string} id
 * @property {string} collection
 * @property {Record<string, string>} name by language
 * @property {Record<string, string>} text by language
 * @property {string} words what one began with; may be empty
 * @property {string} language of the words
 * @property {string[]} yes identifiers, the last marked last
 * @property {string[]} no
 * @property {boolean} shared
 * @property {{threshold: number, when: string} | null} applied as the server has it
 * @property {string} taughtAt when the server learnt it last; empty before
 */

export const FORMAT = "cimaise-concept/1";
export const MOST = Object.freeze({ marks: 2000, name: 120, text: 2000, words: 300, id: 1000, bytes: 1_000_000 });

const ID = /^[a-z0-9-]{1,64}$/;
const CODE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/;

/**
 * @param {string} collection
 * @param {{words?: string, language?: string, yes?: string[]}} [begun]
 * @returns {Concept}
 */
export function blank(collection, { words = "", language = "fr", yes = [] } = {}) {
  return {
    id: newId(), collection, name: {}, text: {}, words: words.trim().slice(0, MOST.words), language,
    yes: [...new Set(yes)].slice(0, MOST.marks), no: [], shared: false, applied: null, taughtAt: "",
  };
}

/**
 * A concept of JSON, as the server writes it; null when it is none.
 * @param {any} data
 * @param {string} collection
 * @returns {Concept | null}
 */
export function read(data, collection) {
  if (data?.format !== FORMAT || !ID.test(data.id ?? "") || data.collection !== collection) return null;
  const { examples } = data;
  if (!isList(examples?.yes) || !isList(examples?.no)) return null;
  const yes = [...new Set(/** @type {string[]} */ (examples.yes))];
  const applied = Number.isFinite(data.applied?.threshold)
    ? { threshold: data.applied.threshold, when: String(data.applied.when ?? "") } : null;
  return {
    id: data.id, collection, name: texts(data.name, MOST.name), text: texts(data.text, MOST.text),
    words: String(examples.words ?? "").slice(0, MOST.words),
    language: CODE.test(examples.language) ? examples.language : "fr",
    yes, no: [...new Set(/** @type {string[]} */ (examples.no))].filter((id) => !yes.includes(id)),
    shared: data.shared === true, applied, taughtAt: String(data.taught?.when ?? ""),
  };
}

/**
 * As the server takes it: what it learns by itself is not sent.
 * @param {Concept} concept
 */
export function written(concept) {
  const { id, collection, name, text, shared } = concept;
  return { format: FORMAT, id, collection, name, text, shared, examples: examplesOf(concept) };
}

/** @param {Concept} concept */
export function examplesOf({ words, language, yes, no }) {
  return { words, language, yes, no };
}

/**
 * @param {Concept} concept
 * @param {string} id
 * @returns {Verdict | null}
 */
export function verdictOf(concept, id) {
  if (concept.yes.includes(id)) return "yes";
  return concept.no.includes(id) ? "no" : null;
}

/**
 * Marks pictures; null takes their marks away.
 * @param {Concept} concept
 * @param {string[]} ids
 * @param {Verdict | null} verdict
 * @returns {Pick<Concept, "yes" | "no">}
 */
export function marked({ yes, no }, ids, verdict) {
  const fresh = new Set(ids);
  const left = { yes: yes.filter((id) => !fresh.has(id)), no: no.filter((id) => !fresh.has(id)) };
  if (verdict) left[verdict].push(...fresh);
  return left;
}

/**
 * One concept with the examples of another. Where they disagree, the first one's marks stand.
 * @param {Concept} mine
 * @param {Concept} other
 * @returns {{change: Pick<Concept, "yes" | "no" | "words" | "language">, apart: number}}
 *   ``apart`` counts the pictures they disagree about
 */
export function joined(mine, other) {
  const known = new Set([...mine.yes, ...mine.no]);
  const apart = other.yes.filter((id) => mine.no.includes(id)).length
    + other.no.filter((id) => mine.yes.includes(id)).length;
  const fresh = (/** @type {string[]} */ ids) => ids.filter((id) => !known.has(id));
  const { words, language } = mine.words ? mine : other;
  return {
    change: { yes: [...mine.yes, ...fresh(other.yes)], no: [...mine.no, ...fresh(other.no)], words, language },
    apart,
  };
}

/**
 * What a concept is called: its name, or the words one began with.
 * @param {{name: Record<string, string>, words: string}} concept
 * @param {string} lang
 */
export function titleOf({ name, words }, lang) {
  return name[lang] || Object.values(name).find(Boolean) || words;
}

/** @param {any} ids */
function isList(ids) {
  return Array.isArray(ids) && ids.length <= MOST.marks
    && ids.every((id) => typeof id === "string" && id.length > 0 && id.length <= MOST.id);
}

/**
 * @param {any} told
 * @param {number} longest
 */
function texts(told, longest) {
  const pairs = Object.entries(told && typeof told === "object" ? told : {});
  return Object.fromEntries(pairs.filter(([code, text]) => CODE.test(code) && typeof text === "string")
    .slice(0, 12).map(([code, text]) => [code, /** @type {string} */ (text).slice(0, longest)]));
}
