/**
 * The kinds of layouts: what a layout is, and what it is called in the visitor's language. Pure.
 */

/**
 * @typedef {object} Layout what the API says of a layout; see docs/api.md
 * @property {string} name
 * @property {string} [kind] one of ``KINDS`` or ``axis``; older bundles do not say it
 * @property {Record<string, string> | string} [title] by language; of an axis, its column's name
 * @property {number} levels
 * @property {number} depth
 * @property {number} [sheets] how many there are
 * @property {number} [cell] side, unit square, of the cells at whose centres pictures hang; 0 or
 *   nothing where they hang freely, or where an older bundle does not say
 */

/** Kinds that have a name in every language of the interface. */
const KINDS = new Set(["map", "grid", "themes", "timeline", "colour", "places"]);

/**
 * @param {Layout | undefined} layout
 * @returns {string}
 */
export function kindOf(layout) {
  if (!layout) return "map";
  const { name, kind } = layout;
  // Bundles made before there were kinds have a map, and a grid that says it is a map.
  if (!kind || (kind === "map" && name !== "map")) return KINDS.has(name) ? name : "map";
  return kind;
}

/**
 * What a layout is called: by its kind, or by its own title.
 * @param {Layout} layout
 * @param {Record<string, any>} texts
 * @param {string} lang
 * @returns {string}
 */
export function nameOf(layout, texts, lang) {
  const kind = kindOf(layout);
  const known = KINDS.has(kind) ? texts[`layout_${kind}`] : "";
  return titleOf(layout.title, lang) || known || layout.name;
}

/**
 * A text in the visitor's language, in none in particular, or in any.
 * @param {Record<string, string> | string | null | undefined} title
 * @param {string} lang
 * @returns {string}
 */
export function titleOf(title, lang) {
  if (typeof title === "string") return title;
  if (!title || typeof title !== "object") return "";
  const found = title[lang] || title[""] || Object.values(title).find(Boolean);
  return typeof found === "string" ? found : "";
}
