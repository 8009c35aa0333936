/** The heading of what a search shows, and the words of its reasons. Pure. */

import { fill } from "./dom.js";

/** @typedef {import("./asked.js").Asked} Asked */

/**
 * @param {Asked} asked
 * @param {{bare: boolean, shown: boolean}} about whether nothing is asked, and whether the visitor shows a picture
 * @param {Record<string, any>} texts
 * @returns {string}
 */
export function headingOf({ q, without, like, unlike }, { bare, shown }, texts) {
  if (bare) return texts.begin;
  if (q && !like.length && !shown) return fill(texts.results_for, { query: unquoted(q) });
  return q || like.length || shown || unlike.length || without.length ? texts.results : texts.kept;
}

/**
 * Why a picture is here, in the words of this search: far from the very thing that is not wanted.
 * @param {Asked} asked
 * @param {Record<string, any>} texts
 * @returns {Record<string, string>}
 */
export function reasonsOf({ without, unlike }, texts) {
  const thing = without.join(", ");
  const far = !without.length || unlike.length ? texts.why.far : fill(texts.why.far_from, { thing });
  return { ...texts.why, far };
}

/** @param {string} q words, phrases between double quotes */
export function unquoted(q) {
  return q.replaceAll('"', "");
}
