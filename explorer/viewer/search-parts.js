/** The parts of a search: a chip for each, which takes it away. */

import { fileAddress } from "./address.js";
import { NOTHING } from "./asked.js";
import { chipsOf } from "./chips.js";
import { el, fill, icon } from "./dom.js";

/** @typedef {import("./asked.js").Asked} Asked */
/** @typedef {import("./answers.js").Shown} Shown */
/** @typedef {import("./items.js").Listed} Listed */

const CROSS = "M7 7l10 10M17 7 7 17";

/**
 * @typedef {object} Chip
 * @property {string} label
 * @property {string} [sign] "-" for what is not wanted
 * @property {string} [colour]
 * @property {string} [picture] address of a small picture
 * @property {() => void} remove
 */

export class SearchParts {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {string} options.base
   * @param {(change: Partial<Asked>) => void} options.ask
   * @param {() => void} options.hide the visitor's own picture
   * @param {() => HTMLElement} options.rest what has the focus when no chip is left
   */
  constructor({ texts, base, ask, hide, rest }) {
    this.texts = texts;
    this.base = base;
    this.ask = ask;
    this.hide = hide;
    this.rest = rest;
    this.list = el("ul", { class: "chips", "aria-label": texts.active });
    this.clear = el("button", {
      type: "button", class: "quiet", click: () => {
        hide();
        ask({ ...NOTHING });
        rest().focus({ preventScroll: true });
      },
    }, texts.clear);
    this.note = el("p", { class: "note", hidden: true }, texts.own_note);
    this.element = el("div", { class: "parts", hidden: true },
      el("div", { class: "row" }, this.list, this.clear), this.note);
  }

  /**
   * @param {Asked} asked
   * @param {{names: import("./chips.js").Names, records: Map<string, Listed>, shown: Shown | null}} about
   */
  update(asked, { names, records, shown }) {
    const chips = this.#chips(asked, { names, records, shown });
    const root = /** @type {ShadowRoot} */ (this.list.getRootNode());
    const at = [...this.list.querySelectorAll("button")].findIndex((one) => one === root.activeElement);
    this.element.hidden = !chips.length;
    this.note.hidden = !shown;
    this.list.replaceChildren(...chips.map((chip) => this.#chip(chip)));
    if (at < 0) return;
    // A chip was taken away under the finger: the focus goes to its neighbour.
    const buttons = this.list.querySelectorAll("button");
    (buttons[Math.min(at, buttons.length - 1)] ?? this.rest()).focus({ preventScroll: true });
  }

  /**
   * @param {Asked} asked
   * @param {{names: import("./chips.js").Names, records: Map<string, Listed>, shown: Shown | null}} about
   * @returns {Chip[]}
   */
  #chips(asked, { names, records, shown }) {
    const { texts, ask } = this;
    /** @type {Chip[]} */
    const chips = [];
    if (asked.q) {
      chips.push({ label: fill(texts.quoted, { text: asked.q.replaceAll('"', "") }), remove: () => ask({ q: "" }) });
    }
    for (const thing of asked.without) {
      const without = asked.without.filter((one) => one !== thing);
      chips.push({ label: fill(texts.without, { thing }), sign: "-", remove: () => ask({ without }) });
    }
    if (shown) chips.push({ label: texts.own, picture: shown.url, remove: this.hide });
    for (const [name, sign] of /** @type {["like" | "unlike", string][]} */ ([["like", "+"], ["unlike", "-"]])) {
      for (const id of asked[name]) {
        const record = records.get(id);
        const title = record?.title || texts.untitled;
        const path = record?.thumbs?.["256"];
        chips.push({
          label: fill(sign === "+" ? texts.like_one : texts.unlike_one, { title }), sign,
          picture: path ? fileAddress({ base: this.base }, path) : undefined,
          remove: () => ask({ [name]: asked[name].filter((one) => one !== id) }),
        });
      }
    }
    for (const { label, colour, without } of chipsOf(asked.wishes, names, texts)) {
      chips.push({ label, colour, remove: () => ask({ wishes: without }) });
    }
    return chips;
  }

  /** @param {Chip} chip */
  #chip({ label, sign, colour, picture, remove }) {
    const away = fill(this.texts.remove, { name: label });
    return el("li", {}, el("button", {
      type: "button", class: sign === "-" ? "chip minus" : "chip", title: away, "aria-label": away,
      click: remove,
    },
    colour ? el("span", { class: "dot", style: { backgroundColor: `#${colour}` } }) : null,
    picture ? el("img", { src: picture, alt: "", decoding: "async" }) : null,
    el("span", { class: "name" }, label), icon(CROSS)));
  }
}
