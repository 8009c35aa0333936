/** Hands: what fingers, a mouse, a wheel and keys ask of the map. */

/** @typedef {import("./visit.js").Visit} Visit */

export class Hands {
  /** @param {Visit} visit */
  constructor(visit) {
    this.visit = visit;
  }

  /** @returns {import("./gestures.js").Asked} */
  get asked() {
    const { visit } = this;
    const { pointing } = visit;
    return {
      grab: () => {
        pointing.walk(false);
        pointing.row(-1);
        this.#move((motion) => motion.grab());
      },
      pan: (dx, dy) => this.#move((motion) => motion.pan(dx, dy)),
      zoom: (factor, x, y) => this.#move((motion) => motion.zoom(factor, x, y)),
      glide: (factor, x, y) => {
        if (Number.isNaN(x)) pointing.walk(true);
        this.glide(factor, x, y);
      },
      step: (dx, dy) => {
        pointing.walk(true);
        this.#move((motion) => motion.step(dx, dy));
      },
      release: (vx, vy) => this.#move((motion) => motion.release(vx, vy)),
      tap: (x, y, reach) => void this.#tap(x, y, reach),
      hover: (x, y) => pointing.hover(x, y),
      leave: () => pointing.leave(),
      command: (name) => this.#command(name),
      draw: (phase, at, event) => visit.selecting.draw(phase, at, event),
    };
  }

  /**
   * Come closer, or go further, by a short flight.
   * @param {number} factor
   * @param {number} [x] CSS pixels; the middle when not a number
   * @param {number} [y]
   */
  glide(factor, x = NaN, y = NaN) {
    this.#move((motion) => motion.glide(factor, x, y));
  }

  /** @param {(motion: import("./motion.js").Motion) => void} move */
  #move(move) {
    const { stage } = this.visit;
    if (!stage) return;
    move(stage.motion);
    stage.invalidate();
  }

  /** @param {"fit" | "open" | "close" | "select" | "pick"} name */
  #command(name) {
    const { visit } = this;
    const { pointing, selecting, stage } = visit;
    if (name === "fit") stage?.showAll();
    else if (name === "close") visit.close();
    else if (name === "select") selecting.toggle();
    else if (!pointing.keyboard) pointing.walk(true);
    else if (name === "pick" && selecting.tap(stage?.central() ?? -1, null)) return;
    else void visit.opening.row(stage?.central() ?? -1, true);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   */
  async #tap(x, y, reach) {
    const { visit } = this;
    const { selecting, stage } = visit;
    if (!stage || (!selecting.on && visit.touring.tap(x, y))) return;
    const theme = stage.labels.at(x, y);
    const row = theme ? -1 : stage.at(x, y, reach);
    if (selecting.tap(row, theme)) return;
    if (theme) visit.enter(theme);
    else if (row >= 0) await visit.opening.row(row, false);
    else visit.close();
  }
}
