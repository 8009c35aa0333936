/** The dock below a cloud: what is in its middle, from "the same" to "surprising", and the buttons. */

import { count, el, fill, icon } from "./dom.js";
import { byline } from "./items.js";
import { SURPRISE } from "./steps.js";

/** @typedef {import("./items.js").Item} Item */

/**
 * @typedef {object} Handles
 * @property {() => void} record open what is in the middle
 * @property {() => void} map show it on the map
 * @property {(() => void) | null} board put what is in the middle on the board
 * @property {(surprise: number) => void} surprise
 * @property {() => void} filters
 * @property {() => void} list
 * @property {() => void} chance begin with another one, at random
 */

/** @type {Record<string, string>} */
const PATHS = {
  record: "M6 3.5h9l4 4v13H6zM15 3.5v4h4M9 12h7M9 15.5h7",
  map: "M9 4 3 6.5v13L9 17l6 2.5 6-2.5V4l-6 2.5L9 4zM9 4v13M15 6.5v13",
  board: "M4 5h16v11H4zM12 16v5M8 21h8M12 8v5M9.5 10.5h5",
  filters: "M4 6h16M7 12h10M10 18h4",
  list: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
  chance: "M4 4h16v16H4zM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01",
};

export class Dock {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {Handles} options.handles
   */
  constructor({ texts, lang, handles }) {
    this.texts = texts;
    this.lang = lang;
    /** @type {Record<string, HTMLButtonElement>} */
    this.buttons = {};
    const press = (/** @type {string} */ name, /** @type {(() => void) | null} */ click) => {
      if (!click) return null;
      const button = el("button", {
        type: "button", class: `press do-${name}`, "aria-label": texts[`cloud_${name}`],
        title: texts[`cloud_${name}`], click,
      }, icon(PATHS[name]), el("span", { "aria-hidden": "true" }, texts[`cloud_${name}_short`]));
      this.buttons[name] = button;
      return button;
    };
    this.title = el("h1", {});
    this.by = el("p", { class: "by" });
    this.badge = el("span", { class: "badge", hidden: true });
    this.slider = el("input", {
      type: "range", min: "0", max: String(SURPRISE), step: "1", value: "0",
      "aria-label": texts.surprise,
      input: () => this.#turn(Number(this.slider.value), handles.surprise),
    });
    const end = (/** @type {string} */ label, /** @type {string} */ said, /** @type {number} */ by) =>
      el("button", {
        type: "button", class: "end", "aria-label": said, title: said,
        click: () => this.#turn(Number(this.slider.value) + by, handles.surprise),
      }, label);
    this.less = end(texts.same_end, texts.less_surprise, -2);
    this.more = end(texts.surprise_end, texts.more_surprise, 2);
    const tools = [
      press("filters", handles.filters), press("list", handles.list), press("chance", handles.chance),
    ];
    this.buttons.filters.append(this.badge);
    for (const name of ["filters", "list"]) {
      this.buttons[name].setAttribute("aria-expanded", "false");
    }
    this.element = el("div", { class: "dock" },
      el("div", { class: "middle" },
        el("div", { class: "named" }, this.title, this.by),
        el("div", { class: "does" }, press("record", handles.record), press("map", handles.map),
          press("board", handles.board))),
      el("div", { class: "dial", role: "group", "aria-label": texts.surprise },
        this.less, this.slider, this.more),
      el("div", { class: "tools" }, ...tools));
    this.set(0);
  }

  /** @param {Item[]} items what is in the middle */
  show(items) {
    const { texts } = this;
    const [first] = items;
    const several = items.length > 1;
    const name = first?.title || texts.untitled;
    this.title.textContent = several ? count(texts.cloud_several, items.length, this.lang) : name;
    this.by.textContent = several ? items.map(({ title }) => title || texts.untitled).join(" · ")
      : first ? byline(first, texts) : "";
    for (const one of ["record", "map"]) this.buttons[one].hidden = several || !first;
    if (this.buttons.board) this.buttons.board.hidden = !first;
  }

  /** @param {number} surprise */
  set(surprise) {
    this.slider.value = String(surprise);
    const { texts } = this;
    const words = [texts.same_end, texts.surprise_some, texts.surprise_more, texts.surprise_end];
    const said = words[surprise === 0 ? 0 : surprise < 4 ? 1 : surprise < 8 ? 2 : 3];
    this.slider.setAttribute("aria-valuetext", fill(texts.surprise_value, { said, n: surprise, of: SURPRISE }));
    // Not the attribute "disabled": it would take the focus away from under the finger.
    this.less.setAttribute("aria-disabled", String(surprise === 0));
    this.more.setAttribute("aria-disabled", String(surprise === SURPRISE));
  }

  /** @param {number} wished how many things are filtered by */
  setFilters(wished) {
    this.badge.hidden = !wished;
    this.badge.textContent = String(wished);
  }

  /**
   * @param {"filters" | "list"} which
   * @param {boolean} open
   */
  setOpen(which, open) {
    this.buttons[which].setAttribute("aria-expanded", String(open));
  }

  /**
   * @param {number} surprise
   * @param {(surprise: number) => void} tell
   */
  #turn(surprise, tell) {
    const value = Math.min(SURPRISE, Math.max(0, surprise));
    this.set(value);
    tell(value);
  }
}
