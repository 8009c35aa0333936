/** The bar above the map: the search box, the way to the filters, and what is picked out now. */

import { chipsOf } from "./chips.js";
import { el, fill, icon } from "./dom.js";
import { SearchBox } from "./searchbox.js";
import { any, many } from "./wishes.js";

/** @typedef {import("./wishes.js").Wishes} Wishes */

/**
 * @typedef {object} Sought what is picked out
 * @property {Wishes} wishes
 * @property {string} q words that are looked for
 * @property {string} like id of an item whose likes are looked for
 */

/** @typedef {{label: string, colour?: string, without: Partial<Sought>}} Chip */

const FUNNEL = "M4 6h16M7 12h10M10 18h4";
const CROSS = "M7 7l10 10M17 7 7 17";

export class SeekBar {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {import("./server.js").Server} options.server
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {string} options.base
   * @param {string} options.root of the collection's API
   * @param {(change: Partial<Sought>) => void} options.seek
   * @param {() => void} options.toggle the filters
   * @param {() => void} options.clear
   * @param {(() => void) | undefined} options.select all that is picked out
   */
  constructor({ holder, server, texts, lang, base, root, seek, toggle, clear, select }) {
    this.texts = texts;
    this.lang = lang;
    this.seek = seek;
    this.props = {
      base, lang, vocabulary: `${root}/vocabulary`, examples: [], forms: texts.suggested,
      read: (/** @type {URL} */ url, /** @type {{signal: AbortSignal}} */ { signal }) =>
        server.json(url.href.slice(base.length), signal),
      texts: {
        title: "", label: texts.search_label, placeholder: texts.search_placeholder,
        search: texts.search, suggestions: texts.suggestions, try: "",
      },
    };
    const place = el("div", { class: "find", keydown: (/** @type {KeyboardEvent} */ event) => {
      // The names suggested were closed by it: nothing else must be.
      if (event.key === "Escape" && event.defaultPrevented) event.stopPropagation();
    } });
    this.box = new SearchBox(place, (_, value) => seek({ q: value.q, like: "" }));
    this.badge = el("span", { class: "badge", hidden: true });
    this.toggle = el("button", {
      type: "button", class: "seek-toggle filter-toggle", "aria-expanded": "false", click: toggle,
    }, icon(FUNNEL), el("span", {}, texts.filters), this.badge);
    this.count = el("p", { class: "count", role: "status" });
    this.hide = el("button", { type: "button", class: "hide", "aria-pressed": "false" }, texts.hide);
    this.all = select && el("button", { type: "button", class: "all", click: select },
      texts.select_found);
    this.clear = el("button", { type: "button", class: "clear", click: clear }, texts.clear);
    this.chips = el("ul", { class: "chips", "aria-label": texts.active });
    this.state = el("div", { class: "state sought", hidden: true },
      this.count, this.chips, this.hide, this.all, this.clear);
    this.element = el("div", { class: "seek" },
      el("div", { class: "row" }, place, server.filters ? this.toggle : null), this.state);
    holder.append(this.element);
    this.state.addEventListener("scroll", () => this.#fade(), { passive: true });
    this.observer = new ResizeObserver(() => this.#fade());
    for (const part of [this.state, this.chips, this.count]) this.observer.observe(part);
  }

  destroy() {
    this.observer.disconnect();
    this.box.destroy();
    this.element.remove();
  }

  /** @param {boolean} open whether the filters are */
  setOpen(open) {
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  /**
   * @param {Sought} sought
   * @param {{theme: (id: number) => string, column: (name: string) => string,
   *   value: (column: string, value: string) => string, like: string}} names
   */
  update(sought, names) {
    const { wishes, q, like } = sought;
    this.box.update({ ...this.props, q });
    const number = many(wishes);
    this.badge.hidden = !number;
    this.badge.textContent = String(number);
    const active = any(wishes) || q !== "" || like !== "";
    this.state.hidden = !active;
    this.hide.setAttribute("aria-pressed", String(wishes.hide));
    this.hide.onclick = () => this.seek({ wishes: { ...wishes, hide: !wishes.hide } });
    const focused = this.#focused();
    this.chips.replaceChildren(...this.#list(sought, names).map(({ label, colour, without }) =>
      el("li", {}, el("button", {
        type: "button", class: "chip", title: fill(this.texts.remove, { name: label }),
        "aria-label": fill(this.texts.remove, { name: label }),
        click: () => this.seek(without),
      }, colour ? el("span", { class: "dot", style: { backgroundColor: `#${colour}` } }) : null,
      el("span", { class: "name" }, label), icon(CROSS)))));
    // A chip was taken away under the finger: the focus goes to its neighbour.
    if (focused >= 0) {
      const buttons = this.chips.querySelectorAll("button");
      const next = buttons[Math.min(focused, buttons.length - 1)] ?? this.toggle;
      next.focus({ preventScroll: true });
    }
  }

  /**
   * @param {number | null} matching null while it is not known
   * @param {number} all
   */
  setCount(matching, all) {
    if (matching === null) return;
    const [n, of] = [matching, all].map((value) => new Intl.NumberFormat(this.lang).format(value));
    const text = fill(this.texts.count, { n, of });
    if (this.count.textContent !== text) this.count.textContent = text;
  }

  /** Whether it stands low, above the buttons: where all must be within reach of who sits. */
  get low() {
    return getComputedStyle(this.element).getPropertyValue("--low").trim() === "1";
  }

  /** The parts that no name must stand under. */
  get parts() {
    return [...this.element.children].filter(
      (part) => part instanceof HTMLElement && !part.hidden);
  }

  /** Show at which edges there is more than is seen: a narrow screen has one row, which scrolls. */
  #fade() {
    const { scrollLeft, scrollWidth, clientWidth, classList } = this.state;
    classList.toggle("before", scrollLeft > 1);
    classList.toggle("beyond", scrollLeft + clientWidth < scrollWidth - 1);
  }

  #focused() {
    const root = /** @type {ShadowRoot} */ (this.element.getRootNode());
    return [...this.chips.querySelectorAll("button")].findIndex(
      (button) => button === root.activeElement);
  }

  /**
   * @param {Sought} sought
   * @param {{theme: (id: number) => string, column: (name: string) => string, like: string, value: (column: string, value: string) => string}} names
   * @returns {Chip[]}
   */
  #list({ wishes, q, like }, names) {
    const { texts } = this;
    /** @type {Chip[]} */
    const chips = [];
    if (q) chips.push({ label: fill(texts.quoted, { text: q }), without: { q: "" } });
    if (like) chips.push({ label: fill(texts.like_of, { title: names.like }), without: { like: "" } });
    for (const { label, colour, without } of chipsOf(wishes, names, texts)) {
      chips.push({ label, colour, without: { wishes: without } });
    }
    return chips;
  }
}
