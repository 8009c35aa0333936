/**
 * The records of a selection, to be taken home: as a table (CSV) or as JSON, in the selection's
 * order. They come from the server a part at a time, so an export's files answer as well.
 */

/** @typedef {import("./items.js").Item} Item */

/** Rows in one request; the API takes no more. */
const PART = 200;
/** Columns of the table, before the collection's own. */
const COLUMNS = /** @type {const} */ ([
  "id", "title", "creator", "date", "year_from", "year_to", "technique", "subject", "category",
  "folder", "place", "lat", "lng", "description", "alt", "rights", "credit", "source", "language",
  "parent", "order", "width", "height", "colour",
]);
/** What a spreadsheet would take for a formula, also in full width, unless it is a plain number. */
const FORMULA = /^[\s]*[=+\-@\t\r＝＋－＠]/;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
/** Tells a spreadsheet that the text is UTF-8. */
const MARK = "\ufeff";

/**
 * The records of some rows, in their order.
 * @param {number[]} rows
 * @param {object} how
 * @param {import("./server.js").Server} how.server
 * @param {string} how.root of the collection's API
 * @param {string} how.lang
 * @param {AbortSignal} [how.signal]
 * @returns {Promise<Item[]>} those that exist
 */
export async function recordsOf(rows, { server, root, lang, signal }) {
  /** @type {Item[]} */
  const found = [];
  for (let start = 0; start < rows.length; start += PART) {
    const part = rows.slice(start, start + PART).join(",");
    const answer = await server.json(
      `${root}/rows?rows=${part}&lang=${encodeURIComponent(lang)}`, signal);
    found.push(...answer.results);
  }
  return found;
}

/**
 * A table: one line an item, columns that hold nothing left out, several values joined by "|".
 * @param {Item[]} items
 * @returns {string} RFC 4180, with a byte order mark
 */
export function csvOf(items) {
  const plain = items.map(flat);
  const own = [...new Set(items.flatMap(({ extra }) => Object.keys(extra ?? {})))];
  const names = [...COLUMNS, "themes", ...own.map((name) => `extra ${name}`)];
  const used = names.filter((name) => name === "id" || plain.some((one) => one.get(name)));
  const lines = [
    used.map((name) => cell(name.replace(/^extra /, ""))),
    ...plain.map((one) => used.map((name) => cell(one.get(name) ?? ""))),
  ];
  return `${MARK}${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
}

/**
 * @param {Item[]} items
 * @param {{collection: string, version: string, lang: string}} about
 * @returns {string}
 */
export function jsonOf(items, { collection, version, lang }) {
  const records = items.map((item) => {
    const known = COLUMNS.map((name) => /** @type {[string, unknown]} */ ([name, item[name]]));
    const themes = named(item);
    return Object.fromEntries([
      ...known, ["themes", themes], ["extra", item.extra ?? {}],
    ].filter(([, value]) => value !== undefined && value !== null && value !== ""));
  });
  const exported = new Date().toISOString();
  return `${JSON.stringify({ collection, version, language: lang, exported, items: records }, null, 1)}\n`;
}

/**
 * Let the browser keep a text as a file.
 * @param {string} text
 * @param {{collection: string, kind: "csv" | "json"}} about
 */
export function save(text, { collection, kind }) {
  const type = kind === "csv" ? "text/csv" : "application/json";
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName(collection, kind, new Date());
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads it a moment later.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * @param {string} collection
 * @param {string} kind
 * @param {Date} day
 */
export function fileName(collection, kind, day) {
  const name = collection.replace(/[^\p{L}\p{N}_-]+/gu, "-").slice(0, 80);
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${name}-selection-${year}-${two(month)}-${two(date)}.${kind}`;
}

/**
 * @param {Item} item
 * @returns {Map<string, string>}
 */
function flat(item) {
  const pairs = COLUMNS.map((name) => [name, text(item[name])]);
  const own = Object.entries(item.extra ?? {}).map(([name, value]) => [`extra ${name}`, text(value)]);
  return new Map(/** @type {[string, string][]} */ ([...pairs, ["themes", text(named(item))], ...own]));
}

/** @param {Item} item */
function named(item) {
  return (item.themes ?? []).map(({ label }) => label).filter(Boolean);
}

/** @param {unknown} value */
function text(value) {
  return Array.isArray(value) ? value.join("|") : String(value ?? "");
}

/** @param {string} value */
function cell(value) {
  const harmless = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
