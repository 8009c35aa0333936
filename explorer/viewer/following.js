/**
 * Following a picture: the family that an address names is lit on the map, its members framed, and
 * threads lead from the original to wherever it appears again.
 */

import { count, el, fill, icon } from "./dom.js";
import { Picked } from "./picked.js";
import { Refused } from "./server.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./threads.js").Thread} Thread */

const CROSS = "M7 7l10 10M17 7 7 17";
const PATH = "M5 6h5v5H5zM14 13h5v5h-5zM10 8.5h4a2.5 2.5 0 0 1 2.5 2.5v2";

/** What is lit while a picture is followed. */
export class Followed extends Picked {
  /**
   * The threads of a layout; pictures that hang nowhere in it have none.
   * @param {string} layout
   * @returns {Thread[]}
   */
  threads(layout) {
    const [original, ...others] = this.rows.map((row) => this.#place(row, layout));
    return original ? others.flatMap((to) => (to ? [{ from: original, to }] : [])) : [];
  }

  /** The original on top. */
  get framed() {
    return [...this.rows].reverse();
  }

  /**
   * @param {number} row
   * @param {string} layout
   */
  #place(row, layout) {
    const [x, y] = this.items.get(row)?.positions?.[layout] ?? [NaN, NaN];
    return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
  }
}

export class Following {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder where it says what is followed
   * @param {import("./server.js").Server} options.server
   * @param {import("./items.js").Items} options.items
   * @param {string} options.collection
   * @param {string} options.lang
   * @param {Record<string, any>} options.texts
   * @param {object} options.told
   * @param {() => void} options.told.changed what is followed is another, or none
   * @param {() => void} options.told.lit something else must not be lit any more
   * @param {() => void} options.told.surround there is more, or less, around the map
   * @param {(text: string) => void} options.told.say
   * @param {((id: string) => void) | null} options.told.see all that is known of the family
   */
  constructor({ holder, server, items, collection, lang, texts, told }) {
    this.server = server;
    this.items = items;
    this.root = `api/v1/${encodeURIComponent(collection)}`;
    this.lang = lang;
    this.texts = texts;
    this.told = told;
    /** Id of the item whose family is followed; empty for none. */
    this.id = "";
    this.turn = 0;
    /** @type {Stage | null} */
    this.stage = null;
    /** @type {Followed | null} */
    this.lit = null;
    this.label = el("p", { class: "count", role: "status" });
    this.see = told.see && el("button", {
      type: "button", class: "clear", click: () => told.see?.(this.id),
    }, icon(PATH), el("span", {}, texts.follow_see));
    this.element = el("div", {
      class: "state following", role: "group", "aria-label": texts.follow, hidden: true,
    }, this.label, this.see, el("button", {
      type: "button", class: "clear end", click: () => this.end(),
    }, icon(CROSS), el("span", {}, texts.follow_end)));
    holder.append(this.element);
  }

  destroy() {
    this.turn += 1;
    this.lit?.close();
  }

  /** A stage was raised: light on it what is followed. @param {Stage | null} stage */
  rise(stage) {
    this.stage = stage;
    this.lit?.close();
    this.lit = null;
    if (stage && this.id) void this.#find();
  }

  /**
   * Follow the family of an item, or none.
   * @param {string} id
   */
  want(id) {
    if (id === this.id) return;
    this.id = id;
    this.turn += 1;
    if (!id) this.#leave();
    else if (this.stage) void this.#find();
  }

  /** The visitor follows it no longer; false when there was nothing to follow. */
  end() {
    if (!this.id) return false;
    this.want("");
    this.told.changed();
    return true;
  }

  /** Something else is lit now. */
  outshone() {
    if (!this.lit) return;
    this.lit.close();
    this.lit = null;
    this.end();
  }

  async #find() {
    this.turn += 1;
    const { turn, texts, lang } = this;
    const words = new URLSearchParams({ item: this.id, lang });
    try {
      const { family } = await this.server.json(`${this.root}/reproductions/family?${words}`);
      if (turn !== this.turn || !this.stage) return;
      if (!family) {
        this.told.say(texts.follow_none);
        this.end();
        return;
      }
      const shown = [family.original, ...family.appearances
        .filter((/** @type {any} */ one) => !one.beside && !one.refused).map((/** @type {any} */ one) => one.item)];
      const rows = shown.map((/** @type {Item} */ { row }) => row);
      await this.items.want(rows);
      if (turn !== this.turn || !this.stage) return;
      const { server, items, stage } = this;
      this.told.lit();
      this.lit = new Followed({ server, items, rows, onChange: () => stage.invalidate() });
      stage.light(this.lit);
      this.label.textContent = fill(count(texts.follow_n, rows.length - 1, lang), {
        title: family.original.title || texts.untitled,
      });
      this.element.hidden = false;
      this.told.surround();
    } catch (error) {
      if (turn !== this.turn) return;
      if (!(error instanceof Refused)) throw error;
      this.told.say(texts.follow_none);
      this.end();
    }
  }

  #leave() {
    const held = this.lit;
    this.lit = null;
    held?.close();
    if (held && this.stage?.lit === held) this.stage.light(null);
    this.element.hidden = true;
    this.told.surround();
  }
}
