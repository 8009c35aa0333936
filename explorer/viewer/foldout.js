/**
 * The foldout: a button that unfolds a small sheet above it. Escape, a tap elsewhere, or walking on
 * with the keyboard folds it again.
 */

import { el, icon } from "./dom.js";

export class Foldout {
  /**
   * @param {object} options
   * @param {string} options.label what the button is called
   * @param {string} options.path its icon
   * @param {string} [options.text] what is written on it beside the icon
   * @param {string} options.name class of the whole
   * @param {HTMLElement[]} options.content
   * @param {() => void} [options.opened] it is about to be shown
   */
  constructor({ label, path, text, name, content, opened }) {
    this.opened = opened;
    this.said = text === undefined ? null : el("span", { class: "said" }, text);
    this.button = el("button", {
      type: "button", class: this.said ? "wordy" : "round", "aria-expanded": "false",
      "aria-label": this.said ? null : label, title: this.said ? null : label,
      click: () => (this.open ? this.close() : this.show()),
    }, icon(path), this.said);
    this.sheet = el("div", { class: "sheet", role: "group", "aria-label": label, hidden: true },
      ...content);
    this.element = el("div", {
      class: `foldout ${name}`,
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
      focusout: (/** @type {FocusEvent} */ event) => this.#leave(event),
    }, this.button, this.sheet);
    /** @type {AbortController | null} */
    this.elsewhere = null;
  }

  get open() {
    return !this.sheet.hidden;
  }

  show() {
    if (this.open) return;
    this.opened?.();
    this.sheet.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.elsewhere = new AbortController();
    window.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().includes(this.element)) this.close({ back: false });
    }, { signal: this.elsewhere.signal, capture: true });
  }

  /** @param {{back?: boolean}} [how] ``back`` gives the focus to the button */
  close({ back = true } = {}) {
    if (!this.open) return;
    this.elsewhere?.abort();
    this.sheet.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (back) this.button.focus({ preventScroll: true });
  }

  /** Nothing more is listened to. */
  destroy() {
    this.elsewhere?.abort();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || !this.open) return;
    event.stopPropagation(); // one thing is closed at a time
    this.close();
  }

  /** @param {FocusEvent} event */
  #leave(event) {
    const next = event.relatedTarget;
    if (next instanceof Node && !this.element.contains(next)) this.close({ back: false });
  }
}
