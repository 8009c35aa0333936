/** The bar above the results: by what they are found, in what order, and how different. */

import { el, icon } from "./dom.js";
import { any, ranks } from "./asked.js";

/** @typedef {import("./asked.js").Asked} Asked */

const FUNNEL = "M4 6h16M7 12h10M10 18h4";

export class SearchBar {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {boolean} options.seen whether words can be compared with pictures here
   * @param {(change: Partial<Asked>) => void} options.ask
   * @param {() => void} options.toggle the filters
   */
  constructor({ texts, seen, ask, toggle }) {
    this.badge = el("span", { class: "badge", hidden: true });
    this.toggle = el("button", {
      type: "button", class: "filters", "aria-expanded": "false", click: toggle,
    }, icon(FUNNEL), el("span", {}, texts.filters), this.badge);
    this.ways = new Map(["both", "seen", "written"].map((way) => [way, el("input", {
      type: "radio", name: "by", value: way, change: () => ask({ by: way }),
    })]));
    this.seen = seen;
    this.by = el("fieldset", { class: "by" },
      el("legend", { class: "unseen" }, texts.by),
      ...[...this.ways].map(([way, input]) => el("label", {}, input, el("span", {}, texts.ways[way]))));
    this.sort = el("select", { change: () => ask({ sort: this.sort.value }) },
      ...Object.entries(texts.sorts).map(([value, label]) =>
        el("option", { value }, /** @type {string} */ (label))));
    this.slider = el("input", {
      type: "range", min: "0", max: "100", step: "5",
      input: () => this.#tell(),
      change: () => ask({ different: Number(this.slider.value) / 100 }),
    });
    this.texts = texts;
    this.spread = el("label", { class: "spread" },
      el("span", { class: "unseen" }, texts.different),
      el("span", { "aria-hidden": "true" }, texts.alike), this.slider,
      el("span", { "aria-hidden": "true" }, texts.varied));
    this.sorting = el("label", { class: "sort" }, el("span", {}, texts.sort), this.sort);
    this.element = el("div", { class: "bar" }, this.toggle, this.by, this.sorting, this.spread);
  }

  /**
   * @param {Asked} asked
   * @param {{filters: number, pictures: boolean, small: boolean}} about how many filters, whether a picture
   *   is shown, and whether the ways and the slider stand with the filters, where only their number is seen
   */
  update(asked, { filters, pictures, small }) {
    const ranked = ranks(asked) || pictures;
    const chosen = filters + (small ? Number(asked.by !== "both") + Number(asked.different > 0) : 0);
    this.badge.hidden = !chosen;
    this.badge.textContent = String(chosen);
    for (const [way, input] of this.ways) input.checked = way === asked.by;
    // What would change nothing is not there.
    this.by.hidden = !this.seen || !(asked.q || asked.without.length);
    this.sorting.hidden = !any(asked) && !pictures;
    this.sort.options[0].textContent = ranked ? this.texts.sorts.relevance : this.texts.unranked;
    this.sort.value = asked.sort;
    this.slider.value = String(Math.round(asked.different * 100));
    this.spread.hidden = !ranked || asked.sort !== "relevance";
    this.#tell();
  }

  #tell() {
    const value = Number(this.slider.value);
    this.slider.setAttribute("aria-valuetext", `${value} %`);
  }
}
