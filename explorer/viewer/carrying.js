/**
 * Carrying: dragging a picture of the belt to another place. A mouse carries at once; a finger
 * scrolls, and carries what it has held for a moment.
 */

/** Pixels that a hand may tremble. */
const TREMBLE = 6;
/** Milliseconds a finger holds a picture before it is lifted. */
const HOLD = 380;
/** Pixels from an end at which the belt scrolls on, and by how much a frame. */
const EDGE = 36;
const PACE = 9;

export class Carrying {
  /**
   * @param {object} options
   * @param {HTMLElement} options.belt scrolls across; its pictures are ``li`` with their place as
   *   ``data-at``
   * @param {() => number} options.size width of a place, pixels
   * @param {() => number} options.count pictures
   * @param {(place: number | null) => void} options.show before which picture it would go now
   * @param {(from: number, to: number) => void} options.drop
   */
  constructor({ belt, size, count, show, drop }) {
    this.belt = belt;
    this.size = size;
    this.count = count;
    this.show = show;
    this.drop = drop;
    /** Whether the last press was a carry: it is no click then. */
    this.carried = false;
    /** @type {{place: HTMLElement, from: number, x: number, now: number, id: number} | null} */
    this.hand = null;
    this.lifted = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.request = 0;
    this.stop = new AbortController();
    const on = { signal: this.stop.signal };
    belt.addEventListener("pointerdown", (event) => this.#down(event), on);
    belt.addEventListener("pointermove", (event) => this.#move(event), on);
    belt.addEventListener("pointerup", () => this.#end(true), on);
    belt.addEventListener("pointercancel", () => this.#end(false), on);
    belt.addEventListener("contextmenu", (event) => this.lifted && event.preventDefault(), on);
    // While something is carried, the finger must not scroll as well.
    belt.addEventListener("touchmove", (event) => this.lifted && event.preventDefault(),
      { ...on, passive: false });
  }

  destroy() {
    this.#end(false);
    this.stop.abort();
  }

  /** @param {PointerEvent} event */
  #down(event) {
    this.carried = false;
    if (this.hand || (event.pointerType === "mouse" && event.button !== 0)) return;
    const place = /** @type {Element} */ (event.target).closest?.("li");
    if (!(place instanceof HTMLElement)) return;
    const x = event.clientX;
    this.hand = { place, from: Number(place.dataset.at), x, now: x, id: event.pointerId };
    if (event.pointerType === "mouse") return;
    this.timer = window.setTimeout(() => this.#lift(), HOLD);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const { hand } = this;
    if (!hand || event.pointerId !== hand.id) return;
    hand.now = event.clientX;
    if (this.lifted || Math.abs(hand.now - hand.x) < TREMBLE) return;
    if (event.pointerType === "mouse") this.#lift();
    else this.#end(false); // it scrolls
  }

  #lift() {
    const { hand } = this;
    if (!hand) return;
    this.lifted = true;
    this.carried = true;
    try {
      this.belt.setPointerCapture(hand.id);
    } catch {
      // The pointer is gone already, or was made by a script.
    }
    hand.place.classList.add("carried");
    this.#follow();
  }

  #follow() {
    const { hand, belt } = this;
    if (!hand || !this.lifted) return;
    const box = belt.getBoundingClientRect();
    if (hand.now < box.left + EDGE) belt.scrollLeft -= PACE;
    else if (hand.now > box.right - EDGE) belt.scrollLeft += PACE;
    hand.place.style.setProperty("--carry", `${hand.now - hand.x}px`);
    this.show(this.#place(hand.now));
    this.request = requestAnimationFrame(() => this.#follow());
  }

  /** @param {number} x pixels of the window */
  #place(x) {
    const along = x - this.belt.getBoundingClientRect().left + this.belt.scrollLeft;
    return Math.max(0, Math.min(this.count(), Math.round(along / this.size())));
  }

  /** @param {boolean} meant */
  #end(meant) {
    const { hand, lifted } = this;
    window.clearTimeout(this.timer);
    cancelAnimationFrame(this.request);
    this.hand = null;
    this.lifted = false;
    this.show(null);
    if (!hand) return;
    hand.place.classList.remove("carried");
    hand.place.style.removeProperty("--carry");
    if (!lifted || !meant) return;
    const before = this.#place(hand.now);
    const to = before > hand.from ? before - 1 : before;
    if (to !== hand.from) this.drop(hand.from, to);
  }
}
