/**
 * The stroll: from a picture to one like it, and on. It ties what the visitor does to the cloud, the
 * way one came, what can be chosen and what is told of a picture.
 */

import { Caption } from "./caption.js";
import { Closer } from "./closer.js";
import { Cluster } from "./cluster.js";
import { Dock } from "./dock.js";
import { count, el, fill } from "./dom.js";
import { Gestures } from "./gestures.js";
import { Items } from "./items.js";
import { List } from "./list.js";
import { Notice } from "./notice.js";
import { Panel } from "./panel.js";
import { Refused, Server } from "./server.js";
import { Sieve } from "./sieve.js";
import { backward, NOWHERE, onward, same } from "./steps.js";
import { Strip } from "./strip.js";
import { focusedIn, hiddenBy, paletteOf } from "./surroundings.js";
import { any, format, many, NOTHING, parse, queryOf, toggleValue, valuesOf } from "./wishes.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./steps.js").Place} Place */

/**
 * @typedef {object} Props
 * @property {string} base root of the app, ending with a slash
 * @property {string} collection
 * @property {string} lang
 * @property {Record<string, any>} texts
 * @property {number} items how many the collection has
 * @property {string} [version]
 * @property {string} [theme]
 * @property {boolean} [links] whether addresses may lead out of the app; true unless false
 * @property {boolean} [keeps] whether links can be taken home; true unless false
 * @property {boolean} [boards] whether pictures can be put on a board
 * @property {import("./answer.js").Answer | null} [said] what Python answers
 */

/**
 * @typedef {object} Told what the stroll tells
 * @property {(place: Place, step: boolean) => void} place one is elsewhere; ``step`` when one may
 *   want to come back from there
 * @property {(title: string) => void} title what is in the middle
 * @property {(id: string) => void} map an item is to be shown on the map
 * @property {(ids: string[]) => void} board
 * @property {(theme: number) => void} theme
 * @property {(place: Place) => void} wall the same as a wall of pictures
 * @property {() => Promise<boolean>} copy
 */

/** How many pictures surround the middle, by the room there is: square CSS pixels, at most. */
const NUMBERS = [[300e3, 30], [9e5, 42], [3e6, 60], [5e6, 80], [Infinity, 100]];
/** Shapes of frames in a doubling, as the server makes them. */
const SHAPES = 4;
/** Kept free around the cloud, CSS pixels. */
const MARGIN = 12;
/** Milliseconds that a hand rests on the slider before it is obeyed. */
const PATIENCE = 140;
/** A dock this wide has no words on its buttons, or two rows, CSS pixels. */
const TIGHT = 1560;
const NARROW = 1100;
/** Pixels, and how much more across than down, that make a swipe. */
const SWIPE = 70;
const ACROSS = 1.6;

export class Stroll {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Props} options.props
   * @param {Place} options.place
   * @param {Told} options.told
   */
  constructor({ holder, props, place, told }) {
    const { base, collection, lang } = props;
    this.props = props;
    this.told = told;
    const texts = { ...props.texts, ...props.texts.cloud };
    this.texts = texts;
    this.root = `api/v1/${encodeURIComponent(collection)}`;
    /** @type {Place} */
    this.place = NOWHERE;
    /** @type {string[][]} what one went back from, the last first */
    this.ahead = [];
    /** @type {Item | null} whose record is open */
    this.chosen = null;
    /** @type {HTMLElement | null} what had the focus before the panel */
    this.cameFrom = null;
    this.turn = 0;
    this.opening = 0;
    this.swiped = { x: 0, y: 0 };
    this.keyboard = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {AbortController | null} */
    this.loading = null;
    /** Whether what was asked for is not there, and is said to be missing. */
    this.missing = false;
    /** What was asked last: another room may ask for the same again. */
    this.shown = "";

    this.canvas = el("canvas", { tabindex: "0", role: "application", "aria-label": texts.cloud });
    this.element = el("div", { class: "map cloud" });
    this.server = new Server({
      base,
      onChange: (lost) => {
        this.closer.lost(lost);
        if (lost) this.notice.show(texts.lost);
        else this.notice.hide();
      },
      onGone: () => this.refresh(),
    });
    const { server } = this;
    const url = (/** @type {string} */ path) => server.url(path);
    const items = new Items({ server, collection, lang, onLoad: () => {} });
    this.items = items;
    this.strip = new Strip({
      items, texts, url,
      walk: (ids) => this.go(ids), back: () => this.back(), forth: () => this.forth(),
    });
    this.sieve = new Sieve({
      holder: this.element, server, root: this.root, lang, texts,
      wish: (wishes) => this.wish(wishes),
      close: () => this.#toggle("filters"),
      lost: () => this.dock.buttons.filters.focus({ preventScroll: true }),
    });
    this.facets = this.sieve.facets;
    this.top = el("div", { class: "over" }, this.strip.element, this.sieve.state);
    this.dock = new Dock({
      texts, lang,
      handles: {
        record: () => void this.openMiddle(),
        map: () => told.map(this.place.centre[0]),
        board: props.boards ? () => told.board(this.place.centre) : null,
        surprise: (surprise) => this.#surprise(surprise),
        filters: () => this.#toggle("filters"),
        list: () => this.#toggle("list"),
        chance: () => void this.chance(),
      },
    });
    this.element.append(this.top, this.canvas, this.dock.element);
    holder.append(this.element);
    this.notice = new Notice(this.element);
    this.caption = new Caption(this.element, texts);
    this.said = el("p", { class: "unseen", "aria-live": "polite" });
    this.list = new List({
      holder: this.element, items, texts, lang, url,
      open: (one) => this.go([one.id]),
      point: (row) => this.#point(row ?? -1),
    });
    this.list.heading.after(el("button", {
      type: "button", class: "on-wall", click: () => told.wall(this.place),
    }, texts.on_wall));
    this.panel = new Panel({
      holder: this.element, items, texts, url, links: props.links !== false,
      wishes: {
        close: () => this.close(),
        walk: (one) => this.go([one.id]),
        similar: null,
        likes: (one) => told.map(one.id),
        closer: (one) => void this.closer.show(one),
        theme: told.theme,
        filter: (column, value) => {
          const wishes = parse(this.place.filter);
          if (!valuesOf(wishes, column).includes(value)) this.wish(toggleValue(wishes, column, value));
        },
        more: (one) => props.boards ? [el("button", {
          type: "button", click: () => told.board([one.id]),
        }, texts.select_board)] : [],
        copy: props.keeps === false ? null : told.copy,
      },
    });
    this.element.append(this.facets.element, this.said);
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.cluster = new Cluster({
      canvas: this.canvas, server, items, palette: paletteOf(this.element),
      still: this.calm.matches, onFrame: () => this.#follow(),
    });
    /** What of it the closest look can step through. */
    this.seeking = { results: { element: { hidden: false }, found: /** @type {Item[]} */ ([]) } };
    this.closer = new Closer(this);
    this.onCalm = () => {
      this.cluster.still = this.calm.matches;
      this.closer.still = this.calm.matches;
    };
    this.calm.addEventListener("change", this.onCalm);
    this.gestures = new Gestures(this.canvas, this.element, this.#asked(), { nowhere: true, prompt: true });
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event),
      { capture: true });
    this.canvas.addEventListener("blur", () => this.#walk(false));
    this.observer = new ResizeObserver(() => this.#measure());
    for (const part of [this.element, this.top, this.dock.element]) this.observer.observe(part);
    if (place.centre.length) this.restore(place);
    else void this.chance(place);
  }

  destroy() {
    this.turn += 1;
    this.server.close();
    this.observer.disconnect();
    window.clearTimeout(this.timer);
    this.calm.removeEventListener("change", this.onCalm);
    this.gestures.destroy();
    this.closer.destroy();
    this.cluster.destroy();
    this.items.close();
    this.notice.hide();
    this.element.remove();
  }

  /** Colours have changed. */
  repaint() {
    this.cluster.setPalette(paletteOf(this.element));
  }

  /** The collection may be another one now. */
  refresh() {
    this.items.held.clear();
    this.shown = "";
    void this.#load();
  }

  /** Put other pictures in the middle. @param {string[]} centre */
  go(centre) {
    if (same(centre, this.place.centre)) return;
    this.ahead = [];
    this.#move(onward(this.place, centre), true);
  }

  /** One step back along the way; false when there is none. */
  back() {
    const place = backward(this.place);
    if (!place) return false;
    this.ahead = [this.place.centre, ...this.ahead];
    this.#move(place, true);
    return true;
  }

  /** Where one came back from. */
  forth() {
    const [centre, ...rest] = this.ahead;
    if (!centre) return;
    this.ahead = rest;
    this.#move(onward(this.place, centre), true);
  }

  /** Go where an address says; it is there already. @param {Place} place */
  restore(place) {
    this.ahead = [];
    this.#move(place, false);
  }

  /**
   * Begin with some picture.
   * @param {Place} [place] what else is asked for, where one only arrives
   */
  async chance(place) {
    const turn = (this.turn += 1);
    const row = Math.floor(Math.random() * this.props.items);
    const answer = await this.server.json(
      `${this.root}/rows?rows=${row}&lang=${encodeURIComponent(this.props.lang)}`).catch(() => null);
    if (turn !== this.turn) return;
    const found = answer?.results[0];
    if (!found) this.notice.show(this.texts.empty);
    else if (place) {
      this.#move({ ...place, centre: [found.id] }, false);
      this.told.place(this.place, false);
    } else this.go([found.id]);
  }

  /** Keep to what is wished. @param {import("./wishes.js").Wishes} wishes */
  wish(wishes) {
    this.#move({ ...this.place, filter: any(wishes) ? format(wishes) : "" }, false);
    this.told.place(this.place, false);
  }

  /** Close one thing, the last first; without any, one step back. */
  close() {
    this.opening += 1;
    if (this.panel.open) this.#hidePanel();
    else if (!this.facets.element.hidden) this.#toggle("filters");
    else if (this.list.open) this.#toggle("list");
    else this.back();
  }

  /** Show the record of what is in the middle. */
  async openMiddle() {
    const [id] = this.place.centre;
    if (id && this.place.centre.length === 1) await this.walk(id);
  }

  /** Show the record of an item. @param {string} id */
  async walk(id) {
    this.opening += 1;
    const turn = this.opening;
    try {
      const item = await this.items.find(id);
      if (turn !== this.opening) return;
      const held = focusedIn(this.element);
      if (!this.panel.open) this.cameFrom = held;
      // A finger leaves the focus where it is; whoever came by a button or by keys goes along.
      const along = this.panel.open ? this.panel.element.contains(held)
        : held !== this.canvas || this.keyboard;
      this.chosen = item;
      this.panel.show(item);
      this.element.classList.add("opened");
      if (along) this.panel.focus();
      this.closer.met(item);
      this.#measure();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.notice.say(this.texts.unknown_item);
    }
  }

  /** For what looks closer: the address holds nothing of it. */
  tell() {}

  #hidePanel() {
    const inside = this.panel.element.contains(focusedIn(this.element));
    this.panel.hide();
    this.chosen = null;
    this.element.classList.remove("opened");
    this.#measure();
    if (inside) (this.cameFrom?.isConnected ? this.cameFrom : this.canvas).focus({ preventScroll: true });
  }

  /**
   * @param {Place} place
   * @param {boolean} step
   */
  #move(place, step) {
    this.place = place;
    this.dock.set(place.surprise);
    this.dock.setFilters(many(parse(place.filter)));
    void this.sieve.update(place.filter);
    void this.strip.update(place.trail, this.ahead.length > 0);
    if (step) this.told.place(place, true);
    void this.#load();
  }

  /** @param {number} surprise */
  #surprise(surprise) {
    this.place = { ...this.place, surprise };
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.told.place(this.place, false);
      void this.#load();
    }, PATIENCE);
  }

  /** Ask for the cloud of this place, in the room there is, and show it. */
  async #load() {
    const { place, texts } = this;
    if (!place.centre.length) return;
    const { width, height } = this.#area();
    const query = queryOf(parse(place.filter));
    for (const id of place.centre) query.append("id", id);
    const [, k] = NUMBERS.find(([most]) => width * height <= most) ?? NUMBERS[0];
    query.set("k", String(k));
    query.set("surprise", String(place.surprise));
    const shape = Math.round(SHAPES * Math.log2(width / height)) / SHAPES;
    query.set("aspect", String(Number((2 ** shape).toFixed(3))));
    query.set("lang", this.props.lang);
    if (this.shown === String(query)) return;
    this.shown = String(query);
    const turn = (this.turn += 1);
    this.loading?.abort();
    this.loading = new AbortController();
    this.element.setAttribute("aria-busy", "true");
    try {
      const answer = await this.server.json(`${this.root}/cloud?${query}`, this.loading.signal);
      if (turn !== this.turn) return;
      this.#show(answer);
    } catch (error) {
      if (turn !== this.turn || !(error instanceof Refused)) return;
      this.shown = "";
      if (place.filter && error.status !== 404) {
        // An address from elsewhere, or of another time.
        this.notice.say(texts.filter_unknown);
        this.wish(NOTHING);
      } else {
        this.missing = true;
        this.notice.show(texts.unknown_item);
      }
    } finally {
      if (turn === this.turn) this.element.removeAttribute("aria-busy");
    }
  }

  /** @param {import("./cluster.js").Answer} answer */
  #show(answer) {
    const { texts, cluster } = this;
    const { centre, results } = answer;
    this.items.keep([...centre, ...results]);
    this.strip.keep(centre);
    this.seeking.results.found = [...centre, ...results];
    cluster.show(answer);
    if (!this.keyboard) this.#point(-1);
    else this.#point(centre[0].row);
    this.dock.show(centre);
    void this.list.update(cluster.rows);
    const name = centre.map(({ title }) => title || texts.untitled).join(", ");
    this.told.title(name);
    this.said.textContent = fill(texts.cloud_around, {
      title: name, many: count(texts.shown, results.length, this.props.lang),
    });
    if (!results.length) this.notice.say(texts.cloud_alone);
    else if (this.missing) this.notice.hide();
    this.missing = false;
    // What is told of a picture is told of the one in the middle.
    if (this.panel.open && centre.length === 1) {
      if (this.chosen?.id !== centre[0].id) void this.walk(centre[0].id);
    } else if (this.panel.open) this.#hidePanel();
  }

  /** @returns {import("./gestures.js").Asked} */
  #asked() {
    const { cluster } = this;
    return {
      grab: () => {
        this.#walk(false);
        this.#point(-1);
        this.swiped = { x: 0, y: 0 };
      },
      pan: (dx, dy) => {
        this.swiped.x += dx;
        this.swiped.y += dy;
        cluster.pull(dx, dy);
      },
      zoom: () => {},
      glide: () => {},
      step: () => {},
      release: () => {
        cluster.release();
        const { x, y } = this.swiped;
        this.swiped = { x: 0, y: 0 };
        // As one turns pages: to the right is back.
        if (Math.abs(x) < SWIPE || Math.abs(x) < ACROSS * Math.abs(y)) return;
        if (x > 0) this.back();
        else this.forth();
      },
      tap: (x, y, reach) => this.#tap(cluster.at(x, y, reach)),
      hover: (x, y) => {
        const row = cluster.at(x, y, 0);
        this.canvas.style.cursor = row >= 0 ? "pointer" : "";
        this.#point(row);
      },
      leave: () => {
        this.canvas.style.cursor = "";
        this.#point(-1);
      },
      command: (name) => {
        if (name === "close") this.close();
      },
      draw: () => false,
    };
  }

  /** @param {number} row of the picture tapped, or -1 */
  #tap(row) {
    const item = row >= 0 ? this.items.get(row) : undefined;
    if (!item) {
      if (this.panel.open || this.list.open || !this.facets.element.hidden) this.close();
    } else if (this.cluster.isMiddle(row) && this.place.centre.length === 1) void this.openMiddle();
    else {
      this.#point(row); // the answer to the finger, before that of the server
      this.go([item.id]);
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.composedPath()[0] !== this.canvas) return;
    /** @type {Record<string, [number, number]>} */
    const ways = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    };
    const way = ways[event.key];
    const { cluster } = this;
    const middle = this.#middle;
    const here = cluster.pointed >= 0 ? cluster.pointed : middle;
    if (way) {
      this.#walk(true);
      this.#point(cluster.beside(here, ...way));
    } else if (event.key === "Enter" || event.key === " ") {
      this.#walk(true);
      this.#tap(here);
    } else if (event.key === "Home") {
      this.#walk(true);
      this.#point(middle);
    } else if (event.key === "Backspace") this.back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  get #middle() {
    return this.cluster.answer?.centre[0]?.row ?? -1;
  }

  /** By keyboard, a picture is always pointed at. @param {boolean} on */
  #walk(on) {
    this.keyboard = on;
    if (!on) this.#point(-1);
  }

  /** @param {number} row -1 for none */
  #point(row) {
    if (this.cluster.pointed === row) return;
    this.cluster.point(row);
    const item = this.items.get(row);
    if (this.keyboard && item) {
      const at = this.cluster.rows.indexOf(row) + 1;
      const title = item.title || this.texts.untitled;
      this.said.textContent = at
        ? fill(this.texts.place_in_cloud, { title, n: at, of: this.cluster.rows.length }) : title;
    }
    this.#follow();
  }

  /** A frame was drawn: the caption keeps up with it. */
  #follow() {
    const { cluster, caption } = this;
    const item = cluster.pointed >= 0 ? this.items.get(cluster.pointed) : undefined;
    const box = item && !cluster.moving && !cluster.held && cluster.boxOf(item.row);
    const alone = this.place.centre.length === 1 && item && cluster.isMiddle(item.row);
    if (!item || !box || (alone && !this.keyboard)) caption.hide();
    else caption.show(item, box, { width: this.canvas.clientWidth, height: this.canvas.clientHeight });
  }

  /** @param {"filters" | "list"} which */
  #toggle(which) {
    const { facets, list, dock } = this;
    const filters = which === "filters" && facets.element.hidden;
    const listing = which === "list" && !list.open;
    const inside = [facets.element, list.element].some((part) => part.contains(focusedIn(this.element)));
    facets.element.hidden = !filters;
    if (list.open !== listing) void list.toggle(listing);
    dock.setOpen("filters", filters);
    dock.setOpen("list", listing);
    if (filters) {
      void this.sieve.refresh();
      facets.heading.focus({ preventScroll: true });
    } else if (!listing && inside) dock.buttons[which].focus({ preventScroll: true });
    this.#measure();
  }

  /** What of the canvas is free for the cloud. @returns {import("./cluster.js").Area} */
  #area() {
    const { width, height } = this.element.getBoundingClientRect();
    const aside = hiddenBy(this.element, this.panel.element, this.list.element, this.facets.element);
    const top = this.top.offsetHeight;
    const bottom = this.dock.element.offsetHeight;
    return {
      left: aside.left + MARGIN,
      top: top + MARGIN,
      width: Math.max(120, width - aside.left - aside.right - 2 * MARGIN),
      // What opens below lies over the cloud for a while: it does not change its room.
      height: Math.max(120, height - top - bottom - 2 * MARGIN),
    };
  }

  #measure() {
    const { width, height } = this.element.getBoundingClientRect();
    if (width < 1 || height < 1) return;
    const aside = hiddenBy(this.element, this.panel.element, this.list.element, this.facets.element);
    const free = width - aside.left - aside.right;
    this.dock.element.classList.toggle("tight", free < TIGHT);
    this.dock.element.classList.toggle("narrow", free < NARROW);
    this.element.style.setProperty("--dock", `${this.dock.element.offsetHeight}px`);
    this.element.style.setProperty("--hidden-left", `${aside.left}px`);
    this.element.style.setProperty("--hidden-right", `${aside.right}px`);
    const before = JSON.stringify(this.cluster.area);
    const area = this.#area();
    this.cluster.resize(width, height, area);
    if (this.cluster.answer && JSON.stringify(area) !== before) {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.#load(), PATIENCE);
    }
  }
}
