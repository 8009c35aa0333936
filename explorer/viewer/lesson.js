/** A lesson: one concept being taught. Rounds of marks, its examples, the line, its name. */

import { link } from "./address.js";
import { ConceptDraft, setOpen } from "./concept-draft.js";
import { ConceptForm } from "./concept-form.js";
import { joined, marked, titleOf, verdictOf } from "./concept.js";
import { Dispute } from "./dispute.js";
import { count, el, fill, icon } from "./dom.js";
import { Judgement } from "./judgement.js";
import { LinePart, SIDE } from "./line-part.js";
import { Marking } from "./marking.js";
import { newId } from "./tour.js";
import { Conflict, Declined } from "./tours.js";

/** @typedef {import("./concept.js").Concept} Concept */
/** @typedef {import("./concept.js").Verdict} Verdict */
/** @typedef {import("./concepts-server.js").Learned} Learned */
/** @typedef {"mark" | "examples" | "line" | "name"} Part */

const BACK = "M15 5l-7 7 7 7";
const UNDO = "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9";
const WANTS = ["best", "uncertain", "varied"];
const PARTS = /** @type {Part[]} */ (["mark", "examples", "line", "name"]);

export class Lesson {
  /**
   * @param {object} options
   * @param {any} options.props of the widget
   * @param {import("./address.js").Emit} options.emit
   * @param {import("./concepts-server.js").Concepts} options.server
   * @param {Concept} options.concept
   * @param {string | null} options.mark
   * @param {boolean} options.dirty
   * @param {string} [options.said] what is to be known of it first
   */
  constructor({ props, emit, server, concept, mark, dirty, said = "" }) {
    this.props = props;
    this.emit = emit;
    this.server = server;
    this.want = "best";
    /** @type {Part} */
    this.part = "mark";
    this.busy = false;
    /** Whether nothing is left to mark. */
    this.emptied = false;
    /** @type {AbortController | null} */
    this.asking = null;
    /** @type {string} of what is shown in the parts that ask the server */
    this.shownFor = "";
    this.said = said;
    this.draft = new ConceptDraft({ concept, mark, dirty, changed: () => this.#changed() });
    /** The examples that the server has, as far as is known. */
    this.savedKey = dirty ? "" : this.#lessonKey();
    setOpen(concept.collection, concept.id);
    const { texts } = props;
    this.title = el("h1", { tabindex: "-1" });
    this.judgement = new Judgement({ props, server });
    this.notice = el("p", { class: "notice", role: "status", hidden: true });
    this.dispute = new Dispute({ props, decide: (way) => void this.#decide(way) });
    this.saved = el("p", { class: "saved", role: "status" });
    this.saveButton = el("button", { type: "button", class: "primary", click: () => this.save() }, texts.save);
    this.undoButton = el("button", { type: "button", click: () => this.#undo() }, icon(UNDO), texts.undo);
    this.wants = el("div", { class: "choices", role: "group", "aria-label": texts.show_me }, ...WANTS.map(
      (want) => el("button", {
        type: "button", "data-want": want, "aria-pressed": "false", title: texts[`want_${want}_how`],
        click: () => this.#wanted(want),
      }, texts[`want_${want}`])));
    const asked = {
      mark: (/** @type {string} */ id, /** @type {Verdict | null} */ verdict) => this.#mark(id, verdict),
      undo: () => this.#undo(),
      verdict: (/** @type {string} */ id) => verdictOf(this.draft.concept, id),
    };
    this.wall = new Marking({ props, emit, label: texts.wall, asked: { ...asked, next: () => this.nextButton.focus() } });
    this.nextButton = el("button", { type: "button", class: "primary next", click: () => this.#next() }, texts.next);
    this.keys = el("p", { class: "keys muted" }, texts.keys);
    const wall = (/** @type {string} */ label) => new Marking({ props, emit, label, asked });
    this.yesWall = wall(texts.marked_yes);
    this.noWall = wall(texts.marked_no);
    this.linePart = new LinePart({
      props, emit, asked, draft: this.draft, newer: () => this.#lessonKey() !== this.savedKey,
      draw: (threshold) => void this.#draw(threshold),
      apply: (threshold) => void this.#apply(threshold),
    });
    this.form = new ConceptForm({ props, draft: this.draft, asked: {
      duplicate: () => this.#copy(), remove: () => this.#remove(), join: (id) => this.#join(id),
    } });
    this.tabs = el("div", { class: "parts", role: "group", "aria-label": texts.parts }, ...PARTS.map(
      (part) => el("button", {
        type: "button", "data-part": part, "aria-pressed": "false", click: () => this.show(part),
      }, texts[`part_${part}`])));
    /** @type {Record<Part, HTMLElement>} */
    this.bodies = {
      mark: el("section", { "aria-label": texts.part_mark },
        el("div", { class: "bar" }, this.wants), this.keys, this.wall.element),
      examples: el("section", { "aria-label": texts.part_examples },
        el("h2", {}, texts.marked_yes), this.yesWall.element, el("h2", {}, texts.marked_no), this.noWall.element),
      line: this.linePart.element,
      name: el("section", { "aria-label": texts.part_name }, this.form.element),
    };
    this.element = el("div", { class: "lesson" },
      link(props, emit, { page: "concepts", params: { concept: "", begin: "" }, here: true },
        { class: "back" }, icon(BACK), texts.all),
      el("div", { class: "head" }, this.title, el("div", { class: "saving" }, this.saved, this.saveButton)),
      this.dispute.element, this.notice, this.tabs, ...Object.values(this.bodies),
      el("div", { class: "foot" }, this.judgement.element, this.undoButton, this.nextButton));
    this.#part();
    this.#changed();
    void this.#round();
  }

  destroy() {
    this.asking?.abort();
    this.judgement.destroy();
  }

  /** @param {Part} part */
  show(part) {
    this.part = part;
    this.#part();
    if (part === "examples") void this.#examples();
    if (part === "line") void this.#draw(this.draft.concept.applied?.threshold ?? null);
    if (part === "mark" && this.shownFor !== this.#lessonKey()) void this.#round();
  }

  #part() {
    for (const tab of this.tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.part === this.part));
    for (const part of PARTS) this.bodies[part].hidden = part !== this.part;
    this.nextButton.hidden = this.part !== "mark" || this.emptied;
  }

  #lessonKey() {
    const { words, yes, no } = this.draft.concept;
    return JSON.stringify([words, yes, no]);
  }

  #changed() {
    const { draft, props } = this;
    const { concept } = draft;
    const { texts, lang } = props;
    this.title.textContent = titleOf(concept, lang) || texts.unnamed;
    this.judgement.update(concept);
    this.undoButton.disabled = !draft.undoable;
    this.saveButton.disabled = !draft.dirty && draft.mark !== null;
    this.saved.textContent = this.#savedText();
    for (const wall of [this.wall, this.yesWall, this.noWall]) wall.update();
    for (const button of this.wants.children) {
      button.setAttribute("aria-pressed", String(button.dataset.want === this.want));
    }
    this.form.state();
    this.linePart.update();
  }

  #savedText() {
    const { draft, props: { texts } } = this;
    if (!draft.dirty) return draft.mark === null ? "" : texts.saved;
    return draft.kept ? texts.unsaved : texts.unkept;
  }

  /**
   * @param {string} id
   * @param {Verdict | null} verdict
   */
  #mark(id, verdict) {
    if (verdictOf(this.draft.concept, id) === verdict) return;
    this.draft.set(marked(this.draft.concept, [id], verdict));
  }

  #undo() {
    const undone = this.draft.undo();
    if (!undone) return;
    const { concept } = this.draft;
    const changed = [...undone.yes, ...undone.no].find(
      (id) => verdictOf(concept, id) !== verdictOf(undone, id));
    if (changed !== undefined && this.part === "mark") this.wall.focus(changed);
  }

  /** @param {string} want */
  #wanted(want) {
    this.want = want;
    this.#changed();
    void this.#round();
  }

  async #next() {
    await this.#round();
    this.wall.focusFirst();
    this.wall.element.scrollIntoView({ block: "nearest" });
  }

  /** Learn from what is marked, and show what to mark next. */
  async #round() {
    const key = this.#lessonKey();
    const told = await this.#ask((signal) => this.server.round(
      this.draft.concept, { want: this.want, k: this.#many() }, signal));
    if (!told) return;
    this.shownFor = key;
    this.wall.show(told.results);
    this.emptied = told.results.length === 0;
    this.#part();
    this.#say(this.said || (told.results.length ? this.#begins(told) : this.props.texts.none_left));
    this.said = "";
  }

  /** As many pictures as fill a screen. */
  #many() {
    return window.innerWidth < 600 ? 12 : 24;
  }

  /** @param {Learned} told */
  #begins(told) {
    const { texts } = this.props;
    const { concept } = this.draft;
    if (concept.words && !told.words_known) return texts.words_unknown;
    if (told.missing.length) return count(this.props.missingForms, told.missing.length, this.props.lang);
    return told.learned ? "" : texts.begin_with_yes;
  }

  async #examples() {
    const { yes, no } = this.draft.concept;
    const ids = [...yes, ...no];
    const found = await this.#ask(() => this.server.pictures(ids));
    if (!found) return;
    const known = new Map(found.map((item) => [item.id, item]));
    const items = (/** @type {string[]} */ list) => list.flatMap((id) => known.get(id) ?? []).reverse();
    this.yesWall.show(items(yes));
    this.noWall.show(items(no));
    const gone = ids.length - known.size;
    this.#say(gone ? count(this.props.missingForms, gone, this.props.lang) : "");
  }

  /** @param {number | null} threshold null for the one that is suggested */
  async #draw(threshold) {
    const key = this.#lessonKey();
    const told = await this.#ask((signal) => this.server.line(
      this.draft.concept, { threshold, k: SIDE }, signal));
    if (!told) return;
    this.linePart.show(told);
    if (key === this.#lessonKey()) this.judgement.tell(told.evaluation);
    this.#say("");
  }

  /** @param {number | null} threshold null: it is to be no filter any more */
  async #apply(threshold) {
    const { draft, props: { texts } } = this;
    if (this.busy || !(await this.save()) || draft.mark === null) return;
    const { mark } = draft;
    const told = await this.#ask(() => this.server.apply(draft.concept.id, mark, threshold));
    if (!told) return;
    draft.mark = told.mark;
    const applied = threshold === null ? null : { threshold, when: new Date().toISOString() };
    draft.concept = { ...draft.concept, applied };
    this.#changed();
    this.#say(applied ? texts.now_filter : texts.no_filter);
  }

  /** Write the concept to the server; whether it has it now. */
  async save() {
    const { draft, props: { texts } } = this;
    if (this.busy) return false;
    if (!draft.dirty && draft.mark !== null) return true;
    this.busy = true;
    const { concept } = draft;
    const key = this.#lessonKey();
    this.saved.textContent = texts.saving;
    try {
      const mark = await this.server.save(concept, draft.mark);
      draft.saved(concept, mark);
      if (key !== this.savedKey) draft.concept = { ...draft.concept, taughtAt: new Date().toISOString() };
      this.savedKey = key;
      this.#ease();
      return true;
    } catch (error) {
      this.saved.textContent = this.#savedText();
      if (error instanceof Conflict) this.dispute.raise();
      else if (error instanceof Declined) this.dispute.complain(error.message || texts.not_saved);
      else throw error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /**
   * How a dispute ends: both are kept, or one of them.
   * @param {import("./dispute.js").Way} way
   */
  async #decide(way) {
    const { draft, server } = this;
    if (way === "copy") return this.#copy();
    const theirs = await server.take(draft.concept.id).catch(() => null);
    if (way === "theirs") {
      if (!theirs) return;
      draft.set(theirs.concept); // what was marked is one step back
      draft.mark = theirs.mark;
      this.#ease();
      this.form.draw();
      void this.#round();
      return;
    }
    draft.mark = theirs?.mark ?? null;
    if (way === "join" && theirs) this.#joinWith(theirs.concept);
    await this.save();
  }

  /** Go on with a copy of it, under a name of its own. */
  async #copy() {
    const { draft, props: { texts, lang } } = this;
    const { concept } = draft;
    const name = Object.fromEntries(Object.entries(concept.name).map(
      ([code, text]) => [code, text && fill(texts.copy_of, { name: text }).slice(0, 120)]));
    if (!titleOf({ name, words: "" }, lang) && concept.words) {
      name[lang] = fill(texts.copy_of, { name: concept.words }).slice(0, 120);
    }
    draft.drop();
    const copy = { ...concept, id: newId(), name, shared: false, applied: null, taughtAt: "" };
    draft.mark = null;
    draft.concept = copy;
    draft.set({});
    setOpen(copy.collection, copy.id);
    this.form.draw();
    if (await this.save()) this.emit("address", { concept: copy.id });
  }

  /** @param {string} id of the concept whose examples are wanted too */
  async #join(id) {
    const other = await this.#ask(() => this.server.take(id));
    if (other) this.#joinWith(other.concept);
  }

  /** @param {Concept} other */
  #joinWith(other) {
    const { change, apart } = joined(this.draft.concept, other);
    this.draft.set(change);
    const { texts, lang, apartForms } = this.props;
    this.#say(apart ? count(apartForms, apart, lang) : texts.joined);
  }

  async #remove() {
    const { draft, props: { texts } } = this;
    try {
      if (draft.mark) await this.server.remove(draft.concept.id, draft.mark);
    } catch (error) {
      if (error instanceof Conflict) this.dispute.complain(texts.conflict_delete);
      else if (error instanceof Declined) this.dispute.complain(error.message || texts.not_saved);
      else throw error;
      return;
    }
    draft.drop();
    setOpen(draft.concept.collection, "");
    this.emit("address", { concept: "", begin: "" });
  }

  /**
   * Ask the server; null when it would not, or when something else was asked meanwhile.
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} ask
   * @returns {Promise<T | null>}
   */
  async #ask(ask) {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.element.setAttribute("aria-busy", "true");
    try {
      const told = await ask(asking.signal);
      if (asking.signal.aborted) return null;
      this.dispute.answered();
      return told;
    } catch (error) {
      if (asking.signal.aborted) return null;
      if (error instanceof Conflict) this.dispute.raise();
      else this.dispute.complain((error instanceof Declined && error.message) || this.props.texts.failed);
      return null;
    } finally {
      if (this.asking === asking) this.element.removeAttribute("aria-busy");
    }
  }

  /** @param {string} text */
  #say(text) {
    this.notice.textContent = text;
    this.notice.hidden = !text;
  }

  #ease() {
    this.dispute.settle();
    this.#changed();
  }
}
