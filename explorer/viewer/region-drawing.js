/** Drawing a region on a picture: with the pointer, or by its four numbers, in hundredths. */

import { el, fill, put } from "./dom.js";

/** @typedef {import("./exhibition-doc.js").Region} Region */

const LEAST = 0.02;

export class RegionDrawing {
  /**
   * @param {object} options
   * @param {string} options.src
   * @param {string} options.alt
   * @param {Record<string, any>} options.texts
   * @param {{id: string, region: Region}[]} options.regions
   * @param {(id: string | null, region: Region) => void} options.drawn an id whose region changed, or null for a new one
   */
  constructor({ src, alt, texts, regions, drawn }) {
    this.texts = texts;
    this.drawn = drawn;
    this.image = el("img", { src, alt, draggable: "false" });
    this.boxes = el("div", { class: "boxes", "aria-hidden": "true" });
    this.plate = el("div", { class: "region-plate" }, this.image, this.boxes);
    this.element = el("div", { class: "region" }, this.plate, el("p", { class: "muted" }, texts.draw_how));
    this.update(regions);
    this.#listen();
  }

  /** @param {{id: string, region: Region}[]} regions */
  update(regions) {
    put(this.boxes, ...regions.map(({ region }, i) => el("span", { style: place(region) }, String(i + 1))));
  }

  /**
   * Four numbers for who draws nothing.
   * @param {{id: string, region: Region}} detail
   * @param {number} n
   */
  numbers({ id, region }, n) {
    const sides = /** @type {const} */ (["x", "y", "width", "height"]);
    return el("div", { class: "numbers", role: "group", "aria-label": fill(this.texts.region_of, { n }) }, ...sides.map((side) => {
      const field = el("input", {
        type: "number", min: 0, max: 100, step: 1, value: Math.round(region[side] * 100), "data-focus": `${id}-${side}`,
        change: () => this.drawn(id, bounded({ ...region, [side]: Number(field.value) / 100 })),
      });
      return el("label", {}, el("span", {}, this.texts[`region_${side}`]), field);
    }));
  }

  #listen() {
    /** @type {{x: number, y: number, ghost: HTMLElement} | null} */
    let from = null;
    const at = (/** @type {PointerEvent} */ event) => {
      const box = this.image.getBoundingClientRect();
      const share = (/** @type {number} */ value) => Math.min(1, Math.max(0, value));
      return { x: share((event.clientX - box.left) / box.width), y: share((event.clientY - box.top) / box.height) };
    };
    const between = (/** @type {{x: number, y: number}} */ a, /** @type {{x: number, y: number}} */ b) => ({
      x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y),
    });
    this.plate.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      from = { ...at(event), ghost: el("span", { class: "ghost" }) };
      this.boxes.append(from.ghost);
      this.plate.setPointerCapture(event.pointerId);
    });
    this.plate.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (from) Object.assign(from.ghost.style, place(between(from, at(event))));
    });
    this.plate.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => {
      if (!from) return;
      const region = between(from, at(event));
      from.ghost.remove();
      from = null;
      if (region.width >= LEAST && region.height >= LEAST) this.drawn(null, bounded(region));
    });
    this.plate.addEventListener("pointercancel", () => {
      from?.ghost.remove();
      from = null;
    });
  }
}

/** @param {Region} region */
function place(region) {
  const share = (/** @type {number} */ value) => `${100 * value}%`;
  return { left: share(region.x), top: share(region.y), width: share(region.width), height: share(region.height) };
}

/** A region that lies within its picture. @param {Region} region @returns {Region} */
export function bounded(region) {
  const side = (/** @type {number} */ value, /** @type {number} */ least) => (
    Number.isFinite(value) ? Math.round(Math.min(1, Math.max(least, value)) * 10_000) / 10_000 : least);
  const width = side(region.width, LEAST);
  const height = side(region.height, LEAST);
  return {
    width, height, x: Math.min(side(region.x, 0), Math.round((1 - width) * 10_000) / 10_000),
    y: Math.min(side(region.y, 0), Math.round((1 - height) * 10_000) / 10_000),
  };
}
