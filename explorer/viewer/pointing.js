/**
 * Pointing: the picture under the mouse, or in the middle when one walks by keyboard, and its
 * caption.
 */

import { Caption } from "./caption.js";
import { boxOf } from "./picking.js";

/** @typedef {import("./items.js").Items} Items */
/** @typedef {import("./stage.js").Stage} Stage */

/** Milliseconds the mouse rests on a picture before its caption is asked for. */
const DWELL = 60;

export class Pointing {
  /**
   * @param {object} options
   * @param {HTMLElement} options.layer
   * @param {HTMLElement} options.surface whose cursor tells what can be opened
   * @param {Items} options.items
   * @param {Record<string, any>} options.texts
   */
  constructor({ layer, surface, items, texts }) {
    this.surface = surface;
    this.items = items;
    this.caption = new Caption(layer, texts);
    /** @type {Stage | null} */
    this.stage = null;
    /** Whether the map is walked by keyboard now. */
    this.keyboard = false;
    /** @type {number | undefined} */
    this.timer = undefined;
  }

  /**
   * The mouse is there.
   * @param {number} x
   * @param {number} y
   */
  hover(x, y) {
    if (!this.stage) return;
    this.row(this.stage.at(x, y, 0));
    const opens = this.stage.pointed >= 0 || this.stage.labels.at(x, y);
    this.surface.style.cursor = opens ? "pointer" : "";
  }

  /** Nothing is pointed at. */
  leave() {
    this.surface.style.cursor = "";
    this.row(-1);
  }

  /**
   * Point at a row, or at none (-1).
   * @param {number} row
   */
  row(row) {
    if (!this.stage || this.stage.pointed === row) return;
    this.stage.point(row);
    this.caption.hide();
    window.clearTimeout(this.timer);
    if (row >= 0) this.timer = window.setTimeout(() => void this.items.want([row]), DWELL);
    this.follow();
  }

  /**
   * With the keyboard, the picture in the middle is the one that Enter opens.
   * @param {boolean} on
   */
  walk(on) {
    if (this.keyboard === on) return;
    this.keyboard = on;
    if (!on) this.row(-1);
    this.stage?.invalidate();
  }

  /** A frame was drawn, or records have arrived: keep up with it. */
  follow() {
    const { stage } = this;
    if (!stage) return;
    const central = this.keyboard ? stage.central() : stage.pointed;
    if (central !== stage.pointed) {
      this.row(central);
      return;
    }
    const item = stage.pointed >= 0 ? this.items.get(stage.pointed) : undefined;
    const box = item && !stage.moving && boxOf(stage.drawn, item.row);
    if (item && box && item.row !== stage.chosen?.row) this.caption.show(item, box, stage.frame);
    else this.caption.hide();
  }

  /** Nothing more will be pointed at. */
  destroy() {
    window.clearTimeout(this.timer);
  }
}
