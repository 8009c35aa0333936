/**
 * The sill: how high what stands below the map reaches, on an upright screen. There is one height
 * for all of it, which a button or a finger changes, and which is kept for the visit.
 */

import { between } from "./camera.js";
import { el, icon, isKiosk } from "./dom.js";

const NAME = "cimaise-sill";
/** Shares of the map's height: the map comes first, both have half, the text comes first. */
const HEIGHTS = [0.28, 0.48, 0.8];
/** In a kiosk, what heads a part and the buttons above it stay within reach of who sits. */
const LOW = [0.28, 0.48];
const USUAL = 1;
/** What a finger may drag it to. */
const REACH = { least: 0.16, most: 0.86 };
/** Pixels that a hand may tremble before a tap becomes a drag. */
const TREMBLE = 6;
const TALLER = "M6 15l6-6 6 6";
const SHORTER = "M6 9l6 6 6-6";
/** What can be taken by its head, and what in a head is taken for something else. */
const HEADS = ".drawer:not(.results) > .top, .player > .top, .list > .head";
const BUSY = "button, a, input, select, textarea";

export class Sill {
  /**
   * @param {object} options
   * @param {HTMLElement} options.map
   * @param {Record<string, any>} options.texts
   * @param {() => void} options.moved it has come to rest at another height
   */
  constructor({ map, texts, moved }) {
    this.map = map;
    this.texts = texts;
    this.moved = moved;
    this.step = between(recall(), 0, this.heights.length - 1);
    /** Whether the button makes it taller next. */
    this.up = this.step < this.heights.length - 1;
    /** @type {HTMLElement | null} what it carries */
    this.part = null;
    /** @type {{id: number, y: number, height: number, way: number, dragged: boolean} | null} */
    this.hand = null;
    this.button = el("button", {
      type: "button", class: "round sill", hidden: true,
      click: () => this.#turn(),
    });
    map.append(this.button);
    map.addEventListener("pointerdown", (event) => this.#down(event));
    map.addEventListener("pointermove", (event) => this.#move(event));
    map.addEventListener("pointerup", (event) => this.#up(event));
    map.addEventListener("pointercancel", (event) => this.#up(event));
    this.#stand();
  }

  /** What it can be set to, least first. */
  get heights() {
    return isKiosk() && document.documentElement.dataset.high !== "low" ? LOW : HEIGHTS;
  }

  /** Share of the map's height that it has now. */
  get height() {
    const { heights } = this;
    return heights[Math.min(this.step, heights.length - 1)];
  }

  /**
   * Carry what stands below the map, or nothing.
   * @param {HTMLElement | null} part
   */
  carry(part) {
    this.part = part;
    // What is lower than it may be has nothing to gain by more.
    const high = part?.getBoundingClientRect().height ?? 0;
    this.button.hidden = high < this.height * this.map.clientHeight - 2;
    this.#follow();
  }

  /** For somebody else: the usual height. */
  reset() {
    this.up = true;
    this.#set(USUAL);
  }

  #turn() {
    this.#set(this.step + (this.up ? 1 : -1));
  }

  /** @param {number} step */
  #set(step) {
    this.step = between(step, 0, this.heights.length - 1);
    if (this.step === this.heights.length - 1) this.up = false;
    if (this.step === 0) this.up = true;
    try {
      sessionStorage.setItem(NAME, String(this.step));
    } catch {
      // storage may be refused
    }
    this.#stand();
    this.moved();
  }

  #stand() {
    this.map.style.setProperty("--sill", `${100 * this.height}%`);
    this.#follow();
    const label = this.up ? this.texts.taller : this.texts.shorter;
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    this.button.replaceChildren(icon(this.up ? TALLER : SHORTER));
  }

  /** The button stays at the upper edge of what it carries. */
  #follow() {
    const height = this.part?.getBoundingClientRect().height ?? 0;
    this.button.style.bottom = `calc(${height}px - 8px - var(--c-grip))`;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    const { part } = this;
    const target = /** @type {Element} */ (event.composedPath()[0]);
    const onHead = part?.contains(target) && target.closest(HEADS) && !target.closest(BUSY);
    if (!part || !event.isPrimary || event.button !== 0) return;
    if (!onHead && !this.button.contains(target)) return;
    const { height } = part.getBoundingClientRect();
    this.hand = { id: event.pointerId, y: event.clientY, height, way: 0, dragged: false };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const { hand, map } = this;
    if (hand?.id !== event.pointerId) return;
    const way = hand.y - event.clientY;
    if (!hand.dragged && Math.abs(way) < TREMBLE) return;
    hand.way = way;
    if (!hand.dragged) this.#hold(event.pointerId);
    hand.dragged = true;
    const most = map.clientHeight;
    const tallest = Math.min(REACH.most, (this.heights.at(-1) ?? 1) + 0.06);
    const height = between(hand.height + way, REACH.least * most, tallest * most);
    map.style.setProperty("--sill", `${height}px`);
    this.#follow();
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const { hand, map, part } = this;
    if (hand?.id !== event.pointerId) return;
    this.hand = null;
    if (!hand.dragged || !part) return;
    // What is broken off (by a drag of the browser's own, or a palm) says nothing of where it was.
    if (event.type === "pointerup") hand.way = hand.y - event.clientY;
    const share = (hand.height + hand.way) / map.clientHeight;
    const away = this.heights.map((height) => Math.abs(height - share));
    this.up = share < this.heights[USUAL];
    this.#set(away.indexOf(Math.min(...away)));
    // The click that ends a drag is none.
    window.addEventListener("click", stop, { capture: true, once: true });
    window.setTimeout(() => window.removeEventListener("click", stop, { capture: true }), 60);
  }

  /** @param {number} pointer */
  #hold(pointer) {
    try {
      this.map.setPointerCapture(pointer);
    } catch {
      // The pointer is gone already, or was made by a script.
    }
  }
}

/** @param {Event} event */
function stop(event) {
  event.stopPropagation();
  event.preventDefault();
}

/** @returns {number} the height of this visit */
function recall() {
  try {
    const said = Number(sessionStorage.getItem(NAME) ?? USUAL);
    return said in HEIGHTS ? said : USUAL;
  } catch {
    return USUAL;
  }
}
