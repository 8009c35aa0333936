/** The part of a lesson where the line is drawn, and the concept made a filter. */

import { link } from "./address.js";
import { ScoreLine } from "./concept-line.js";
import { el } from "./dom.js";
import { Marking } from "./marking.js";

/** @typedef {import("./concepts-server.js").Line} Line */

/** Pictures shown on each side. */
export const SIDE = 8;

export class LinePart {
  /**
   * @param {object} options
   * @param {any} options.props of the widget
   * @param {import("./address.js").Emit} options.emit
   * @param {import("./marking.js").Asked} options.asked
   * @param {import("./concept-draft.js").ConceptDraft} options.draft
   * @param {() => boolean} options.newer whether there are marks that the server has not
   * @param {(threshold: number) => void} options.draw
   * @param {(threshold: number | null) => void} options.apply null: it is to be no filter any more
   */
  constructor({ props, emit, asked, draft, newer, draw, apply }) {
    this.props = props;
    this.emit = emit;
    this.draft = draft;
    this.newer = newer;
    this.apply = apply;
    const { texts } = props;
    this.line = new ScoreLine({ props, choose: draw });
    this.over = new Marking({ props, emit, label: texts.over, asked });
    this.under = new Marking({ props, emit, label: texts.under, asked });
    /** Where the histogram has them: less like it on the left, more on the right. */
    const side = (/** @type {string} */ label, /** @type {Marking} */ wall) =>
      el("section", { class: "side" }, el("h2", {}, label), wall.element);
    this.overSide = side(texts.over, this.over);
    this.own = el("p", { class: "muted", hidden: true }, texts.over_own);
    this.overSide.append(this.own);
    this.underSide = side(texts.under, this.under);
    this.button = el("button", { type: "button", class: "primary", click: () => apply(this.line.threshold) });
    this.applied = el("div", { class: "applied" });
    this.drawn = el("div", { class: "drawn", hidden: true },
      this.line.element, el("div", { class: "bar" }, this.button, this.applied),
      el("div", { class: "sides" }, this.underSide, this.overSide));
    this.waiting = el("p", { class: "muted" }, texts.line_waiting);
    this.element = el("section", { "aria-label": texts.part_line },
      el("p", { class: "muted how" }, texts.line_how), this.waiting, this.drawn);
  }

  /** @param {Line} told */
  show(told) {
    this.waiting.hidden = true;
    this.drawn.hidden = false;
    this.line.update(told);
    this.over.show(told.over);
    this.under.show(told.under);
    this.overSide.hidden = !told.above;
    this.own.hidden = told.over.length > 0;
    this.underSide.hidden = !told.under.length;
  }

  /** The concept is other than it was. */
  update() {
    const { draft, props, emit } = this;
    const { texts } = props;
    const { applied, id, taughtAt } = draft.concept;
    this.over.update();
    this.under.update();
    this.button.textContent = applied ? texts.apply_again : texts.apply;
    const old = applied && (this.newer() || taughtAt > applied.when);
    this.applied.replaceChildren(...(applied ? [
      el("p", {}, old ? texts.applied_old : texts.applied),
      el("div", { class: "bar" },
        link(props, emit, { page: "", params: { filter: `f.${id}=yes` } }, { class: "button" }, texts.on_map),
        el("button", { type: "button", click: () => this.apply(null) }, texts.unapply)),
    ] : []));
  }
}
