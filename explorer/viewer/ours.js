/** "Is this one of ours?": asked of a picture that somebody brought, answered in a line. */

import { fileAddress, link } from "./address.js";
import { count, el, fill, put } from "./dom.js";

/** Recognised pictures that are named. */
const MOST = 6;

/**
 * What the app says of a picture. Rejects with the app's own kind line where it gave one.
 * @param {import("./address.js").Props} props
 * @param {string} api
 * @param {Blob} file
 * @returns {Promise<any>}
 */
export async function check(props, api, file) {
  const query = new URLSearchParams({ lang: props.lang });
  const answer = await fetch(fileAddress(props, `${api}/reproductions/check?${query}`), {
    method: "POST", body: file, headers: { "Content-Type": file.type || "application/octet-stream" },
  }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (!answer?.ok || !told) throw new Error(told?.error ?? "");
  return told;
}

export class Ours {
  /**
   * @param {object} options
   * @param {import("./address.js").Props} options.props those of the search; texts.recognising
   * @param {import("./address.js").Emit} options.emit
   */
  constructor({ props, emit }) {
    this.props = props;
    this.emit = emit;
    /** @type {Blob | null} */
    this.file = null;
    this.ask = el("button", { type: "button", click: () => void this.#ask() }, props.texts.recognising.ours);
    this.status = el("p", { role: "status" });
    this.list = el("ul");
    this.element = el("div", { class: "ours", hidden: true }, this.ask, this.status, this.list);
  }

  /** @param {Blob | null} file of the visitor, or none */
  update(file) {
    if (file === this.file) return;
    this.file = file;
    this.element.hidden = !file;
    this.ask.disabled = false;
    this.status.textContent = "";
    put(this.list);
  }

  async #ask() {
    const { file, props } = this;
    const { recognising: texts } = props.texts;
    if (!file) return;
    this.ask.disabled = true;
    this.status.textContent = texts.checking;
    put(this.list);
    let said = "";
    /** @type {any[]} */
    let results = [];
    try {
      const told = await check(props, props.root, file);
      ({ results } = told);
      said = results.length ? count(texts.recognised, results.length, props.lang)
        : fill(texts.not_ours, { n: told.compared });
    } catch (error) {
      said = /** @type {any} */ (error).message || texts.failed;
    }
    if (file !== this.file) return;
    this.ask.disabled = false;
    this.status.textContent = said;
    put(this.list, ...results.slice(0, MOST).map((one) => el("li", {}, link(props, this.emit, one.family
      ? { page: "circulations", params: { family: one.item.id } }
      : { page: "recherche", here: true, params: { item: one.item.id } }, {},
    one.item.title || props.texts.untitled), ` (${texts[one.kind]})`)));
  }
}
