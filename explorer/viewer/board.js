// A board: pictures in the order that someone gives them, each with a note in every language.
// What is done shows at once; Python is told of it, and says how far it has come (props.done).

import { fileAddress, link } from "./address.js";
import { applied } from "./board-acts.js";
import { Card } from "./board-card.js";
import { count, dress, el, fill, icon, put, readJson } from "./dom.js";
import { TOGETHER } from "./steps.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */
/** @typedef {import("./board-acts.js").Act} Act */
/** @typedef {import("./board-acts.js").Pinned} Pinned */

/** Cards shown at once, and records in one request. */
const PAGE = 60;

/** Milliseconds after which what was not done is told again. */
const PATIENCE = 1500;

const PLUS = "M12 5v14M5 12h14";

/**
 * props.board: {id, name} or null; props.boards: [{id, name, items}]; props.items: what is pinned,
 * in order; props.languages: [{code, label}]; props.writable; props.downloads: [{label, address}];
 * props.done: {token, n}, the last act that is done; props.trouble: one line, or empty.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "board.css");
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
    this.naming = false;
    this.reading = false;
    /** @type {number | undefined} */
    this.again = undefined;
    this.head = el("div", { class: "head" });
    this.status = el("p", { class: "status", role: "status" });
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.list = el("ol", { class: "board" });
    this.empty = el("div", { class: "empty", hidden: true });
    this.more = el("button", { type: "button", class: "more", hidden: true, click: () => this.showMore() });
    this.undo = el("p", { class: "undo", role: "status", hidden: true });
    this.whole = el("div", { class: "page" },
      this.head, this.trouble, this.status, this.empty, this.list, this.more, this.undo);
    root.append(this.whole);
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
      this.naming = false;
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
    const { props, items } = this;
    const focused = /** @type {any} */ (this.root.activeElement)?.dataset?.focus;
    this.drawHead();
    this.trouble.textContent = props.trouble;
    this.trouble.hidden = !props.trouble;
    this.status.textContent = items.length ? count(props.forms, items.length, props.lang) : "";
    this.empty.hidden = items.length > 0;
    if (!items.length) put(this.empty, ...this.invitation());
    const wanted = items.slice(0, this.shown);
    const elements = wanted.map((item, at) => {
      const card = this.cards.get(item.id) ?? new Card(this, item.id);
      this.cards.set(item.id, card);
      card.update(item, at, items.length, this.records.get(item.row ?? -1));
      return card.element;
    });
    const same = elements.length === this.list.children.length
      && elements.every((element, i) => element === this.list.children[i]);
    if (!same) this.list.replaceChildren(...elements);
    this.more.hidden = items.length <= this.shown;
    this.more.textContent = props.texts.more;
    if (focused && /** @type {any} */ (this.root.activeElement)?.dataset?.focus !== focused) {
      /** @type {HTMLElement | null} */ (this.root.querySelector(
        `[data-focus="${CSS.escape(focused)}"]:not(:disabled)`))?.focus();
    }
    this.read(wanted);
  }

  drawHead() {
    const { props } = this;
    const { texts } = props;
    const named = this.acts.findLast((act) => act.do === "rename");
    const name = (named && "name" in named ? named.name : props.board?.name)
      || (props.board ? texts.unnamed : texts.title);
    const tabs = props.boards.length > 1 ? el("nav", { "aria-label": texts.boards },
      el("ul", { class: "tabs" }, ...props.boards.map((/** @type {any} */ one) => el("li", {},
        link(props, this.emit, { page: "tableau", params: { board: one.id }, here: true }, {
          class: "tab", "data-focus": `board-${one.id}`,
          "aria-current": one.id === props.board?.id ? "page" : null,
        }, el("span", {}, (one.id === props.board?.id ? name : one.name) || texts.unnamed),
        el("span", { class: "muted" }, String(one.items))))))) : null;
    const button = (/** @type {string} */ key, /** @type {() => void} */ click) => el("button",
      { type: "button", "data-focus": key, click }, texts[key]);
    const writes = props.writable && props.board;
    const there = this.items.filter(({ row }) => row !== null).slice(0, TOGETHER);
    put(this.head, tabs,
      this.naming && writes ? this.form(name) : el("h1", {}, name),
      el("div", { class: "tools" },
        ...(writes && !this.naming ? [button("rename", () => this.rename(true))] : []),
        ...(there.length ? [link(props, this.emit,
          { page: "similaires", params: { item: there.map(({ id }) => id) } },
          { class: "button", "data-focus": "similar" }, texts.similar)] : []),
        ...(props.items.length ? props.downloads.map((/** @type {any} */ one) => el("a",
          { class: "button", href: fileAddress(props, one.address), download: "" }, one.label)) : []),
        ...(writes ? [el("button", { type: "button", "data-focus": "create",
          click: () => this.act({ do: "create" }) }, icon(PLUS), texts.create)] : [])));
  }

  /** @param {string} name */
  form(name) {
    const { texts, board } = this.props;
    const field = el("input", {
      type: "text", maxlength: 120, value: board.name ? name : "", placeholder: texts.unnamed,
      "data-focus": "name", "aria-label": texts.name,
      keydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && this.rename(false),
    });
    return el("form", {
      class: "naming",
      submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        this.naming = false;
        this.act({ do: "rename", name: field.value });
      },
    }, field, el("button", { class: "primary" }, texts.keep),
    el("button", { type: "button", click: () => this.rename(false) }, texts.cancel),
    el("button", { type: "button", class: "danger", click: () => this.discard() }, texts.delete));
  }

  /** @param {boolean} begin */
  rename(begin) {
    this.naming = begin;
    this.drawHead();
    const field = this.head.querySelector(begin ? "input" : "[data-focus=rename]");
    field?.focus();
    if (begin) field?.select();
  }

  /** A board with pictures on it is only deleted when one has said so twice. */
  discard() {
    const { texts } = this.props;
    const button = this.head.querySelector(".danger");
    if (this.items.length && button.textContent !== texts.really) {
      button.textContent = texts.really;
      return;
    }
    this.naming = false;
    this.act({ do: "delete" });
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
        this.act({ do: "restore", item: item.id, to, notes: item.notes, row: item.row });
      },
    }, texts.undo);
    put(this.undo, el("span", {}, fill(texts.removed, { title })), back);
    this.undo.hidden = false;
    back.focus({ preventScroll: true });
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
    this.whole.remove();
  }
}
