/**
 * The viewpoint: from where a layout is looked at. The camera and its motion, the frame it looks
 * through, and how the layout is hung at this size and scale.
 */

import {
  between,
  centreOf,
  fit,
  fitScale,
  freeOf,
  isSame,
  reframe,
  reveal,
  roominess,
  settle,
  stretchFor,
  toScreen,
  visible,
} from "./camera.js";
import { HANGING, cellOf, closestScale, depthOf, drawnAt, hanging } from "./hanging.js";
import { kindOf } from "./kinds.js";
import { Motion } from "./motion.js";
import { REFIT, Standing } from "./standing.js";

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
/** A screen this high, CSS pixels, leaves a map room beside the bar in its lower corner. */
const HIGH = 900;
/** On a screen no wider than this, CSS pixels, whose pictures would be smaller than that … */
const NARROW = 600;
const SMALL = 36;
/** … a lattice begins this much closer than the whole, at most. */
const MOST_FILLED = 2;
/** A picture that is shown goes only when there is this much less room than it needed to come. */
const KEPT = 0.97;

/**
 * @typedef {object} Corners what bars take of the corners at the left, pixels
 * @property {{wide: number, high: number}} top
 * @property {{wide: number, high: number}} bottom
 */

/** @typedef {Frame & {corners?: Corners}} Walled a frame, and the corners that go with it: those of
 * now, when it does not say */

const BARE = Object.freeze({ wide: 0, high: 0 });
/** @type {Readonly<Frame["inset"]>} */
const NONE = Object.freeze({ top: 0, right: 0, bottom: 0, left: 0 });

export class Viewpoint {
  /**
   * @param {Summary} summary
   * @param {boolean} still reduced motion
   */
  constructor(summary, still) {
    this.summary = summary;
    this.layout = summary.layouts[0]?.name ?? "map";
    /** The visitor's choice, in doublings of the usual: see ``HANGING``. */
    this.hung = { size: 0, spread: 0 };
    /** What always hides a part of the canvas, whether panels are open or not: docks of buttons. */
    this.base = { ...NONE };
    /** @type {Corners} */
    this.corners = { top: BARE, bottom: BARE };
    /** @type {Corners} the same, when no panel was open last */
    this.alone = this.corners;
    /** @type {Camera | null} where the camera was put at first, until somebody moves it */
    this.first = null;
    /** @type {Frame} */
    const frame = { width: 1, height: 1, inset: { ...NONE }, stretch: { x: 1, y: 1 } };
    this.motion = new Motion(fit(frame), frame, { min: 1, max: 2 });
    this.motion.still = still;
    /** @type {Map<string, number>} cells of the regular layouts whose pictures were seen */
    this.cells = new Map();
    this.standing = new Standing(this);
    /** All that was measured of the room there is. */
    this.room = "";
  }

  get camera() {
    return this.motion.camera;
  }

  /** @returns {Frame} */
  get frame() {
    return this.motion.frame;
  }

  /** Whether the layout is a lattice, with nothing between its places. */
  get regular() {
    return this.#hung(this.layout).cell > 0;
  }

  /** Reveal levels of the layout. */
  get levels() {
    return this.#info(this.layout)?.levels ?? 1;
  }

  /**
   * @param {number} width CSS pixels
   * @param {number} height CSS pixels
   */
  resize(width, height) {
    const before = this.frame;
    if (before.width === width && before.height === height) return;
    const untouched = this.untouched || before.width <= 1;
    const { camera, stretch } = this.motion.aim;
    const from = { ...before, stretch };
    const to = { ...before, width, height };
    const frame = { ...to, stretch: this.#stretch(this.layout, this.standing.lens === 1 ? { ...to, inset: this.base } : to) };
    const adapt = (/** @type {Camera} */ one) => reframe(one, from, frame);
    const { still } = this.standing;
    this.motion.frame = frame;
    this.motion.jump(adapt(camera), frame.stretch);
    if (still) this.standing.resize(adapt);
    if (untouched) this.open();
    else this.#limit();
  }

  /**
   * @param {{top?: number, right: number, bottom: number, left: number}} hidden what is covered now
   * @param {{top: number, bottom: number}} edges pixels that are covered even without panels
   * @param {Corners} corners
   */
  setInset(hidden, edges, corners) {
    const { width, height } = this.frame;
    const room = JSON.stringify([width, height, hidden, edges, corners]);
    if (room === this.room) return;
    const { standing, untouched } = this;
    const { bare } = standing;
    const stand = standing.take();
    const inset = { ...NONE, ...hidden };
    this.room = room;
    this.base = { ...NONE, ...edges };
    this.corners = corners;
    if (isSame(inset, this.base)) this.alone = corners;
    standing.move(stand, inset);
    // Buttons are measured once the map has a size: begin again with what they leave.
    if (untouched && bare && standing.bare) this.open();
    else this.#limit();
  }

  /**
   * How pictures are hung, in doublings of the usual.
   * @param {{size?: number, spread?: number}} wish 0 for what is not told
   */
  hang({ size = 0, spread = 0 }) {
    this.hung = {
      size: between(size, HANGING.size.min, HANGING.size.max),
      spread: between(spread, HANGING.spread.min, HANGING.spread.max),
    };
    this.#limit();
  }

  get kind() {
    return kindOf(this.#info(this.layout));
  }

  /** Whether the camera is still where the layout began. */
  get untouched() {
    return this.first !== null && this.motion.aim.camera === this.first && !this.motion.adrift;
  }

  /** Stand where the layout begins. */
  open() {
    const frame = this.frameFor();
    this.standing.fit();
    this.first = this.opening(frame);
    this.motion.jump(this.first, frame.stretch);
    this.#limit();
  }

  /**
   * The camera with which a layout begins: everything, or, where a narrow screen would make small
   * things of the pictures of a lattice, as much as fills its height.
   * @param {Walled} [frame]
   * @param {string} [layout]
   * @returns {Camera}
   */
  opening(frame = this.frame, layout = this.layout) {
    const whole = this.whole(frame, layout);
    const { side } = this.sight(whole, frame, layout);
    if (frame.width > NARROW || side > SMALL || !this.#hung(layout).cell) return whole;
    const high = frame.height - frame.inset.top - frame.inset.bottom - 2 * MARGIN;
    return { ...whole, scale: between(high, whole.scale, whole.scale * MOST_FILLED) };
  }

  /**
   * The camera that shows everything, pictures at the edge included.
   * @param {Walled} [frame]
   * @param {string} [layout]
   */
  whole(frame = this.frame, layout = this.layout) {
    // The pictures of a regular layout lie within the square; those of others reach beyond it.
    const { side } = this.sight(fit(frame), frame, layout);
    const beyond = this.#hung(layout).cell ? MARGIN : side / 2;
    const most = MOST_MARGIN * Math.min(frame.width, frame.height);
    const margin = Math.min(beyond + MARGIN, most);
    const whole = fit(frame, margin);
    const edge = centreOf(frame).x - (whole.scale * frame.stretch.x) / 2 - frame.inset.left;
    const { top, bottom } = frame.corners ?? this.corners;
    if (Math.max(top.wide, bottom.wide) < edge) return whole;
    // Pictures stand clear of bars that cover a corner. A map has few there: where the screen is
    // high, it need not make room for the lower one, unless panels leave that half of the width.
    const clear = kindOf(this.#info(layout)) !== "map" || frame.height < HIGH
      || bottom.wide > freeOf(frame).wide / 2;
    const inset = { ...frame.inset };
    if (top.wide >= edge) inset.top = Math.max(inset.top, top.high);
    if (clear && bottom.wide >= edge) inset.bottom += bottom.high;
    const free = { ...frame, inset };
    return reframe(fit(free, margin), free, frame);
  }

  /**
   * Some pictures of a layout have arrived: learn from them how it is made.
   * @param {string} layout
   * @param {{x: Float32Array, y: Float32Array}} places
   */
  learn(layout, { x, y }) {
    if (this.cells.has(layout)) return;
    const untouched = this.untouched;
    const free = kindOf(this.#info(layout)) === "map";
    this.cells.set(layout, free ? 0 : cellOf(x, y, this.summary.counts.items));
    this.#limit();
    if (untouched) this.open();
  }

  /** The frame as it would be with a layout that is fitted into what is free. @param {string} [layout] */
  frameFor(layout = this.layout) {
    return { ...this.frame, stretch: this.#stretch(layout, this.frame) };
  }

  /**
   * The frame as it would be without panels.
   * @param {string} [layout]
   * @returns {Walled}
   */
  bare(layout = this.layout) {
    const frame = { ...this.frame, inset: this.base };
    return { ...frame, stretch: this.#stretch(layout, frame), corners: this.alone };
  }

  /**
   * Look at another layout, at once.
   * @param {string} layout
   * @param {Camera | null} camera where it begins when null
   */
  change(layout, camera) {
    this.layout = layout;
    this.motion.jump(this.camera, this.frameFor().stretch);
    this.standing.fit();
    this.#limit();
    if (camera) this.motion.camera = settle(camera, this.frame, this.motion.limits);
    else this.open();
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
    this.goTo(this.whole(this.frameFor()));
  }

  /**
   * Where on screen a place will be, once one has arrived.
   * @param {{x: number, y: number}} at unit square
   */
  ahead({ x, y }) {
    const { camera, stretch } = this.motion.aim;
    return toScreen(camera, { ...this.frame, stretch }, x, y);
  }

  /**
   * Whether a place will be seen, but for panels, once one has arrived.
   * @param {{x: number, y: number}} at unit square
   */
  isSeen({ x, y }) {
    const { camera, stretch } = this.motion.aim;
    const { width, height } = this.frame;
    const at = toScreen(camera, { ...this.frame, inset: this.base, stretch }, x, y);
    return at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height;
  }

  /**
   * Bring a picture out from under panels, by the least movement. That counts for no step of the
   * visitor's: when the panels are closed, one stands where one stood.
   * @param {Bounds} box on screen, once one has arrived
   * @param {number} [margin] pixels kept around it
   * @returns {boolean} whether there was anything to be done
   */
  uncover(box, margin = 24) {
    const { aim } = this.motion;
    const frame = { ...this.frame, stretch: aim.stretch };
    const to = reveal(aim.camera, frame, box, margin);
    const moves = to.x !== aim.camera.x || to.y !== aim.camera.y;
    if (!moves) return false;
    const { kept, still } = this.standing;
    this.motion.flyTo(to, REFIT, aim.stretch);
    if (kept && still) kept.goal = to;
    return true;
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
   * Travel up to a sign: near enough to see what it is about.
   * @param {{x: number, y: number}} at unit square
   * @param {number} from zoom in doublings from which it is shown
   */
  stepUp(at, from) {
    const closer = Math.max(this.camera.scale * 2, this.whole().scale * 2 ** (from + 1));
    this.flyTo({ ...at, scale: Math.min(closer, this.motion.limits.max) });
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
   * Travel to what is told for the layout as it is fitted beside the panels.
   * @param {Camera} camera of ``frameFor()``
   */
  goTo(camera) {
    const { stretch } = this.frameFor();
    this.standing.fit();
    this.motion.flyTo(camera, undefined, stretch);
    this.#limit();
  }

  /**
   * Put the middle of the view there, at once or by a short flight.
   * @param {{x: number, y: number}} at unit square
   * @param {boolean} soft
   */
  centre(at, soft) {
    const to = settle({ ...at, scale: this.camera.scale }, this.frame, this.motion.limits);
    if (soft) this.motion.flyTo(to, 380);
    else this.motion.camera = to;
  }

  /**
   * Open a view at once.
   * @param {View} view
   */
  restore(view) {
    this.hang(view);
    const layout = this.#info(view.layout) ? view.layout : this.layout;
    this.change(layout, this.camera);
    this.motion.camera = this.cameraOf(view, layout);
  }

  /**
   * The camera of a view.
   * @param {View} view
   * @param {string} [layout]
   * @returns {Camera}
   */
  cameraOf(view, layout = this.layout) {
    const camera = this.standing.cameraOf(view, layout);
    const within = layout === this.layout;
    return within ? settle(camera, this.frameFor(layout), this.motion.limits) : camera;
  }

  /** @returns {View} */
  get view() {
    // Without panels: whether one is open must not change where a link leads.
    return { layout: this.layout, ...this.standing.seen(), ...this.hung };
  }

  /** Whether nothing more is to be seen closer, or further away. */
  get ends() {
    const { min, max } = this.motion.limits;
    return {
      closest: this.camera.scale > max * 0.99,
      furthest: this.camera.scale < min * 1.01,
    };
  }

  #limit() {
    const frame = { ...this.frame, stretch: this.motion.aim.stretch };
    const whole = this.whole(frame).scale;
    const spread = Math.sqrt(frame.stretch.x * frame.stretch.y);
    const all = closestScale(this.#hung(this.layout), this.levels) / spread;
    this.motion.limits = {
      min: whole * 0.85,
      max: between(all, whole * 4, whole * 2 ** CLOSEST),
    };
  }

  /** @param {string} layout */
  #info(layout) {
    return this.summary.layouts.find(({ name }) => name === layout);
  }

  /** @param {string} layout */
  #hung(layout) {
    const { width, height } = this.frame;
    const count = this.summary.counts.items;
    const info = this.#info(layout);
    const cell = info?.cell || this.cells.get(layout);
    return hanging({ kind: kindOf(info), count, width, height, ...this.hung, cell, wall: this.#wall });
  }

  /**
   * How far a layout is stretched towards the shape of what panels leave free.
   * @param {string} layout
   * @param {Frame} frame
   */
  #stretch(layout, frame) {
    const most = kindOf(this.#info(layout)) === "map" ? STRETCH : 1;
    // Where no panel is open, bars do not count: the shape is the window's.
    const { wide, high } = freeOf(isSame(frame.inset, this.base) ? { ...frame, inset: NONE } : frame);
    return stretchFor(wide, high, most);
  }

  /** The side of a lattice where all of it is seen, at the least: panels or bars may leave more. */
  get #wall() {
    const { top, bottom } = this.corners;
    const above = Math.max(this.base.top, top.high);
    const high = this.frame.height - above - this.base.bottom - bottom.high;
    return Math.max(0, Math.min(this.frame.width, high) - 4 * MARGIN - 1);
  }
}
