/**
 * The desk: where curators edit themes. Acts are told to Python one after the other, each by a key,
 * until it says what they came to (props.desk.said). What was typed is only let go when it is kept.
 */

import { el, fill, put } from "./dom.js";
import { drawFaces } from "./theme-faces.js";
import { drawHistory, drawMerge, drawOrder, drawWords } from "./theme-panels.js";
import { Splitting } from "./theme-splitting.js";

/** @typedef {{key: string, act: any, loaded: number}} Waiting */

/** Milliseconds after which an act that nobody answered is told again. */
const PATIENCE = 2500;

export class Desk {
  /** @param {(told: {key: string, act: any}) => void} tell */
  constructor(tell) {
    this.tell = tell;
    /** @type {any} */
    this.props = null;
    this.open = "";
    /** The change after which what is being typed was read. */
    this.loaded = 0;
    this.dirty = false;
    /** @type {Waiting[]} the first one is told */
    this.queue = [];
    /** @type {number | undefined} */
    this.again = undefined;
    this.drawn = "";
    this.splitting = new Splitting(this);
    this.shown = 0;
    this.tabs = el("div", { class: "tabs" });
    this.panel = el("div", { class: "panel", hidden: true });
    this.said = el("div", { class: "said", role: "status" });
    this.element = el("section", { class: "desk" }, this.tabs, this.panel, this.said);
  }

  get desk() {
    return this.props.desk;
  }

  get texts() {
    return this.props.desk.texts;
  }

  /** @param {any} props */
  update(props) {
    const other = this.props?.place !== props.place || this.props?.collection !== props.collection;
    const before = this.props?.desk.seen;
    this.props = props;
    this.element.setAttribute("aria-label", this.texts.desk);
    if (other) {
      this.open = "";
      this.dirty = false;
      this.shown = 0;
    }
    const mine = this.queue[0] && this.desk.said?.key === this.queue[0].key;
    if (mine) this.#answered(this.queue.shift(), before);
    else if (other && !this.queue.length) put(this.said);
    this.draw();
  }

  /**
   * Do something to the theme of the page, or to another one.
   * @param {any} act without ``seen`` where it is that of the page
   */
  act(act) {
    const key = Math.random().toString(36).slice(2, 14);
    this.queue.push({ key, act, loaded: this.loaded });
    put(this.said);
    if (this.queue.length === 1) this.#send();
  }

  /** @param {string} name of a panel */
  toggle(name) {
    this.open = this.open === name ? "" : name;
    this.dirty = false;
    this.shown = 0;
    put(this.said);
    this.draw();
    if (this.open) /** @type {HTMLElement | null} */ (this.panel.querySelector("input, select, button"))?.focus();
  }

  draw() {
    const { texts, desk } = this;
    const root = /** @type {ShadowRoot} */ (this.element.getRootNode());
    const focused = /** @type {any} */ (root.activeElement)?.dataset?.focus;
    const theme = this.props.themeId >= 0;
    const names = theme
      ? ["words", "faces", "order", "merge", "split", "history"] : ["order", "history"];
    const last = desk.history[0];
    put(this.tabs, el("h2", {}, texts.desk),
      ...names.filter((name) => name !== "order" || desk.children.length).map((name) => el("button", {
        type: "button", class: "tab", "data-focus": name, "aria-expanded": String(this.open === name),
        click: () => this.toggle(name),
      }, texts[name])),
      el("span", { class: "right" },
        theme ? el("button", {
          type: "button", "data-focus": "hide",
          click: () => this.act({ do: "hide", theme: this.props.themeId, hidden: !desk.ownHidden }),
        }, desk.ownHidden ? texts.show : texts.hide) : "",
        desk.undo ? el("button", {
          type: "button", "data-focus": "undo", title: fill(texts.undoOf, { what: this.what(last) }),
          click: () => this.act({ do: "undo", n: desk.undo }),
        }, texts.undo) : ""));
    this.panel.hidden = !this.open;
    const drawn = JSON.stringify([this.open, desk, this.props.themeId, this.props.lang, this.shown]);
    if (!this.dirty && drawn !== this.drawn) {
      this.drawn = drawn;
      this.loaded = desk.seen;
      this.#panel();
    }
    if (focused && /** @type {any} */ (root.activeElement)?.dataset?.focus !== focused) {
      /** @type {HTMLElement | null} */ (this.element.querySelector(
        `[data-focus="${CSS.escape(focused)}"]:not(:disabled)`))?.focus({ preventScroll: true });
    }
  }

  #panel() {
    const drawing = {
      words: drawWords, faces: drawFaces, order: drawOrder, merge: drawMerge, history: drawHistory,
      split: () => this.splitting.draw(),
    };
    const draw = /** @type {Record<string, (desk: Desk) => Node[]>} */ (drawing)[this.open];
    put(this.panel, ...(draw ? draw(this) : []));
  }

  /** What a change was, in words. @param {any} change */
  what(change) {
    const did = this.texts.did[change?.did] ?? "";
    return [did, change?.label ? `« ${change.label} »` : ""].filter(Boolean).join(" ");
  }

  #send() {
    window.clearTimeout(this.again);
    const [first] = this.queue;
    if (!first) return;
    const needs = ["describe", "hide", "cover", "merge", "split"].includes(first.act.do);
    const seen = first.act.do === "describe" ? first.loaded : this.desk.seen;
    const act = needs && first.act.seen === undefined ? { ...first.act, seen } : first.act;
    this.tell({ key: first.key, act });
    this.again = window.setTimeout(() => this.#send(), PATIENCE);
  }

  /**
   * @param {Waiting | undefined} done
   * @param {number} before the change that the theme was last seen after
   */
  #answered(done, before) {
    window.clearTimeout(this.again);
    const { said, seen } = this.desk;
    this.said.classList.toggle("trouble", Boolean(said.error));
    if (!said.error) {
      // What one did oneself is no conflict with what one is typing.
      if (this.loaded === before) this.loaded = seen;
      if (done?.act.do === "describe") this.dirty = false;
      put(this.said, this.texts.saved);
    } else if (said.by && done) {
      this.queue = [];
      const by = said.by.who || this.texts.someone;
      const what = [this.what(said.by), said.by.detail].filter(Boolean).join(" – ");
      put(this.said, el("p", { dir: "auto" }, fill(this.texts.stale, { who: by, what })),
        el("button", { type: "button", click: () => {
          this.loaded = this.desk.seen;
          this.act({ ...done.act, seen: undefined });
        } }, this.texts.staleKeep),
        el("button", { type: "button", click: () => {
          this.dirty = false;
          this.drawn = "";
          put(this.said);
          this.draw();
        } }, this.texts.staleLeave));
    } else {
      this.queue = [];
      put(this.said, said.error);
    }
    if (this.queue.length) this.#send();
  }

  destroy() {
    window.clearTimeout(this.again);
    this.splitting.close();
    this.element.remove();
  }
}
