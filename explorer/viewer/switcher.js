/**
 * The switcher: the layouts to choose from, side by side where there is room for their names, and
 * behind one button where there is not.
 */

import { el } from "./dom.js";
import { Foldout } from "./foldout.js";
import { nameOf } from "./kinds.js";

/** @typedef {import("./kinds.js").Layout} Layout */

const UP = "M6 15l6-6 6 6";
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Switcher {
  /**
   * @param {object} options
   * @param {Layout[]} options.layouts
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {(layout: string) => void} options.choose
   */
  constructor({ layouts, texts, lang, choose }) {
    this.texts = texts;
    this.names = new Map(layouts.map((one) => [one.name, nameOf(one, texts, lang)]));
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map([...this.names].map(([layout, name]) => [layout, el("button", {
      type: "button", "aria-pressed": "false", title: name,
      click: () => {
        this.menu.close();
        choose(layout);
      },
    }, el("span", {}, name))]));
    this.choices = el("div", {
      class: "layouts", role: "group", "aria-label": texts.layouts,
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    }, ...this.buttons.values());
    this.menu = new Foldout({
      label: texts.layouts, path: UP, text: "", name: "menu", content: [],
      opened: () => this.#shown(),
    });
    this.element = el("div", { class: "switcher", hidden: layouts.length < 2 }, this.choices);
    this.layout = "";
  }

  /** @param {string} layout the one that is shown */
  set(layout) {
    this.layout = layout;
    for (const [name, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(name === layout));
    }
    if (this.menu.said) {
      this.menu.said.replaceChildren(
        el("span", { class: "unseen" }, `${this.texts.layouts} : `),
        el("span", { class: "name" }, this.names.get(layout) ?? ""));
    }
  }

  /**
   * Side by side if that fits, behind a button if not.
   * @param {number} room pixels
   */
  fit(room) {
    if (this.element.hidden || this.menu.open) return;
    const focused = this.#focused();
    this.#unfold();
    if (this.choices.offsetWidth > room) {
      this.menu.sheet.append(this.choices);
      this.element.replaceChildren(this.menu.element);
    }
    if (focused) (this.folded ? this.menu.button : focused).focus({ preventScroll: true });
  }

  get folded() {
    return this.menu.element.isConnected;
  }

  destroy() {
    this.menu.destroy();
  }

  #unfold() {
    if (this.choices.parentElement !== this.element) this.element.replaceChildren(this.choices);
  }

  /** The menu opens: go to the layout one is in. */
  #shown() {
    queueMicrotask(() => this.buttons.get(this.layout)?.focus({ preventScroll: true }));
  }

  #focused() {
    const root = /** @type {Document | ShadowRoot} */ (this.element.getRootNode());
    const found = root.activeElement;
    return found instanceof HTMLElement && this.element.contains(found) ? found : null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const all = [...this.buttons.values()];
    const here = all.findIndex((button) => button.matches(":focus"));
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    const ends = { Home: 0, End: all.length - 1 };
    const end = ends[/** @type {keyof typeof ends} */ (event.key)];
    if (here < 0 || (step === undefined && end === undefined)) return;
    event.preventDefault();
    all[end ?? (here + step + all.length) % all.length].focus();
  }
}
