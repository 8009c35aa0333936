/**
 * The visit: one collection in one language, on the stage and around it. It ties what the visitor
 * does to what the stage, the panel and the list show.
 */

import { Controls } from "./controls.js";
import { el } from "./dom.js";
import { Gestures } from "./gestures.js";
import { Items } from "./items.js";
import { List } from "./list.js";
import { Notice } from "./notice.js";
import { Panel } from "./panel.js";
import { Pointing } from "./pointing.js";
import { Refused, Server } from "./server.js";
import { Stage, positionOf } from "./stage.js";
import { focusedIn, hiddenBy, paletteOf } from "./surroundings.js";

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
 * @property {boolean} [links] whether addresses may lead out of the app; true unless false
 */

/**
 * @typedef {object} Told what the visit tells
 * @property {(view: View) => void} view the view has come to rest
 * @property {(id: string | null) => void} open an item was opened, or closed
 * @property {(id: string) => void} similar all that looks like an item is asked for
 * @property {() => Promise<boolean>} copy copy the link to the present view
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
   * @param {Told} options.told
   */
  constructor({ holder, props, view, item, told }) {
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
    /** Count what was asked to be loaded and opened: only the last one is. */
    this.loading = 0;
    this.asking = 0;
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
      onChange: (lost) => (lost ? this.notice.show(texts.lost) : this.notice.hide()),
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
    });
    this.panel = new Panel({
      holder: this.element, items, texts, url, links: props.links !== false,
      wishes: {
        close: () => this.close(),
        walk: (one) => void this.walk(one.id),
        similar: (one) => told.similar(one.id),
        theme: (id) => this.#visit(this.themes.find((theme) => theme.id === id)),
        copy: () => {
          this.#tellView();
          return told.copy();
        },
      },
    });
    this.gestures = new Gestures(this.canvas, this.element, this.#asked());
    this.canvas.addEventListener("blur", () => this.pointing.walk(false));
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.onCalm = () => {
      if (this.stage) this.stage.motion.still = this.calm.matches;
    };
    this.calm.addEventListener("change", this.onCalm);
    // Names were measured in the font that was there.
    this.onFonts = () => this.stage?.setThemes(this.themes);
    document.fonts.addEventListener("loadingdone", this.onFonts);
    this.observer = new ResizeObserver(() => this.#measure());
    this.observer.observe(this.element);
    void this.#load();
  }

  destroy() {
    this.closed = true;
    this.server.close();
    this.observer.disconnect();
    this.calm.removeEventListener("change", this.onCalm);
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.gestures.destroy();
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
   * Open a view, and its item, at once.
   * @param {View | null} view
   * @param {string | null} item
   */
  restore(view, item) {
    if (view) this.stage?.restore(view);
    if (item && item !== this.chosen?.id) void this.walk(item, { stay: view !== null });
    if (!item && this.chosen) this.close();
  }

  /**
   * Open an item's panel, and keep the picture in sight.
   * @param {Item} item
   * @param {{focus?: boolean, stay?: boolean}} [how] ``focus`` moves the keyboard's focus there;
   *   with ``stay`` the view remains as it is, wherever the picture hangs
   */
  open(item, { focus = false, stay = false } = {}) {
    if (!this.chosen) this.cameFrom = focusedIn(this.element);
    this.chosen = item;
    this.panel.show(item);
    this.element.classList.add("opened");
    this.#surround();
    this.stage?.choose(item);
    if (!stay) this.stage?.bring(item);
    this.pointing.follow();
    if (focus) this.panel.focus();
    this.told.open(item.id);
    this.#tellView();
  }

  /** Close what is open: the panel first, then the list. */
  close() {
    this.asking += 1;
    if (this.panel.open) {
      const inside = this.panel.element.contains(focusedIn(this.element));
      this.panel.hide();
      this.chosen = null;
      this.stage?.choose(null);
      this.element.classList.remove("opened");
      this.#surround();
      const back = this.cameFrom?.isConnected ? this.cameFrom : this.canvas;
      if (inside) back.focus({ preventScroll: true });
      this.told.open(null);
      this.#tellView();
    } else if (this.list.open) {
      this.#toggleList();
    }
  }

  /**
   * Open an item by its id, wherever it is.
   * @param {string} id
   * @param {{stay?: boolean}} [how] see ``open``
   */
  async walk(id, { stay = false } = {}) {
    this.asking += 1;
    const turn = this.asking;
    try {
      const item = await this.items.find(id);
      if (this.closed || turn !== this.asking) return;
      const focus = this.panel.element.contains(focusedIn(this.element));
      this.open(item, { focus, stay });
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
      const themes = this.server.json(`${root}/themes?${words}&medoids=0`);
      themes.catch(() => {});
      /** @type {Summary} */
      const summary = await this.server.json(`${root}?${words}`);
      if (this.closed || turn !== this.loading) return;
      this.notice.hide();
      this.#raise(summary);
      const named = await themes.catch(() => ({ results: [] }));
      if (this.closed || turn !== this.loading) return;
      this.themes = named.results;
      this.stage?.setThemes(this.themes);
    } catch (error) {
      if (this.closed || turn !== this.loading) return;
      if (error instanceof Refused) this.notice.show(this.texts.unavailable);
      else throw error;
    }
  }

  /** @param {Summary} summary */
  #raise(summary) {
    const { begin } = this;
    const size = this.stage?.viewpoint.size ?? 0;
    const again = this.stage !== null;
    this.stage?.destroy();
    this.controls?.element.remove();
    this.stage = null;
    this.pointing.stage = null;
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
      palette: paletteOf(this.element),
      still: this.calm.matches,
      quiet: again,
      onFrame: () => this.#onFrame(),
      onRest: () => this.#onRest(),
    });
    this.pointing.stage = this.stage;
    this.controls = this.#makeControls(summary, size);
    this.stage.viewpoint.size = size;
    this.#measure();
    if (begin.view) this.stage.restore(begin.view);
    this.controls.setLayout(this.stage.layout);
    const id = begin.item ?? begin.view?.item;
    if (id) void this.walk(id, { stay: begin.view !== null });
  }

  /**
   * @param {Summary} summary
   * @param {number} size
   */
  #makeControls(summary, size) {
    const controls = new Controls({
      holder: this.element,
      texts: this.texts,
      layouts: summary.layouts.map(({ name }) => name),
      handles: {
        closer: () => this.#glide(2, NaN, NaN),
        further: () => this.#glide(0.5, NaN, NaN),
        fit: () => this.stage?.showAll(),
        layout: (name) => void this.#changeLayout(name),
        size: (wanted) => {
          this.stage?.viewpoint.setSize(wanted);
          this.stage?.invalidate();
        },
        list: () => this.#toggleList(),
      },
    });
    controls.size.value = String(size);
    return controls;
  }

  /** @param {string} name */
  async #changeLayout(name) {
    const { stage } = this;
    if (!stage) return;
    this.controls?.setLayout(name);
    const { zoom } = stage.view;
    let camera = null;
    if (zoom > CLOSE) {
      const row = this.chosen?.row ?? stage.central();
      if (row >= 0) await this.items.want([row]);
      const item = this.chosen ?? this.items.get(row);
      const at = item && positionOf(item, name);
      const whole = stage.viewpoint.whole(stage.viewpoint.frameFor(name), name);
      if (at) camera = { ...at, scale: whole.scale * 2 ** zoom };
    }
    if (!this.closed && stage === this.stage) stage.show(name, camera);
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
    };
  }

  /** @param {"fit" | "open" | "close"} name */
  #command(name) {
    if (name === "fit") this.stage?.showAll();
    else if (name === "close") this.close();
    else if (!this.pointing.keyboard) this.pointing.walk(true);
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
    if (!stage) return;
    const theme = stage.labels.at(x, y);
    const row = theme ? -1 : stage.at(x, y, reach);
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

  /** @param {Theme | undefined} theme */
  #visit(theme) {
    if (!theme || !this.stage) return;
    this.stage.visit(theme);
    this.controls?.setLayout("map");
  }

  #onFrame() {
    this.pointing.follow();
    const ends = this.stage?.viewpoint.ends;
    if (ends) this.controls?.setEnds(ends.closest, ends.furthest);
  }

  #onRest() {
    if (!this.stage) return;
    void this.list.update(this.stage.inView());
    this.#tellView();
  }

  #tellView() {
    const { view } = this;
    if (view && this.stage) this.told.view(view);
  }

  #toggleList() {
    const open = !this.list.open;
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
    const inset = hiddenBy(this.element, this.panel.element, this.list.element);
    for (const [side, size] of Object.entries(inset)) {
      this.element.style.setProperty(`--hidden-${side}`, `${size}px`);
    }
    if (!this.stage) return;
    this.stage.obstacles = this.controls?.places() ?? [];
    this.stage.viewpoint.setInset(inset);
    this.stage.invalidate();
  }

  #measure() {
    const { width, height } = this.element.getBoundingClientRect();
    this.stage?.resize(width, height);
    this.#surround();
  }
}
