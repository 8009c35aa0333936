/** The wishes: what the visitor filters by, as a value that never changes and as a text. Pure. */

/**
 * @typedef {object} Wishes
 * @property {Record<string, string[]>} columns values by column; any of a column's, all columns
 * @property {number[]} themes any of them
 * @property {[number | null, number | null] | null} years inclusive; null for an open end
 * @property {boolean} undated whether what has no date is kept where there are years
 * @property {string[]} colours ``rrggbb``, any of them
 * @property {boolean} hide whether all else is hidden, not only dimmed
 */

/** @type {Wishes} */
export const NOTHING = Object.freeze({
  columns: {}, themes: [], years: null, undated: false, colours: [], hide: false,
});

/** Longest text that is read from an address. */
const LONGEST = 4000;

/**
 * Whether anything is wished.
 * @param {Wishes} wishes
 */
export function any(wishes) {
  const { columns, themes, years, colours } = wishes;
  return Boolean(Object.keys(columns).length || themes.length || years || colours.length);
}

/**
 * How many things are wished.
 * @param {Wishes} wishes
 */
export function many(wishes) {
  const { columns, themes, years, colours } = wishes;
  const values = Object.values(columns).reduce((sum, each) => sum + each.length, 0);
  return values + themes.length + colours.length + (years ? 1 : 0);
}

/**
 * The parameters by which the server is asked.
 * @param {Wishes} wishes
 * @returns {URLSearchParams}
 */
export function queryOf({ columns, themes, years, undated, colours }) {
  const query = new URLSearchParams();
  for (const name of Object.keys(columns).sort()) {
    for (const value of [...columns[name]].sort()) query.append(name, value);
  }
  for (const id of [...themes].sort((a, b) => a - b)) query.append("theme", String(id));
  if (years) {
    query.set("years", `${years[0] ?? ""}..${years[1] ?? ""}`);
    if (undated) query.set("undated", "1");
  }
  for (const colour of [...colours].sort()) query.append("colour", colour);
  return query;
}

/**
 * As a text for an address; empty when nothing is wished.
 * @param {Wishes} wishes
 */
export function format(wishes) {
  const query = queryOf(wishes);
  if (wishes.hide) query.set("hide", "1");
  return String(query);
}

/**
 * Read a text of an address; what cannot be read is passed over.
 * @param {string | null | undefined} text
 * @returns {Wishes}
 */
export function parse(text) {
  /** @type {Wishes} */
  const found = { ...NOTHING, columns: {}, themes: [], colours: [] };
  if (!text || text.length > LONGEST) return found;
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === "theme") {
      if (/^\d{1,9}$/.test(value)) found.themes = once(found.themes, Number(value));
    } else if (name === "years") found.years = yearsOf(value);
    else if (name === "undated") found.undated = value === "1";
    else if (name === "colour") {
      if (/^[0-9a-f]{6}$/i.test(value)) found.colours = once(found.colours, value.toLowerCase());
    } else if (name === "hide") found.hide = value === "1";
    else if (value) found.columns = with_(found.columns, name, once(valuesOf(found, name), value));
  }
  return found;
}

/**
 * Add a value of a column, or take it away.
 * @param {Wishes} wishes
 * @param {string} name
 * @param {string} value
 * @returns {Wishes}
 */
export function toggleValue(wishes, name, value) {
  const values = toggled(valuesOf(wishes, name), value);
  return { ...wishes, columns: with_(wishes.columns, name, values) };
}

/**
 * Add a theme, or take it away.
 * @param {Wishes} wishes
 * @param {number} id
 * @param {number[]} [covered] themes that contain it, or that it contains: one goes for the other
 * @returns {Wishes}
 */
export function toggleTheme(wishes, id, covered = []) {
  const themes = toggled(wishes.themes, id);
  return { ...wishes, themes: themes.filter((one) => one === id || !covered.includes(one)) };
}

/**
 * Add a colour, or take it away.
 * @param {Wishes} wishes
 * @param {string} colour
 * @returns {Wishes}
 */
export function toggleColour(wishes, colour) {
  return { ...wishes, colours: toggled(wishes.colours, colour) };
}

/**
 * The values wished of a column.
 * @param {Wishes} wishes
 * @param {string} name
 * @returns {string[]}
 */
export function valuesOf({ columns }, name) {
  return Object.hasOwn(columns, name) ? columns[name] : [];
}

/**
 * @param {Record<string, string[]>} columns
 * @param {string} name
 * @param {string[]} values
 */
function with_(columns, name, values) {
  const rest = Object.entries(columns).filter(([other]) => other !== name);
  // Names come from an address: one such as "__proto__" must be a name like any other.
  return Object.fromEntries(values.length ? [...rest, [name, values]] : rest);
}

/**
 * @template T
 * @param {T[]} list
 * @param {T} value
 */
function toggled(list, value) {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

/**
 * @template T
 * @param {T[]} list
 * @param {T} value
 */
function once(list, value) {
  return list.includes(value) ? list : [...list, value];
}

/**
 * @param {string} text
 * @returns {[number | null, number | null] | null}
 */
function yearsOf(text) {
  const match = /^(-?\d{1,6})?\.\.(-?\d{1,6})?$/.exec(text);
  if (!match || (!match[1] && !match[2])) return null;
  const [from, to] = [match[1], match[2]].map((part) => (part ? Number(part) : null));
  return from !== null && to !== null && from > to ? [to, from] : [from, to];
}
