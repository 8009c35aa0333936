/** How far a concept is taught and how sure it is, told where one marks, mark by mark. */

import { el, fill } from "./dom.js";

/** @typedef {import("./concept.js").Concept} Concept */
/** @typedef {import("./concepts-server.js").Evaluation} Evaluation */

/** Marks of each kind without which nothing is judged, as the server has it. */
const FEWEST = 5;

/** Milliseconds without a mark after which they are judged. */
const PAUSE = 500;

export class Judgement {
  /**
   * @param {object} options
   * @param {any} options.props of the widget
   * @param {import("./concepts-server.js").Concepts} options.server
   */
  constructor({ props, server }) {
    this.props = props;
    this.server = server;
    /** @type {Concept | null} */
    this.concept = null;
    /** The examples that what is said is of. */
    this.told = "";
    this.timer = 0;
    /** @type {AbortController | null} */
    this.asking = null;
    this.marks = el("p", { class: "marks" });
    this.judged = el("p", { class: "judged", role: "status" });
    this.element = el("div", { class: "state" }, this.marks, this.judged);
  }

  /** The concept is other than it was. @param {Concept} concept */
  update(concept) {
    const { texts } = this.props;
    const before = this.#key();
    this.concept = concept;
    const { yes, no } = concept;
    this.marks.textContent = fill(texts.marks, { yes: yes.length, no: no.length });
    if (this.#key() === before) return;
    window.clearTimeout(this.timer);
    this.asking?.abort();
    if (this.#lacks({ yes: Math.max(0, FEWEST - yes.length), no: Math.max(0, FEWEST - no.length) })) return;
    // What was said of other marks stands until these are judged, paler.
    if (!this.told) this.judged.textContent = texts.judging;
    this.judged.setAttribute("aria-busy", "true");
    this.timer = window.setTimeout(() => void this.#ask(), PAUSE);
  }

  /** It was judged with something else that was asked for. @param {Evaluation} evaluation */
  tell({ precision, recall, lacking }) {
    window.clearTimeout(this.timer);
    this.asking?.abort();
    if (this.#lacks(lacking)) return;
    const { texts, lang } = this.props;
    const percent = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 0 });
    this.told = this.#key();
    this.judged.removeAttribute("aria-busy");
    this.judged.textContent = precision && recall ? fill(texts.judged, {
      precision: percent.format(precision.share), low: percent.format(precision.low),
      high: percent.format(precision.high), of: precision.of, recall: percent.format(recall.share),
    }) : recall ? texts.none_taken : "";
  }

  destroy() {
    window.clearTimeout(this.timer);
    this.asking?.abort();
  }

  /** What is judged: words and marks. */
  #key() {
    const { words = "", yes = [], no = [] } = this.concept ?? {};
    return this.concept ? JSON.stringify([words, yes, no]) : "";
  }

  /**
   * Say how many marks are lacking, if there are too few to judge it.
   * @param {{yes: number, no: number}} left
   */
  #lacks(left) {
    if (!left.yes && !left.no) return false;
    const { texts } = this.props;
    this.told = "";
    this.judged.removeAttribute("aria-busy");
    this.judged.textContent = fill(
      left.yes && left.no ? texts.lacking : left.yes ? texts.lacking_yes : texts.lacking_no, left);
    return true;
  }

  /** Judge the marks as they are now; what cannot be had is not said. */
  async #ask() {
    const { concept } = this;
    if (!concept) return;
    const asking = new AbortController();
    this.asking = asking;
    try {
      const evaluation = await this.server.precision(concept, asking.signal);
      if (!asking.signal.aborted) this.tell(evaluation);
    } catch {
      if (asking.signal.aborted) return;
      this.told = "";
      this.judged.removeAttribute("aria-busy");
      this.judged.textContent = "";
    }
  }
}
