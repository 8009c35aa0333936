// One suggestion at a time: the picture, what its record says, what the machine proposes and why.

import { fileAddress, link } from "./address.js";
import { el, fill, put } from "./dom.js";

/** @typedef {import("./review.js").ReviewPage} ReviewPage */
/** @typedef {import("./review.js").Suggestion} Suggestion */
/** @typedef {import("./review.js").Found} Found */

export class OneByOne {
  /** @param {ReviewPage} page */
  constructor(page) {
    this.page = page;
    /** @type {Suggestion[]} */
    this.waiting = [];
    this.at = 0;
    this.busy = false;
    /** @type {Found | null} */
    this.found = null;
    this.element = el("div", { class: "one" });
  }

  /** @param {Found} found */
  update(found) {
    if (found !== this.found) {
      this.found = found;
      this.waiting = [...found.results];
      this.at = 0;
    }
    this.draw();
  }

  /** Suggestions whose answer was taken back. @param {Suggestion[]} about */
  back(about) {
    this.waiting.splice(this.at, 0, ...about);
  }

  /** @param {string} key @returns {boolean} whether it meant something */
  key(key) {
    const acts = {
      a: () => this.answer("yes"), o: () => this.answer("yes"), y: () => this.answer("yes"),
      r: () => this.answer("no"), n: () => this.answer("no"),
      ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1),
    };
    const act = /** @type {Record<string, () => void>} */ (acts)[key.length === 1 ? key.toLowerCase() : key];
    act?.();
    return act !== undefined;
  }

  /** @param {number} by */
  step(by) {
    this.at = Math.min(Math.max(0, this.at + by), this.waiting.length - 1);
    this.draw();
  }

  /** @param {"yes" | "no"} verdict */
  async answer(verdict) {
    const one = this.waiting[this.at];
    if (!one || this.busy) return;
    this.busy = true;
    const kept = await this.page.answer([one], verdict);
    this.busy = false;
    if (!kept) return;
    this.waiting.splice(this.waiting.indexOf(one), 1);
    this.at = Math.min(this.at, Math.max(0, this.waiting.length - 1));
    if (this.waiting.length) this.draw();
    else void this.page.load();
  }

  draw() {
    const { page } = this;
    const { texts, props } = page;
    const one = this.waiting[this.at];
    if (!one) return;
    const focused = /** @type {HTMLElement | null} */ (page.root.activeElement)?.dataset?.focus;
    const title = one.item.title || texts.untitled;
    const field = texts[`field_${page.choice.field}`];
    const act = (/** @type {string} */ name, /** @type {string} */ key, /** @type {string} */ look,
      /** @type {() => void} */ doing, off = false) => el("button", {
      type: "button", class: look, "data-focus": name, disabled: off, click: doing,
    }, texts[name], el("kbd", { "aria-hidden": "true" }, key));
    put(this.element,
      el("figure", { class: "picture" }, el("img", {
        src: fileAddress(props, one.item.thumbs?.["1024"] ?? ""), alt: one.item.alt || title,
        style: { aspectRatio: `${one.item.width || 1} / ${one.item.height || 1}`, backgroundColor: one.item.colour || "transparent" },
      })),
      el("div", { class: "asked" },
        el("p", { class: "muted" }, fill(
          (page.found?.total ?? 0) > this.waiting.length ? texts.place_first : texts.place,
          { n: page.number(this.at + 1), of: page.number(this.waiting.length) })),
        el("h2", {}, link(props, page.emit, { page: "recherche", params: { item: one.item.id } }, { class: "title" }, title)),
        el("p", { class: "muted" }, [one.item.creator, one.item.date].filter(Boolean).join(" · ")),
        el("dl", {},
          el("dt", {}, fill(texts.recorded, { field })), el("dd", {}, one.old || texts.nothing_recorded),
          el("dt", {}, texts.proposed), el("dd", { class: "proposed" }, one.label),
          el("dt", {}, texts.because), el("dd", {}, this.because(one))),
        one.evidence.length ? el("ul", { class: "evidence", "aria-label": texts.evidence },
          ...one.evidence.map((seen) => el("li", {}, el("img", {
            src: fileAddress(props, seen.item.thumbs?.["256"] ?? ""), loading: "lazy",
            alt: seen.item.title || texts.untitled,
          }), el("span", {}, seen.value)))) : null,
        el("div", { class: "acts" },
          act("accept", texts.key_yes, "primary", () => void this.answer("yes")),
          act("refuse", texts.key_no, "", () => void this.answer("no")),
          act("earlier", "←", "", () => this.step(-1), this.at === 0),
          act("later", "→", "", () => this.step(1), this.at >= this.waiting.length - 1),
          act("undo", "U", "", () => void page.undo(), !page.done.length))));
    if (focused) {
      const next = /** @type {HTMLElement | null} */ (
        this.element.querySelector(`[data-focus="${CSS.escape(focused)}"]:not(:disabled)`));
      next?.focus({ preventScroll: true });
    }
    const following = this.waiting[this.at + 1];
    if (following) new Image().src = fileAddress(props, following.item.thumbs?.["1024"] ?? "");
  }

  /** @param {Suggestion} one */
  because(one) {
    const { texts, props } = this.page;
    if (one.basis !== "neighbours") {
      const n = new Intl.NumberFormat(props.lang, { maximumFractionDigits: 1 }).format(one.score);
      return fill(texts.stands_out, { n });
    }
    const share = new Intl.NumberFormat(props.lang, { style: "percent" }).format(one.score);
    return fill(one.why === "doubtful" ? texts.neighbours_differ : texts.neighbours_agree, { share });
  }
}
