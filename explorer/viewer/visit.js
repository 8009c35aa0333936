/**
 * The visit: one collection in one language, on the stage and around it. It ties what the visitor
 * does to what the stage, the panel and the list show.
 */

import { Closer } from "./closer.js";
import { Controls } from "./controls.js";
import { el } from "./dom.js";
import { Gestures } from "./gestures.js";
import { Items } from "./items.js";
import { List } from "./list.js";
import { Notice } from "./notice.js";
import { Panel } from "./panel.js";
import { Pointing } from "./pointing.js";
import { Seeking } from "./seeking.js";
import { Selecting } from "./selecting.js";
import { Refused, Server } from "./server.js";
import { Stage, positionOf } from "./stage.js";
import { focusedIn, hiddenBy, paletteOf } from "./surroundings.js";
import { ThemeNames } from "./theme-names.js";
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
 * @property {import("./attract.js").Kiosk | null} [kiosk] that a tour plays when nobody is there
 * @property {boolean} [links] whether addresses may lead out of the app; true unless false
 * @property {boolean} [keeps] whether records and links can be taken home; true unless false
 * @property {boolean} [boards] whether pictures can be put on a board
 * @property {import("./answer.js").Answer | null} [said] what Python answers
 */

/**
 * @typedef {object} Told what the visit tells
 * @property {(view: View, step: boolean) => void} view the view has come to rest; ``step`` when
 *   the visitor went to another item or layout, from where one may want to come back
 * @property {(id: string | null) => void} open an item was opened, or closed
 * @property {(ids: string | string[]) => void} similar all that looks like an item, or like several
 *   together, is asked for
 * @property {() => Promise<boolean>} copy copy the link to the present view
 * @property {(sought: import("./seeking.js").Address, aside?: import("./seeking.js").Address) => void} seek
 *   something else is sought; during a tour, also what was sought before it
 * @property {(ids: string[]) => void} select other pictures are selected
 * @property {(ids: string[]) => void} board pictures are to be put on the board
 */

/** Zoom, in doublings, from which a change of layout keeps what is looked at in the middle. */
const CLOSE = 0.4;

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
    /** @type {Item | null} */
    this.chosen = null;
    /** @type {HTMLElement | null} what had the focus before the panel */
    this.cameFrom = null;
    /** @type {number | null} row of the list's entry that had it */
    this.entry = null;
    /** Count what was asked to be loaded, opened and shown: only the last one is. */
    this.loading = 0;
    this.asking = 0;
    this.changing = 0;
    this.closed = false;

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
      onGone: () => this.refresh(),
    });
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
        theme: (id) => this.#visit(this.themes.find((theme) => theme.id === id)),
        more: (one) => this.selecting.offers(one),
        copy: props.keeps === false ? null : () => {
          this.#tellView(false);
          return told.copy();
        },
      },
    });
    this.seeking = new Seeking({
      holder: this.element, server, items, base, collection, lang, texts, address: sought,
      told: {
        changed: () => told.seek(this.seeking.address, this.touring.aside),
        surround: () => this.#surround(),
        opened: () => this.list.open && this.#toggleList(),
        say: (text) => this.notice.say(text),
        open: (one) => this.open(one, { focus: true }),
        fly: (one) => void this.#fly(one),
        point: (row) => this.pointing.row(row ?? -1),
        select: () => void this.selecting.found(),
        lit: () => this.selecting.outshone(),
      },
    });
    this.selecting = new Selecting({
      holder: this.element, server, items, seeking: this.seeking, collection, lang, texts, chosen,
      keeps: props.keeps !== false,
      told: {
        changed: told.select,
        surround: () => this.#surround(),
        mode: () => this.controls?.setSelect(this.selecting.on),
        away: () => {
          const lasso = this.controls?.select;
          (lasso?.checkVisibility() ? lasso : this.canvas).focus({ preventScroll: true });
        },
        say: (text) => this.notice.say(text),
        go: (one) => void this.#fly(one),
        point: (row) => this.pointing.row(row ?? -1),
        board: props.boards ? told.board : null,
        similar: props.similar === false ? null : told.similar,
      },
    });
    this.selection = this.selecting.selection;
    this.touring = new Touring({
      visit: this,
      surround: () => this.#surround(),
      opened: () => this.list.open && this.#toggleList(),
    });
    this.gestures = new Gestures(this.canvas, this.element, this.#asked(), { nowhere: true });
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
      this.#measure();
    };
    document.fonts.addEventListener("loadingdone", this.onFonts);
    this.observer = new ResizeObserver(() => this.#measure());
    this.observer.observe(this.element);
    this.names = new ThemeNames({
      read: () => this.server.json(this.#themesAddress),
      told: (themes) => {
        this.#name(themes);
        // The titles of the layout by themes are theirs.
        this.stage?.guides.forget("themes");
        this.stage?.invalidate();
      },
    });
    void this.#load();
  }

  destroy() {
    this.closed = true;
    this.names.close();
    this.server.close();
    this.observer.disconnect();
    this.calm.removeEventListener("change", this.onCalm);
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.gestures.destroy();
    this.closer.destroy();
    this.seeking.destroy();
    this.selecting.destroy();
    this.touring.destroy();
    this.pointing.destroy();
    this.stage?.destroy();
    this.items.close();
    this.notice.hide();
    this.element.remove();
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
    void this.#load();
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
    if (!item && this.chosen) this.#hidePanel(false);
  }

  /**
   * Open an item's panel, and keep the picture in sight.
   * @param {Item} item
   * @param {{focus?: boolean, stay?: boolean, near?: boolean, step?: boolean}} [how] ``focus`` moves
   *   the keyboard's focus there; with ``stay`` the view remains as it is, wherever the picture
   *   hangs; with ``near`` one goes up to it even where it is in sight; ``step``
   *   unless it is not the visitor who opens it
   */
  open(item, { focus = false, stay = false, near = false, step = true } = {}) {
    if (!this.chosen) {
      this.cameFrom = focusedIn(this.element);
      this.entry = this.list.focused;
    }
    this.chosen = item;
    this.panel.show(item);
    this.element.classList.add("opened");
    this.seeking.results.follow(item.row);
    this.#surround();
    this.stage?.choose(item);
    if (near) this.stage?.approach(item);
    else if (!stay) this.stage?.bring(item);
    this.pointing.follow();
    if (focus) this.panel.focus();
    this.told.open(item.id);
    this.closer.met(item);
    this.#tellView(step);
  }

  /** Close what is open: what is being drawn, selecting, the panel, then the list. */
  close() {
    this.asking += 1;
    if (this.selecting.close()) return;
    if (this.panel.open) this.#hidePanel(true);
    else if (this.seeking.close() || this.touring.close()) return;
    else if (this.list.open) this.#toggleList();
  }

  /** @param {boolean} step whether it is the visitor who closes it */
  #hidePanel(step) {
    const inside = this.panel.element.contains(focusedIn(this.element));
    this.panel.hide();
    this.selecting.withdraw();
    this.chosen = null;
    this.stage?.choose(null);
    this.element.classList.remove("opened");
    this.#surround();
    const back = this.cameFrom?.isConnected ? this.cameFrom : this.canvas;
    if (inside && !(this.entry !== null && this.list.focus(this.entry))) {
      back.focus({ preventScroll: true });
    }
    this.told.open(null);
    this.#tellView(step);
  }

  /**
   * Open an item by its id, wherever it is.
   * @param {string} id
   * @param {{stay?: boolean, near?: boolean, step?: boolean}} [how] see ``open``
   */
  async walk(id, { stay = false, near = false, step = true } = {}) {
    this.asking += 1;
    const turn = this.asking;
    try {
      const item = await this.items.find(id);
      if (this.closed || turn !== this.asking) return;
      const focus = this.panel.element.contains(focusedIn(this.element));
      this.open(item, { focus, stay, near, step });
    } catch (error) {
      if (error instanceof Refused) this.notice.say(this.texts.unknown_item);
      else if (!this.closed) throw error;
    }
  }

  /** Ask what the collection is, and put it on stage. */
  async #load() {
    this.loading += 1;
    const turn = this.loading;
    const { collection, lang } = this.props;
    const root = `api/v1/${encodeURIComponent(collection)}`;
    const words = `lang=${encodeURIComponent(lang)}`;
    this.notice.show(this.texts.loading, 900);
    try {
      // The names of themes are asked for at once, but pictures do not wait for them.
      const themes = this.server.json(this.#themesAddress);
      themes.catch(() => {});
      /** @type {Summary} */
      const summary = await this.server.json(`${root}?${words}`);
      if (this.closed || turn !== this.loading) return;
      this.notice.hide();
      this.#raise(summary);
      const named = await themes.catch(() => ({ results: [] }));
      if (this.closed || turn !== this.loading) return;
      this.#name(named.results);
      // Files do not change while one looks.
      if (!this.props.source) this.names.follow(named.results);
    } catch (error) {
      if (this.closed || turn !== this.loading) return;
      if (error instanceof Refused) this.notice.show(this.texts.unavailable);
      else throw error;
    }
  }

  get #themesAddress() {
    const { collection, lang } = this.props;
    return `api/v1/${encodeURIComponent(collection)}/themes?lang=${encodeURIComponent(lang)}&medoids=0`;
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
    this.#measure();
    if (begin.view) this.stage.restore(begin.view);
    this.controls.setLayout(this.stage.layout);
    this.controls.display.set(this.stage.viewpoint.hung);
    this.selecting.rise(this.stage, summary.version);
    this.seeking.rise(this.stage, summary.counts.items);
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
        closer: () => this.#glide(2, NaN, NaN),
        further: () => this.#glide(0.5, NaN, NaN),
        fit: () => this.stage?.showAll(),
        layout: (name) => void this.#changeLayout(name),
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

  /** @param {string} name */
  async #changeLayout(name) {
    const { stage } = this;
    if (!stage) return;
    this.controls?.setLayout(name);
    this.changing += 1;
    const turn = this.changing;
    const { zoom } = stage.view;
    let camera = null;
    if (zoom > CLOSE && !stage.viewpoint.untouched) {
      const row = this.chosen?.row ?? stage.central();
      if (row >= 0) await this.items.want([row]);
      const item = this.chosen ?? this.items.get(row);
      const at = item && positionOf(item, name);
      const whole = stage.viewpoint.whole(stage.viewpoint.frameFor(name), name);
      if (at) camera = { ...at, scale: whole.scale * 2 ** zoom };
    }
    if (this.closed || stage !== this.stage || turn !== this.changing) return;
    stage.show(name, camera);
    this.#tellView(true);
  }

  /** @returns {import("./gestures.js").Asked} */
  #asked() {
    /** @param {(motion: import("./motion.js").Motion) => void} move */
    const moving = (move) => {
      if (!this.stage) return;
      move(this.stage.motion);
      this.stage.invalidate();
    };
    return {
      grab: () => {
        this.pointing.walk(false);
        this.pointing.row(-1);
        moving((motion) => motion.grab());
      },
      pan: (dx, dy) => moving((motion) => motion.pan(dx, dy)),
      zoom: (factor, x, y) => moving((motion) => motion.zoom(factor, x, y)),
      glide: (factor, x, y) => {
        if (Number.isNaN(x)) this.pointing.walk(true);
        this.#glide(factor, x, y);
      },
      step: (dx, dy) => {
        this.pointing.walk(true);
        moving((motion) => motion.step(dx, dy));
      },
      release: (vx, vy) => moving((motion) => motion.release(vx, vy)),
      tap: (x, y, reach) => void this.#tap(x, y, reach),
      hover: (x, y) => this.pointing.hover(x, y),
      leave: () => this.pointing.leave(),
      command: (name) => this.#command(name),
      draw: (phase, at, event) => this.selecting.draw(phase, at, event),
    };
  }

  /** @param {"fit" | "open" | "close" | "select" | "pick"} name */
  #command(name) {
    if (name === "fit") this.stage?.showAll();
    else if (name === "close") this.close();
    else if (name === "select") this.selecting.toggle();
    else if (!this.pointing.keyboard) this.pointing.walk(true);
    else if (name === "pick" && this.selecting.tap(this.stage?.central() ?? -1, null)) return;
    else void this.#openRow(this.stage?.central() ?? -1, true);
  }

  /**
   * @param {number} factor
   * @param {number} x
   * @param {number} y
   */
  #glide(factor, x, y) {
    this.stage?.motion.glide(factor, x, y);
    this.stage?.invalidate();
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   */
  async #tap(x, y, reach) {
    const { stage } = this;
    if (!stage || (!this.selecting.on && this.touring.tap(x, y))) return;
    const theme = stage.labels.at(x, y);
    const row = theme ? -1 : stage.at(x, y, reach);
    if (this.selecting.tap(row, theme)) return;
    if (theme) this.#visit(theme);
    else if (row >= 0) await this.#openRow(row, false);
    else this.close();
  }

  /**
   * @param {number} row
   * @param {boolean} focus
   */
  async #openRow(row, focus) {
    if (row < 0) return;
    this.asking += 1;
    const turn = this.asking;
    await this.items.want([row]);
    const item = this.items.get(row);
    if (item && turn === this.asking && !this.closed) this.open(item, { focus });
  }

  /** Go to where an item hangs; it stays in sight. @param {Item} one */
  async #fly(one) {
    this.asking += 1;
    const turn = this.asking;
    await this.items.want([one.row]);
    const item = this.items.get(one.row);
    if (!item || turn !== this.asking || this.closed) return;
    if (this.panel.open) this.open(item, { stay: true });
    this.stage?.choose(item);
    this.stage?.approach(item);
  }

  /** @param {Theme | undefined} theme */
  #visit(theme) {
    if (!theme || !this.stage) return;
    const step = !theme.mark && this.stage.layout !== "map";
    this.stage.visit(theme);
    this.controls?.setLayout(this.stage.view.layout);
    if (step) this.#tellView(true);
  }

  /** Tell the view. @param {boolean} step whether one may want to come back from it */
  tell(step) {
    this.#tellView(step);
  }

  #onFrame() {
    this.pointing.follow();
    this.touring.follow();
    const { stage, controls } = this;
    if (!stage || !controls) return;
    const { closest, furthest } = stage.viewpoint.ends;
    controls.setEnds(closest, furthest);
    if (controls.minimap.follow(stage)) this.#surround();
  }

  #onRest() {
    if (!this.stage) return;
    void this.list.update(this.stage.inView());
    this.#tellView(false);
  }

  /** @param {boolean} step */
  #tellView(step) {
    const { view } = this;
    if (view && this.stage) this.told.view(view, step);
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
    this.#surround();
  }

  /** Tell the stage what the panel, the list and the buttons take of it. */
  #surround() {
    const { seeking } = this;
    const others = [this.list.element, ...seeking.drawers, ...(this.touring?.drawers ?? [])];
    const inset = { ...hiddenBy(this.element, this.panel.element, ...others), top: seeking.top };
    this.element.classList.toggle("seeking", seeking.drawers.some(({ hidden }) => !hidden));
    inset.bottom += this.selecting?.tray.height ?? 0;
    for (const [side, size] of Object.entries(inset)) {
      this.element.style.setProperty(`--hidden-${side}`, `${size}px`);
    }
    if (!this.stage || !this.controls) return;
    const { places, covered, dock, bar } = this.controls.measure(this.panel.open);
    this.stage.obstacles = [...places, ...seeking.places];
    const hidden = { ...inset, bottom: inset.bottom + covered };
    const edges = { top: seeking.top, bottom: dock };
    this.stage.viewpoint.setInset(hidden, edges, { top: seeking.corner, bottom: bar });
    this.stage.invalidate();
  }

  #measure() {
    const { width, height } = this.element.getBoundingClientRect();
    this.stage?.resize(width, height);
    this.#surround();
  }
}
