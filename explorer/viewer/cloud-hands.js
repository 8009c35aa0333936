/** The cloud's hands: what fingers, a mouse and keys ask of the cloud, and what is pointed at. */

import { fill } from "./dom.js";

/** @typedef {import("./stroll.js").Stroll} Stroll */

/** Pixels, and how much more across than down, that make a swipe. */
const SWIPE = 70;
const ACROSS = 1.6;
/** @type {Record<string, [number, number]>} */
const WAYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

export class CloudHands {
  /** @param {Stroll} stroll */
  constructor(stroll) {
    this.stroll = stroll;
    this.swiped = { x: 0, y: 0 };
    /** Whether one walks by keyboard now. */
    this.keyboard = false;
  }

  /** @returns {import("./gestures.js").Asked} */
  get asked() {
    const { stroll } = this;
    const { canvas, cluster } = stroll;
    return {
      grab: () => {
        this.walk(false);
        this.point(-1);
        this.swiped = { x: 0, y: 0 };
      },
      pan: (dx, dy) => {
        this.swiped.x += dx;
        this.swiped.y += dy;
        cluster.pull(dx, dy);
      },
      zoom: () => {},
      glide: () => {},
      step: () => {},
      release: () => {
        cluster.release();
        const { x, y } = this.swiped;
        this.swiped = { x: 0, y: 0 };
        // As one turns pages: to the right is back.
        if (Math.abs(x) < SWIPE || Math.abs(x) < ACROSS * Math.abs(y)) return;
        if (x > 0) stroll.back();
        else stroll.forth();
      },
      tap: (x, y, reach) => this.#tap(cluster.at(x, y, reach)),
      hover: (x, y) => {
        const row = cluster.at(x, y, 0);
        canvas.style.cursor = row >= 0 ? "pointer" : "";
        this.point(row);
      },
      leave: () => {
        canvas.style.cursor = "";
        this.point(-1);
      },
      command: (name) => {
        if (name === "close") stroll.close();
      },
      draw: () => false,
    };
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { cluster, canvas } = this.stroll;
    if (event.altKey || event.ctrlKey || event.metaKey || event.composedPath()[0] !== canvas) return;
    const way = WAYS[event.key];
    const middle = cluster.middle;
    const here = cluster.pointed >= 0 ? cluster.pointed : middle;
    if (way) {
      this.walk(true);
      this.point(cluster.beside(here, ...way));
    } else if (event.key === "Enter" || event.key === " ") {
      this.walk(true);
      this.#tap(here);
    } else if (event.key === "Home") {
      this.walk(true);
      this.point(middle);
    } else if (event.key === "Backspace") this.stroll.back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** By keyboard, a picture is always pointed at. @param {boolean} on */
  walk(on) {
    this.keyboard = on;
    if (!on) this.point(-1);
  }

  /** @param {number} row -1 for none */
  point(row) {
    const { cluster, items, said, texts } = this.stroll;
    if (cluster.pointed === row) return;
    cluster.point(row);
    const item = items.get(row);
    if (this.keyboard && item) {
      const at = cluster.rows.indexOf(row) + 1;
      const title = item.title || texts.untitled;
      said.textContent = at
        ? fill(texts.place_in_cloud, { title, n: at, of: cluster.rows.length }) : title;
    }
    this.follow();
  }

  /** A frame was drawn: the caption keeps up with it. */
  follow() {
    const { canvas, caption, cluster, items, place } = this.stroll;
    const item = cluster.pointed >= 0 ? items.get(cluster.pointed) : undefined;
    const box = item && !cluster.moving && !cluster.held && cluster.boxOf(item.row);
    const alone = place.centre.length === 1 && item && cluster.isMiddle(item.row);
    if (!item || !box || (alone && !this.keyboard)) caption.hide();
    else caption.show(item, box, { width: canvas.clientWidth, height: canvas.clientHeight });
  }

  /** @param {number} row of the picture tapped, or -1 */
  #tap(row) {
    const { stroll } = this;
    const item = row >= 0 ? stroll.items.get(row) : undefined;
    if (!item) {
      if (stroll.panel.open || stroll.list.open || !stroll.facets.element.hidden) stroll.close();
    } else if (stroll.cluster.isMiddle(row) && stroll.place.centre.length === 1) void stroll.openMiddle();
    else {
      this.point(row); // the answer to the finger, before that of the server
      stroll.go([item.id]);
    }
  }
}
