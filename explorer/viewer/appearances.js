/**
 * Where else a picture appears: its family in the order of time, each appearance with the region
 * outlined that shows it. A part of what shows an item.
 */

import { dress, el, fill, put, readJson } from "./dom.js";
import { outlined } from "./outlined.js";

/** @typedef {import("./items.js").Listed} Listed */

/** Appearances shown here; the page of the family has all of them. */
const MOST = 12;

/**
 * An empty element that fills itself when the item has a family.
 * @param {object} options
 * @param {any} options.props base, lang, collection
 * @param {Record<string, any>} options.texts those of ``appearances``
 * @param {string} options.id
 * @param {(id: string) => void} options.walk to another item
 * @param {(id: string) => void} options.follow the page of its family
 * @param {AbortSignal} [options.signal]
 * @param {number} [options.level] level of its heading
 */
export function appearances({ level = 3, ...options }) {
  const element = el("section", { class: "appearances", hidden: true });
  void filled(element, { level, ...options });
  return element;
}

/** @param {HTMLElement} element @param {any} options */
async function filled(element, { props, texts, id, walk, follow, signal, level }) {
  const query = new URLSearchParams({ item: id, lang: props.lang });
  const path = `api/v1/${encodeURIComponent(props.collection)}/reproductions/family?${query}`;
  let family = null;
  try {
    ({ family } = await readJson(new URL(path, props.base), { signal }));
  } catch {
    return; // Nothing is known of it, and the item is shown all the same.
  }
  if (!family || signal?.aborted) return;
  const root = element.getRootNode();
  if (root instanceof ShadowRoot) await dress(root, import.meta.url, "appearances.css");
  const { original } = family;
  const all = [
    { item: original, shows: original.shows, shown: original.shown, kind: "original", years: original.years },
    ...family.appearances,
  ].sort((a, b) => (a.years?.[0] ?? 1e6) - (b.years?.[0] ?? 1e6));
  // What only shares a page with it, or was refused, shows it nowhere.
  const others = all.filter(({ item, shown: told }) => item.id !== id && told);
  if (!others.length) return;
  const shown = others.slice(0, MOST);
  put(element,
    el(`h${level}`, { class: "also" }, texts.also),
    el("ol", {}, ...shown.map((one) => el("li", {}, el("button", {
      type: "button", "aria-label": fill(texts.walk_to, {
        title: one.item.title || texts.untitled, kind: texts[one.kind], date: one.item.date || texts.undated }),
      click: () => walk(one.item.id),
    }, outlined(props, one.item, one.shows),
    el("span", { class: "when" }, one.item.date || texts.undated),
    el("span", { class: "what" }, texts[one.kind]))))),
    el("button", { type: "button", class: "follow", click: () => follow(id) },
      others.length > shown.length ? fill(texts.follow_all, { n: others.length }) : texts.follow));
  element.hidden = false;
}
