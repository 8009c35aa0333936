/** What is to be settled before an exhibition is published: by kind, counted, each line leading to its place. */

import { fileAddress } from "./address.js";
import { el, fill, put } from "./dom.js";

/** @typedef {import("./exhibitions-server.js").Unsettled} Unsettled */
/** @typedef {Unsettled & {languages: string[]}} Gathered */

/** With no more lines than this all of them are shown at once. */
const FEW = 8;

/** Kinds in the order in which they are told; what is not named comes last. */
const ORDER = ["none", "title", "empty", "few", "tour", "gone", "rights", "words", "alt", "cover", "credits"];

export class Settle {
  /** @param {any} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Map<string, boolean>} kinds that somebody folded or unfolded */
    this.open = new Map();
    this.element = el("div", { class: "unsettled" });
  }

  /** @param {Unsettled[]} unsettled */
  draw(unsettled) {
    const { texts } = this.editor.page.props;
    const all = gathered(unsettled);
    const kinds = [...new Set(all.map(({ code }) => code))].sort((a, b) => rank(a) - rank(b));
    put(this.element, ...kinds.map((code) => {
      const lines = all.filter((one) => one.code === code);
      const blocks = lines.some((one) => one.blocks);
      const group = el("details", {
        open: this.open.get(code) ?? (blocks || all.length <= FEW), class: blocks ? "kind blocks" : "kind",
        toggle: () => this.open.set(code, group.open),
      }, el("summary", { "data-focus": `settle-${code}` }, el("span", {}, texts.unsettled_kinds[code] ?? code), el("span", { class: "count" }, String(lines.length))),
      el("ul", {}, ...lines.map((one) => el("li", { class: one.blocks ? "blocks" : "" },
        el("button", { type: "button", class: "to", click: () => this.editor.goTo(one) }, this.#picture(one), el("span", {}, this.#sentence(one)))))));
      return group;
    }));
  }

  /** @param {Gathered} one */
  #picture(one) {
    const { props, server } = this.editor.page;
    const item = server.known.get(one.item);
    return item ? el("img", { src: fileAddress(props, item.thumbs["256"]), alt: "", width: item.width, height: item.height, loading: "lazy" }) : null;
  }

  /** @param {Gathered} one */
  #sentence(one) {
    const { editor } = this;
    const { props, server } = editor.page;
    const { texts, lang } = props;
    const at = editor.exhibition.sections.findIndex((/** @type {any} */ { id }) => id === one.section);
    const heading = at < 0 ? {} : editor.exhibition.sections[at].heading;
    const where = at < 0 ? "" : heading[lang] || Object.values(heading)[0] || fill(texts.section_n, { n: at + 1 });
    const title = server.known.get(one.item)?.title || one.item;
    const said = fill(texts.unsettled[one.code] ?? one.code, {
      part: texts[one.part === "title" ? "title_of" : one.part] ?? one.part,
      language: one.languages.map((code) => new Intl.DisplayNames(lang, { type: "language" }).of(code)).join(", "),
      title,
    });
    // A caption is missing at a picture, not in a section alone.
    return [where, one.code === "words" && one.item ? title : "", said].filter(Boolean).join(" – ");
  }
}

/** @param {string} code */
function rank(code) {
  const at = ORDER.indexOf(code);
  return at < 0 ? ORDER.length : at;
}

/**
 * What is missing in several languages, told once.
 * @param {Unsettled[]} list
 * @returns {Gathered[]}
 */
export function gathered(list) {
  /** @type {Map<string, Gathered>} */
  const found = new Map();
  for (const one of list) {
    const key = JSON.stringify([one.code, one.part, one.section, one.item, one.detail]);
    const same = found.get(key);
    if (same) same.languages.push(one.language);
    else found.set(key, { ...one, languages: one.language ? [one.language] : [] });
  }
  return [...found.values()];
}

/**
 * The fields of the editor where something is settled, the nearest one first.
 * @param {Gathered} one
 * @param {string} key of the picture's place, or ""
 * @param {string[]} spoken the languages of the exhibition
 * @returns {string[]}
 */
export function places({ section, part, detail, languages }, key, spoken) {
  const language = languages[0] ?? spoken[0];
  if (key) {
    return [...(detail ? [`detail-${detail}-${language}`] : []), `${part}-${key}-${language}`, `${part}-${key}`, `words-${key}`, "cover"];
  }
  if (section) return [`${part}-${section}-${language}`, `${part}-${section}`, `section-${section}`];
  return [`${part}-${language}`, part || "add-wall"];
}
