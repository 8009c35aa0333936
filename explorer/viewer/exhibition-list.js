/** The exhibitions of a collection: those that visitors see, and for curators all of them. */

import { link } from "./address.js";
import { boardOption } from "./board-name.js";
import { count, el, fill, icon, put } from "./dom.js";
import { blank, MOST, newId, read, section } from "./exhibition-doc.js";
import { shelf } from "./exhibition-editor.js";
import { sources } from "./exhibition-view.js";

const PLUS = "M12 5v14M5 12h14";
const UP = "M5.5 14.5 12 8l6.5 6.5";

export class ExhibitionList {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.list = el("ul", { class: "exhibitions" });
    this.status = el("p", { class: "status", role: "status" });
    this.begin = el("div", { class: "begin" });
    this.title = el("h1", { tabindex: "-1" });
    this.element = el("div", { class: "listed" }, this.title, this.trouble, this.begin, this.status, this.list);
  }

  draw() {
    const { page } = this;
    const { props } = page;
    const { texts } = props;
    this.title.textContent = texts.title;
    const { entries } = page;
    this.status.textContent = entries.length ? count(props.forms_exhibitions, entries.length, props.lang)
      : props.curator ? texts.none_yet : texts.none_public;
    put(this.begin, ...(props.curator && props.writable ? [this.#begin()] : []));
    const kept = props.curator ? shelf.recall(props.collection).map(({ content }) => content.id) : [];
    const unsaved = shelf.recall(props.collection).filter(({ mark, content }) => props.curator && mark === null
      && !entries.some((/** @type {any} */ { id }) => id === content.id));
    put(this.list, ...entries.map((/** @type {any} */ entry, /** @type {number} */ i) => this.#entry(entry, i, kept.includes(entry.id))),
      ...unsaved.map(({ content }) => el("li", { class: "entry" }, el("div", { class: "about" },
        el("h2", {}, this.#link(content.id, "edit", content.title[props.lang] || Object.values(content.title)[0] || texts.unnamed)),
        el("p", { class: "warning" }, texts.not_saved)))));
  }

  /** @param {any} entry @param {number} at @param {boolean} kept */
  #entry(entry, at, kept) {
    const { page } = this;
    const { props } = page;
    const { texts, lang } = props;
    const title = entry.title[lang] || Object.values(entry.title)[0] || texts.unnamed;
    const cover = page.server.known.get(entry.cover);
    const when = new Intl.DateTimeFormat(lang, { dateStyle: "medium" }).format(new Date(entry.updated));
    return el("li", { class: props.curator ? "entry" : "entry whole" },
      el("div", { class: "picture" }, cover ? el("img", {
        alt: "", srcset: sources(props, cover), sizes: "360px", width: cover.width, height: cover.height, loading: "lazy", decoding: "async",
      }) : null),
      el("div", { class: "about" }, el("h2", {}, this.#link(entry.id, props.curator ? "edit" : "", title)),
        el("p", { class: "meta" }, fill(texts.holds, { sections: entry.sections, items: entry.items })),
        props.curator ? el("p", { class: "meta" }, texts[entry.changed ? "state_changed" : `state_${entry.state}`], " ",
          fill(entry.who ? texts.written_by : texts.written, { when, who: entry.who })) : null,
        kept ? el("p", { class: "warning" }, texts.not_saved) : null),
      props.curator ? el("p", { class: "tools" },
        this.#link(entry.id, "look", texts.look, { class: "button", "aria-label": `${texts.look} – ${title}` }),
        props.writable && at ? el("button", {
          type: "button", class: "icon", "aria-label": fill(texts.up, { title }), title: texts.up_short, "data-focus": `up-${entry.id}`,
          click: () => void this.#raise(at),
        }, icon(UP)) : null) : null);
  }

  /** @param {string} id @param {string} mode @param {string} text @param {Record<string, any>} [more] */
  #link(id, mode, text, more = {}) {
    const { page } = this;
    return link(page.props, (_, params) => page.go(params.exhibition, params.mode ?? ""),
      { page: "expositions", params: { exhibition: id, mode: mode || null }, here: true }, { "data-focus": `open-${mode}-${id}`, ...more }, text);
  }

  #begin() {
    const { page } = this;
    const { props } = page;
    const { texts } = props;
    const boards = props.boards.filter((/** @type {any} */ { items }) => items > 0);
    const board = el("select", { "aria-label": texts.which_board, "data-focus": "board" }, ...boards.map(
      (/** @type {any} */ one) => boardOption(one, texts.board_unnamed, props.lang)));
    const file = el("input", {
      type: "file", accept: ".json,application/json", class: "unseen", tabindex: "-1", "aria-hidden": "true", change: () => void this.#bring(file),
    });
    return el("div", { class: "tools" },
      el("button", { type: "button", class: "primary", "data-focus": "create", click: () => page.begin(blank(props.collection, props.languages.map((/** @type {any} */ { code }) => code).sort().reverse())) },
        icon(PLUS), texts.create),
      ...(boards.length ? [el("span", { class: "joined" }, board, el("button", {
        type: "button", "data-focus": "from-board", click: () => void this.#fromBoard(board.value),
      }, texts.create_from))] : []),
      file, el("button", { type: "button", "data-focus": "import", click: () => file.click() }, texts.import));
  }

  /** @param {string} id */
  async #fromBoard(id) {
    const { page } = this;
    const { props } = page;
    try {
      const { items } = await page.server.board(id);
      const made = blank(props.collection, ["fr", "en"]);
      const wall = section("wall", items.map((/** @type {any} */ one) => one.id));
      wall.exhibits = wall.exhibits.map((one, i) => ({ ...one, caption: items[i].notes }));
      page.begin({ ...made, sections: [wall] });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Open a file as an exhibition, to be looked at and saved. @param {HTMLInputElement} input */
  async #bring(input) {
    const { page } = this;
    const { props } = page;
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    try {
      if (file.size > 4 * MOST.bytes) throw new Error(props.texts.file_large);
      const made = read(JSON.parse(await file.text()), props.collection);
      if (!made) throw new Error();
      const taken = page.entries.some((/** @type {any} */ { id }) => id === made.id);
      page.begin(taken || !/^[a-z0-9-]{1,64}$/.test(made.id) ? { ...made, id: newId("expo") } : made);
    } catch (error) {
      this.#fail(new Error(/** @type {Error} */ (error).message === props.texts.file_large ? props.texts.file_large : props.texts.file_none));
    }
  }

  /** @param {number} at */
  async #raise(at) {
    const { page } = this;
    const ids = page.entries.map((/** @type {any} */ { id }) => id);
    ids.splice(at - 1, 0, ...ids.splice(at, 1));
    try {
      await page.server.order(ids);
      await page.refresh();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    this.trouble.textContent = /** @type {any} */ (error)?.message || this.page.props.texts.failed;
    this.trouble.hidden = false;
  }
}
