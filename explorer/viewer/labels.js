/**
 * The labels: names of themes on the map and texts of a layout's guides, larger ones from afar and
 * smaller ones closer in, never one on another. Pictures make room for them: a text is never put
 * on a picture.
 */

import { el } from "./dom.js";
import { arrange, called } from "./placing.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./placing.js").Offset} Offset */
/** @typedef {import("./placing.js").Placed} Placed */
/** @typedef {import("./placing.js").Size} Size */
/** @typedef {import("./placing.js").Wall} Wall */

/**
 * @typedef {object} Theme
 * @property {number} id
 * @property {number} parent -1 at the top
 * @property {number} level
 * @property {string} label in the visitor's language; may be empty
 * @property {number} size images in it
 * @property {number | null} x unit square of the layout ``map``
 * @property {number | null} y
 * @property {import("./guides.js").Mark} [mark] of a guide's text, which stands where it is told
 * @property {number} [region] number of the region that it names
 */

/** The labels as elements over the canvas. */
export class Labels {
  /** @param {HTMLElement} layer */
  constructor(layer) {
    this.layer = layer;
    /** @type {Map<number, Shown>} */
    this.shown = new Map();
    /** @type {Map<string, Size>} by theme, and whether cut off */
    this.sizes = new Map();
    /** @type {Map<number, Offset>} */
    this.offsets = new Map();
    /** @type {Placed[]} */
    this.placed = [];
  }

  /**
   * Put the labels where they belong; returns where pictures must make room.
   * @param {Theme[]} themes
   * @param {Wall} wall
   * @returns {Bounds[]}
   */
  draw(themes, wall) {
    const wanted = called(themes, wall, this.offsets);
    this.#measure(wanted);
    const size = (/** @type {Theme} */ { id }, /** @type {boolean} */ short) =>
      /** @type {Size} */ (this.sizes.get(nameOf(id, short)));
    this.placed = arrange(wanted, wall, size, this.offsets);
    const now = new Set(this.placed.map(({ theme }) => theme.id));
    this.offsets = new Map(this.placed.map(({ theme, offset }) => [theme.id, offset]));
    for (const [id, { element }] of this.shown) {
      if (now.has(id)) continue;
      this.shown.delete(id);
      element.classList.add("leaving");
      window.setTimeout(() => element.remove(), 400);
    }
    for (const one of this.placed) {
      let shown = this.shown.get(one.theme.id);
      if (!shown) {
        shown = new Shown(this.#make(one.theme));
        this.shown.set(one.theme.id, shown);
        this.layer.append(shown.element);
      }
      shown.stand(one);
    }
    return this.placed.filter(({ stuck }) => !stuck).map(({ box }) => box);
  }

  /**
   * The theme whose name lies under a point.
   * @param {number} x
   * @param {number} y
   * @returns {Theme | null}
   */
  at(x, y) {
    const found = this.placed.find(
      ({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
    );
    return found?.theme ?? null;
  }

  /** Pictures have come to rest: names may find a better place. */
  reconsider() {
    this.offsets.clear();
  }

  /** Other themes, or another language, or other fonts. */
  forget() {
    for (const { element } of this.shown.values()) element.remove();
    this.shown.clear();
    this.sizes.clear();
    this.offsets.clear();
    this.placed = [];
  }

  /**
   * Measure the texts that were not yet, all at once: each look at a size lays out all that changed.
   * @param {Theme[]} themes
   */
  #measure(themes) {
    const lacking = themes.flatMap((theme) => (theme.mark ? [false, true] : [true])
      .filter((short) => !this.sizes.has(nameOf(theme.id, short)))
      .map((short) => ({ name: nameOf(theme.id, short), short, element: this.#make(theme) })));
    if (!lacking.length) return;
    for (const { short, element } of lacking) {
      element.classList.toggle("short", short);
      element.style.visibility = "hidden";
    }
    this.layer.append(...lacking.map(({ element }) => element));
    for (const { name, element } of lacking) {
      const text = /** @type {HTMLElement} */ (element.firstElementChild);
      this.sizes.set(name, { width: text.offsetWidth, height: text.offsetHeight });
    }
    for (const { element } of lacking) element.remove();
  }

  /**
   * @param {Theme} theme
   * @returns {HTMLElement}
   */
  #make(theme) {
    const kind = theme.region !== undefined ? " region" : theme.mark ? " mark" : "";
    return el("span", { class: `label level-${Math.min(theme.level, 2)}${kind}` },
      el("span", {}, theme.label));
  }
}

/** A label that is there; only what changes is written. */
class Shown {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.name = /** @type {HTMLElement} */ (element.firstElementChild);
    /** @type {Offset} */
    this.offset = { x: NaN, y: NaN };
    this.stuck = false;
    this.short = false;
    this.most = 0;
  }

  /** @param {Placed} placed */
  stand({ x, y, offset, stuck = false, short = false, most = 0 }) {
    if (stuck !== this.stuck) this.element.classList.toggle("stuck", stuck);
    if (short !== this.short) this.element.classList.toggle("short", short);
    if (most !== this.most) this.name.style.maxWidth = most ? `${most}px` : "";
    this.element.style.transform = `translate(${x}px, ${y}px)`;
    if (offset.x !== this.offset.x || offset.y !== this.offset.y) {
      this.name.style.transform = `translate(-50%, -50%) translate(${offset.x}px, ${offset.y}px)`;
    }
    this.stuck = stuck;
    this.short = short;
    this.most = most;
    this.offset = offset;
  }
}

/**
 * @param {number} id
 * @param {boolean} short
 */
function nameOf(id, short) {
  return `${id} ${short}`;
}
