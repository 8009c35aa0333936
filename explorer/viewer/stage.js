/**
 * The stage: one collection's pictures on a canvas, from the viewpoint to the drawn frame.
 *
 * A frame is drawn only when something changes: the camera moves, a sheet arrives, an opacity or a
 * sharpness is under way. At rest nothing runs.
 */

import { between, centreOf, projection, visible } from "./camera.js";
import { Density, strength } from "./density.js";
import { Guides, rule } from "./guides.js";
import { Labels } from "./labels.js";
import { SMALL_TREE } from "./lit.js";
import { Moving } from "./moving.js";
import { isEmpty, nearby } from "./nearby.js";
import { boxOf, inside, nearest, pick } from "./picking.js";
import { Pictures } from "./pictures.js";
import { DrawList, compose } from "./scene.js";
import { Sheets } from "./sheets.js";
import { Sprites } from "./sprites.js";
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

/** Pixels beyond the frame for which sheets are loaded already. */
const AHEAD = 160;
/** Levels ahead of what is shown for which sheets are loaded already. */
const DEEPER = 0.5;
/** Milliseconds: a fade, one with reduced motion, the calm that counts as rest. */
const FADE = 240;
const BRIEF = 90;
const REST = 140;
/** Milliseconds between two looks, under way, at what must be loaded. */
const LOOK = 70;
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
    this.looked = 0;
    /** @type {number | undefined} */
    this.restTimer = undefined;
    this.frames = 0;
    /** Whether something moved or arrived since names were placed at rest. */
    this.unsettled = true;
    /** Sheets that hung in the last frame, and whether names were placed knowing them. */
    this.hung = 0;
    this.counted = true;
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
    const box = boxOf(this.drawn, item.row);
    const at = positionOf(item, this.layout);
    if (box) {
      const { x, y, w, h } = box;
      this.viewpoint.uncover({ left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 });
    } else if (at) {
      this.viewpoint.approach(at);
    }
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
    if (layout === this.layout && !this.next) this.viewpoint.flyTo(camera);
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

    this.#learn(this.layout);
    const sight = this.viewpoint.sight();
    const nodes = this.#look(now, sight, travelling);
    const sheets = this.#ready(this.layout, nodes);
    const quiet = now < this.quietUntil;
    if (quiet && sheets.length < nodes.length) {
      this.invalidate(); // what was there before stays a moment longer
      return;
    }
    this.frames += 1;
    this.#meet(sheets.length, travelling);
    const at = this.projection;
    const { settled } = compose(this.drawn, {
      sheets: this.lit ? this.lit.among(sheets, this.layout) : sheets,
      lit: this.lit,
      projection: at,
      width: this.frame.width,
      height: this.frame.height,
      ...sight,
      chosen: this.chosen?.row ?? -1,
      clear: this.#name(at, sight, sheets.length > 0),
      step: quiet ? 1 : elapsed / (this.motion.still ? BRIEF : FADE),
      moving: this.moving,
    });
    const sharp = this.#paint(now, at, sight);
    this.onFrame();
    if (travelling || this.moving || this.next || !settled || !sharp) this.invalidate();
    else if (!this.request) this.restTimer = window.setTimeout(() => this.#rest(), REST);
  }

  /**
   * Names are placed anew as soon as more pictures hang, and have been counted in one frame: while
   * these fade in, and not when they have.
   * @param {number} hung sheets
   * @param {boolean} travelling
   */
  #meet(hung, travelling) {
    if (travelling || this.moving || this.next) return;
    if (this.counted && this.hung !== hung) this.counted = false;
    else if (!this.counted) {
      this.counted = true;
      this.labels.reconsider();
    }
    this.hung = hung;
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
      raised: [this.chosen?.row ?? -1, this.pointed].filter((row) => row >= 0),
      marked: this.marked,
      now,
    });
  }

  /**
   * Put names on the wall; returns where pictures must make room for them.
   * @param {import("./camera.js").Projection} at
   * @param {Sight} sight
   * @param {boolean} hung whether any picture is there yet
   */
  #name(at, sight, hung) {
    const named = hung && !this.moving && !this.next;
    const themes = this.viewpoint.kind === "map" ? this.themes : this.guides.get(this.layout).labels;
    return this.labels.draw(named ? [...this.signs, ...themes] : [], {
      width: this.frame.width,
      height: this.frame.height,
      inset: this.frame.inset,
      projection: at,
      count: this.summary.counts.items,
      side: sight.side,
      zoom: this.viewpoint.view.zoom,
      avoid: this.lit ? [...this.obstacles, ...this.lit.spots(this.drawn)] : this.obstacles,
      harm: (box) => this.drawn.harm(box),
    });
  }

  /**
   * Which sheets this frame shows; now and then, also load those it will need.
   * @param {number} now
   * @param {Sight} sight
   * @param {boolean} travelling
   * @returns {Node[]}
   */
  #look(now, { depth, side }, travelling) {
    const reader = this.sheets.reader(this.layout);
    const down = this.chosen && positionOf(this.chosen, this.layout);
    if (this.#whole) depth = Math.max(depth, this.viewpoint.levels);
    if (!this.next && (!travelling || now - this.looked > LOOK)) {
      this.looked = now;
      const ahead = this.viewpoint.window(side, AHEAD);
      this.sheets.want(this.layout, needed(ahead, depth + DEEPER, reader, { down }));
    }
    return needed(this.viewpoint.window(side), depth, reader, { most: 160, down });
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
    this.#learn(layout);
    this.sheets.want(layout, nodes);
    const complete = this.#ready(layout, nodes).length === nodes.length || !this.sheets.busy;
    if (!complete && now - since < PATIENCE) return;
    this.moving = new Moving(this.drawn, now, this.motion.still);
    this.next = null;
    this.viewpoint.change(layout, camera);
    this.#enlighten(this.#ready(layout, nodes));
  }

  /** @param {string} layout */
  #learn(layout) {
    const root = this.sheets.get(layout, "0/0/0")?.index;
    if (root?.count) this.viewpoint.learn(layout, root);
  }

  /**
   * The sheets of these nodes that can be drawn, in an order that does not hang on the view.
   * @param {string} layout
   * @param {Node[]} nodes
   */
  #ready(layout, nodes) {
    const found = nodes.flatMap(({ key }) => this.sheets.get(layout, key) ?? []);
    const ready = found.filter(({ picture }) => picture);
    return ready.sort(
      (a, b) => a.node.z - b.node.z || a.node.y - b.node.y || a.node.x - b.node.x,
    );
  }

  #rest() {
    if (this.closed || this.request) return;
    this.quietUntil = 0;
    if (this.#comeBack()) return;
    void this.pictures.want(this.#wants());
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

  /** Who walked off to an empty wall is taken to the nearest pictures, as little as possible. */
  #comeBack() {
    if (this.lit || !this.motion.touched || this.motion.held || this.sheets.busy) return false;
    this.motion.touched = false;
    const { width, height, inset } = this.frame;
    const wide = width - inset.left - inset.right;
    const high = height - inset.top - inset.bottom;
    if (!isEmpty(this.drawn, this.inView(), wide * high)) return false;
    const { depth, side } = this.viewpoint.sight();
    const at = { projection: this.projection, depth, side };
    const centre = centreOf(this.frame);
    const box = nearby(this.sheets.of(this.layout), { ...at, centre, wide: 0.8 * wide, high: 0.8 * high });
    if (!box || !this.viewpoint.uncover(box, 0.1 * Math.min(wide, high))) return false;
    this.invalidate();
    return true;
  }

  /** Whether all sheets in view are loaded, so that whatever is lit can be shown. */
  get #whole() {
    const { sheets } = this.summary.layouts.find(({ name }) => name === this.layout) ?? {};
    return this.lit !== null && sheets !== undefined && sheets <= SMALL_TREE;
  }

  /**
   * Let what is lit know what is seen.
   * @param {import("./sheets.js").Sheet[]} [sheets] those that can be drawn
   */
  #enlighten(sheets) {
    if (!this.lit) return;
    const { layout } = this;
    const { depth, kept, side } = this.viewpoint.sight();
    const deep = this.#whole ? Math.max(depth, this.viewpoint.levels) : depth;
    const view = this.viewpoint.window(side);
    const nodes = () => needed(view, deep, this.sheets.reader(layout), { most: 160 });
    void this.lit.look({
      layout, side, kept, window: view,
      projection: this.projection,
      sheets: sheets ?? this.#ready(layout, nodes()),
    });
  }

  /** The rows of the pictures that are seen now, and of none there is no room for. */
  shown() {
    const { count, row, alpha } = this.drawn;
    /** @type {Set<number>} */
    const rows = new Set();
    for (let i = 0; i < count; i += 1) if (alpha[i] > 0.05) rows.add(row[i]);
    return rows;
  }

  /** How large each picture is drawn, in device pixels, nearest to the centre first. */
  #wants() {
    const { drawn, frame } = this;
    const wants = [];
    for (let i = 0; i < drawn.count; i += 1) {
      if (drawn.alpha[i] < 0.5) continue;
      const away = Math.hypot(drawn.x[i] - frame.width / 2, drawn.y[i] - frame.height / 2);
      const side = Math.max(drawn.w[i], drawn.h[i]) * this.sprites.ratio;
      wants.push({ row: drawn.row[i], side, away });
    }
    return wants.sort((a, b) => a.away - b.away);
  }
}

/**
 * An item's place in a layout, if it is known.
 * @param {Item} item
 * @param {string} layout
 * @returns {{x: number, y: number} | null}
 */
export function positionOf(item, layout) {
  const given = item.positions?.[layout];
  return given ? { x: given[0], y: given[1] } : null;
}
