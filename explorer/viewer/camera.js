/**
 * The camera: which point of the unit square one looks at, and how close. Pure arithmetic.
 *
 * Unit square: x to the right, y downwards, both in 0..1. Screen: CSS pixels from the frame's top
 * left corner. Cameras are values: every function returns a new one.
 */

/**
 * @typedef {object} Camera
 * @property {number} x unit x at the centre of the free part of the frame
 * @property {number} y unit y at the same point
 * @property {number} scale CSS pixels per unit along the axis that is not stretched, > 0
 */

/**
 * @typedef {object} Frame
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels
 * @property {{top: number, right: number, bottom: number, left: number}} inset pixels that panels
 *   hide at each side
 * @property {{x: number, y: number}} stretch how much longer a unit is along each axis, >= 1; lets
 *   a square layout fill an oblong screen
 * @property {number} [beyond] share of the frame that may lie beyond an edge at rest; a quarter
 *   unless it is said
 */

/** @typedef {{min: number, max: number}} Limits allowed scales */

/** @typedef {{ax: number, bx: number, ay: number, by: number}} Projection screen = a * unit + b */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Bounds */

/** Share of a movement that still counts beyond a limit: the edge gives, but resists. */
const GIVE = 0.3;

/**
 * How far a square layout may be stretched to fill a frame of this shape.
 * @param {number} width
 * @param {number} height
 * @param {number} most greatest stretch, >= 1
 * @returns {{x: number, y: number}}
 */
export function stretchFor(width, height, most) {
  const ratio = width / Math.max(1, height);
  return {
    x: Math.min(most, Math.max(1, ratio)),
    y: Math.min(most, Math.max(1, 1 / ratio)),
  };
}

/**
 * How much of the frame panels leave free, pixels.
 * @param {Frame} frame
 */
export function freeOf({ width, height, inset }) {
  return { wide: width - inset.left - inset.right, high: height - inset.top - inset.bottom };
}

/**
 * Whether panels hide the same.
 * @param {Frame["inset"]} one
 * @param {Frame["inset"]} other
 */
export function isSame(one, other) {
  return one.top === other.top && one.right === other.right && one.bottom === other.bottom
    && one.left === other.left;
}

/**
 * The scale at which the whole square, with a margin, fits in the free part of the frame.
 * @param {Frame} frame
 * @param {number} [margin] pixels kept free on every side
 * @returns {number}
 */
export function fitScale(frame, margin = 0) {
  const { wide, high } = freeOf(frame);
  const [across, down] = [wide - 2 * margin, high - 2 * margin];
  return Math.max(40, Math.min(across / frame.stretch.x, down / frame.stretch.y));
}

/**
 * The camera that shows everything.
 * @param {Frame} frame
 * @param {number} [margin]
 * @returns {Camera}
 */
export function fit(frame, margin = 0) {
  return { x: 0.5, y: 0.5, scale: fitScale(frame, margin) };
}

/**
 * Pixels per unit over both axes together: how much room there is between pictures.
 * @param {Camera} camera
 * @param {Frame} frame
 * @returns {number}
 */
export function roominess(camera, frame) {
  return camera.scale * Math.sqrt(frame.stretch.x * frame.stretch.y);
}

/**
 * The centre, on screen, of what panels leave free.
 * @param {Frame} frame
 * @returns {{x: number, y: number}}
 */
export function centreOf(frame) {
  return {
    x: (frame.width + frame.inset.left - frame.inset.right) / 2,
    y: (frame.height + frame.inset.top - frame.inset.bottom) / 2,
  };
}

/**
 * Coefficients from the unit square to the screen, for inner loops.
 * @param {Camera} camera
 * @param {Frame} frame
 * @returns {Projection}
 */
export function projection(camera, frame) {
  const centre = centreOf(frame);
  const ax = camera.scale * frame.stretch.x;
  const ay = camera.scale * frame.stretch.y;
  return { ax, bx: centre.x - ax * camera.x, ay, by: centre.y - ay * camera.y };
}

/**
 * @param {Camera} camera
 * @param {Frame} frame
 * @param {number} x unit
 * @param {number} y unit
 * @returns {{x: number, y: number}} screen
 */
export function toScreen(camera, frame, x, y) {
  const p = projection(camera, frame);
  return { x: p.ax * x + p.bx, y: p.ay * y + p.by };
}

/**
 * @param {Camera} camera
 * @param {Frame} frame
 * @param {number} x screen
 * @param {number} y screen
 * @returns {{x: number, y: number}} unit
 */
export function toUnit(camera, frame, x, y) {
  const p = projection(camera, frame);
  return { x: (x - p.bx) / p.ax, y: (y - p.by) / p.ay };
}

/**
 * What part of the unit square the frame shows, panels included.
 * @param {Camera} camera
 * @param {Frame} frame
 * @param {number} [margin] pixels added on every side
 * @returns {Bounds} in unit coordinates, not clipped to 0..1
 */
export function visible(camera, frame, margin = 0) {
  const near = toUnit(camera, frame, -margin, -margin);
  const far = toUnit(camera, frame, frame.width + margin, frame.height + margin);
  return { left: near.x, top: near.y, right: far.x, bottom: far.y };
}

/**
 * Where the camera may rest: the closer one looks, the nearer to the edge one may stand.
 * @param {Camera} camera
 * @param {Frame} frame
 * @returns {Bounds}
 */
function restingPlace(camera, frame) {
  const share = 0.5 - (frame.beyond ?? 0.25);
  const halfWide = (frame.width / camera.scale / frame.stretch.x) * share;
  const halfHigh = (frame.height / camera.scale / frame.stretch.y) * share;
  return {
    left: Math.min(0.5, halfWide),
    right: Math.max(0.5, 1 - halfWide),
    top: Math.min(0.5, halfHigh),
    bottom: Math.max(0.5, 1 - halfHigh),
  };
}

/**
 * The nearest camera within the limits.
 * @param {Camera} camera
 * @param {Frame} frame
 * @param {Limits} limits
 * @returns {Camera}
 */
export function settle(camera, frame, limits) {
  const scale = between(camera.scale, limits.min, limits.max);
  const place = restingPlace({ ...camera, scale }, frame);
  return {
    x: between(camera.x, place.left, place.right),
    y: between(camera.y, place.top, place.bottom),
    scale,
  };
}

/**
 * Move the picture with the finger; beyond the edge it follows with resistance.
 * @param {Camera} camera
 * @param {Frame} frame
 * @param {number} dx screen pixels
 * @param {number} dy screen pixels
 * @returns {Camera}
 */
export function panBy(camera, frame, dx, dy) {
  const place = restingPlace(camera, frame);
  const x = camera.x - dx / camera.scale / frame.stretch.x;
  const y = camera.y - dy / camera.scale / frame.stretch.y;
  return {
    x: resist(camera.x, x, place.left, place.right),
    y: resist(camera.y, y, place.top, place.bottom),
    scale: camera.scale,
  };
}

/**
 * Zoom by ``factor`` while the unit point under the pointer stays under it.
 * @param {Camera} camera
 * @param {Frame} frame
 * @param {number} factor > 1 to go closer
 * @param {number} x screen
 * @param {number} y screen
 * @param {Limits} limits beyond which the zoom resists
 * @returns {Camera}
 */
export function zoomAt(camera, frame, factor, x, y, limits) {
  const wanted = camera.scale * factor;
  const scale = Math.exp(
    resist(
      Math.log(camera.scale),
      Math.log(wanted),
      Math.log(limits.min),
      Math.log(limits.max),
    ),
  );
  const under = toUnit(camera, frame, x, y);
  const centre = centreOf(frame);
  return {
    x: under.x - (x - centre.x) / scale / frame.stretch.x,
    y: under.y - (y - centre.y) / scale / frame.stretch.y,
    scale,
  };
}

/**
 * The camera that shows in ``to`` exactly what it showed in ``from`` (a panel opened), or, when
 * the frame itself changed, the same centre at the same zoom relative to the fit.
 * @param {Camera} camera
 * @param {Frame} from
 * @param {Frame} to
 * @returns {Camera}
 */
export function reframe(camera, from, to) {
  const resized =
    from.width !== to.width ||
    from.height !== to.height ||
    from.stretch.x !== to.stretch.x ||
    from.stretch.y !== to.stretch.y;
  if (resized) {
    return { ...camera, scale: (camera.scale * fitScale(to)) / fitScale(from) };
  }
  const centre = centreOf(to);
  const under = toUnit(camera, from, centre.x, centre.y);
  return { ...under, scale: camera.scale };
}

/**
 * The least movement that brings a rectangle wholly into the free part of the frame.
 * @param {Camera} camera
 * @param {Frame} frame
 * @param {Bounds} box screen
 * @param {number} margin pixels
 * @returns {Camera}
 */
export function reveal(camera, frame, box, margin) {
  const left = frame.inset.left + margin;
  const right = frame.width - frame.inset.right - margin;
  const top = frame.inset.top + margin;
  const bottom = frame.height - frame.inset.bottom - margin;
  const dx = box.left < left ? left - box.left : Math.min(0, right - box.right);
  const dy = box.top < top ? top - box.top : Math.min(0, bottom - box.bottom);
  return {
    x: camera.x - dx / camera.scale / frame.stretch.x,
    y: camera.y - dy / camera.scale / frame.stretch.y,
    scale: camera.scale,
  };
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
export function between(value, least, most) {
  return Math.min(most, Math.max(least, value));
}

/**
 * Follow ``to``, but let only a share of what goes further out than the limits count.
 * @param {number} from
 * @param {number} to
 * @param {number} least
 * @param {number} most
 */
function resist(from, to, least, most) {
  if (to > most && to > from) {
    const start = Math.max(from, most);
    return start + (to - start) * GIVE;
  }
  if (to < least && to < from) {
    const start = Math.min(from, least);
    return start + (to - start) * GIVE;
  }
  return to;
}
