/** The facets: what one can filter by, with how many pictures each choice would leave. */

import { el, fill, icon } from "./dom.js";
import { Years } from "./histogram.js";
import { any, toggleColour, toggleTheme, toggleValue, valuesOf } from "./wishes.js";

/** @typedef {import("./wishes.js").Wishes} Wishes */

/**
 * @typedef {object} Overview what the API says can be chosen; see docs/api.md
 * @property {{name: string, label?: string, distinct: number,
 *   values: {value: string, label?: string, count: number}[]}[]} results ``label`` where people made
 *   the column, and named it and its values; of a value, also where it was chosen in another language
 * @property {number} matching
 * @property {{id: number, parent: number, level: number, label: string, count: number}[]} themes
 * @property {import("./histogram.js").Bins | null} years
 * @property {number} undated
 * @property {boolean} [searched] whether the numbers count the best of a search alone
 * @property {{colour: string, count: number}[]} colours
 */

const CLOSE = "M6 6l12 12M18 6 6 18";
/** Values of a column shown at first, and when more are asked for. */
const FEW = 6;
const MORE = 40;

export class Facets {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {(wishes: Wishes) => void} options.wish
   * @param {() => void} options.close
   * @param {(column: string, find: string) => Promise<Overview["results"][0] | null>} options.find
   */
  constructor({ texts, lang, wish, close, find }) {
    this.texts = texts;
    this.lang = lang;
    this.wish = wish;
    this.find = find;
    /** @type {Wishes | null} */
    this.wishes = null;
    /** @type {Overview | null} */
    this.overview = null;
    /** @type {Set<string>} columns of which more is shown */
    this.opened = new Set();
    /** @type {Map<string, {text: string, found: Overview["results"][0] | null}>} */
    this.finding = new Map();
    this.years = new Years({ texts, choose: (years) => this.#choose({ years }) });
    this.undated = el("input", {
      type: "checkbox", "data-key": "undated",
      change: () => this.#choose({ undated: this.undated.checked }),
    });
    this.heading = el("h2", { tabindex: "-1" }, texts.filters);
    this.among = el("p", { class: "among muted", hidden: true }, texts.among);
    this.groups = el("div", { class: "columns" });
    this.body = el("div", { class: "groups" }, this.among, this.groups);
    this.element = el("section", { class: "drawer facets", hidden: true },
      el("div", { class: "top" }, this.heading,
        el("button", {
          type: "button", class: "round", "aria-label": texts.close_filters,
          title: texts.close_filters, click: close,
        }, icon(CLOSE))),
      this.body);
    this.element.setAttribute("aria-label", texts.filters);
  }

  /**
   * @param {Overview} overview
   * @param {Wishes} wishes
   */
  update(overview, wishes) {
    this.overview = overview;
    this.wishes = wishes;
    this.#draw();
  }

  #draw() {
    const { overview, wishes, texts } = this;
    if (!overview || !wishes) return;
    const key = this.#focused();
    this.among.hidden = !overview.searched;
    const scrolled = this.body.scrollTop;
    const groups = [
      overview.themes.some(({ label, count }) => label && count) || wishes.themes.length ? this.#group(texts.themes, this.#themes()) : null,
      overview.years && (overview.years.counts.some(Boolean) || wishes.years) ? this.#group(texts.years, this.#time()) : null,
      overview.colours.some(({ count }) => count) || wishes.colours.length
        ? this.#group(texts.colours, this.#colours()) : null,
      ...overview.results.map((column) =>
        column.label || column.distinct > 1 || valuesOf(wishes, column.name).length
          ? this.#group(this.name(column.name), this.#column(column)) : null),
    ];
    this.groups.replaceChildren(...groups.filter((one) => one !== null));
    this.body.scrollTop = scrolled;
    if (key) /** @type {any} */ (this.body.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus();
  }

  /** What a column is called. @param {string} column */
  name(column) {
    return this.#made(column)?.label ?? this.texts[column] ?? column.charAt(0).toUpperCase() + column.slice(1);
  }

  /**
   * What a value of a column is called.
   * @param {string} column
   * @param {string} value
   */
  value(column, value) {
    const told = this.overview?.results.find(({ name }) => name === column);
    return told?.values.find((one) => one.value === value)?.label ?? value;
  }

  /** Whether the name of a column is known: those that people made have names of their own. @param {string} column */
  knows(column) {
    return !column.startsWith("f.") || this.#made(column) !== undefined;
  }

  /** @param {string} column */
  #made(column) {
    return this.overview?.results.find(({ name, label }) => name === column && label);
  }

  /**
   * @param {string} name
   * @param {HTMLElement[]} content
   */
  #group(name, content) {
    return el("fieldset", {}, el("legend", {}, name), ...content);
  }

  #themes() {
    const { overview, wishes } = this;
    if (!overview || !wishes) return [];
    const known = new Map(overview.themes.map((theme) => [theme.id, theme]));
    const above = (/** @type {number} */ id) => {
      const found = [];
      for (let at = known.get(id)?.parent ?? -1; known.has(at) && found.length < 9;) {
        found.push(at);
        at = known.get(at)?.parent ?? -1;
      }
      return found;
    };
    const open = new Set(wishes.themes.flatMap((id) => [id, ...above(id)]));
    const shown = overview.themes.filter(({ label, level, parent, count, id }) =>
      label && (wishes.themes.includes(id) || (count && (level === 0 || open.has(parent)))));
    /** @param {number} parent @returns {typeof shown} */
    const under = (parent) => shown.filter((theme) => theme.parent === parent)
      .sort((a, b) => b.count - a.count)
      .flatMap((theme) => [theme, ...under(theme.id)]);
    const ordered = under(-1);
    const more = this.opened.has("theme ");
    const listed = more ? ordered : ordered.filter(
      ({ id, level, parent }, i) => i < FEW + 2 || open.has(id) || (level && open.has(parent)));
    const within = (/** @type {number} */ id) =>
      overview.themes.map((theme) => theme.id).filter((one) => above(one).includes(id));
    return [
      el("ul", {}, ...listed.map(({ id, label, level, count }) => el("li", {}, this.#choice({
        key: `theme ${id}`, label: capital(label), count, level,
        checked: wishes.themes.includes(id),
        toggle: () => this.wish(toggleTheme(wishes, id, [...above(id), ...within(id)])),
      })))),
      ordered.length > listed.length || more ? this.#more("theme ", ordered.length) : null,
    ].filter((one) => one !== null);
  }

  /** @param {Overview["results"][0]} column */
  #column(column) {
    const { wishes } = this;
    if (!wishes) return [];
    const more = this.opened.has(column.name);
    const search = more ? this.finding.get(column.name) : undefined;
    const listed = search?.found ?? column;
    const chosen = valuesOf(wishes, column.name);
    const values = listed.values.filter(
      ({ value }, i) => i < (more ? MORE : FEW) || chosen.includes(value));
    return [
      more && column.distinct > MORE ? this.#finder(column.name, search?.text ?? "") : null,
      el("ul", {}, ...values.map(({ value, label, count }) => el("li", {}, this.#choice({
        key: `${column.name} ${value}`, label: label ?? value, count, level: 0,
        checked: chosen.includes(value),
        toggle: () => this.wish(toggleValue(wishes, column.name, value)),
      })))),
      column.values.length > FEW ? this.#more(column.name, column.distinct) : null,
    ].filter((one) => one !== null);
  }

  #time() {
    const { overview, wishes, texts } = this;
    if (!overview?.years || !wishes) return [];
    this.years.update(overview.years, wishes.years);
    this.undated.checked = wishes.undated;
    this.undated.disabled = !wishes.years;
    const keep = overview.undated
      ? el("label", { class: "choice" }, this.undated, el("span", { class: "name" }, texts.undated),
        el("span", { class: "many" }, this.#number(overview.undated)))
      : null;
    return [this.years.element, keep].filter((one) => one !== null);
  }

  #colours() {
    const { overview, wishes, texts } = this;
    if (!overview || !wishes) return [];
    const shown = overview.colours.map(({ colour, count }) => ({ hex: colour.slice(1), count }))
      .filter(({ hex, count }) => count || wishes.colours.includes(hex));
    return [el("div", { class: "swatches" }, ...shown.map(({ hex, count }) => {
      const name = texts.swatches[hex] ?? hex;
      const label = fill(texts.value_count, { value: name, n: this.#number(count) });
      return el("button", {
        type: "button", class: "swatch", "data-key": `colour ${hex}`, title: label,
        "aria-label": label, "aria-pressed": String(wishes.colours.includes(hex)),
        style: { backgroundColor: `#${hex}` },
        click: () => this.wish(toggleColour(wishes, hex)),
      });
    }))];
  }

  /** @param {{key: string, label: string, count: number, level: number, checked: boolean, toggle: () => void}} choice */
  #choice({ key, label, count, level, checked, toggle }) {
    const box = el("input", { type: "checkbox", "data-key": key, checked, change: toggle });
    return el("label", { class: `choice level-${Math.min(level, 2)}${count ? "" : " none"}` },
      box, el("span", { class: "name" }, label),
      el("span", { class: "many" }, this.#number(count)));
  }

  /**
   * @param {string} name
   * @param {number} total
   */
  #more(name, total) {
    const open = this.opened.has(name);
    return el("button", {
      type: "button", class: "more", "data-key": `more ${name}`, "aria-expanded": String(open),
      click: () => {
        if (open) this.opened.delete(name);
        else this.opened.add(name);
        this.#draw();
      },
    }, open ? this.texts.fewer : fill(this.texts.more, { n: this.#number(total) }));
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  #finder(name, text) {
    /** @type {number | undefined} */
    let timer;
    const input = el("input", {
      type: "search", "data-key": `find ${name}`, value: text, maxlength: "80",
      "aria-label": this.texts.find_value, placeholder: this.texts.find_value,
      input: () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(async () => {
          const asked = input.value.trim();
          const found = asked ? await this.find(name, asked).catch(() => null) : null;
          if (!input.isConnected) return;
          this.finding.set(name, { text: input.value, found });
          this.#draw();
        }, 200);
      },
    });
    return input;
  }

  /** @param {number} n */
  #number(n) {
    return new Intl.NumberFormat(this.lang).format(n);
  }

  /** @param {Partial<Wishes>} change */
  #choose(change) {
    if (this.wishes) this.wish({ ...this.wishes, ...change });
  }

  #focused() {
    const root = /** @type {ShadowRoot} */ (this.element.getRootNode());
    const focused = root.activeElement;
    return focused instanceof HTMLElement && this.body.contains(focused)
      ? focused.dataset.key ?? null : null;
  }

  /** Whether anything is chosen. */
  get active() {
    return this.wishes !== null && any(this.wishes);
  }
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
