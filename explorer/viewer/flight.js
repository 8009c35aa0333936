/**
 * Flights: how the camera travels from one view to another.
 *
 * A long way is flown as people expect of a map: up, across, down, at a constant perceived speed
 * (van Wijk and Nuij, "Smooth and efficient zooming and panning", 2003).
 */

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Frame} Frame */

/** @typedef {{at: (t: number) => Camera, length: number}} Flight ``at`` takes t in 0..1 */

/** Trade between zooming and panning; the authors found 1.42 to be preferred. */
const RHO = 1.42;

/**
 * The path between two cameras.
 * @param {Camera} from
 * @param {Camera} to
 * @param {Frame} frame
 * @returns {Flight} ``length`` is the perceived length of the path (about 1 for a doubling)
 */
export function flight(from, to, frame) {
  const side = Math.min(frame.width / frame.stretch.x, frame.height / frame.stretch.y);
  const w0 = side / from.scale;
  const w1 = side / to.scale;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const way = Math.hypot(dx, dy);
  if (way < 1e-9 * Math.max(w0, w1) || way === 0) {
    const length = Math.abs(Math.log(w1 / w0)) / RHO;
    return {
      length,
      at: (t) => (t >= 1 ? to : { ...to, scale: from.scale * (to.scale / from.scale) ** t }),
    };
  }
  const rho2 = RHO * RHO;
  const b0 = (w1 * w1 - w0 * w0 + rho2 * rho2 * way * way) / (2 * w0 * rho2 * way);
  const b1 = (w1 * w1 - w0 * w0 - rho2 * rho2 * way * way) / (2 * w1 * rho2 * way);
  const r0 = -Math.asinh(b0);
  const r1 = -Math.asinh(b1);
  const length = (r1 - r0) / RHO;
  return {
    length,
    at(t) {
      if (t >= 1) return to;
      const s = t * length;
      const u = (w0 / rho2) * (Math.cosh(r0) * Math.tanh(RHO * s + r0) - Math.sinh(r0));
      const w = (w0 * Math.cosh(r0)) / Math.cosh(RHO * s + r0);
      const share = u / way;
      return { x: from.x + dx * share, y: from.y + dy * share, scale: side / w };
    },
  };
}

/**
 * Slow at both ends.
 * @param {number} t 0..1
 */
export function ease(t) {
  return t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2;
}

/**
 * Quick at first, then slow.
 * @param {number} t 0..1
 */
export function easeOut(t) {
  return 1 - (1 - t) ** 3;
}
