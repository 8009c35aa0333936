/** The polyline: a line of points, with fewer of them. Pure. */

/** @typedef {{x: number, y: number}} Point */

/**
 * The same line without the points that say little (Douglas and Peucker 1973): none left out lies
 * further than ``tolerance`` from what is kept.
 * @param {Point[]} line
 * @param {number} tolerance
 * @returns {Point[]}
 */
export function thinned(line, tolerance) {
  if (line.length < 3) return line;
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const parts = [[0, line.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [first, last] = part;
    let [furthest, away] = [-1, tolerance];
    for (let at = first + 1; at < last; at += 1) {
      const distance = distanceTo(line[at], line[first], line[last]);
      if (distance > away) [furthest, away] = [at, distance];
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    parts.push([first, furthest], [furthest, last]);
  }
  return line.filter((_, at) => keep[at]);
}

/**
 * How far a point lies from a segment.
 * @param {Point} point
 * @param {Point} a
 * @param {Point} b
 */
export function distanceTo(point, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length : 0;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy);
}
