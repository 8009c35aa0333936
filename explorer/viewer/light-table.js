/**
 * The light table: two to six pictures side by side, at the same scale, moved and enlarged in step.
 * A modal dialog: the browser keeps the focus in it and gives it back.
 */

import { fileAddress } from "./address.js";
import { dateText, el, icon, put } from "./dom.js";
import { columns, fitted, placed, within } from "./light-scale.js";

/** @typedef {import("./items.js").Listed} Listed */

const PLUS = "M12 5v14M5 12h14";
const MINUS = "M5 12h14";
const WHOLE = "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5";
const CLOSE = "M6 6l12 12M18 6 6 18";
const STEP = 60;

export class LightTable {
  /**
   * @param {ShadowRoot | HTMLElement} root
   * @param {Record<string, any>} texts
   */
  constructor(root, texts) {
    this.texts = texts;
    /** @type {Listed[]} */
    this.items = [];
    /** @type {{frame: HTMLElement, image: HTMLImageElement}[]} */
    this.cells = [];
    /** Every picture has as many pixels of its file to one of the screen; else each fills its frame. */
    this.same = false;
    this.view = { zoom: 1, x: 0, y: 0 };
    /** @type {Map<number, {x: number, y: number}>} */
    this.fingers = new Map();
    const round = (/** @type {string} */ label, /** @type {string} */ path, /** @type {() => void} */ click) => el(
      "button", { type: "button", class: "icon", title: label, "aria-label": label, click }, icon(path));
    this.scale = el("button", {
      type: "button", "aria-pressed": "false", click: () => {
        this.same = !this.same;
        this.scale.setAttribute("aria-pressed", String(this.same));
        this.whole();
      },
    }, texts.same_scale);
    this.table = el("div", { class: "cells" });
    this.status = el("p", { class: "unseen", role: "status" });
    this.dialog = el("dialog", {
      class: "light", "aria-label": texts.light_table,
      keydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
      close: () => put(this.table),
    }, el("div", { class: "bar" },
      el("h2", {}, texts.light_table), this.scale,
      round(texts.further, MINUS, () => this.enlarge(0.5)),
      round(texts.closer, PLUS, () => this.enlarge(2)),
      round(texts.whole, WHOLE, () => this.whole()),
      round(texts.close, CLOSE, () => this.dialog.close())), this.table, this.status);
    this.resize = new ResizeObserver(() => this.arrange());
    this.resize.observe(this.table);
    root.append(this.dialog);
  }

  destroy() {
    this.resize.disconnect();
    this.dialog.remove();
  }

  /**
   * @param {{base: string, [name: string]: any}} props
   * @param {Listed[]} items two to six
   */
  open(props, items) {
    this.items = items;
    this.cells = items.map((item) => {
      const title = item.title || this.texts.untitled;
      const image = el("img", {
        src: fileAddress(props, item.thumbs["1024"] ?? item.thumbs["256"]), alt: item.alt || title,
        draggable: "false", decoding: "async",
      });
      const frame = el("div", { class: "frame" }, image);
      this.listen(frame);
      return { frame, image };
    });
    put(this.table, ...this.cells.map(({ frame }, i) => el("figure", {}, frame, el("figcaption", {},
      el("span", { class: "title" }, items[i].title || this.texts.untitled),
      el("span", { class: "meta" },
        [items[i].creator, dateText(items[i].date, /** @type {any} */ (this.texts))].filter(Boolean).join(", "))))));
    this.view = { zoom: 1, x: 0, y: 0 };
    if (!this.dialog.open) this.dialog.showModal();
    this.arrange();
  }

  whole() {
    this.view = { zoom: 1, x: 0, y: 0 };
    this.arrange();
  }

  /**
   * @param {number} by
   * @param {{x: number, y: number}} [at] from the middle of a frame, CSS pixels
   */
  enlarge(by, at = { x: 0, y: 0 }) {
    const zoom = Math.min(16, Math.max(1, this.view.zoom * by));
    const grown = zoom / this.view.zoom;
    this.view = { zoom, x: at.x - (at.x - this.view.x) * grown, y: at.y - (at.y - this.view.y) * grown };
    this.arrange();
    this.status.textContent = `${Math.round(zoom * 100)} %`;
  }

  /** @param {number} x @param {number} y */
  move(x, y) {
    this.view = { ...this.view, x: this.view.x + x, y: this.view.y + y };
    this.arrange();
  }

  arrange() {
    if (!this.cells.length || !this.dialog.open) return;
    const { clientWidth, clientHeight } = this.table;
    this.table.style.gridTemplateColumns = `repeat(${columns(this.items, clientWidth / clientHeight)}, minmax(0, 1fr))`;
    const room = this.cells.map(({ frame }) => ({ width: frame.clientWidth, height: frame.clientHeight }));
    const scales = fitted(this.items, room, this.same);
    const most = this.items.map(({ width, height }, i) => ({ width: width * scales[i], height: height * scales[i] }));
    this.view = within(this.view, most);
    this.cells.forEach(({ image }, i) => {
      const box = placed(most[i], room[i], this.view);
      Object.assign(image.style, {
        width: `${box.width}px`, height: `${box.height}px`, transform: `translate(${box.x}px, ${box.y}px)`,
      });
    });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    /** @type {Record<string, () => void>} */
    const acts = {
      "+": () => this.enlarge(1.5), "=": () => this.enlarge(1.5), "-": () => this.enlarge(1 / 1.5), 0: () => this.whole(),
      ArrowLeft: () => this.move(STEP, 0), ArrowRight: () => this.move(-STEP, 0),
      ArrowUp: () => this.move(0, STEP), ArrowDown: () => this.move(0, -STEP),
    };
    event.stopPropagation();
    if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  /** @param {HTMLElement} frame */
  listen(frame) {
    const { fingers } = this;
    const middle = (/** @type {{x: number, y: number}[]} */ ends) => {
      const box = frame.getBoundingClientRect();
      return {
        x: ends.reduce((sum, { x }) => sum + x, 0) / ends.length - box.left - box.width / 2,
        y: ends.reduce((sum, { y }) => sum + y, 0) / ends.length - box.top - box.height / 2,
      };
    };
    const spread = (/** @type {{x: number, y: number}[]} */ [a, b]) => Math.hypot(a.x - b.x, a.y - b.y) || 1;
    frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.enlarge(Math.exp(-event.deltaY / 400), middle([{ x: event.clientX, y: event.clientY }]));
    }, { passive: false });
    frame.addEventListener("dblclick", (event) => this.enlarge(2, middle([{ x: event.clientX, y: event.clientY }])));
    frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      frame.setPointerCapture(event.pointerId);
    });
    frame.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      const before = [...fingers.values()];
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const after = [...fingers.values()];
      const [from, to] = [middle(before), middle(after)];
      this.view = { ...this.view, x: this.view.x + to.x - from.x, y: this.view.y + to.y - from.y };
      if (after.length === 2) this.enlarge(spread(after) / spread(before), to);
      else this.arrange();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      frame.addEventListener(end, (event) => fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
    }
  }
}
