/**
 * The cluster: a cloud's pictures on a canvas, where the server hung them. When another cloud comes,
 * pictures that stay travel to their new places, others fade.
 */

import { ease } from "./flight.js";
import { Pictures } from "./pictures.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").Listed} Listed */

/** @typedef {Listed & {score: number, x: number, y: number, w: number, h: number}} Hung shares of
 *   the frame: the middle of its place, width, height */

/** @typedef {{centre: Hung[], results: Hung[], total: number, aspect: number}} Answer */

/** @typedef {{x: number, y: number, w: number, h: number, alpha: number}} Box CSS pixels, of its middle */

/**
 * @typedef {object} Piece a picture on its way
 * @property {number} row
 * @property {string} colour
 * @property {Box} from
 * @property {Box} to
 * @property {"stays" | "comes" | "goes"} how
 * @property {boolean} middle
 */

/** @typedef {{accent: string, wall: string}} Palette */

/** @typedef {{left: number, top: number, width: number, height: number}} Area CSS pixels */

/** Milliseconds of a journey, of a fade from one file of a picture to the next, and of settling. */
const JOURNEY = 850;
const CROSSFADE = 220;
const SETTLE = 90;
/** What goes has gone by this share of the journey; what comes begins to then. */
const GONE = 0.4;
/** How much of a hand's way the cloud follows: there is nothing beyond its edges. */
const FOLLOW = 0.35;
const DENSEST = 2.5;
/** Pictures smaller than this have no sheet here to be cut from: their file is asked for all the same. */
const LEAST = 100;
const BUDGET = 192 << 20;

export class Cluster {
  /**
   * @param {object} options
   * @param {HTMLCanvasElement} options.canvas
   * @param {import("./server.js").Server} options.server
   * @param {import("./items.js").Items} options.items
   * @param {Palette} options.palette
   * @param {boolean} options.still reduced motion
   * @param {() => void} options.onFrame
   */
  constructor({ canvas, server, items, palette, still, onFrame }) {
    this.canvas = canvas;
    this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.palette = palette;
    this.still = still;
    this.onFrame = onFrame;
    this.pictures = new Pictures({ server, items, budget: BUDGET, onLoad: () => this.invalidate() });
    /** @type {Map<number, Piece>} by row, in the order of drawing */
    this.pieces = new Map();
    /** @type {Answer | null} */
    this.answer = null;
    /** @type {Area} */
    this.area = { left: 0, top: 0, width: 1, height: 1 };
    this.density = 1;
    this.began = -Infinity;
    this.pointed = -1;
    /** Where a hand has drawn it. */
    this.drawn = { x: 0, y: 0 };
    this.held = false;
    this.asked = 0;
    this.last = 0;
  }

  destroy() {
    window.cancelAnimationFrame(this.asked);
    this.asked = -1;
    this.pictures.close();
    this.pieces.clear();
  }

  /** Whether pictures are on their way. */
  get moving() {
    return performance.now() - this.began < JOURNEY;
  }

  /** Rows around the middle, the most alike first. @returns {number[]} */
  get rows() {
    return this.answer?.results.map(({ row }) => row) ?? [];
  }

  /** The row of the (first) picture in the middle, or -1. */
  get middle() {
    return this.answer?.centre[0]?.row ?? -1;
  }

  /** @param {Palette} palette */
  setPalette(palette) {
    this.palette = palette;
    this.invalidate();
  }

  /**
   * @param {number} width CSS pixels of the canvas
   * @param {number} height
   * @param {Area} area of it that is free for the cloud
   */
  resize(width, height, area) {
    this.density = Math.min(DENSEST, window.devicePixelRatio || 1);
    const [wide, high] = [width, height].map((side) => Math.max(1, Math.round(side * this.density)));
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    const changed = JSON.stringify(area) !== JSON.stringify(this.area);
    this.area = area;
    if (changed && this.answer) this.#hang(this.answer);
    // A canvas that was resized is empty until it is drawn again.
    this.#draw(performance.now());
    this.invalidate();
  }

  /** Another cloud. @param {Answer} answer */
  show(answer) {
    this.answer = answer;
    this.#hang(answer);
  }

  /** A hand draws it. @param {number} dx @param {number} dy */
  pull(dx, dy) {
    this.held = true;
    this.drawn.x += dx * FOLLOW;
    this.drawn.y += dy * FOLLOW;
    this.invalidate();
  }

  /** The hand lets go: it comes back. */
  release() {
    this.held = false;
    this.invalidate();
  }

  /** Frame a picture; none when -1. @param {number} row */
  point(row) {
    if (this.pointed === row) return;
    this.pointed = row;
    this.invalidate();
  }

  /**
   * The picture at a point, or the nearest within reach.
   * @param {number} x CSS pixels of the canvas
   * @param {number} y
   * @param {number} reach
   * @returns {number} its row, or -1
   */
  at(x, y, reach) {
    let best = -1;
    let least = reach + 1e-6;
    for (const piece of this.pieces.values()) {
      if (piece.how === "goes") continue;
      const box = this.#at(piece, performance.now());
      const dx = Math.max(0, Math.abs(x - box.x) - box.w / 2);
      const dy = Math.max(0, Math.abs(y - box.y) - box.h / 2);
      const away = Math.hypot(dx, dy);
      if (away < least) {
        least = away;
        best = piece.row;
      }
    }
    return best;
  }

  /** Where a picture is now. @param {number} row */
  boxOf(row) {
    const piece = this.pieces.get(row);
    return piece ? this.#at(piece, performance.now()) : null;
  }

  /** Whether it is in the middle. @param {number} row */
  isMiddle(row) {
    return this.pieces.get(row)?.middle ?? false;
  }

  /**
   * The nearest picture to the side of another.
   * @param {number} row
   * @param {number} dx -1, 0 or 1
   * @param {number} dy
   * @returns {number} the row itself when there is none
   */
  beside(row, dx, dy) {
    const here = this.pieces.get(row)?.to;
    if (!here) return row;
    let best = row;
    let least = Infinity;
    for (const piece of this.pieces.values()) {
      if (piece.how === "goes" || piece.row === row) continue;
      const along = (piece.to.x - here.x) * dx + (piece.to.y - here.y) * dy;
      const across = Math.abs((piece.to.x - here.x) * dy) + Math.abs((piece.to.y - here.y) * dx);
      // Within a right angle of the way that the arrow points.
      if (along <= 1 || across > along) continue;
      const away = along + 2 * across;
      if (away < least) {
        least = away;
        best = piece.row;
      }
    }
    return best;
  }

  /** Something is to be drawn anew. */
  invalidate() {
    if (!this.asked) this.asked = window.requestAnimationFrame((now) => this.#turn(now));
  }

  /** @param {Answer} answer */
  #hang({ centre, results, aspect }) {
    const { left, top, width, height } = this.area;
    const { still } = this;
    const now = performance.now();
    // Sizes as in the frame it was made for; its places over all the room that there is.
    const scale = Math.min(width / aspect, height);
    const before = this.pieces;
    this.pieces = new Map();
    // Below, what is least alike; on top, what goes to the middle.
    const hung = [...results.toReversed(), ...centre];
    const wanted = new Set(hung.map(({ row }) => row));
    for (const piece of still ? [] : before.values()) {
      if (wanted.has(piece.row)) continue;
      const from = this.#at(piece, now);
      const to = { ...from, w: from.w * 0.8, h: from.h * 0.8, alpha: 0 };
      this.pieces.set(piece.row, { ...piece, from, to, how: "goes", middle: false });
    }
    for (const { row, colour, x, y, w, h } of hung) {
      const to = {
        x: left + x * width, y: top + y * height,
        w: w * aspect * scale, h: h * scale, alpha: 1,
      };
      const known = before.get(row);
      const comes = { ...to, w: to.w * 0.8, h: to.h * 0.8, alpha: 0 };
      const from = still ? to : known ? this.#at(known, now) : comes;
      const how = known ? "stays" : "comes";
      const middle = centre.some((one) => one.row === row);
      this.pieces.set(row, { row, colour, from, to, how, middle });
    }
    this.began = still ? -Infinity : now;
    this.#want();
    this.invalidate();
  }

  /** Ask for the pictures, the middle first. */
  #want() {
    const wants = [...this.pieces.values()].filter(({ how }) => how !== "goes").reverse()
      .map(({ row, to }) => ({
        row, side: Math.max(LEAST, Math.max(to.w, to.h) * this.density),
      }));
    void this.pictures.want(wants);
  }

  /**
   * Where a picture is at a moment.
   * @param {Piece} piece
   * @param {number} now
   * @returns {Box}
   */
  #at({ from, to, how }, now) {
    const t = Math.min(1, Math.max(0, (now - this.began) / JOURNEY));
    if (t >= 1) return this.#moved(to);
    const way = ease(t);
    const fade = how === "goes" ? Math.min(1, t / GONE)
      : how === "comes" ? Math.max(0, (t - GONE) / (1 - GONE)) : way;
    const between = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * way;
    return this.#moved({
      x: between(from.x, to.x), y: between(from.y, to.y),
      w: between(from.w, to.w), h: between(from.h, to.h),
      alpha: from.alpha + (to.alpha - from.alpha) * fade,
    });
  }

  /** @param {Box} box @returns {Box} */
  #moved(box) {
    const { x, y } = this.drawn;
    return x || y ? { ...box, x: box.x + x, y: box.y + y } : box;
  }

  /** @param {number} now */
  #turn(now) {
    this.asked = 0;
    const elapsed = Math.min(64, now - (this.last || now));
    this.last = now;
    if (!this.held && (this.drawn.x || this.drawn.y)) {
      const left = this.still ? 0 : Math.exp(-elapsed / SETTLE);
      const { x, y } = this.drawn;
      this.drawn = Math.hypot(x, y) * left < 0.5 ? { x: 0, y: 0 } : { x: x * left, y: y * left };
    }
    const sharp = this.#draw(now);
    const { moving } = this;
    if (!moving) {
      for (const piece of this.pieces.values()) {
        if (piece.how === "goes") this.pieces.delete(piece.row);
      }
    }
    this.onFrame();
    if (moving || !sharp || this.drawn.x || this.drawn.y) this.invalidate();
    else this.last = 0;
  }

  /**
   * @param {number} now
   * @returns {boolean} whether every picture is as sharp as it will be for now
   */
  #draw(now) {
    const { pen, canvas, density } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.imageSmoothingQuality = "high";
    const several = (this.answer?.centre.length ?? 0) > 1;
    let sharp = true;
    for (const piece of this.pieces.values()) {
      const box = this.#at(piece, now);
      if (box.alpha <= 0) continue;
      if (several && piece.middle) this.#frame(box, 3);
      sharp = this.#picture(piece, box, now) && sharp;
    }
    const pointed = this.pieces.get(this.pointed);
    if (pointed && pointed.how !== "goes") {
      const box = this.#at(pointed, now);
      this.#frame(box, 4);
      this.#picture(pointed, box, now);
    }
    pen.globalAlpha = 1;
    return sharp;
  }

  /**
   * @param {Box} box
   * @param {number} wide CSS pixels
   */
  #frame({ x, y, w, h, alpha }, wide) {
    const { pen, palette } = this;
    pen.globalAlpha = alpha;
    pen.fillStyle = palette.accent;
    pen.fillRect(x - w / 2 - wide, y - h / 2 - wide, w + 2 * wide, h + 2 * wide);
    pen.fillStyle = palette.wall;
    pen.fillRect(x - w / 2 - 1, y - h / 2 - 1, w + 2, h + 2);
  }

  /**
   * @param {Piece} piece
   * @param {Box} box
   * @param {number} now
   */
  #picture({ row, colour }, { x, y, w, h, alpha }, now) {
    const { pen } = this;
    const held = this.pictures.get(row);
    const age = held ? (now - held.since) / CROSSFADE : 0;
    if (age < 1) {
      pen.globalAlpha = alpha;
      pen.fillStyle = /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#8888";
      pen.fillRect(x - w / 2, y - h / 2, w, h);
    }
    if (held) {
      pen.globalAlpha = alpha * Math.min(1, Math.max(0, age));
      pen.drawImage(held.bitmap, x - w / 2, y - h / 2, w, h);
    }
    return !held || age >= 1;
  }
}
