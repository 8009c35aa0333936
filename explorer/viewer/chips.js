/** The chips: each part of what is picked out, and what is left without it. Pure. */

import { fill } from "./dom.js";
import { rangeText } from "./histogram.js";
import { toggleColour, toggleTheme, toggleValue } from "./wishes.js";

/** @typedef {import("./wishes.js").Wishes} Wishes */

/**
 * @typedef {object} Names what things are called
 * @property {(id: number) => string} theme
 * @property {(column: string) => string} column
 * @property {(column: string, value: string) => string} value
 */

/**
 * A column and a value of it. A concept has one value, called like itself: it is said once.
 * @param {string} name
 * @param {string} value
 * @param {Record<string, any>} texts
 */
export function pairOf(name, value, texts) {
  return name.toLowerCase() === value.toLowerCase() ? name : fill(texts.pair, { name, value });
}

/**
 * @param {Wishes} wishes
 * @param {Names} names
 * @param {Record<string, any>} texts
 * @returns {{label: string, colour?: string, without: Wishes}[]}
 */
export function chipsOf(wishes, names, texts) {
  /** @type {{label: string, colour?: string, without: Wishes}[]} */
  const chips = [];
  for (const id of wishes.themes) {
    chips.push({ label: names.theme(id), without: toggleTheme(wishes, id) });
  }
  for (const [name, values] of Object.entries(wishes.columns)) {
    for (const value of values) {
      chips.push({ label: pairOf(names.column(name), names.value(name, value), texts), without: toggleValue(wishes, name, value) });
    }
  }
  if (wishes.years) {
    const label = rangeText(wishes.years, texts);
    chips.push({ label, without: { ...wishes, years: null, undated: false } });
  }
  for (const colour of wishes.colours) {
    const label = texts.swatches[colour] ?? `#${colour}`;
    chips.push({ label, colour, without: toggleColour(wishes, colour) });
  }
  return chips;
}
