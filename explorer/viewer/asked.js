/** What is asked of the search page: a value that never changes, for its address and its routes. Pure. */

import * as wishing from "./wishes.js";

/** @typedef {import("./wishes.js").Wishes} Wishes */

/**
 * @typedef {object} Asked
 * @property {string} q words, phrases between double quotes
 * @property {string[]} without things in words that are not wanted
 * @property {string[]} like ids of pictures
 * @property {string[]} unlike
 * @property {string} by "both", "seen" or "written"
 * @property {string} sort "relevance", "date", "recent" or "variety"
 * @property {number} different 0 to 1
 * @property {Wishes} wishes
 */

/** @type {Asked} */
export const NOTHING = Object.freeze({
  q: "", without: [], like: [], unlike: [], by: "both", sort: "relevance", different: 0,
  wishes: wishing.NOTHING,
});

/** What the server takes; see docs/api.md. */
export const MOST = { without: 8, pictures: 32 };

const WAYS = ["both", "seen", "written"];
const SORTS = ["relevance", "date", "recent", "variety"];
const THING = /(?:^|(?<=\s))[-−–](?:"([^"]*)"|(?=\p{L})([^\s"]+))/gu;

/**
 * What an address says is asked; what cannot be read is passed over.
 * @param {{q?: string, not?: string[], like?: string[], unlike?: string[], by?: string,
 *   sort?: string, different?: string, filter?: string}} said
 * @returns {Asked}
 */
export function read(said) {
  const different = Number(said.different || 0);
  const { q, without } = typed(said.q ?? "");
  return {
    q,
    without: some([...without, ...(said.not ?? [])], MOST.without),
    like: some(said.like ?? [], MOST.pictures),
    unlike: some(said.unlike ?? [], MOST.pictures),
    by: WAYS.includes(said.by ?? "") ? String(said.by) : "both",
    sort: SORTS.includes(said.sort ?? "") ? String(said.sort) : "relevance",
    different: different > 0 && different <= 1 ? Math.round(different * 100) / 100 : 0,
    wishes: wishing.parse(said.filter),
  };
}

/**
 * What the parameters of the page's address ask.
 * @param {URLSearchParams} query
 * @returns {Asked}
 */
export function readAddress(query) {
  const [q, by, sort, different, filter] = ["q", "by", "sort", "different", "filter"].map(
    (name) => query.get(name) ?? "");
  const [not, like, unlike] = ["not", "like", "unlike"].map((name) => query.getAll(name));
  return read({ q, not, like, unlike, by, sort, different, filter });
}

/**
 * The parameters of the page's address; those that are null leave it.
 * @param {Asked} asked
 * @returns {Record<string, string | string[] | null>}
 */
export function addressOf({ q, without, like, unlike, by, sort, different, wishes }) {
  return {
    q: q || null, not: without, like, unlike,
    by: by === "both" ? null : by,
    sort: sort === "relevance" ? null : sort,
    different: different ? String(different) : null,
    filter: wishing.format(wishes) || null,
  };
}

/**
 * The parameters by which the server is asked.
 * @param {Asked} asked
 * @param {string} lang
 */
export function routeOf({ q, without, like, unlike, by, sort, different, wishes }, lang) {
  const query = wishing.queryOf(wishes);
  query.set("lang", lang);
  if (q) query.set("q", q);
  for (const [name, values] of Object.entries({ not: without, like, unlike })) {
    for (const value of values) query.append(name, value);
  }
  if (by !== "both") query.set("by", by);
  if (sort !== "relevance") query.set("sort", sort);
  if (different) query.set("different", String(different));
  return query;
}

/**
 * Whether anything is asked.
 * @param {Asked} asked
 */
export function any({ q, without, like, unlike, wishes }) {
  return Boolean(q || without.length || like.length || unlike.length || wishing.any(wishes));
}

/**
 * Whether what is found has an order of its own, best first.
 * @param {Asked} asked
 */
export function ranks({ q, like }) {
  return Boolean(q || like.length);
}

/**
 * @param {Asked} one
 * @param {Asked} other
 */
export function same(one, other) {
  return key(one) === key(other);
}

/** @param {Asked} asked */
export function key(asked) {
  return String(routeOf(asked, ""));
}

/**
 * What was typed, taken apart: a minus before a word or a phrase means that it is not wanted.
 * @param {string} text
 * @returns {{q: string, without: string[]}}
 */
export function typed(text) {
  /** @type {string[]} */
  const without = [];
  let left = tidy(text.replace(/[«»“”„‟＂]/g, '"'));
  for (;;) {
    const before = left;
    left = tidy(before.replace(THING, (_, phrase, word) => {
      without.push(phrase ?? word);
      return " ";
    }));
    if (left === before) break;
  }
  return { q: left, without: some(without.map(tidy), MOST.without) };
}

/**
 * @param {Asked} asked
 * @param {"like" | "unlike"} sign
 * @param {string[]} ids
 * @returns {Asked} with some pictures more; one is of one sign only
 */
export function towards(asked, sign, ids) {
  const other = sign === "like" ? "unlike" : "like";
  return {
    ...asked,
    [sign]: some([...asked[sign], ...ids], MOST.pictures),
    [other]: asked[other].filter((id) => !ids.includes(id)),
  };
}

/** @param {string} text */
function tidy(text) {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * @param {string[]} values
 * @param {number} most
 */
function some(values, most) {
  return [...new Set(values.filter(Boolean))].slice(0, most);
}
