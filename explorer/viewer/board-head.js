/** The head of a board's page: which boards there are, and what can be done with this one. */

import { fileAddress, link } from "./address.js";
import { boardFaces, boardName, boardOption } from "./board-name.js";
import { el, fill, icon, put } from "./dom.js";
import { STATUSES } from "./board-acts.js";
import { TOGETHER } from "./steps.js";

const PLUS = "M12 5v14M5 12h14";
const UNDO = "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9";

export class Head {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    this.naming = false;
    this.element = el("div", { class: "head" });
    this.away = el("details", { class: "fold", hidden: true });
  }

  draw() {
    const { page } = this;
    const { props } = page;
    const { texts } = props;
    const named = page.acts.findLast((/** @type {any} */ act) => act.do === "rename");
    const name = (named && "name" in named ? named.name : props.board?.name)
      || (props.board ? texts.unnamed : texts.title);
    const tabs = props.boards.length > 1 ? el("nav", { "aria-label": texts.boards },
      el("ul", { class: "tabs" }, ...props.boards.map((/** @type {any} */ one) => el("li", {},
        link(props, page.emit, { page: "tableau", params: { board: one.id }, here: true }, {
          class: "tab", "data-focus": `board-${one.id}`,
          "aria-current": one.id === props.board?.id ? "page" : null,
        }, boardFaces(props, one, 1), el("span", { class: "name" }, boardName(one.id === props.board?.id && named ? { ...one, name: named.name } : one, texts.unnamed, props.lang)),
        el("span", { class: "muted" }, String(one.items))))))) : null;
    const button = (/** @type {string} */ key, /** @type {() => void} */ click) => el("button",
      { type: "button", "data-focus": key, click }, texts[key]);
    const writes = props.writable && props.board;
    const there = page.items.filter((/** @type {any} */ { row, status }) => row !== null && status !== "aside").slice(0, TOGETHER);
    const open = this.element.querySelector(".organise")?.open ?? false;
    put(this.element, tabs,
      this.naming && writes ? this.form(name) : el("h1", {}, name),
      el("div", { class: "tools" },
        writes ? this.undo() : null,
        ...(writes && !this.naming ? [button("rename", () => this.rename(true))] : []),
        ...(there.length ? [link(props, page.emit,
          { page: "similaires", params: { item: there.map((/** @type {any} */ { id }) => id) } },
          { class: "button", "data-focus": "similar" }, texts.similar)] : []),
        ...(props.items.length ? props.downloads.map((/** @type {any} */ one) => el("a",
          { class: "button", href: fileAddress(props, one.address), download: "" }, one.label)) : []),
        ...(props.writable ? [el("button", { type: "button", "data-focus": "create",
          click: () => page.act({ do: "create" }) }, icon(PLUS), texts.create)] : [])),
      writes ? this.organise(name, open) : null,
      page.items.length ? this.filter() : null);
    this.drawAway();
  }

  /** What was done last, and the way back. */
  undo() {
    const { page } = this;
    const { undo, texts } = { undo: page.props.board.undo, texts: page.props.texts };
    if (!undo) return null;
    return el("button", {
      type: "button", "data-focus": "undo-board", disabled: page.acts.length > 0,
      click: () => page.act({ do: "undo", past: undo.past }),
    }, icon(UNDO), fill(texts.take_back, { what: texts.did[undo.did] ?? undo.did }));
  }

  /** @param {string} name @param {boolean} open */
  organise(name, open) {
    const { page } = this;
    const { props } = page;
    const { texts } = props;
    if (props.board.archived) {
      return el("p", { class: "tools was-away" }, el("span", {}, texts.is_away), el("button", {
        type: "button", "data-focus": "unarchive", click: () => page.act({ do: "archive", away: false }),
      }, texts.unarchive));
    }
    const others = props.boards.filter((/** @type {any} */ { id }) => id !== props.board.id);
    const other = el("select", { "aria-label": texts.merge_which, "data-focus": "merge-which" },
      ...others.map((/** @type {any} */ one) => boardOption(one, texts.unnamed, props.lang)));
    return el("details", { class: "fold organise", open }, el("summary", { "data-focus": "organise" }, texts.organise),
      el("div", { class: "tools" },
        el("button", { type: "button", "data-focus": "duplicate",
          click: () => page.act({ do: "duplicate", name: fill(texts.copy_of, { name }).slice(0, 120) }) }, texts.duplicate),
        el("button", { type: "button", "data-focus": "archive",
          click: () => page.act({ do: "archive", away: true }) }, texts.archive),
        ...(others.length ? [el("span", { class: "joined" }, other, el("button", { type: "button", "data-focus": "merge",
          click: () => page.act({ do: "merge", other: other.value }) }, texts.merge))] : [])));
  }

  /** Which pictures are shown, by their status. */
  filter() {
    const { page } = this;
    const { texts } = page.props;
    const many = (/** @type {string} */ status) => page.items.filter((/** @type {any} */ item) => !status || item.status === status).length;
    return el("div", { class: "filter", role: "group", "aria-label": texts.filter },
      ...["", ...STATUSES].map((status) => el("button", {
        type: "button", "aria-pressed": String(page.only === status), "data-focus": `only-${status}`,
        click: () => page.show(status),
      }, `${status ? texts[`only_${status}`] : texts.only_all} ${many(status)}`)));
  }

  /** Boards that were put away. */
  drawAway() {
    const { page } = this;
    const { props } = page;
    this.away.hidden = !props.away.length;
    put(this.away, el("summary", {}, fill(props.texts.away, { n: props.away.length })),
      el("ul", { class: "away" }, ...props.away.map((/** @type {any} */ one) => el("li", {},
        link(props, page.emit, { page: "tableau", params: { board: one.id }, here: true }, { class: "known" }, boardFaces(props, one), boardName(one, props.texts.unnamed, props.lang)),
        el("span", { class: "muted" }, String(one.items))))));
  }

  /** @param {string} name */
  form(name) {
    const { page } = this;
    const { texts, board } = page.props;
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
        page.act({ do: "rename", name: field.value });
      },
    }, field, el("button", { class: "primary" }, texts.keep),
    el("button", { type: "button", click: () => this.rename(false) }, texts.cancel),
    el("button", { type: "button", class: "danger", click: () => this.discard() }, texts.delete));
  }

  /** @param {boolean} begin */
  rename(begin) {
    this.naming = begin;
    this.draw();
    const field = this.element.querySelector(begin ? "input" : "[data-focus=rename]");
    field?.focus();
    if (begin) field?.select();
  }

  /** A board with pictures on it is only deleted when one has said so twice. */
  discard() {
    const { page } = this;
    const { texts } = page.props;
    const button = this.element.querySelector(".danger");
    if (page.items.length && button.textContent !== texts.really) {
      button.textContent = texts.really;
      return;
    }
    this.naming = false;
    page.act({ do: "delete" });
  }
}
