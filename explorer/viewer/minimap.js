/**
 * The minimap: the whole layout in small, with a frame around what is seen. A tap goes there, a
 * drag takes the view along. It is there when there is more than is seen.
 */

import { between, toUnit } from "./camera.js";
import { place } from "./density.js";
import { el, icon } from "./dom.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./stage.js").Stage} Stage */

const NAME = "cimaise-minimap";
const CLOSE = "M6 6l12 12M18 6L6 18";
/** Longest side, pixels. */
const SIDE = 184;
/** What may be out of view, unit square, without the whole being out of view. */
const SLACK = 0.04;
/** It folds while less of the map than this is free beside panels and bars, CSS pixels, or than
 * this share of a small map; and where it would cover more than a share of what is free. */
const LEAST = { width: 700, height: 420, share: 0.7 };
const MOST_COVERED = 1 / 6;
/** Pixels that a hand may tremble before a tap becomes a drag. */
const TREMBLE = 5;

export class Minimap {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {boolean} options.narrow off until asked for
   * @param {() => void} options.onToggle it was shown or hidden by hand
   */
  constructor({ texts, narrow, onToggle }) {
    this.onToggle = onToggle;
    this.wanted = recall() ?? !narrow;
    this.canvas = el("canvas", { "aria-hidden": "true" });
    this.frame = el("div", { class: "seen", "aria-hidden": "true" });
    this.close = el("button", {
      type: "button", class: "round", "aria-label": texts.hide_minimap, title: texts.hide_minimap,
      click: () => this.want(false),
    }, icon(CLOSE));
    this.surface = el("div", { class: "surface" }, this.frame);
    this.element = el("div", {
      class: "minimap", role: "group", "aria-label": texts.minimap, hidden: true,
    }, this.surface, this.close);
    /** @type {Stage | null} */
    this.stage = null;
    this.width = 1;
    this.height = 1;
    /** @type {CanvasImageSource | null} what is on the canvas */
    this.drawn = null;
    /** @type {{x: number, y: number, dx: number, dy: number, moved: boolean} | null} */
    this.hand = null;
    this.surface.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.#down(event));
    this.surface.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => this.#move(event));
    this.surface.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => this.#up(event));
    this.surface.addEventListener("pointercancel", () => this.#let());
  }

  /** @param {boolean} wanted shown where it is of use */
  want(wanted) {
    this.wanted = wanted;
    try {
      localStorage.setItem(NAME, wanted ? "on" : "off");
    } catch {
      // storage may be refused
    }
    this.onToggle();
  }

  /**
   * A frame was drawn: keep up with it.
   * @param {Stage} stage
   * @returns {boolean} whether it has come or gone
   */
  follow(stage) {
    this.stage = stage;
    const seen = seenBy(stage);
    const whole = seen.left <= SLACK && seen.top <= SLACK && seen.right >= 1 - SLACK && seen.bottom >= 1 - SLACK;
    const field = stage.density.get(stage.layout, stage.palette.glow);
    const hidden = this.hand === null && (!this.wanted || whole || !field || tight(stage.frame));
    const changed = hidden !== this.element.hidden;
    if (changed) this.element.hidden = hidden;
    if (!hidden && field) {
      this.#draw(field, stage.frame.stretch);
      this.#place(seen);
    }
    return changed;
  }

  /**
   * @param {HTMLCanvasElement} field
   * @param {{x: number, y: number}} stretch
   */
  #draw(field, stretch) {
    const longest = Math.max(stretch.x, stretch.y);
    const width = Math.round((SIDE * stretch.x) / longest);
    const height = Math.round((SIDE * stretch.y) / longest);
    if (field === this.drawn && this.width === width && this.height === height) return;
    this.drawn = field;
    if (!this.canvas.isConnected) this.surface.prepend(this.canvas);
    this.width = width;
    this.height = height;
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    this.surface.style.width = `${width}px`;
    this.surface.style.height = `${height}px`;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    pen.imageSmoothingQuality = "high";
    const { width: ax, height: ay } = this.canvas;
    pen.drawImage(field, ...place({ ax, bx: 0, ay, by: 0 }));
  }

  /** @param {Bounds} seen unit square */
  #place(seen) {
    const { width, height } = this;
    const left = between(seen.left, 0, 1) * width;
    const top = between(seen.top, 0, 1) * height;
    // However close one looks, the frame can be found.
    const wide = Math.max(8, between(seen.right, 0, 1) * width - left);
    const high = Math.max(8, between(seen.bottom, 0, 1) * height - top);
    const { style } = this.frame;
    style.transform = `translate(${Math.min(left, width - wide)}px, ${Math.min(top, height - high)}px)`;
    style.width = `${wide}px`;
    style.height = `${high}px`;
  }

  /** @param {PointerEvent} event */
  #at(event) {
    const box = this.surface.getBoundingClientRect();
    return {
      x: between((event.clientX - box.left) / box.width, 0, 1),
      y: between((event.clientY - box.top) / box.height, 0, 1),
    };
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (!this.stage || (event.pointerType === "mouse" && event.button !== 0)) return;
    event.preventDefault();
    try {
      this.surface.setPointerCapture(event.pointerId);
    } catch {
      // The pointer is gone already, or was made by a script.
    }
    const at = this.#at(event);
    const seen = seenBy(this.stage);
    const middle = { x: (seen.left + seen.right) / 2, y: (seen.top + seen.bottom) / 2 };
    const inside = at.x > seen.left && at.x < seen.right && at.y > seen.top && at.y < seen.bottom;
    // Who takes the frame itself carries it by the point that was taken.
    const held = inside ? { dx: middle.x - at.x, dy: middle.y - at.y } : { dx: 0, dy: 0 };
    this.hand = { x: event.clientX, y: event.clientY, ...held, moved: false };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const { hand, stage } = this;
    if (!hand || !stage) return;
    const way = Math.hypot(event.clientX - hand.x, event.clientY - hand.y);
    if (!hand.moved && way < TREMBLE) return;
    if (!hand.moved) stage.motion.grab();
    hand.moved = true;
    const at = this.#at(event);
    stage.centre({ x: at.x + hand.dx, y: at.y + hand.dy }, false);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const { hand, stage } = this;
    if (hand && stage && !hand.moved) stage.centre(this.#at(event), true);
    this.#let();
  }

  #let() {
    if (this.hand?.moved) this.stage?.motion.release(0, 0);
    this.hand = null;
    this.stage?.invalidate();
  }
}

/**
 * What is seen beside the panels, unit square; may reach beyond it.
 * @param {Stage} stage
 * @returns {Bounds}
 */
function seenBy({ frame, viewpoint: { camera } }) {
  const { width, height, inset } = frame;
  const near = toUnit(camera, frame, inset.left, inset.top);
  const far = toUnit(camera, frame, width - inset.right, height - inset.bottom);
  return { left: near.x, top: near.y, right: far.x, bottom: far.y };
}

/**
 * Whether so little of the map is free that the overview would stand in the way. Pure.
 * @param {Pick<import("./camera.js").Frame, "width" | "height" | "inset" | "stretch">} frame
 */
export function tight({ width, height, inset, stretch }) {
  const wide = width - inset.left - inset.right;
  const high = height - inset.top - inset.bottom;
  const longest = Math.max(stretch.x, stretch.y);
  const own = (SIDE * stretch.x * SIDE * stretch.y) / (longest * longest);
  return wide < Math.min(LEAST.width, LEAST.share * width)
    || high < Math.min(LEAST.height, LEAST.share * height)
    || own > wide * high * MOST_COVERED;
}

/** @returns {boolean | null} what the visitor chose last; null when nothing */
function recall() {
  try {
    const said = localStorage.getItem(NAME);
    return said === null ? null : said === "on";
  } catch {
    return null;
  }
}
