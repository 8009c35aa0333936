/** Sorting cards that hang in rows, by dragging each by its grip. Buttons must do the same. */

/** Pixels from the edge of the window where what is dragged scrolls the page. */
const EDGE = 80;

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
  list.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.id) return;
    const { card } = held;
    const { clientX: x, clientY: y } = event;
    const over = cards().find((one) => {
      const box = one.getBoundingClientRect();
      return one !== card && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    const scroller = document.querySelector("[data-testid=stMain]") ?? document.scrollingElement;
    if (y < EDGE) scroller?.scrollBy(0, -24);
    if (y > window.innerHeight - EDGE) scroller?.scrollBy(0, 24);
    if (!over) return;
    const box = over.getBoundingClientRect();
    const before = x < box.left + box.width / 2 ? over : over.nextElementSibling;
    if (before !== card && before !== card.nextElementSibling) list.insertBefore(card, before);
  });
  const end = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== held?.id) return;
    const { card, next } = held;
    held = null;
    card.classList.remove("held");
    if (event.type !== "pointerup") list.insertBefore(card, next);
    else if (card.nextElementSibling !== next) {
      drop(card, /** @type {HTMLElement | null} */ (card.nextElementSibling));
    }
  };
  list.addEventListener("pointerup", end);
  list.addEventListener("pointercancel", end);
}
