/** The editor: one tour being written, beside the map. */

import { el, fill, icon } from "./dom.js";
import { round } from "./player.js";
import { sortable } from "./sortable.js";
import { field, stopForm } from "./stop-form.js";
import { MOST, moved, said } from "./tour.js";

/** @typedef {import("./tour-draft.js").TourDraft} TourDraft */
/** @typedef {import("./tour.js").Stop} Stop */

/**
 * @typedef {object} Asked
 * @property {() => void} close
 * @property {() => void} add a stop, from the present view
 * @property {(stop: Stop | null) => void} show what a stop shows; null when none is open
 * @property {(stop: Stop) => void} view
 * @property {(stop: Stop, framed: boolean) => void} draw
 * @property {(stop: Stop) => void} light
 * @property {() => number} selected how many pictures could be lit
 * @property {() => void} save
 * @property {() => void} preview
 * @property {() => void} send as a file
 * @property {() => void} remove
 */

const CLOSE = "M6 6l12 12M18 6 6 18";
const UP = "M6 14l6-6 6 6";
const DOWN = "M6 10l6 6 6-6";
const BIN = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13";
const GRIP = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";

export class TourEditor {
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
    /** @type {TourDraft | null} */
    this.draft = null;
    /** Id of the stop whose form is open. */
    this.opened = "";
    /** Whether "delete" was asked for once. */
    this.sure = false;
    this.heading = el("h2", { tabindex: "-1" }, texts.tour_edit);
    this.titles = el("div", { class: "titles" });
    this.stops = el("ol", { class: "stops" });
    this.status = el("p", { class: "status", role: "status" });
    this.conflict = el("div", { class: "conflict", role: "alert", hidden: true });
    const button = (/** @type {string} */ label, /** @type {() => void} */ click, kind = "") =>
      el("button", { type: "button", class: kind || null, click }, label);
    this.undo = button(texts.tour_undo, () => this.#undo());
    this.save = button(texts.tour_save, asked.save, "primary");
    this.bin = button(texts.tour_delete, () => this.#remove());
    this.element = el("section", {
      class: "drawer tour-editor", hidden: true, "aria-label": texts.tour_edit,
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    },
    el("div", { class: "top" }, this.heading, round(texts.close, CLOSE, asked.close)),
    el("div", { class: "groups" }, this.titles, el("h3", {}, texts.tour_stops_heading), this.stops,
      button(texts.tour_add, asked.add, "add"),
      el("div", { class: "buttons more" }, button(texts.tour_preview, asked.preview),
        button(texts.tour_export, asked.send), this.bin)),
    el("div", { class: "foot" }, this.conflict, this.status,
      el("div", { class: "buttons" }, this.undo, this.save)));
    holder.append(this.element);
    sortable(this.stops, ".grip", (from, to) => this.#move(from, to));
  }

  get open() {
    return !this.element.hidden;
  }

  /** @param {TourDraft} draft */
  show(draft) {
    this.draft = draft;
    this.opened = "";
    this.sure = false;
    this.element.hidden = false;
    this.say("");
    this.disagree(null);
    this.#title();
    this.draw();
  }

  hide() {
    this.element.hidden = true;
    this.draft = null;
  }

  focus() {
    this.heading.focus({ preventScroll: true });
  }

  /**
   * Open the form of a stop, or close it.
   * @param {string} id
   * @param {string} [what] what of it has the focus then
   */
  unfold(id, what) {
    this.opened = id;
    this.draw();
    this.asked.show(this.#stop ?? null);
    const target = what && this.stops.querySelector(`[data-key="${id}:${what}"]`);
    if (target instanceof HTMLElement) target.focus();
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /**
   * Somebody else has changed the tour: what is to be done?
   * @param {Record<"copy" | "replace" | "theirs", () => void> | null} ways
   */
  disagree(ways) {
    this.conflict.hidden = !ways;
    if (!ways) return;
    const { texts } = this;
    this.conflict.replaceChildren(
      el("p", {}, texts.tour_conflict),
      el("div", { class: "buttons" },
        ...(/** @type {const} */ (["copy", "replace", "theirs"])).map((way) => el("button", {
          type: "button",
          click: () => {
            this.disagree(null);
            ways[way]();
          },
        }, texts[`tour_conflict_${way}`]))));
  }

  /** What can be done now. */
  state() {
    const { draft, texts } = this;
    if (!draft) return;
    this.undo.setAttribute("aria-disabled", String(!draft.undoable));
    this.save.setAttribute("aria-disabled", String(!draft.dirty));
    if (draft.dirty) this.say(draft.kept ? texts.tour_unsaved : texts.tour_unkept);
  }

  /** The stops, anew; the focus stays on what it was on. */
  draw() {
    const { draft } = this;
    if (!draft) return;
    const focused = this.#focused;
    const { stops } = draft.tour;
    this.stops.replaceChildren(...stops.map((stop, n) => this.#entry(stop, n, stops.length)));
    if (focused) {
      const again = this.stops.querySelector(`[data-key="${CSS.escape(focused)}"]`);
      if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    }
    this.state();
  }

  get #stop() {
    return this.draft?.tour.stops.find(({ id }) => id === this.opened);
  }

  get #focused() {
    const root = /** @type {ShadowRoot} */ (this.element.getRootNode());
    const { activeElement } = root;
    return activeElement instanceof HTMLElement && this.stops.contains(activeElement)
      ? activeElement.dataset.key ?? "" : "";
  }

  #title() {
    const { draft, texts } = this;
    if (!draft) return;
    this.titles.replaceChildren(...(/** @type {const} */ (["fr", "en"])).map((language) =>
      field(texts.tour_title_in[language], el("input", {
        type: "text", lang: language, maxlength: MOST.name, value: draft.tour.title[language],
        input: (/** @type {any} */ { target }) => {
          const title = { ...draft.tour.title, [language]: target.value };
          draft.set({ title }, `title-${language}`);
        },
      }))));
  }

  /**
   * @param {Stop} stop
   * @param {number} n
   * @param {number} count
   */
  #entry(stop, n, count) {
    const { texts, lang, asked } = this;
    const open = stop.id === this.opened;
    const values = { n: n + 1, of: count };
    const name = said(stop.name, lang);
    const label = name.text.trim() || fill(texts.tour_stop_n, values);
    const tool = (/** @type {string} */ what, /** @type {string} */ path, /** @type {boolean} */ able, /** @type {() => void} */ click) => {
      const made = round(`${texts[`tour_${what}`]} : ${label}`, path, click);
      made.dataset.key = `${stop.id}:${what}`;
      made.setAttribute("aria-disabled", String(!able));
      return made;
    };
    const grip = el("span", { class: "grip", "aria-hidden": "true", title: texts.tour_drag }, icon(GRIP));
    return el("li", { "data-id": stop.id, class: open ? "open" : null },
      el("div", { class: "line" }, grip,
        el("button", {
          type: "button", class: "name", "aria-expanded": String(open), "data-key": `${stop.id}:name`,
          click: () => this.unfold(open ? "" : stop.id),
        }, el("span", { class: "n" }, String(n + 1)),
        el("span", { lang: name.text.trim() ? name.lang : null }, label),
        stop.region ? el("span", { class: "mark" }, texts.tour_region) : null),
        tool("up", UP, n > 0, () => this.#move(n, n - 1)),
        tool("down", DOWN, n < count - 1, () => this.#move(n, n + 1)),
        tool("remove", BIN, true, () => this.#drop(n))),
      open ? stopForm(stop, {
        texts, lang, selected: asked.selected(),
        asked: {
          change: (change, what) => {
            this.draft?.setStop(stop.id, change, what);
            if (!what) this.draw();
            else this.state();
          },
          look: () => asked.show(stop),
          view: () => asked.view(stop),
          draw: (framed) => asked.draw(stop, framed),
          light: () => asked.light(stop),
        },
      }) : null);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #move(from, to) {
    if (!this.draft || from === to) return;
    this.draft.set({ stops: moved(this.draft.tour.stops, from, to) });
    this.draw();
  }

  /** @param {number} n */
  #drop(n) {
    if (!this.draft) return;
    const { stops } = this.draft.tour;
    this.draft.set({ stops: stops.filter((_, at) => at !== n) });
    this.draw();
    this.say(this.texts.tour_removed);
    this.undo.focus({ preventScroll: true });
  }

  #undo() {
    if (!this.draft?.undoable) return;
    this.draft.undo();
    this.#title();
    this.draw();
    this.asked.show(this.#stop ?? null);
  }

  #remove() {
    if (this.sure) this.asked.remove();
    this.sure = !this.sure;
    this.bin.textContent = this.sure ? this.texts.tour_delete_sure : this.texts.tour_delete;
    this.bin.onblur = () => {
      this.sure = false;
      this.bin.textContent = this.texts.tour_delete;
    };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      this.asked.save();
    }
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (this.opened) this.unfold("");
    else this.asked.close();
  }
}
