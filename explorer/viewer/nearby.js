/**
 * The nearby: where the nearest pictures hang, so that nobody is left before an empty wall. Pure.
 */

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./camera.js").Projection} Projection */
/** @typedef {import("./sheets.js").Sheet} Sheet */

/** With fewer pictures in view, which together cover less than this share of it, one is lost. */
const FEW = 3;
const COVERED = 0.05;

/**
 * Whether next to nothing is in view.
 * @param {import("./scene.js").DrawList} drawn
 * @param {number[]} rows in view
 * @param {number} area of the free part of the frame, square pixels
 */
export function isEmpty(drawn, rows, area) {
  if (rows.length >= FEW) return false;
  const places = rows.map((row) => drawn.find(row)).filter((i) => i >= 0);
  return places.reduce((sum, i) => sum + drawn.w[i] * drawn.h[i], 0) < COVERED * area;
}

/**
 * A box on screen around the pictures nearest to a point: as many as fit the free part together.
 * @param {Sheet[]} sheets
 * @param {object} at
 * @param {Projection} at.projection
 * @param {number} at.depth deepest level shown
 * @param {number} at.side longest side of a picture, CSS pixels
 * @param {{x: number, y: number}} at.centre of the free part of the frame, CSS pixels
 * @param {number} at.wide of the free part, CSS pixels
 * @param {number} at.high of the free part, CSS pixels
 * @returns {Bounds | null} null when there is none
 */
export function nearby(sheets, { projection: p, depth, side, centre, wide, high }) {
  /** @type {{x: number, y: number, away: number}[]} nearest first */
  let found = [];
  for (const { index } of sheets) {
    if (!index) continue;
    for (let i = 0; i < index.count; i += 1) {
      if (index.level[i] > depth) continue;
      const x = p.ax * index.x[i] + p.bx;
      const y = p.ay * index.y[i] + p.by;
      const away = Math.hypot(x - centre.x, y - centre.y);
      if (found.length === FEW && away >= found[FEW - 1].away) continue;
      found = [...found, { x, y, away }].sort((a, b) => a.away - b.away).slice(0, FEW);
    }
  }
  for (let most = found.length; most > 0; most -= 1) {
    const some = found.slice(0, most);
    const box = {
      left: Math.min(...some.map(({ x }) => x)) - side / 2,
      right: Math.max(...some.map(({ x }) => x)) + side / 2,
      top: Math.min(...some.map(({ y }) => y)) - side / 2,
      bottom: Math.max(...some.map(({ y }) => y)) + side / 2,
    };
    if (most === 1 || (box.right - box.left <= wide && box.bottom - box.top <= high)) return box;
  }
  return null;
}
