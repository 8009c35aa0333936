/** While something is dragged near the upper or lower edge of the window, the page goes on below it. */

/** Pixels from an edge where that begins. */
const EDGE = 90;
/** Pixels a frame, right at the edge. */
const PACE = 16;

export class EdgeScroll {
  /** @param {(x: number, y: number) => void} moved what is below is another thing now, though nobody moved */
  constructor(moved) {
    this.moved = moved;
    this.x = 0;
    this.y = 0;
    this.request = 0;
  }

  /** Where the hand is. @param {number} x @param {number} y pixels of the window */
  at(x, y) {
    this.x = x;
    this.y = y;
    if (!this.request && this.#pace()) this.request = requestAnimationFrame(() => this.#go());
  }

  end() {
    cancelAnimationFrame(this.request);
    this.request = 0;
  }

  #go() {
    this.request = 0;
    const pace = this.#pace();
    const scroller = document.querySelector("[data-testid=stMain]") ?? document.scrollingElement;
    const before = scroller?.scrollTop;
    scroller?.scrollBy({ top: pace, behavior: "instant" });
    if (!pace || scroller?.scrollTop === before) return;
    this.moved(this.x, this.y);
    this.request = requestAnimationFrame(() => this.#go());
  }

  /** The nearer the edge, the faster. */
  #pace() {
    const above = EDGE - this.y;
    const below = EDGE - (window.innerHeight - this.y);
    const depth = Math.min(1, Math.max(above, below, 0) / EDGE);
    return Math.round(Math.sign(below - above) * depth * PACE);
  }
}
