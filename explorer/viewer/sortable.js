/** Sorting a list by dragging its entries, each by a grip. Buttons must do the same. */

import { EdgeScroll } from "./edge-scroll.js";

/**
 * Entries one below the other.
 * @param {HTMLElement} list
 * @param {string} grip selector of what an entry is taken by
 * @param {(from: number, to: number) => void} drop
 */
export function sortable(list, grip, drop) {
  const others = (/** @type {HTMLElement} */ held) => entriesOf(list).filter((one) => one !== held);
  dragged(list, grip, (held, _, y) => {
    const to = others(held).filter((one) => {
      const { top, height } = one.getBoundingClientRect();
      return y > top + height / 2;
    }).length;
    if (to !== entriesOf(list).indexOf(held)) list.insertBefore(held, others(held)[to] ?? null);
  }, (held, next) => {
    const from = next ? others(held).indexOf(next) : others(held).length;
    drop(from, entriesOf(list).indexOf(held));
  });
}

/**
 * Entries that hang in rows.
 * @param {HTMLElement} list
 * @param {string} grip selector of what an entry is taken by
 * @param {(moved: HTMLElement, before: HTMLElement | null) => void} drop told of what was moved, and what it stands before now; null at the end
 */
export function gridSortable(list, grip, drop) {
  dragged(list, grip, (held, x, y) => {
    const over = entriesOf(list).find((one) => {
      const box = one.getBoundingClientRect();
      return one !== held && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    const before = x < box.left + box.width / 2 ? over : over.nextElementSibling;
    if (before !== held && before !== held.nextElementSibling) list.insertBefore(held, before);
  }, (held, next) => {
    const before = /** @type {HTMLElement | null} */ (held.nextElementSibling);
    if (before !== next) drop(held, before);
  });
}

/** @param {HTMLElement} list */
function entriesOf(list) {
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

/**
 * One entry at a time, until it is let go; one that the browser takes away hangs where it hung.
 * @param {HTMLElement} list
 * @param {string} grip
 * @param {(held: HTMLElement, x: number, y: number) => void} moved the hand is there, in pixels of the window
 * @param {(held: HTMLElement, next: HTMLElement | null) => void} dropped `next` is what it stood before, at first
 */
function dragged(list, grip, moved, dropped) {
  /** @type {{id: number, entry: HTMLElement, next: HTMLElement | null} | null} */
  let held = null;
  const edge = new EdgeScroll((x, y) => held && moved(held.entry, x, y));
  list.addEventListener("pointerdown", (event) => {
    const target = event.target instanceof Element ? event.target.closest(grip) : null;
    const entry = target && entriesOf(list).find((one) => one.contains(target));
    if (held || !entry || event.button !== 0) return;
    event.preventDefault();
    const next = /** @type {HTMLElement | null} */ (entry.nextElementSibling);
    held = { id: event.pointerId, entry, next };
    entry.classList.add("held");
    try {
      list.setPointerCapture(event.pointerId);
    } catch {
      // The pointer is gone already, or was made by a script.
    }
  });
  list.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.id) return;
    moved(held.entry, event.clientX, event.clientY);
    edge.at(event.clientX, event.clientY);
  });
  const end = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== held?.id) return;
    const { entry, next } = held;
    held = null;
    edge.end();
    entry.classList.remove("held");
    if (entry.parentElement !== list) return; // the list was drawn anew meanwhile
    if (event.type === "pointerup") dropped(entry, next);
    else list.insertBefore(entry, next);
  };
  list.addEventListener("pointerup", end);
  list.addEventListener("pointercancel", end);
}
