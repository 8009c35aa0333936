/** The controls: a button for each gesture, the layouts, the size of the pictures. */

import { el, icon } from "./dom.js";

/**
 * @typedef {object} Handles what the controls ask for
 * @property {() => void} closer
 * @property {() => void} further
 * @property {() => void} fit
 * @property {(layout: string) => void} layout
 * @property {(size: number) => void} size -1 half, 0 as usual, 1 double
 * @property {() => void} list
 */

const PLUS = "M12 5v14M5 12h14";
const MINUS = "M5 12h14";
const WHOLE = "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5";
const LIST = "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01";
const SMALL = "M9 9h6v6H9z";
const LARGE = "M4 4h16v16H4z";

export class Controls {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Record<string, any>} options.texts
   * @param {string[]} options.layouts
   * @param {Handles} options.handles
   */
  constructor({ holder, texts, layouts, handles }) {
    this.layouts = new Map(layouts.map((name) => [name, this.#choice(name, texts, handles)]));
    this.list = round(texts.list, LIST, handles.list);
    this.list.setAttribute("aria-expanded", "false");
    this.list.classList.add("list-toggle");
    this.closer = round(texts.closer, PLUS, handles.closer);
    this.further = round(texts.further, MINUS, handles.further);
    this.size = el("input", {
      type: "range",
      min: "-1",
      max: "1",
      step: "0.05",
      value: "0",
      "aria-label": texts.size,
      title: texts.size,
      input: () => handles.size(Number(this.size.value)),
    });
    this.element = el("div", { class: "controls" },
      el("div", { class: "bar" },
        layouts.length > 1
          ? el("div", { class: "layouts", role: "group", "aria-label": texts.layouts },
              ...this.layouts.values())
          : null,
        el("div", { class: "size" }, icon(SMALL), this.size, icon(LARGE)),
        this.list),
      el("div", { class: "zoom", role: "group", "aria-label": texts.zoom },
        this.closer, this.further, round(texts.fit, WHOLE, handles.fit)));
    holder.append(this.element);
  }

  /** @param {string} layout the one that is shown */
  setLayout(layout) {
    for (const [name, button] of this.layouts) {
      button.setAttribute("aria-pressed", String(name === layout));
    }
  }

  /**
   * @param {boolean} closest nothing is to be seen closer
   * @param {boolean} furthest
   */
  setEnds(closest, furthest) {
    // Not the attribute "disabled": it would take the focus away from under the finger.
    this.closer.setAttribute("aria-disabled", String(closest));
    this.further.setAttribute("aria-disabled", String(furthest));
  }

  /** Where the buttons stand, in pixels of the map. */
  places() {
    const origin = /** @type {HTMLElement} */ (this.element.parentElement).getBoundingClientRect();
    return [...this.element.children].map((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      return {
        left: left - origin.left,
        top: top - origin.top,
        right: right - origin.left,
        bottom: bottom - origin.top,
      };
    });
  }

  /** @param {boolean} open */
  setList(open) {
    this.list.setAttribute("aria-expanded", String(open));
  }

  /**
   * @param {string} name
   * @param {Record<string, any>} texts
   * @param {Handles} handles
   * @returns {HTMLButtonElement}
   */
  #choice(name, texts, handles) {
    return el("button", {
      type: "button", "aria-pressed": "false", click: () => handles.layout(name),
    }, texts[`layout_${name}`] ?? name);
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
