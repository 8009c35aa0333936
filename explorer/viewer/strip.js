/** The strip: the way one came, as small pictures, to go back along it. */

import { el, fill, icon } from "./dom.js";

/** @typedef {import("./items.js").Item} Item */

const BACK = "M14.5 5.5 8 12l6.5 6.5";
const FORTH = "M9.5 5.5 16 12l-6.5 6.5";
/** Pictures shown of a step that is of several. */
const SHOWN = 3;

export class Strip {
  /**
   * @param {object} options
   * @param {import("./items.js").Items} options.items
   * @param {Record<string, any>} options.texts
   * @param {(path: string) => string} options.url
   * @param {(ids: string[]) => void} options.walk to a step of the way
   * @param {() => void} options.back
   * @param {() => void} options.forth
   */
  constructor({ items, texts, url, walk, back, forth }) {
    this.items = items;
    this.texts = texts;
    this.url = url;
    this.walk = walk;
    this.turn = 0;
    /** @type {Map<string, Item>} records by identifier */
    this.known = new Map();
    const round = (/** @type {string} */ label, /** @type {string} */ path, /** @type {() => void} */ click) =>
      el("button", {
        type: "button", class: "round", "aria-label": label, title: label, click,
      }, icon(path));
    this.back = round(texts.step_back, BACK, back);
    this.forth = round(texts.step_forth, FORTH, forth);
    this.list = el("ol", { class: "way" });
    this.element = el("nav", { class: "strip-way", hidden: true, "aria-label": texts.trail },
      this.back, this.list, this.forth);
  }

  /**
   * Show a way.
   * @param {string[][]} trail oldest first
   * @param {boolean} ahead whether one can go forward again
   */
  async update(trail, ahead) {
    this.turn += 1;
    const { turn } = this;
    this.element.hidden = !trail.length && !ahead;
    this.back.setAttribute("aria-disabled", String(!trail.length));
    this.forth.setAttribute("aria-disabled", String(!ahead));
    const wanted = [...new Set(trail.flatMap((ids) => ids.slice(0, SHOWN)))];
    const lacking = wanted.filter((id) => !this.known.has(id));
    if (lacking.length) {
      const found = await this.items.named(lacking).catch(() => []);
      for (const item of found) this.known.set(item.id, item);
    }
    if (turn !== this.turn) return;
    this.list.replaceChildren(...trail.flatMap((ids) => this.#step(ids) ?? []));
    this.list.scrollLeft = this.list.scrollWidth;
  }

  /** Hold what is known already. @param {Item[]} items */
  keep(items) {
    for (const item of items) this.known.set(item.id, item);
  }

  /** @param {string[]} ids */
  #step(ids) {
    const items = ids.slice(0, SHOWN).flatMap((id) => this.known.get(id) ?? []);
    if (!items.length) return null;
    const title = items.map((item) => item.title || this.texts.untitled).join(", ");
    return el("li", {}, el("button", {
      type: "button", title, "aria-label": fill(this.texts.back, { title }),
      click: () => this.walk(ids),
    }, ...items.map((item) => el("img", {
      src: this.url(item.thumbs?.["256"] ?? ""), alt: "",
      style: {
        aspectRatio: String((item.width || 1) / (item.height || 1)),
        backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour ?? "") ? item.colour : "",
      },
    }))));
  }
}
