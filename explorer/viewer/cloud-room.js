/** The cloud's room: what the way, the dock and what is open beside leave of the canvas. */

import { hiddenBy } from "./surroundings.js";

/** @typedef {import("./stroll.js").Stroll} Stroll */

/** Kept free around the cloud, and no room is smaller, CSS pixels. */
const MARGIN = 12;
const LEAST = 120;
/** A dock this wide has no words on its buttons, or two rows, CSS pixels. */
const TIGHT = 1560;
const NARROW = 1100;

export class CloudRoom {
  /** @param {Stroll} stroll */
  constructor(stroll) {
    this.stroll = stroll;
  }

  /** What of the canvas is free for the cloud. @returns {import("./cluster.js").Area} */
  get area() {
    const { dock, element, top } = this.stroll;
    const { width, height } = element.getBoundingClientRect();
    const aside = this.#aside;
    const over = top.offsetHeight;
    return {
      left: aside.left + MARGIN,
      top: over + MARGIN,
      width: Math.max(LEAST, width - aside.left - aside.right - 2 * MARGIN),
      // What opens below lies over the cloud for a while: it does not change its room.
      height: Math.max(LEAST, height - over - dock.element.offsetHeight - 2 * MARGIN),
    };
  }

  /**
   * Something around the cloud has another size.
   * @returns {boolean} whether the cloud has another room than that which was asked for
   */
  measure() {
    const { cluster, dock, element } = this.stroll;
    const { width, height } = element.getBoundingClientRect();
    if (width < 1 || height < 1) return false;
    const aside = this.#aside;
    const free = width - aside.left - aside.right;
    dock.element.classList.toggle("tight", free < TIGHT);
    dock.element.classList.toggle("narrow", free < NARROW);
    element.style.setProperty("--dock", `${dock.element.offsetHeight}px`);
    element.style.setProperty("--hidden-left", `${aside.left}px`);
    element.style.setProperty("--hidden-right", `${aside.right}px`);
    const before = JSON.stringify(cluster.area);
    const { area } = this;
    cluster.resize(width, height, area);
    return cluster.answer !== null && JSON.stringify(area) !== before;
  }

  get #aside() {
    const { element, facets, list, panel } = this.stroll;
    return hiddenBy(element, panel.element, list.element, facets.element);
  }
}
