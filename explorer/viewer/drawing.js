/** The drawing: the line that a hand is drawing around pictures, shown above them. */

import { boxBetween, simplified } from "./polygon.js";

/** @typedef {import("./polygon.js").Point} Point */
/** @typedef {"lasso" | "box"} Tool */

const SVG = "http://www.w3.org/2000/svg";
/** Pixels between two points kept while the hand moves. */
const STRIDE = 2;

export class Drawing {
  /** @param {HTMLElement} holder */
  constructor(holder) {
    this.element = document.createElementNS(SVG, "svg");
    this.element.setAttribute("class", "drawing");
    this.element.setAttribute("aria-hidden", "true");
    // Two lines, one dark and one light: seen on pictures of any colour.
    this.lines = ["under", "over"].map((name) => {
      const line = document.createElementNS(SVG, "polygon");
      line.setAttribute("class", name);
      this.element.append(line);
      return line;
    });
    holder.append(this.element);
    /** @type {Point[]} */
    this.points = [];
    /** @type {Tool} */
    this.tool = "lasso";
  }

  get active() {
    return this.points.length > 0;
  }

  /**
   * @param {Tool} tool
   * @param {Point} at pixels of the map
   */
  start(tool, at) {
    this.tool = tool;
    this.points = [at];
  }

  /** @param {Point} at */
  move(at) {
    if (!this.active) return;
    const last = this.points[this.points.length - 1];
    if (this.tool === "box") this.points = [this.points[0], at];
    else if (Math.hypot(at.x - last.x, at.y - last.y) >= STRIDE) this.points.push(at);
    const text = this.#outline().map(({ x, y }) => `${x},${y}`).join(" ");
    for (const line of this.lines) line.setAttribute("points", text);
  }

  /**
   * The hand let go.
   * @returns {Point[]} corners of what was drawn, pixels of the map
   */
  end() {
    const outline = this.#outline();
    this.cancel();
    return simplified(outline);
  }

  /** Forget what was drawn. */
  cancel() {
    this.points = [];
    for (const line of this.lines) line.removeAttribute("points");
  }

  #outline() {
    const { points } = this;
    if (this.tool === "lasso" || points.length < 2) return points;
    return boxBetween(points[0], points[points.length - 1]);
  }
}
