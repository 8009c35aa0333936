// A board: pictures in the order that someone gives them, each with a note in every language.
// What is done shows at once; Python is told of it, and says how far it has come (props.done).

import { fileAddress, link } from "./address.js";
import { applied } from "./board-acts.js";
import { Balance } from "./board-balance.js";
import { Card } from "./board-card.js";
import { Head } from "./board-head.js";
import { Picks } from "./board-picks.js";
import { count, dress, el, fill, put, readJson } from "./dom.js";
import { gridSortable } from "./sortable.js";
import { Pressing } from "./pressing.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */
/** @typedef {import("./board-acts.js").Act} Act */
/** @typedef {import("./board-acts.js").Pinned} Pinned */

/** Cards shown at once, and records in one request. */
const PAGE = 60;

/** Milliseconds after which what was not done is told again. */
const PATIENCE = 1500;

/**
 * props.board: {id, name, undo: {past, did} | null} or null; props.boards: [{id, name, items}];
 * props.away: those that were put away; props.api: address of the collection's API; props.items:
 * what is pinned, in order; props.languages: [{code, label}]; props.writable; props.downloads: [{label, address}];
 * props.done: {token, n}, the last act that is done; props.trouble: one line, or empty.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "board.css", "light-table.css");
  const board = new BoardPage(root, emit);
  board.update(props);
  return { update: (/** @type {Props} */ now) => board.update(now), destroy: () => board.destroy() };
}

class BoardPage {
  /**
   * @param {ShadowRoot} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    this.root = root;
    this.emit = emit;
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    this.token = Math.random().toString(36).slice(2, 14);
    this.n = 0;
    /** @type {Act[]} told, and not known to be done */
    this.acts = [];
    /** @type {Map<string, Card>} */
    this.cards = new Map();
    /** @type {Map<number, Listed>} */
    this.records = new Map();
    this.shown = PAGE;
    this.key = "";
    this.reading = false;
    /** The status of the pictures that are shown, or "" for all. */
    this.only = "";
    /** @type {number | undefined} */
    this.again = undefined;
    this.head = new Head(this);
    this.picks = new Picks(this);
    this.balance = new Balance(this);
    this.status = el("p", { class: "status", role: "status" });
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.list = el("ol", { class: "board" });
    this.empty = el("div", { class: "empty", hidden: true });
    this.more = el("button", { type: "button", class: "more", hidden: true, click: () => this.showMore() });
    this.undo = el("p", { class: "undo", role: "status", hidden: true });
    this.whole = el("div", { class: "page" },
      this.head.element, this.trouble, this.balance.element, this.status, this.empty, this.list, this.more,
      this.head.away, this.picks.between, this.undo, this.picks.bar);
    gridSortable(this.list, ".grip", (moved, before) => this.dropped(moved, before));
    root.addEventListener("keydown", (event) => this.undoByKey(/** @type {KeyboardEvent} */ (event)));
    root.append(this.whole);
    /** Whether there is something to draw when nothing is pressed any more. */
    this.late = false;
    this.pressing = new Pressing(root, () => this.late && this.draw());
    this.near = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.showMore(),
      { rootMargin: "800px" });
    this.near.observe(this.more);
  }

  /** @param {Props} props */
  update(props) {
    const key = JSON.stringify([props.collection, props.board?.id, props.version, props.lang]);
    this.props = props;
    if (props.done?.token === this.token) {
      this.acts = this.acts.filter(({ n }) => n > props.done.n);
    }
    if (key !== this.key) {
      this.key = key;
      this.shown = PAGE;
      this.cards.clear();
      this.records.clear();
      this.list.replaceChildren();
      this.undo.hidden = true;
      this.head.naming = false;
      this.only = "";
      this.picks.ids = [];
    }
    window.clearTimeout(this.again);
    if (this.acts.length) this.again = window.setTimeout(() => this.tell(), PATIENCE);
    this.draw();
  }

  /** @returns {Pinned[]} */
  get items() {
    return applied(this.props.items, this.acts);
  }

  /** @param {any} act */
  act(act) {
    this.undo.hidden = true;
    this.acts.push({ ...act, n: ++this.n });
    this.tell();
    this.draw();
  }

  tell() {
    this.emit("act", { token: this.token, board: this.props.board?.id ?? "", acts: this.acts });
  }

  draw() {
    this.late = this.pressing.down;
    if (this.late) return;
    const { props, items } = this;
    const shown = items.filter(({ status }) => !this.only || status === this.only);
    const focused = /** @type {any} */ (this.root.activeElement)?.dataset?.focus;
    this.head.draw();
    this.trouble.textContent = props.trouble;
    this.trouble.hidden = !props.trouble;
    this.status.textContent = items.length ? count(props.forms, shown.length, props.lang) : "";
    this.empty.hidden = items.length > 0;
    if (!items.length) put(this.empty, ...this.invitation());
    const wanted = shown.slice(0, this.shown);
    const elements = wanted.map((item) => {
      const at = items.indexOf(item);
      const card = this.cards.get(item.id) ?? new Card(this, item.id);
      this.cards.set(item.id, card);
      card.update(item, at, items.length, this.records.get(item.row ?? -1));
      return card.element;
    });
    const same = elements.length === this.list.children.length
      && elements.every((element, i) => element === this.list.children[i]);
    if (!same) this.list.replaceChildren(...elements);
    this.more.hidden = shown.length <= this.shown;
    this.picks.update(items);
    this.balance.element.hidden = !items.length;
    void this.balance.update();
    this.more.textContent = props.texts.more;
    if (focused && /** @type {any} */ (this.root.activeElement)?.dataset?.focus !== focused) {
      /** @type {HTMLElement | null} */ (this.root.querySelector(
        `[data-focus="${CSS.escape(focused)}"]:not(:disabled)`))?.focus();
    }
    this.read(wanted);
  }

  invitation() {
    const { props } = this;
    const { texts } = props;
    return [el("p", { class: "lead" }, texts.empty), el("p", { class: "muted" }, texts.how),
      el("p", { class: "ways" },
        link(props, this.emit, { page: "" }, { class: "button primary" }, texts.toMap))];
  }

  /** @param {Pinned} item */
  remove(item) {
    const { texts } = this.props;
    const to = this.items.findIndex(({ id }) => id === item.id);
    const title = this.records.get(item.row ?? -1)?.title || texts.untitled;
    this.act({ do: "remove", item: item.id });
    this.cards.delete(item.id);
    const back = el("button", {
      type: "button", "data-focus": "undo",
      click: () => {
        this.act({ do: "restore", item: item.id, to, notes: item.notes, row: item.row, status: item.status });
      },
    }, texts.undo);
    put(this.undo, el("span", {}, fill(texts.removed, { title })), back);
    this.undo.hidden = false;
    back.focus({ preventScroll: true });
  }

  /** @param {string} status of the pictures to show, "" for all */
  show(status) {
    this.only = status;
    this.shown = PAGE;
    this.draw();
  }

  /**
   * @param {HTMLElement} moved
   * @param {HTMLElement | null} before
   */
  dropped(moved, before) {
    const ids = this.items.map(({ id }) => id).filter((id) => id !== moved.dataset.id);
    const previous = /** @type {HTMLElement | null} */ (moved.previousElementSibling);
    const to = before ? ids.indexOf(before.dataset.id ?? "") : ids.indexOf(previous?.dataset.id ?? "") + 1;
    this.act({ do: "move", item: moved.dataset.id, to });
  }

  /** @param {KeyboardEvent} event */
  undoByKey(event) {
    const typing = /** @type {HTMLElement | null} */ (event.target)?.matches?.("input, textarea, select");
    const undo = this.props.board?.undo;
    if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || typing || !undo || this.acts.length) return;
    event.preventDefault();
    this.act({ do: "undo", past: undo.past });
  }

  /** What is known of a picture on the board. @param {string} id */
  recordOf(id) {
    const row = this.items.find((item) => item.id === id)?.row;
    return this.records.get(row ?? -1);
  }

  /** What changes when the board does, for what is drawn of the whole of it. */
  state() {
    const kept = this.items.filter(({ status }) => status !== "aside").map(({ id }) => id);
    return this.acts.length ? this.balance.drawn : JSON.stringify([this.props.lang, kept.sort()]);
  }

  showMore() {
    if (this.more.hidden) return;
    this.shown += PAGE;
    this.draw();
  }

  /** @param {Pinned[]} wanted */
  async read(wanted) {
    const rows = wanted.map(({ row }) => row ?? -1)
      .filter((row) => row >= 0 && !this.records.has(row)).slice(0, PAGE);
    if (!rows.length || this.reading) return;
    const { props, key } = this;
    const url = new URL(fileAddress(props, props.rowsAddress));
    url.searchParams.set("rows", rows.join(","));
    url.searchParams.set("lang", props.lang);
    this.reading = true;
    try {
      const { results } = await readJson(url);
      if (key !== this.key) return;
      for (const item of results) this.records.set(item.row, item);
    } catch {
      this.trouble.textContent = props.texts.failed;
      this.trouble.hidden = false;
      return;
    } finally {
      this.reading = false;
    }
    this.draw();
  }

  destroy() {
    window.clearTimeout(this.again);
    this.near.disconnect();
    this.pressing.destroy();
    this.picks.destroy();
    this.whole.remove();
  }
}
