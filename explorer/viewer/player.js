/**
 * The player: the wall text of a tour. What one stands before, where one is, and the buttons to go
 * on; beside the map on a wide screen, below it on an upright one.
 */

import { el, fill, icon } from "./dom.js";
import { said } from "./tour.js";

/** @typedef {import("./tour.js").Tour} Tour */

/**
 * @typedef {object} Asked what the visitor asks for
 * @property {() => void} previous
 * @property {() => void} next
 * @property {() => void} toggle play, or pause
 * @property {() => void} resume go back to the stop, and on
 * @property {() => void} leave
 */

const BACK = "M15 5l-7 7 7 7";
const ON = "M9 5l7 7-7 7";
const PAUSE = "M9 5v14M15 5v14";
const PLAY = "M8 5l11 7-11 7z";
const CLOSE = "M6 6l12 12M18 6 6 18";
/** Pixels across after which a movement of the finger turns the page. */
const SWIPE = 48;

export class Player {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {Asked} options.asked
   */
  constructor({ holder, texts, lang, asked }) {
    this.texts = texts;
    this.lang = lang;
    this.asked = asked;
    this.title = el("p", { class: "tour-title" });
    this.place = el("p", { class: "place" });
    this.heading = el("h2", { tabindex: "-1" });
    this.text = el("p", { class: "text" });
    // Heard as a whole: a new stop is a new page.
    this.words = el("div", { class: "words", "aria-live": "polite", "aria-atomic": "true" },
      this.place, this.heading, this.text);
    this.bar = el("div", { class: "progress", "aria-hidden": "true" }, el("span"));
    this.previous = round(texts.tour_previous, BACK, asked.previous);
    this.toggle = round(texts.tour_pause, PAUSE, asked.toggle);
    this.next = round(texts.tour_next, ON, asked.next);
    this.resume = el("button", {
      type: "button", class: "primary resume", hidden: true, click: () => this.#resume(),
    }, texts.tour_resume);
    this.element = el("section", {
      class: "player", hidden: true, "aria-label": texts.tour_player,
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    },
    el("div", { class: "top" }, this.title, round(texts.tour_leave, CLOSE, asked.leave)),
    this.words,
    el("div", { class: "foot" }, this.bar,
      el("div", { class: "turns" }, this.previous, this.toggle, this.next, this.resume)));
    holder.append(this.element);
    swipes(this.words, (step) => (step > 0 ? asked.next() : asked.previous()));
  }

  get open() {
    return !this.element.hidden;
  }

  /**
   * Show a stop.
   * @param {Tour} tour
   * @param {number} n
   */
  show(tour, n) {
    const stop = tour.stops[n];
    const count = tour.stops.length;
    const values = { n: n + 1, of: count };
    put(this.title, said(tour.title, this.lang), this.texts.tour_untitled);
    put(this.heading, said(stop.name, this.lang), fill(this.texts.tour_stop_n, values));
    put(this.text, said(stop.text, this.lang), "");
    this.place.textContent = fill(this.texts.tour_place, values);
    this.words.scrollTop = 0;
    /** @type {HTMLElement} */ (this.bar.firstElementChild).style.width = `${(100 * (n + 1)) / count}%`;
    this.previous.setAttribute("aria-disabled", String(n === 0));
    this.next.setAttribute("aria-disabled", String(n === count - 1));
    this.element.hidden = false;
  }

  /**
   * @param {boolean} playing
   * @param {boolean} astray whether the visitor is elsewhere
   */
  turn(playing, astray) {
    const name = playing ? this.texts.tour_pause : this.texts.tour_play;
    this.toggle.replaceChildren(icon(playing ? PAUSE : PLAY));
    this.toggle.setAttribute("aria-label", name);
    this.toggle.title = name;
    this.resume.hidden = !astray;
  }

  hide() {
    this.element.hidden = true;
  }

  focus() {
    this.heading.focus({ preventScroll: true });
  }

  #resume() {
    this.asked.resume();
    this.toggle.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const onButton = event.composedPath()[0] instanceof HTMLButtonElement;
    /** @type {Record<string, () => void>} */
    const meanings = {
      ArrowRight: this.asked.next,
      ArrowLeft: this.asked.previous,
      Escape: this.asked.leave,
      ...(onButton ? {} : { " ": this.asked.toggle }),
    };
    const meaning = meanings[event.key];
    if (!meaning) return;
    event.preventDefault();
    event.stopPropagation();
    meaning();
  }
}

/**
 * @param {HTMLElement} element
 * @param {{text: string, lang: string}} words
 * @param {string} otherwise
 */
function put(element, { text, lang }, otherwise) {
  const own = text.trim();
  element.textContent = own || otherwise;
  if (own) element.setAttribute("lang", lang);
  else element.removeAttribute("lang");
  element.hidden = !element.textContent;
}

/**
 * Listen for a finger that turns the page.
 * @param {HTMLElement} element
 * @param {(step: number) => void} turn
 */
export function swipes(element, turn) {
  /** @type {{id: number, x: number, y: number} | null} */
  let start = null;
  element.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse") start = { id: event.pointerId, x: event.clientX, y: event.clientY };
  });
  element.addEventListener("pointercancel", () => {
    start = null;
  });
  element.addEventListener("pointerup", (event) => {
    if (!start || event.pointerId !== start.id) return;
    const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
    start = null;
    if (Math.abs(dx) > SWIPE && Math.abs(dx) > 1.5 * Math.abs(dy)) turn(dx < 0 ? 1 : -1);
  });
}

/**
 * @param {string} label
 * @param {string} path
 * @param {() => void} click
 * @returns {HTMLButtonElement}
 */
export function round(label, path, click) {
  return el("button", {
    type: "button", class: "round", "aria-label": label, title: label,
    click: (/** @type {MouseEvent} */ event) => {
      const button = /** @type {HTMLElement} */ (event.currentTarget);
      if (button.getAttribute("aria-disabled") !== "true") click();
    },
  }, icon(path));
}
