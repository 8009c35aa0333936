/** What helps where little or nothing was found: less asked for, words near by, themes, a word as typed. */

import { link } from "./address.js";
import * as asking from "./asked.js";
import { pairOf } from "./chips.js";
import { count, el, fill } from "./dom.js";
import { any, format, parse } from "./wishes.js";

/** @typedef {import("./asked.js").Asked} Asked */

/**
 * @typedef {object} Ways as docs/api.md has them
 * @property {string[]} words
 * @property {{name: string, value: string, count: number}[]} drop
 * @property {{id: number, label: string}[]} themes
 */

export class Advice {
  /**
   * @param {object} options
   * @param {import("./address.js").Props} options.props
   * @param {import("./address.js").Emit} options.emit
   * @param {(change: Partial<Asked>) => void} options.ask
   * @param {import("./address.js").Emit} options.asks what a link to other words does
   * @param {() => import("./chips.js").Names} options.names
   */
  constructor({ props, emit, ask, asks, names }) {
    this.props = props;
    this.emit = emit;
    this.ask = ask;
    this.asks = asks;
    this.names = names;
    /** @type {Asked | null} */
    this.asked = null;
    this.element = el("div", { class: "advice" });
  }

  clear() {
    this.element.replaceChildren();
  }

  /**
   * @param {Asked} asked
   * @param {{word: string, taken: string}[]} instead words that are written nowhere, and what they were taken for
   * @param {Ways | null} ways
   */
  update(asked, instead, ways) {
    const { texts } = this.props;
    this.asked = asked;
    this.element.replaceChildren(
      ...instead.map(({ word, taken }) => el("p", { class: "instead" }, fill(texts.instead, { word, taken }), " ",
        el("button", { type: "button", class: "quiet", click: () => this.#exactly(asked, word) },
          fill(texts.exactly, { word })))),
      ...(ways ? this.#ways(asked, ways) : []));
    this.element.classList.toggle("above", instead.length > 0);
  }

  /**
   * Look for a word as it was typed, which quotes mean.
   * @param {Asked} asked
   * @param {string} word
   */
  #exactly({ q }, word) {
    this.ask({ q: q.split(" ").map((one) => folded(one) === word ? `"${one}"` : one).join(" ") });
  }

  /**
   * @param {Asked} asked
   * @param {Ways} ways
   */
  #ways(asked, { words, drop, themes }) {
    const { props } = this;
    const { texts, lang } = props;
    const address = asking.addressOf(asked);
    const group = (/** @type {string} */ label, /** @type {HTMLElement[]} */ ways) => ways.length
      ? [el("h3", {}, label), el("ul", { class: "chips" }, ...ways.map((way) => el("li", {}, way)))] : [];
    return [
      el("p", {}, texts.advice),
      ...group(texts.drops, drop.map(({ name, value, count: n }) => el("button", {
        type: "button", click: () => this.#drop(asked, name, value),
      }, fill(name === "not" || name === "by" ? texts.drop_to : texts.drop,
        { name: this.#called(name, value), n: count(texts.results_n, n, lang) })))),
      ...group(texts.near, words.map((word) => link(props, this.asks,
        { page: "recherche", params: { ...address, q: word }, here: true }, { class: "button" }, word))),
      ...group(texts.themes, themes.map(({ id, label }) => link(props, this.emit,
        { page: "themes", params: { theme: id } }, { class: "button" }, label))),
    ];
  }

  /**
   * What a part of the query is called.
   * @param {string} name
   * @param {string} value
   */
  #called(name, value) {
    const { texts } = this.props;
    if (name === "not") return fill(texts.with, { thing: value });
    if (name === "by") return texts.ways.both;
    const wishes = parse(String(new URLSearchParams([[name, value]])));
    const [chip] = any(wishes) ? this.#only(wishes) : [];
    return chip ?? value;
  }

  /** @param {import("./wishes.js").Wishes} wishes */
  #only(wishes) {
    const { texts } = this.props;
    const names = this.names();
    if (wishes.themes.length) return wishes.themes.map(names.theme);
    const [column] = Object.keys(wishes.columns);
    if (column) return [pairOf(names.column(column), names.value(column, wishes.columns[column][0]), texts)];
    if (wishes.colours.length) return wishes.colours.map((one) => texts.swatches[one] ?? `#${one}`);
    return [texts.years];
  }

  /**
   * Ask the same without one part.
   * @param {Asked} asked
   * @param {string} name
   * @param {string} value
   */
  #drop({ without, wishes }, name, value) {
    if (name === "not") this.ask({ without: without.filter((one) => one !== value) });
    else if (name === "by") this.ask({ by: "both" });
    else {
      const left = new URLSearchParams(format(wishes));
      left.delete(name, value);
      this.ask({ wishes: parse(String(left)) });
    }
  }
}

/** A word as the server folds it. @param {string} word */
function folded(word) {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
