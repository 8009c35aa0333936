/**
 * The display: how large pictures hang and how far apart, and whether the small map is shown. Each
 * slider has its buttons, for fingers that are no precise pointers.
 */

import { el, icon } from "./dom.js";
import { Foldout } from "./foldout.js";
import { HANGING } from "./hanging.js";

/** @typedef {{size: number, spread: number}} Hung in doublings of the usual */

const SLIDERS = "M4 7h9M19 7h1M4 17h1M11 17h9M13 7a3 3 0 1 0 6 0 3 3 0 1 0-6 0M5 17a3 3 0 1 0 6 0 3 3 0 1 0-6 0";
const PLUS = "M12 5v14M5 12h14";
const MINUS = "M5 12h14";
const STEP = 0.25;

export class Display {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {(hung: Hung) => void} options.hang
   * @param {(shown: boolean) => void} options.minimap
   */
  constructor({ texts, hang, minimap }) {
    this.hang = hang;
    /** @type {Hung} */
    this.hung = { size: 0, spread: 0 };
    this.sliders = {
      size: this.#slider("size", texts.size),
      spread: this.#slider("spread", texts.spread),
    };
    this.overview = el("button", {
      type: "button", class: "check", role: "switch", "aria-checked": "false",
      click: () => minimap(this.overview.getAttribute("aria-checked") !== "true"),
    }, el("span", {}, texts.minimap), el("span", { class: "knob", "aria-hidden": "true" }));
    this.reset = el("button", { type: "button", click: () => this.#change({ size: 0, spread: 0 }) },
      texts.reset);
    this.foldout = new Foldout({
      label: texts.display, path: SLIDERS, name: "display",
      content: [
        el("h2", {}, texts.display),
        this.#row(this.sliders.size, texts.size, texts.smaller, texts.larger, "size"),
        this.#row(this.sliders.spread, texts.spread, texts.nearer, texts.apart, "spread"),
        this.overview,
        this.reset,
      ],
    });
  }

  /** @param {Hung} hung how pictures hang now */
  set(hung) {
    this.hung = { size: hung.size, spread: hung.spread };
    for (const name of /** @type {(keyof Hung)[]} */ (["size", "spread"])) {
      const slider = this.sliders[name];
      const percent = `${Math.round(100 * 2 ** hung[name])} %`;
      if (Number(slider.value) !== hung[name]) slider.value = String(hung[name]);
      slider.setAttribute("aria-valuetext", percent);
    }
    const plain = hung.size === 0 && hung.spread === 0;
    this.reset.setAttribute("aria-disabled", String(plain));
  }

  /** @param {boolean} shown */
  setMinimap(shown) {
    this.overview.setAttribute("aria-checked", String(shown));
  }

  /**
   * @param {keyof Hung} name
   * @param {string} label
   * @returns {HTMLInputElement}
   */
  #slider(name, label) {
    const { min, max } = HANGING[name];
    const slider = el("input", {
      type: "range", min, max, step: "0.05", value: "0", "aria-label": label,
      input: () => this.#change({ [name]: Number(slider.value) }),
    });
    return slider;
  }

  /**
   * @param {HTMLInputElement} slider
   * @param {string} label
   * @param {string} less
   * @param {string} more
   * @param {keyof Hung} name
   */
  #row(slider, label, less, more, name) {
    const step = (/** @type {string} */ said, /** @type {string} */ path, /** @type {number} */ by) =>
      el("button", {
        type: "button", class: "round", "aria-label": said, title: said,
        click: () => this.#change({ [name]: this.hung[name] + by }),
      }, icon(path));
    return el("div", { class: "row" },
      el("span", { class: "what", "aria-hidden": "true" }, label),
      el("div", { class: "slide" }, step(less, MINUS, -STEP), slider, step(more, PLUS, STEP)));
  }

  /** @param {Partial<Hung>} wish */
  #change(wish) {
    const hung = { ...this.hung, ...wish };
    for (const name of /** @type {(keyof Hung)[]} */ (["size", "spread"])) {
      const { min, max } = HANGING[name];
      hung[name] = Math.min(max, Math.max(min, hung[name]));
    }
    this.set(hung);
    this.hang(hung);
  }
}
