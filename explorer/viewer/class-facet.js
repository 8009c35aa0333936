// A set kept as a facet of the collection: whether it is, and whether it is so still.

import { link } from "./address.js";
import { el, fill } from "./dom.js";

/**
 * @param {any} page
 * @returns {(HTMLElement | null)[]}
 */
export function facetOf(page) {
  const { results, props } = page;
  const { texts, writable, lang } = props;
  const { facet } = results;
  const day = facet?.made ? new Intl.DateTimeFormat(lang, { dateStyle: "long" }).format(new Date(facet.made)) : "";
  const save = writable && (!facet || !facet.current) ? el("button", {
    type: "button", class: "primary", "data-focus": "keep", click: () => page.facet("PUT"),
  }, facet ? texts.keepAgain : texts.keepFacet) : null;
  const most = [...results.classes].sort((a, b) => b.count - a.count)[0];
  return [
    el("p", { class: "muted" }, facet
      ? fill(facet.who ? texts.facetBy : texts.facetSince, { day, who: facet.who })
      : texts.facetHow),
    facet && !facet.current ? el("p", {}, texts.facetOld) : null,
    el("div", { class: "tools" }, save,
      facet && most?.count ? link(props, page.emit, {
        page: "", params: { filter: `${encodeURIComponent(facet.column)}=${encodeURIComponent(most.id)}` },
      }, { class: "button", "data-focus": "map" }, fill(texts.onMap, { name: most.name })) : null,
      writable && facet ? el("button", {
        type: "button", "data-focus": "unkeep", click: () => page.facet("DELETE"),
      }, texts.unkeep) : null),
  ];
}
