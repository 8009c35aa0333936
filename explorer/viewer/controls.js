/** The controls: a button for each gesture, the layouts, how pictures hang, the small map, help. */

import { Display } from "./display.js";
import { el, icon } from "./dom.js";
import { help } from "./help.js";
import { Minimap } from "./minimap.js";
import { Switcher } from "./switcher.js";

/**
 * @typedef {object} Handles what the controls ask for
 * @property {() => void} closer
 * @property {() => void} further
 * @property {() => void} fit
 * @property {(layout: string) => void} layout
 * @property {(hung: import("./display.js").Hung) => void} hang
 * @property {() => void} list
 * @property {() => void} select begin to select pictures, or stop
 * @property {() => void} moved something has come, gone or changed its size
 */

const PLUS = "M12 5v14M5 12h14";
const MINUS = "M5 12h14";
const WHOLE = "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5";
const LIST = "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01";
const LASSO = "M12 4.5c5 0 8 1.9 8 4.9s-3 5-8 5c-1.5 0-2.9-.2-4-.5M7.9 13.8C5.5 12.9 4 11.3 4 9.4c0-3 3-4.9 8-4.9M7.9 13.8a2 2 0 1 0-2.6 2c0 1.5-.4 2.7-1.6 3.7";
/** A map this narrow has the small map only when it is asked for, CSS pixels. */
const NARROW = 600;

export class Controls {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {import("./kinds.js").Layout[]} options.layouts
   * @param {Handles} options.handles
   */
  constructor({ holder, texts, lang, layouts, handles }) {
    this.switcher = new Switcher({ layouts, texts, lang, choose: handles.layout });
    this.minimap = new Minimap({
      texts, narrow: holder.clientWidth < NARROW,
      onToggle: () => {
        this.display.setMinimap(this.minimap.wanted);
        handles.moved();
      },
    });
    this.display = new Display({
      texts, hang: handles.hang, minimap: (shown) => this.minimap.want(shown),
    });
    this.display.setMinimap(this.minimap.wanted);
    this.help = help(texts);
    this.list = round(texts.list, LIST, handles.list);
    this.list.setAttribute("aria-expanded", "false");
    this.list.classList.add("list-toggle");
    this.select = round(texts.select, LASSO, handles.select);
    this.select.setAttribute("aria-pressed", "false");
    this.closer = round(texts.closer, PLUS, handles.closer);
    this.further = round(texts.further, MINUS, handles.further);
    /** Where more buttons may stand. */
    this.tools = el("div", { class: "tools" },
      this.select, this.display.foldout.element, this.list, this.help.element);
    this.bar = el("div", { class: "bar" }, this.switcher.element, this.tools);
    this.zoom = el("div", { class: "zoom", role: "group", "aria-label": texts.zoom },
      this.closer, this.further, round(texts.fit, WHOLE, handles.fit));
    this.element = el("div", { class: "controls" }, this.bar, this.minimap.element, this.zoom);
    // Above the tray, and so before it for who goes from one to the next by Tab.
    holder.insertBefore(this.element, holder.querySelector(":scope > .tray"));
  }

  destroy() {
    this.switcher.destroy();
    this.display.foldout.destroy();
    this.help.destroy();
    this.element.remove();
  }

  /** @param {string} layout the one that is shown */
  setLayout(layout) {
    this.switcher.set(layout);
    this.#fit();
  }

  /**
   * @param {boolean} closest nothing is to be seen closer
   * @param {boolean} furthest
   */
  setEnds(closest, furthest) {
    // Not the attribute "disabled": it would take the focus away from under the finger.
    for (const [button, end] of /** @type {const} */ ([[this.closer, closest], [this.further, furthest]])) {
      if (button.getAttribute("aria-disabled") !== String(end)) button.setAttribute("aria-disabled", String(end));
    }
  }

  /**
   * What the buttons take of the map.
   * @param {boolean} opened whether something is open that may hide them
   * @returns {{places: import("./camera.js").Bounds[], covered: number, dock: number,
   *   bar: {wide: number, high: number}}} where they stand, in pixels of the map; the height at the
   *   bottom that they cover wholly, now and, if the panel hides them, without it; how much of the
   *   lower left corner the bar takes where it does not
   */
  measure(opened) {
    this.#fit();
    const origin = /** @type {HTMLElement} */ (this.element.parentElement).getBoundingClientRect();
    const docked = this.docked ? this.element.getBoundingClientRect().height : 0;
    if (!opened || docked) this.dock = docked;
    const parts = this.docked ? [this.element, this.minimap.element] : [...this.element.children];
    const places = parts.map((part) => part.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ left, top, right, bottom }) => ({
        left: left - origin.left,
        top: top - origin.top,
        right: right - origin.left,
        bottom: bottom - origin.top,
      }));
    const gap = parseFloat(getComputedStyle(this.element).paddingLeft);
    const bar = docked ? { wide: 0, high: 0 }
      : { wide: this.bar.offsetWidth + gap, high: this.bar.offsetHeight + gap };
    return { places, covered: docked, dock: this.dock ?? 0, bar };
  }

  /** Whether the buttons stand in a dock below the map, and not on it. */
  get docked() {
    return getComputedStyle(this.element).getPropertyValue("--docked").trim() === "1";
  }

  /** @param {boolean} on whether one selects */
  setSelect(on) {
    this.select.setAttribute("aria-pressed", String(on));
  }

  /** @param {boolean} open */
  setList(open) {
    this.list.setAttribute("aria-expanded", String(open));
  }

  /** The names of the layouts take what the other buttons leave. */
  #fit() {
    const style = getComputedStyle(this.element);
    const inner = this.element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const gap = parseFloat(style.columnGap) || 0;
    const small = this.minimap.element.offsetWidth;
    const beside = small && !this.docked ? small + gap : 0; // in a dock, it stands above
    const others = this.tools.offsetWidth + this.zoom.offsetWidth + beside + 3 * gap + 16;
    // A standing screen has height to spare: there the names may have a row of their own.
    const standing = this.docked && inner > NARROW;
    this.switcher.fit(standing ? inner - 16 : inner - others);
    const long = standing && !this.switcher.folded && this.switcher.choices.offsetWidth > inner - others;
    this.element.classList.toggle("long", long);
  }
}

/**
 * @param {string} label
 * @param {string} path
 * @param {() => void} click
 * @returns {HTMLButtonElement}
 */
function round(label, path, click) {
  return el("button", {
    type: "button", class: "round", "aria-label": label, title: label, click,
  }, icon(path));
}
