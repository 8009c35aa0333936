// Plain facts on a page: headings, paragraphs, lists of terms, tables, commands to copy, links.

import { link } from "./address.js";
import { dress, el, webAddress } from "./dom.js";
import { licenceOr } from "./licences.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {string[][]} Rows */

/**
 * props.title and props.sections: [{heading, blocks: [{kind: "text"|"terms"|"table"|"commands"|
 * "links", …}]}]; every value is text.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "facts.css");
  const article = el("article", { class: "facts" });
  root.append(article);
  const draw = (/** @type {Props} */ now) => {
    article.replaceChildren(
      el("h1", {}, now.title),
      now.lead ? el("p", { class: "lead" }, now.lead) : "",
      ...now.sections.map((/** @type {any} */ section) => el("section", {},
        section.heading ? el("h2", {}, section.heading) : "",
        ...section.blocks.map((/** @type {any} */ block) => BLOCKS[block.kind](block, now, emit)))));
  };
  draw(props);
  return { update: draw, destroy: () => article.remove() };
}

/** @type {Record<string, (block: any, props: Props, emit: Emit) => HTMLElement>} */
const BLOCKS = {
  text: ({ text, warning }) => el("p", { class: warning ? "warning" : null }, text),
  terms: ({ terms }, { links }) => el("dl", {}, ...terms.flatMap((/** @type {string[]} */ [term, value]) => [
    el("dt", {}, term), el("dd", {}, linked(value, links))])),
  table: ({ caption, columns, rows, more }, { links }) => el("div", { class: "scroller", tabindex: "0" },
    el("table", {}, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, ...columns.map((/** @type {string} */ name, /** @type {number} */ i) => el("th", { scope: "col", class: numeric(rows, i) }, name)))),
      el("tbody", {}, .../** @type {Rows} */ (rows).map((row) => el("tr", {}, ...row.map((cell, i) => el("td", { class: numeric(rows, i) },
        linked(cell, links))))))),
    more ? el("p", { class: "muted" }, more) : ""),
  commands: ({ lines }) => el("pre", { tabindex: "0" }, el("code", {}, lines.join("\n"))),
  links: ({ links }, props, emit) => el("ul", { class: "links" }, ...links.map(
    (/** @type {any} */ { page, params, label }) => el("li", {},
      link({ ...props, ...params }, emit, { page, params }, {}, label)))),
};

/**
 * @param {string} value
 * @param {boolean} links
 */
function linked(value, links) {
  const url = links ? webAddress(value) : null;
  const named = licenceOr(value);
  return url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, named) : named;
}

/**
 * A column of numbers stands to the right.
 * @param {Rows} rows
 * @param {number} column
 */
function numeric(rows, column) {
  return rows.every((row) => /^[\d\s.,\u00a0\u202f%–]*$/.test(row[column])) ? "number" : null;
}
