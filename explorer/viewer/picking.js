/** Picking: which drawn picture lies under a point. Arithmetic on what was drawn last. */

/** @typedef {import("./scene.js").DrawList} DrawList */

/** Below this opacity a picture cannot be picked. */
const SEEN = 0.4;

/**
 * The topmost picture at a point of the screen, or the nearest within ``reach`` pixels.
 * @param {DrawList} drawn
 * @param {number} x CSS pixels
 * @param {number} y CSS pixels
 * @param {number} [reach] how far beside a picture still counts (a finger is wide)
 * @returns {number} position in the list, or -1
 */
export function pick(drawn, x, y, reach = 0) {
  let best = -1;
  let nearest = reach;
  for (let place = drawn.count - 1; place >= 0; place -= 1) {
    const i = drawn.order[place];
    if (drawn.alpha[i] < SEEN) continue;
    const dx = Math.max(Math.abs(x - drawn.x[i]) - drawn.w[i] / 2, 0);
    const dy = Math.max(Math.abs(y - drawn.y[i]) - drawn.h[i] / 2, 0);
    if (dx === 0 && dy === 0) return i;
    const away = Math.hypot(dx, dy);
    if (away < nearest) {
      nearest = away;
      best = i;
    }
  }
  return best;
}

/**
 * The picture whose centre is nearest to a point: what Enter opens.
 * @param {DrawList} drawn
 * @param {number} x
 * @param {number} y
 * @returns {number} position in the list, or -1
 */
export function nearest(drawn, x, y) {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < drawn.count; i += 1) {
    if (drawn.alpha[i] < SEEN) continue;
    const away = Math.hypot(x - drawn.x[i], y - drawn.y[i]);
    if (away < least) {
      least = away;
      best = i;
    }
  }
  return best;
}
