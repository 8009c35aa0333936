/**
 * The tray below the map: the tools for selecting while one selects, and what is selected, with
 * what can be done with it.
 */

import { Belt } from "./belt.js";
import { count, el, icon } from "./dom.js";

/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {import("./drawing.js").Tool} Tool */
/** @typedef {"replace" | "add" | "subtract"} Way */

/**
 * @typedef {object} Handles what the tray asks for
 * @property {(item: import("./items.js").Item) => void} go
 * @property {(row: number | null) => void} point
 * @property {() => void} light
 * @property {((kind: "csv" | "json") => void) | null} take the selection home
 * @property {(() => void) | null} board
 * @property {(() => void) | null} similar all that is like what is selected
 * @property {(tool: Tool) => void} tool
 * @property {(way: Way) => void} way
 * @property {() => void} view select all that is in view
 * @property {() => void} done
 * @property {() => void} moved the tray takes more or less room
 */

/** @type {Record<string, string>} */
const PATHS = {
  lasso: "M12 4c5 0 8.5 2.2 8.5 5.4S17 15 12 15c-1.6 0-3-.2-4.2-.6M7.8 14.4C5.2 13.4 3.5 11.6 3.5 9.4 3.5 6.2 7 4 12 4M7.8 14.4a2 2 0 1 0-2.6 2.1c0 1.7-.4 2.7-1.7 3.5",
  box: "M4 8V4h4M12 4h1M16 4h4v4M20 12v1M20 16v4h-4M12 20h-1M8 20H4v-4M4 12v-1",
  replace: "M5 5h14v14H5z",
  add: "M4 4h11v5M4 4v11h5M17.5 13v9M13 17.5h9",
  subtract: "M4 4h11v8M4 4v11h8M13 17.5h9",
  view: "M4 9V5h4M20 9V5h-4M4 15v4h4M20 15v4h-4M8.5 12l2.5 2.5 4.5-5",
  earlier: "M15 5l-7 7 7 7",
  later: "M9 5l7 7-7 7",
  remove: "M4 5h16v14H4zM8.5 12h7",
  light: "M12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M18.4 5.6l-1.8 1.8M7.4 16.6l-1.8 1.8M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
  similar: "M4 4h10v12H4zM10 16v4h10V8h-6",
  undo: "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9",
  clear: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  take: "M12 4v11M7.5 10.5 12 15l4.5-4.5M5 20h14",
  board: "M4 5h16v11H4zM12 16v5M8 21h8M12 8v5M9.5 10.5h5",
  fold: "M6 9l6 6 6-6",
};

export class Tray {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Selection} options.selection
   * @param {import("./items.js").Items} options.items
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {(path: string) => string} options.url
   * @param {Handles} options.handles
   */
  constructor({ holder, selection, items, texts, lang, url, handles }) {
    this.selection = selection;
    this.texts = texts;
    this.lang = lang;
    this.handles = handles;
    this.cleared = false;
    /** Pixels it took when the map was last told. */
    this.took = 0;
    this.belt = new Belt({
      selection, items, texts, url, go: handles.go, point: handles.point,
      turned: () => this.#hand(),
    });
    this.tools = this.#makeTools();
    this.status = el("p", { class: "count", role: "status" });
    const press = (/** @type {string} */ name, /** @type {() => void} */ click) =>
      this.#button(name, click, { round: true });
    this.fold = press("fold", () => this.#fold(this.element.classList.contains("folded")));
    this.fold.classList.add("fold");
    this.earlier = press("earlier", () => this.belt.shift(-1));
    this.later = press("later", () => this.belt.shift(1));
    this.remove = press("remove", () => this.belt.drop());
    this.light = this.#button("light", handles.light);
    this.light.setAttribute("aria-pressed", "false");
    this.undo = this.#button("undo", () => selection.undo());
    this.clear = this.#button("clear", () => this.#clear());
    const keep = (/** @type {"csv" | "json"} */ kind) => el("button", {
      type: "button", "aria-label": texts[`take_${kind}`], title: texts[`take_${kind}`],
      class: `take ${kind}`, click: () => handles.take?.(kind),
    }, icon(PATHS.take), kind.toUpperCase());
    this.takes = handles.take ? [keep("csv"), keep("json")] : [];
    this.board = handles.board ? this.#button("board", handles.board) : null;
    this.similar = handles.similar ? this.#button("similar", handles.similar) : null;
    this.hand = el("div", { class: "hand", role: "group", "aria-label": texts.in_hand },
      this.earlier, this.later, this.remove);
    this.all = el("div", { class: "all", role: "group", "aria-label": texts.with_selection },
      this.light, this.similar, this.board, ...this.takes, this.clear, this.undo);
    this.head = el("div", { class: "head" }, this.fold, this.status, this.all, this.hand);
    this.chosen = el("div", { class: "chosen", hidden: true }, this.head, this.belt.element);
    this.element = el("section", { class: "tray", "aria-label": texts.selection, hidden: true },
      this.tools, this.chosen);
    holder.append(this.element);
    // Where there is little height, the pictures come when they are asked for.
    this.#fold(!window.matchMedia("(max-width: 760px), (max-height: 560px)").matches);
    // A panel that opens makes it narrower, and so perhaps higher.
    this.observer = new ResizeObserver(() => this.#measure());
    this.observer.observe(this.element);
    this.forget = selection.onChange(() => this.#update());
    this.#update();
  }

  destroy() {
    this.forget();
    this.observer.disconnect();
    this.belt.destroy();
    this.element.remove();
  }

  /**
   * More that can be done with what is selected.
   * @param {HTMLElement[]} offers
   */
  offer(offers) {
    this.clear.before(...offers);
  }

  /** How high it stands, CSS pixels. */
  get height() {
    return this.element.hidden ? 0 : this.element.getBoundingClientRect().height;
  }

  /**
   * Show the tools, or put them away.
   * @param {boolean} on
   */
  setTools(on) {
    this.tools.hidden = !on;
    this.#show();
  }

  /**
   * @param {Tool} tool
   * @param {Way} way
   */
  setTool(tool, way) {
    for (const button of this.tools.querySelectorAll("[data-tool], [data-way]")) {
      const pressed = button.dataset.tool === tool || button.dataset.way === way;
      button.setAttribute("aria-pressed", String(pressed));
    }
  }

  /** @param {boolean} lit */
  setLit(lit) {
    this.light.setAttribute("aria-pressed", String(lit));
  }

  /** @param {boolean} busy a file is being made */
  setBusy(busy) {
    for (const button of this.takes) button.setAttribute("aria-disabled", String(busy));
  }

  #makeTools() {
    const { texts, handles } = this;
    const choice = (/** @type {string} */ name, /** @type {string} */ kind, /** @type {() => void} */ click) => {
      const button = this.#button(name, click);
      button.dataset[kind] = name;
      button.setAttribute("aria-pressed", "false");
      return button;
    };
    const tools = /** @type {Tool[]} */ (["lasso", "box"]);
    const ways = /** @type {Way[]} */ (["replace", "add", "subtract"]);
    return el("div", { class: "tools", role: "group", "aria-label": texts.select, hidden: true },
      el("div", { class: "choices", role: "group", "aria-label": texts.draw_with },
        ...tools.map((name) => choice(name, "tool", () => handles.tool(name)))),
      el("div", { class: "choices", role: "group", "aria-label": texts.what_it_does },
        ...ways.map((name) => choice(name, "way", () => handles.way(name)))),
      this.#button("view", handles.view),
      el("p", { class: "hint" }, texts.select_how),
      el("button", { type: "button", class: "primary done", click: handles.done }, texts.done));
  }

  /**
   * @param {string} name of its icon and, after ``select_``, of its text
   * @param {() => void} click
   * @param {{round?: boolean}} [how]
   * @returns {HTMLButtonElement}
   */
  #button(name, click, { round = false } = {}) {
    const label = this.texts[`select_${name}`];
    return el("button", {
      type: "button", class: round ? "round" : name, "aria-label": label, title: label, click,
    }, icon(PATHS[name]), round ? null : el("span", { "aria-hidden": "true" }, label));
  }

  /** @param {boolean} open */
  #fold(open) {
    this.element.classList.toggle("folded", !open);
    this.fold.setAttribute("aria-expanded", String(open));
    this.belt.update();
    this.handles.moved();
  }

  #clear() {
    this.cleared = true;
    this.selection.clear();
    this.undo.focus({ preventScroll: true });
  }

  #update() {
    const { selection, texts, lang } = this;
    const { size } = selection;
    if (size) this.cleared = false;
    this.status.textContent = size ? count(texts.selected_n, size, lang) : texts.selected_none;
    this.undo.setAttribute("aria-disabled", String(!selection.undoable));
    this.chosen.classList.toggle("empty", !size);
    this.#show();
    this.belt.update();
    this.#hand();
  }

  #show() {
    const { size, undoable } = this.selection;
    this.chosen.hidden = !size && !(undoable && (this.cleared || !this.tools.hidden));
    this.element.hidden = this.chosen.hidden && this.tools.hidden;
    this.#measure();
  }

  #measure() {
    const { height } = this;
    if (height === this.took) return;
    this.took = height;
    this.belt.update();
    this.handles.moved();
  }

  #hand() {
    const { size } = this.selection;
    const { at } = this.belt;
    this.earlier.setAttribute("aria-disabled", String(!size || at === 0));
    this.later.setAttribute("aria-disabled", String(!size || at >= size - 1));
  }

  /** Put away what is left of a selection that was cleared; false when nothing was. */
  dismiss() {
    if (!this.cleared || this.selection.size) return false;
    this.cleared = false;
    this.#show();
    return true;
  }
}
