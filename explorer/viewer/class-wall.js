// The wall of a class: its images, the most or the least certain first, and a hand to move them.

import { fileAddress, link } from "./address.js";
import { count, dateText, el, fill, put, readJson } from "./dom.js";
import { figure, percent } from "./class-settings.js";
import { hangUp, takeDown } from "./sequence.js";

/** @typedef {import("./items.js").Listed} Listed */

const PAGE = 48;
/** Most that are asked for at once. */
const MOST = 200;
const ORDERS = ["sure", "unsure", "missed", "hand"];

export class ClassWall {
  /**
   * @param {any} page
   */
  constructor(page) {
    this.page = page;
    /** @type {(Listed & any)[]} */
    this.items = [];
    this.key = "";
    this.old = false;
    /** @type {AbortController | null} */
    this.reading = null;
    this.head = el("div", { class: "head" });
    this.status = el("p", { class: "status", role: "status" });
    this.list = el("ul", { class: "tiles" });
    this.more = el("button", { type: "button", class: "more", hidden: true, click: () => this.read() });
    this.element = el("section", { class: "class-wall" }, this.head, this.status, this.list, this.more);
  }

  /** @param {{id: string, name: string, order: string, truth: string | null}} shown */
  show(shown) {
    const { props } = this.page;
    const key = JSON.stringify([props.set, shown, props.filter, props.lang, props.version, props.collection]);
    this.shown = shown;
    this.drawHead();
    if (key === this.key && !this.old) return;
    const same = key === this.key;
    this.old = false;
    this.key = key;
    this.reading?.abort();
    this.reading = null;
    if (!same) {
      this.items = [];
      this.list.replaceChildren();
      this.more.hidden = true;
    }
    this.read({ anew: same });
  }

  drawHead() {
    const { props, doc } = this.page;
    const { texts } = props;
    const { id, name, order, truth } = /** @type {any} */ (this.shown);
    const tab = (/** @type {string} */ one) => link(props, this.page.emit, {
      page: "classes", params: { set: props.set, class: id || "-", order: one, truth: null, filter: props.filter || null }, here: true,
    }, {
      class: "tab", "data-focus": `order-${one}`, "aria-current": one === order && truth === null ? "page" : null,
    }, texts[`order_${one}`]);
    const shown = this.items.filter((one) => !one.by_hand);
    put(this.head,
      el("p", {}, link(props, this.page.emit, {
        page: "classes", params: { set: props.set, class: null, order: null, truth: null, filter: props.filter || null }, here: true,
      }, { class: "button", "data-focus": "back" }, texts.backToClasses)),
      el("h1", { tabindex: "-1" }, name),
      truth === null ? el("nav", { "aria-label": texts.orders }, el("ul", { class: "tabs" },
        ...ORDERS.filter((one) => id || one !== "missed").map((one) => el("li", {}, tab(one)))))
        : el("p", { class: "lead" }, fill(texts.mistaken, {
          truth: this.page.nameOf(truth), answer: name,
        })),
      el("p", { class: "muted" }, truth === null ? texts[`why_${order}`] : texts.mistakenHow),
      props.writable && truth === null && ["sure", "unsure"].includes(order) && shown.length && (id || !doc.several)
        ? el("p", {}, el("button", {
          type: "button", "data-focus": "confirm",
          click: () => this.page.move(shown.map((one) => ({ item: one.id, value: id, verdict: "yes" }))),
        }, count(texts.confirm, shown.length, props.lang))) : null);
  }

  /** Read what comes next; `anew`: what hangs already, which stays until what is true now is there.
   * @param {{anew?: boolean}} [how] */
  async read({ anew = false } = {}) {
    if (this.reading) return;
    const { page } = this;
    const { props } = page;
    const { id, order, truth } = /** @type {any} */ (this.shown);
    const reading = new AbortController();
    this.reading = reading;
    this.element.setAttribute("aria-busy", "true");
    try {
      const answer = await readJson(page.desk.among(`/${props.set}/wall`, {
        class: id, order, truth, offset: anew ? 0 : this.items.length,
        k: anew ? Math.min(MOST, Math.max(PAGE, this.items.length)) : PAGE,
      }), { signal: reading.signal });
      const tiles = answer.results.map((/** @type {any} */ item) => this.tile(item));
      if (anew) this.rehang(answer.results, tiles);
      else {
        this.items.push(...answer.results);
        this.list.append(...tiles);
      }
      this.status.textContent = answer.total ? count(props.forms, answer.total, props.lang) : props.texts.nothingHere;
      this.more.textContent = props.texts.more;
      this.more.hidden = this.items.length >= answer.total;
      hangUp(this, this.items.map((one) => one.id));
      this.drawHead();
    } catch {
      if (reading.signal.aborted) return;
      this.status.textContent = props.texts.failed;
      this.more.textContent = props.texts.again;
      this.more.hidden = false;
    } finally {
      if (this.reading === reading) this.reading = null;
      this.element.removeAttribute("aria-busy");
    }
  }

  /** Hang other tiles in the place of these; who was about to go on with the next one, can.
   * @param {any[]} items @param {HTMLElement[]} tiles */
  rehang(items, tiles) {
    const active = /** @type {ShadowRoot} */ (this.list.getRootNode()).activeElement;
    const at = [...this.list.children].findIndex((one) => one.contains(active));
    this.items = items;
    this.list.replaceChildren(...tiles);
    if (at < 0 || !tiles.length) return;
    /** @type {HTMLElement | null} */ (tiles[Math.min(at, tiles.length - 1)]
      .querySelector("select, button"))?.focus({ preventScroll: true });
  }

  /** @param {any} item */
  tile(item) {
    const { props, emit, doc } = this.page;
    const { texts, lang } = props;
    const title = item.title || texts.untitled;
    const said = (/** @type {number | null} */ score) => (score === null ? ""
      : doc.several ? figure(score, lang) : percent(score, lang));
    const next = item.next && item.next_score !== null
      ? fill(texts.orElse, { name: this.page.nameOf(item.next), score: said(item.next_score) }) : "";
    const picture = el("img", {
      alt: item.alt || title, loading: "lazy", decoding: "async", width: item.width, height: item.height,
      src: fileAddress(props, item.thumbs["256"]),
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
    });
    const element = el("li", { class: "tile" },
      link(props, emit, {
        page: "classes", here: true,
        params: { set: props.set, class: props.class, order: props.order || null, truth: props.truth || null, filter: props.filter || null, item: item.id },
      }, { class: "picture" }, picture),
      el("p", { class: "title" }, title),
      el("p", { class: "meta" }, [item.creator, dateText(item.date, texts)].filter(Boolean).join(", ")),
      el("p", { class: "meta" }, item.by_hand ? el("strong", {}, texts.yourHand) : null,
        item.by_hand && (item.score !== null || next) ? " · " : null, [said(item.score), next].filter(Boolean).join(" · ")),
      props.writable ? (doc.several ? this.answers(item, title) : this.choice(item, title)) : null);
    return element;
  }

  /** Which class an image is of. @param {any} item @param {string} title */
  choice(item, title) {
    const { texts } = this.page.props;
    const now = item.classes[0] ?? "";
    const select = el("select", {
      "aria-label": fill(texts.moveTo, { title }),
      change: () => {
        const value = select.value;
        this.page.move([value === "machine"
          ? { item: item.id, value: now, verdict: "none" } : { item: item.id, value: value.slice(1), verdict: "yes" }]);
      },
    }, ...this.page.doc.classes.map((/** @type {any} */ { id }) => el("option",
      { value: `:${id}`, selected: id === now }, this.page.nameOf(id))),
    el("option", { value: ":", selected: now === "" }, texts.noneOfThese),
    item.by_hand ? el("option", { value: "machine" }, texts.giveBack) : null);
    return select;
  }

  /** Whether an image is of this class. @param {any} item @param {string} title */
  answers(item, title) {
    const { texts } = this.page.props;
    const id = this.shown?.id;
    if (!id) return el("p", { class: "meta" }, texts.openOne);
    const inside = item.classes.includes(id);
    const button = (/** @type {"yes" | "no"} */ verdict) => {
      const pressed = item.by_hand && inside === (verdict === "yes");
      return el("button", {
        type: "button", "aria-pressed": String(pressed), "aria-label": fill(texts[`${verdict}Of`], { title }),
        click: () => this.page.move([{ item: item.id, value: id, verdict: pressed ? "none" : verdict }]),
      }, texts[verdict]);
    };
    return el("div", { class: "answers" }, button("yes"), button("no"));
  }

  /** Asked again when something changed. */
  stale() {
    this.old = true;
  }

  destroy() {
    this.reading?.abort();
    takeDown(this);
  }
}
