// The wall: pictures of one height in justified rows, captions below, more as one goes down.

import { fileAddress, link } from "./address.js";
import { count, dateText, dress, el, fill, icon, readJson } from "./dom.js";
import { hang, justify } from "./justify.js";
import { reasonText } from "./reasons.js";
import { hangUp, takeDown } from "./sequence.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */

const CHECK = "M5 12.5 10 17.5 19.5 7";

/**
 * @typedef {object} Tile a picture on the wall
 * @property {Listed} item
 * @property {number} ratio width over height
 * @property {HTMLImageElement} picture
 * @property {HTMLElement} frame
 * @property {HTMLElement} element
 * @property {HTMLElement} anchor
 */

/**
 * props.endpoint (an answer with results, read page by page with k and offset) or props.rows
 * (rows of the collection); props.once: the endpoint has no further pages; props.page and
 * props.param: where an item leads, `here` when that is this page; props.keep: parameters to
 * hand on, a trail cut back to an item that is in it; props.forms: plural forms of the count, or
 * null for none; props.read: what reads a part of an answer by its offset, where that takes more
 * than an address (props.key says when there is another answer); props.answered: told of the first
 * part; props.picks: {has, toggle} where pictures can be picked out.
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

export class Wall {
  /**
   * @param {ShadowRoot | HTMLElement} root
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
    this.more = el("button", { type: "button", class: "more", click: () => this.load() });
    this.section = el("section", { class: "section" },
      this.heading, this.notice, this.status, this.list, this.more);
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
      props.version, props.keep, props.key]);
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
      const { signal } = reading;
      const answer = props.read ? await props.read(this.items.length, props.size, signal)
        : await readJson(this.nextAddress(), { signal });
      if (reading.signal.aborted) return;
      this.receive(answer);
    } catch (error) {
      if (reading.signal.aborted) return;
      this.status.hidden = false;
      // The app's own line, where it refuses something and says why.
      const said = /** @type {any} */ (error);
      this.status.textContent = said?.status === 422 && said.message || props.texts.failed;
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
      props.answered?.(answer);
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
    const element = el("li", {}, anchor, props.picks ? this.pick(item, title) : null);
    return { item, ratio, picture, frame, element, anchor };
  }

  /**
   * The button that picks a picture out: before the first word of its title, never on the picture.
   * @param {Listed} item
   * @param {string} title
   */
  pick(item, title) {
    const { picks, texts } = this.props;
    const button = el("button", {
      type: "button", class: "pick", "aria-label": fill(texts.pick, { title }),
      title: fill(texts.pick, { title }), "aria-pressed": String(picks.has(item.id)),
      click: () => {
        picks.toggle(item);
        this.mark();
      },
    }, icon(CHECK));
    button.dataset.id = item.id;
    return button;
  }

  /** @param {Listed} item */
  why(item) {
    const { texts } = this.props;
    const text = texts.why ? reasonText(item, texts.why) : "";
    return text ? el("span", { class: "why" }, text) : null;
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
      element.style.setProperty("--below", `${box.height}px`);
      picture.width = size.width;
      picture.height = size.height;
      picture.sizes = `${size.width}px`;
    });
  }

  /** @param {number} width */
  height(width) {
    const usual = width < 520 ? 150 : width < 1000 ? 210 : this.props.height ?? 230;
    return usual * lettering();
  }

  mark() {
    for (const tile of this.tiles) {
      const current = tile.item.id === this.props.current;
      tile.anchor.toggleAttribute("data-current", current);
      const { picks } = this.props;
      tile.element.querySelector(".pick")?.setAttribute(
        "aria-pressed", String(Boolean(picks?.has(tile.item.id))));
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

/** How much larger letters are than on a large screen at hand: pictures grow with their captions. */
function lettering() {
  return Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / 20);
}
