// The review: what the machine suggests for the catalogue, and a cataloguer's answers, one by one
// or all images of one suggestion at once. Each answer is kept as soon as it is given.

import { count, dress, el, fill, put } from "./dom.js";
import { Batch } from "./review-batch.js";
import { OneByOne } from "./review-one.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */

/**
 * @typedef {object} Suggestion as docs/api.md has it
 * @property {Listed} item
 * @property {string} value
 * @property {string} label
 * @property {string} old
 * @property {"missing" | "doubtful" | "further"} why
 * @property {string} basis
 * @property {number} score
 * @property {{item: Listed, score: number, value: string}[]} evidence
 */

/**
 * @typedef {object} Found
 * @property {Suggestion[]} results
 * @property {number} total
 * @property {number} images
 * @property {{value: string, label: string, count: number}[]} groups
 * @property {number} looked_at
 * @property {number} candidates
 * @property {Record<string, {yes: number, no: number}>} answered
 * @property {string} note
 * @property {string[]} unknown
 */

/** Suggestions asked for at once. */
const PAGE = 96;

/**
 * props.api: address of the collection's API; props.themes: [{id, label}]; props.bases: which ways
 * to tags there are; props.start: {field, theme}; props.csv: address of the table.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {Emit} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "review.css");
  const page = new ReviewPage(root, props, emit);
  return { update: (/** @type {Props} */ now) => page.update(now), destroy: () => page.destroy() };
}

export class ReviewPage {
  /**
   * @param {ShadowRoot} root
   * @param {Props} props
   * @param {Emit} emit
   */
  constructor(root, props, emit) {
    this.props = props;
    this.emit = emit;
    this.choice = {
      field: props.start.field, theme: props.start.theme, basis: props.bases[0] ?? "words",
      words: "", value: "", mode: props.start.mode,
    };
    /** @type {Found | null} */
    this.found = null;
    /** @type {{sent: Suggestion[], verdict: string}[]} */
    this.done = [];
    this.turn = 0;
    this.ways = el("div", { class: "ways" });
    this.form = el("div", { class: "choices" });
    this.status = el("p", { class: "status", role: "status" });
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.body = el("div", { class: "body" });
    this.one = new OneByOne(this);
    this.batch = new Batch(this);
    this.whole = el("div", { class: "page" },
      el("div", { class: "head" }, el("h1", {}, props.texts.title),
        el("p", { class: "lead" }, props.texts.lead)),
      this.ways, this.form, this.trouble, this.status, this.body);
    root.append(this.whole);
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.key(event);
    window.addEventListener("keydown", this.onKey);
    this.root = root;
    this.drawForm();
    void this.load();
  }

  /** @param {Props} props */
  update(props) {
    const other = props.collection !== this.props.collection || props.lang !== this.props.lang
      || props.version !== this.props.version;
    this.props = props;
    if (!other) return;
    this.choice = { ...this.choice, theme: props.start.theme, value: "" };
    this.done = [];
    this.drawForm();
    void this.load();
  }

  destroy() {
    this.turn += 1;
    window.removeEventListener("keydown", this.onKey);
    this.whole.remove();
  }

  get texts() {
    return this.props.texts;
  }

  get view() {
    return this.choice.mode === "batch" ? this.batch : this.one;
  }

  /** @param {Partial<ReviewPage["choice"]>} change */
  choose(change) {
    const mode = change.mode !== undefined && change.mode !== this.choice.mode;
    this.choice = { ...this.choice, ...change };
    if (change.value === undefined && !mode) this.choice.value = "";
    if (mode) this.choice.value = "";
    const { field, theme, mode: how } = this.choice;
    this.emit("address", { field, theme: theme || null, mode: how === "batch" ? "batch" : null });
    this.drawForm();
    void this.load();
  }

  /** Ask again what is suggested. */
  async load() {
    this.turn += 1;
    const { turn } = this;
    const { field, theme, basis, words, value, mode } = this.choice;
    if (field === "subject" && basis === "words" && !words.trim()) {
      this.found = null;
      this.status.textContent = this.texts.words_first;
      put(this.body);
      return;
    }
    this.status.textContent = this.texts.looking;
    const query = new URLSearchParams({ field, lang: this.props.lang, k: String(PAGE) });
    if (field === "subject") query.set("basis", basis);
    if (field === "subject" && basis === "words") query.set("words", words);
    if (theme) query.set("theme", String(theme));
    if (mode === "batch" && value) query.set("value", value);
    try {
      const found = await this.ask(`${this.props.api}/review?${query}`);
      if (turn !== this.turn) return;
      if (mode === "batch" && !value && found.groups.length) {
        this.choice.value = found.groups[0].value;
        void this.load();
        return;
      }
      this.found = found;
      this.failed("");
      this.draw();
    } catch (error) {
      if (turn !== this.turn) return;
      this.status.textContent = "";
      this.failed(/** @type {Error} */ (error).message || this.texts.failed);
    }
  }

  draw() {
    const { found } = this;
    if (!found) return;
    this.drawStatus();
    if (found.total) put(this.body, this.view.element);
    else put(this.body);
    this.view.update(found);
  }

  drawStatus() {
    const { found, texts, props } = this;
    if (!found) return;
    const { yes, no } = found.answered[this.choice.field] ?? { yes: 0, no: 0 };
    const said = [
      found.note && texts.no_words,
      !found.note && (found.total ? count(props.forms.suggestions, found.total, props.lang) : texts.nothing),
      yes + no ? fill(texts.answered, { yes: this.number(yes), no: this.number(no) }) : "",
      found.candidates > found.looked_at
        ? fill(texts.looked_at, { n: this.number(found.looked_at), of: this.number(found.candidates) }) : "",
      found.unknown.length ? fill(texts.unknown, { words: found.unknown.slice(0, 12).join(", ") }) : "",
    ];
    this.status.textContent = said.filter(Boolean).join(" ");
  }

  /** @param {number} n */
  number(n) {
    return new Intl.NumberFormat(this.props.lang).format(n);
  }

  /** @param {string} text one line, or empty */
  failed(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }

  /**
   * Keep an answer to some suggestions. Resolves to whether it was kept.
   * @param {Suggestion[]} about
   * @param {"yes" | "no" | "none"} verdict
   */
  async answer(about, verdict) {
    if (!about.length) return false;
    const answers = about.map(({ item, value, old, basis, score, evidence }) => ({
      id: item.id, value, verdict, old: old.slice(0, 2000), basis, score,
      evidence: evidence.slice(0, 12).map((one) => one.item.id),
    }));
    try {
      await this.ask(`${this.props.api}/review`, { field: this.choice.field, answers });
    } catch (error) {
      this.failed(/** @type {Error} */ (error).message || this.texts.not_kept);
      return false;
    }
    this.failed("");
    if (verdict !== "none") this.done.push({ sent: about, verdict });
    const counted = this.found?.answered[this.choice.field];
    if (counted && verdict !== "none") counted[verdict] += about.length;
    if (this.found) this.found.total += verdict === "none" ? about.length : -about.length;
    this.drawStatus();
    return true;
  }

  async undo() {
    const last = this.done.pop();
    if (!last) return;
    if (await this.answer(last.sent, "none")) {
      const counted = this.found?.answered[this.choice.field];
      if (counted) counted[/** @type {"yes" | "no"} */ (last.verdict)] -= last.sent.length;
      this.view.back(last.sent);
      this.draw();
    } else this.done.push(last);
  }

  /** Make the accepted tags a filter. */
  async publish() {
    try {
      await this.ask(`${this.props.api}/review/facet`, {});
      this.status.textContent = this.texts.published;
      this.failed("");
    } catch {
      this.failed(this.texts.nothing_accepted);
    }
  }

  /**
   * @param {string} path
   * @param {unknown} [sent] what is put there, where something is
   * @returns {Promise<any>}
   */
  async ask(path, sent) {
    const headers = { Accept: "application/json", ...(this.props.headers ?? {}) };
    const how = sent === undefined ? { headers } : {
      method: "PUT", body: JSON.stringify(sent),
      headers: { ...headers, "Content-Type": "application/json" },
    };
    const answer = await fetch(new URL(path, this.props.base), how).catch(() => null);
    if (!answer) throw new Error(this.texts.lost);
    const data = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(this.texts.failed);
    return data;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = this.root.activeElement;
    if (at?.matches("input:not([type=checkbox]), select, textarea") || document.querySelector("dialog[open]")) return;
    if (document.activeElement && document.activeElement !== document.body
      && document.activeElement !== this.root.host && document.activeElement.id !== "stMain"
      && !document.activeElement.contains(this.root.host)) return;
    const letter = event.key.toLowerCase();
    if (letter === "u") void this.undo();
    else if (!this.found?.total || !this.view.key(event.key)) return;
    event.preventDefault();
  }

  drawForm() {
    const { texts, choice, props } = this;
    const focused = /** @type {HTMLElement | null} */ (this.root.activeElement)?.dataset?.focus;
    const pick = (/** @type {string} */ name, /** @type {string} */ label,
      /** @type {{value: string, label: string}[]} */ options, /** @type {string} */ value,
      /** @type {(value: string) => void} */ act) => el("label", { class: "pick" },
      el("span", {}, label),
      el("select", { "data-focus": name, change: (/** @type {any} */ event) => act(event.target.value) },
        ...options.map((one) => el("option", { value: one.value, selected: one.value === value }, one.label))));
    const fields = el("div", { class: "tabs", role: "group", "aria-label": texts.fields },
      ...["subject", "technique", "date"].map((field) => el("button", {
        type: "button", class: "tab", "data-focus": `field-${field}`,
        "aria-pressed": String(field === choice.field), click: () => this.choose({ field }),
      }, texts[`field_${field}`])));
    const modes = el("div", { class: "modes", role: "group", "aria-label": texts.modes },
      ...["one", "batch"].map((mode) => el("button", {
        type: "button", "data-focus": `mode-${mode}`, "aria-pressed": String(mode === choice.mode),
        click: () => this.choose({ mode }),
      }, texts[`mode_${mode}`])));
    const bases = choice.field === "subject" ? pick("basis", texts.basis,
      [...props.bases, "words"].map((/** @type {string} */ value) => ({ value, label: texts[`basis_${value}`] })),
      choice.basis, (basis) => this.choose({ basis })) : null;
    const themes = props.themes.length ? pick("theme", texts.theme,
      [{ value: "", label: texts.all }, ...props.themes.map((/** @type {any} */ theme) => (
        { value: String(theme.id), label: theme.label }))],
      String(choice.theme), (theme) => this.choose({ theme })) : null;
    const own = choice.field === "subject" && choice.basis === "words" ? this.ownWords() : null;
    put(this.form, fields, el("div", { class: "row" }, bases, themes, modes), own);
    put(this.ways,
      choice.field === "subject" ? el("button", {
        type: "button", "data-focus": "publish", click: () => void this.publish(),
      }, texts.publish) : null,
      el("a", {
        class: "button", href: new URL(props.csv, props.base).href, download: "", "data-focus": "csv",
      }, texts.csv));
    if (focused) {
      /** @type {HTMLElement | null} */ (this.whole.querySelector(`[data-focus="${CSS.escape(focused)}"]`))?.focus();
    }
  }

  ownWords() {
    const area = el("textarea", { rows: "3", maxlength: "6000", "aria-describedby": "own-hint" });
    area.value = this.choice.words;
    return el("form", {
      class: "own", submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        this.choose({ words: area.value });
      },
    }, el("label", {}, el("span", {}, this.texts.own), area),
    el("p", { class: "muted", id: "own-hint" }, this.texts.own_hint),
    el("button", { type: "submit", class: "primary" }, this.texts.own_go));
  }
}
