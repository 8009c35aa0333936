/**
 * Opening: the item whose panel is open, how it was come to, and where the focus goes when it is
 * closed.
 */

import { Refused } from "./server.js";
import { focusedIn } from "./surroundings.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./visit.js").Visit} Visit */

export class Opening {
  /** @param {Visit} visit */
  constructor(visit) {
    this.visit = visit;
    /** @type {Item | null} */
    this.chosen = null;
    /** @type {HTMLElement | null} what had the focus before the panel */
    this.cameFrom = null;
    /** @type {number | null} row of the list's entry that had it */
    this.entry = null;
    /** Counts what was asked to be opened: only the last one is. */
    this.asking = 0;
  }

  /** What was asked to be opened, and is not there yet, is not opened any more. */
  forget() {
    this.asking += 1;
  }

  /**
   * Open an item's panel, and keep the picture in sight.
   * @param {Item} item
   * @param {{focus?: boolean, stay?: boolean, near?: boolean, step?: boolean}} [how] ``focus`` moves
   *   the keyboard's focus there; with ``stay`` the view remains as it is, wherever the picture
   *   hangs, but for what the panel would hide of it; with ``near`` one goes up to it even where it is in sight; ``step``
   *   unless it is not the visitor who opens it
   */
  open(item, { focus = false, stay = false, near = false, step = true } = {}) {
    const { visit } = this;
    const { element, list, panel, stage } = visit;
    if (!this.chosen) {
      this.cameFrom = focusedIn(element);
      this.entry = list.focused;
    }
    this.chosen = item;
    panel.show(item);
    element.classList.add("opened");
    visit.seeking.results.follow(item.row);
    visit.room.surround();
    stage?.choose(item);
    if (near) stage?.approach(item);
    else if (stay) stage?.uncover(item);
    else stage?.bring(item);
    visit.pointing.follow();
    if (focus) panel.focus();
    visit.told.open(item.id);
    visit.closer.met(item);
    visit.tell(step);
  }

  /** Close the panel. @param {boolean} step whether it is the visitor who closes it */
  hide(step) {
    const { visit } = this;
    const { element, panel } = visit;
    const inside = panel.element.contains(focusedIn(element));
    panel.hide();
    visit.selecting.withdraw();
    this.chosen = null;
    visit.stage?.choose(null);
    element.classList.remove("opened");
    visit.room.surround();
    const back = this.cameFrom?.isConnected ? this.cameFrom : visit.canvas;
    if (inside && !(this.entry !== null && visit.list.focus(this.entry))) {
      back.focus({ preventScroll: true });
    }
    visit.told.open(null);
    visit.tell(step);
  }

  /**
   * Open an item by its id, wherever it is.
   * @param {string} id
   * @param {{stay?: boolean, near?: boolean, step?: boolean}} [how] see ``open``
   */
  async walk(id, { stay = false, near = false, step = true } = {}) {
    const { visit } = this;
    this.asking += 1;
    const turn = this.asking;
    try {
      const item = await visit.items.find(id);
      if (visit.closed || turn !== this.asking) return;
      const focus = visit.panel.element.contains(focusedIn(visit.element));
      this.open(item, { focus, stay, near, step });
    } catch (error) {
      if (error instanceof Refused) visit.notice.say(visit.texts.unknown_item);
      else if (!visit.closed) throw error;
    }
  }

  /**
   * Open what hangs there.
   * @param {number} row -1 for nothing
   * @param {boolean} focus
   */
  async row(row, focus) {
    if (row < 0) return;
    const item = await this.#want(row);
    if (item) this.open(item, { focus });
  }

  /** Go to where an item hangs; it stays in sight. @param {Item} one */
  async fly(one) {
    const item = await this.#want(one.row);
    if (!item) return;
    const { panel, stage } = this.visit;
    if (panel.open) this.open(item, { stay: true });
    stage?.choose(item);
    stage?.approach(item);
  }

  /**
   * The item of a row, unless something else was asked for meanwhile.
   * @param {number} row
   */
  async #want(row) {
    const { items } = this.visit;
    this.asking += 1;
    const turn = this.asking;
    await items.want([row]);
    return turn === this.asking && !this.visit.closed ? items.get(row) : undefined;
  }
}
