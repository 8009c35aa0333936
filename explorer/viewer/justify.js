// Justified rows: pictures of one height side by side, each row as wide as the wall.

/** Pictures narrower or wider than this get a box of this shape and hang whole inside it, so
 * that a scroll or a panorama keeps room for its caption and its touch target. */
export const NARROWEST = 0.6;
export const WIDEST = 3.2;

/**
 * @typedef {{width: number, height: number, row: number}} Box  pixels; row from 0
 *
 * Places pictures in rows, in order. Each row but the last is exactly `width` wide (boxes and
 * gaps; a lone tall picture excepted), its height as near `height` as its pictures allow and
 * never above `1.5 * height`; the last row is not stretched beyond `height`.
 * @param {number[]} ratios  width / height of each picture
 * @param {{width: number, height: number, gap: number}} wall  pixels
 * @returns {Box[]}
 */
export function justify(ratios, { width, height, gap }) {
  /** @type {Box[]} */
  const boxes = [];
  let start = 0;
  let row = 0;
  while (start < ratios.length) {
    const end = rowEnd(ratios, start, { width, height, gap });
    const shapes = ratios.slice(start, end).map(boxRatio);
    const free = width - gap * (shapes.length - 1);
    const stretched = free / shapes.reduce((sum, shape) => sum + shape, 0);
    const last = end === ratios.length;
    const tall = Math.min(stretched, last ? height : 1.5 * height);
    const full = tall === stretched;
    let left = Math.floor(free);
    shapes.forEach((shape, i) => {
      const rest = full && i === shapes.length - 1;
      const wide = rest ? left : Math.min(left, Math.max(1, Math.floor(shape * tall)));
      left -= wide;
      boxes.push({ width: wide, height: Math.max(1, Math.round(tall)), row });
    });
    start = end;
    row += 1;
  }
  return boxes;
}

/** @param {number} ratio */
function boxRatio(ratio) {
  const known = Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
  return Math.min(WIDEST, Math.max(NARROWEST, known));
}

/** Where the row that begins at `start` ends: at the break whose height is nearest the wanted.
 * @param {number[]} ratios
 * @param {number} start
 * @param {{width: number, height: number, gap: number}} wall */
function rowEnd(ratios, start, { width, height, gap }) {
  let sum = 0;
  let before = Infinity;
  for (let i = start; i < ratios.length; i += 1) {
    sum += boxRatio(ratios[i]);
    const tall = (width - gap * (i - start)) / sum;
    if (tall <= height) {
      const closer = before / height < height / Math.max(tall, 1);
      return i > start && closer ? i : i + 1;
    }
    before = tall;
  }
  return ratios.length;
}

/** The largest size at which a whole picture hangs in its box.
 * @param {number} ratio
 * @param {{width: number, height: number}} box */
export function hang(ratio, box) {
  const known = Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
  const wide = Math.min(box.width, box.height * known);
  return { width: Math.max(1, Math.round(wide)), height: Math.max(1, Math.round(wide / known)) };
}
