/**
 * The stroll: from a picture to one like it, and on. It ties what the visitor does to the cloud, the
 * way one came, what can be chosen and what is told of a picture.
 */

import { appearances } from "./appearances.js";
import { Caption } from "./caption.js";
import { Closer } from "./closer.js";
import { CloudHands } from "./cloud-hands.js";
import { CloudReader } from "./cloud-reader.js";
import { CloudRecord } from "./cloud-record.js";
import { CloudRoom } from "./cloud-room.js";
import { Cluster } from "./cluster.js";
import { Dock } from "./dock.js";
import { count, el, fill } from "./dom.js";
import { Gestures } from "./gestures.js";
import { Items } from "./items.js";
import { List } from "./list.js";
import { Notice } from "./notice.js";
import { Panel } from "./panel.js";
import { Server } from "./server.js";
import { Sieve } from "./sieve.js";
import { backward, NOWHERE, onward, same } from "./steps.js";
import { Strip } from "./strip.js";
import { focusedIn, paletteOf } from "./surroundings.js";
import { any, format, many, parse, toggleValue, valuesOf } from "./wishes.js";

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
 * @property {import("./board-choice.js").Entry[] | null} [boards] the boards that pictures can be put on
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
 * @property {(id: string) => void} follow the family of an item is to be seen
 * @property {(place: Place) => void} wall the same as a wall of pictures
 * @property {() => Promise<boolean>} copy
 */

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
    this.hands = new CloudHands(this);
    this.record = new CloudRecord(this);
    this.room = new CloudRoom(this);
    this.reader = new CloudReader(this);

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
      point: (row) => this.hands.point(row ?? -1),
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
        also: (one, signal) => appearances({
          props, texts: texts.appearances, id: one.id, signal, walk: (id) => this.go([id]),
          follow: told.follow,
        }),
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
      still: this.calm.matches, onFrame: () => this.hands.follow(),
    });
    /** What of it the closest look can step through. */
    this.seeking = { results: { element: { hidden: false }, found: /** @type {Item[]} */ ([]) } };
    this.closer = new Closer(this);
    this.onCalm = () => {
      this.cluster.still = this.calm.matches;
      this.closer.still = this.calm.matches;
    };
    this.calm.addEventListener("change", this.onCalm);
    this.gestures = new Gestures(this.canvas, this.element, this.hands.asked, { nowhere: true, prompt: true });
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.hands.key(event),
      { capture: true });
    this.canvas.addEventListener("blur", () => this.hands.walk(false));
    this.observer = new ResizeObserver(() => this.measure());
    for (const part of [this.element, this.top, this.dock.element]) this.observer.observe(part);
    if (place.centre.length) this.restore(place);
    else void this.chance(place);
  }

  destroy() {
    this.reader.close();
    this.record.forget();
    this.server.close();
    this.observer.disconnect();
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
    this.reader.again();
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
    const turn = this.reader.begin();
    const row = Math.floor(Math.random() * this.props.items);
    const answer = await this.server.json(
      `${this.root}/rows?rows=${row}&lang=${encodeURIComponent(this.props.lang)}`).catch(() => null);
    if (turn !== this.reader.turn) return;
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
    this.record.forget();
    if (this.panel.open) this.record.hide();
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
  walk(id) {
    return this.record.show(id);
  }

  /** Whose record is open, if any. */
  get chosen() {
    return this.record.chosen;
  }

  /** For what looks closer: the address holds nothing of it. */
  tell() {}

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
    void this.reader.read();
  }

  /** @param {number} surprise */
  #surprise(surprise) {
    this.place = { ...this.place, surprise };
    this.reader.soon(() => this.told.place(this.place, false));
  }

  /** Show the cloud of the place where one is. @param {import("./cluster.js").Answer} answer */
  show(answer) {
    const { texts, cluster } = this;
    const { centre, results } = answer;
    this.items.keep([...centre, ...results]);
    this.strip.keep(centre);
    this.seeking.results.found = [...centre, ...results];
    cluster.show(answer);
    if (!this.hands.keyboard) this.hands.point(-1);
    else this.hands.point(centre[0].row);
    this.dock.show(centre);
    void this.list.update(cluster.rows);
    const name = centre.map(({ title }) => title || texts.untitled).join(", ");
    this.told.title(name);
    this.said.textContent = fill(texts.cloud_around, {
      title: name, many: count(texts.shown, results.length, this.props.lang),
    });
    if (!results.length) this.notice.say(texts.cloud_alone);
    // What is told of a picture is told of the one in the middle.
    if (this.panel.open && centre.length === 1) {
      if (this.chosen?.id !== centre[0].id) void this.walk(centre[0].id);
    } else if (this.panel.open) this.record.hide();
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
    this.measure();
  }

  /** Something around the cloud has another size: another room is asked for once it rests. */
  measure() {
    if (this.room.measure()) this.reader.soon();
  }
}
