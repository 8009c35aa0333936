// Which images a set is tried on: all of them, or those that a filter keeps.

import { el, fill, readJson } from "./dom.js";
import { fileAddress } from "./address.js";
import { any, format, NOTHING, parse, toggleValue, valuesOf } from "./wishes.js";

export class Scope {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    /** @type {any[]} */
    this.columns = [];
    this.open = false;
    this.column = "";
  }

  /** What can be filtered by. */
  async read() {
    const { props } = this.page;
    if (this.asked === props.collection) return;
    this.asked = props.collection;
    const url = new URL(fileAddress(props, props.facets));
    url.searchParams.set("lang", props.lang);
    try {
      this.columns = (await readJson(url)).results;
    } catch {
      this.asked = "";
    }
    this.page.draw();
  }

  /** @param {string} name */
  name(name) {
    return this.columns.find((one) => one.name === name)?.label ?? this.page.columnName(name);
  }

  /** @param {string} column @param {string} value */
  value(column, value) {
    return this.columns.find((one) => one.name === column)?.values
      .find((/** @type {any} */ one) => one.value === value)?.label ?? value;
  }

  /** @param {any} wishes */
  wish(wishes) {
    const told = any(wishes) ? format({ ...wishes, hide: false }) : "";
    this.page.emit("address", { filter: told || null, class: null, order: null, truth: null });
  }

  /** @returns {HTMLElement} */
  draw() {
    const { props } = this.page;
    const { texts } = props;
    const wishes = parse(props.filter);
    const chips = Object.keys(wishes.columns).flatMap((column) => valuesOf(wishes, column).map((value) => el("button", {
      type: "button", class: "chip", "data-focus": `chip-${column}-${value}`,
      "aria-label": fill(texts.unfilter, { name: this.value(column, value) }),
      click: () => this.wish(toggleValue(wishes, column, value)),
    }, `${this.name(column)} : ${this.value(column, value)}`, el("span", { "aria-hidden": "true" }, " ×"))));
    const others = wishes.themes.length + wishes.colours.length + (wishes.years ? 1 : 0);
    return el("div", { class: "scope" },
      el("p", { class: "line" }, el("span", {}, any(wishes) ? texts.onPart : texts.onAll), ...chips,
        others ? el("button", { type: "button", class: "chip", click: () => this.wish(NOTHING) }, texts.otherFilters,
          el("span", { "aria-hidden": "true" }, " ×")) : null,
        el("button", {
          type: "button", "aria-expanded": String(this.open), "data-focus": "narrow",
          click: () => {
            this.open = !this.open;
            this.read();
            this.page.draw();
          },
        }, texts.narrow)),
      this.open ? this.form(wishes) : null);
  }

  /** @param {any} wishes */
  form(wishes) {
    const { texts } = this.page.props;
    const chosen = this.columns.find((one) => one.name === this.column) ?? this.columns[0];
    const column = el("select", {
      "data-focus": "narrow-column",
      change: () => {
        this.column = column.value;
        this.page.draw();
      },
    }, ...this.columns.map(({ name }) => el("option", { value: name, selected: name === chosen?.name }, this.name(name))));
    const value = el("select", { "data-focus": "narrow-value" }, ...(chosen?.values ?? []).map((/** @type {any} */ one) =>
      el("option", { value: one.value }, `${one.label ?? one.value} (${one.count})`)));
    return el("form", {
      class: "narrowing",
      submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (!chosen || !value.value || valuesOf(wishes, chosen.name).includes(value.value)) return;
        this.open = false;
        this.wish(toggleValue(wishes, chosen.name, value.value));
      },
    }, el("label", { class: "field" }, el("span", {}, texts.narrowColumn), column),
    el("label", { class: "field" }, el("span", {}, texts.narrowValue), value),
    el("button", {}, texts.narrowDo));
  }
}
