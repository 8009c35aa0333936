/** Threads: lines on the map from the original of a family to each picture that shows it again. */

/** @typedef {import("./camera.js").Projection} Projection */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{from: Point, to: Point}} Thread in the unit square */

/** How far a thread bends aside, as a share of its length: on a grid, straight ones would lie on
 * each other. */
const BEND = 0.1;
const WIDE = 2;
const HALO = 3;
/** Shorter than this, CSS pixels, there is nothing to be seen between two pictures. */
const LEAST = 4;
/** The end of a thread, which is seen where there is no room for its picture. */
const DOT = 4;

/**
 * The corner of the quadratic curve between two points, which always bends to the same side of the
 * way from the first to the second.
 * @param {Point} from
 * @param {Point} to
 * @returns {Point}
 */
export function bend(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return { x: (from.x + to.x) / 2 + 2 * BEND * dy, y: (from.y + to.y) / 2 - 2 * BEND * dx };
}

/**
 * Draw threads, each with a halo of the wall's colour, so that it is seen on light pictures and on
 * dark ones.
 * @param {CanvasRenderingContext2D} pen in CSS pixels
 * @param {Thread[]} threads
 * @param {object} at
 * @param {Projection} at.projection
 * @param {number} at.alpha 0..1
 * @param {{wall: string, accent: string}} at.palette
 */
export function draw(pen, threads, { projection: p, alpha, palette }) {
  if (!threads.length || alpha <= 0) return;
  const path = new Path2D();
  const ends = new Path2D();
  for (const { from, to } of threads) {
    const a = { x: p.ax * from.x + p.bx, y: p.ay * from.y + p.by };
    const b = { x: p.ax * to.x + p.bx, y: p.ay * to.y + p.by };
    if (Math.hypot(b.x - a.x, b.y - a.y) < LEAST) continue;
    const corner = bend(a, b);
    ends.moveTo(b.x + DOT, b.y);
    ends.arc(b.x, b.y, DOT, 0, 2 * Math.PI);
    path.moveTo(a.x, a.y);
    path.quadraticCurveTo(corner.x, corner.y, b.x, b.y);
  }
  pen.save();
  pen.globalAlpha = alpha;
  pen.lineCap = "round";
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [palette.wall, WIDE + 2 * HALO], [palette.accent, WIDE],
  ])) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke(path);
  }
  pen.fillStyle = palette.accent;
  pen.fill(ends);
  pen.restore();
}
