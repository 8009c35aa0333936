/**
 * The years: a histogram over which two handles choose a range, year by year, by finger, mouse or
 * keyboard.
 */

import { el, fill } from "./dom.js";

/** @typedef {{start: number, width: number, counts: number[]}} Bins see docs/api.md */
/** @typedef {[number | null, number | null] | null} Range */

/** Years that a hand can aim at: it stops at round ones where a pixel is more than one. */
const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/** Milliseconds after which what was chosen by keys, which repeat, is asked for. */
const PAUSE = 250;

export class Years {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {(range: Range) => void} options.choose
   */
  constructor({ texts, choose }) {
    this.texts = texts;
    this.choose = choose;
    /** @type {Bins} */
    this.bins = { start: 0, width: 1, counts: [] };
    /** Whether a hand holds a handle. */
    this.held = false;
    /** @type {number | undefined} a choice is on its way */
    this.coming = undefined;
    this.letGo = () => {
      for (const end of ["pointerup", "pointercancel"]) window.removeEventListener(end, this.letGo);
      window.setTimeout(() => { // after the change that the hand makes when it lets go
        this.held = false;
      });
    };
    this.bars = el("div", { class: "bars", "aria-hidden": "true" });
    this.from = this.#handle(texts.years_from);
    this.to = this.#handle(texts.years_to);
    this.said = el("p", { class: "range" });
    this.element = el("div", { class: "years" },
      this.bars, el("div", { class: "handles" }, this.from, this.to), this.said);
  }

  /**
   * @param {Bins} bins
   * @param {Range} range
   */
  update(bins, range) {
    const { counts } = (this.bins = bins);
    const most = Math.max(1, ...counts);
    this.bars.replaceChildren(...counts.map((many) => el("span", {
      // A root keeps a single picture visible beside a thousand.
      style: { height: many ? `${Math.max(4, 100 * Math.sqrt(many / most))}%` : "0" },
    })));
    // What is chosen meanwhile is not put back to what was chosen before.
    if (!this.held && this.coming === undefined) this.#put(range);
    this.#show();
  }

  /** The first year of all, and the one after the last. */
  get #ends() {
    const { start, width, counts } = this.bins;
    return { first: start, end: start + width * counts.length };
  }

  /** @param {Range} range */
  #put(range) {
    const { first, end } = this.#ends;
    for (const handle of [this.from, this.to]) {
      handle.min = String(first);
      handle.max = String(end);
    }
    const from = Math.min(end - 1, Math.max(first, range?.[0] ?? first));
    this.from.value = String(from);
    // The handle at the right stands after the last year that is meant.
    this.to.value = String(Math.min(end, Math.max(from, range?.[1] ?? end - 1) + 1));
  }

  /** The years between the handles, as a range; an end at the edge is open. @returns {Range} */
  get #range() {
    const { first, end } = this.#ends;
    const [from, after] = [Number(this.from.value), Number(this.to.value)];
    if (from <= first && after >= end) return null;
    return [from > first ? from : null, after < end ? after - 1 : null];
  }

  #show() {
    const { start, width } = this.bins;
    const { first, end } = this.#ends;
    const [from, after] = [Number(this.from.value), Number(this.to.value)];
    [...this.bars.children].forEach((bar, i) => {
      const begins = start + i * width;
      bar.classList.toggle("out", begins + width <= from || begins >= after);
    });
    const years = { from: yearText(from, this.texts), to: yearText(after - 1, this.texts) };
    this.from.setAttribute("aria-valuetext", years.from);
    this.to.setAttribute("aria-valuetext", years.to);
    this.element.style.setProperty("--first", String((from - first) / (end - first)));
    this.element.style.setProperty("--last", String((after - first) / (end - first)));
    this.said.textContent = fill(this.texts.years_range, years);
  }

  /** @param {string} label @returns {HTMLInputElement} */
  #handle(label) {
    const handle = el("input", {
      type: "range", step: "1", "aria-label": label, "data-key": label,
      pointerdown: () => {
        this.held = true;
        for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, this.letGo);
      },
      input: () => this.#move(handle, this.held ? this.#aim(Number(handle.value)) : Number(handle.value)),
      change: () => this.#choose(this.held ? 0 : PAUSE),
      // Arrows go by years, Page Up and Page Down by bars of the histogram.
      keydown: (/** @type {KeyboardEvent} */ event) => {
        const way = { PageUp: 1, PageDown: -1 }[event.key];
        if (!way) return;
        event.preventDefault();
        this.#move(handle, Number(handle.value) + way * this.bins.width);
        this.#choose(PAUSE);
      },
    });
    return handle;
  }

  /**
   * Put a handle there. The handles may touch, but not pass each other.
   * @param {HTMLInputElement} handle
   * @param {number} year
   */
  #move(handle, year) {
    const from = handle === this.from;
    handle.value = String(from ? Math.min(year, Number(this.to.value) - 1)
      : Math.max(year, Number(this.from.value) + 1));
    this.#show();
  }

  /** The year that a hand means. @param {number} year */
  #aim(year) {
    const { first, end } = this.#ends;
    const pixel = (end - first) / Math.max(1, this.bars.clientWidth);
    const step = ROUND.find((round) => round >= pixel) ?? 1000;
    const aimed = Math.round(year / step) * step;
    return year <= first || year >= end ? year : Math.min(end, Math.max(first, aimed));
  }

  /** @param {number} pause milliseconds */
  #choose(pause) {
    window.clearTimeout(this.coming);
    this.coming = window.setTimeout(() => {
      this.coming = undefined;
      this.choose(this.#range);
    }, pause);
  }
}

/**
 * @param {number} year
 * @param {Record<string, any>} texts
 */
export function yearText(year, texts) {
  return year < 0 ? fill(texts.bce, { year: -year }) : String(year);
}

/**
 * A range of years in words.
 * @param {[number | null, number | null]} range
 * @param {Record<string, any>} texts
 */
export function rangeText([from, to], texts) {
  if (from === null) return fill(texts.years_until, { to: yearText(Number(to), texts) });
  if (to === null) return fill(texts.years_since, { from: yearText(from, texts) });
  return fill(texts.years_range, { from: yearText(from, texts), to: yearText(to, texts) });
}
