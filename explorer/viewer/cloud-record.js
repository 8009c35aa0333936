/** The cloud's record: what is told of one of its pictures, and where the focus goes afterwards. */

import { Refused } from "./server.js";
import { focusedIn } from "./surroundings.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./stroll.js").Stroll} Stroll */

export class CloudRecord {
  /** @param {Stroll} stroll */
  constructor(stroll) {
    this.stroll = stroll;
    /** @type {Item | null} whose record is open */
    this.chosen = null;
    /** @type {HTMLElement | null} what had the focus before the panel */
    this.cameFrom = null;
    /** Counts what was asked to be opened: only the last one is. */
    this.opening = 0;
  }

  /** What was asked to be opened, and is not there yet, is not opened any more. */
  forget() {
    this.opening += 1;
  }

  /** Show the record of an item. @param {string} id */
  async show(id) {
    const { canvas, closer, element, hands, items, notice, panel, texts } = this.stroll;
    this.opening += 1;
    const turn = this.opening;
    try {
      const item = await items.find(id);
      if (turn !== this.opening) return;
      const held = focusedIn(element);
      if (!panel.open) this.cameFrom = held;
      // A finger leaves the focus where it is; whoever came by a button or by keys goes along.
      const along = panel.open ? panel.element.contains(held) : held !== canvas || hands.keyboard;
      this.chosen = item;
      panel.show(item);
      element.classList.add("opened");
      if (along) panel.focus();
      closer.met(item);
      this.stroll.measure();
    } catch (error) {
      if (turn !== this.opening) return; // one is elsewhere, or has left
      if (!(error instanceof Refused)) throw error;
      notice.say(texts.unknown_item);
    }
  }

  hide() {
    const { canvas, element, panel } = this.stroll;
    const inside = panel.element.contains(focusedIn(element));
    panel.hide();
    this.chosen = null;
    element.classList.remove("opened");
    this.stroll.measure();
    if (inside) (this.cameFrom?.isConnected ? this.cameFrom : canvas).focus({ preventScroll: true });
  }
}
