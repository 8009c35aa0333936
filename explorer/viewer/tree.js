/**
 * The tree of sheets: which of them a view calls for. Pure.
 *
 * The sheet at depth z, column x, row y covers the square of side 2^-z at (x, y) * 2^-z and holds
 * the pictures of reveal levels 2z and 2z + 1 that lie in it, or all those of its branch when it
 * is packed.
 */

/** @typedef {import("./camera.js").Bounds} Bounds */

/** @typedef {{z: number, x: number, y: number, key: string}} Node */

/**
 * @typedef {object} Branch what is known of a sheet that was read
 * @property {boolean} packed
 * @property {readonly number[]} below images below each child: top left, top right, bottom left,
 *   bottom right
 */

/**
 * @param {number} z
 * @param {number} x
 * @param {number} y
 * @returns {Node}
 */
export function node(z, x, y) {
  return { z, x, y, key: `${z}/${x}/${y}` };
}

/**
 * The sheets needed to show a view, coarsest first, then nearest to its centre.
 *
 * A sheet whose parent is not read yet is not known to exist, so it is not asked for.
 * @param {Bounds} view unit coordinates, margins included
 * @param {number} depth deepest reveal level shown (a real number)
 * @param {(key: string) => Branch | undefined} read what is known of a sheet
 * @param {object} [options]
 * @param {number} [options.most] upper bound of the number of sheets
 * @param {{x: number, y: number} | null} [options.down] a point of the unit square whose branch is
 *   followed to its end, so that one picture is found however deep it lies
 * @returns {Node[]}
 */
export function needed(view, depth, read, { most = 96, down = null } = {}) {
  /** @type {Node[]} */
  const found = [];
  let rank = [node(0, 0, 0)];
  while (rank.length && found.length < most) {
    /** @type {Node[]} */
    const next = [];
    sortByNearness(rank, view);
    for (const one of rank) {
      if (found.length >= most) break;
      found.push(one);
      const branch = read(one.key);
      if (branch === undefined || branch.packed) continue;
      const shown = depth >= 2 * (one.z + 1);
      for (let child = 0; child < 4; child += 1) {
        if (!branch.below[child]) continue;
        const inner = node(one.z + 1, 2 * one.x + (child & 1), 2 * one.y + (child >> 1));
        if ((shown && meets(inner, view)) || (down && holds(inner, down))) next.push(inner);
      }
    }
    rank = next;
  }
  return found;
}

/**
 * @param {Node} one
 * @param {Bounds} view
 */
function meets(one, view) {
  const side = 2 ** -one.z;
  const left = one.x * side;
  const top = one.y * side;
  return (
    left <= view.right && left + side >= view.left && top <= view.bottom && top + side >= view.top
  );
}

/**
 * @param {Node} one
 * @param {{x: number, y: number}} point
 */
function holds(one, point) {
  const cells = 2 ** one.z;
  const inside = (/** @type {number} */ value) =>
    Math.min(cells - 1, Math.max(0, Math.floor(value * cells)));
  return inside(point.x) === one.x && inside(point.y) === one.y;
}

/**
 * @param {Node[]} nodes
 * @param {Bounds} view
 */
function sortByNearness(nodes, view) {
  const cx = (view.left + view.right) / 2;
  const cy = (view.top + view.bottom) / 2;
  /** @param {Node} one */
  const away = (one) => {
    const side = 2 ** -one.z;
    return Math.max(Math.abs((one.x + 0.5) * side - cx), Math.abs((one.y + 0.5) * side - cy));
  };
  nodes.sort((a, b) => away(a) - away(b) || a.y - b.y || a.x - b.x);
}
