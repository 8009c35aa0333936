/** Texts that came as a tree (docs/api.md, Exhibitions), made elements: nothing is taken for markup. */

import { el, webAddress } from "./dom.js";

/** @typedef {{kind: string, text: string, href: string, children: Piece[]}} Piece */
/** @typedef {{kind: string, level: number, lines: Piece[][]}} Block */

/**
 * @param {Block[]} list
 * @param {{top: number, lang?: string, links: boolean}} how `top`: the level of a heading of level 1; `links`: whether addresses may lead out
 * @returns {HTMLElement[]}
 */
export function blocks(list, how) {
  return list.map((block) => {
    const lines = block.lines.map((line) => pieces(line, how.links));
    const lang = how.lang ?? null;
    switch (block.kind) {
      case "heading": return el(`h${Math.min(6, how.top + block.level - 1)}`, { lang }, ...lines[0]);
      case "list": return el("ul", { lang, class: "list" }, ...lines.map((line) => el("li", {}, ...line)));
      case "numbers": return el("ol", { lang, class: "list" }, ...lines.map((line) => el("li", {}, ...line)));
      case "quotation": return el("blockquote", { lang }, el("p", {}, ...lines[0]));
      default: return el("p", { lang }, ...lines[0]);
    }
  });
}

/**
 * @param {Piece[]} list
 * @param {boolean} links
 * @returns {(HTMLElement | string)[]}
 */
export function pieces(list, links) {
  return list.map((piece) => {
    if (piece.kind === "text") return piece.text;
    if (piece.kind === "break") return el("br");
    const inside = pieces(piece.children, links);
    if (piece.kind === "strong") return el("strong", {}, ...inside);
    if (piece.kind === "emphasis") return el("em", {}, ...inside);
    const href = links ? webAddress(piece.href) : null;
    return href ? el("a", { href, rel: "noopener" }, ...inside) : el("span", {}, ...inside);
  });
}
