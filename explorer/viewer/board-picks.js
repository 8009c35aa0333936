/** Pictures picked out on a board: laid on the light table, or asked what lies between two of them. */

import { fileAddress } from "./address.js";
import { el, fill, icon, put, readJson } from "./dom.js";
import { LightTable } from "./light-table.js";

/** @typedef {import("./items.js").Listed} Listed */

/** Pictures that fit on the light table. */
export const MOST_COMPARED = 6;
const PLUS = "M12 5v14M5 12h14";

export class Picks {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    /** @type {string[]} in the order in which they were picked */
    this.ids = [];
    /** @type {LightTable | null} */
    this.table = null;
    this.key = "";
    this.bar = el("div", { class: "picks", hidden: true });
    this.between = el("section", { class: "between", hidden: true });
  }

  destroy() {
    this.table?.destroy();
  }

  /** @param {string} id */
  has(id) {
    return this.ids.includes(id);
  }

  /** @param {string} id */
  toggle(id) {
    this.ids = this.has(id) ? this.ids.filter((one) => one !== id) : [...this.ids, id].slice(-MOST_COMPARED);
    this.page.draw();
  }

  /** @param {{id: string, row: number | null}[]} items those on the board */
  update(items) {
    const known = new Set(items.filter(({ row }) => row !== null).map(({ id }) => id));
    this.ids = this.ids.filter((id) => known.has(id));
    const { texts } = this.page.props;
    const n = this.ids.length;
    this.bar.hidden = n === 0;
    if (this.key !== this.ids.join(" ")) this.between.hidden = true;
    if (!n) return;
    const act = (/** @type {string} */ key, /** @type {() => void} */ click, /** @type {boolean} */ off, primary = false) => el(
      "button", { type: "button", class: primary ? "primary" : null, disabled: off, click, "data-focus": key }, texts[key]);
    put(this.bar, el("p", { role: "status" }, fill(texts.picked, { n })),
      act("light_table", () => this.compare(), n < 2, true),
      act("what_between", () => void this.ask(), n !== 2),
      act("pick_none", () => {
        this.ids = [];
        this.page.draw();
      }, false));
  }

  compare() {
    const { page } = this;
    this.table ??= new LightTable(page.root, page.props.texts);
    const found = this.ids.map((id) => page.recordOf(id)).filter(Boolean);
    if (found.length > 1) this.table.open(page.props, found);
  }

  async ask() {
    const { page } = this;
    const { props } = page;
    const key = this.ids.join(" ");
    this.key = key;
    const url = new URL(fileAddress(props, `${props.api}/between`));
    for (const [name, value] of [["from", this.ids[0]], ["to", this.ids[1]], ["lang", props.lang]]) {
      url.searchParams.set(name, value);
    }
    this.between.hidden = false;
    try {
      const { results } = await readJson(url);
      if (key !== this.key) return;
      const ends = this.ids.map((id) => page.recordOf(id));
      put(this.between, el("h2", { tabindex: "-1" }, props.texts.what_between),
        results.length ? el("ul", { class: "steps" },
          this.#step(ends[0], false), ...results.map((/** @type {Listed} */ item) => this.#step(item, true)), this.#step(ends[1], false))
          : el("p", {}, props.texts.nothing_between));
      this.between.querySelector("h2")?.focus({ preventScroll: true });
      this.between.scrollIntoView({ block: "nearest" });
    } catch {
      put(this.between, el("p", { role: "alert" }, props.texts.failed));
    }
  }

  /** @param {Listed | undefined} item @param {boolean} offered */
  #step(item, offered) {
    const { page } = this;
    const { props } = page;
    if (!item) return null;
    const title = item.title || props.texts.untitled;
    const on = page.items.some((/** @type {{id: string}} */ { id }) => id === item.id);
    return el("li", { class: offered ? "" : "end" },
      el("img", { src: fileAddress(props, item.thumbs["256"]), alt: item.alt || title, loading: "lazy", width: item.width, height: item.height }),
      el("p", { class: "title" }, title),
      offered && props.writable ? el("button", {
        type: "button", disabled: on, "aria-label": `${props.texts.add_this} – ${title}`,
        click: (/** @type {any} */ event) => {
          page.act({ do: "add", ids: [item.id] });
          event.currentTarget.disabled = true;
        },
      }, icon(PLUS), on ? props.texts.on_board : props.texts.add_this) : null);
  }
}
