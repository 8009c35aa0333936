/** The curtain: a few words over the whole page, above whatever is open there. */

import { el } from "./dom.js";

export class Curtain {
  /**
   * @param {ShadowRoot} root
   * @param {string} kind its class
   */
  constructor(root, kind) {
    this.title = el("h2", {});
    this.text = el("p", {});
    this.button = el("button", { type: "button", class: "primary" });
    this.element = el("dialog", { class: `curtain ${kind}` },
      el("div", { class: "said", role: "status" }, this.title, this.text, this.button));
    // Only what drew it draws it back.
    this.element.addEventListener("cancel", (/** @type {Event} */ event) => event.preventDefault());
    root.append(this.element);
  }

  get open() {
    return this.element.open;
  }

  /** @param {{lang: string, title: string, text: string, button?: string}} words */
  draw({ lang, title, text, button = "" }) {
    this.element.lang = lang;
    this.title.textContent = title;
    this.text.textContent = text;
    this.button.textContent = button;
    this.button.hidden = !button;
    if (!this.open) this.element.showModal();
  }

  drawBack() {
    if (this.open) this.element.close();
  }
}
