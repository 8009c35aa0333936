/**
 * Moving: a change of layout, in which the pictures in view travel to their new places.
 *
 * It remembers where everything stood on screen; each frame then lies somewhere between that and
 * where it will stand. A picture whose new place is not in view travels out of the frame if the
 * place is known, and fades where it stood if it is not.
 */

import { ease } from "./flight.js";

/** @typedef {import("./scene.js").DrawList} DrawList */
/** @typedef {import("./sheets.js").Sheet} Sheet */

/**
 * @typedef {object} Stood
 * @property {number} x
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {number} alpha
 * @property {Sheet} sheet
 * @property {number} place
 */

/** Milliseconds. */
const DURATION = 1100;
const BRIEF = 250;

export class Moving {
  /**
   * @param {DrawList} drawn what is on screen now
   * @param {number} now milliseconds
   * @param {boolean} still nothing travels: what was there fades, what is new appears
   */
  constructor(drawn, now, still) {
    this.still = still;
    /** @type {Map<number, Stood>} by row */
    this.from = new Map();
    for (let i = 0; i < drawn.count; i += 1) {
      if (drawn.alpha[i] <= 0.02) continue;
      this.from.set(drawn.row[i], {
        x: drawn.x[i],
        y: drawn.y[i],
        w: drawn.w[i],
        h: drawn.h[i],
        alpha: drawn.alpha[i],
        sheet: drawn.sheet[i],
        place: drawn.place[i],
      });
    }
    this.start = now;
    this.t = 0;
    /** @type {Set<Stood>} */
    this.seen = new Set();
  }

  /**
   * Go to this moment; false when the movement is over.
   * @param {number} now milliseconds
   */
  advance(now) {
    const lasts = this.still ? BRIEF : DURATION;
    this.t = Math.min(1, Math.max(0, (now - this.start) / lasts));
    this.seen.clear();
    return this.t < 1;
  }

  /** How opaque pictures are that were not there before: they come once the others have gone. */
  get newcomers() {
    return Math.max(0, (this.t - 0.55) / 0.45);
  }

  /**
   * Where a picture is at this moment.
   * @param {Stood} was
   * @param {number} x
   * @param {number} y
   * @param {number} w
   * @param {number} h
   * @param {number} alpha
   */
  place(was, x, y, w, h, alpha) {
    this.seen.add(was);
    if (this.still) return { x, y, w, h, alpha: alpha * this.t };
    const t = ease(this.t);
    return {
      x: was.x + (x - was.x) * t,
      y: was.y + (y - was.y) * t,
      w: was.w + (w - was.w) * t,
      h: was.h + (h - was.h) * t,
      alpha: was.alpha + (alpha - was.alpha) * t,
    };
  }

  /**
   * Those that have no place in the new view fade where they stood.
   * @param {DrawList} list
   */
  addLeavers(list) {
    const left = 1 - Math.min(1, this.t * 2.2);
    if (left <= 0) return;
    for (const was of this.from.values()) {
      if (this.seen.has(was) || !was.sheet.picture) continue;
      list.add(was.sheet, was.place, was.x, was.y, was.w, was.h, was.alpha * left);
    }
  }
}
