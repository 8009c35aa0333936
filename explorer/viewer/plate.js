/**
 * The plate: one picture on a canvas, looked at as closely as its file allows. What is coarse is
 * shown until what is finer has arrived.
 */

import { fit, fitScale, settle, toScreen, visible } from "./camera.js";
import { Motion } from "./motion.js";
import { levelFor, placeOf, tilesIn } from "./pyramid.js";
import { Tiles } from "./tiles.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./pyramid.js").Shape} Shape */

/** @typedef {{x: number, y: number, zoom: number}} Look zoom in doublings from the whole */

/** @typedef {{bitmap: ImageBitmap, side: number}} Base */

/** A pixel of the finest file is shown at most so many CSS pixels wide … */
const CLOSEST = 4;
/** … and, in the view of the whole, so many. */
const ENLARGED = 2;
/** Kept free around the whole, CSS pixels. */
const MARGIN = 12;
const DENSEST = 2.5;
const FADE = 180;
/** Milliseconds between two looks at what is called for while the view moves. */
const PATIENCE = 140;
/** Bytes of decoded tiles; less where the machine says it is small. */
const BUDGET = 128 << 20;
const SMALL_BUDGET = 56 << 20;

export class Plate {
  /**
   * @param {object} options
   * @param {HTMLCanvasElement} options.canvas
   * @param {import("./server.js").Server} options.server
   * @param {boolean} options.still reduced motion
   * @param {() => void} options.onFrame
   * @param {() => void} options.onRest the view has come to rest
   */
  constructor({ canvas, server, still, onFrame, onRest }) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.server = server;
    this.onFrame = onFrame;
    this.onRest = onRest;
    this.density = 1;
    /** @type {import("./camera.js").Frame} */
    this.frame = {
      width: 1, height: 1, inset: { top: 0, right: 0, bottom: 0, left: 0 },
      stretch: { x: 1, y: 1 }, beyond: 0,
    };
    this.motion = new Motion(fit(this.frame), this.frame, { min: 1, max: 2 });
    this.motion.still = still;
    /** @type {Item | null} */
    this.item = null;
    /** @type {Shape | null} */
    this.shape = null;
    /** @type {Tiles | null} */
    this.tiles = null;
    /** @type {Base | null} */
    this.base = null;
    /** @type {Look | null} where to look as soon as the frame is known */
    this.opening = null;
    this.untouched = true;
    /** Longest side of the finest file there is, pixels. */
    this.finest = 1024;
    this.stop = new AbortController();
    this.asked = 0;
    this.last = 0;
    this.looked = 0;
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(canvas);
  }

  destroy() {
    this.observer.disconnect();
    window.cancelAnimationFrame(this.asked);
    this.asked = -1;
    this.#forget();
  }

  /**
   * Show a picture, whole unless it is said where to look.
   * @param {Item} item
   * @param {Look | null} look
   */
  show(item, look) {
    this.#forget();
    this.stop = new AbortController();
    this.item = item;
    const { width = 1, height = 1 } = item;
    const longest = Math.max(width, height, 1);
    this.frame = { ...this.frame, stretch: { x: width / longest, y: height / longest } };
    this.motion.frame = this.frame;
    this.finest = item.full ? Math.max(item.full.width, item.full.height) : Math.min(1024, longest);
    this.opening = look;
    this.#open();
    void this.#loadBase(this.stop.signal);
  }

  /**
   * The tiles of the picture that is shown.
   * @param {Shape} shape
   * @param {string} address
   */
  lay(shape, address) {
    const small = /** @type {any} */ (navigator).deviceMemory < 4;
    this.shape = shape;
    this.tiles = new Tiles({
      server: this.server, address, budget: small ? SMALL_BUDGET : BUDGET,
      onLoad: () => this.invalidate(),
    });
    this.invalidate();
  }

  /** There are no tiles after all: what there is may be looked at less closely. */
  lack() {
    const { width = 1, height = 1 } = this.item ?? {};
    this.finest = Math.min(1024, Math.max(width, height));
    this.#limit();
    this.invalidate();
  }

  resize() {
    const { width, height } = this.canvas.getBoundingClientRect();
    if (width < 1 || height < 1) return;
    this.density = Math.min(DENSEST, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(width * this.density);
    this.canvas.height = Math.round(height * this.density);
    const before = fitScale(this.frame, MARGIN);
    this.frame = { ...this.frame, width, height };
    this.motion.frame = this.frame;
    if (this.untouched || this.opening) this.#open();
    else {
      const scale = (this.motion.camera.scale * fitScale(this.frame, MARGIN)) / before;
      this.motion.camera = { ...this.motion.camera, scale };
      this.#limit();
    }
    this.#draw(performance.now());
    this.invalidate();
  }

  /** @returns {Look} */
  get look() {
    const { x, y, scale } = this.motion.camera;
    return { x, y, zoom: Math.log2(scale / this.whole.scale) };
  }

  /** The camera that shows the whole picture. @returns {Camera} */
  get whole() {
    const whole = fit(this.frame, MARGIN);
    return { ...whole, scale: Math.min(whole.scale, this.finest * ENLARGED) };
  }

  get ends() {
    const { min, max } = this.motion.limits;
    const { scale } = this.motion.camera;
    return { closest: scale > max * 0.99, furthest: scale < min * 1.01 };
  }

  /** How large the picture is shown: 1 when a pixel of its file is one of the screen. */
  get magnification() {
    const { width = 1, height = 1 } = this.item ?? {};
    return (this.motion.camera.scale * this.density) / Math.max(width, height);
  }

  /** What part of the picture is seen. @returns {Bounds} unit square, not clipped */
  get seen() {
    return visible(this.motion.camera, this.frame);
  }

  /** @param {(motion: Motion) => void} move */
  move(move) {
    this.untouched = false;
    this.opening = null;
    move(this.motion);
    this.invalidate();
  }

  showAll() {
    this.move((motion) => motion.flyTo(this.whole));
  }

  /** Something is to be drawn anew. */
  invalidate() {
    if (this.asked) return;
    this.asked = window.requestAnimationFrame((now) => this.#turn(now));
  }

  /** @param {number} now */
  #turn(now) {
    this.asked = 0;
    const elapsed = Math.min(64, now - (this.last || now));
    this.last = now;
    const moving = this.motion.advance(now, elapsed);
    const fading = this.#draw(now);
    this.onFrame();
    if (!moving || now - this.looked > PATIENCE) {
      this.looked = now;
      this.#call();
    }
    if (moving || fading) this.invalidate();
    else {
      this.last = 0;
      if (!this.motion.held) this.onRest();
    }
  }

  #open() {
    this.#limit();
    const { whole, opening } = this;
    this.motion.course = null;
    this.untouched = opening === null;
    if (!opening) this.motion.camera = whole;
    else {
      const camera = { x: opening.x, y: opening.y, scale: whole.scale * 2 ** opening.zoom };
      this.motion.camera = settle(camera, this.frame, this.motion.limits);
    }
    this.invalidate();
  }

  #limit() {
    const min = this.whole.scale;
    this.motion.limits = { min, max: Math.max(min * 1.5, this.finest * CLOSEST) };
  }

  /** The level that is sharp now; none when the derivative is. */
  get #level() {
    const { shape } = this;
    if (!shape) return null;
    const density = (this.motion.camera.scale * this.density) / Math.max(shape.width, shape.height);
    const level = levelFor(shape, density);
    return level < shape.levels ? level : null;
  }

  /** Ask for the tiles in view. */
  #call() {
    const { shape, tiles } = this;
    const level = this.#level;
    if (!shape || !tiles) return;
    tiles.want(level === null ? [] : tilesIn(shape, level, this.seen));
  }

  /**
   * @param {number} now
   * @returns {boolean} whether something is still on its way to be fully seen
   */
  #draw(now) {
    const { context, canvas, base, shape, tiles, item } = this;
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!item) return false;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    const whole = this.#box({ left: 0, top: 0, right: 1, bottom: 1 });
    const size = /** @type {const} */ ([whole.left, whole.top, whole.right - whole.left, whole.bottom - whole.top]);
    if (base) context.drawImage(base.bitmap, ...size);
    else {
      context.fillStyle = item.colour || "#888";
      context.fillRect(...size);
    }
    const finest = this.#level;
    if (!shape || !tiles || finest === null) return false;
    let fading = false;
    const { seen } = this;
    const layers = [];
    for (let level = finest; level < shape.levels; level += 1) {
      const wanted = tilesIn(shape, level, seen);
      layers.push(wanted);
      // Nothing shows through a level that is all there.
      const there = wanted.every((tile) => {
        const held = tiles.get(tile);
        return held && now - held.since >= FADE;
      });
      if (there) break;
    }
    for (const wanted of layers.reverse()) {
      for (const tile of wanted) {
        const held = tiles.get(tile);
        if (!held) continue;
        const shown = this.motion.still ? 1 : Math.min(1, (now - held.since) / FADE);
        fading ||= shown < 1;
        const { left, top, right, bottom } = this.#box(placeOf(shape, tile));
        context.globalAlpha = shown;
        context.drawImage(held.bitmap, left, top, right - left, bottom - top);
      }
    }
    context.globalAlpha = 1;
    return fading;
  }

  /**
   * Device pixels, whole ones: neighbours share their edge, and no seam is seen.
   * @param {Bounds} place unit square
   * @returns {Bounds}
   */
  #box({ left, top, right, bottom }) {
    const near = toScreen(this.motion.camera, this.frame, left, top);
    const far = toScreen(this.motion.camera, this.frame, right, bottom);
    return {
      left: Math.round(near.x * this.density),
      top: Math.round(near.y * this.density),
      right: Math.round(far.x * this.density),
      bottom: Math.round(far.y * this.density),
    };
  }

  /** @param {AbortSignal} signal */
  async #loadBase(signal) {
    for (const side of [256, 1024]) {
      const path = this.item?.thumbs?.[String(side)];
      if (!path) continue;
      try {
        const bitmap = await createImageBitmap(await this.server.blob(path, signal));
        if (signal.aborted) {
          bitmap.close();
          return;
        }
        this.base?.bitmap.close();
        this.base = { bitmap, side };
        this.invalidate();
      } catch {
        if (signal.aborted) return;
      }
    }
  }

  #forget() {
    this.stop.abort();
    this.tiles?.close();
    this.tiles = null;
    this.shape = null;
    this.base?.bitmap.close();
    this.base = null;
    this.item = null;
  }
}
