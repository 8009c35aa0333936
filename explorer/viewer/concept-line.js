/** The line: a histogram of scores over the whole collection, and the threshold across it. */

import { count, el, fill } from "./dom.js";

/** @typedef {import("./concepts-server.js").Line} Line */

/** Steps of the handle from one end to the other. */
const STEPS = 200;
/** Milliseconds for which the handle has not moved when it is asked what the line tells. */
const REST = 150;

export class ScoreLine {
  /**
   * @param {object} options
   * @param {any} options.props of the widget
   * @param {(threshold: number) => void} options.choose
   */
  constructor({ props, choose }) {
    this.props = props;
    this.choose = choose;
    /** @type {Line | null} */
    this.line = null;
    /** Whether the handle is under a hand, or under keys: what comes meanwhile is no news. */
    this.moving = false;
    this.timer = 0;
    this.bars = el("div", { class: "bars", "aria-hidden": "true" });
    this.handle = el("input", {
      type: "range", min: 0, max: STEPS, step: 1, "aria-label": props.texts.threshold,
      input: () => {
        this.moving = true;
        this.#show();
      },
      change: () => {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => {
          this.moving = false;
          this.choose(this.threshold);
        }, REST);
      },
    });
    this.said = el("p", { class: "above", role: "status" });
    this.element = el("div", { class: "scores" }, this.bars, this.handle, this.said);
  }

  /** The score at the handle. */
  get threshold() {
    const { low, high } = this.line ?? { low: 0, high: 1 };
    const at = Number(this.handle.value) / STEPS;
    // What was told stays what it was until the handle is moved.
    if (this.line && Number(this.handle.value) === this.told) return this.line.threshold;
    return low + at * (high - low);
  }

  /** @param {Line} line */
  update(line) {
    if (this.line && this.moving) return;
    this.line = line;
    const { low, high, counts, threshold } = line;
    const most = Math.max(1, ...counts);
    this.bars.replaceChildren(...counts.map((many) => el("span", {
      // A root keeps a single picture visible beside a thousand.
      style: { height: many ? `${Math.max(3, 100 * Math.sqrt(many / most))}%` : "0" },
    })));
    this.told = Math.round((STEPS * (threshold - low)) / (high - low));
    this.handle.value = String(this.told);
    this.#show();
    const { texts, lang, aboveForms } = this.props;
    const of = new Intl.NumberFormat(lang).format(line.items);
    this.said.textContent = fill(count(aboveForms, line.above, lang), { of });
    this.handle.setAttribute("aria-valuetext", this.said.textContent);
    this.element.setAttribute("aria-label", texts.threshold);
  }

  #show() {
    const { children } = this.bars;
    const first = (Number(this.handle.value) / STEPS) * children.length;
    [...children].forEach((bar, i) => bar.classList.toggle("out", i + 0.5 < first));
    this.element.style.setProperty("--at", String(Number(this.handle.value) / STEPS));
  }
}
