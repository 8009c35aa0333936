/**
 * Selecting: drawing around pictures, or naming them one by one, and what becomes of those that
 * were selected. It ties the selection to the map, the tray and the server.
 */

import { ConceptMarks } from "./concept-marks.js";
import { count, el, fill, icon } from "./dom.js";
import { Drawing } from "./drawing.js";
import { boxBetween, encloses, polygonText } from "./polygon.js";
import { Picked } from "./picked.js";
import { csvOf, jsonOf, recordsOf, save } from "./records.js";
import { MOST, Selection } from "./selection.js";
import { Refused } from "./server.js";
import { focusedIn } from "./surroundings.js";
import { TOGETHER } from "./steps.js";
import { Tray } from "./tray.js";
import { projection } from "./camera.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./polygon.js").Point} Point */
/** @typedef {import("./selection.js").Chosen} Chosen */
/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./drawing.js").Tool} Tool */
/** @typedef {import("./tray.js").Way} Way */

/**
 * @typedef {object} Told
 * @property {(ids: string[]) => void} changed the selection is another one
 * @property {() => void} surround the tray takes more or less room
 * @property {() => void} mode selecting has begun, or is over
 * @property {() => void} away what had the focus was put away
 * @property {(text: string) => void} say something to the visitor
 * @property {(item: Item) => void} go to where a picture hangs
 * @property {(row: number | null) => void} point
 * @property {((ids: string[]) => void) | null} board put pictures on the board
 * @property {((ids: string[]) => void) | null} similar all that is like some pictures
 */

/** A map this narrow has no room for a hint beside the tools, CSS pixels. */
const HINTED = 1280;
/** Most pictures sent to a board at once. */
const MOST_BOARDED = 1000;
const TICK = "M5 12.5l4.5 4.5L19 7.5";
const BOARD = "M4 5h16v11H4zM12 16v5M8 21h8M12 8v5M9.5 10.5h5";

export class Selecting {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {import("./server.js").Server} options.server
   * @param {import("./items.js").Items} options.items
   * @param {import("./seeking.js").Seeking} options.seeking
   * @param {string} options.collection
   * @param {string} options.lang
   * @param {Record<string, any>} options.texts
   * @param {(Chosen | string)[]} options.chosen what is selected at first
   * @param {boolean} options.keeps whether the records can be taken home
   * @param {Told} options.told
   */
  constructor({ holder, server, items, seeking, collection, lang, texts, chosen, keeps, told }) {
    this.holder = holder;
    this.server = server;
    this.items = items;
    this.seeking = seeking;
    this.collection = collection;
    this.lang = lang;
    this.texts = texts;
    this.told = told;
    this.root = `api/v1/${encodeURIComponent(collection)}`;
    this.version = "";
    this.on = false;
    /** @type {Tool} */
    this.tool = "lasso";
    /** @type {Way} */
    this.way = "replace";
    /** @type {Way | null} asked for by a key that is held while one draws */
    this.held = null;
    /** @type {Stage | null} */
    this.stage = null;
    /** @type {import("./lit.js").Lit | null} */
    this.lit = null;
    this.closed = new AbortController();
    this.turn = 0;
    this.drawing = new Drawing(holder);
    this.selection = new Selection({
      // Who has left needs no answer any more.
      resolve: (ids) => items.named(ids).catch((error) => {
        if (items.closed.signal.aborted) return new Promise(() => {});
        throw error;
      }),
    });
    this.tray = new Tray({
      holder, selection: this.selection, items, texts, lang,
      url: (path) => server.url(path),
      handles: {
        go: told.go,
        point: told.point,
        light: () => this.light(this.lit === null),
        take: keeps ? (kind) => void this.#take(kind) : null,
        board: told.board && (() => this.#board(this.selection.ids)),
        similar: told.similar && (() => this.#similar()),
        tool: (tool) => this.#choose(tool, this.way),
        way: (way) => this.#choose(this.tool, way),
        view: () => void this.#inView(),
        done: () => this.toggle(false),
        moved: () => told.surround(),
      },
    });
    // Who may put pictures on a board may teach.
    this.marks = told.board
      ? new ConceptMarks({ base: server.base, collection, lang, texts, say: told.say }) : null;
    this.tray.offer(this.marks?.offers(() => this.selection.ids, { begin: "selection" }) ?? []);
    this.#choose(this.tool, this.way);
    /** @type {HTMLButtonElement | null} the open panel's */
    this.toggler = null;
    this.selection.onChange(() => this.#changed());
    if (chosen.length) void this.selection.replace(chosen).then(() => { this.selection.before = []; });
  }

  destroy() {
    this.closed.abort();
    this.lit?.close();
    this.tray.destroy();
  }

  /**
   * A stage was raised: show on it what is selected.
   * @param {Stage | null} stage
   * @param {string} version of the collection
   */
  rise(stage, version) {
    this.stage = stage;
    if (this.lit) this.light(false);
    if (!stage) return;
    stage.marked = (row) => this.selection.has(row);
    if (this.version && version !== this.version) void this.selection.renew();
    this.version = version;
  }

  /**
   * Begin to select, or stop.
   * @param {boolean} [on]
   */
  toggle(on = !this.on) {
    if (on === this.on) return;
    this.on = on;
    this.drawing.cancel();
    this.holder.classList.toggle("picking", on);
    this.#keepFocus(() => this.tray.setTools(on));
    this.told.mode();
    if (on && this.holder.clientWidth <= HINTED) this.told.say(this.texts.select_how);
  }

  /** Give up one thing, the last first; false when there was none. */
  close() {
    if (this.drawing.active) this.drawing.cancel();
    else if (this.on) this.toggle(false);
    else return this.#keepFocus(() => this.tray.dismiss());
    return true;
  }

  /**
   * Change the tray; a focus that goes away with a part of it is not lost.
   * @template T
   * @param {() => T} change
   * @returns {T}
   */
  #keepFocus(change) {
    const held = focusedIn(this.holder);
    const inside = held !== null && this.tray.element.contains(held);
    const result = change();
    if (inside && !held.checkVisibility()) this.told.away();
    return result;
  }

  /**
   * A hand draws; only while one selects.
   * @param {"start" | "move" | "end" | "cancel"} phase
   * @param {Point} at pixels of the map
   * @param {{shiftKey: boolean, altKey: boolean}} event
   * @returns {boolean} whether the hand draws
   */
  draw(phase, at, event) {
    if (!this.on || !this.stage) return false;
    if (phase === "start") {
      this.held = event.altKey ? "subtract" : event.shiftKey ? "add" : null;
      this.drawing.start(this.tool, at);
    } else if (phase === "move") this.drawing.move(at);
    else if (phase === "cancel") this.drawing.cancel();
    else if (this.drawing.active) {
      const line = this.drawing.end();
      if (encloses(line)) void this.#around(line, this.held ?? this.way);
    }
    return true;
  }

  /**
   * A picture, or the name of a theme, was tapped; only while one selects.
   * @param {number} row -1 for none
   * @param {import("./labels.js").Theme | null | undefined} theme
   * @returns {boolean} whether it was for the selection
   */
  tap(row, theme) {
    if (!this.on) return false;
    this.drawing.cancel();
    if (theme && !theme.mark) void this.#ask(new URLSearchParams({ theme: String(theme.id) }), "", this.#adding);
    else if (row >= 0) void this.#pick(row);
    return true;
  }

  /** Add all that a filter or a search picks out now. */
  async found() {
    const { lit } = this.seeking;
    if (lit) await this.#ask(new URLSearchParams(), lit.query, this.#adding);
  }

  /**
   * Light what is selected, or no longer.
   * @param {boolean} on
   */
  light(on) {
    this.lit?.close();
    const { selection, items, server } = this;
    const { rows } = selection;
    const onChange = () => this.stage?.invalidate();
    this.lit = on && rows.length ? new Picked({ server, items, rows, onChange }) : null;
    this.tray.setLit(this.lit !== null);
    this.stage?.light(this.lit ?? this.seeking.lit);
  }

  /** Something else is lit now: what was selected is not any more. */
  outshone() {
    this.lit?.close();
    this.lit = null;
    this.tray.setLit(false);
  }

  /**
   * What the panel offers for a picture.
   * @param {Item} item
   * @returns {HTMLElement[]}
   */
  offers(item) {
    const { told, texts } = this;
    this.toggler = el("button", {
      type: "button", class: "selects", "data-row": item.row,
      click: () => this.selection.toggle(item),
    });
    this.#mark();
    const board = told.board;
    return [this.toggler, board && el("button", {
      type: "button", click: () => board([item.id]),
    }, icon(BOARD), texts.select_board),
    ...(this.marks?.offers(() => [item.id], { like: item.id }) ?? [])].filter(Boolean);
  }

  /** The panel is closed: what was offered in it, and so all of it, is let go. */
  withdraw() {
    this.toggler = null;
  }

  /**
   * A box to tick beside a picture's entry in a list.
   * @param {Item} item
   * @returns {HTMLElement}
   */
  box(item) {
    const box = el("input", {
      type: "checkbox", "data-row": item.row, checked: this.selection.has(item.row),
      "aria-label": fill(this.texts.select_one, { title: item.title || this.texts.untitled }),
      change: () => void (box.checked ? this.selection.add([item]) : this.selection.remove([item])),
    });
    return el("label", { class: "pick" }, box);
  }

  /** With nothing to replace, what is named is added. @returns {Way} */
  get #adding() {
    return this.on && this.way === "subtract" ? "subtract" : "add";
  }

  /**
   * @param {Tool} tool
   * @param {Way} way
   */
  #choose(tool, way) {
    this.tool = tool;
    this.way = way;
    this.drawing.cancel();
    this.tray.setTool(tool, way);
  }

  /** @param {number} row */
  async #pick(row) {
    await this.items.want([row]);
    const item = this.items.get(row);
    if (!item) return;
    if (this.way === "subtract") await this.selection.remove([item]);
    else this.selection.toggle(item);
  }

  /** All that hangs in the part of the map that is free. */
  async #inView() {
    if (!this.stage) return;
    const { width, height, inset } = this.stage.frame;
    const corners = [{ x: inset.left, y: inset.top }, { x: width - inset.right, y: height - inset.bottom }];
    await this.#around(boxBetween(corners[0], corners[1]), this.way);
  }

  /**
   * @param {Point[]} line pixels of the map
   * @param {Way} way
   */
  async #around(line, way) {
    const { stage, seeking } = this;
    if (!stage) return;
    const at = projection(stage.viewpoint.camera, stage.frame);
    // What is only dim hangs there as well; what is hidden does not.
    const filter = seeking.lit?.hide && !this.lit ? seeking.lit.query : "";
    await this.#ask(
      new URLSearchParams({ layout: stage.layout, polygon: polygonText(line, at) }), filter, way);
  }

  /**
   * @param {URLSearchParams} words
   * @param {string} filter more of them
   * @param {Way} way
   */
  async #ask(words, filter, way) {
    this.turn += 1;
    const { turn, texts, lang } = this;
    const query = [String(words), filter].filter(Boolean).join("&");
    try {
      const { results, total } = await this.server.json(
        `${this.root}/within?${query}`, this.closed.signal);
      if (turn !== this.turn) return;
      const seen = this.stage?.shown() ?? new Set();
      const unseen = way === "subtract" || !words.has("polygon") ? 0
        : results.filter((/** @type {Chosen} */ { row }) => !seen.has(row)).length;
      const before = this.selection.size;
      if (way === "replace") await this.selection.replace(results);
      else if (way === "add") await this.selection.add(results);
      else await this.selection.remove(results);
      const many = total > results.length
        || (way === "add" && this.selection.size === MOST && before + total > MOST);
      if (many) this.told.say(fill(texts.select_most, { n: this.#number(total), most: this.#number(MOST) }));
      else if (!total) this.told.say(texts.select_none_there);
      else if (unseen) {
        const selected = count(texts.selected_n, this.selection.size, lang);
        this.told.say(fill(count(texts.selected_unseen, unseen, lang), { selected }));
      } else if (!this.tray.height) this.told.say(count(texts.selected_n, this.selection.size, lang));
    } catch (error) {
      if (this.closed.signal.aborted) return;
      if (error instanceof Refused) this.told.say(texts.select_failed);
      else throw error;
    }
  }

  /** @param {"csv" | "json"} kind */
  async #take(kind) {
    const { selection, texts, collection, lang } = this;
    if (!selection.size || this.busy) return;
    this.busy = true;
    this.tray.setBusy(true);
    this.told.say(texts.select_taking);
    try {
      const items = await recordsOf(selection.rows, {
        server: this.server, root: this.root, lang, signal: this.closed.signal,
      });
      const text = kind === "csv" ? csvOf(items) : jsonOf(items, { collection, version: this.version, lang });
      save(text, { collection, kind });
      this.told.say(count(texts.select_taken, items.length, lang));
    } catch (error) {
      if (this.closed.signal.aborted) return;
      if (error instanceof Refused) this.told.say(texts.select_failed);
      else throw error;
    } finally {
      this.busy = false;
      this.tray.setBusy(false);
    }
  }

  #similar() {
    const { ids } = this.selection;
    if (ids.length) this.told.similar?.(ids.slice(0, TOGETHER));
  }

  /** @param {string[]} ids */
  #board(ids) {
    if (!ids.length) return;
    if (ids.length > MOST_BOARDED) {
      this.told.say(fill(this.texts.board_most, { most: this.#number(MOST_BOARDED) }));
    } else this.told.board?.(ids);
  }

  #changed() {
    if (this.lit) this.light(this.selection.size > 0);
    this.stage?.invalidate();
    this.#mark();
    for (const box of this.holder.querySelectorAll(".pick input")) {
      const input = /** @type {HTMLInputElement} */ (box);
      input.checked = this.selection.has(Number(input.dataset.row));
    }
    this.told.changed(this.selection.ids);
  }

  /** The panel's button says what it would do now. */
  #mark() {
    const { toggler, texts } = this;
    if (!toggler) return;
    const selected = this.selection.has(Number(toggler.dataset.row));
    toggler.classList.toggle("on", selected);
    toggler.replaceChildren(icon(TICK), selected ? texts.select_drop : texts.select_this);
  }

  /** @param {number} n */
  #number(n) {
    return new Intl.NumberFormat(this.lang).format(n);
  }
}
