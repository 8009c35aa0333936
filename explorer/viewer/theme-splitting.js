/** The panel of the desk where a theme is split: parts are looked at before they are accepted. */

import { fileAddress } from "./address.js";
import { count, el, fill, put, readJson } from "./dom.js";

/** @typedef {import("./theme-desk.js").Desk} Desk */

const MOST = 8;

export class Splitting {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.parts = 3;
    this.seed = 0;
    /** @type {AbortController} */
    this.asking = new AbortController();
    this.status = el("p", { role: "status", class: "how" });
    this.list = el("ul", { class: "partings" });
    /** @type {HTMLButtonElement} */
    this.accept = el("button", { type: "button", class: "primary", "data-focus": "split-do" });
    this.accept.addEventListener("click", () => {
      this.desk.act({ do: "split", theme: this.desk.props.themeId, parts: this.parts, seed: this.seed });
    });
  }

  close() {
    this.asking.abort();
  }

  /** @returns {Node[]} */
  draw() {
    const { texts } = this.desk;
    this.accept.textContent = texts.splitDo;
    const choice = el("select", {
      class: "few", "data-focus": "split-parts",
      change: () => {
        this.parts = Number(choice.value);
        this.seed = 0;
        void this.#look();
      },
    }, ...Array.from({ length: MOST - 1 }, (_, i) => el("option",
      { value: i + 2, selected: i + 2 === this.parts }, String(i + 2))));
    void this.#look();
    return [el("p", { class: "how" }, texts.splitHow),
      el("label", {}, texts.splitParts, " ", choice), this.status, this.list,
      el("p", { class: "acts" }, this.accept, el("button", {
        type: "button", "data-focus": "split-again",
        click: () => {
          this.seed = (this.seed + 1) % 10000;
          void this.#look();
        },
      }, texts.splitAgain))];
  }

  async #look() {
    const { props, texts } = this.desk;
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    this.accept.disabled = true;
    this.status.textContent = texts.splitBusy;
    const url = new URL(fileAddress(props, props.desk.parts));
    for (const [name, value] of Object.entries({
      theme: props.themeId, parts: this.parts, seed: this.seed, lang: props.lang,
    })) url.searchParams.set(name, String(value));
    try {
      const { results } = await readJson(url, { signal });
      if (signal.aborted) return;
      this.status.textContent = "";
      this.accept.disabled = false;
      put(this.list, ...results.map((/** @type {any} */ part, /** @type {number} */ at) => el("li", {},
        el("div", { class: "few-pictures" }, ...part.medoids.slice(0, 6).map((/** @type {any} */ item) => el("img", {
          src: fileAddress(props, item.thumbs["256"]), alt: item.alt || item.title || "", decoding: "async",
        }))),
        el("p", { class: "name", dir: "auto" }, part.label || fill(texts.part, { n: at + 1 })),
        el("p", { class: "muted" }, count(props.desk.forms, part.size, props.lang)))));
    } catch (error) {
      if (signal.aborted) return;
      put(this.list);
      this.status.textContent = /** @type {any} */ (error).status === 422 ? texts.splitNot : texts.failed;
    }
  }
}
