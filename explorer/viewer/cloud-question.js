/** The cloud's question: what the server is asked for a place, in the room there is. Pure. */

import { parse, queryOf } from "./wishes.js";

/** How many pictures surround the middle, by the room there is: square CSS pixels, at most. */
const NUMBERS = [[300e3, 30], [9e5, 42], [3e6, 60], [5e6, 80], [Infinity, 100]];
/** Shapes of frames in a doubling, as the server makes them. */
const SHAPES = 4;

/**
 * @param {import("./steps.js").Place} place
 * @param {{width: number, height: number}} area CSS pixels
 * @param {string} lang
 * @returns {URLSearchParams}
 */
export function question(place, { width, height }, lang) {
  const query = queryOf(parse(place.filter));
  for (const id of place.centre) query.append("id", id);
  const [, k] = NUMBERS.find(([most]) => width * height <= most) ?? NUMBERS[0];
  query.set("k", String(k));
  query.set("surprise", String(place.surprise));
  const shape = Math.round(SHAPES * Math.log2(width / height)) / SHAPES;
  query.set("aspect", String(Number((2 ** shape).toFixed(3))));
  query.set("lang", lang);
  return query;
}
