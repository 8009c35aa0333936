/**
 * The guides: what a layout says beside its pictures. Lines under them, and texts between them:
 * titles of groups, years, degrees. See ``layouts/<name>.json`` in docs/bundle.md.
 */

import { between } from "./camera.js";
import { kindOf, titleOf } from "./kinds.js";

/** @typedef {import("./camera.js").Projection} Projection */
/** @typedef {import("./kinds.js").Layout} Layout */
/** @typedef {import("./labels.js").Theme} Theme */

/** @typedef {{x1: number, y1: number, x2: number, y2: number, level: number}} Line unit square */

/**
 * @typedef {object} Mark how a text of a guide stands
 * @property {number} from zoom in doublings from which it is shown
 * @property {number} rank 0 first
 * @property {"bottom" | "left" | "centre"} anchor which part of the text lies at the point
 * @property {"" | "x" | "y"} stick along which axis it stays in view when its point is not: a tick
 *   tells the same of all that is above and below it
 * @property {number} [room] how long the line under it is, unit square; 0 or nothing where none is
 */

/** Layouts that have nothing to say beside their pictures. */
const SILENT = new Set(["map", "grid"]);
/** Layouts along a scale, with ticks. */
const SCALES = new Set(["timeline", "axis"]);
const MOST = { lines: 4000, labels: 4000, letters: 120 };
/** Strongest opacity of a line, and the doublings over which it comes. */
const STRENGTH = 0.85;
const COMING = 0.6;

/** How far below a title its line is at most, unit square. */
const UNDER = 0.04;

/** Two guides never have the same: names are remembered by it. */
let ids = -1;

export class Guides {
  /**
   * @param {object} options
   * @param {import("./server.js").Server} options.server
   * @param {string} options.data
   * @param {string} options.lang
   * @param {Layout[]} options.layouts
   * @param {() => void} options.onLoad
   */
  constructor({ server, data, lang, layouts, onLoad }) {
    this.server = server;
    this.data = data;
    this.lang = lang;
    this.onLoad = onLoad;
    /** @type {Map<string, {lines: Line[], labels: Theme[]}>} by layout */
    this.held = new Map();
    this.kinds = new Map(layouts.map((layout) => [layout.name, kindOf(layout)]));
    for (const layout of layouts) {
      if (SILENT.has(kindOf(layout))) this.held.set(layout.name, { lines: [], labels: [] });
    }
  }

  /**
   * What a layout says; nothing until it is loaded (asking loads it).
   * @param {string} layout
   */
  get(layout) {
    const held = this.held.get(layout);
    if (held) return held;
    const nothing = { lines: [], labels: [] };
    this.held.set(layout, nothing);
    void this.#load(layout);
    return nothing;
  }

  /** What layouts of a kind say may have changed. @param {string} kind */
  forget(kind) {
    for (const [layout, one] of this.kinds) {
      if (one === kind && this.held.has(layout)) void this.#load(layout);
    }
  }

  /** @param {string} layout */
  async #load(layout) {
    try {
      const path = `${this.data}layouts/${encodeURIComponent(layout)}.json`;
      const kind = this.kinds.get(layout) ?? "";
      this.held.set(layout, read(await this.server.json(path), this.lang, kind));
      this.onLoad();
    } catch {
      // A layout may have no guides; its pictures hang there all the same.
    }
  }
}

/**
 * What a file says, as far as it can be understood. Pure.
 * @param {any} said
 * @param {string} lang
 * @param {string} kind of the layout
 * @returns {{lines: Line[], labels: Theme[]}}
 */
export function read(said, lang, kind) {
  const lines = list(said?.lines).slice(0, MOST.lines).flatMap((one) => {
    const line = { x1: place(one?.x1), y1: place(one?.y1), x2: place(one?.x2), y2: place(one?.y2), level: level(one) };
    // A scale is divided even where its values have no room yet.
    if (SCALES.has(kind) && line.x1 === line.x2) line.level = 0;
    return Object.values(line).every(Number.isFinite) ? [line] : [];
  });
  const labels = list(said?.labels).slice(0, MOST.labels).flatMap((one) => {
    const [x, y] = [place(one?.x), place(one?.y)];
    const label = titleOf(one?.text, lang).slice(0, MOST.letters).trim();
    if (!label || !Number.isFinite(x) || !Number.isFinite(y)) return [];
    const rank = Number.isFinite(one.rank) ? Number(one.rank) : 0;
    const anchor = ["bottom", "left"].includes(one.anchor) ? one.anchor : "centre";
    ids -= 1;
    return [{
      id: ids, parent: -1, level: rank > 0 ? 1 : 0, label, size: 0, x, y,
      mark: { from: level(one), rank, anchor, stick: sticks(kind, anchor, x), room: roomOf(anchor, x, y, lines) },
    }];
  });
  return { lines, labels };
}

/**
 * Draw lines under the pictures, as far as they are in view.
 * @param {CanvasRenderingContext2D} pen in CSS pixels
 * @param {Line[]} lines
 * @param {object} at
 * @param {Projection} at.projection
 * @param {number} at.width CSS pixels
 * @param {number} at.height CSS pixels
 * @param {number} at.zoom in doublings from the whole
 * @param {number} at.alpha of all of them, 0..1
 * @param {string} at.colour
 */
export function rule(pen, lines, { projection: p, width, height, zoom, alpha, colour }) {
  if (!lines.length || alpha <= 0) return;
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  for (const { x1, y1, x2, y2, level: from } of lines) {
    const strength = between((zoom - from) / COMING + 1, 0, 1);
    const [ax, ay] = [p.ax * x1 + p.bx, p.ay * y1 + p.by];
    const [bx, by] = [p.ax * x2 + p.bx, p.ay * y2 + p.by];
    if (strength <= 0 || Math.max(ax, bx) < 0 || Math.min(ax, bx) > width) continue;
    if (Math.max(ay, by) < 0 || Math.min(ay, by) > height) continue;
    pen.globalAlpha = STRENGTH * strength * alpha;
    // Half a pixel off, an upright or level line is one pixel wide and not two pale ones.
    const dx = ax === bx ? Math.round(ax) + 0.5 - ax : 0;
    const dy = ay === by ? Math.round(ay) + 0.5 - ay : 0;
    pen.beginPath();
    pen.moveTo(ax + dx, ay + dy);
    pen.lineTo(bx + dx, by + dy);
    pen.stroke();
  }
}

/**
 * @param {string} kind
 * @param {string} anchor
 * @param {number} x
 * @returns {"" | "x" | "y"}
 */
function sticks(kind, anchor, x) {
  if (SCALES.has(kind)) return anchor === "centre" ? "y" : "";
  if (kind !== "places") return "";
  return anchor === "bottom" ? "y" : anchor === "left" && x > 0 && x < 0.05 ? "x" : "";
}

/**
 * How much room the title of a group has: the line under it is as wide as the group.
 * @param {string} anchor
 * @param {number} x
 * @param {number} y
 * @param {Line[]} lines
 */
function roomOf(anchor, x, y, lines) {
  if (anchor !== "left") return 0;
  const under = lines.find(({ x1, x2, y1, y2 }) =>
    y1 === y2 && x2 > x1 && Math.abs(x1 - x) < 1e-4 && y1 > y && y1 - y < UNDER);
  return under ? under.x2 - under.x1 : 0;
}

/** @param {any} value @returns {any[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** A place in or near the unit square; NaN for anything else. @param {unknown} value */
function place(value) {
  return typeof value === "number" && value >= -0.5 && value <= 1.5 ? value : NaN;
}

/** @param {any} one */
function level(one) {
  return typeof one?.level === "number" && Number.isFinite(one.level) ? one.level : 0;
}
