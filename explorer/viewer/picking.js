/** Picking: which drawn picture lies where. Arithmetic on what was drawn last. */

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./scene.js").DrawList} DrawList */

/** Below this opacity a picture counts as not there. */
const SEEN = 0.4;
/** Below this it leaves no trace; from that on it is worth a sharper picture. */
const FAINT = 0.05;
const HALF = 0.5;

/**
 * The topmost picture at a point of the screen, or the nearest within ``reach`` pixels.
 * @param {DrawList} drawn
 * @param {number} x CSS pixels
 * @param {number} y CSS pixels
 * @param {number} [reach] how far beside a picture still counts (a finger is wide)
 * @param {number} [seen] opacity from which a picture is there
 * @returns {number} its row, or -1
 */
export function pick(drawn, x, y, reach = 0, seen = SEEN) {
  let best = -1;
  let least = reach;
  for (let place = drawn.count - 1; place >= 0; place -= 1) {
    const i = drawn.order[place];
    if (drawn.alpha[i] < seen) continue;
    const dx = Math.max(Math.abs(x - drawn.x[i]) - drawn.w[i] / 2, 0);
    const dy = Math.max(Math.abs(y - drawn.y[i]) - drawn.h[i] / 2, 0);
    if (dx === 0 && dy === 0) return drawn.row[i];
    const away = Math.hypot(dx, dy);
    if (away < least) {
      least = away;
      best = drawn.row[i];
    }
  }
  return best;
}

/**
 * The picture whose centre is nearest to a point: what Enter opens.
 * @param {DrawList} drawn
 * @param {number} x
 * @param {number} y
 * @returns {number} its row, or -1
 */
export function nearest(drawn, x, y) {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < drawn.count; i += 1) {
    if (drawn.alpha[i] < SEEN) continue;
    const away = Math.hypot(x - drawn.x[i], y - drawn.y[i]);
    if (away < least) {
      least = away;
      best = drawn.row[i];
    }
  }
  return best;
}

/**
 * Where a row is drawn: centre and size, or null.
 * @param {DrawList} drawn
 * @param {number} row
 */
export function boxOf(drawn, row) {
  const i = drawn.find(row);
  if (i < 0 || drawn.alpha[i] < SEEN) return null;
  return { x: drawn.x[i], y: drawn.y[i], w: drawn.w[i], h: drawn.h[i] };
}

/**
 * Rows of the pictures whose centre lies in a part of the screen, most important first.
 * @param {DrawList} drawn
 * @param {Bounds} part
 * @returns {number[]}
 */
export function inside(drawn, part) {
  const rows = [];
  for (let place = drawn.count - 1; place >= 0; place -= 1) {
    const i = drawn.order[place];
    const [x, y] = [drawn.x[i], drawn.y[i]];
    const within = x >= part.left && x <= part.right && y >= part.top && y <= part.bottom;
    if (within && drawn.alpha[i] >= SEEN) rows.push(drawn.row[i]);
  }
  return rows;
}

/**
 * The rows of the pictures that are seen now, and of none there is no room for.
 * @param {DrawList} drawn
 * @returns {Set<number>}
 */
export function shown({ count, row, alpha }) {
  /** @type {Set<number>} */
  const rows = new Set();
  for (let i = 0; i < count; i += 1) if (alpha[i] > FAINT) rows.add(row[i]);
  return rows;
}

/**
 * How large each picture is drawn, nearest to a point first.
 * @param {DrawList} drawn
 * @param {number} x CSS pixels
 * @param {number} y
 * @param {number} ratio device pixels for one
 * @returns {{row: number, side: number, away: number}[]} sides in device pixels
 */
export function sizes(drawn, x, y, ratio) {
  const found = [];
  for (let i = 0; i < drawn.count; i += 1) {
    if (drawn.alpha[i] < HALF) continue;
    const away = Math.hypot(drawn.x[i] - x, drawn.y[i] - y);
    found.push({ row: drawn.row[i], side: Math.max(drawn.w[i], drawn.h[i]) * ratio, away });
  }
  return found.sort((a, b) => a.away - b.away);
}
