/**
 * The stage: one collection's pictures on a canvas, from the viewpoint to the drawn frame.
 *
 * A frame is drawn only when something changes: the camera moves, a sheet arrives, an opacity or a
 * sharpness is under way. At rest nothing runs.
 */

import { between, centreOf, projection, toUnit, visible } from "./camera.js";
import { Density, strength } from "./density.js";
import { Guides, rule } from "./guides.js";
import { positionOf } from "./items.js";
import { Labels } from "./labels.js";
import { Moving } from "./moving.js";
import { boxOf, inside, nearest, pick, shown, sizes } from "./picking.js";
import { Pictures } from "./pictures.js";
import { comeBack } from "./return.js";
import { DrawList, compose } from "./scene.js";
import { Sheets } from "./sheets.js";
import { Signs } from "./signs.js";
import { Sprites } from "./sprites.js";
import { Supply } from "./supply.js";
import { draw } from "./threads.js";
import { needed } from "./tree.js";
import { Viewpoint } from "./viewpoint.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./labels.js").Theme} Theme */
/** @typedef {import("./link.js").View} View */
/** @typedef {import("./lit.js").Lit} Lit */
/** @typedef {import("./tree.js").Node} Node */
/** @typedef {import("./viewpoint.js").Sight} Sight */

/** @typedef {import("./kinds.js").Layout} Layout */

/**
 * @typedef {object} Summary what the API says of a collection; see docs/api.md
 * @property {string} version
 * @property {string} data
 * @property {{items: number}} counts
 * @property {Layout[]} layouts
 */

/** @typedef {{wall: string, accent: string, glow: string, line: string}} Palette */

/** Milliseconds: a fade, one with reduced motion, the calm that counts as rest. */
const FADE = 240;
const BRIEF = 90;
const REST = 140;
/** Longest wait, milliseconds, for what is to replace something on screen. */
const PATIENCE = 1500;
/** Decoded pixels kept, bytes: sheets and larger pictures. */
const BUDGET = { sheets: 192 * 2 ** 20, pictures: 112 * 2 ** 20 };
/** A canvas is never larger than a 4K screen. */
const MOST_PIXELS = 3840 * 2160;

export class Stage {
  /**
   * @param {object} options
   * @param {HTMLCanvasElement} options.canvas
   * @param {HTMLElement} options.layer for labels
   * @param {import("./server.js").Server} options.server
   * @param {import("./items.js").Items} options.items
   * @param {Summary} options.summary
   * @param {string} options.lang
   * @param {Palette} options.palette
   * @param {boolean} options.still reduced motion
   * @param {boolean} options.quiet what is on the canvas stays until this stage can replace it
   * @param {() => void} options.onFrame something was drawn
   * @param {() => void} options.onRest everything has come to rest
   */
  constructor(options) {
    const { canvas, layer, server, items, summary, lang, palette, still, quiet } = options;
    this.summary = summary;
    this.palette = palette;
    this.onFrame = options.onFrame;
    this.onRest = options.onRest;
    const { data } = summary;
    const onLoad = () => {
      this.unsettled = true;
      this.invalidate();
    };
    const onSharper = () => this.invalidate();
    this.sheets = new Sheets({ server, data, budget: BUDGET.sheets, onLoad });
    this.pictures = new Pictures({ server, items, budget: BUDGET.pictures, onLoad: onSharper });
    this.density = new Density({ server, data, onLoad });
    this.guides = new Guides({ server, data, lang, layouts: summary.layouts, onLoad });
    this.sprites = new Sprites(canvas);
    this.labels = new Labels(layer);
    this.drawn = new DrawList();
    this.viewpoint = new Viewpoint(summary, still);
    const { layouts } = summary;
    this.supply = new Supply({ sheets: this.sheets, viewpoint: this.viewpoint, layouts });
    /** @type {Theme[]} */
    this.themes = [];
    /** @type {Theme[]} names that hang beside those of the layout */
    this.signs = [];
    /** @type {Bounds[]} where buttons stand: no place for a name */
    this.obstacles = [];
    /** @type {Moving | null} */
    this.moving = null;
    /** @type {{layout: string, camera: Camera | null, since: number} | null} */
    this.next = null;
    /** @type {Item | null} shown whatever the scale, and above all others */
    this.chosen = null;
    /** Row under the pointer, or -1. */
    this.pointed = -1;
    /** @type {Lit | null} what is picked out, while all else is dim */
    this.lit = null;
    /** @type {((row: number) => boolean) | null} which pictures are selected */
    this.marked = null;
    this.quietUntil = quiet ? performance.now() + PATIENCE : 0;
    this.request = 0;
    this.last = 0;
    /** @type {number | undefined} */
    this.restTimer = undefined;
    this.frames = 0;
    /** Whether something moved or arrived since names were placed at rest. */
    this.unsettled = true;
    this.naming = new Signs(this);
    this.closed = false;
    canvas.addEventListener("contextrestored", onSharper);
  }

  destroy() {
    this.closed = true;
    cancelAnimationFrame(this.request);
    window.clearTimeout(this.restTimer);
    this.sheets.close();
    this.pictures.close();
    this.density.close();
    this.labels.forget();
  }

  get layout() {
    return this.viewpoint.layout;
  }

  get motion() {
    return this.viewpoint.motion;
  }

  get frame() {
    return this.viewpoint.frame;
  }

  /** From the unit square to the screen, as things stand. */
  get projection() {
    return projection(this.viewpoint.camera, this.frame);
  }

  /** Ask for a frame. */
  invalidate() {
    if (this.closed || this.request) return;
    window.clearTimeout(this.restTimer);
    this.request = requestAnimationFrame((now) => {
      this.request = 0;
      this.#draw(now);
    });
  }

  /**
   * @param {number} width CSS pixels
   * @param {number} height CSS pixels
   */
  resize(width, height) {
    if (width < 1 || height < 1) return;
    const wanted = Math.min(window.devicePixelRatio || 1, 2);
    const ratio = Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
    this.sprites.resize(width, height, ratio);
    this.viewpoint.resize(width, height);
    // A resized canvas is empty: fill it before it is shown.
    cancelAnimationFrame(this.request);
    this.request = 0;
    this.#draw(performance.now());
  }

  /** @param {Palette} palette */
  setPalette(palette) {
    this.palette = palette;
    this.labels.forget();
    this.invalidate();
  }

  /** @param {Theme[]} themes */
  setThemes(themes) {
    this.themes = themes;
    this.labels.forget();
    this.invalidate();
  }

  /** @param {number} row the one under the pointer, or -1 */
  point(row) {
    if (row === this.pointed) return;
    this.pointed = row;
    this.invalidate();
  }

  /**
   * Keep an item visible whatever the scale, or none.
   * @param {Item | null} item
   */
  choose(item) {
    this.chosen = item;
    this.rearrange();
  }

  /** What stands on the wall, or around it, has changed: names find their places anew. */
  rearrange() {
    this.unsettled = true;
    this.invalidate();
  }

  /**
   * Light what is picked out and dim the rest, or nothing.
   * @param {Lit | null} lit
   */
  light(lit) {
    this.lit = lit;
    this.unsettled = true;
    this.labels.reconsider();
    this.invalidate();
  }

  /** Show everything. */
  showAll() {
    this.viewpoint.showAll();
    this.invalidate();
  }

  /**
   * Bring an item into the free part of the frame: by the least movement when it is drawn, by a
   * flight when it is not.
   * @param {Item} item
   */
  bring(item) {
    const at = positionOf(item, this.layout);
    if (boxOf(this.drawn, item.row)) this.uncover(item);
    else if (at) this.viewpoint.approach(at);
    this.invalidate();
  }

  /**
   * Bring an item out from under panels, if it is seen but for them.
   * @param {Item} item
   */
  uncover(item) {
    const { viewpoint } = this;
    const box = boxOf(this.drawn, item.row);
    const at = positionOf(item, this.layout) ?? (box && toUnit(viewpoint.camera, this.frame, box.x, box.y));
    if (!at || !viewpoint.isSeen(at)) return;
    const { side } = viewpoint.sight();
    const longest = Math.max(item.width || 1, item.height || 1);
    const wide = (side * (item.width || longest)) / longest / 2;
    const high = (side * (item.height || longest)) / longest / 2;
    const { x, y } = viewpoint.ahead(at);
    viewpoint.uncover({ left: x - wide, right: x + wide, top: y - high, bottom: y + high });
    this.invalidate();
  }

  /**
   * Put the middle of the view there.
   * @param {{x: number, y: number}} at unit square
   * @param {boolean} soft by a short flight
   */
  centre(at, soft) {
    this.viewpoint.centre(at, soft);
    this.invalidate();
  }

  /**
   * Fly to where an item hangs.
   * @param {Item} item
   */
  approach(item) {
    const at = positionOf(item, this.layout);
    if (at) this.viewpoint.approach(at);
    this.invalidate();
  }

  /**
   * Fly to where a theme lies.
   * @param {Theme} theme
   */
  visit(theme) {
    if (theme.x == null || theme.y == null) return;
    if (theme.mark) {
      // A text of a guide is a sign on the wall: one steps up to it, on the same wall.
      this.viewpoint.stepUp({ x: theme.x, y: theme.y }, theme.mark.from);
      this.invalidate();
      return;
    }
    const camera = this.viewpoint.around({ x: theme.x, y: theme.y }, theme.size);
    if (this.layout === "map") this.viewpoint.flyTo(camera);
    else this.show("map", camera);
    this.invalidate();
  }

  /**
   * Change the layout: what is in view moves to its new place.
   * @param {string} layout
   * @param {Camera | null} camera where to look then; everything when null
   */
  show(layout, camera) {
    const known = this.summary.layouts.some(({ name }) => name === layout);
    if (!known || (layout === this.layout && !this.next)) return;
    this.next = { layout, camera, since: performance.now() };
    this.invalidate();
  }

  /**
   * Open a view at once.
   * @param {View} view
   */
  restore(view) {
    this.viewpoint.restore(view);
    this.invalidate();
  }

  /**
   * Go to a view, as one would go there by hand.
   * @param {View} view
   */
  travel(view) {
    const known = this.summary.layouts.some(({ name }) => name === view.layout);
    const layout = known ? view.layout : this.layout;
    this.viewpoint.hang(view);
    const camera = this.viewpoint.cameraOf(view, layout);
    if (layout === this.layout && !this.next) this.viewpoint.goTo(camera);
    else this.show(layout, camera);
    this.invalidate();
  }

  /** @returns {View} */
  get view() {
    const { view } = this.viewpoint;
    return this.next ? { ...view, layout: this.next.layout } : view;
  }

  /**
   * The row of the picture at a point, or -1.
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   */
  at(x, y, reach) {
    const row = pick(this.drawn, x, y, reach);
    // What is dim can still be opened, where nothing else is meant.
    return row < 0 && this.lit ? pick(this.drawn, x, y, 0, 0.1) : row;
  }

  /** The row of the picture nearest to the centre of the free part, or -1. */
  central() {
    const { x, y } = centreOf(this.frame);
    return nearest(this.drawn, x, y);
  }

  /** Rows of the pictures in the free part of the frame, most important first. */
  inView() {
    const { width, height, inset } = this.frame;
    return inside(this.drawn, {
      left: inset.left,
      right: width - inset.right,
      top: inset.top,
      bottom: height - inset.bottom,
    });
  }

  /** @param {number} now milliseconds */
  #draw(now) {
    if (this.closed) return;
    const elapsed = between(now - this.last, 1, 64);
    this.last = now;
    const travelling = this.motion.advance(now, elapsed);
    if (this.next) this.#prepare(now, this.next);
    if (this.moving && !this.moving.advance(now)) this.moving = null;
    if (travelling || this.moving || this.next) this.unsettled = true;

    this.supply.learn(this.layout);
    const sight = this.viewpoint.sight();
    const nodes = this.supply.look(now, sight, {
      travelling, leaving: this.next !== null, whole: this.#whole, chosen: this.chosen,
    });
    const sheets = this.supply.ready(this.layout, nodes);
    const quiet = now < this.quietUntil;
    if (quiet && sheets.length < nodes.length) {
      this.invalidate(); // what was there before stays a moment longer
      return;
    }
    this.frames += 1;
    this.naming.meet(sheets.length, travelling);
    const at = this.projection;
    const { settled } = compose(this.drawn, {
      sheets: this.lit ? this.lit.among(sheets, this.layout) : sheets,
      lit: this.lit,
      projection: at,
      width: this.frame.width,
      height: this.frame.height,
      ...sight,
      chosen: this.chosen?.row ?? -1,
      clear: this.naming.draw(at, sight, sheets.length > 0),
      step: quiet ? 1 : elapsed / (this.motion.still ? BRIEF : FADE),
      moving: this.moving,
    });
    const sharp = this.#paint(now, at, sight);
    this.onFrame();
    if (travelling || this.moving || this.next || !settled || !sharp) this.invalidate();
    else if (!this.request) this.restTimer = window.setTimeout(() => this.#rest(), REST);
  }

  /**
   * @param {number} now
   * @param {import("./camera.js").Projection} at
   * @param {Sight} sight
   */
  #paint(now, at, sight) {
    const field = this.density.get(this.layout, this.palette.glow);
    const { levels, regular, view } = this.viewpoint;
    const full = strength({ depth: sight.depth, levels, regular, zoom: view.zoom });
    const alpha = full * (this.moving?.newcomers ?? 1);
    return this.sprites.draw({
      list: this.drawn,
      pictures: this.pictures,
      palette: this.palette,
      density: field && { image: field, alpha },
      projection: at,
      under: (pen) => rule(pen, this.guides.get(this.layout).lines, {
        projection: at, width: this.frame.width, height: this.frame.height,
        zoom: view.zoom, alpha: this.moving?.newcomers ?? 1, colour: this.palette.line,
      }),
      over: (pen) => draw(pen, this.lit?.threads(this.layout) ?? [], {
        projection: at, palette: this.palette, alpha: this.moving || this.next ? 0 : 1,
      }),
      raised: [...(this.lit?.framed ?? []), this.chosen?.row ?? -1, this.pointed].filter((row) => row >= 0),
      marked: this.marked,
      now,
    });
  }

  /**
   * Load what another layout needs, and change to it when it is there.
   * @param {number} now
   * @param {NonNullable<Stage["next"]>} next
   */
  #prepare(now, { layout, camera, since }) {
    const frame = this.viewpoint.frameFor(layout);
    const to = camera ?? this.viewpoint.opening(frame, layout);
    const { depth, side } = this.viewpoint.sight(to, frame, layout);
    const nodes = needed(visible(to, frame, side / 2), depth, this.sheets.reader(layout));
    this.supply.learn(layout);
    this.sheets.want(layout, nodes);
    const complete = this.supply.ready(layout, nodes).length === nodes.length || !this.sheets.busy;
    if (!complete && now - since < PATIENCE) return;
    this.moving = new Moving(this.drawn, now, this.motion.still);
    this.next = null;
    this.viewpoint.change(layout, camera);
    this.#enlighten(this.supply.ready(layout, nodes));
  }

  #rest() {
    if (this.closed || this.request) return;
    this.quietUntil = 0;
    if (comeBack(this)) return;
    const { width, height } = this.frame;
    void this.pictures.want(sizes(this.drawn, width / 2, height / 2, this.sprites.ratio));
    this.#enlighten();
    if (this.unsettled) {
      // Names were placed while pictures were arriving; one more frame puts them right.
      this.unsettled = false;
      this.labels.reconsider();
      this.invalidate();
      return;
    }
    this.onRest();
  }

  /** Whether all sheets in view are loaded, so that whatever is lit can be shown. */
  get #whole() {
    return this.lit !== null && this.supply.small;
  }

  /**
   * Let what is lit know what is seen.
   * @param {import("./sheets.js").Sheet[]} [sheets] those that can be drawn
   */
  #enlighten(sheets) {
    if (!this.lit) return;
    const { kept, side } = this.viewpoint.sight();
    void this.lit.look({
      layout: this.layout, side, kept, window: this.viewpoint.window(side),
      projection: this.projection,
      sheets: sheets ?? this.supply.inView(this.#whole),
    });
  }

  /** The rows of the pictures that are seen now, and of none there is no room for. */
  shown() {
    return shown(this.drawn);
  }
}
