/** How the pictures of a board lie among the themes, the techniques and the years: small plots. */

import { fileAddress } from "./address.js";
import { count, el, fill, put, readJson } from "./dom.js";

/** @typedef {{label: string, here: number, all: number}} Bar */
/** @typedef {{start: number, width: number, counts: number[]}} Bins */

export class Balance {
  /** @param {{props: any, state: () => string}} page `state` changes when the board does */
  constructor(page) {
    this.page = page;
    this.drawn = "";
    this.body = el("div", { class: "plots" });
    this.summary = el("summary", {});
    this.element = el("details", { class: "fold", toggle: () => void this.update() }, this.summary, this.body);
  }

  async update() {
    const { props } = this.page;
    this.summary.textContent = props.texts.balance;
    const state = this.page.state();
    if (!this.element.open || !props.board || state === this.drawn) return;
    this.drawn = state;
    try {
      const url = new URL(fileAddress(props, `${props.api}/boards/${props.board.id}/balance`));
      url.searchParams.set("lang", props.lang);
      const told = await readJson(url, {});
      if (state !== this.drawn) return;
      put(this.body, el("p", { class: "muted legend" }, props.texts.balance_legend),
        this.#bars(props.texts.by_theme, told.themes, told),
        this.#years(told),
        this.#bars(props.texts.by_kind, told.kinds, told));
    } catch {
      this.drawn = "";
      put(this.body, el("p", { role: "alert" }, props.texts.balance_failed));
    }
  }

  /**
   * @param {string} title
   * @param {Bar[]} bars
   * @param {{pictures: number, items: number}} of
   */
  #bars(title, bars, of) {
    const { props } = this.page;
    if (!bars.length) return null;
    const share = (/** @type {number} */ n, /** @type {number} */ all) => n / Math.max(1, all);
    const most = Math.max(...bars.flatMap((bar) => [share(bar.here, of.pictures), share(bar.all, of.items)]), 0.01);
    return el("section", { class: "plot" }, el("h3", {}, title), el("ul", {}, ...bars.map((bar) => el("li", {},
      el("span", { class: "label" }, bar.label),
      el("span", { class: "pair", "aria-hidden": "true" },
        el("i", { class: "here", style: { width: `${(100 * share(bar.here, of.pictures)) / most}%` } }),
        el("i", { class: "all", style: { width: `${(100 * share(bar.all, of.items)) / most}%` } })),
      el("span", { class: "n" }, el("span", { "aria-hidden": "true" }, String(bar.here)),
        el("span", { class: "unseen" }, fill(props.texts.bar, { here: bar.here, all: bar.all })))))));
  }

  /** @param {{years: Bins | null, all_years: Bins | null, pictures: number, undated: number}} told */
  #years({ years, all_years: all, pictures, undated }) {
    const { props } = this.page;
    if (!years || !all) return null;
    const tall = (/** @type {Bins} */ bins, /** @type {number} */ i) => {
      const most = Math.max(1, ...bins.counts);
      return bins.counts[i] ? `${Math.max(3, 100 * Math.sqrt(bins.counts[i] / most))}%` : "0";
    };
    const last = years.start + years.width * years.counts.length - 1;
    const said = years.counts.map((n, i) => n && `${years.start + i * years.width}–${years.start + (i + 1) * years.width - 1} (${n})`)
      .filter(Boolean).join(", ");
    return el("section", { class: "plot" }, el("h3", {}, props.texts.by_date),
      el("p", { class: "unseen" }, said || count(props.forms, 0, props.lang)),
      el("div", { class: "bars", "aria-hidden": "true" }, ...years.counts.map((_, i) => el("span", {},
        el("i", { class: "all", style: { height: tall(all, i) } }),
        el("i", { class: "here", style: { height: tall(years, i) } })))),
      el("p", { class: "ends", "aria-hidden": "true" }, el("span", {}, String(years.start)), el("span", {}, String(last))),
      undated && pictures ? el("p", { class: "muted" }, fill(props.texts.undated, { n: undated })) : null);
  }
}
