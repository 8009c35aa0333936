/**
 * Touring: guided tours on the map. It opens the list of tours, plays one, shows its regions, and
 * lets curators write; the visit gives it the map.
 */

import { Attract } from "./attract.js";
import { el, icon } from "./dom.js";
import { Journey } from "./journey.js";
import { Player } from "./player.js";
import { Regions } from "./regions.js";
import { addressOf } from "./seeking.js";
import { Spotlight } from "./spotlight.js";
import { goTo } from "./stop-view.js";
import { moved } from "./tour.js";
import { TourAddress } from "./tour-address.js";
import { TourList } from "./tour-list.js";
import { Tours } from "./tours.js";
import { NOTHING } from "./wishes.js";
import { Writing } from "./writing.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./tour.js").Tour} Tour */
/** @typedef {import("./tour.js").Stop} Stop */
/** @typedef {import("./visit.js").Visit} Visit */
/** @typedef {import("./seeking.js").Sought} Sought */

const FLAG = "M6 21V4M6 5h12l-3 4 3 4H6";
/** Keys that look around without going anywhere. */
const QUIET = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "Escape"]);

export class Touring {
  /**
   * @param {object} options
   * @param {Visit} options.visit
   * @param {() => void} options.surround the parts around the map take another place
   * @param {() => void} options.opened a part at the left of the map was opened
   */
  constructor({ visit, surround, opened }) {
    const { texts, props, server } = visit;
    this.visit = visit;
    this.surround = () => {
      visit.element.classList.toggle("touring", this.drawers.some(({ hidden }) => !hidden));
      surround();
    };
    this.opened = opened;
    this.tours = new Tours({ server, collection: props.collection });
    this.regions = new Regions(visit.canvas, props.lang);
    this.light = new Spotlight(visit);
    this.address = new TourAddress(Boolean(/** @type {any} */ (props).address));
    const lang = props.lang;
    this.player = new Player({
      holder: visit.element, texts, lang,
      asked: {
        previous: () => this.journey?.go(this.journey.at - 1),
        next: () => this.journey?.go(this.journey.at + 1),
        toggle: () => (this.journey?.playing ? this.journey.pause() : this.journey?.play()),
        resume: () => this.journey?.play(),
        leave: () => this.leave(),
      },
    });
    this.list = new TourList({
      holder: visit.element, texts, lang,
      asked: {
        play: (id) => void this.open(id, 0, { step: true }),
        edit: (id) => void this.#edit(id),
        create: () => {
          this.#toggle({ back: false });
          this.writing.create();
        },
        raise: (id) => void this.#raise(id),
        bring: (file) => void this.#bring(file),
        close: () => this.#toggle(),
      },
    });
    this.writing = new Writing({
      holder: visit.element, texts, lang, tours: this.tours,
      told: {
        stage: () => this.stage,
        selected: () => selectedIn(visit),
        preview: (tour, n) => {
          this.writing.away();
          this.walk(tour, n, { preview: true });
        },
        regions: (stops, n) => {
          if (this.journey) return;
          this.regions.show(stops);
          this.regions.point(n);
          this.stage?.invalidate();
        },
        light: (ids) => void this.light.point(ids),
        surround: () => this.surround(),
        listed: () => this.list.element.hidden && this.#toggle(),
      },
    });
    const { kiosk } = props;
    this.attract = kiosk ? new Attract({
      visit, kiosk,
      first: async () => {
        await this.#refresh();
        const first = this.tours.entries.find(({ stops }) => stops > 0);
        return first ? this.tours.get(first.id) : null;
      },
      shown: (tour) => {
        this.regions.show(tour?.stops ?? []);
        if (!tour) void this.light.point([]);
      },
      arrive: (stop, n) => this.#goTo(stop, n),
      surround: () => this.surround(),
    }) : null;
    this.button = el("button", {
      type: "button", class: "seek-toggle tours-toggle", "aria-expanded": "false", hidden: true,
      click: () => this.#toggle(),
    }, icon(FLAG), el("span", {}, texts.tours));
    visit.seeking.bar.element.firstElementChild?.append(this.button);
    /** @type {Stage | null} */
    this.stage = null;
    /** @type {Tour | null} the one that is walked */
    this.tour = null;
    /** @type {Journey | null} */
    this.journey = null;
    /** @type {Sought | null} what was sought before the tour */
    this.sought = null;
    this.signs = "";
    this.preview = false;
    this.asking = new AbortController();
    this.closed = new AbortController();
    this.listed = false;
    const on = { signal: this.closed.signal, capture: true };
    /** @type {HTMLElement} */
    const element = visit.element;
    element.addEventListener("pointerdown", (event) => this.#touched(event), on);
    element.addEventListener("wheel", (event) => this.#touched(event), { ...on, passive: true });
    element.addEventListener("keydown", (event) => {
      if (!QUIET.has(event.key)) this.#touched(event);
      else if (event.key === "Escape") this.#escape(event);
    }, on);
    // Before the map turns to what the address says, which is silent about what was sought.
    if (this.address.kept) window.addEventListener("popstate", () => this.#turned(), on);
  }

  destroy() {
    this.closed.abort();
    this.asking.abort();
    this.address.rest();
    this.journey?.end();
    this.light.destroy();
    this.regions.destroy();
    this.writing.destroy();
    this.attract?.destroy();
  }

  /** What was sought before the tour, and is again after it. */
  get aside() {
    return this.sought ? addressOf(this.sought) : undefined;
  }

  /** Parts beside or below the map. */
  get drawers() {
    const band = this.attract?.on && this.attract.journey ? [this.attract.band] : [];
    return [this.player.element, this.list.element, this.writing.editor.element, ...band];
  }

  /** A stage was raised, or taken away. @param {Stage | null} stage */
  rise(stage) {
    this.stage = stage;
    if (!stage) return;
    this.light.rise();
    if (!this.listed) void this.#begin();
    void this.attract?.rise();
  }

  /** A frame was drawn. */
  follow() {
    const { stage } = this;
    if (!stage) return;
    const signs = this.regions.follow(stage);
    const told = signs.map(({ id }) => id).join();
    if (told === this.signs && stage.signs.length === signs.length) return;
    this.signs = told;
    stage.signs = signs;
    stage.labels.reconsider();
    stage.invalidate();
  }

  /**
   * Whether a tap meant a region, which is then gone to.
   * @param {number} x
   * @param {number} y
   */
  tap(x, y) {
    const { stage } = this;
    if (!stage) return false;
    const sign = stage.labels.at(x, y);
    const bare = !sign && stage.at(x, y, 0) < 0; // a picture under the line is what is meant
    const n = sign?.region ?? (bare ? this.regions.at(stage.projection, x, y) : -1);
    const stop = this.regions.stops[n];
    if (!stop) return false;
    if (this.journey) this.journey.go(n);
    else goTo(stage, stop);
    return true;
  }

  /** Close the list; false when it is not open. A tour is not left by a tap beside it. */
  close() {
    if (this.list.element.hidden) return false;
    this.#toggle();
    return true;
  }

  /**
   * Walk a tour that the server knows.
   * @param {string} id
   * @param {number} n stop to begin with
   * @param {{step?: boolean, sought?: Sought | null}} [how] whether Back leads to where one is
   *   now; what is sought again after it, if it is not what is sought now
   */
  async open(id, n, { step = false, sought = null } = {}) {
    const { signal } = this.#ask();
    const tour = await this.tours.get(id).catch(() => null);
    if (signal.aborted) return;
    if (!tour?.stops.length) {
      this.visit.notice.say(this.visit.texts.tour_unknown);
      this.#write(null);
      if (sought) this.visit.seeking.seek(sought);
      return;
    }
    this.walk(tour, n, { step, sought });
  }

  /**
   * @param {Tour} tour
   * @param {number} n
   * @param {{step?: boolean, preview?: boolean, sought?: Sought | null}} [how] see ``open``; a
   *   preview is in no address, and leads back to the editor
   */
  walk(tour, n, { step = false, preview = false, sought = null } = {}) {
    const { seeking } = this.visit;
    this.journey?.end();
    this.opened();
    this.list.element.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.visit.restore(null, null);
    this.preview = preview;
    this.#write({ tour: tour.id, stop: n }, step); // Back leads to what was sought, too
    if (!this.tour) this.sought = sought ?? seeking.sought;
    seeking.seek({ wishes: NOTHING, q: "", like: "" });
    seeking.fold();
    this.tour = tour;
    this.regions.show(tour.stops);
    this.journey = new Journey({
      seconds: tour.stops.map(({ seconds }) => seconds),
      told: {
        arrive: (at) => this.#arrive(at),
        turn: () => this.player.turn(this.journey?.playing ?? false, this.journey?.astray ?? false),
      },
    });
    this.journey.at = Math.min(n, tour.stops.length - 1);
    this.journey.play();
    this.player.focus();
  }

  /** @param {{back?: boolean}} [how] ``back`` when the address is another already */
  leave({ back = false } = {}) {
    if (!this.journey) return;
    this.#ask();
    this.journey.end();
    this.journey = null;
    this.tour = null;
    const inside = this.player.element.matches(":focus-within");
    this.player.hide();
    void this.light.point([]);
    this.regions.show([]);
    if (!back) {
      this.#write(null);
      if (this.sought) this.visit.seeking.seek(this.sought);
    }
    this.sought = null;
    this.surround();
    this.stage?.invalidate();
    if (this.preview) this.writing.resume();
    else if (inside) (this.button.hidden ? this.visit.canvas : this.button).focus({ preventScroll: true });
  }

  async #begin() {
    this.listed = true;
    const { place } = this.address;
    if (place) void this.open(place.tour, place.stop);
    await this.#refresh();
  }

  async #refresh() {
    await this.tours.list().catch(() => []);
    if (this.closed.signal.aborted) return;
    const { entries, writable } = this.tours;
    this.button.hidden = !entries.length && !writable;
    this.list.update(entries, { writable, kept: writable ? this.writing.kept : [] });
    this.surround();
  }

  /** @param {number} n */
  #arrive(n) {
    const { tour } = this;
    if (!tour) return;
    this.player.show(tour, n);
    this.player.turn(this.journey?.playing ?? false, false);
    this.surround();
    this.#goTo(tour.stops[n], n);
    this.#write({ tour: tour.id, stop: n });
  }

  /**
   * @param {Stop} stop
   * @param {number} n
   */
  #goTo(stop, n) {
    const { stage } = this;
    this.regions.point(n);
    if (stage) {
      goTo(stage, stop);
      this.visit.controls?.setLayout(stage.view.layout);
      this.visit.controls?.display.set(stage.viewpoint.hung);
    }
    void this.light.point(stop.items);
  }

  /** What was asked before is not wanted any more. */
  #ask() {
    this.asking.abort();
    this.asking = new AbortController();
    return this.asking;
  }

  /** @param {string} id */
  async #edit(id) {
    this.list.refuse("");
    if (await this.writing.edit(id)) this.#toggle({ back: false });
    else this.list.refuse(this.visit.texts.tour_unknown);
  }

  /** @param {string} id */
  async #raise(id) {
    const order = this.tours.entries.map((entry) => entry.id);
    const at = order.indexOf(id);
    const done = await this.tours.order(moved(order, at, at - 1)).then(() => true, () => false);
    await this.#refresh();
    this.list.refuse(done ? "" : this.visit.texts.tour_not_saved);
    this.list.focus();
  }

  /** @param {File} file */
  async #bring(file) {
    const wrong = await this.writing.bring(file);
    this.list.refuse(wrong);
    if (!wrong) this.#toggle({ back: false });
  }

  /**
   * Open the list of tours, or close it.
   * @param {{back?: boolean}} [how] ``back`` gives the focus to the button
   */
  #toggle({ back = true } = {}) {
    const open = this.list.element.hidden;
    if (open) {
      if (this.writing.open) return this.writing.close();
      this.leave();
      this.visit.seeking.fold();
      this.opened();
      this.list.refuse("");
      void this.#refresh();
    }
    this.list.element.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    this.surround();
    if (open) this.list.focus();
    else if (back) this.button.focus({ preventScroll: true });
  }

  /** @param {Event} event a hand, wheel or key somewhere on the page of the map */
  #touched(event) {
    if (!event.composedPath().includes(this.player.element)) this.journey?.wander();
  }

  /** On the map, Escape closes what is open, and then leaves the tour. @param {KeyboardEvent} event */
  #escape(event) {
    const { canvas, panel, seeking } = this.visit;
    if (!this.journey || event.composedPath()[0] !== canvas || panel.open) return;
    if (seeking.drawers.some(({ hidden }) => !hidden)) return;
    event.stopPropagation();
    this.leave();
  }

  /**
   * @param {import("./tour-address.js").Place | null} place
   * @param {boolean} [step]
   */
  #write(place, step) {
    if (!this.preview) this.address.write(place, step);
  }

  /** Back or Forward. */
  #turned() {
    this.address.rest();
    const { place } = this.address;
    if (!place) {
      this.#ask(); // it may be on its way still
      this.leave({ back: true });
    } else if (place.tour !== this.tour?.id) {
      void this.open(place.tour, place.stop, { sought: this.visit.seeking.sought });
    }
    else if (place.stop !== this.journey?.at) this.journey?.go(place.stop);
  }
}

/**
 * Pictures that a stop could light: those selected, or the one that is open.
 * @param {any} visit
 * @returns {string[]}
 */
function selectedIn({ selection, chosen }) {
  return selection?.ids.length ? selection.ids : chosen ? [chosen.id] : [];
}
