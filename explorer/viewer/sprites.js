/**
 * The sprites: drawing a scene with Canvas 2D, which in software is faster than WebGL at the number
 * of pictures a screen can hold, and needs no GPU.
 *
 * The rest of the viewer knows three things of it: ``resize``, ``draw`` and ``lastFrame``.
 */

import { Ground } from "./density.js";

/** @typedef {import("./scene.js").DrawList} DrawList */
/** @typedef {import("./pictures.js").Pictures} Pictures */
/** @typedef {import("./camera.js").Projection} Projection */

/**
 * @typedef {object} Palette CSS colours
 * @property {string} wall
 * @property {string} accent
 */

/**
 * @typedef {object} Frame
 * @property {DrawList} list
 * @property {Pictures} pictures
 * @property {Palette} palette
 * @property {{image: CanvasImageSource, alpha: number} | null} density
 * @property {Projection} projection
 * @property {(pen: CanvasRenderingContext2D) => void} under draws what lies under the pictures
 * @property {(pen: CanvasRenderingContext2D) => void} over draws what lies on the pictures, but for
 *   those that are raised
 * @property {number[]} raised rows drawn above all others, with a frame
 * @property {((row: number) => boolean) | null} marked those that are selected: framed and ticked
 * @property {number} now milliseconds
 */

/** Milliseconds in which a larger picture replaces the cell of the sheet. */
const CROSSFADE = 220;

export class Sprites {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("this browser has no canvas");
    this.context = context;
    this.ratio = 1;
    this.ground = new Ground();
  }

  /**
   * @param {number} width CSS pixels
   * @param {number} height CSS pixels
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    this.ratio = ratio;
    const wide = Math.max(1, Math.round(width * ratio));
    const high = Math.max(1, Math.round(height * ratio));
    // Setting a size empties the canvas, even to the same size.
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
  }

  /**
   * Draw one frame.
   * @param {Frame} frame
   * @returns {boolean} whether every picture is as sharp as it will be (no crossfade under way)
   */
  draw(frame) {
    const { context: pen, canvas, ratio } = this;
    const { list, palette } = frame;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    if (frame.density && frame.density.alpha > 0) {
      const { ax, bx, ay, by } = frame.projection;
      const at = { ax: ax * ratio, bx: bx * ratio, ay: ay * ratio, by: by * ratio };
      this.ground.cover(pen, palette.wall, frame.density, at);
    } else {
      pen.fillStyle = palette.wall;
      pen.fillRect(0, 0, canvas.width, canvas.height);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    frame.under(pen);
    let sharp = true;
    pen.fillStyle = palette.wall;
    for (let n = 0; n < list.count; n += 1) {
      const i = list.order[n];
      const marked = frame.marked?.(list.row[i]) ?? false;
      if (marked) this.#mount(frame, i);
      sharp = this.#picture(frame, i, 1) && sharp;
      if (marked) tick(pen, palette, rectangle(list, i));
    }
    frame.over(pen);
    for (const row of frame.raised) {
      const i = list.find(row);
      if (i < 0 || list.alpha[i] < 0.05) continue;
      const { x, y, w, h } = rectangle(list, i);
      pen.globalAlpha = list.alpha[i];
      pen.fillStyle = palette.accent;
      pen.fillRect(x - 3, y - 3, w + 6, h + 6);
      pen.fillStyle = palette.wall;
      sharp = this.#picture(frame, i, 1) && sharp;
      if (frame.marked?.(row)) tick(pen, palette, { x, y, w, h });
    }
    pen.globalAlpha = 1;
    return sharp;
  }

  /**
   * The frame of a picture that is selected.
   * @param {Frame} frame
   * @param {number} i place in the list
   */
  #mount({ list, palette }, i) {
    const { context: pen } = this;
    const { x, y, w, h } = rectangle(list, i);
    const wide = Math.min(w, h) < 24 ? 2.5 : 4;
    pen.globalAlpha = list.alpha[i];
    pen.fillStyle = palette.accent;
    pen.fillRect(x - wide, y - wide, w + 2 * wide, h + 2 * wide);
    pen.fillStyle = palette.wall;
  }

  /**
   * @param {Frame} frame
   * @param {number} i place in the list
   * @param {number} edge pixels of wall kept around a picture, so that neighbours stay apart
   * @returns {boolean} whether it is as sharp as it will be
   */
  #picture(frame, i, edge) {
    const pen = this.context;
    const { list, pictures, now } = frame;
    const alpha = list.alpha[i];
    const { x, y, w, h } = rectangle(list, i);
    pen.globalAlpha = alpha;
    if (edge) pen.fillRect(x - edge, y - edge, w + 2 * edge, h + 2 * edge);
    const large = pictures.get(list.row[i]);
    const age = large ? (now - large.since) / CROSSFADE : 0;
    if (age < 1) this.#cell(i, list, x, y, w, h);
    if (large) {
      if (age < 1) pen.globalAlpha = alpha * Math.max(0, age);
      pen.drawImage(large.bitmap, x, y, w, h);
    }
    return !large || age >= 1;
  }

  /**
   * @param {number} i
   * @param {DrawList} list
   * @param {number} x
   * @param {number} y
   * @param {number} w
   * @param {number} h
   */
  #cell(i, list, x, y, w, h) {
    const { index, picture } = list.sheet[i];
    if (!index || !picture) return;
    const place = list.place[i];
    const left = (place % index.columns) * index.cell;
    const top = Math.floor(place / index.columns) * index.cell;
    const wide = Math.max(1, index.width[place]);
    const high = Math.max(1, index.height[place]);
    this.context.drawImage(picture, left, top, wide, high, x, y, w, h);
  }
}

/**
 * @param {DrawList} list
 * @param {number} i
 */
function rectangle(list, i) {
  const w = list.w[i];
  const h = list.h[i];
  return { x: list.x[i] - w / 2, y: list.y[i] - h / 2, w, h };
}

/**
 * The tick of a picture that is selected, in its corner; a small picture has its frame alone.
 * @param {CanvasRenderingContext2D} pen
 * @param {Palette} palette
 * @param {{x: number, y: number, w: number, h: number}} box
 */
function tick(pen, palette, { x, y, w, h }) {
  const side = Math.min(22, Math.min(w, h) * 0.45);
  if (side < 10) return;
  const [left, top] = [x + w + 3 - side, y - 3];
  pen.fillStyle = palette.accent;
  pen.fillRect(left, top, side, side);
  pen.strokeStyle = palette.wall;
  pen.lineWidth = Math.max(1.5, side / 9);
  pen.beginPath();
  pen.moveTo(left + side * 0.24, top + side * 0.52);
  pen.lineTo(left + side * 0.43, top + side * 0.71);
  pen.lineTo(left + side * 0.77, top + side * 0.3);
  pen.stroke();
  pen.fillStyle = palette.wall;
}
