/** Idleness: nobody has touched anything for a while. */

const SIGNS = ["pointerdown", "pointermove", "wheel", "keydown", "touchstart"];

/** When somebody was last there: a page that opens meanwhile does not wait for them again. */
let last = performance.now();
for (const sign of SIGNS) {
  window.addEventListener(sign, (event) => {
    if (isSomebody(event)) last = performance.now();
  }, { capture: true, passive: true });
}

export class Idle {
  /**
   * @param {object} options
   * @param {number} options.seconds
   * @param {() => void} options.act when nobody was there for so long; once, until somebody is
   * @param {(event: Event) => void} [options.woken] somebody is there again
   * @param {() => void} [options.seen] somebody is there, at each sign of them
   */
  constructor({ seconds, act, woken, seen }) {
    this.wait = seconds * 1000;
    this.act = act;
    this.woken = woken;
    this.seen = seen;
    this.idle = false;
    this.closed = new AbortController();
    const on = { signal: this.closed.signal, capture: true, passive: true };
    for (const sign of SIGNS) window.addEventListener(sign, (event) => this.#seen(event), on);
    /** @type {number | undefined} */
    this.timer = undefined;
    this.#look();
  }

  destroy() {
    this.closed.abort();
    window.clearTimeout(this.timer);
  }

  /** @param {Event} event */
  #seen(event) {
    if (!isSomebody(event)) return;
    this.seen?.();
    if (!this.idle) return;
    this.idle = false;
    this.#look();
    this.woken?.(event);
  }

  #look() {
    window.clearTimeout(this.timer);
    const left = last + this.wait - performance.now();
    if (left > 0) {
      this.timer = window.setTimeout(() => this.#look(), left);
      return;
    }
    this.idle = true;
    this.act();
  }
}

/**
 * A screen that shakes, or a page that moves under the mouse, is nobody's hand.
 * @param {Event} event
 */
function isSomebody(event) {
  return !(event instanceof PointerEvent && event.type === "pointermove"
    && event.pointerType === "mouse" && !event.movementX && !event.movementY);
}
