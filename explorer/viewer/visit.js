/**
 * The visit: one collection in one language, on the stage and around it. It ties what the visitor
 * does to what the stage, the panel and the list show.
 */

import { appearances } from "./appearances.js";
import { Arrival } from "./arrival.js";
import { Closer } from "./closer.js";
import { Controls } from "./controls.js";
import { el } from "./dom.js";
import { Following } from "./following.js";
import { Gestures } from "./gestures.js";
import { Hands } from "./hands.js";
import { Items } from "./items.js";
import { List } from "./list.js";
import { Notice } from "./notice.js";
import { Opening } from "./opening.js";
import { Panel } from "./panel.js";
import { Pointing } from "./pointing.js";
import { Rehanging } from "./rehanging.js";
import { Room } from "./room.js";
import { Seeking } from "./seeking.js";
import { Selecting } from "./selecting.js";
import { Server } from "./server.js";
import { Sill } from "./sill.js";
import { Stage } from "./stage.js";
import { focusedIn, paletteOf } from "./surroundings.js";
import { takeHome } from "./take-home.js";
import { Touring } from "./touring.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./labels.js").Theme} Theme */
/** @typedef {import("./link.js").View} View */
/** @typedef {import("./stage.js").Summary} Summary */

/**
 * @typedef {object} Props
 * @property {string} base root of the app, ending with a slash
 * @property {string} collection
 * @property {string} lang
 * @property {Record<string, any>} texts
 * @property {string} [title] the page's heading, heard and not seen
 * @property {string} [version] the version Python knows; another one makes the viewer look again
 * @property {string} [theme]
 * @property {string | null} [state] a view to open, as link.js writes it
 * @property {string | null} [item] id of an item to open
 * @property {(options: import("./server.js").Options) => Server} [source] makes what answers in
 *   the server's place
 * @property {boolean} [similar] whether similar pictures have a page of their own; true unless false
 * @property {import("./attract.js").Kiosk | null} [kiosk] that a tour plays until somebody is there
 * @property {boolean} [code] whether the code (QR) of a picture's page is shown
 * @property {boolean} [circulates] whether it can be asked where else pictures appear; true unless false
 * @property {boolean} [links] whether addresses may lead out of the app; true unless false
 * @property {boolean} [keeps] whether records and links can be taken home; true unless false
 * @property {import("./board-choice.js").Entry[] | null} [boards] the boards that pictures can be put on
 * @property {import("./answer.js").Answer | null} [said] what Python answers
 */

/**
 * @typedef {object} Told what the visit tells
 * @property {(view: View, step: boolean) => void} view the view has come to rest; ``step`` when
 *   the visitor went to another item or layout, from where one may want to come back
 * @property {(id: string | null) => void} open an item was opened, or closed
 * @property {(ids: string | string[]) => void} similar all that looks like an item, or like several
 *   together, is asked for
 * @property {(id: string) => void} follow the family of an item is to be seen, on a page of its own
 * @property {() => Promise<boolean>} copy copy the link to the present view
 * @property {(sought: import("./seeking.js").Address, aside?: import("./seeking.js").Address) => void} seek
 *   something else is sought; during a tour, also what was sought before it
 * @property {(ids: string[]) => void} select other pictures are selected
 * @property {(ids: string[]) => void} board pictures are to be put on the board
 * @property {(id: string) => void} followed the family of an item is lit; none when it is empty
 */

export class Visit {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Props} options.props
   * @param {View | null} options.view where to begin
   * @param {string | null} options.item what to open
   * @param {import("./seeking.js").Address | null} options.sought filters and search to begin with
   * @param {(import("./selection.js").Chosen | string)[]} options.chosen what is selected at first
   * @param {Told} options.told
   */
  constructor({ holder, props, view, item, sought, chosen, told }) {
    const { base, collection, lang, texts } = props;
    this.props = props;
    this.texts = texts;
    this.told = told;
    this.begin = { view, item };
    /** @type {Controls | null} */
    this.controls = null;
    /** @type {Stage | null} */
    this.stage = null;
    /** @type {Theme[]} */
    this.themes = [];
    this.closed = false;
    this.opening = new Opening(this);
    this.rehanging = new Rehanging(this);
    this.room = new Room(this);

    this.canvas = el("canvas", { tabindex: "0", role: "application", "aria-label": texts.map });
    this.layer = el("div", { class: "labels", "aria-hidden": "true" });
    const heading = props.title ? el("h1", { class: "unseen" }, props.title) : null;
    this.element = el("div", { class: "map" }, heading, this.canvas, this.layer);
    holder.append(this.element);
    this.notice = new Notice(this.element);
    const serve = props.source ?? ((options) => new Server(options));
    this.server = serve({
      base,
      onChange: (lost) => {
        this.closer.lost(lost);
        if (lost) this.notice.show(texts.lost);
        else this.notice.hide();
      },
      // Asked again at each such answer, a slow server's first one would never be waited for.
      onGone: () => {
        if (!this.arrival.asking) this.refresh();
      },
    });
    // Before what it carries, for who goes from one to the next by Tab.
    this.sill = new Sill({ map: this.element, texts, moved: () => this.room.surround() });
    const { server } = this;
    const url = (/** @type {string} */ path) => server.url(path);
    const items = new Items({ server, collection, lang, onLoad: () => this.pointing.follow() });
    this.items = items;
    this.pointing = new Pointing({ layer: this.element, surface: this.canvas, items, texts });
    this.list = new List({
      holder: this.element, items, texts, lang, url,
      open: (one) => this.open(one, { focus: true }),
      point: (row) => this.pointing.row(row ?? -1),
      box: (one) => this.selecting.box(one),
    });
    this.panel = new Panel({
      holder: this.element, items, texts, url, links: props.links !== false,
      wishes: {
        close: () => this.close(),
        walk: (one) => void this.walk(one.id),
        similar: props.similar === false ? null : (one) => told.similar(one.id),
        likes: (one) => this.seeking.likes(one),
        closer: (one) => void this.closer.show(one),
        filter: (column, value) => this.seeking.keep(column, value),
        theme: (id) => this.enter(this.themes.find((theme) => theme.id === id)),
        more: (one) => this.selecting.offers(one),
        also: props.circulates === false ? undefined : (one, signal) => appearances({
          props, texts: texts.appearances, id: one.id, signal, walk: (id) => void this.walk(id),
          follow: told.follow,
        }),
        takeHome: (one) => (props.code ? takeHome({
          base, collection, lang, text: texts.take_home, id: one.id,
        }) : null),
        copy: props.keeps === false ? null : () => {
          this.tell(false);
          return told.copy();
        },
      },
    });
    this.seeking = new Seeking({
      holder: this.element, server, items, base, collection, lang, texts, address: sought,
      told: {
        changed: () => told.seek(this.seeking.address, this.touring.aside),
        surround: () => this.room.surround(),
        opened: () => this.list.open && this.#toggleList(),
        say: (text) => this.notice.say(text),
        open: (one) => this.open(one, { focus: true }),
        fly: (one) => void this.opening.fly(one),
        point: (row) => this.pointing.row(row ?? -1),
        select: () => void this.selecting.found(),
        lit: () => {
          this.selecting.outshone();
          this.following.outshone();
        },
      },
    });
    this.following = new Following({
      holder: this.seeking.bar.element, server, items, collection, lang, texts,
      told: {
        changed: () => told.followed(this.following.id),
        lit: () => this.selecting.outshone(),
        surround: () => this.room.surround(),
        say: (text) => this.notice.say(text),
        see: props.similar === false ? null : told.follow,
      },
    });
    this.selecting = new Selecting({
      holder: this.element, server, items, seeking: this.seeking, collection, lang, texts, chosen,
      keeps: props.keeps !== false,
      told: {
        changed: told.select,
        surround: () => this.room.surround(),
        mode: () => this.controls?.setSelect(this.selecting.on),
        away: () => {
          const lasso = this.controls?.select;
          (lasso?.checkVisibility() ? lasso : this.canvas).focus({ preventScroll: true });
        },
        say: (text) => this.notice.say(text),
        go: (one) => void this.opening.fly(one),
        point: (row) => this.pointing.row(row ?? -1),
        board: props.boards ? told.board : null,
        similar: props.similar === false ? null : told.similar,
      },
    });
    this.selection = this.selecting.selection;
    this.touring = new Touring({
      visit: this,
      surround: () => this.room.surround(),
      opened: () => this.list.open && this.#toggleList(),
    });
    this.hands = new Hands(this);
    this.gestures = new Gestures(this.canvas, this.element, this.hands.asked, { nowhere: true });
    this.canvas.addEventListener("blur", () => this.pointing.walk(false));
    this.closer = new Closer(this);
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.onCalm = () => {
      if (this.stage) this.stage.motion.still = this.calm.matches;
      this.closer.still = this.calm.matches;
    };
    this.calm.addEventListener("change", this.onCalm);
    // Names were measured in the font that was there.
    this.onFonts = () => {
      this.stage?.setThemes(this.themes);
      this.room.measure();
    };
    document.fonts.addEventListener("loadingdone", this.onFonts);
    this.observer = new ResizeObserver(() => this.room.measure());
    this.observer.observe(this.element);
    this.arrival = new Arrival({
      server, notice: this.notice, collection, lang, texts,
      follows: !props.source, // files do not change while one looks
      told: {
        arrived: (summary) => this.#raise(summary),
        named: (themes) => this.#name(themes),
        renamed: (themes) => {
          this.#name(themes);
          // The titles of the layout by themes are theirs.
          this.stage?.guides.forget("themes");
          this.stage?.invalidate();
        },
      },
    });
    void this.arrival.load();
  }

  destroy() {
    this.closed = true;
    this.arrival.close();
    this.server.close();
    this.observer.disconnect();
    this.calm.removeEventListener("change", this.onCalm);
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.gestures.destroy();
    this.closer.destroy();
    this.seeking.destroy();
    this.following.destroy();
    this.selecting.destroy();
    this.touring.destroy();
    this.pointing.destroy();
    this.stage?.destroy();
    this.items.close();
    this.notice.hide();
    this.element.remove();
  }

  /** The item that is open, if any. */
  get chosen() {
    return this.opening.chosen;
  }

  /** The present view, for a link. @returns {View | null} */
  get view() {
    if (!this.stage) return this.begin.view;
    const { view } = this.stage;
    return this.chosen ? { ...view, item: this.chosen.id } : view;
  }

  /** The bundle was replaced: ask what it is now, and go on from here. */
  refresh() {
    if (this.closed) return;
    this.begin = { view: this.view, item: this.chosen?.id ?? null };
    void this.arrival.load();
  }

  /** Colours have changed. */
  repaint() {
    this.stage?.setPalette(paletteOf(this.element));
  }

  /**
   * Open a view, and its item; neither is a step of the visitor's.
   * @param {View | null} view
   * @param {string | null} item
   * @param {{travel?: boolean}} [how] with ``travel`` one is taken there, and not put there
   */
  restore(view, item, { travel = false } = {}) {
    if (view && travel) this.stage?.travel(view);
    else if (view) this.stage?.restore(view);
    if (view && this.stage) {
      this.controls?.setLayout(this.stage.view.layout);
      this.controls?.display.set(this.stage.viewpoint.hung);
    }
    if (item && item !== this.chosen?.id) void this.walk(item, { stay: view !== null, step: false });
    if (!item && this.chosen) this.opening.hide(false);
  }

  /**
   * Open an item's panel, and keep the picture in sight.
   * @param {Item} item
   * @param {Parameters<Opening["open"]>[1]} [how]
   */
  open(item, how) {
    this.opening.open(item, how);
  }

  /**
   * Open an item by its id, wherever it is.
   * @param {string} id
   * @param {Parameters<Opening["walk"]>[1]} [how]
   */
  walk(id, how) {
    return this.opening.walk(id, how);
  }

  /** Close what is open: what is being drawn, selecting, the panel, then the list. */
  close() {
    this.opening.forget();
    if (this.selecting.close()) return;
    if (this.panel.open) this.opening.hide(true);
    else if (this.seeking.close() || this.following.end() || this.touring.close()) return;
    else if (this.list.open) this.#toggleList();
  }

  /** @param {Theme[]} themes */
  #name(themes) {
    this.themes = themes;
    this.stage?.setThemes(themes);
    this.seeking.name(themes);
  }

  /** @param {Summary} summary */
  #raise(summary) {
    const { begin } = this;
    const again = this.stage !== null;
    this.stage?.destroy();
    this.controls?.destroy();
    this.stage = null;
    this.pointing.stage = null;
    this.seeking.rise(null, 0);
    this.following.rise(null);
    this.touring.rise(null);
    this.items.held.clear();
    if (!summary.counts.items || !summary.layouts.length) {
      this.notice.show(this.texts.empty);
      return;
    }
    this.stage = new Stage({
      canvas: this.canvas,
      layer: this.layer,
      server: this.server,
      items: this.items,
      summary,
      lang: this.props.lang,
      palette: paletteOf(this.element),
      still: this.calm.matches,
      quiet: again,
      onFrame: () => this.#onFrame(),
      onRest: () => this.#onRest(),
    });
    this.pointing.stage = this.stage;
    this.controls = this.#makeControls(summary);
    this.room.measure();
    if (begin.view) this.stage.restore(begin.view);
    this.controls.setLayout(this.stage.layout);
    this.controls.display.set(this.stage.viewpoint.hung);
    this.selecting.rise(this.stage, summary.version);
    this.seeking.rise(this.stage, summary.counts.items);
    this.following.rise(this.stage);
    this.touring.rise(this.stage);
    const id = begin.item ?? begin.view?.item;
    const asked = begin.view === null;
    if (id) void this.walk(id, { stay: !asked, near: asked, step: false });
  }

  /** @param {Summary} summary */
  #makeControls(summary) {
    return new Controls({
      holder: this.element,
      texts: this.texts,
      lang: this.props.lang,
      layouts: summary.layouts,
      handles: {
        closer: () => this.hands.glide(2),
        further: () => this.hands.glide(0.5),
        fit: () => this.stage?.showAll(),
        layout: (name) => void this.rehanging.to(name),
        hang: (hung) => {
          this.stage?.viewpoint.hang(hung);
          this.stage?.invalidate();
        },
        list: () => this.#toggleList(),
        select: () => this.selecting.toggle(),
        moved: () => this.stage?.invalidate(),
      },
    });
  }

  /** Go to where a theme lies. @param {Theme | undefined} theme */
  enter(theme) {
    if (!theme || !this.stage) return;
    const step = !theme.mark && this.stage.layout !== "map";
    this.stage.visit(theme);
    this.controls?.setLayout(this.stage.view.layout);
    if (step) this.tell(true);
  }

  /** Tell the view. @param {boolean} step whether one may want to come back from it */
  tell(step) {
    const { view } = this;
    if (view && this.stage) this.told.view(view, step);
  }

  #onFrame() {
    this.pointing.follow();
    this.touring.follow();
    const { stage, controls } = this;
    if (!stage || !controls) return;
    const { closest, furthest } = stage.viewpoint.ends;
    controls.setEnds(closest, furthest);
    if (controls.minimap.follow(stage)) this.room.surround();
  }

  #onRest() {
    if (!this.stage) return;
    void this.list.update(this.stage.inView());
    this.tell(false);
  }

  #toggleList() {
    const open = !this.list.open;
    if (open) this.seeking.fold();
    this.controls?.setList(open);
    this.element.classList.toggle("listing", open);
    if (!open && this.list.element.contains(focusedIn(this.element))) {
      this.controls?.list.focus({ preventScroll: true });
    }
    void this.list.toggle(open);
    this.room.surround();
  }
}
