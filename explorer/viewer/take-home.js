/** What takes a picture's page home: its code (QR), and what to do with it. */

import { el } from "./dom.js";

/**
 * @param {{base: string, collection?: string, lang: string, text: string, id: string}} about
 * @returns {HTMLElement}
 */
export function takeHome({ base, collection = "", lang, text, id }) {
  const url = new URL(`api/v1/${encodeURIComponent(collection)}/code.svg`, base);
  url.searchParams.set("item", id);
  url.searchParams.set("lang", lang);
  const figure = el("figure", { class: "take-home" },
    // An address that is too long for a code has none: then nothing is promised.
    el("img", { src: url.href, alt: "", width: 210, height: 210, error: () => figure.remove() }),
    el("figcaption", {}, text));
  return figure;
}
