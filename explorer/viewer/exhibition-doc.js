/**
 * An exhibition as a document: made new, read from elsewhere, changed. The server has the last word
 * on what one may be; what is read here is only made safe to be shown and worked on. Pure.
 */

/** @typedef {Record<string, string>} Texts by language */
/** @typedef {{x: number, y: number, width: number, height: number}} Region shares of the picture */
/** @typedef {{id: string, region: Region, caption: Texts}} Detail */

/**
 * @typedef {object} Exhibit
 * @property {string} item
 * @property {Texts} caption
 * @property {Texts} alt
 * @property {Detail[]} details
 * @property {boolean} cleared
 */

/** @typedef {"text" | "wall" | "row" | "single" | "compare" | "map" | "timeline"} Kind */

/**
 * @typedef {object} Section
 * @property {string} id
 * @property {Kind} kind
 * @property {Texts} heading
 * @property {Texts} text
 * @property {Exhibit[]} exhibits
 * @property {string | null} tour
 * @property {any[]} stops
 */

/**
 * @typedef {object} Exhibition
 * @property {string} format
 * @property {string} id
 * @property {string} collection
 * @property {string[]} languages
 * @property {Texts} title
 * @property {Texts} subtitle
 * @property {Texts} introduction
 * @property {Exhibit | null} cover
 * @property {Section[]} sections
 * @property {Texts} credits
 */

export const FORMAT = "cimaise-exhibition/1";
/** @type {Kind[]} */
export const KINDS = ["text", "wall", "row", "single", "compare", "map", "timeline"];
export const MOST = Object.freeze({
  bytes: 1_000_000, name: 120, long: 12_000, caption: 2000, alt: 600, details: 24, exhibits: 300, sections: 100, stops: 50,
});

/** How many pictures a kind of section has room for. @param {Kind} kind */
export function room(kind) {
  return { text: 0, map: 0, single: 1, compare: 6 }[/** @type {string} */ (kind)] ?? MOST.exhibits;
}

/** An id that nothing else here has. @param {string} prefix */
export function newId(prefix) {
  return `${prefix}-${Math.random().toString(36).slice(2, 10)}`;
}

/** @param {string} collection @param {string[]} languages @returns {Exhibition} */
export function blank(collection, languages) {
  return {
    format: FORMAT, id: newId("expo"), collection, languages, title: {}, subtitle: {}, introduction: {},
    cover: null, sections: [], credits: {},
  };
}

/** @param {Kind} kind @param {string[]} [items] @returns {Section} */
export function section(kind, items = []) {
  return {
    id: newId("s"), kind, heading: {}, text: {}, exhibits: items.slice(0, room(kind)).map(exhibit), tour: null, stops: [],
  };
}

/** @param {string} item @returns {Exhibit} */
export function exhibit(item) {
  return { item, caption: {}, alt: {}, details: [], cleared: false };
}

/**
 * A section of another kind: what has no room in it is told, and goes.
 * @param {Section} one
 * @param {Kind} kind
 * @returns {Section}
 */
export function turned(one, kind) {
  const map = kind === "map";
  return { ...one, kind, exhibits: one.exhibits.slice(0, room(kind)), tour: map ? one.tour : null, stops: map ? one.stops : [] };
}

/**
 * A list with one of its entries elsewhere.
 * @template T
 * @param {T[]} list
 * @param {number} from
 * @param {number} to
 */
export function moved(list, from, to) {
  const rest = [...list];
  const [one] = rest.splice(from, 1);
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, one);
  return rest;
}

/**
 * Texts with one of them written; an empty one is none.
 * @param {Texts} texts
 * @param {string} code
 * @param {string} text
 */
export function written(texts, code, text) {
  const { [code]: _, ...rest } = texts;
  return text.trim() ? { ...rest, [code]: text } : rest;
}

/**
 * An exhibition from what a file or the tab holds; null for what is none.
 * @param {any} data
 * @param {string} collection
 * @returns {Exhibition | null}
 */
export function read(data, collection) {
  if (!data || typeof data !== "object" || data.format !== FORMAT) return null;
  const languages = list(data.languages).filter((code) => typeof code === "string").slice(0, 12);
  return {
    format: FORMAT, id: String(data.id ?? newId("expo")), collection,
    languages: languages.length ? languages : ["fr", "en"],
    title: texts(data.title), subtitle: texts(data.subtitle), introduction: texts(data.introduction),
    cover: data.cover ? readExhibit(data.cover) : null,
    sections: list(data.sections).slice(0, MOST.sections).flatMap((one) => {
      if (!one || typeof one !== "object" || !KINDS.includes(one.kind)) return [];
      return [{
        id: String(one.id ?? newId("s")), kind: one.kind, heading: texts(one.heading), text: texts(one.text),
        exhibits: list(one.exhibits).flatMap((hung) => readExhibit(hung) ?? []),
        tour: typeof one.tour === "string" ? one.tour : null, stops: list(one.stops).filter((stop) => stop && typeof stop.id === "string"),
      }];
    }),
    credits: texts(data.credits),
  };
}

/** @param {any} data @returns {Exhibit | null} */
function readExhibit(data) {
  if (!data || typeof data.item !== "string") return null;
  return {
    item: data.item, caption: texts(data.caption), alt: texts(data.alt), cleared: data.cleared === true,
    details: list(data.details).flatMap((one) => {
      const numbers = ["x", "y", "width", "height"].map((side) => Number(one?.region?.[side]));
      if (!numbers.every((value) => value >= 0 && value <= 1)) return [];
      const [x, y, width, height] = numbers;
      return [{ id: String(one.id), region: { x, y, width, height }, caption: texts(one.caption) }];
    }),
  };
}

/** @param {any} data @returns {Texts} */
function texts(data) {
  if (!data || typeof data !== "object") return {};
  return Object.fromEntries(Object.entries(data).filter(([, text]) => typeof text === "string" && text).slice(0, 12));
}

/** @param {any} data @returns {any[]} */
function list(data) {
  return Array.isArray(data) ? data : [];
}
