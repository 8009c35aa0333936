/** Sorting cards that hang in rows, by dragging each by its grip. Buttons must do the same. */

import { EdgeScroll } from "./edge-scroll.js";

/**
 * @param {HTMLElement} list
 * @param {string} grip selector of what a card is taken by
 * @param {(moved: HTMLElement, before: HTMLElement | null) => void} drop told of what was moved, and what it stands before now; null at the end
 */
export function gridSortable(list, grip, drop) {
  /** @type {{id: number, card: HTMLElement, next: Element | null} | null} */
  let held = null;
  const cards = () => /** @type {HTMLElement[]} */ ([...list.children]);
  list.addEventListener("pointerdown", (event) => {
    const target = event.target instanceof Element ? event.target.closest(grip) : null;
    const card = target && cards().find((one) => one.contains(target));
    if (held || !card || event.button !== 0) return;
    event.preventDefault();
    held = { id: event.pointerId, card, next: card.nextElementSibling };
    card.classList.add("held");
    try {
      list.setPointerCapture(event.pointerId);
    } catch {
      // The pointer is gone already, or was made by a script.
    }
  });
  const moved = (/** @type {number} */ x, /** @type {number} */ y) => {
    if (!held) return;
    const { card } = held;
    const over = cards().find((one) => {
      const box = one.getBoundingClientRect();
      return one !== card && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    const before = x < box.left + box.width / 2 ? over : over.nextElementSibling;
    if (before !== card && before !== card.nextElementSibling) list.insertBefore(card, before);
  };
  const edge = new EdgeScroll(moved);
  list.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.id) return;
    moved(event.clientX, event.clientY);
    edge.at(event.clientX, event.clientY);
  });
  const end = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== held?.id) return;
    const { card, next } = held;
    held = null;
    edge.end();
    card.classList.remove("held");
    if (event.type !== "pointerup") list.insertBefore(card, next);
    else if (card.nextElementSibling !== next) {
      drop(card, /** @type {HTMLElement | null} */ (card.nextElementSibling));
    }
  };
  list.addEventListener("pointerup", end);
  list.addEventListener("pointercancel", end);
}
