/** How boards are called in lists and choices: those without a name by when they were made, and by their first pictures. */

import { fileAddress } from "./address.js";
import { el } from "./dom.js";

/** @typedef {{id: string, name: string, items: number, made?: string, faces?: {title: string, src: string}[]}} Listed */

/** Characters of the first picture's title in a choice that shows no pictures. */
const TITLE = 32;

/**
 * @param {Listed} board
 * @param {string} unnamed what a board without a name is called
 * @param {string} lang
 */
export function boardName(board, unnamed, lang) {
  if (board.name) return board.name;
  const made = new Date(board.made ?? "");
  if (Number.isNaN(made.getTime())) return unnamed;
  const when = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  return `${unnamed}, ${when.format(made)}`;
}

/**
 * One board among the options of a select.
 * @param {Listed} board
 * @param {string} unnamed
 * @param {string} lang
 */
export function boardOption(board, unnamed, lang) {
  const first = board.name ? "" : board.faces?.[0]?.title ?? "";
  const title = first.length > TITLE ? `${first.slice(0, TITLE - 1).trimEnd()}…` : first;
  const name = boardName(board, unnamed, lang);
  return el("option", { value: board.id }, `${title ? `${name} – ${title}` : name} (${board.items})`);
}

/**
 * The first pictures of a board, for who knows it by them.
 * @param {{base: string}} props
 * @param {Listed} board
 * @param {number} [most]
 */
export function boardFaces(props, board, most = 3) {
  return el("span", { class: "faces", "aria-hidden": "true" }, ...(board.faces ?? []).slice(0, most).map(
    ({ src }) => el("img", { src: fileAddress(/** @type {any} */ (props), src), alt: "", loading: "lazy", decoding: "async" })));
}
