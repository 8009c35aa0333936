/** Sorting a list by dragging its entries, each by a grip. Buttons must do the same. */

import { EdgeScroll } from "./edge-scroll.js";

/**
 * @param {HTMLElement} list
 * @param {string} grip selector of what an entry is taken by
 * @param {(from: number, to: number) => void} drop
 */
export function sortable(list, grip, drop) {
  /** @type {{id: number, entry: HTMLElement, from: number, to: number} | null} */
  let held = null;
  const entries = () => /** @type {HTMLElement[]} */ ([...list.children]);
  list.addEventListener("pointerdown", (event) => {
    const target = event.target instanceof Element ? event.target.closest(grip) : null;
    const entry = target && entries().find((one) => one.contains(target));
    if (held || !entry || event.button !== 0) return;
    event.preventDefault();
    const from = entries().indexOf(entry);
    held = { id: event.pointerId, entry, from, to: from };
    entry.classList.add("held");
    try {
      list.setPointerCapture(event.pointerId);
    } catch {
      // The pointer is gone already, or was made by a script.
    }
  });
  const moved = (/** @type {number} */ _, /** @type {number} */ y) => {
    if (!held) return;
    const { entry, from } = held;
    const others = entries().filter((one) => one !== entry);
    const to = others.filter((one) => {
      const { top, height } = one.getBoundingClientRect();
      return y > top + height / 2;
    }).length;
    if (to === entries().indexOf(entry)) return;
    list.insertBefore(entry, others[to] ?? null);
    held = { ...held, from, to };
  };
  const edge = new EdgeScroll(moved);
  list.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.id) return;
    moved(event.clientX, event.clientY);
    edge.at(event.clientX, event.clientY);
  });
  const end = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== held?.id) return;
    const { entry, from, to } = held;
    held = null;
    edge.end();
    entry.classList.remove("held");
    if (event.type === "pointerup") drop(from, to);
    else list.insertBefore(entry, entries().filter((one) => one !== entry)[from] ?? null);
  };
  list.addEventListener("pointerup", end);
  list.addEventListener("pointercancel", end);
}
