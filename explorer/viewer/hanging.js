/**
 * The hanging: how far apart pictures are shown, how large, and which ones there is room for.
 *
 * A picture of reveal level L keeps a distance of ``spacing(L)`` (maximum norm, unit square) from
 * all that are more important. It is shown when that distance, on screen, reaches the wanted one.
 * Once a region is shown whole, pictures grow as one goes closer, but more slowly than the
 * distances between them, so that those which lie close together come apart too.
 */

/** Spacing of reveal level 0; the same constant as in the bundle's format. */
const ROOT_SPACING = 1 / 16;

/** Levels are stored in a byte. */
const DEEPEST = 255;

/** How much denser pictures lie where most of them are than they would evenly spread (its root). */
const CROWDED = 2.6;

/** Fewer pictures than this hang further apart than levels can tell, and are drawn larger. */
const FEW = 12;

/** A grid has no overlap and no gaps, so that its pictures may be smaller and still be read. */
const CLOSER = 0.78;

/** Cells at least so large on screen, CSS pixels, are all shown when the whole is, if they are no
 * more than so many: a wall has no holes. */
const LEAST = 9;
/** They stay when panels take some of the room, down to this size. */
const SMALLEST = 5;
const MANY = 2000;

/** Longest side of a picture over its distance to the next, as usual and at most. */
const OVERLAP = { lattice: 0.88, free: 1.8, most: 3.6 };
/** Where only a part of a lattice is shown, pictures come so much closer: they have the room of
 * those that are left out. */
const SPARSE = 1.6;

/** What a visitor may ask for, in doublings of the usual: more would be a heap, or empty walls. */
export const HANGING = {
  size: { min: -1, max: 1 },
  spread: { min: -0.5, max: 1.5 },
};

/**
 * @typedef {object} Hanging
 * @property {number} wanted least distance on screen between pictures, CSS pixels
 * @property {number} overlap drawn longest side over distance
 * @property {number} growth exponent of the pictures' growth once all are shown, 0..1
 * @property {number} full scale at which a collection of this size is typically shown whole
 * @property {number} largest upper bound of the drawn longest side, CSS pixels
 * @property {number} alone longest side that so few pictures leave each other, unit square; else 0
 * @property {number} cell side of a cell of a regular layout, unit square; 0 for free ones
 */

/**
 * Least distance between images revealed up to ``level``, in units of the unit square.
 * @param {number} level
 */
export function spacing(level) {
  return ROOT_SPACING * 2 ** (-level / 2);
}

/**
 * How a layout is hung on a screen.
 * @param {object} options
 * @param {string} options.kind a ``grid`` has regular gaps and no overlap
 * @param {number} options.count images in the collection
 * @param {number} options.width frame, CSS pixels
 * @param {number} options.height frame, CSS pixels
 * @param {number} options.size of the pictures, the visitor's choice: 0 as usual, 1 double
 * @param {number} [options.spread] distance between pictures, in the same way
 * @param {number} [options.cell] side of a cell of a regular layout, where it is known
 * @param {number} [options.wall] side of a regular layout where all of it is seen, CSS pixels
 * @returns {Hanging}
 */
export function hanging({
  kind, count, width, height, size, spread = 0, cell: known = 0, wall = Math.min(width, height),
}) {
  const usual = Math.min(90, Math.max(26, Math.sqrt(width * height) / 36));
  const largest = 0.62 * Math.min(width, height);
  const some = Math.max(1, count);
  if (kind === "grid" || known) {
    const cell = known || 1 / Math.ceil(Math.sqrt(some));
    // Pictures on a lattice never overlap: larger ones stand further apart.
    const apart = Math.max(size, spread);
    const whole = cell * wall;
    const solid = whole >= LEAST && some <= MANY;
    const larger = Math.min(usual * CLOSER, whole);
    const close = !solid ? usual * CLOSER * SPARSE : apart > 0 ? larger : SMALLEST;
    const wanted = close * 2 ** apart;
    const overlap = OVERLAP.lattice * 2 ** (size - apart);
    return { wanted, overlap, growth: 1, full: wanted / cell, largest, cell, alone: 0 };
  }
  const wanted = usual * 2 ** spread;
  const overlap = Math.min(OVERLAP.most, OVERLAP.free * 2 ** (size - spread));
  const full = Math.max(CROWDED * wanted * Math.sqrt(some), wanted / ROOT_SPACING);
  const alone = some === 1 ? 0.6 : some < FEW ? 0.33 / Math.sqrt(some) : 0;
  return { wanted, overlap, growth: 0.55, full, largest, cell: 0, alone };
}

/**
 * The side of the cells of a regular layout, told from where some of its pictures hang: their
 * places are the centres of cells, ``(k + 0.5) * side``.
 * @param {Float32Array} x
 * @param {Float32Array} y
 * @param {number} count pictures in the layout
 * @returns {number} unit square; 0 when they hang on no lattice of a likely size
 */
export function cellOf(x, y, count) {
  const least = Math.ceil(Math.sqrt(Math.max(1, count)));
  for (let cells = least; cells <= 2 * least + 1; cells += 1) {
    const off = (/** @type {number} */ value) => {
      const at = value * cells - 0.5;
      return Math.abs(at - Math.round(at)) < 1e-6 * cells + 1e-3;
    };
    if (x.every(off) && y.every(off)) return 1 / cells;
  }
  return 0;
}

/**
 * The wanted distance at this scale, CSS pixels.
 * @param {Hanging} hung
 * @param {number} scale CSS pixels per unit; the mean of both axes
 */
export function wantedAt(hung, scale) {
  const grown = grownAt(hung, scale);
  if (!hung.cell) return grown;
  const missing = Math.min(1, Math.max(0, Math.log2(grown / (hung.cell * scale))));
  return grown / SPARSE ** missing;
}

/**
 * The distance that the size of the pictures goes by, CSS pixels.
 * @param {Hanging} hung
 * @param {number} scale
 */
function grownAt(hung, scale) {
  const grown = hung.wanted * Math.max(1, scale / hung.full) ** hung.growth;
  return Math.min(grown, Math.max(hung.wanted, hung.largest / hung.overlap));
}

/**
 * The longest side of a drawn picture at this scale, CSS pixels.
 * @param {Hanging} hung
 * @param {number} scale
 */
export function drawnAt(hung, scale) {
  const side = Math.max(grownAt(hung, scale) * hung.overlap, hung.alone * scale);
  return Math.min(side, Math.max(hung.largest, hung.wanted * hung.overlap));
}

/**
 * How far, in the unit square, a picture of this level really is from more important ones: in a
 * regular layout, distances are whole cells.
 * @param {Hanging} hung
 * @param {number} level
 */
function distance(hung, level) {
  if (!hung.cell) return spacing(level);
  return Math.max(1, Math.ceil(spacing(level) / hung.cell - 0.01)) * hung.cell;
}

/**
 * The deepest level that is shown at this scale, as a real number: a picture is shown when its
 * level is not above it. The most important, of level 0, are always shown.
 * @param {Hanging} hung
 * @param {number} scale
 */
export function depthOf(hung, scale) {
  const wanted = wantedAt(hung, scale);
  if (!hung.cell) return Math.max(0, 2 * Math.log2((ROOT_SPACING * scale) / wanted));
  let level = 0;
  while (level < DEEPEST && distance(hung, level + 1) * scale >= wanted * 0.999) level += 1;
  return level;
}

/**
 * The scale at which every picture has come apart from its neighbours and is drawn large.
 * @param {Hanging} hung
 * @param {number} levels reveal levels of the layout
 */
export function closestScale(hung, levels) {
  if (hung.cell) return hung.largest / hung.overlap / hung.cell;
  const level = Math.max(0, levels - 1);
  const wanted = hung.wanted / spacing(level);
  const capped = Math.max(hung.wanted, hung.largest / hung.overlap) / spacing(level);
  if (wanted <= hung.full) return 2 * Math.max(wanted, hung.full);
  const grown = (wanted / hung.full ** hung.growth) ** (1 / (1 - hung.growth));
  return 2 * Math.min(grown, capped);
}
