/** What went wrong with a concept: told in a line, and where two disagree, with the ways out. */

import { el } from "./dom.js";

/** The ways out when somebody else has saved it meanwhile. @typedef {"copy" | "join" | "replace" | "theirs"} Way */

const WAYS = /** @type {Way[]} */ (["copy", "join", "replace", "theirs"]);

export class Dispute {
  /**
   * @param {object} options
   * @param {any} options.props of the widget
   * @param {(way: Way) => void} options.decide
   */
  constructor({ props, decide }) {
    this.props = props;
    this.decide = decide;
    /** Whether it waits to be decided. */
    this.open = false;
    this.element = el("div", { class: "trouble", role: "alert", hidden: true });
  }

  /** Somebody else has saved it meanwhile: nothing is lost, and who is here decides. */
  raise() {
    const { texts } = this.props;
    this.#show(texts.conflict, ...WAYS.map((way) => el("button", {
      type: "button", "data-way": way, click: () => this.decide(way),
    }, texts[`conflict_${way}`])));
  }

  /** @param {string} text */
  complain(text) {
    this.#show(text);
  }

  /** What was asked since was answered: a complaint is over, a dispute is not. */
  answered() {
    if (!this.open) this.element.hidden = true;
  }

  settle() {
    this.open = false;
    this.element.hidden = true;
  }

  /**
   * @param {string} text
   * @param {...HTMLElement} ways
   */
  #show(text, ...ways) {
    this.element.replaceChildren(el("p", {}, text), ...(ways.length ? [el("div", { class: "bar" }, ...ways)] : []));
    this.element.hidden = false;
    this.open = ways.length > 0;
  }
}
