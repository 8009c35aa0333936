// Addresses within the app. Each is a real link, so that a new tab, a bookmark or a shared line
// opens the same thing; a plain click is walked softly, through an intent to Python.

import { el, isPlain } from "./dom.js";

/** @typedef {(name: string, value: any) => void} Emit  tells Python what the visitor wants */
/** @typedef {{base: string, lang: string, texts: any, [name: string]: any}} Props  of a widget */

/**
 * @param {{base: string, collection?: string, lang: string}} props
 * @param {string} page  path of the page, "" for the map
 * @param {Record<string, string|number|string[]|null|undefined>} [params]
 */
export function address(props, page, params = {}) {
  const url = new URL(page || "./", props.base);
  const all = { collection: props.collection, lang: props.lang, ...params };
  for (const [name, value] of Object.entries(all)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") url.searchParams.append(name, String(one));
    }
  }
  return url.href;
}

/**
 * A link to a page of the app. On the page `here`, parameters change in place.
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 * @param {{page: string, params?: Record<string, any>, here?: boolean}} target
 * @param {Record<string, any>} attributes
 * @param {...any} children
 */
export function link(props, emit, target, attributes, ...children) {
  const { page, params = {}, here = false } = target;
  return el("a", {
    ...attributes,
    href: address(props, page, params),
    click: (/** @type {MouseEvent} */ event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      if (here) emit("address", params);
      else emit("go", { page, params });
    },
  }, ...children);
}

/** The address of a file or an answer of the app, wherever the app stands.
 * @param {{base: string}} props
 * @param {string} path */
export function fileAddress(props, path) {
  return new URL(path.replace(/^\/+/, ""), props.base).href;
}
