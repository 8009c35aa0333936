/**
 * The closest look: one picture over the whole window, as near as its file allows, its record
 * beside it. A modal dialog: the browser keeps the focus in it and gives it back.
 */

import { dress, el, fill, icon, raise } from "./dom.js";
import { Gestures } from "./gestures.js";
import { byline } from "./items.js";
import { Notice } from "./notice.js";
import { Overview } from "./overview.js";
import { Plate } from "./plate.js";
import { shapeOf } from "./pyramid.js";
import { clip, headingOf, recordOf } from "./record.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./plate.js").Look} Look */

/**
 * @typedef {object} Wishes what the visitor asks for
 * @property {() => void} close
 * @property {(way: 1 | -1) => void} step to the picture before, or after
 * @property {() => void} rest the view has come to rest
 */

const PLUS = "M12 5v14M5 12h14";
const MINUS = "M5 12h14";
const WHOLE = "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5";
const CLOSE = "M6 6l12 12M18 6 6 18";
const BEFORE = "M15 5l-7 7 7 7";
const AFTER = "M9 5l7 7-7 7";
const RECORD = "M6 4h12v16H6zM9 9h6M9 12.5h6M9 16h4";
/** From this width the record stands beside the picture from the beginning, CSS pixels. */
const ROOM = 1100;

/** Whether the visitor wants the record; until it was said, where there is room. */
let wantsRecord = /** @type {boolean | null} */ (null);

export class DeepZoom {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {import("./server.js").Server} options.server
   * @param {Record<string, any>} options.texts
   * @param {boolean} options.links whether addresses may lead out of the app
   * @param {boolean} options.still reduced motion
   * @param {Wishes} options.wishes
   */
  constructor({ holder, server, texts, links, still, wishes }) {
    this.server = server;
    this.texts = texts;
    this.links = links;
    this.wishes = wishes;
    /** @type {AbortController | null} */
    this.loading = null;
    /** @type {string | undefined} */
    this.shown = undefined;
    this.canvas = el("canvas", { tabindex: "0", role: "application", autofocus: true });
    this.status = el("p", { class: "unseen", role: "status" });
    this.title = el("p", { class: "title", "aria-hidden": "true" });
    this.before = round(texts.look_before, BEFORE, () => wishes.step(-1));
    this.after = round(texts.look_after, AFTER, () => wishes.step(1));
    this.closer = round(texts.closer, PLUS, () => this.#glide(2));
    this.further = round(texts.further, MINUS, () => this.#glide(0.5));
    this.fold = round(texts.look_record, RECORD, () => this.#foldRecord());
    const group = (/** @type {string} */ label, /** @type {HTMLElement[]} */ ...buttons) => el(
      "div", { class: "group", role: "group", "aria-label": label }, ...buttons,
    );
    this.bar = el("div", { class: "bar" },
      group(texts.look_steps, this.before, this.after),
      this.title,
      group(texts.zoom, this.further, this.closer,
        round(texts.look_whole, WHOLE, () => this.#all())),
      this.fold,
      round(texts.close, CLOSE, wishes.close));
    this.aside = el("section", { class: "beside", tabindex: "0", "aria-label": texts.look_record });
    this.stage = el("div", { class: "plate" }, this.canvas);
    this.element = el("dialog", {
      class: "deepzoom",
      // The map behind it has keys of its own.
      keydown: (/** @type {KeyboardEvent} */ event) => event.stopPropagation(),
      cancel: (/** @type {Event} */ event) => {
        event.preventDefault();
        wishes.close();
      },
      close: () => {
        if (!this.open) wishes.close();
      },
    }, this.bar, this.stage, this.aside, this.status);
    holder.append(this.element);
    this.notice = new Notice(this.stage);
    this.plate = new Plate({
      canvas: this.canvas, server, still,
      onFrame: () => this.#follow(),
      onRest: () => this.#rest(),
    });
    this.overview = new Overview({
      holder: this.stage,
      url: (path) => server.url(path),
      go: (x, y) => this.plate.move((motion) => {
        motion.course = null;
        motion.camera = { ...motion.camera, x, y };
      }),
    });
    this.gestures = new Gestures(this.canvas, this.element, this.#asked());
    /** Whether a key or a button moved the view: then it is said how large the picture is. */
    this.stepped = false;
  }

  get open() {
    return this.element.open;
  }

  /** @param {boolean} still */
  set still(still) {
    this.plate.motion.still = still;
  }

  /**
   * Show an item.
   * @param {Item} item
   * @param {Look | null} look where to look; the whole when null
   */
  show(item, look) {
    const { texts } = this;
    const title = item.title || texts.untitled;
    this.loading?.abort();
    this.loading = new AbortController();
    this.element.setAttribute("aria-label", fill(texts.look_dialog, { title }));
    const said = [title, item.alt].filter(Boolean).join(". ");
    this.canvas.setAttribute("aria-label", fill(texts.look_picture, { title: said }));
    this.title.textContent = [title, byline(item, texts)].filter(Boolean).join(" · ");
    this.aside.replaceChildren(
      headingOf(item, texts),
      item.description ? el("p", { class: "description" }, clip(item.description)) : "",
      recordOf(item, texts, this.links),
    );
    this.aside.scrollTop = 0;
    if (!this.open) {
      this.#setRecord(wantsRecord ?? window.innerWidth >= ROOM);
      raise(this.element);
    } else if (this.shown !== item.id) {
      this.status.textContent = title;
    }
    this.shown = item.id;
    this.stepped = false;
    this.plate.resize();
    this.plate.show(item, look);
    this.overview.show(item);
    if (item.full) void this.#lay(item.full.address, this.loading.signal);
  }

  hide() {
    this.loading?.abort();
    this.shown = undefined;
    if (this.open) this.element.close();
  }

  destroy() {
    this.loading?.abort();
    this.gestures.destroy();
    this.plate.destroy();
    this.notice.hide();
    this.element.remove();
  }

  /**
   * Which steps there are.
   * @param {boolean} before
   * @param {boolean} after
   */
  setSteps(before, after) {
    this.before.setAttribute("aria-disabled", String(!before));
    this.after.setAttribute("aria-disabled", String(!after));
  }

  /**
   * Ask for the shape of the full picture; without it the derivative is all there is.
   * @param {string} address
   * @param {AbortSignal} signal
   */
  async #lay(address, signal) {
    try {
      const shape = shapeOf(await this.server.json(`${address}.json`, signal));
      if (signal.aborted) return;
      if (shape) this.plate.lay(shape, address);
      else this.plate.lack();
    } catch {
      if (!signal.aborted) this.plate.lack();
    }
  }

  /** @returns {import("./gestures.js").Asked} */
  #asked() {
    const { plate } = this;
    return {
      grab: () => plate.move((motion) => motion.grab()),
      pan: (dx, dy) => plate.move((motion) => motion.pan(dx, dy)),
      zoom: (factor, x, y) => plate.move((motion) => motion.zoom(factor, x, y)),
      glide: (factor, x, y) => {
        if (Number.isNaN(x)) this.#glide(factor);
        else plate.move((motion) => motion.glide(factor, x, y));
      },
      step: (dx, dy) => plate.move((motion) => motion.step(dx, dy)),
      release: (vx, vy) => plate.move((motion) => motion.release(vx, vy)),
      draw: () => false,
      tap: () => {},
      hover: () => {},
      leave: () => {},
      // Escape reaches the dialog as well, which closes.
      command: (name) => {
        if (name === "fit") this.#all();
      },
    };
  }

  /** @param {number} factor */
  #glide(factor) {
    this.stepped = true;
    this.plate.move((motion) => motion.glide(factor, NaN, NaN));
  }

  #all() {
    this.stepped = true;
    this.plate.showAll();
  }

  #follow() {
    const { closest, furthest } = this.plate.ends;
    this.closer.setAttribute("aria-disabled", String(closest));
    this.further.setAttribute("aria-disabled", String(furthest));
    this.overview.follow(this.plate.seen);
  }

  #rest() {
    if (this.stepped) {
      const percent = new Intl.NumberFormat(document.documentElement.lang || undefined)
        .format(Math.round(this.plate.magnification * 100));
      this.status.textContent = fill(this.texts.look_scale, { percent });
      this.stepped = false;
    }
    if (this.open) this.wishes.rest();
  }

  #foldRecord() {
    const wants = this.aside.hidden;
    wantsRecord = wants;
    this.#setRecord(wants);
  }

  /** @param {boolean} there */
  #setRecord(there) {
    this.aside.hidden = !there;
    this.fold.setAttribute("aria-expanded", String(there));
    this.element.classList.toggle("alone", !there);
  }
}

/**
 * @param {HTMLElement} root
 */
export async function dressed(root) {
  const scope = root.getRootNode();
  await dress(scope instanceof ShadowRoot ? scope : root, import.meta.url, "deepzoom.css");
}

/**
 * @param {string} label
 * @param {string} path
 * @param {() => void} click
 * @returns {HTMLButtonElement}
 */
function round(label, path, click) {
  return el("button", {
    type: "button", class: "round", "aria-label": label, title: label,
    click: (/** @type {MouseEvent & {currentTarget: HTMLElement}} */ event) => {
      if (event.currentTarget.getAttribute("aria-disabled") !== "true") click();
    },
  }, icon(path));
}
