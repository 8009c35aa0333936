/**
 * The regions of a tour on the map: a fine outline over the pictures, and a name that hangs on its
 * crown, for which pictures make room as they do for the names of themes.
 */

import { boundsOf, crown, distance } from "./region.js";
import { layoutOf, said } from "./tour.js";

/** @typedef {import("./labels.js").Theme} Theme */
/** @typedef {import("./tour.js").Stop} Stop */

const SVG = "http://www.w3.org/2000/svg";
/** Pixels beside a line at which a tap still means it. */
const REACH = 10;
/** Names of regions are told apart from those of guides and themes. */
const FIRST_ID = -1_000_000;
/** A region that is smaller than this on screen, pixels, has no name there. */
const LEAST = 24;

let ids = FIRST_ID;

export class Regions {
  /**
   * @param {HTMLElement} canvas over which they lie
   * @param {string} lang
   */
  constructor(canvas, lang) {
    this.lang = lang;
    this.group = document.createElementNS(SVG, "g");
    this.element = document.createElementNS(SVG, "svg");
    this.element.setAttribute("class", "regions");
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(this.group);
    canvas.after(this.element);
    /** @type {{stop: Stop, n: number, sign: Theme, lines: SVGPathElement[]}[]} */
    this.shown = [];
    this.layout = "";
    /** @type {Stop[]} */
    this.stops = [];
    this.current = -1;
  }

  /**
   * Show the regions of these stops, as far as they lie in a layout.
   * @param {Stop[]} stops
   */
  show(stops) {
    this.stops = stops;
    this.layout = "";
  }

  /** Which stop is meant now: its outline is stronger. @param {number} n -1 for none */
  point(n) {
    this.current = n;
    for (const one of this.shown) this.#mark(one);
  }

  /**
   * The frame that was drawn; returns the names to hang, anew when they have changed.
   * @param {import("./stage.js").Stage} stage
   * @returns {Theme[]}
   */
  follow(stage) {
    if (stage.layout !== this.layout) this.#draw(stage.layout);
    const some = this.shown.length > 0;
    if (this.element.hasAttribute("hidden") === some) this.element.toggleAttribute("hidden", !some);
    if (!some) return [];
    this.element.style.opacity = stage.moving || stage.next ? "0" : "1";
    const { ax, bx, ay, by } = stage.projection;
    this.group.setAttribute("transform", `matrix(${ax} 0 0 ${ay} ${bx} ${by})`);
    return this.shown.filter(({ stop }) => {
      const { left, right } = boundsOf(/** @type {any} */ (stop.region));
      return (right - left) * ax > LEAST;
    }).map(({ sign }) => sign);
  }

  /**
   * Which stop's outline lies under a point of the screen, or -1.
   * @param {import("./camera.js").Projection} projection
   * @param {number} x
   * @param {number} y
   */
  at({ ax, bx, ay, by }, x, y) {
    const hit = this.shown.find(({ stop }) => stop.region
      && distance(stop.region, (x - bx) / ax, (y - by) / ay, { x: ax, y: ay }) <= REACH);
    return hit?.n ?? -1;
  }

  destroy() {
    this.element.remove();
  }

  /** @param {string} layout */
  #draw(layout) {
    this.layout = layout;
    this.shown = this.stops.flatMap((stop, n) => {
      if (!stop.region || layoutOf(stop) !== layout) return [];
      const path = `M${stop.region.map((point) => point.join(" ")).join("L")}Z`;
      const lines = ["halo", "line"].map((name) => {
        const line = document.createElementNS(SVG, "path");
        line.setAttribute("class", name);
        line.setAttribute("d", path);
        line.setAttribute("vector-effect", "non-scaling-stroke");
        return line;
      });
      ids -= 1;
      /** @type {Theme} */
      const sign = {
        id: ids, parent: -1, level: 0, label: said(stop.name, this.lang).text.trim(), size: 0,
        ...crown(stop.region), region: n,
        mark: { from: -99, rank: -1, anchor: "bottom", stick: "" },
      };
      const one = { stop, n, sign, lines };
      this.#mark(one);
      return [one];
    });
    this.group.replaceChildren(...this.shown.flatMap(({ lines }) => lines));
  }

  /** @param {{n: number, lines: SVGPathElement[]}} one */
  #mark({ n, lines }) {
    for (const line of lines) line.classList.toggle("current", n === this.current);
  }
}
