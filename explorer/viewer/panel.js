/**
 * The panel: one item in full. Its picture, its record, its themes, what looks like it.
 *
 * It stands beside the map on a wide screen and below it on a narrow one; the map stays in use.
 */

import { el, fill, icon, release } from "./dom.js";
import { capital, clip, headingOf, recordOf } from "./record.js";
import { Refused } from "./server.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").Items} Items */

/**
 * @typedef {object} Wishes what the visitor asks for in the panel
 * @property {() => void} close
 * @property {(item: Item) => void} walk to another item
 * @property {((item: Item) => void) | null} similar all that looks like it, on a page of its own
 * @property {(item: Item) => void} likes light what looks like it on the map
 * @property {(item: Item) => void} closer look at the picture more closely
 * @property {(theme: number) => void} theme
 * @property {(column: string, value: string) => void} filter keep only what has this value
 * @property {(item: Item) => HTMLElement[]} [more] other things to be done with it
 * @property {(item: Item, signal: AbortSignal) => HTMLElement} [also] where else it appears
 * @property {(item: Item) => HTMLElement | null} [takeHome] the code of its page
 * @property {(() => Promise<boolean>) | null} copy copy the link to this view; false when it
 *   could not be
 */

const CLOSE = "M6 6l12 12M18 6 6 18";
const LINK = "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1";
const LENS = "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3 20 20M10.5 8v5M8 10.5h5";
const ALIKE = "M4 4h10v12H4zM10 16v4h10V8h-6";
const AROUND = "M12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M18.4 5.6l-1.8 1.8M7.4 16.6l-1.8 1.8";

/** Neighbours shown. */
const NEIGHBOURS = 12;

export class Panel {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Items} options.items
   * @param {Record<string, any>} options.texts
   * @param {(path: string) => string} options.url
   * @param {boolean} options.links whether addresses may lead out of the app
   * @param {Wishes} options.wishes
   */
  constructor({ holder, items, texts, url, links, wishes }) {
    this.items = items;
    this.texts = texts;
    this.url = url;
    this.links = links;
    this.wishes = wishes;
    this.element = el("section", { class: "panel", hidden: true, tabindex: "-1" });
    this.element.setAttribute("aria-label", texts.detail);
    holder.append(this.element);
    /** @type {Item | null} */
    this.item = null;
    /** @type {AbortController | null} */
    this.loading = null;
  }

  get open() {
    return !this.element.hidden;
  }

  /**
   * Show an item; its neighbours follow.
   * @param {Item} item
   */
  show(item) {
    this.loading?.abort();
    this.loading = new AbortController();
    this.item = item;
    release(this.element);
    const strip = el("div", { class: "strip" });
    const status = el("p", { class: "status", role: "status" });
    this.element.replaceChildren(
      el("div", { class: "scroll" },
        headingOf(item, this.texts), this.#picture(item),
        this.wishes.also?.(item, this.loading.signal) ?? "", this.#words(item, status), strip),
      el("button", {
        type: "button",
        class: "round close",
        "aria-label": this.texts.close,
        title: this.texts.close,
        click: () => this.wishes.close(),
      }, icon(CLOSE)),
    );
    this.element.hidden = false;
    void this.#neighbours(item, strip, this.loading.signal);
  }

  hide() {
    this.loading?.abort();
    this.item = null;
    this.element.hidden = true;
    release(this.element);
    this.element.replaceChildren();
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }

  /** Put the focus where one looks closer from. */
  look() {
    this.element.querySelector(".look")?.focus({ preventScroll: true });
  }

  /** @param {Item} item */
  #picture(item) {
    const image = el("img", {
      class: "picture",
      src: this.url(item.thumbs?.["1024"] ?? item.thumbs?.["256"] ?? ""),
      alt: item.alt || item.title || "",
      width: item.width,
      height: item.height,
      decoding: "async",
      style: { backgroundColor: item.colour || "transparent" },
    });
    image.style.setProperty("--ratio", String((item.width || 1) / (item.height || 1)));
    // One button, and the whole picture is its target.
    return el("figure", { class: "mount" }, image, el("button", {
      type: "button", class: "look", click: () => this.wishes.closer(item),
    }, icon(LENS), this.texts.look));
  }

  /**
   * @param {Item} item
   * @param {HTMLElement} status
   */
  #words(item, status) {
    const { texts } = this;
    const { similar } = this.wishes;
    return el("div", { class: "words" },
      item.description ? el("p", { class: "description" }, clip(item.description)) : null,
      el("div", { class: "actions" },
        similar && el("button", {
          type: "button", class: "primary", click: () => similar(item),
        }, icon(ALIKE), texts.similar),
        el("button", {
          type: "button", class: similar ? null : "primary",
          click: () => this.wishes.likes(item),
        },
          icon(AROUND), texts.likes),
        ...(this.wishes.more?.(item) ?? []),
        this.#copy(status)),
      status,
      this.#themes(item),
      this.#made(item),
      this.wishes.takeHome?.(item),
      recordOf(item, this.texts, this.links));
  }

  /** @param {HTMLElement} status */
  #copy(status) {
    const { copy } = this.wishes;
    return copy && el("button", {
      type: "button",
      click: async () => {
        const done = await copy();
        status.textContent = done ? this.texts.copied : this.texts.copy_failed;
      },
    }, icon(LINK), this.texts.copy);
  }

  /** @param {Item} item */
  #themes(item) {
    const named = (item.themes ?? []).filter(({ label }) => label);
    if (!named.length) return null;
    return el("div", { class: "themes" },
      el("h3", {}, this.texts.themes),
      el("ul", {}, ...named.map(({ id, label }) => el("li", {},
        el("button", { type: "button", class: "chip", click: () => this.wishes.theme(id) },
          capital(label))))));
  }

  /** What it has in the facets that people made, and whether a hand or the machine says so. @param {Item} item */
  #made(item) {
    const { texts, wishes } = this;
    if (!item.made?.length) return null;
    return el("div", { class: "themes" },
      el("h3", {}, texts.made),
      el("ul", {}, ...item.made.map(({ column, label, value, value_label, by }) => el("li", {},
        el("button", { type: "button", class: "chip", click: () => wishes.filter(column, value) },
          fill(texts.pair, { name: label, value: value_label })),
        " ", el("span", { class: "muted" }, by === "hand" ? texts.by_hand : texts.by_machine)))));
  }

  /**
   * @param {Item} item
   * @param {HTMLElement} strip
   * @param {AbortSignal} signal
   */
  async #neighbours(item, strip, signal) {
    try {
      const found = await this.items.similar(item.id, NEIGHBOURS, signal);
      if (signal.aborted || !found.length) return;
      strip.append(
        el("h3", {}, this.texts.neighbours),
        el("ul", {}, ...found.map((other) => el("li", {}, this.#neighbour(other)))),
      );
    } catch (error) {
      if (!signal.aborted && !(error instanceof Refused)) console.warn("neighbours:", error);
    }
  }

  /** @param {Item} other */
  #neighbour(other) {
    const title = [other.title || this.texts.untitled, other.creator].filter(Boolean).join(", ");
    const ratio = (other.width || 1) / (other.height || 1);
    return el("button", {
      type: "button",
      "aria-label": fill(this.texts.walk, { title }),
      title,
      click: () => this.wishes.walk(other),
    }, el("img", {
      src: this.url(other.thumbs?.["256"] ?? ""),
      alt: "",
      loading: "lazy",
      decoding: "async",
      style: { aspectRatio: String(ratio), backgroundColor: other.colour || "transparent" },
    }));
  }
}
