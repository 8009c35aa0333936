/**
 * The visit: one collection in one language, on the stage and around it. It ties what the visitor
 * does to what the stage, the panel, the list and the caption show.
 */

import { fitScale } from "./camera.js";
import { Caption } from "./caption.js";
import { Controls } from "./controls.js";
import { el } from "./dom.js";
import { Gestures } from "./gestures.js";
import { Items } from "./items.js";
import { List } from "./list.js";
import { Notice } from "./notice.js";
import { Panel } from "./panel.js";
import { Refused, Server } from "./server.js";
import { Stage } from "./stage.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./labels.js").Theme} Theme */
/** @typedef {import("./link.js").View} View */
/** @typedef {import("./stage.js").Palette} Palette */
/** @typedef {import("./stage.js").Summary} Summary */

/**
 * @typedef {object} Props
 * @property {string} base root of the app, ending with a slash
 * @property {string} collection
 * @property {string} lang
 * @property {Record<string, any>} texts
 * @property {string} [version] the version that Python knows; another one makes the viewer look again
 * @property {string} [theme]
 * @property {string | null} [state] a view to open, as link.js writes it
 * @property {string | null} [item] id of an item to open
 * @property {boolean} [links] whether addresses may lead out of the app; true unless false
 */

/**
 * @typedef {object} Told what the visit tells
 * @property {(view: View) => void} view the view has come to rest
 * @property {(id: string | null) => void} open an item was opened, or closed
 * @property {(id: string) => void} similar all that looks like an item is asked for
 * @property {() => Promise<boolean>} copy copy the link to the present view
 */

/** Milliseconds the mouse rests on a picture before its caption is asked for. */
const DWELL = 60;

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
    this.canvas = el("canvas", {
      tabindex: "0",
      role: "application",
      "aria-label": texts.map,
    });
    this.layer = el("div", { class: "labels", "aria-hidden": "true" });
    this.element = el("div", { class: "map" }, this.canvas, this.layer);
    holder.append(this.element);
    this.notice = new Notice(this.element);
    this.server = new Server({
      base,
      onChange: (lost) => (lost ? this.notice.show(texts.lost) : this.notice.hide()),
      onGone: () => this.refresh(),
    });
    this.items = new Items({
      server: this.server, collection, lang, onLoad: () => this.#caption(),
    });
    const url = (/** @type {string} */ path) => this.server.url(path);
    this.list = new List({
      holder: this.element, items: this.items, texts, lang, url,
      open: (one) => this.open(one, { focus: true }),
      point: (row) => this.stage?.point(row ?? -1),
    });
    this.caption = new Caption(this.element, texts);
    this.panel = new Panel({
      holder: this.element, items: this.items, texts, url, links: props.links !== false,
      wishes: {
        close: () => this.close(),
        walk: (one) => void this.walk(one.id),
        similar: (one) => told.similar(one.id),
        theme: (id) => this.#visit(id),
        copy: () => {
          this.#tellView();
          return told.copy();
        },
      },
    });
    /** @type {Controls | null} */
    this.controls = null;
    /** @type {Stage | null} */
    this.stage = null;
    /** @type {Theme[]} */
    this.themes = [];
    /** @type {Item | null} */
    this.chosen = null;
    /** Whether the map is walked by keyboard now. */
    this.keyboard = false;
    /** @type {number | undefined} */
    this.dwell = undefined;
    /** @type {HTMLElement | null} */
    this.cameFrom = null;
    this.loading = 0;
    this.closed = false;
    this.gestures = new Gestures(this.canvas, this.element, this.#asked());
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.onCalm = () => {
      if (this.stage) this.stage.motion.still = this.calm.matches;
    };
    this.calm.addEventListener("change", this.onCalm);
    this.observer = new ResizeObserver(() => this.#measure());
    this.observer.observe(this.element);
    this.canvas.addEventListener("blur", () => this.#keyed(false));
    void this.#load();
  }

  destroy() {
    this.closed = true;
    this.server.close();
    this.observer.disconnect();
    this.calm.removeEventListener("change", this.onCalm);
    this.gestures.destroy();
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
    this.stage?.setPalette(this.#palette());
  }

  /**
   * Open a view, and its item, at once.
   * @param {View | null} view
   * @param {string | null} item
   */
  restore(view, item) {
    if (view) this.stage?.restore(view);
    if (item && item !== this.chosen?.id) void this.walk(item, !view);
    if (!item && this.chosen) this.close();
  }

  /**
   * Open an item's panel, and keep the picture in sight.
   * @param {Item} item
   * @param {{focus?: boolean, far?: boolean}} [how] ``focus`` moves the keyboard's focus there;
   *   ``far`` flies to it even from afar
   */
  open(item, { focus = false, far = false } = {}) {
    if (!this.chosen) this.cameFrom = this.#focused();
    this.chosen = item;
    this.caption.hide();
    this.panel.show(item);
    this.stage?.choose(item);
    this.#insets();
    this.stage?.bring(item, far);
    if (focus) this.panel.focus();
    this.told.open(item.id);
    this.#tellView();
  }

  /** Close what is open: the panel first, then the list. */
  close() {
    if (this.panel.open) {
      const inside = this.panel.element.contains(this.#focused());
      this.panel.hide();
      this.chosen = null;
      this.stage?.choose(null);
      this.#insets();
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
   * @param {boolean} [far] fly there
   */
  async walk(id, far = true) {
    try {
      const item = await this.items.find(id);
      if (this.closed) return;
      const drawn = this.stage?.boxOf(item.row);
      this.open(item, { focus: this.panel.element.contains(this.#focused()), far: far && !drawn });
    } catch (error) {
      if (error instanceof Refused) this.notice.show(this.texts.unknown_item);
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
      const themes = this.server.json(`${root}/themes?${words}`);
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
    const size = this.stage?.size ?? 0;
    this.stage?.destroy();
    this.controls?.element.remove();
    this.stage = null;
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
      palette: this.#palette(),
      still: this.calm.matches,
      onFrame: () => this.#onFrame(),
      onRest: () => this.#onRest(),
    });
    this.controls = this.#makeControls(summary);
    this.stage.size = size;
    this.#measure();
    if (begin.view) this.stage.restore(begin.view);
    this.controls.setLayout(this.stage.layout);
    this.controls.size.value = String(size);
    const id = begin.item ?? begin.view?.item;
    if (id) void this.walk(id, !begin.view);
  }

  /** @param {Summary} summary */
  #makeControls(summary) {
    const centre = NaN;
    return new Controls({
      holder: this.element,
      texts: this.texts,
      layouts: summary.layouts.map(({ name }) => name),
      handles: {
        closer: () => this.#glide(2, centre, centre),
        further: () => this.#glide(0.5, centre, centre),
        fit: () => this.stage?.showAll(),
        layout: (name) => void this.#changeLayout(name),
        size: (size) => this.stage?.setSize(size),
        list: () => this.#toggleList(),
      },
    });
  }

  /** @param {string} name */
  async #changeLayout(name) {
    const { stage } = this;
    if (!stage) return;
    this.controls?.setLayout(name);
    this.caption.hide();
    const zoom = stage.view.zoom;
    let camera = null;
    if (zoom > 0.4) {
      // Closer in, the one that is looked at stays in the middle.
      const row = this.chosen?.row ?? stage.central();
      if (row >= 0) await this.items.want([row]);
      const item = this.chosen ?? this.items.get(row);
      const at = item && stage.positionOf(item, name);
      const scale = fitScale({ ...stage.frame, stretch: { x: 1, y: 1 } }) * 2 ** zoom;
      if (at) camera = { ...at, scale };
    }
    if (!this.closed) stage.show(name, camera);
  }

  /** @returns {import("./gestures.js").Asked} */
  #asked() {
    return {
      grab: () => {
        this.#keyed(false);
        this.stage?.motion.grab();
        this.#hover(-1);
      },
      pan: (dx, dy) => {
        this.stage?.motion.pan(dx, dy);
        this.stage?.invalidate();
      },
      zoom: (factor, x, y) => {
        this.stage?.motion.zoom(factor, x, y);
        this.stage?.invalidate();
      },
      glide: (factor, x, y) => {
        if (Number.isNaN(x)) this.#keyed(true);
        this.#glide(factor, x, y);
      },
      step: (dx, dy) => {
        this.#keyed(true);
        this.stage?.motion.step(dx, dy);
        this.stage?.invalidate();
      },
      release: (vx, vy) => {
        this.stage?.motion.release(vx, vy);
        this.stage?.invalidate();
      },
      tap: (x, y, reach) => void this.#tap(x, y, reach),
      hover: (x, y) => this.#hover(this.stage?.at(x, y, 0) ?? -1),
      leave: () => this.#hover(-1),
      command: (name) => this.#command(name),
    };
  }

  /** @param {"fit" | "open" | "close"} name */
  #command(name) {
    if (name === "fit") this.stage?.showAll();
    else if (name === "close") this.close();
    else if (!this.keyboard) this.#keyed(true);
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
    if (theme) stage.visit(theme);
    else if (stage.at(x, y, reach) >= 0) await this.#openRow(stage.at(x, y, reach), false);
    else this.close();
  }

  /**
   * @param {number} row
   * @param {boolean} focus
   */
  async #openRow(row, focus) {
    if (row < 0) return;
    await this.items.want([row]);
    const item = this.items.get(row);
    if (item && !this.closed) this.open(item, { focus });
  }

  /** @param {number} id */
  #visit(id) {
    const theme = this.themes.find((one) => one.id === id);
    if (!theme || !this.stage) return;
    this.stage.visit(theme);
    this.controls?.setLayout("map");
  }

  /** @param {number} row */
  #hover(row) {
    const { stage } = this;
    if (!stage || stage.pointed === row) return;
    stage.point(row);
    this.canvas.style.cursor = row >= 0 ? "pointer" : "";
    this.caption.hide();
    window.clearTimeout(this.dwell);
    if (row >= 0) this.dwell = window.setTimeout(() => void this.items.want([row]), DWELL);
    this.#caption();
  }

  /**
   * With the keyboard, the picture in the middle is the one that Enter opens.
   * @param {boolean} on
   */
  #keyed(on) {
    if (this.keyboard === on) return;
    this.keyboard = on;
    if (!on) this.#hover(-1);
    this.stage?.invalidate();
  }

  /** Show the caption of the picture pointed at, if its record is here. */
  #caption() {
    const { stage } = this;
    if (!stage || stage.moving) return;
    const row = stage.pointed;
    const item = row >= 0 ? this.items.get(row) : undefined;
    const box = item && stage.boxOf(row);
    if (!item || !box || item.row === this.chosen?.row) this.caption.hide();
    else this.caption.show(item, box, stage.frame);
  }

  #onFrame() {
    const { stage } = this;
    if (!stage) return;
    if (this.keyboard) this.#hover(stage.central());
    this.#caption();
    const ends = stage.ends;
    this.controls?.setEnds(ends.closest, ends.furthest);
  }

  #onRest() {
    const { stage } = this;
    if (!stage) return;
    void this.list.update(stage.inView());
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
    if (!open && this.list.element.contains(this.#focused())) {
      this.controls?.list.focus({ preventScroll: true });
    }
    void this.list.toggle(open);
    this.#insets();
  }

  /** Tell the stage what the panel and the list hide. */
  #insets() {
    const hides = (/** @type {HTMLElement} */ element) =>
      element.hidden ? { width: 0, height: 0 } : element.getBoundingClientRect();
    const { width, height } = this.element.getBoundingClientRect();
    const panel = hides(this.panel.element);
    const list = hides(this.list.element);
    const below = panel.width > width * 0.8;
    const listBelow = list.width > width * 0.8;
    const inset = {
      right: below ? 0 : panel.width,
      left: listBelow ? 0 : list.width,
      bottom: Math.max(below ? panel.height : 0, listBelow ? list.height : 0),
    };
    for (const [side, size] of Object.entries(inset)) {
      this.element.style.setProperty(`--hidden-${side}`, `${size}px`);
    }
    if (inset.bottom > height * 0.9) inset.bottom = 0; // all is hidden: nothing to keep in sight
    if (!this.stage) return;
    this.stage.obstacles = this.controls?.places() ?? [];
    this.stage.setInset(inset);
  }

  #measure() {
    const { width, height } = this.element.getBoundingClientRect();
    this.stage?.resize(width, height);
    this.#insets();
  }

  #focused() {
    const root = /** @type {Document | ShadowRoot} */ (this.element.getRootNode());
    return root.activeElement instanceof HTMLElement ? root.activeElement : null;
  }

  /** @returns {Palette} */
  #palette() {
    // A canvas knows no custom properties: an element resolves them first.
    const probe = el("span", { hidden: true });
    this.element.append(probe);
    const colour = (/** @type {string} */ name) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const palette = { wall: colour("--wall"), accent: colour("--accent"), glow: colour("--glow") };
    probe.remove();
    return palette;
  }
}
