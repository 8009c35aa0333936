/** The steps: what is in the middle of a cloud, the way that led there, and both as an address. Pure. */

/**
 * @typedef {object} Place
 * @property {string[]} centre identifiers of what is in the middle
 * @property {string[][]} trail what was there before, oldest first
 * @property {number} surprise whole number, 0 (the nearest alone) to ``SURPRISE``
 * @property {string} filter as wishes.js writes it
 */

/** The most surprise there is. */
export const SURPRISE = 10;
/** Most pictures in the middle together, and most steps kept of a way. */
export const TOGETHER = 24;
const LONGEST_WAY = 40;

/** @type {Place} */
export const NOWHERE = Object.freeze({ centre: [], trail: [], surprise: 0, filter: "" });

/**
 * Read an address; what cannot be read is passed over.
 * @param {URLSearchParams} search
 * @returns {Place}
 */
export function read(search) {
  const surprise = search.get("surprise") ?? "";
  return {
    centre: once(search.getAll("item").filter(Boolean)).slice(0, TOGETHER),
    trail: search.getAll("trail").map(unstep).filter((ids) => ids.length).slice(-LONGEST_WAY),
    surprise: /^\d{1,2}$/.test(surprise) ? Math.min(SURPRISE, Number(surprise)) : 0,
    filter: search.get("filter") ?? "",
  };
}

/**
 * Put a place into an address; its other parameters stay.
 * @param {Place} place
 * @param {URLSearchParams} search
 */
export function write({ centre, trail, surprise, filter }, search) {
  for (const name of ["item", "trail", "surprise", "filter"]) search.delete(name);
  for (const id of centre) search.append("item", id);
  for (const ids of trail) search.append("trail", step(ids));
  if (surprise) search.set("surprise", String(surprise));
  if (filter) search.set("filter", filter);
}

/**
 * One goes on; what lies on the way already is gone back to.
 * @param {Place} place
 * @param {string[]} centre
 * @returns {Place}
 */
export function onward(place, centre) {
  const wanted = once(centre).slice(0, TOGETHER);
  const way = place.centre.length ? [...place.trail, place.centre] : place.trail;
  const met = way.findIndex((ids) => same(ids, wanted));
  const trail = (met < 0 ? way : way.slice(0, met)).slice(-LONGEST_WAY);
  return { ...place, centre: wanted, trail };
}

/**
 * One goes back by a step; null where one began.
 * @param {Place} place
 * @returns {Place | null}
 */
export function backward(place) {
  const centre = place.trail.at(-1);
  return centre ? { ...place, centre, trail: place.trail.slice(0, -1) } : null;
}

/**
 * @param {string[]} a
 * @param {string[]} b
 */
export function same(a, b) {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

/**
 * One step of the way as a text: the identifier of one picture as it is, several behind a tilde.
 * @param {string[]} ids
 */
export function step(ids) {
  if (ids.length === 1 && !ids[0].startsWith("~")) return ids[0];
  return `~${ids.map(encodeURIComponent).join("+")}`;
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function unstep(text) {
  if (!text.startsWith("~")) return text ? [text] : [];
  try {
    return once(text.slice(1).split("+").map(decodeURIComponent).filter(Boolean)).slice(0, TOGETHER);
  } catch {
    return [];
  }
}

/** @param {string[]} list */
function once(list) {
  return [...new Set(list)];
}
