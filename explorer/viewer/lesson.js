/** A lesson: one concept being taught. Rounds of marks, its examples, the line, its name. */

import { link } from "./address.js";
import { ConceptDraft, setOpen } from "./concept-draft.js";
import { ConceptForm } from "./concept-form.js";
import { joined, marked, titleOf, verdictOf } from "./concept.js";
import { count, el, fill, icon } from "./dom.js";
import { LinePart, SIDE } from "./line-part.js";
import { Marking } from "./marking.js";
import { newId } from "./tour.js";
import { Conflict, Declined } from "./tours.js";

/** @typedef {import("./concept.js").Concept} Concept */
/** @typedef {import("./concept.js").Verdict} Verdict */
/** @typedef {import("./concepts-server.js").Evaluation} Evaluation */
/** @typedef {import("./concepts-server.js").Learned} Learned */
/** @typedef {"mark" | "examples" | "line" | "name"} Part */

const BACK = "M15 5l-7 7 7 7";
const UNDO = "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9";
const WANTS = ["best", "uncertain", "varied"];
const PARTS = /** @type {Part[]} */ (["mark", "examples", "line", "name"]);
/** Marks of each kind without which nothing is judged, as the server has it. */
const FEWEST = 5;

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
    /** @type {AbortController | null} */
    this.asking = null;
    /** @type {string} of what is shown in the parts that ask the server */
    this.shownFor = "";
    /** Whether there are too few examples to judge it. */
    this.lacking = false;
    this.said = said;
    this.draft = new ConceptDraft({ concept, mark, dirty, changed: () => this.#changed() });
    /** The examples that the server has, as far as is known. */
    this.savedKey = dirty ? "" : this.#lessonKey();
    /** Whether a dispute waits to be decided. */
    this.disputed = false;
    setOpen(concept.collection, concept.id);
    const { texts } = props;
    this.title = el("h1", { tabindex: "-1" });
    this.marks = el("p", { class: "marks" });
    this.judged = el("p", { class: "judged", role: "status" });
    this.notice = el("p", { class: "notice", role: "status", hidden: true });
    this.trouble = el("div", { class: "trouble", role: "alert", hidden: true });
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
        el("div", { class: "bar" }, this.wants, this.undoButton), this.keys, this.wall.element,
        el("div", { class: "bar end" }, this.nextButton)),
      examples: el("section", { "aria-label": texts.part_examples },
        el("h2", {}, texts.marked_yes), this.yesWall.element, el("h2", {}, texts.marked_no), this.noWall.element),
      line: this.linePart.element,
      name: el("section", { "aria-label": texts.part_name }, this.form.element),
    };
    this.element = el("div", { class: "lesson" },
      link(props, emit, { page: "concepts", params: { concept: "", begin: "" }, here: true },
        { class: "back" }, icon(BACK), texts.all),
      el("div", { class: "head" }, this.title, el("div", { class: "saving" }, this.saved, this.saveButton)),
      el("div", { class: "state" }, this.marks, this.judged), this.trouble, this.notice,
      this.tabs, ...Object.values(this.bodies));
    this.#part();
    this.#changed();
    void this.#round();
  }

  destroy() {
    this.asking?.abort();
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
    this.marks.textContent = fill(texts.marks, { yes: concept.yes.length, no: concept.no.length });
    this.undoButton.disabled = !draft.undoable;
    this.saveButton.disabled = !draft.dirty && draft.mark !== null;
    this.saved.textContent = this.#savedText();
    for (const wall of [this.wall, this.yesWall, this.noWall]) wall.update();
    for (const button of this.wants.children) {
      button.setAttribute("aria-pressed", String(button.dataset.want === this.want));
    }
    this.form.state();
    this.linePart.update();
    this.#count();
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
    this.nextButton.hidden = told.results.length === 0;
    this.#say(this.said || (told.results.length ? this.#begins(told) : this.props.texts.none_left));
    this.said = "";
    this.lacking = told.learned;
    this.judged.textContent = "";
    this.#count();
    if (!told.learned) return;
    const evaluation = await this.#ask((signal) => this.server.precision(this.draft.concept, signal));
    if (evaluation && key === this.#lessonKey()) this.#judge(evaluation);
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

  /** @param {Evaluation} evaluation */
  #judge({ precision, recall, lacking }) {
    const { texts, lang } = this.props;
    const percent = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 0 });
    this.lacking = lacking.yes > 0 || lacking.no > 0;
    this.judged.textContent = "";
    if (precision && recall) {
      this.judged.textContent = fill(texts.judged, {
        precision: percent.format(precision.share), low: percent.format(precision.low),
        high: percent.format(precision.high), of: precision.of, recall: percent.format(recall.share),
      });
    } else if (recall) this.judged.textContent = texts.none_taken;
    this.#count();
  }

  /** While there are too few examples to judge it, say how many are lacking, mark by mark. */
  #count() {
    if (!this.lacking) return;
    const { texts } = this.props;
    const { yes, no } = this.draft.concept;
    const left = { yes: Math.max(0, FEWEST - yes.length), no: Math.max(0, FEWEST - no.length) };
    const said = left.yes && left.no ? texts.lacking : left.yes ? texts.lacking_yes : texts.lacking_no;
    this.judged.textContent = left.yes || left.no ? fill(said, left) : "";
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
    const told = await this.#ask((signal) => this.server.line(
      this.draft.concept, { threshold, k: SIDE }, signal));
    if (!told) return;
    this.linePart.show(told);
    this.#judge(told.evaluation);
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
      if (error instanceof Conflict) this.#disagree();
      else if (error instanceof Declined) this.#complain(error.message || texts.not_saved);
      else throw error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Somebody else has saved it meanwhile: nothing is lost, and who is here decides. */
  #disagree() {
    const { draft, props: { texts }, server } = this;
    const theirs = () => server.take(draft.concept.id).catch(() => null);
    const way = (/** @type {string} */ name, /** @type {() => void} */ click) =>
      el("button", { type: "button", "data-way": name, click }, texts[`conflict_${name}`]);
    this.#complain(texts.conflict,
      way("copy", () => this.#copy()),
      way("join", async () => {
        const other = await theirs();
        draft.mark = other?.mark ?? null;
        if (other) this.#joinWith(other.concept);
        await this.save();
      }),
      way("replace", async () => {
        draft.mark = (await theirs())?.mark ?? null;
        await this.save();
      }),
      way("theirs", async () => {
        const other = await theirs();
        if (!other) return;
        draft.set(other.concept); // what was marked is one step back
        draft.mark = other.mark;
        this.#ease();
        this.form.draw();
        void this.#round();
      }));
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
      if (error instanceof Conflict) this.#complain(texts.conflict_delete);
      else if (error instanceof Declined) this.#complain(error.message || texts.not_saved);
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
      if (!this.disputed) this.trouble.hidden = true;
      return told;
    } catch (error) {
      if (asking.signal.aborted) return null;
      if (error instanceof Conflict) this.#disagree();
      else this.#complain((error instanceof Declined && error.message) || this.props.texts.failed);
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

  /**
   * @param {string} text
   * @param {...HTMLElement} ways
   */
  #complain(text, ...ways) {
    this.trouble.replaceChildren(el("p", {}, text), ...(ways.length ? [el("div", { class: "bar" }, ...ways)] : []));
    this.trouble.hidden = false;
    this.disputed = ways.length > 0;
  }

  #ease() {
    this.disputed = false;
    this.trouble.hidden = true;
    this.#changed();
  }
}
