/** The record: what is known of an item, as text. */

import { el, webAddress } from "./dom.js";
import { licenceOr } from "./licences.js";
import { dateOf } from "./items.js";

/** @typedef {import("./items.js").Item} Item */

/** Columns of the collection's own that are shown, and the longest text. */
const MOST_EXTRA = 40;
const LONGEST = 1200;

/**
 * Title, creator, date.
 * @param {Item} item
 * @param {Record<string, any>} texts
 */
export function headingOf(item, texts) {
  return el("hgroup", { class: "heading" },
    el("h2", {}, item.title || texts.untitled),
    line("creator", item.creator),
    line("date", dateOf(item, texts)));
}

/**
 * Everything else, by name.
 * @param {Item} item
 * @param {Record<string, any>} texts
 * @param {boolean} links whether addresses may lead out of the app
 */
export function recordOf(item, texts, links) {
  /** @type {[string, unknown][]} */
  const known = [
    [texts.technique, item.technique],
    [texts.category, item.category],
    [texts.subject, item.subject],
    [texts.place, item.place],
    [texts.folder, item.folder],
    [texts.credit, item.credit],
    [texts.rights, item.rights || texts.no_rights],
    [texts.source, item.source],
  ];
  const own = Object.entries(item.extra ?? {}).slice(0, MOST_EXTRA);
  const rows = [...known, ...own, /** @type {[string, unknown]} */ ([texts.identifier, item.id])];
  return el("dl", { class: "record" }, ...rows.flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(", ") : String(value ?? "");
    return text ? [el("dt", {}, capital(name)), el("dd", {}, valueOf(text, links))] : [];
  }));
}

/**
 * @param {string} text
 * @param {boolean} links
 */
function valueOf(text, links) {
  const address = links ? webAddress(text) : null;
  const named = licenceOr(text);
  if (!address) return clip(named);
  const shown = named.replace(/^https?:\/\/(www\.)?/i, "");
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, clip(shown, 90));
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function line(name, text) {
  return text ? el("p", { class: name }, text) : null;
}

/** @param {string} text */
export function capital(text) {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}

/**
 * @param {string} text
 * @param {number} [most]
 */
export function clip(text, most = LONGEST) {
  return text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
}
