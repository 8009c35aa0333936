/**
 * The belt: the pictures selected, one beside the other, in the visitor's order. Of thousands only
 * those in sight are there. They are put in another order by dragging them, or by keys.
 */

import { el, fill } from "./dom.js";
import { Carrying } from "./carrying.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").Items} Items */
/** @typedef {import("./selection.js").Selection} Selection */

/** Places beyond each end that are there already. */
const AHEAD = 6;

export class Belt {
  /**
   * @param {object} options
   * @param {Selection} options.selection
   * @param {Items} options.items
   * @param {Record<string, any>} options.texts
   * @param {(path: string) => string} options.url
   * @param {(item: Item) => void} options.go a picture was chosen on the belt
   * @param {(row: number | null) => void} options.point
   * @param {() => void} options.turned another picture is the one in hand
   */
  constructor({ selection, items, texts, url, go, point, turned }) {
    this.selection = selection;
    this.items = items;
    this.texts = texts;
    this.url = url;
    this.go = go;
    this.point = point;
    this.turned = turned;
    /** Place of the picture in hand. */
    this.at = 0;
    this.turn = 0;
    this.list = el("ol", { "aria-label": texts.selected });
    this.mark = el("div", { class: "between", hidden: true, "aria-hidden": "true" });
    this.element = el("div", {
      class: "belt",
      scroll: () => this.#later(),
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    }, this.list, this.mark);
    this.carrying = new Carrying({
      belt: this.element,
      size: () => this.cell,
      count: () => selection.size,
      show: (place) => this.#between(place),
      drop: (from, to) => {
        this.at = to;
        selection.move(from, to);
      },
    });
    this.observer = new ResizeObserver(() => this.#later());
    this.observer.observe(this.element);
    this.request = 0;
  }

  destroy() {
    this.observer.disconnect();
    this.carrying.destroy();
    cancelAnimationFrame(this.request);
  }

  /** Width of a place, CSS pixels. */
  get cell() {
    return parseFloat(getComputedStyle(this.element).getPropertyValue("--cell")) || 88;
  }

  /** The picture in hand. */
  get current() {
    return this.selection.list[this.at] ?? null;
  }

  /** The selection is another one. */
  update() {
    this.at = Math.max(0, Math.min(this.at, this.selection.size - 1));
    this.#render();
  }

  /**
   * Take another picture in hand.
   * @param {number} at
   * @param {{focus?: boolean}} [how]
   */
  take(at, { focus = false } = {}) {
    const { size } = this.selection;
    if (!size) return;
    this.at = Math.max(0, Math.min(at, size - 1));
    const { cell } = this;
    const left = this.at * cell;
    const { scrollLeft, clientWidth } = this.element;
    if (left < scrollLeft) this.element.scrollLeft = left;
    else if (left + cell > scrollLeft + clientWidth) this.element.scrollLeft = left + cell - clientWidth;
    this.#render();
    if (focus) this.focus();
    this.turned();
  }

  /** Put the focus on the picture in hand. */
  focus() {
    /** @type {HTMLElement | null} */
    const button = this.list.querySelector(`[data-at="${this.at}"] button`);
    button?.focus({ preventScroll: true });
  }

  #later() {
    if (!this.request) {
      this.request = requestAnimationFrame(() => {
        this.request = 0;
        this.#render();
      });
    }
  }

  #render() {
    const { selection, cell, element } = this;
    if (!element.clientWidth) return;
    this.turn += 1;
    const { turn } = this;
    this.list.style.width = `${selection.size * cell}px`;
    const first = Math.max(0, Math.floor(element.scrollLeft / cell) - AHEAD);
    const last = Math.min(
      selection.size, Math.ceil((element.scrollLeft + element.clientWidth) / cell) + AHEAD);
    const shown = selection.list.map((one, at) => ({ ...one, at })).slice(first, last);
    // Tab reaches the picture in hand, wherever one has scrolled to.
    const hand = this.current;
    if (hand && (this.at < first || this.at >= last)) shown.push({ ...hand, at: this.at });
    const root = /** @type {ShadowRoot} */ (element.getRootNode());
    const inside = this.list.contains(root.activeElement);
    const there = new Map([...this.list.children].map((one) => [one.dataset.id, one]));
    const places = shown.map((one) => {
      const place = there.get(one.id) ?? this.#place(one);
      there.delete(one.id);
      this.#set(place, one.at);
      return place;
    });
    for (const gone of there.values()) gone.remove();
    places.sort((a, b) => a.dataset.at - b.dataset.at);
    places.forEach((place, at) => {
      // Moving an element takes its focus away: only what stands wrongly is moved.
      if (this.list.children[at] !== place) this.list.insertBefore(place, this.list.children[at] ?? null);
    });
    if (inside && !this.list.contains(root.activeElement)) this.focus();
    const rows = shown.map(({ row }) => row);
    if (rows.every((row) => this.items.get(row))) this.#fill();
    else void this.items.want(rows).then(() => turn === this.turn && this.#fill());
  }

  /** @param {import("./selection.js").Chosen} one */
  #place({ id, row }) {
    const button = el("button", {
      type: "button",
      click: () => {
        if (this.carrying.carried) return; // it was put down, not pressed
        const at = Number(place.dataset.at);
        this.take(at, { focus: true });
        const item = this.items.get(row);
        if (item) this.go(item);
      },
      focus: () => this.point(row),
      mouseenter: () => this.point(row),
      blur: () => this.point(null),
      mouseleave: () => this.point(null),
    }, el("img", { alt: "", decoding: "async", draggable: "false" }));
    const place = el("li", { "data-id": id, "data-row": row }, button);
    return place;
  }

  /**
   * @param {HTMLElement} place
   * @param {number} at
   */
  #set(place, at) {
    const { size } = this.selection;
    place.dataset.at = String(at);
    place.style.transform = `translateX(${at * this.cell}px)`;
    place.setAttribute("aria-posinset", String(at + 1));
    place.setAttribute("aria-setsize", String(size));
    const button = /** @type {HTMLElement} */ (place.firstElementChild);
    const hand = at === this.at;
    button.tabIndex = hand ? 0 : -1;
    if (hand) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }

  /** Give places their pictures and names. */
  #fill() {
    for (const place of this.list.children) {
      const button = /** @type {HTMLElement} */ (place.firstElementChild);
      const item = this.items.get(Number(place.dataset.row));
      const label = fill(this.texts.place_in_selection, {
        title: item?.title || this.texts.untitled,
        n: Number(place.dataset.at) + 1, of: this.selection.size,
      });
      if (button.getAttribute("aria-label") !== label) {
        button.setAttribute("aria-label", label);
        button.title = item?.title || this.texts.untitled;
      }
      const image = /** @type {HTMLImageElement} */ (button.firstElementChild);
      if (!item || image.getAttribute("src")) continue;
      image.src = this.url(item.thumbs?.["256"] ?? "");
      image.style.backgroundColor = item.colour || "transparent";
    }
  }

  /** @param {number | null} place between which pictures what is carried would go */
  #between(place) {
    this.mark.hidden = place === null;
    if (place !== null) this.mark.style.transform = `translateX(${place * this.cell}px)`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { size } = this.selection;
    /** @type {Record<string, () => void>} */
    const meanings = {
      ArrowLeft: () => this.#step(-1, event.shiftKey),
      ArrowRight: () => this.#step(1, event.shiftKey),
      Home: () => this.take(0, { focus: true }),
      End: () => this.take(size - 1, { focus: true }),
      Delete: () => this.drop(),
      Backspace: () => this.drop(),
    };
    const meaning = meanings[event.key];
    if (!meaning) return;
    event.preventDefault();
    meaning();
  }

  /**
   * @param {-1 | 1} way
   * @param {boolean} carry whether the picture in hand comes along
   */
  #step(way, carry) {
    if (carry) this.shift(way);
    else this.take(this.at + way, { focus: true });
  }

  /**
   * Put the picture in hand one place earlier or later.
   * @param {-1 | 1} way
   */
  shift(way) {
    const to = this.at + way;
    if (to < 0 || to >= this.selection.size) return;
    const from = this.at;
    this.at = to;
    this.selection.move(from, to);
    this.take(to);
  }

  /** Take the picture in hand out of the selection. */
  drop() {
    const { current } = this;
    if (current) void this.selection.remove([current]);
    this.turned();
  }
}
