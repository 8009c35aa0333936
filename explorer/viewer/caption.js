/** The caption: a few words below the picture under the pointer. Never on the picture itself. */

import { el } from "./dom.js";
import { byline } from "./items.js";

/** @typedef {import("./items.js").Item} Item */

export class Caption {
  /**
   * @param {HTMLElement} layer
   * @param {Record<string, any>} texts
   */
  constructor(layer, texts) {
    this.texts = texts;
    this.element = el("div", { class: "caption", hidden: true, "aria-hidden": "true" });
    layer.append(this.element);
    /** @type {Item | null} */
    this.item = null;
  }

  /**
   * @param {Item} item
   * @param {{x: number, y: number, w: number, h: number}} picture centre and size on screen
   * @param {{width: number, height: number}} frame
   */
  show(item, picture, frame) {
    if (this.item !== item) {
      this.item = item;
      const rest = byline(item, this.texts);
      this.element.replaceChildren(
        el("strong", {}, item.title || this.texts.untitled),
        rest ? el("span", {}, rest) : "",
      );
    }
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const below = picture.y + picture.h / 2 + 8;
    const top = below + height > frame.height - 8 ? picture.y - picture.h / 2 - 8 - height : below;
    const left = Math.min(Math.max(8, picture.x - width / 2), frame.width - width - 8);
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide() {
    this.element.hidden = true;
    this.item = null;
  }
}
