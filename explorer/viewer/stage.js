/**
 * The stage: one collection's pictures on a canvas, from the camera to the drawn frame.
 *
 * A frame is drawn only when something changes: the camera moves, a sheet arrives, an opacity or a
 * sharpness is under way. At rest nothing runs.
 */

import {
  between,
  fit,
  fitScale,
  projection,
  reframe,
  reveal,
  roominess,
  settle,
  stretchFor,
  visible,
} from "./camera.js";
import { Density, strength } from "./density.js";
import { closestScale, depthOf, drawnAt, hanging } from "./hanging.js";
import { Labels } from "./labels.js";
import { Motion } from "./motion.js";
import { Moving } from "./moving.js";
import { nearest, pick } from "./picking.js";
import { Pictures } from "./pictures.js";
import { DrawList, compose } from "./scene.js";
import { Sheets } from "./sheets.js";
import { Sprites } from "./sprites.js";
import { needed } from "./tree.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Frame} Frame */
/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./labels.js").Theme} Theme */
/** @typedef {import("./link.js").View} View */
/** @typedef {import("./tree.js").Node} Node */

/** @typedef {{name: string, levels: number, depth: number}} Layout */

/**
 * @typedef {object} Summary what the API says of a collection; see docs/api.md
 * @property {string} version
 * @property {string} data
 * @property {{items: number}} counts
 * @property {Layout[]} layouts
 */

/** @typedef {{wall: string, accent: string, glow: string}} Palette */

/** Pixels kept free around the whole when it is fitted. */
const MARGIN = 28;
/** Pixels beyond the frame for which sheets are loaded already. */
const AHEAD = 160;
/** Levels ahead of what is shown for which sheets are loaded already. */
const DEEPER = 0.5;
/** Milliseconds: a fade, the calm that counts as rest, between two looks at what is wanted. */
const FADE = 240;
const REST = 140;
const LOOK = 70;
/** A picture that is shown goes only when there is this much less room than it needed to come. */
const KEPT = 0.97;
/** Longest wait for the sheets of another layout before it is shown as far as it has come. */
const PATIENCE = 1500;
/** Closest zoom, in doublings from the whole. */
const CLOSEST = 18;
/** Decoded pixels kept, bytes: sheets and larger pictures. */
const BUDGET = { sheets: 192 * 2 ** 20, pictures: 112 * 2 ** 20 };
/** A canvas is never larger than a 4K screen. */
const MOST_PIXELS = 3840 * 2160;
/** How much a square layout may be stretched towards the shape of the screen. */
const STRETCH = 1.6;

export class Stage {
  /**
   * @param {object} options
   * @param {HTMLCanvasElement} options.canvas
   * @param {HTMLElement} options.layer for labels
   * @param {import("./server.js").Server} options.server
   * @param {import("./items.js").Items} options.items
   * @param {Summary} options.summary
   * @param {Palette} options.palette
   * @param {boolean} options.still reduced motion
   * @param {() => void} options.onFrame something was drawn
   * @param {() => void} options.onRest everything has come to rest
   */
  constructor({ canvas, layer, server, items, summary, palette, still, onFrame, onRest }) {
    this.canvas = canvas;
    this.summary = summary;
    this.palette = palette;
    this.onFrame = onFrame;
    this.onRest = onRest;
    this.items = items;
    const onLoad = () => {
      this.unsettled = true;
      this.invalidate();
    };
    const { data } = summary;
    this.sheets = new Sheets({ server, data, budget: BUDGET.sheets, onLoad });
    const onSharper = () => this.invalidate();
    this.pictures = new Pictures({ server, items, budget: BUDGET.pictures, onLoad: onSharper });
    this.density = new Density({ server, data, onLoad });
    this.sprites = new Sprites(canvas);
    this.labels = new Labels(layer);
    this.drawn = new DrawList();
    /** @type {Theme[]} */
    this.themes = [];
    this.layout = summary.layouts[0]?.name ?? "map";
    /** @type {Moving | null} */
    this.moving = null;
    /** @type {{layout: string, camera: Camera | null, since: number} | null} */
    this.next = null;
    this.size = 0;
    /** @type {import("./camera.js").Bounds[]} where buttons stand: no place for a name */
    this.obstacles = [];
    /** Rows drawn above all others: chosen, then pointed at. */
    this.chosen = -1;
    /** @type {{x: number, y: number} | null} place of the chosen picture in this layout */
    this.chosenAt = null;
    this.pointed = -1;
    /** @type {Frame} */
    this.frame = { width: 1, height: 1, inset: { ...NONE }, stretch: { x: 1, y: 1 } };
    this.motion = new Motion(fit(this.frame), this.frame, { min: 1, max: 2 });
    this.motion.still = still;
    this.request = 0;
    this.last = 0;
    this.looked = 0;
    /** @type {number | undefined} */
    this.restTimer = undefined;
    this.frames = 0;
    /** Whether something moved or arrived since names were placed at rest. */
    this.unsettled = true;
    this.closed = false;
    canvas.addEventListener("contextrestored", onLoad);
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
    const first = this.frame.width <= 1;
    this.sprites.resize(width, height, ratio);
    this.#reframe({ ...this.frame, width, height, stretch: this.#stretch(width, height) });
    if (first) this.motion.camera = fit(this.frame, MARGIN);
    // A resized canvas is empty: fill it before it is shown.
    if (this.request) cancelAnimationFrame(this.request);
    this.request = 0;
    this.#draw(performance.now());
  }

  /** @param {{right: number, bottom: number, left: number}} hidden what panels cover */
  setInset(hidden) {
    this.#reframe({ ...this.frame, inset: { ...NONE, ...hidden } });
    this.invalidate();
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

  /** @param {number} size -1 half, 0 as usual, 1 double */
  setSize(size) {
    this.size = size;
    this.#limit();
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
    this.chosen = item ? item.row : -1;
    this.chosenAt = item ? this.positionOf(item, this.layout) : null;
    this.invalidate();
  }

  /** Show everything. */
  showAll() {
    this.motion.flyTo(fit(this.frame, MARGIN));
    this.invalidate();
  }

  /**
   * Bring an item into the free part of the frame: by the least movement when it is drawn, by a
   * flight when it is not.
   * @param {Item} item
   * @param {boolean} [far] fly even when it is drawn somewhere
   */
  bring(item, far = false) {
    const i = this.drawn.find(item.row);
    if (!far && i >= 0 && this.drawn.alpha[i] > 0.3) {
      const { x, y, w, h } = this.drawn;
      const box = {
        left: x[i] - w[i] / 2,
        right: x[i] + w[i] / 2,
        top: y[i] - h[i] / 2,
        bottom: y[i] + h[i] / 2,
      };
      const to = reveal(this.motion.camera, this.frame, box, 24);
      if (to.x !== this.motion.camera.x || to.y !== this.motion.camera.y) {
        this.motion.flyTo(to, 380);
      }
    } else {
      const at = this.positionOf(item, this.layout);
      if (!at) return;
      const close = fitScale(this.frame) * 2;
      const scale = between(Math.max(this.motion.camera.scale, close), 1, this.motion.limits.max);
      this.motion.flyTo(settle({ ...at, scale }, this.frame, this.motion.limits));
    }
    this.invalidate();
  }

  /**
   * Fly to where a theme lies.
   * @param {Theme} theme
   */
  visit(theme) {
    if (theme.x == null || theme.y == null) return;
    const share = Math.sqrt(theme.size / Math.max(1, this.summary.counts.items));
    const wanted = (0.8 * fitScale(this.frame)) / Math.max(share, 0.02);
    const scale = between(wanted, this.motion.limits.min, this.motion.limits.max);
    const camera = { x: theme.x, y: theme.y, scale };
    if (this.layout === "map") {
      this.motion.flyTo(settle(camera, this.frame, this.motion.limits));
      this.invalidate();
    } else {
      this.show("map", camera);
    }
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
    if (this.summary.layouts.some(({ name }) => name === view.layout)) this.layout = view.layout;
    const stretch = this.#stretch(this.frame.width, this.frame.height);
    this.#reframe({ ...this.frame, stretch });
    const whole = { ...this.frame, inset: NONE };
    const scale = fitScale(whole, MARGIN) * 2 ** view.zoom;
    const camera = settle({ x: view.x, y: view.y, scale }, whole, this.motion.limits);
    this.motion.course = null;
    this.motion.camera = reframe(camera, whole, this.frame);
    this.invalidate();
  }

  /** @returns {View} */
  get view() {
    // Without panels: whether one is open must not change where a link leads.
    const whole = { ...this.frame, inset: NONE };
    const { x, y, scale } = reframe(this.motion.camera, this.frame, whole);
    const zoom = Math.log2(scale / fitScale(whole, MARGIN));
    return { layout: this.next?.layout ?? this.layout, x, y, zoom };
  }

  /** Whether nothing more is to be seen closer, or further away. */
  get ends() {
    const { scale } = this.motion.camera;
    const { min, max } = this.motion.limits;
    return { closest: scale > max * 0.99, furthest: scale < min * 1.01 };
  }

  /**
   * The row of the picture at a point, or -1.
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   */
  at(x, y, reach) {
    const i = pick(this.drawn, x, y, reach);
    return i < 0 ? -1 : this.drawn.row[i];
  }

  /** The row of the picture nearest to the centre of the free part, or -1. */
  central() {
    const { width, height, inset } = this.frame;
    const x = (width + inset.left - inset.right) / 2;
    const y = (height + inset.top - inset.bottom) / 2;
    const i = nearest(this.drawn, x, y);
    return i < 0 ? -1 : this.drawn.row[i];
  }

  /**
   * Where a row is drawn: centre and size.
   * @param {number} row
   */
  boxOf(row) {
    const i = this.drawn.find(row);
    if (i < 0 || this.drawn.alpha[i] < 0.3) return null;
    const { x, y, w, h } = this.drawn;
    return { x: x[i], y: y[i], w: w[i], h: h[i] };
  }

  /** Rows of the pictures in the free part of the frame, most important first. */
  inView() {
    const { drawn, frame } = this;
    const rows = [];
    for (let place = drawn.count - 1; place >= 0; place -= 1) {
      const i = drawn.order[place];
      const inside =
        drawn.x[i] >= frame.inset.left &&
        drawn.x[i] <= frame.width - frame.inset.right &&
        drawn.y[i] >= frame.inset.top &&
        drawn.y[i] <= frame.height - frame.inset.bottom;
      if (inside && drawn.alpha[i] > 0.5) rows.push(drawn.row[i]);
    }
    return rows;
  }

  /**
   * An item's place in a layout, if it is known.
   * @param {Item} item
   * @param {string} layout
   * @returns {{x: number, y: number} | null}
   */
  positionOf(item, layout) {
    const given = item.positions?.[layout];
    return given ? { x: given[0], y: given[1] } : null;
  }

  /** @param {number} now milliseconds */
  #draw(now) {
    if (this.closed) return;
    const elapsed = between(now - this.last, 1, 64);
    this.last = now;
    this.frames += 1;
    const travelling = this.motion.advance(now, elapsed);
    if (this.next) this.#prepare(now);
    if (this.moving && !this.moving.advance(now)) this.moving = null;

    const hung = this.#hung();
    const { camera } = this.motion;
    const scale = roominess(camera, this.frame);
    const depth = depthOf(hung, scale);
    const side = drawnAt(hung, scale);
    const at = projection(camera, this.frame);
    const nodes = this.#look(now, depth, side, travelling);
    const sheets = this.#ready(nodes);
    const named = this.layout === "map" && !this.moving && !this.next && sheets.length > 0;
    const wall = {
      ...this.frame,
      avoid: this.obstacles,
      projection: at,
      count: this.summary.counts.items,
      side,
      harm: (/** @type {import("./camera.js").Bounds} */ box) => this.drawn.harm(box),
    };
    const clear = this.labels.draw(named ? this.themes : [], wall);
    const { settled } = compose(this.drawn, {
      sheets,
      projection: at,
      width: this.frame.width,
      height: this.frame.height,
      depth,
      kept: depthOf(hung, scale / KEPT),
      side,
      chosen: this.chosen,
      clear,
      step: this.motion.still ? elapsed / 90 : elapsed / FADE,
      moving: this.moving,
    });
    const field = this.density.get(this.layout, this.palette.glow);
    const sharp = this.sprites.draw({
      list: this.drawn,
      pictures: this.pictures,
      palette: this.palette,
      density: field && {
        image: field,
        alpha: strength(depth, this.#levels(), hung.cell > 0) * (this.moving ? this.moving.newcomers : 1),
      },
      projection: at,
      raised: [this.chosen, this.pointed].filter((row) => row >= 0),
      now,
    });
    this.onFrame();
    if (travelling || this.moving || this.next) this.unsettled = true;
    if (travelling || this.moving || !settled || !sharp || this.next) {
      this.invalidate();
    } else if (!this.request) {
      this.restTimer = window.setTimeout(() => this.#rest(), REST);
    }
  }

  /**
   * Which sheets this frame shows; now and then, also load those it will need.
   * @param {number} now
   * @param {number} depth
   * @param {number} side
   * @param {boolean} travelling
   * @returns {Node[]}
   */
  #look(now, depth, side, travelling) {
    const reader = this.sheets.reader(this.layout);
    const { camera } = this.motion;
    if (!this.next && (!travelling || now - this.looked > LOOK)) {
      this.looked = now;
      const ahead = visible(camera, this.frame, side / 2 + AHEAD);
      const options = { down: this.chosenAt };
      this.sheets.want(this.layout, needed(ahead, depth + DEEPER, reader, options));
    }
    const view = visible(camera, this.frame, side / 2);
    return needed(view, depth, reader, { most: 160, down: this.chosenAt });
  }

  /**
   * Load what another layout needs, and change to it when it is there.
   * @param {number} now
   */
  #prepare(now) {
    const next = /** @type {NonNullable<Stage["next"]>} */ (this.next);
    const frame = {
      ...this.frame,
      stretch: this.#stretch(this.frame.width, this.frame.height, next.layout),
    };
    const hung = this.#hung(next.layout);
    const camera = next.camera ?? fit(frame, MARGIN);
    const scale = roominess(camera, frame);
    const view = visible(camera, frame, drawnAt(hung, scale) / 2);
    const nodes = needed(view, depthOf(hung, scale), this.sheets.reader(next.layout));
    this.sheets.want(next.layout, nodes);
    const late = now - next.since > PATIENCE;
    if (!late && this.#ready(nodes, next.layout).length < nodes.length && this.sheets.busy) return;
    this.moving = new Moving(this.drawn, now, this.motion.still);
    this.moving.advance(now);
    this.next = null;
    this.layout = next.layout;
    this.frame = frame;
    this.motion.frame = frame;
    this.motion.course = null;
    this.#limit();
    this.motion.camera = settle(camera, frame, this.motion.limits);
    const chosen = this.chosen >= 0 ? this.items.get(this.chosen) : undefined;
    this.chosenAt = chosen ? this.positionOf(chosen, this.layout) : null;
  }

  /**
   * The sheets of these nodes that can be drawn, in an order that does not hang on the view.
   * @param {Node[]} nodes
   * @param {string} [layout]
   */
  #ready(nodes, layout = this.layout) {
    const found = nodes.flatMap(({ key }) => this.sheets.get(layout, key) ?? []);
    const ready = found.filter(({ picture }) => picture);
    return ready.sort(
      (a, b) => a.node.z - b.node.z || a.node.y - b.node.y || a.node.x - b.node.x,
    );
  }

  #rest() {
    if (this.closed || this.request) return;
    const { drawn, frame } = this;
    const ratio = this.sprites.ratio;
    const wants = [];
    for (let i = 0; i < drawn.count; i += 1) {
      if (drawn.alpha[i] < 0.5) continue;
      const away = Math.hypot(drawn.x[i] - frame.width / 2, drawn.y[i] - frame.height / 2);
      const side = Math.max(drawn.w[i], drawn.h[i]) * ratio;
      wants.push({ row: drawn.row[i], side, away });
    }
    wants.sort((a, b) => a.away - b.away);
    void this.pictures.want(wants);
    if (this.unsettled) {
      // Names were placed while pictures were arriving; one more frame puts them right.
      this.unsettled = false;
      this.labels.reconsider();
      this.invalidate();
      return;
    }
    this.onRest();
  }

  /** @param {Frame} frame */
  #reframe(frame) {
    this.motion.camera = reframe(this.motion.camera, this.frame, frame);
    this.frame = frame;
    this.motion.frame = frame;
    this.#limit();
  }

  #limit() {
    const whole = fitScale(this.frame, MARGIN);
    const hung = this.#hung();
    const spread = Math.sqrt(this.frame.stretch.x * this.frame.stretch.y);
    const all = closestScale(hung, this.#levels()) / spread;
    const max = between(all, whole * 4, whole * 2 ** CLOSEST);
    this.motion.limits = { min: whole * 0.85, max };
  }

  #levels() {
    return this.summary.layouts.find(({ name }) => name === this.layout)?.levels ?? 1;
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {string} [layout]
   */
  #stretch(width, height, layout = this.layout) {
    return stretchFor(width, height, layout === "map" ? STRETCH : 1);
  }

  /** @param {string} [layout] */
  #hung(layout = this.layout) {
    const { width, height } = this.frame;
    const count = this.summary.counts.items;
    return hanging({ layout, count, width, height, size: this.size });
  }
}

const NONE = Object.freeze({ top: 0, right: 0, bottom: 0, left: 0 });
