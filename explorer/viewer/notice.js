/** The notice: one quiet line about what the viewer is waiting for. */

import { el } from "./dom.js";

/** Milliseconds in which a line is read, and in which one decides what to do about it. */
const READ = 6000;
const DECIDED = 20_000;

export class Notice {
  /** @param {HTMLElement} holder */
  constructor(holder) {
    this.element = el("p", { class: "notice", role: "status", hidden: true });
    holder.append(this.element);
    /** @type {number | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {string} text
   * @param {number} [delay] milliseconds to wait first: what is soon over needs no notice
   */
  show(text, delay = 0) {
    window.clearTimeout(this.timer);
    const appear = () => {
      this.element.textContent = text;
      this.element.hidden = false;
    };
    if (delay) this.timer = window.setTimeout(appear, delay);
    else appear();
  }

  /**
   * Say something that is over once it was read.
   * @param {string} text
   */
  say(text) {
    this.show(text);
    this.timer = window.setTimeout(() => this.hide(), READ);
  }

  /**
   * Say something, with ways to see more of it, or to take it back.
   * @param {string} text
   * @param {...HTMLElement} ways
   */
  tell(text, ...ways) {
    this.show(text);
    const over = () => {
      // Not under somebody's hand.
      if (this.element.matches(":hover, :focus-within")) this.timer = window.setTimeout(over, READ);
      else this.hide();
    };
    this.timer = window.setTimeout(over, ways.length > 1 ? DECIDED : READ);
    for (const way of ways) this.element.append(" ", way);
  }

  hide() {
    window.clearTimeout(this.timer);
    this.element.hidden = true;
    this.element.textContent = "";
  }
}
