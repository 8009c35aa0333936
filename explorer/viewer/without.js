/** What should not be in the pictures: a field for one thing more, in words. */

import { el } from "./dom.js";

export class Without {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {(thing: string) => void} options.add
   */
  constructor({ texts, add }) {
    this.input = el("input", {
      type: "text", id: "without", maxlength: "100", autocomplete: "off", enterkeyhint: "done",
      placeholder: texts.without_placeholder,
    });
    this.element = el("form", {
      class: "without", submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const thing = this.input.value.trim();
        this.input.value = "";
        if (thing) add(thing);
      },
    }, el("label", { for: "without", class: "unseen" }, texts.without_label), this.input);
  }
}
