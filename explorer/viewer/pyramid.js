/**
 * The pyramid of a full picture: which tiles a view calls for. Pure arithmetic, the same as in the
 * project's ``explorer/bundle/pyramid.py``.
 */

/** @typedef {import("./camera.js").Bounds} Bounds */

/**
 * @typedef {object} Shape
 * @property {number} width pixels of level 0, the finest
 * @property {number} height
 * @property {number} tile side of a tile, pixels
 * @property {number} levels each half the one before, sides rounded up
 */

/** @typedef {{level: number, x: number, y: number}} Tile */

/** No tile is cut smaller or larger, no picture is larger, and none has more levels. */
const LEAST_TILE = 64;
const MOST_TILE = 4096;
const LONGEST = 2 ** 20;
const MOST_LEVELS = 16;

/**
 * What a server says of a pyramid, looked at before it is believed.
 * @param {any} answer
 * @returns {Shape | null}
 */
export function shapeOf(answer) {
  const { width, height, tile, levels } = answer ?? {};
  const whole = [width, height, tile, levels].every(Number.isInteger);
  if (!whole || Math.min(width, height, levels) < 1 || Math.max(width, height) > LONGEST) return null;
  if (tile < LEAST_TILE || tile > MOST_TILE || levels > MOST_LEVELS) return null;
  return { width, height, tile, levels };
}

/**
 * The coarsest level that is still sharp.
 * @param {Shape} shape
 * @param {number} density device pixels for each pixel of level 0
 * @returns {number} ``shape.levels`` when something coarser than any level is sharp
 */
export function levelFor(shape, density) {
  const level = Math.floor(Math.log2(1 / density) + 0.01);
  return Math.min(shape.levels, Math.max(0, level));
}

/**
 * @param {Shape} shape
 * @param {number} level
 * @returns {{width: number, height: number, across: number, down: number}} pixels, and tiles
 */
export function levelSize(shape, level) {
  const width = Math.ceil(shape.width / 2 ** level);
  const height = Math.ceil(shape.height / 2 ** level);
  return {
    width, height, across: Math.ceil(width / shape.tile), down: Math.ceil(height / shape.tile),
  };
}

/**
 * The tiles of a level that a part of the picture needs, nearest to its middle first.
 * @param {Shape} shape
 * @param {number} level
 * @param {Bounds} part in the unit square, not clipped
 * @returns {Tile[]}
 */
export function tilesIn(shape, level, part) {
  if (part.left > 1 || part.top > 1 || part.right < 0 || part.bottom < 0) return [];
  const { width, height, across, down } = levelSize(shape, level);
  const column = (/** @type {number} */ unit) => Math.floor((unit * width) / shape.tile);
  const row = (/** @type {number} */ unit) => Math.floor((unit * height) / shape.tile);
  const middle = { x: (column(part.left) + column(part.right)) / 2, y: (row(part.top) + row(part.bottom)) / 2 };
  const found = [];
  for (let y = Math.max(0, row(part.top)); y <= Math.min(down - 1, row(part.bottom)); y += 1) {
    for (let x = Math.max(0, column(part.left)); x <= Math.min(across - 1, column(part.right)); x += 1) {
      found.push({ level, x, y });
    }
  }
  const apart = (/** @type {Tile} */ { x, y }) => Math.hypot(x - middle.x, y - middle.y);
  return found.sort((a, b) => apart(a) - apart(b));
}

/**
 * Where a tile lies.
 * @param {Shape} shape
 * @param {Tile} tile
 * @returns {Bounds} unit square
 */
export function placeOf(shape, { level, x, y }) {
  const { width, height } = levelSize(shape, level);
  return {
    left: (x * shape.tile) / width,
    top: (y * shape.tile) / height,
    right: Math.min(1, ((x + 1) * shape.tile) / width),
    bottom: Math.min(1, ((y + 1) * shape.tile) / height),
  };
}

/** @param {Tile} tile */
export function keyOf({ level, x, y }) {
  return `${level}/${x}_${y}`;
}
