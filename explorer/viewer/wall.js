// The wall: pictures of one height in justified rows, captions below, more as one goes down.

import { fileAddress, link } from "./address.js";
import { count, dateText, dress, el, fill, readJson } from "./dom.js";
import { hang, justify } from "./justify.js";
import { hangUp, takeDown } from "./sequence.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */

/**
 * @typedef {object} Tile a picture on the wall
 * @property {Listed} item
 * @property {number} ratio width over height
 * @property {HTMLImageElement} picture
 * @property {HTMLElement} frame
 * @property {HTMLElement} element
 * @property {HTMLElement} anchor
 */

/** @typedef {{label: string, params: Record<string, string | number>, page?: string}} Way */

/**
 * props.endpoint (an answer with results, read page by page with k and offset) or props.rows
 * (rows of the collection); props.once: the endpoint has no further pages; props.page and
 * props.param: where an item leads, `here` when that is this page; props.keep: parameters to
 * hand on, a trail cut back to an item that is in it; props.forms: plural forms of the count, or
 * null for none; props.advice: what to show when nothing is found: {words: near ones, themes:
 * [{id, label}]}.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "wall.css");
  const wall = new Wall(root, emit);
  wall.update(props);
  return { update: (/** @type {Props} */ now) => wall.update(now), destroy: () => wall.destroy() };
}

class Wall {
  /**
   * @param {ShadowRoot} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    this.emit = emit;
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    /** @type {Listed[]} */
    this.items = [];
    /** @type {Tile[]} */
    this.tiles = [];
    this.total = Infinity;
    /** @type {AbortController | null} */
    this.reading = null;
    this.list = el("ul", { class: "wall" });
    this.heading = el("h2", {});
    this.status = el("p", { class: "status", role: "status" });
    this.notice = el("p", { class: "notice" });
    this.advice = el("div", { class: "advice" });
    this.more = el("button", { type: "button", class: "more", click: () => this.load() });
    this.section = el("section", { class: "section" },
      this.heading, this.notice, this.status, this.list, this.advice, this.more);
    root.append(this.section);
    this.resize = new ResizeObserver(() => this.arrange());
    this.resize.observe(this.list);
    this.near = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.load(),
      { rootMargin: "800px" });
    this.near.observe(this.more);
    this.key = "";
  }

  /** @param {Props} props */
  update(props) {
    const key = JSON.stringify([props.endpoint, props.rows, props.collection, props.lang,
      props.version, props.keep]);
    this.props = props;
    if (key === this.key) {
      this.mark();
      return;
    }
    this.key = key;
    takeDown(this);
    this.reading?.abort();
    this.reading = null;
    this.items = [];
    this.tiles = [];
    this.total = Infinity;
    this.heading.textContent = props.heading ?? "";
    this.heading.hidden = !props.heading;
    this.notice.hidden = true;
    this.status.textContent = "";
    this.advice.replaceChildren();
    this.list.replaceChildren();
    this.more.hidden = true;
    this.more.textContent = props.texts.more;
    this.section.setAttribute("aria-label", props.heading ?? props.texts.wall);
    this.load();
  }

  async load() {
    if (this.reading || this.items.length >= this.total) return;
    const { props } = this;
    const reading = new AbortController();
    this.reading = reading;
    this.section.setAttribute("aria-busy", "true");
    try {
      const answer = await readJson(this.nextAddress(), { signal: reading.signal });
      if (reading.signal.aborted) return;
      this.receive(answer);
    } catch {
      if (reading.signal.aborted) return;
      this.status.hidden = false;
      this.status.textContent = props.texts.failed;
      this.more.hidden = false;
      this.more.textContent = props.texts.again;
    } finally {
      if (this.reading === reading) {
        this.reading = null;
        this.section.removeAttribute("aria-busy");
      }
    }
    // What was loaded may not fill the screen; the observer only speaks when something changes.
    this.near.unobserve(this.more);
    if (!this.more.hidden && this.more.textContent === props.texts.more) this.near.observe(this.more);
  }

  nextAddress() {
    const { props, items } = this;
    if (props.rows) {
      const rows = props.rows.slice(items.length, items.length + props.size);
      const url = new URL(fileAddress(props, props.rowsAddress));
      url.searchParams.set("rows", rows.join(","));
      url.searchParams.set("lang", props.lang);
      return url;
    }
    const url = new URL(fileAddress(props, props.endpoint));
    url.searchParams.set("k", String(props.size));
    if (!props.once) url.searchParams.set("offset", String(items.length));
    return url;
  }

  /** @param {{results: Listed[], total: number, notice?: string}} answer */
  receive(answer) {
    const { props } = this;
    const first = this.items.length === 0;
    const seen = new Set(this.items.map((item) => item.id));
    const fresh = answer.results.filter((item) => !seen.has(item.id));
    this.items.push(...fresh);
    if (props.rows) this.total = props.rows.length;
    else this.total = props.once ? this.items.length : answer.total;
    if (fresh.length === 0) this.total = this.items.length;
    if (first) {
      this.notice.textContent = answer.notice ?? "";
      this.notice.hidden = !answer.notice;
      this.say(props.rows ? props.total ?? this.total : this.total);
      if (this.items.length === 0) this.advise();
    }
    const tiles = fresh.map((item) => this.tile(item));
    this.tiles.push(...tiles);
    this.list.append(...tiles.map((tile) => tile.element));
    this.more.textContent = props.texts.more;
    this.more.hidden = this.items.length >= this.total;
    hangUp(this, this.items.map((item) => item.id));
    this.arrange();
    this.mark();
  }

  /** @param {number} total */
  say(total) {
    const { props } = this;
    if (total === 0) this.status.textContent = props.texts.nothing;
    else this.status.textContent = props.forms ? count(props.forms, total, props.lang) : "";
    this.status.hidden = !this.status.textContent;
  }

  advise() {
    const { advice, texts } = this.props;
    if (!advice) return;
    this.advice.append(el("p", {}, texts.advice));
    const words = advice.words.map((/** @type {string} */ word) => ({ label: word, params: { q: word } }));
    const themes = advice.themes.map((/** @type {{id: number, label: string}} */ { id, label }) =>
      ({ label, params: { theme: id }, page: "themes" }));
    this.group(texts.near, words);
    this.group(texts.themes, themes);
  }

  /**
   * @param {string} label
   * @param {Way[]} links
   */
  group(label, links) {
    if (!links.length) return;
    this.advice.append(el("h3", {}, label), el("ul", { class: "chips" }, ...links.map(
      ({ label: text, params, page }) => el("li", {}, link(this.props, this.emit,
        { page: page ?? this.props.page, params, here: page === undefined },
        { class: "button" }, text)))));
  }

  /**
   * @param {Listed} item
   * @returns {Tile}
   */
  tile(item) {
    const { props } = this;
    const title = item.title || props.texts.untitled;
    const picture = el("img", {
      alt: item.alt || title, loading: "lazy", decoding: "async",
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
    });
    const ratio = item.width / item.height;
    const widthOf = (/** @type {number} */ size) => Math.max(1, Math.round(size * Math.min(1, ratio)));
    picture.srcset = Object.entries(item.thumbs)
      .map(([size, path]) => `${fileAddress(props, path)} ${widthOf(Number(size))}w`).join(", ");
    const caption = el("span", { class: "caption" },
      el("span", { class: "title" }, title),
      meta([item.creator, dateText(item.date, props.texts)]), this.why(item));
    const frame = el("span", { class: "frame" }, picture);
    const anchor = link(props, this.emit, {
      page: props.page, here: props.here,
      params: { [props.param]: item.id, ...handedOn(props.keep, item.id) },
    }, { class: "tile" }, frame, caption);
    return { item, ratio, picture, frame, element: el("li", {}, anchor), anchor };
  }

  /** @param {Listed} item */
  why(item) {
    const { texts } = this.props;
    if (!texts.why || !item.why?.length) return null;
    const reason = item.why.length > 1 ? "both" : item.why[0];
    const terms = reason !== "words" && item.terms?.length ? item.terms.slice(0, 3).join(", ") : "";
    const text = texts.why[terms ? `${reason}_terms` : reason] ?? "";
    return el("span", { class: "why" }, fill(text, { terms }));
  }

  arrange() {
    const width = Math.floor(this.list.clientWidth);
    if (!width || !this.tiles.length) return;
    const style = getComputedStyle(this.list);
    const wanted = { width, gap: parseFloat(style.columnGap) || 0, height: this.height(width) };
    const boxes = justify(this.tiles.map((tile) => tile.ratio), wanted);
    this.tiles.forEach(({ element, frame, picture, ratio }, i) => {
      const box = boxes[i];
      const size = hang(ratio, box);
      element.style.width = `${box.width}px`;
      frame.style.height = `${box.height}px`;
      picture.width = size.width;
      picture.height = size.height;
      picture.sizes = `${size.width}px`;
    });
  }

  /** @param {number} width */
  height(width) {
    if (width < 520) return 150;
    if (width < 1000) return 210;
    return this.props.height ?? 230;
  }

  mark() {
    for (const tile of this.tiles) {
      const current = tile.item.id === this.props.current;
      tile.anchor.toggleAttribute("data-current", current);
    }
  }

  destroy() {
    takeDown(this);
    this.reading?.abort();
    this.resize.disconnect();
    this.near.disconnect();
    this.section.remove();
  }
}

/**
 * What an item's address keeps of this one: stepping onto the trail goes back along it.
 * @param {{trail?: string[]}} keep
 * @param {string} id
 */
function handedOn(keep = {}, id) {
  const { trail } = keep;
  const at = trail?.indexOf(id) ?? -1;
  return at < 0 || !trail ? keep : { ...keep, trail: trail.slice(0, at) };
}

/** @param {(string | undefined)[]} parts */
function meta(parts) {
  const text = parts.filter(Boolean).join(", ");
  return text ? el("span", { class: "meta" }, text) : null;
}
