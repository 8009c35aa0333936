/** The results: what a search found, beside the map on which it is lit, and a step from one to the next. */

import { count, el, fill, icon, release } from "./dom.js";
import { byline } from "./items.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {Item & {why?: string[], terms?: string[]}} Result */

const CLOSE = "M6 6l12 12M18 6 6 18";
const BACK = "M15 5l-7 7 7 7";
const ON = "M9 5l7 7-7 7";

export class Results {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {(path: string) => string} options.url
   * @param {(item: Item) => void} options.open
   * @param {(item: Item) => void} options.fly to a result, without opening it
   * @param {(row: number | null) => void} options.point
   * @param {() => void} options.close
   */
  constructor({ texts, lang, url, open, fly, point, close }) {
    this.texts = texts;
    this.lang = lang;
    this.url = url;
    this.pick = open;
    this.fly = fly;
    this.point = point;
    /** @type {Result[]} */
    this.found = [];
    this.at = -1;
    this.heading = el("h2", { tabindex: "-1" });
    this.summary = el("p", { class: "summary" });
    this.entries = el("ol", { class: "entries" });
    this.place = el("span", { class: "place" });
    this.back = round(texts.previous_result, BACK, () => this.step(-1));
    this.on = round(texts.next_result, ON, () => this.step(1));
    this.steps = el("div", { class: "steps", role: "group", "aria-label": texts.steps },
      this.back, this.place, this.on);
    this.element = el("section", { class: "drawer results", hidden: true },
      el("div", { class: "top" }, this.heading, this.steps,
        round(texts.close_results, CLOSE, close)),
      this.summary, this.entries);
    this.element.setAttribute("aria-label", texts.results);
    // Said to those who do not see the map fly.
    this.live = el("p", { class: "unseen", "aria-live": "polite" });
    this.element.append(this.live);
  }

  /**
   * @param {Result[]} found
   * @param {{heading: string, notice: string, total: number}} about
   */
  show(found, { heading, notice, total }) {
    this.found = found;
    this.at = -1;
    this.heading.textContent = heading;
    const many = found.length ? count(this.texts.found, total, this.lang) : this.texts.found_none;
    this.summary.textContent = [many, notice].filter(Boolean).join(" ");
    release(this.entries);
    this.entries.replaceChildren(...found.map((item, i) => el("li", {}, this.#entry(item, i))));
    this.entries.scrollTop = 0;
    this.#mark();
  }

  /**
   * Go to the next result, or to the one before; round at the ends.
   * @param {1 | -1} way
   */
  step(way) {
    const { found } = this;
    if (!found.length) return;
    this.at = this.at < 0 ? (way > 0 ? 0 : found.length - 1)
      : (this.at + way + found.length) % found.length;
    this.#mark();
    const item = found[this.at];
    this.live.textContent = [this.place.textContent, item.title || this.texts.untitled].join(", ");
    this.fly(item);
  }

  /** @param {number} row an item was opened */
  follow(row) {
    const at = this.found.findIndex((item) => item.row === row);
    if (at >= 0) this.at = at;
    this.#mark();
  }

  #mark() {
    const { at, found, texts } = this;
    this.steps.hidden = !found.length;
    this.place.textContent = at < 0 ? ""
      : fill(texts.step_place, { n: this.#number(at + 1), of: this.#number(found.length) });
    [...this.entries.querySelectorAll("button")].forEach((button, i) => {
      if (i === at) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
    this.entries.children[at]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /**
   * @param {Result} item
   * @param {number} place
   */
  #entry(item, place) {
    const rest = byline(item, this.texts);
    const why = this.#why(item);
    const title = item.title || this.texts.untitled;
    return el("button", {
      type: "button", title,
      click: () => {
        this.at = place;
        this.#mark();
        this.pick(item);
      },
      focus: () => this.point(item.row),
      mouseenter: () => this.point(item.row),
      blur: () => this.point(null),
      mouseleave: () => this.point(null),
    },
    el("span", { class: "small" }, el("img", {
      src: this.url(item.thumbs?.["256"] ?? ""), alt: "", loading: "lazy", decoding: "async",
      style: { backgroundColor: item.colour || "transparent" },
    })),
    el("span", { class: "lines" },
      el("strong", {}, title), rest ? el("span", { class: "by" }, rest) : null,
      why ? el("span", { class: "why" }, why) : null));
  }

  /** @param {Result} item */
  #why({ why = [], terms = [] }) {
    const { texts } = this;
    const [picture, words] = ["picture", "words"].map((one) => why.includes(one));
    if (picture && words) return texts.why_both;
    if (words) return texts.why_words;
    if (!picture) return "";
    return terms.length ? fill(texts.why_terms, { terms: terms.join(", ") }) : texts.why_picture;
  }

  /** @param {number} n */
  #number(n) {
    return new Intl.NumberFormat(this.lang).format(n);
  }
}

/**
 * @param {string} label
 * @param {string} path
 * @param {() => void} click
 * @returns {HTMLButtonElement}
 */
function round(label, path, click) {
  return el("button", {
    type: "button", class: "round", "aria-label": label, title: label, click,
  }, icon(path));
}
