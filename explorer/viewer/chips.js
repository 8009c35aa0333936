/** The chips: what is wished, each with the wishes that are left without it. Pure. */

import { fill } from "./dom.js";
import { rangeText } from "./histogram.js";
import { toggleColour, toggleTheme, toggleValue } from "./wishes.js";

/** @typedef {import("./wishes.js").Wishes} Wishes */
/** @typedef {{label: string, colour?: string, wishes: Wishes}} Chip ``wishes`` those without it */

/**
 * @param {Wishes} wishes
 * @param {object} how
 * @param {Record<string, any>} how.texts
 * @param {(id: number) => string} how.theme its name
 * @param {(name: string) => string} how.column its name
 * @param {(name: string, value: string) => string} how.value what a value of a column is called
 * @returns {Chip[]}
 */
export function chipsOf(wishes, { texts, theme, column, value: called }) {
  /** @type {Chip[]} */
  const chips = wishes.themes.map((id) => ({ label: theme(id), wishes: toggleTheme(wishes, id) }));
  for (const [name, values] of Object.entries(wishes.columns)) {
    for (const value of values) {
      const label = fill(texts.pair, { name: column(name), value: called(name, value) });
      chips.push({ label, wishes: toggleValue(wishes, name, value) });
    }
  }
  if (wishes.years) {
    const label = rangeText(wishes.years, texts);
    chips.push({ label, wishes: { ...wishes, years: null, undated: false } });
  }
  for (const colour of wishes.colours) {
    const label = texts.swatches[colour] ?? `#${colour}`;
    chips.push({ label, colour, wishes: toggleColour(wishes, colour) });
  }
  return chips;
}
