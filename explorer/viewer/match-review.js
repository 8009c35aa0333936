/** Matches to answer, one after the other, by keyboard or by finger. Curators alone. */

import { fileAddress, link } from "./address.js";
import { el, fill, put, readJson } from "./dom.js";
import { Overlay } from "./overlay.js";

const KINDS = ["duplicate", "crop", "recoloured", "page", "print"];
/** What only looks alike is asked for by itself: a machine may have missed a reproduction there. */
const ALIKE = "resembles";
/** Matches asked for at once. */
const PAGE = 48;

export class MatchReview {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    this.stop = new AbortController();
    /** @type {any[]} */
    this.waiting = [];
    /** @type {any[]} */
    this.done = [];
    this.at = 0;
    this.total = 0;
    this.busy = false;
    const { props } = page;
    const { texts } = props;
    this.overlay = new Overlay({ props, texts });
    this.status = el("p", { class: "status", role: "status" }, texts.looking);
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.note = el("p", { class: "note", role: "status" });
    this.asked = el("div", { class: "asked" });
    this.kind = page.props.start.kind;
    this.choices = el("div", { class: "chips", role: "group", "aria-label": texts.by_kind });
    put(page.body, page.head(texts.review_title, texts.review_lead, "review"), this.choices, this.trouble, this.status, this.note,
      el("div", { class: "reviewing" }, this.overlay.element, this.asked));
    void this.load();
  }

  destroy() {
    this.stop.abort();
    this.overlay.destroy();
  }

  async load() {
    const { props } = this.page;
    const query = new URLSearchParams({ lang: props.lang, k: String(PAGE) });
    if (this.kind) query.set("kind", this.kind);
    try {
      const found = await this.#ask(`review?${query}`);
      if (this.stop.signal.aborted) return;
      this.waiting = found.results;
      this.total = found.total;
      this.at = 0;
      this.#choices(found.kinds);
      this.draw();
    } catch {
      if (!this.stop.signal.aborted) this.#failed(props.texts.failed);
    }
  }

  /** @param {Record<string, number>} counts matches without an answer, by kind */
  #choices(counts) {
    const { page } = this;
    const { props } = page;
    const { texts } = props;
    const all = KINDS.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
    const chip = (/** @type {string} */ kind, /** @type {string} */ label, /** @type {number} */ n) => el("button", {
      type: "button", class: "chip", "data-focus": `of ${kind}`, "aria-pressed": String(kind === this.kind),
      click: () => page.emit("address", { kind: kind || null }),
    }, label, el("span", { class: "muted" }, new Intl.NumberFormat(props.lang).format(n)));
    put(this.choices, chip("", texts.any, all),
      ...[...KINDS, ALIKE].filter((kind) => counts[kind] || kind === this.kind).map((kind) => chip(kind, texts[kind], counts[kind] ?? 0)));
    const again = page.focused && this.choices.querySelector(`[data-focus="${CSS.escape(page.focused)}"]`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    page.focused = "";
  }

  draw() {
    const { page, at } = this;
    const { props } = page;
    const { texts } = props;
    const one = this.waiting[at];
    this.status.textContent = one ? fill(texts.left, { n: new Intl.NumberFormat(props.lang).format(this.total) }) : texts.nothing_left;
    this.overlay.element.hidden = !one;
    const act = (/** @type {string} */ name, /** @type {string} */ key, /** @type {() => void} */ doing, off = false) => el("button", {
      type: "button", class: name === "accept" ? "primary" : "", "data-focus": name, disabled: off, click: doing,
    }, texts[name], el("kbd", { "aria-hidden": "true" }, key));
    const focused = /** @type {any} */ (page.root.activeElement)?.dataset?.focus;
    const undo = act("undo", "U", () => void this.undo(), !this.done.length);
    if (!one) {
      put(this.asked, this.done.length ? undo : null);
      return;
    }
    const percent = new Intl.NumberFormat(props.lang, { style: "percent" });
    const name = (/** @type {any} */ item) => el("dd", {}, link(props, page.emit,
      { page: "recherche", params: { item: item.id } }, {}, item.title || texts.untitled),
    el("span", { class: "muted" }, ` ${item.date || texts.undated}`));
    const told = fill(texts.evidence, {
      n: one.inliers, score: percent.format(one.score),
      first: percent.format(one.share_original), second: percent.format(one.share_appearance),
    });
    put(this.asked,
      el("dl", {}, el("dt", {}, texts.original), name(one.original), el("dt", {}, texts.appearance), name(one.appearance)),
      el("p", {}, texts[`long_${one.kind}`]), one.kind === ALIKE ? null : el("p", { class: "muted" }, told),
      el("div", { class: "acts" },
        act("accept", texts.key_yes, () => void this.answer("yes")),
        act("refuse", texts.key_no, () => void this.answer("no")),
        act("earlier", "←", () => this.step(-1), at === 0),
        act("later", "→", () => this.step(1), at >= this.waiting.length - 1), undo),
      el("div", { class: "kinds", role: "group", "aria-label": texts.kind_is },
        el("p", { class: "muted" }, texts.kind_is),
        ...KINDS.map((kind, n) => el("button", {
          type: "button", "data-focus": kind, "aria-pressed": String(kind === one.kind),
          click: () => void this.answer("yes", kind),
        }, texts[kind], el("kbd", { "aria-hidden": "true" }, String(n + 1))))));
    if (focused) this.asked.querySelector(`[data-focus="${CSS.escape(focused)}"]:not(:disabled)`)?.focus({ preventScroll: true });
    this.overlay.show({
      first: { item: one.original }, second: { item: one.appearance }, matrix: one.transform,
      points: () => Promise.resolve(one.points),
    });
  }

  /** @param {"yes" | "no"} verdict @param {string} [kind] */
  async answer(verdict, kind) {
    const one = this.waiting[this.at];
    if (!one || this.busy) return;
    const sent = { one, verdict, kind: verdict === "yes" ? kind ?? (KINDS.includes(one.kind) ? one.kind : "print") : null };
    const reply = await this.#send(sent);
    if (!reply) return;
    this.waiting.splice(this.waiting.indexOf(one), 1);
    this.#joined(reply.joined);
    this.done.push(sent);
    this.total -= 1;
    this.at = Math.min(this.at, Math.max(0, this.waiting.length - 1));
    if (this.waiting.length || !this.total) this.draw();
    else await this.load();
  }

  /** What still holds two refused pictures together comes next. @param {any[]} joined */
  #joined(joined) {
    const pair = (/** @type {any} */ one) => `${one.original.id}\n${one.appearance.id}`;
    const open = joined.filter((one) => !one.verdict);
    const first = new Set(open.map(pair));
    if (open.length) {
      this.waiting = [...open, ...this.waiting.filter((one) => !first.has(pair(one)))];
      this.at = 0;
    }
    const { texts } = this.page.props;
    this.note.textContent = !joined.length ? "" : open.length ? texts.joined : texts.joined_by_hand;
  }

  async undo() {
    this.note.textContent = "";
    const last = this.done.at(-1);
    if (!last || !(await this.#send({ ...last, verdict: "none", kind: null }))) return;
    this.done.pop();
    this.waiting.splice(this.at, 0, last.one);
    this.total += 1;
    this.draw();
  }

  /** @param {number} by */
  step(by) {
    this.at = Math.min(Math.max(0, this.at + by), this.waiting.length - 1);
    this.draw();
  }

  /** @param {string} key @returns {boolean} */
  key(key) {
    /** @type {Record<string, () => void>} */
    const acts = {
      a: () => void this.answer("yes"), o: () => void this.answer("yes"), y: () => void this.answer("yes"),
      r: () => void this.answer("no"), n: () => void this.answer("no"), u: () => void this.undo(),
      ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1),
    };
    const kind = KINDS[Number(key) - 1];
    if (kind) void this.answer("yes", kind);
    else if (acts[key]) acts[key]();
    else return this.overlay.key(key);
    return true;
  }

  /** @param {{one: any, verdict: string, kind: string | null}} sent */
  async #send({ one, verdict, kind }) {
    if (this.busy) return null;
    this.busy = true;
    try {
      const reply = await this.#ask("review", { answers: [{ original: one.original.id, appearance: one.appearance.id, verdict, kind }] });
      this.#failed("");
      return reply;
    } catch {
      this.#failed(this.page.props.texts.not_kept);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** @param {string} text */
  #failed(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }

  /** @param {string} path @param {unknown} [sent] */
  async #ask(path, sent) {
    const { props } = this.page;
    const url = fileAddress(props, `${props.api}/reproductions/${path}`);
    if (sent === undefined) return readJson(url, { signal: this.stop.signal });
    const answer = await fetch(url, {
      method: "PUT", body: JSON.stringify(sent),
      headers: { ...(props.headers ?? {}), Accept: "application/json", "Content-Type": "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
}
