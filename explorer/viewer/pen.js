/**
 * The pen: a region is outlined by hand, or as a rectangle that arrow keys move and resize.
 */

import { projection } from "./camera.js";
import { el } from "./dom.js";
import { outlined, rectangle } from "./region.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./tour.js").Outline} Outline */

const SVG = "http://www.w3.org/2000/svg";
/** Pixels between the points of a line while it is drawn, and by which the outline may differ. */
const STRIDE = 3;
const WITHIN = 2;
/** What is in view, less a margin of this share of it. */
const MARGIN = 0.08;
/** Pixels by which a key moves or resizes. */
const STEP = 16;
const LEAST = 32;
const GAP = 12;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pen {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {import("./stage.js").Stage} options.stage at rest, and not moved meanwhile
   * @param {Record<string, any>} options.texts
   * @param {boolean} options.framed whether to begin with a rectangle
   * @param {(outline: Outline | null) => void} options.done null when it was given up
   */
  constructor({ holder, stage, texts, framed, done }) {
    this.stage = stage;
    this.done = done;
    /** @type {[number, number][]} pixels */
    this.drawn = [];
    /** @type {Bounds | null} pixels */
    this.box = null;
    this.pointer = -1;
    this.lines = ["halo", "line"].map((name) => {
      const line = document.createElementNS(SVG, "polygon");
      line.setAttribute("class", name);
      return line;
    });
    const paper = document.createElementNS(SVG, "svg");
    paper.setAttribute("aria-hidden", "true");
    paper.append(...this.lines);
    this.surface = el("div", {
      class: "surface", tabindex: "0", role: "application", "aria-label": texts.pen_keys,
      pointerdown: (/** @type {PointerEvent} */ event) => this.#down(event),
      pointermove: (/** @type {PointerEvent} */ event) => this.#move(event),
      pointerup: (/** @type {PointerEvent} */ event) => this.#up(event),
      pointercancel: (/** @type {PointerEvent} */ event) => this.#up(event),
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    }, paper);
    this.hint = el("p", { role: "status" }, framed ? texts.pen_keys : texts.pen_draw);
    this.frame = el("button", { type: "button", click: () => this.#enclose() }, texts.pen_view);
    this.accept = el("button", {
      type: "button", class: "primary", "aria-disabled": "true", click: () => this.#accept(),
    }, texts.pen_done);
    this.texts = texts;
    this.element = el("div", {
      class: "pen", role: "group", "aria-label": texts.pen,
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        this.#end(null);
      },
    }, this.surface, el("div", { class: "ask" }, this.hint, el("div", { class: "buttons" },
      this.frame, el("button", { type: "button", click: () => this.#end(null) }, texts.pen_cancel),
      this.accept)));
    holder.append(this.element);
    if (framed) this.#enclose();
    else this.surface.focus({ preventScroll: true });
  }

  close() {
    this.element.remove();
  }

  /** What is in view, as a rectangle. */
  #enclose() {
    const { width, height, inset } = this.stage.frame;
    const [wide, high] = [width - inset.left - inset.right, height - inset.top - inset.bottom];
    this.box = {
      left: inset.left + MARGIN * wide, right: width - inset.right - MARGIN * wide,
      top: inset.top + MARGIN * high, bottom: height - inset.bottom - MARGIN * high,
    };
    const ask = this.hint.parentElement?.getBoundingClientRect();
    const map = this.element.getBoundingClientRect();
    if (ask) this.box.bottom = Math.min(this.box.bottom, ask.top - map.top - GAP);
    const keys = !window.matchMedia("(pointer: coarse)").matches;
    this.hint.textContent = keys ? this.texts.pen_keys : this.texts.pen_again;
    this.#draw();
    this.surface.focus({ preventScroll: true });
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (this.pointer >= 0 || event.button !== 0) return;
    this.pointer = event.pointerId;
    try {
      this.surface.setPointerCapture(event.pointerId);
    } catch {
      // The pointer is gone already, or was made by a script.
    }
    this.box = null;
    this.drawn = [this.#at(event)];
    this.#draw();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.pointer) return;
    const [x, y] = this.#at(event);
    const [lastX, lastY] = this.drawn[this.drawn.length - 1];
    if (Math.hypot(x - lastX, y - lastY) < STRIDE) return;
    this.drawn.push([x, y]);
    this.#draw();
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = -1;
    const outline = this.#outline();
    this.hint.textContent = outline ? this.texts.pen_again : this.texts.pen_small;
    if (!outline) this.drawn = [];
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.#accept();
      return;
    }
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    if (!this.box) {
      this.#enclose();
      return;
    }
    const [dx, dy] = [way[0] * STEP, way[1] * STEP];
    const { left, top, right, bottom } = this.box;
    this.box = event.shiftKey
      ? { left, top, right: Math.max(left + LEAST, right + dx), bottom: Math.max(top + LEAST, bottom + dy) }
      : { left: left + dx, right: right + dx, top: top + dy, bottom: bottom + dy };
    this.#draw();
  }

  /** @returns {Outline | null} */
  #outline() {
    const p = projection(this.stage.viewpoint.camera, this.stage.frame);
    const unit = (/** @type {number} */ x, /** @type {number} */ y) =>
      /** @type {[number, number]} */ ([(x - p.bx) / p.ax, (y - p.by) / p.ay]);
    if (this.box) {
      const [left, top] = unit(this.box.left, this.box.top);
      const [right, bottom] = unit(this.box.right, this.box.bottom);
      const outline = rectangle({ left, top, right, bottom });
      return outlined([...outline], 0);
    }
    if (this.drawn.length < 3) return null;
    return outlined(this.drawn.map(([x, y]) => unit(x, y)), WITHIN / Math.max(p.ax, p.ay));
  }

  #draw() {
    const { box } = this;
    const points = box ? [[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]]
      : this.drawn;
    for (const line of this.lines) line.setAttribute("points", points.map((at) => at.join()).join(" "));
    const ready = this.pointer < 0 && this.#outline() !== null;
    this.accept.setAttribute("aria-disabled", String(!ready));
  }

  #accept() {
    const outline = this.#outline();
    if (outline) this.#end(outline);
  }

  /** @param {Outline | null} outline */
  #end(outline) {
    this.close();
    this.done(outline);
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  #at(event) {
    const box = this.surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}
