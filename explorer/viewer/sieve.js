/** The sieve: what a cloud is kept to. Facets to choose from, and what was chosen, as chips. */

import { chipsOf } from "./chips.js";
import { el, fill, icon } from "./dom.js";
import { Facets } from "./facets.js";
import { focusedIn } from "./surroundings.js";
import { any, NOTHING, parse, queryOf } from "./wishes.js";

/** @typedef {import("./wishes.js").Wishes} Wishes */

const CROSS = "M7 7l10 10M17 7 7 17";

export class Sieve {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {import("./server.js").Server} options.server
   * @param {string} options.root of the collection's API
   * @param {string} options.lang
   * @param {Record<string, any>} options.texts
   * @param {(wishes: Wishes) => void} options.wish
   * @param {() => void} options.close the facets
   * @param {() => void} options.lost what had the focus was taken away
   */
  constructor({ holder, server, root, lang, texts, wish, close, lost }) {
    this.holder = holder;
    this.server = server;
    this.root = root;
    this.lang = lang;
    this.texts = texts;
    this.wish = wish;
    this.lost = lost;
    this.filter = "";
    /** @type {Map<number, string> | null} names of themes, once they are needed */
    this.themes = null;
    this.facets = new Facets({
      texts, lang, wish, close,
      find: async (column, find) => {
        const answer = await this.#overview({ column, find });
        return answer.results[0] ?? null;
      },
    });
    this.chips = el("ul", { class: "chips", "aria-label": texts.active });
    this.clear = el("button", { type: "button", class: "clear", click: () => wish(NOTHING) }, texts.clear);
    /** What was chosen, to be shown above. */
    this.state = el("div", { class: "state", hidden: true }, this.chips, this.clear);
    holder.append(this.facets.element);
  }

  /** Show what a cloud is kept to. @param {string} filter as wishes.js writes it */
  async update(filter) {
    this.filter = filter;
    const wishes = parse(filter);
    if (any(wishes)) this.state.hidden = false;
    if (!this.facets.element.hidden) void this.refresh();
    if (wishes.themes.length) await this.#name();
    if (Object.keys(wishes.columns).some((name) => !this.facets.knows(name))) await this.refresh();
    if (filter === this.filter) this.#draw(wishes);
  }

  /** Ask what there is to choose from. */
  async refresh() {
    const { filter } = this;
    const overview = await this.#overview({}).catch(() => null);
    if (overview && filter === this.filter) this.facets.update(overview, parse(filter));
  }

  /** @param {Wishes} wishes */
  #draw(wishes) {
    const { texts } = this;
    const held = focusedIn(this.holder);
    const at = [...this.chips.querySelectorAll("button")].indexOf(/** @type {any} */ (held));
    const theme = (/** @type {number} */ id) => {
      const label = this.themes?.get(id);
      return label ? label.charAt(0).toUpperCase() + label.slice(1) : fill(texts.theme_n, { n: id });
    };
    const column = (/** @type {string} */ name) => this.facets.name(name);
    const value = (/** @type {string} */ name, /** @type {string} */ one) => this.facets.value(name, one);
    this.chips.replaceChildren(...chipsOf(wishes, { theme, column, value }, texts).map((chip) => {
      const label = fill(texts.remove, { name: chip.label });
      return el("li", {}, el("button", {
        type: "button", class: "chip", title: label, "aria-label": label,
        click: () => this.wish(chip.without),
      }, chip.colour ? el("span", { class: "dot", style: { backgroundColor: `#${chip.colour}` } }) : null,
      el("span", { class: "name" }, chip.label), icon(CROSS)));
    }));
    this.state.hidden = !any(wishes);
    // What was taken away under the finger hands the focus on.
    const left = [...this.chips.querySelectorAll("button")];
    if (at >= 0 && left.length) left[Math.min(at, left.length - 1)].focus({ preventScroll: true });
    else if (at >= 0 || (held === this.clear && this.state.hidden)) this.lost();
  }

  async #name() {
    if (this.themes) return;
    const query = new URLSearchParams({ lang: this.lang, medoids: "0" });
    const answer = await this.server.json(`${this.root}/themes?${query}`).catch(() => null);
    /** @type {{id: number, label: string}[]} */
    const themes = answer?.results ?? [];
    this.themes = new Map(themes.map(({ id, label }) => [id, label]));
  }

  /** @param {Record<string, string>} more */
  #overview(more) {
    const query = queryOf(parse(this.filter));
    for (const [name, value] of Object.entries({ lang: this.lang, ...more })) query.set(name, value);
    return this.server.json(`${this.root}/facets?${query}`);
  }
}
