// All images of one suggestion at once: those that are wrong are unticked, the others accepted.

import { fileAddress } from "./address.js";
import { count, el, fill, put } from "./dom.js";

/** @typedef {import("./review.js").ReviewPage} ReviewPage */
/** @typedef {import("./review.js").Suggestion} Suggestion */
/** @typedef {import("./review.js").Found} Found */

export class Batch {
  /** @param {ReviewPage} page */
  constructor(page) {
    this.page = page;
    /** @type {Found | null} */
    this.found = null;
    /** @type {Suggestion[]} */
    this.waiting = [];
    /** @type {Set<string>} ids that are not ticked */
    this.without = new Set();
    this.busy = false;
    this.groups = el("ul", { class: "groups" });
    this.wall = el("ul", { class: "batch" });
    this.acts = el("div", { class: "acts" });
    this.element = el("div", { class: "batches" },
      el("nav", { "aria-label": page.texts.groups }, this.groups),
      el("section", {}, this.acts, this.wall));
  }

  /** @param {Found} found */
  update(found) {
    if (found !== this.found) {
      this.found = found;
      this.waiting = [...found.results];
      this.without.clear();
      this.drawWall();
    }
    this.drawGroups();
    this.drawActs();
  }

  /** @param {Suggestion[]} about */
  back(about) {
    this.waiting.unshift(...about.filter(({ value }) => value === this.page.choice.value));
    this.drawWall();
  }

  /** @param {string} key */
  key(key) {
    const letter = key.toLowerCase();
    if (["a", "o", "y"].includes(letter)) void this.answer("yes");
    else if (["r", "n"].includes(letter)) void this.answer("no");
    else if (key === "ArrowRight") this.move(1);
    else if (key === "ArrowLeft") this.move(-1);
    else return false;
    return true;
  }

  /** @param {number} by */
  move(by) {
    const boxes = [...this.wall.querySelectorAll("input")];
    const at = boxes.indexOf(/** @type {any} */ (this.page.root.activeElement));
    boxes[Math.min(Math.max(0, at + by), boxes.length - 1)]?.focus();
  }

  get ticked() {
    return this.waiting.filter(({ item }) => !this.without.has(item.id));
  }

  /** @param {"yes" | "no"} verdict */
  async answer(verdict) {
    const about = this.ticked;
    if (this.busy || !about.length) return;
    this.busy = true;
    const kept = await this.page.answer(about, verdict);
    this.busy = false;
    if (!kept) return;
    if (!this.without.size) this.page.choice.value = "";
    void this.page.load();
  }

  drawGroups() {
    const { page, found } = this;
    if (!found) return;
    put(this.groups, ...found.groups.map(({ value, label, count: n }) => el("li", {},
      el("button", {
        type: "button", "aria-pressed": String(value === page.choice.value),
        "data-focus": `group-${value}`, click: () => page.choose({ value }),
      }, el("span", { class: "name" }, label), el("span", { class: "many" }, page.number(n))))));
  }

  drawActs() {
    const { page } = this;
    const { texts, props } = page;
    const n = this.ticked.length;
    const label = this.found?.groups.find(({ value }) => value === page.choice.value)?.label ?? "";
    const focused = /** @type {HTMLElement | null} */ (page.root.activeElement)?.dataset?.focus;
    const none = n === 0;
    put(this.acts,
      el("h2", {}, fill(texts.batch_title, { value: label })),
      el("button", { type: "button", class: "primary", "data-focus": "accept-all", disabled: none, click: () => void this.answer("yes") },
        count(props.forms.accept, n, props.lang)),
      el("button", { type: "button", "data-focus": "refuse-all", disabled: none, click: () => void this.answer("no") },
        count(props.forms.refuse, n, props.lang)),
      el("button", {
        type: "button", "data-focus": "tick", click: () => {
          this.without = none ? new Set() : new Set(this.waiting.map(({ item }) => item.id));
          this.drawWall();
          this.drawActs();
        },
      }, none ? texts.tick_all : texts.untick_all),
      el("button", { type: "button", "data-focus": "undo-all", disabled: !page.done.length, click: () => void page.undo() }, texts.undo));
    if (focused) {
      /** @type {HTMLElement | null} */ (this.acts.querySelector(`[data-focus="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
    }
  }

  drawWall() {
    const { page } = this;
    const { texts, props } = page;
    put(this.wall, ...this.waiting.map(({ item, old }) => {
      const box = el("input", {
        type: "checkbox", checked: !this.without.has(item.id),
        change: () => {
          if (box.checked) this.without.delete(item.id);
          else this.without.add(item.id);
          this.drawActs();
        },
      });
      return el("li", {}, el("label", {}, box, el("img", {
        src: fileAddress(props, item.thumbs?.["256"] ?? ""), loading: "lazy", decoding: "async",
        alt: "", style: { backgroundColor: item.colour || "transparent" },
      }), el("span", { class: "title" }, item.title || texts.untitled),
      old ? el("span", { class: "muted" }, old) : null));
    }));
  }
}
