/** The years: a histogram over which two handles choose a range, by finger, mouse or keyboard. */

import { el, fill } from "./dom.js";

/** @typedef {{start: number, width: number, counts: number[]}} Bins see docs/api.md */
/** @typedef {[number | null, number | null] | null} Range */

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
    const { start, width, counts } = (this.bins = bins);
    const most = Math.max(1, ...counts);
    this.bars.replaceChildren(...counts.map((many) => el("span", {
      // A root keeps a single picture visible beside a thousand.
      style: { height: many ? `${Math.max(4, 100 * Math.sqrt(many / most))}%` : "0" },
    })));
    for (const handle of [this.from, this.to]) handle.max = String(counts.length);
    const [from, to] = range ?? [null, null];
    const place = (/** @type {number} */ year) => Math.round((year - start) / width);
    const most_ = counts.length - 1;
    const first = from === null ? 0 : Math.min(most_, Math.max(0, place(from)));
    const last = to === null ? counts.length : place(to + 1);
    this.from.value = String(first);
    this.to.value = String(Math.min(counts.length, Math.max(first + 1, last)));
    this.#show(range);
  }

  /** The years between the handles, as a range; an end at the edge is open. @returns {Range} */
  get #range() {
    const { start, width, counts } = this.bins;
    const [first, last] = [Number(this.from.value), Number(this.to.value)];
    const from = first > 0 ? start + first * width : null;
    const to = last < counts.length ? start + last * width - 1 : null;
    return from === null && to === null ? null : [from, to];
  }

  /** @param {Range} range */
  #show(range) {
    const { start, width, counts } = this.bins;
    const [first, last] = [Number(this.from.value), Number(this.to.value)];
    [...this.bars.children].forEach((bar, i) => {
      bar.classList.toggle("out", i < first || i >= last);
    });
    const from = range?.[0] ?? start + first * width;
    const to = range?.[1] ?? start + last * width - 1;
    this.from.setAttribute("aria-valuetext", yearText(from, this.texts));
    this.to.setAttribute("aria-valuetext", yearText(to, this.texts));
    this.element.style.setProperty("--first", String(first / counts.length));
    this.element.style.setProperty("--last", String(last / counts.length));
    this.said.textContent = fill(this.texts.years_range, {
      from: yearText(from, this.texts), to: yearText(to, this.texts),
    });
  }

  /** @param {string} label @returns {HTMLInputElement} */
  #handle(label) {
    const handle = el("input", {
      type: "range", min: "0", max: "1", step: "1", "aria-label": label, "data-key": label,
      input: () => {
        // The handles may touch, but not pass each other.
        const [first, last] = [Number(this.from.value), Number(this.to.value)];
        if (first >= last) {
          if (handle === this.from) handle.value = String(last - 1);
          else handle.value = String(first + 1);
        }
        this.#show(this.#range);
      },
      change: () => this.choose(this.#range),
    });
    return handle;
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
