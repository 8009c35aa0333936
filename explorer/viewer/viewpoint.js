/**
 * The viewpoint: from where a layout is looked at. The camera and its motion, the frame it looks
 * through, and how the layout is hung at this size and scale.
 */

import {
  between,
  fit,
  fitScale,
  reframe,
  reveal,
  roominess,
  settle,
  stretchFor,
  visible,
} from "./camera.js";
import { cellOf, closestScale, depthOf, drawnAt, hanging } from "./hanging.js";
import { Motion } from "./motion.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Frame} Frame */
/** @typedef {import("./link.js").View} View */
/** @typedef {import("./stage.js").Summary} Summary */

/**
 * @typedef {object} Sight what a camera calls for
 * @property {number} depth deepest level shown
 * @property {number} kept deepest level at which what is shown already stays
 * @property {number} side longest side of a picture, CSS pixels
 */

/** Kept free around the whole when it is fitted: pixels beyond half a picture, but not more than
 * this share of the screen. */
const MARGIN = 12;
const MOST_MARGIN = 0.14;
/** Closest zoom, in doublings from the whole. */
const CLOSEST = 18;
/** How much a square layout may be stretched towards the shape of the screen. */
const STRETCH = 1.6;
/** A picture that is shown goes only when there is this much less room than it needed to come. */
const KEPT = 0.97;

export const NONE = Object.freeze({ top: 0, right: 0, bottom: 0, left: 0 });

export class Viewpoint {
  /**
   * @param {Summary} summary
   * @param {boolean} still reduced motion
   */
  constructor(summary, still) {
    this.summary = summary;
    this.layout = summary.layouts[0]?.name ?? "map";
    /** The visitor's choice: 0 as usual, -1 half, +1 double. */
    this.size = 0;
    /** @type {Frame} */
    this.frame = { width: 1, height: 1, inset: { ...NONE }, stretch: { x: 1, y: 1 } };
    this.motion = new Motion(fit(this.frame), this.frame, { min: 1, max: 2 });
    this.motion.still = still;
    /** @type {Map<string, number>} cells of the regular layouts whose pictures were seen */
    this.cells = new Map();
  }

  get camera() {
    return this.motion.camera;
  }

  /** Whether the layout is a lattice, with nothing between its places. */
  get regular() {
    return this.#hung(this.layout).cell > 0;
  }

  /** Reveal levels of the layout. */
  get levels() {
    return this.summary.layouts.find(({ name }) => name === this.layout)?.levels ?? 1;
  }

  /**
   * @param {number} width CSS pixels
   * @param {number} height CSS pixels
   */
  resize(width, height) {
    const first = this.frame.width <= 1;
    this.#reframe({ ...this.frame, width, height, stretch: stretchOf(this.layout, width, height) });
    if (first) this.motion.camera = this.whole();
  }

  /** @param {{top?: number, right: number, bottom: number, left: number}} hidden what panels cover */
  setInset(hidden) {
    this.#reframe({ ...this.frame, inset: { ...NONE, ...hidden } });
  }

  /** @param {number} size -1 half, 0 as usual, 1 double */
  setSize(size) {
    this.size = size;
    this.#limit();
  }

  /**
   * The camera that shows everything, pictures at the edge included.
   * @param {Frame} [frame]
   * @param {string} [layout]
   */
  whole(frame = this.frame, layout = this.layout) {
    // The pictures of a regular layout lie within the square; those of others reach beyond it.
    const { side } = this.sight(fit(frame), frame, layout);
    const beyond = this.#hung(layout).cell ? MARGIN : side / 2;
    const most = MOST_MARGIN * Math.min(frame.width, frame.height);
    return fit(frame, Math.min(beyond + MARGIN, most));
  }

  /**
   * Some pictures of a layout have arrived: learn from them how it is made.
   * @param {string} layout
   * @param {{x: Float32Array, y: Float32Array}} places
   */
  learn(layout, { x, y }) {
    if (this.cells.has(layout)) return;
    this.cells.set(layout, layout === "map" ? 0 : cellOf(x, y, this.summary.counts.items));
    this.#limit();
  }

  /** The frame as it would be with another layout. @param {string} layout */
  frameFor(layout) {
    const { width, height } = this.frame;
    return { ...this.frame, stretch: stretchOf(layout, width, height) };
  }

  /**
   * Look at another layout, at once.
   * @param {string} layout
   * @param {Camera} camera
   */
  change(layout, camera) {
    this.layout = layout;
    this.frame = this.frameFor(layout);
    this.motion.frame = this.frame;
    this.motion.course = null;
    this.#limit();
    this.motion.camera = settle(camera, this.frame, this.motion.limits);
  }

  /**
   * What a camera calls for.
   * @param {Camera} [camera]
   * @param {Frame} [frame]
   * @param {string} [layout]
   * @returns {Sight}
   */
  sight(camera = this.camera, frame = this.frame, layout = this.layout) {
    const hung = this.#hung(layout);
    const scale = roominess(camera, frame);
    return {
      depth: depthOf(hung, scale),
      kept: depthOf(hung, scale / KEPT),
      side: drawnAt(hung, scale),
    };
  }

  /**
   * The part of the unit square in which pictures of this size are at least partly seen.
   * @param {number} side
   * @param {number} [more] pixels beyond
   */
  window(side, more = 0) {
    return visible(this.camera, this.frame, side / 2 + more);
  }

  /** Travel to where everything is seen. */
  showAll() {
    this.motion.flyTo(this.whole());
  }

  /**
   * Bring a picture out from under panels, by the least movement.
   * @param {Bounds} box on screen
   */
  uncover(box) {
    const to = reveal(this.camera, this.frame, box, 24);
    if (to.x !== this.camera.x || to.y !== this.camera.y) this.motion.flyTo(to, 380);
  }

  /**
   * Travel to a place, near enough to see what is there.
   * @param {{x: number, y: number}} at unit square
   */
  approach(at) {
    const close = fitScale(this.frame) * 2;
    const scale = Math.max(this.camera.scale, Math.min(close, this.motion.limits.max));
    this.motion.flyTo(settle({ ...at, scale }, this.frame, this.motion.limits));
  }

  /**
   * The camera that shows a part of the collection.
   * @param {{x: number, y: number}} at unit square
   * @param {number} images how many it has
   * @returns {Camera}
   */
  around(at, images) {
    const share = Math.sqrt(images / Math.max(1, this.summary.counts.items));
    const wanted = (0.8 * fitScale(this.frame)) / Math.max(share, 0.02);
    const { min, max } = this.motion.limits;
    return { x: at.x, y: at.y, scale: between(wanted, min, max) };
  }

  /** @param {Camera} camera */
  flyTo(camera) {
    this.motion.flyTo(settle(camera, this.frame, this.motion.limits));
  }

  /**
   * Open a view at once.
   * @param {View} view
   */
  restore(view) {
    const known = this.summary.layouts.some(({ name }) => name === view.layout);
    this.change(known ? view.layout : this.layout, this.camera);
    const frame = { ...this.frame, inset: NONE };
    const scale = this.whole(frame).scale * 2 ** view.zoom;
    const camera = settle({ x: view.x, y: view.y, scale }, frame, this.motion.limits);
    this.motion.camera = reframe(camera, frame, this.frame);
  }

  /** @returns {View} */
  get view() {
    // Without panels: whether one is open must not change where a link leads.
    const frame = { ...this.frame, inset: NONE };
    const { x, y, scale } = reframe(this.camera, this.frame, frame);
    return { layout: this.layout, x, y, zoom: Math.log2(scale / this.whole(frame).scale) };
  }

  /** Whether nothing more is to be seen closer, or further away. */
  get ends() {
    const { min, max } = this.motion.limits;
    return {
      closest: this.camera.scale > max * 0.99,
      furthest: this.camera.scale < min * 1.01,
    };
  }

  /** @param {Frame} frame */
  #reframe(frame) {
    this.motion.camera = reframe(this.camera, this.frame, frame);
    this.frame = frame;
    this.motion.frame = frame;
    this.#limit();
  }

  #limit() {
    const whole = this.whole().scale;
    const spread = Math.sqrt(this.frame.stretch.x * this.frame.stretch.y);
    const all = closestScale(this.#hung(this.layout), this.levels) / spread;
    this.motion.limits = {
      min: whole * 0.85,
      max: between(all, whole * 4, whole * 2 ** CLOSEST),
    };
  }

  /** @param {string} layout */
  #hung(layout) {
    const { width, height } = this.frame;
    const count = this.summary.counts.items;
    const cell = this.cells.get(layout);
    return hanging({ layout, count, width, height, size: this.size, cell });
  }
}

/**
 * @param {string} layout
 * @param {number} width
 * @param {number} height
 */
function stretchOf(layout, width, height) {
  return stretchFor(width, height, layout === "map" ? STRETCH : 1);
}
