/** The bar of what was picked out on the wall: more like these, less like these, to the board. */

import { count, el, icon } from "./dom.js";

/** @typedef {import("./items.js").Listed} Listed */

const PLUS = "M12 5v14M5 12h14";
const MINUS = "M5 12h14";
const BOARD = "M4 5h16v14H4zM8 9h3v3H8zM13.5 9H17M13.5 12H17M8 15.5h9";

export class PickedBar {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {(sign: "like" | "unlike", ids: string[]) => void} options.towards
   * @param {((ids: string[]) => void) | null} options.board
   * @param {() => void} options.changed
   */
  constructor({ texts, lang, towards, board, changed }) {
    this.texts = texts;
    this.lang = lang;
    this.changed = changed;
    /** @type {Map<string, Listed>} */
    this.held = new Map();
    const act = (/** @type {(ids: string[]) => void} */ what) => () => {
      const ids = this.ids;
      this.clear();
      what(ids);
    };
    this.said = el("p", { class: "many", role: "status" });
    this.element = el("div", {
      class: "hand", role: "region", "aria-label": texts.picked, hidden: true,
    },
    this.said,
    el("button", { type: "button", click: act((ids) => towards("like", ids)) },
      icon(PLUS), texts.more_like),
    el("button", { type: "button", click: act((ids) => towards("unlike", ids)) },
      icon(MINUS), texts.less_like),
    board && el("button", { type: "button", click: act(board) }, icon(BOARD), texts.to_board),
    el("button", { type: "button", class: "quiet", click: () => this.clear() }, texts.unpick));
  }

  get ids() {
    return [...this.held.keys()];
  }

  /** @param {string} id */
  has(id) {
    return this.held.has(id);
  }

  /** @param {Listed} item */
  toggle(item) {
    if (!this.held.delete(item.id)) this.held.set(item.id, item);
    this.#draw();
  }

  /** Hold what another bar held. @param {PickedBar} other */
  take(other) {
    this.held = new Map(other.held);
    this.#draw();
  }

  clear() {
    this.held.clear();
    this.#draw();
  }

  #draw() {
    const many = this.held.size;
    this.element.hidden = !many;
    this.said.textContent = many ? count(this.texts.picked_n, many, this.lang) : "";
    this.changed();
  }
}
