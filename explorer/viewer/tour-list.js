/** The list of tours: which there are, and for who writes them, the way to write. */

import { count, el, icon } from "./dom.js";
import { round } from "./player.js";
import { said } from "./tour.js";

/** @typedef {import("./tours.js").Entry} Entry */

/**
 * @typedef {object} Asked
 * @property {(id: string) => void} play
 * @property {(id: string) => void} edit
 * @property {() => void} create
 * @property {(id: string) => void} raise put a tour one place earlier
 * @property {(file: File) => void} bring a file
 * @property {() => void} close
 */

const CLOSE = "M6 6l12 12M18 6 6 18";
const PLAY = "M8 5l11 7-11 7z";
const UP = "M6 14l6-6 6 6";
const WARNING = "M12 4 2.5 20h19zM12 10v5M12 17.2v.6";
const PEN = "M4 20l1-4L16 5l3 3L8 19l-4 1z";

export class TourList {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {Asked} options.asked
   */
  constructor({ holder, texts, lang, asked }) {
    this.texts = texts;
    this.lang = lang;
    this.asked = asked;
    this.heading = el("h2", { tabindex: "-1" }, texts.tours);
    this.status = el("p", { class: "status", role: "status" });
    this.refusal = el("p", { class: "refusal", role: "alert", hidden: true });
    this.entries = el("ul", { class: "entries" });
    this.file = el("input", {
      type: "file", accept: ".json,application/json", class: "unseen", tabindex: "-1",
      "aria-hidden": "true", change: () => this.#chosen(),
    });
    this.writing = el("div", { class: "writing" },
      el("button", { type: "button", class: "primary", click: asked.create }, texts.tour_new),
      el("button", { type: "button", click: () => this.file.click() }, texts.tour_import),
      this.file);
    this.element = el("section", {
      class: "drawer tours", hidden: true, "aria-label": texts.tours,
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        asked.close();
      },
    },
    el("div", { class: "top" }, this.heading, round(texts.close, CLOSE, asked.close)),
    this.status, this.refusal, this.entries, this.writing);
    holder.append(this.element);
  }

  /**
   * @param {Entry[]} entries
   * @param {{writable: boolean, kept: import("./tour.js").Tour[]}} how what this tab keeps unsaved
   */
  update(entries, { writable, kept }) {
    const { texts, lang, asked } = this;
    this.writing.hidden = !writable;
    this.say(entries.length + kept.length ? "" : texts.tours_none);
    const written = new Set(kept.map(({ id }) => id));
    const fresh = kept.filter(({ id }) => !entries.some((entry) => entry.id === id));
    const all = entries.filter(({ stops }) => stops || writable);
    this.entries.replaceChildren(...fresh.map(({ id, title }) => el("li", {},
      el("button", { type: "button", class: "play", click: () => asked.edit(id) }, icon(PEN),
        el("span", { class: "lines" },
          el("strong", {}, said(title, lang).text.trim() || texts.tour_untitled),
          el("span", {}, texts.tour_unsaved))))),
    ...all.map(({ id, title, stops }, n) => {
      const name = said(title, lang);
      return el("li", {},
        el("button", { type: "button", class: "play", "data-id": id, click: () => asked.play(id) },
          icon(PLAY), el("span", { class: "lines" },
            el("strong", { lang: name.lang }, name.text.trim() || texts.tour_untitled),
            el("span", {}, written.has(id) ? texts.tour_unsaved : count(texts.tour_stops, stops, lang)))),
        writable && n > 0 ? round(`${texts.tour_up} : ${name.text.trim()}`, UP, () => asked.raise(id)) : null,
        writable ? round(`${texts.tour_edit} : ${name.text.trim()}`, PEN, () => asked.edit(id)) : null);
    }));
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
    this.status.hidden = !text;
  }

  /**
   * Say what was not done, and what can be, until something else is tried: a list that comes late
   * does not take it away.
   * @param {string} text empty: nothing is wrong any more
   */
  refuse(text) {
    this.refusal.replaceChildren(...(text ? [icon(WARNING), el("span", {}, text)] : []));
    this.refusal.hidden = !text;
  }

  focus() {
    this.heading.focus({ preventScroll: true });
  }

  #chosen() {
    const file = this.file.files?.[0];
    this.file.value = "";
    if (file) this.asked.bring(file);
  }
}
