/** The overview: the whole picture in small, with a frame around what is seen of it. */

import { between } from "./camera.js";
import { el } from "./dom.js";

/** @typedef {import("./camera.js").Bounds} Bounds */

/** Longest side: a share of the plate's shorter one, and not more CSS pixels than this. */
const SHARE = 0.24;
const SIDE = 170;
const LEAST = 12;
/** What may be out of sight without the whole being out of sight. */
const SLACK = 0.03;

export class Overview {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {(path: string) => string} options.url
   * @param {(x: number, y: number) => void} options.go put this place in the middle, unit square
   */
  constructor({ holder, url, go }) {
    this.holder = holder;
    this.url = url;
    this.go = go;
    this.image = el("img", { alt: "", draggable: "false" });
    this.frame = el("div", { class: "seen" });
    // Everything that can be done here is done by keys and buttons too.
    this.element = el("div", {
      class: "overview", "aria-hidden": "true", hidden: true,
      pointerdown: (/** @type {PointerEvent} */ event) => {
        this.element.setPointerCapture(event.pointerId);
        this.#to(event);
      },
      pointermove: (/** @type {PointerEvent} */ event) => {
        if (this.element.hasPointerCapture(event.pointerId)) this.#to(event);
      },
    }, this.image, this.frame);
    holder.append(this.element);
  }

  /** @param {import("./items.js").Item} item */
  show({ width = 1, height = 1, thumbs, colour }) {
    const { clientWidth, clientHeight } = this.holder;
    const side = Math.min(SIDE, SHARE * Math.min(clientWidth, clientHeight));
    const scale = side / Math.max(width, height);
    this.image.src = this.url(thumbs?.["256"] ?? "");
    Object.assign(this.element.style, {
      width: `${Math.max(LEAST, width * scale)}px`,
      height: `${Math.max(LEAST, height * scale)}px`,
      backgroundColor: colour || "",
    });
    this.element.hidden = true;
  }

  /** @param {Bounds} seen unit square, not clipped */
  follow({ left, top, right, bottom }) {
    const out = Math.max(left, top, 1 - right, 1 - bottom);
    this.element.hidden = out < SLACK;
    const at = (/** @type {number} */ value) => between(value, 0, 1) * 100;
    Object.assign(this.frame.style, {
      left: `${at(left)}%`, top: `${at(top)}%`,
      right: `${100 - at(right)}%`, bottom: `${100 - at(bottom)}%`,
    });
  }

  /** @param {PointerEvent} event */
  #to(event) {
    const box = this.element.getBoundingClientRect();
    this.go(
      between((event.clientX - box.left) / box.width, 0, 1),
      between((event.clientY - box.top) / box.height, 0, 1),
    );
  }
}
