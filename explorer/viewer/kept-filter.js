/**
 * The filter that goes along from page to page: where one leaves by the header, what one had filtered
 * by is filtered by there too, and found again where one comes back.
 */

import { recallSought, rememberSought } from "./bookmark.js";

/** Pages that can be filtered, by their path; the first is the map, which asks the tab by itself. */
const FILTERED = ["", "recherche", "similaires"];

/**
 * The parameters that a page is opened with from here.
 * @param {import("./address.js").Props} props of the page one is on
 * @param {string} page path of the one that is gone to
 * @returns {{filter?: string}}
 */
export function keptFilter({ here, collection = "" }, page) {
  if (page === here || !page || !FILTERED.includes(page)) return {};
  const filter = filterHere(here) ?? recallSought(collection).filter;
  return filter ? { filter } : {};
}

/**
 * One leaves: the tab keeps the filter of this page.
 * @param {import("./address.js").Props} props
 */
export function leave({ here, collection = "" }) {
  const filter = filterHere(here);
  // The map has told the tab already, and during a tour something else than its address says.
  if (filter !== null && here) rememberSought(collection, { ...recallSought(collection), filter });
}

/** @param {string} here */
function filterHere(here) {
  if (!FILTERED.includes(here)) return null;
  return new URL(window.location.href).searchParams.get("filter") ?? "";
}
