/**
 * The motion: how the camera moves on its own. It flies, glides after the wheel, drifts when it
 * was thrown, and settles when it went too far. At rest it asks for no frame.
 */

import { between, centreOf, panBy, settle, zoomAt } from "./camera.js";
import { ease, flight } from "./flight.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Frame} Frame */
/** @typedef {import("./camera.js").Limits} Limits */

/** @typedef {{camera: Camera, stretch: Frame["stretch"]}} Aim where a flight leads, and how long a
 * unit is along each axis there */

/** Milliseconds in which a throw loses two thirds of its speed. */
const DRAG = 300;
/** Milliseconds in which a glide covers two thirds of what is left of its way. */
const GLIDE = 90;
/** Milliseconds in which the camera comes back within its limits. */
const SETTLE = 110;

export class Motion {
  /**
   * @param {Camera} camera
   * @param {Frame} frame
   * @param {Limits} limits
   */
  constructor(camera, frame, limits) {
    this.camera = camera;
    this.frame = frame;
    this.limits = limits;
    /** No movement of its own: the camera jumps. */
    this.still = false;
    /** @type {((now: number, elapsed: number) => boolean) | null} false when it has arrived */
    this.course = null;
    /** @type {Aim | null} of a flight */
    this.goal = null;
    this.held = false;
    /** How many times longer than it must a journey lasts. */
    this.pace = 1;
    /** Whether a hand, wheel or key has moved the camera since somebody last asked. */
    this.touched = false;
  }

  /** Where the camera will be when it has arrived; where it is, when nothing leads it elsewhere. @returns {Aim} */
  get aim() {
    return (this.course && this.goal) || { camera: this.camera, stretch: this.frame.stretch };
  }

  /** Whether it moves without having said where to: thrown, or after the wheel. */
  get adrift() {
    return this.course !== null && this.goal === null;
  }

  /**
   * Be there at once.
   * @param {Camera} camera
   * @param {Frame["stretch"]} [stretch]
   */
  jump(camera, stretch = this.frame.stretch) {
    this.gliding = undefined;
    this.course = null;
    this.goal = null;
    this.camera = camera;
    this.frame = { ...this.frame, stretch };
  }

  /**
   * Go on to this moment.
   * @param {number} now milliseconds
   * @param {number} elapsed milliseconds since the frame before
   * @returns {boolean} whether the camera is still moving
   */
  advance(now, elapsed) {
    if (this.course && !this.course(now, elapsed)) this.course = null;
    if (!this.course && !this.held) this.#comeBack(elapsed);
    return this.course !== null || (!this.held && !this.#within());
  }

  /** A hand is laid on the map. */
  grab() {
    this.course = null;
    this.held = true;
    this.touched = true;
  }

  /**
   * @param {number} dx pixels
   * @param {number} dy pixels
   */
  pan(dx, dy) {
    this.camera = panBy(this.camera, this.frame, dx, dy);
  }

  /**
   * @param {number} factor
   * @param {number} x pixels
   * @param {number} y pixels
   */
  zoom(factor, x, y) {
    this.camera = zoomAt(this.camera, this.frame, factor, x, y, this.limits);
  }

  /**
   * The hand lets go at this speed.
   * @param {number} vx pixels a millisecond
   * @param {number} vy pixels a millisecond
   */
  release(vx, vy) {
    this.held = false;
    this.goal = null;
    if (this.still || Math.hypot(vx, vy) === 0) return;
    let [x, y] = [vx, vy];
    this.course = (_now, elapsed) => {
      const fading = Math.exp(-elapsed / DRAG);
      // The way covered while slowing down, exactly, so that it does not hang on the frame rate.
      this.pan(x * DRAG * (1 - fading), y * DRAG * (1 - fading));
      x *= fading;
      y *= fading;
      return Math.hypot(x, y) > 0.012;
    };
  }

  /**
   * Zoom smoothly about a point; further calls while under way add up.
   * @param {number} factor
   * @param {number} x pixels; the centre when NaN
   * @param {number} y pixels
   */
  glide(factor, x, y) {
    const centre = centreOf(this.frame);
    const at = Number.isNaN(x) ? centre : { x, y };
    const going = this.gliding;
    const { min, max } = this.limits;
    this.touched = true;
    const target = between((going?.target ?? this.camera.scale) * factor, min, max);
    if (this.still) {
      this.zoom(target / this.camera.scale, at.x, at.y);
      this.camera = settle(this.camera, this.frame, this.limits);
      return;
    }
    const glide = { target };
    this.gliding = glide;
    this.goal = null;
    this.course = (_now, elapsed) => {
      const left = Math.log(glide.target / this.camera.scale);
      const arrived = Math.abs(left) < 0.002;
      const part = arrived ? 1 : 1 - Math.exp(-elapsed / GLIDE);
      this.zoom(Math.exp(left * part), at.x, at.y);
      if (arrived && this.gliding === glide) this.gliding = undefined;
      return !arrived;
    };
  }

  /**
   * Pan smoothly, by key or button.
   * @param {number} dx pixels
   * @param {number} dy pixels
   */
  step(dx, dy) {
    this.touched = true;
    const to = settle(
      {
        x: this.camera.x - dx / this.camera.scale / this.frame.stretch.x,
        y: this.camera.y - dy / this.camera.scale / this.frame.stretch.y,
        scale: this.camera.scale,
      },
      this.frame,
      this.limits,
    );
    this.flyTo(to, 180);
  }

  /**
   * Travel to a camera.
   * @param {Camera} to
   * @param {number} [duration] milliseconds; by default as long as the way asks for
   * @param {Frame["stretch"]} [stretch] how long a unit is along each axis at the end
   */
  flyTo(to, duration, stretch = this.frame.stretch) {
    if (this.still) {
      this.jump(to, stretch);
      return;
    }
    this.gliding = undefined;
    const from = this.frame.stretch;
    const path = flight(this.camera, to, this.frame);
    const lasts = duration ?? this.pace * between(350 + 260 * path.length, 350, 1600);
    const reshaped = from.x !== stretch.x || from.y !== stretch.y;
    let spent = 0;
    this.goal = { camera: to, stretch };
    this.course = (_now, elapsed) => {
      spent += elapsed;
      const t = Math.min(1, spent / lasts);
      const eased = ease(t);
      this.camera = path.at(eased);
      if (reshaped) this.frame = { ...this.frame, stretch: t < 1 ? mix(from, stretch, eased) : stretch };
      return t < 1;
    };
  }

  /** @param {number} elapsed milliseconds */
  #comeBack(elapsed) {
    this.gliding = undefined;
    if (this.#within()) return;
    const goal = settle(this.camera, this.frame, this.limits);
    const part = this.still ? 1 : 1 - Math.exp(-elapsed / SETTLE);
    const next = {
      x: this.camera.x + (goal.x - this.camera.x) * part,
      y: this.camera.y + (goal.y - this.camera.y) * part,
      scale: this.camera.scale * (goal.scale / this.camera.scale) ** part,
    };
    this.camera = this.#far(next, goal) ? next : goal;
  }

  #within() {
    return !this.#far(this.camera, settle(this.camera, this.frame, this.limits));
  }

  /**
   * Whether two cameras differ visibly: half a pixel, or a five-hundredth in scale.
   * @param {Camera} a
   * @param {Camera} b
   */
  #far(a, b) {
    const pixels = Math.max(
      Math.abs(a.x - b.x) * a.scale * this.frame.stretch.x,
      Math.abs(a.y - b.y) * a.scale * this.frame.stretch.y,
    );
    return pixels > 0.5 || Math.abs(Math.log(a.scale / b.scale)) > 0.002;
  }
}

/**
 * @param {Frame["stretch"]} from
 * @param {Frame["stretch"]} to
 * @param {number} t 0..1
 */
function mix(from, to, t) {
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
}
