/** What is offered to be sought, where there is no keyboard: words to touch, in groups. */

import { link } from "./address.js";
import { el } from "./dom.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {{label: string, page: string, params: Record<string, string>}} Word */
/** @typedef {{heading: string, words: Word[]}} Group */

export class Offered {
  /** @param {Emit} emit */
  constructor(emit) {
    this.emit = emit;
    this.element = el("div", { class: "offered" });
  }

  /**
   * @param {Group[]} groups
   * @param {Props} props
   * @param {(name: string, value: any) => void} asks what asks for words on this page
   */
  update(groups, props, asks) {
    this.element.hidden = !groups.length;
    this.element.replaceChildren(...groups.map(({ heading, words }) => el("section", {},
      el("h2", {}, heading),
      el("ul", {}, ...words.map(({ label, page, params }) => {
        const here = page === props.here && "q" in params;
        return el("li", {}, link(props, here ? asks : this.emit, { page, params, here }, { class: "button" }, label));
      })))));
  }
}
