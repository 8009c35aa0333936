/**
 * The density: a quiet picture of how many images lie where, under the sprites, so that the whole
 * shape of the collection shows and one sees where more is to be found.
 */

import { between } from "./camera.js";

/** @typedef {import("./camera.js").Projection} Projection */
/** @typedef {import("./server.js").Server} Server */

/** Strongest opacity of the field. */
const STRENGTH = 0.55;
/** Beyond its borders the field goes on for this share of its side, and fades: it has no edge. */
const BEYOND = 1 / 8;
/** Within them, it begins to fade at this share. */
const WITHIN = 1 / 24;
/** Zoom, in doublings, at which its pixels would be seen and it is gone. */
const FINEST = 5;

export class Density {
  /**
   * @param {object} options
   * @param {Server} options.server
   * @param {string} options.data
   * @param {() => void} options.onLoad
   */
  constructor({ server, data, onLoad }) {
    this.server = server;
    this.data = data;
    this.onLoad = onLoad;
    /** @type {Map<string, ImageBitmap | null>} by layout */
    this.held = new Map();
    /** @type {Map<string, HTMLCanvasElement>} by layout and colour */
    this.tinted = new Map();
  }

  /**
   * The field of a layout in a colour; null until it is loaded (asking loads it). It reaches
   * beyond the unit square: see ``place``.
   * @param {string} layout
   * @param {string} colour CSS colour
   * @returns {HTMLCanvasElement | null}
   */
  get(layout, colour) {
    const bitmap = this.held.get(layout);
    if (bitmap === undefined) void this.#load(layout);
    if (!bitmap) return null;
    const key = `${layout} ${colour}`;
    let canvas = this.tinted.get(key);
    if (!canvas) {
      canvas = tint(bitmap, colour);
      this.tinted.set(key, canvas);
    }
    return canvas;
  }

  close() {
    for (const bitmap of this.held.values()) bitmap?.close();
    this.held.clear();
    this.tinted.clear();
  }

  /** @param {string} layout */
  async #load(layout) {
    this.held.set(layout, null);
    try {
      const path = `${this.data}sheets/${encodeURIComponent(layout)}/density.png`;
      const bitmap = await createImageBitmap(await this.server.blob(path));
      if (!this.held.has(layout)) return;
      this.held.set(layout, bitmap);
      this.onLoad();
    } catch {
      // The field is an ornament: without it the map is still whole.
    }
  }
}

/** Pixels of the ground, whatever the screen: to stretch the field softly over each costs most of all. */
const GROUND = 960 * 540;

/**
 * The ground: the wall and the field on it, coarser than the canvas it lies on. The field is soft;
 * nobody sees that it is drawn in dots of two pixels, and it takes a third of the time.
 */
export class Ground {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", { alpha: false }));
  }

  /**
   * Cover a canvas.
   * @param {CanvasRenderingContext2D} pen its own, in its pixels
   * @param {string} wall CSS colour
   * @param {{image: CanvasImageSource, alpha: number}} field
   * @param {Projection} projection from the unit square to pixels of the canvas
   */
  cover(pen, wall, field, { ax, bx, ay, by }) {
    const { width, height } = pen.canvas;
    const dot = Math.max(1, Math.round(Math.sqrt((width * height) / GROUND)));
    const own = this.pen;
    const [wide, high] = [Math.ceil(width / dot), Math.ceil(height / dot)];
    if (this.canvas.width !== wide || this.canvas.height !== high) {
      this.canvas.width = wide;
      this.canvas.height = high;
    }
    own.globalAlpha = 1;
    own.fillStyle = wall;
    own.fillRect(0, 0, wide, high);
    own.globalAlpha = field.alpha;
    own.drawImage(field.image, ...place({ ax: ax / dot, bx: bx / dot, ay: ay / dot, by: by / dot }));
    pen.imageSmoothingEnabled = false;
    pen.drawImage(this.canvas, 0, 0, wide * dot, high * dot);
    pen.imageSmoothingEnabled = true;
  }
}

/**
 * Where a field is drawn.
 * @param {Projection} projection from the unit square to pixels
 * @returns {[number, number, number, number]} left, top, width, height
 */
export function place({ ax, bx, ay, by }) {
  const side = 1 + 2 * BEYOND;
  return [bx - BEYOND * ax, by - BEYOND * ay, side * ax, side * ay];
}

/**
 * How strong the field is: it retires as pictures take over, and where it has nothing fine enough
 * to tell.
 * @param {object} at
 * @param {number} at.depth deepest level shown
 * @param {number} at.levels reveal levels of the layout
 * @param {boolean} at.regular a regular layout has no shape left to tell once all of it is shown
 * @param {number} at.zoom in doublings from the whole
 */
export function strength({ depth, levels, regular, zoom }) {
  const left = between((levels - 1 - depth) / 6, 0, 1);
  const fine = between((FINEST - zoom) / 2, 0, 1);
  return STRENGTH * fine * (regular ? left : 0.35 + 0.65 * left);
}

/**
 * @param {ImageBitmap} bitmap grey, white where images are many
 * @param {string} colour
 * @returns {HTMLCanvasElement}
 */
function tint(bitmap, colour) {
  const canvas = document.createElement("canvas");
  const { width, height } = bitmap;
  const [wide, high] = [Math.round(BEYOND * width), Math.round(BEYOND * height)];
  canvas.width = width + 2 * wide;
  canvas.height = height + 2 * high;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", {
    willReadFrequently: true,
  }));
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  pen.clearRect(0, 0, 1, 1);
  // What lies at a border is drawn out beyond it.
  const across = strips(width, wide);
  const down = strips(height, high);
  for (const [x, w, left, broad] of across) {
    for (const [y, h, top, tall] of down) pen.drawImage(bitmap, x, y, w, h, left, top, broad, tall);
  }
  const [columns, rows] = [fading(canvas.width, width), fading(canvas.height, height)];
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
  const { data } = pixels;
  for (let i = 0, n = 0; i < data.length; i += 4, n += 1) {
    const seen = columns[n % canvas.width] * rows[Math.floor(n / canvas.width)];
    data[i + 3] = (seen * data[i] * data[i + 3]) / 255;
    data[i] = red;
    data[i + 1] = green;
    data[i + 2] = blue;
  }
  pen.putImageData(pixels, 0, 0);
  return canvas;
}

/**
 * Its first pixels, all of them, its last ones: from where, how many, to where, how many.
 * @param {number} side
 * @param {number} beyond
 * @returns {[number, number, number, number][]}
 */
function strips(side, beyond) {
  const few = Math.min(4, side);
  return [[0, few, 0, beyond], [0, side, beyond, side], [side - few, few, beyond + side, beyond]];
}

/**
 * How much of it is seen along one side.
 * @param {number} length with what goes beyond
 * @param {number} side
 */
function fading(length, side) {
  const over = side * (BEYOND + WITHIN);
  return Float32Array.from({ length }, (_, n) => {
    const t = between(Math.min(n + 0.5, length - n - 0.5) / over, 0, 1);
    return t * t * (3 - 2 * t);
  });
}
