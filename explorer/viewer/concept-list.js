/** The concepts there are, and the ways to begin another. */

import { fileAddress, link } from "./address.js";
import { boardOption } from "./board-name.js";
import { recall } from "./concept-draft.js";
import { MOST, blank, titleOf } from "./concept.js";
import { count, el, fill } from "./dom.js";
import { recall as selected } from "./remembered.js";
import { newId } from "./tour.js";
import { Declined } from "./tours.js";

/** @typedef {import("./concepts-server.js").Entry} Entry */

export class ConceptList {
  /**
   * @param {object} options
   * @param {any} options.props of the widget
   * @param {import("./address.js").Emit} options.emit
   * @param {import("./concepts-server.js").Concepts} options.server
   * @param {(concept: import("./concept.js").Concept, said?: string) => void} options.begin
   */
  constructor({ props, emit, server, begin }) {
    this.props = props;
    this.emit = emit;
    this.server = server;
    this.begin = begin;
    const { texts } = props;
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.cards = el("ul", { class: "concepts" });
    this.empty = el("p", { class: "muted", hidden: true }, texts.none);
    this.element = el("div", { class: "list" },
      el("h1", { tabindex: "-1" }, texts.title), el("p", { class: "lead" }, texts.lead),
      ...(props.writable ? this.#ways() : [el("p", { class: "notice" }, texts.read_only)]),
      this.trouble, el("h2", {}, texts.known), this.empty, this.cards);
    void this.load();
  }

  async load() {
    const { collection, texts } = this.props;
    try {
      const { concepts } = await this.server.list();
      const kept = recall(collection).map(({ concept }) => concept);
      this.props.known = concepts;
      const held = new Set(kept.map(({ id }) => id));
      const unsaved = kept.filter(({ id }) => !concepts.some((one) => one.id === id)).map((concept) => ({
        ...concept, yes: concept.yes.length, no: concept.no.length, applied: false, owner: "", covers: [],
      }));
      this.empty.hidden = concepts.length + unsaved.length > 0;
      this.cards.replaceChildren(...[...unsaved, ...concepts].map((one) => this.#card(one, held.has(one.id))));
    } catch {
      this.#complain(texts.failed);
    }
  }

  #ways() {
    const { props } = this;
    const { texts, collection, lang } = props;
    const words = el("input", {
      type: "text", maxlength: MOST.words, placeholder: texts.words_such_as, "aria-label": texts.words,
      autocomplete: "off",
    });
    const file = el("input", {
      type: "file", accept: ".json,application/json", hidden: true,
      change: () => void this.#bring(file),
    });
    const boards = props.boards.filter((/** @type {{items: number}} */ { items }) => items > 0);
    const board = el("select", { "aria-label": texts.board_which }, ...boards.map(
      (/** @type {any} */ one) => boardOption(one, texts.board_unnamed, lang)));
    const from = selected(collection);
    return [
      el("form", {
        class: "begin", submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          if (words.value.trim()) this.begin(blank(collection, { words: words.value, language: lang }));
          else words.focus();
        },
      }, el("label", {}, el("span", {}, texts.words), words), el("button", { class: "primary" }, texts.begin)),
      el("div", { class: "bar ways" },
        el("button", { type: "button", click: () => this.begin(blank(collection)) }, texts.begin_nothing),
        ...(from.length ? [el("button", {
          type: "button", click: () => this.begin(blank(collection, { yes: from })),
        }, count(props.selectionForms, from.length, lang))] : []),
        ...(boards.length ? [el("span", { class: "pair" }, board, el("button", {
          type: "button", click: () => void this.#fromBoard(board.value),
        }, texts.begin_board))] : []),
        el("button", { type: "button", click: () => file.click() }, texts.import), file),
    ];
  }

  /**
   * @param {Entry} entry
   * @param {boolean} unsaved
   */
  #card(entry, unsaved) {
    const { props } = this;
    const { texts, lang } = props;
    const title = titleOf(entry, lang) || texts.unnamed;
    const told = [
      fill(texts.marks, { yes: entry.yes, no: entry.no }),
      unsaved ? texts.unsaved : "", entry.applied ? texts.is_filter : "", entry.shared ? texts.is_shared : "",
      entry.owner,
    ].filter(Boolean);
    return el("li", {},
      link(props, this.emit, { page: "concepts", params: { concept: entry.id }, here: true }, { class: "card" },
        el("span", { class: "covers" }, ...entry.covers.map((item) => el("img", {
          src: fileAddress(props, item.thumbs["256"]), alt: "", loading: "lazy",
          style: { aspectRatio: `${item.width} / ${item.height}` },
        }))),
        el("strong", {}, title), el("span", { class: "muted" }, told.join(" · "))));
  }

  /** @param {string} id */
  async #fromBoard(id) {
    const ids = await this.server.board(id).catch(() => null);
    if (ids) this.begin(blank(this.props.collection, { yes: ids }));
    else this.#complain(this.props.texts.failed);
  }

  /** @param {any} input */
  async #bring(input) {
    const { texts, lang, missingForms } = this.props;
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    if (file.size > MOST.bytes) return this.#complain(texts.file_large);
    let document;
    try {
      document = JSON.parse(await file.text());
    } catch {
      return this.#complain(texts.file_none);
    }
    try {
      const told = await this.server.bring(document);
      if (!told.concept) return this.#complain(texts.file_none);
      const said = [
        told.foreign ? texts.file_foreign : "",
        told.missing.length ? count(missingForms, told.missing.length, lang) : "",
      ].filter(Boolean).join(" ");
      // Under an id of its own: what is here of this id may be something else by now.
      this.begin({ ...told.concept, id: newId() }, said);
    } catch (error) {
      if (!(error instanceof Declined)) throw error;
      this.#complain(error.message ? fill(texts.file_refused, { reason: error.message }) : texts.failed);
    }
  }

  /** @param {string} text */
  #complain(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = false;
  }
}
