/** A tour that nobody wrote: over the largest themes, each with its name, its size, its pictures. */

import { format } from "./link.js";
import { blank, stopAt } from "./tour.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./labels.js").Theme & {medoids?: Item[], text?: string}} Theme */
/** @typedef {{lang: string, title: string, themes: Theme[], many: (n: number) => string}} Spoken the
 *   collection in a language, and how many pictures, in its words */

const MOST = 8;
const SECONDS = 12;

/**
 * @param {object} given
 * @param {string} given.collection
 * @param {string} given.layout the first one
 * @param {number} given.count items of the collection
 * @param {Theme[]} given.themes
 * @param {Spoken[]} given.spoken
 * @param {(theme: Theme) => number} given.zoom from which a theme is seen, in doublings
 * @returns {{tour: import("./tour.js").Tour, pictures: Map<string, Item[]>}} pictures by stop
 */
export function themeTour({ collection, layout, count, themes, spoken, zoom }) {
  const each = (/** @type {(one: Spoken) => string} */ say) =>
    /** @type {any} */ (Object.fromEntries(spoken.map((one) => [one.lang, say(one)])));
  const capital = (/** @type {string} */ text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
  const first = stopAt(format({ layout, x: 0.5, y: 0.5, zoom: 0 }), {
    name: each(({ title }) => title), text: each(({ many }) => many(count)), seconds: SECONDS,
  });
  /** @type {Map<string, Item[]>} */
  const pictures = new Map();
  const named = themes.filter(({ level, label, x, y }) => level === 0 && label && x != null && y != null);
  // In the order that curators gave them, else the largest first.
  const place = (/** @type {any} */ theme) => theme.place ?? Infinity;
  const stops = named.sort((a, b) => (place(a) === place(b) ? b.size - a.size : place(a) - place(b)))
    .slice(0, MOST).map((theme) => {
    const [x, y] = [Number(theme.x), Number(theme.y)];
    const told = (/** @type {Spoken} */ one) => one.themes.find(({ id }) => id === theme.id) ?? theme;
    const stop = stopAt(format({ layout: "map", x, y, zoom: zoom(theme) }), {
      name: each((one) => capital(told(one).label || theme.label)),
      text: each((one) => [one.many(theme.size), told(one).text].filter(Boolean).join("\n")),
      seconds: SECONDS,
    });
    pictures.set(stop.id, theme.medoids ?? []);
    return stop;
  });
  return { tour: { ...blank(collection), title: each(({ title }) => title), stops: [first, ...stops] }, pictures };
}
