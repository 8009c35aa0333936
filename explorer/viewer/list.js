/**
 * The list: what is in view, as text. The map's equivalent for those who do not see it or do not
 * use a pointer; it follows the map, and opens what the map opens.
 */

import { count, el } from "./dom.js";
import { byline } from "./items.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").Items} Items */

/** Items listed; the most important of those in view come first. */
const MOST = 60;

export class List {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Items} options.items
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {(path: string) => string} options.url
   * @param {(item: Item) => void} options.open
   * @param {(row: number | null) => void} options.point an item of the list has the focus
   * @param {(item: Item) => HTMLElement} [options.box] stands beside an entry
   */
  constructor({ holder, items, texts, lang, url, open, point, box }) {
    this.items = items;
    this.texts = texts;
    this.lang = lang;
    this.url = url;
    this.pick = open;
    this.point = point;
    this.box = box;
    this.heading = el("h2", { tabindex: "-1" }, texts.in_view);
    this.summary = el("p", { class: "summary" });
    this.entries = el("ul", {});
    this.element = el("section", { class: "list", hidden: true },
      el("div", { class: "head" }, this.heading, this.summary), this.entries);
    this.element.setAttribute("aria-label", texts.in_view);
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
    // Announced whether the list is open or not: panning must not be silent.
    this.live = el("p", { class: "unseen", "aria-live": "polite" });
    holder.append(this.element, this.live);
    /** @type {number[]} */
    this.rows = [];
    this.turn = 0;
  }

  get open() {
    return !this.element.hidden;
  }

  /** @param {boolean} open */
  async toggle(open) {
    this.element.hidden = !open;
    if (!open) {
      this.point(null);
      return;
    }
    this.heading.focus({ preventScroll: true });
    await this.#fill();
  }

  /**
   * The view has come to rest on these rows, most important first.
   * @param {number[]} rows
   */
  async update(rows) {
    this.rows = rows;
    const text = count(this.texts.shown, rows.length, this.lang);
    if (this.live.textContent !== text) this.live.textContent = text;
    if (this.open) await this.#fill();
  }

  /**
   * Put the focus on an entry; entries are made anew whenever the map comes to rest.
   * @param {number} row
   * @returns {boolean} false when nothing could be given the focus
   */
  focus(row) {
    if (!this.open || !this.element.checkVisibility()) return false;
    /** @type {HTMLElement | null} */
    const entry = this.entries.querySelector(`button[data-row="${row}"]`);
    (entry ?? this.heading).focus({ preventScroll: entry === null });
    return true;
  }

  /** @returns {number | null} row of the entry that has the focus */
  get focused() {
    return this.#focusedRow();
  }

  async #fill() {
    this.turn += 1;
    const turn = this.turn;
    const rows = this.rows.slice(0, MOST);
    await this.items.want(rows);
    if (turn !== this.turn) return;
    const focused = this.#focusedRow();
    this.summary.textContent = count(this.texts.shown, this.rows.length, this.lang);
    const items = rows.flatMap((row) => this.items.get(row) ?? []);
    this.entries.replaceChildren(...items.map((item) =>
      el("li", {}, this.#entry(item), this.box?.(item))));
    if (focused !== null) {
      const again = this.entries.querySelector(`button[data-row="${focused}"]`);
      const target = again ?? this.entries.querySelector("button") ?? this.heading;
      /** @type {HTMLElement} */ (target).focus({ preventScroll: !again });
    }
  }

  /** @param {Item} item */
  #entry(item) {
    const rest = byline(item, this.texts);
    return el("button", {
      type: "button",
      "data-row": item.row,
      click: () => this.pick(item),
      focus: () => this.point(item.row),
      mouseenter: () => this.point(item.row),
      blur: () => this.point(null),
      mouseleave: () => this.point(null),
    },
    el("span", { class: "small" }, el("img", {
      src: this.url(item.thumbs?.["256"] ?? ""),
      alt: "",
      loading: "lazy",
      decoding: "async",
      style: { backgroundColor: item.colour || "transparent" },
    })),
    el("span", { class: "lines" },
      el("strong", {}, item.title || this.texts.untitled),
      rest ? el("span", {}, rest) : null));
  }

  #focusedRow() {
    const root = /** @type {Document | ShadowRoot} */ (this.element.getRootNode());
    const focused = root.activeElement;
    if (!(focused instanceof HTMLElement) || !this.entries.contains(focused)) return null;
    return Number(focused.dataset.row);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    const buttons = [...this.entries.querySelectorAll("button")];
    if (!step || !buttons.length) return;
    const here = buttons.findIndex((button) => button.matches(":focus"));
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, here + step))];
    event.preventDefault();
    next.focus();
  }
}
