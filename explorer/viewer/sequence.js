// The walls on show and the items on each, in order, so that an open item knows what hangs beside
// it. Shared by the widgets of one page; for a moment an old wall and its successor both hang.

/** @type {Map<object, string[]>} */
const walls = new Map();

/** Tells `change` when a wall has more items. */
export const hanging = new EventTarget();

/** @param {object} wall @param {string[]} ids */
export function hangUp(wall, ids) {
  walls.set(wall, ids);
  hanging.dispatchEvent(new Event("change"));
}

/** @param {object} wall */
export function takeDown(wall) {
  walls.delete(wall);
}

/** The items before and after an item on the wall where it hangs; undefined where none does.
 * @param {string} id
 * @returns {{before?: string, after?: string}} */
export function beside(id) {
  for (const ids of [...walls.values()].reverse()) {
    const place = ids.indexOf(id);
    if (place >= 0) return { before: ids[place - 1], after: ids[place + 1] };
  }
  return {};
}
