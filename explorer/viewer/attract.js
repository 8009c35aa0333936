/**
 * The attract loop of a kiosk: when nobody has touched the screen for a while, the visit begins
 * anew, and the first tour, or one over the themes, plays until somebody does.
 */

import { count, el, release } from "./dom.js";
import { Idle } from "./idle.js";
import { Journey } from "./journey.js";
import { themeTour } from "./theme-tour.js";
import { said } from "./tour.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./tour.js").Stop} Stop */
/** @typedef {import("./tour.js").Tour} Tour */
/** @typedef {import("./visit.js").Visit} Visit */

/** @typedef {{seconds: number, touch: {lang: string, text: string}[]}} Kiosk */

/** Pictures shown beside a text. */
const SHOWN = 4;
/** Milliseconds after which an answer is not waited for any more. */
const PATIENCE = 4000;

export class Attract {
  /**
   * @param {object} options
   * @param {Visit} options.visit
   * @param {Kiosk} options.kiosk
   * @param {() => Promise<Tour | null>} options.first the tour to play; null for one over themes
   * @param {() => void} options.reset the visit begins anew
   * @param {(tour: Tour | null) => void} options.shown its regions are shown
   * @param {(stop: Stop, n: number) => void} options.arrive go where a stop is seen from
   * @param {() => void} options.surround the band came, went or changed its size
   */
  constructor({ visit, kiosk, first, reset, shown, arrive, surround }) {
    this.visit = visit;
    this.first = first;
    this.reset = reset;
    this.shown = shown;
    this.arrive = arrive;
    this.surround = surround;
    /** @type {Journey | null} */
    this.journey = null;
    this.turn = 0;
    /** @type {Tour | null} */
    this.held = null;
    /** @type {AbortController} */
    this.loading = new AbortController();
    this.heading = el("h2", {});
    this.text = el("p", { class: "text" });
    this.pictures = el("div", { class: "pictures", "aria-hidden": "true" });
    this.band = el("div", { class: "band" },
      el("div", { class: "say" }, this.heading, this.text), this.pictures,
      el("button", { type: "button", class: "touch" },
        ...kiosk.touch.map(({ lang, text }) => el("span", { lang }, text))));
    // It lies over the whole map: the touch that ends it means nothing else.
    this.element = el("div", { class: "attract", hidden: true }, this.band);
    visit.element.append(this.element);
    this.idle = new Idle({
      seconds: kiosk.seconds,
      act: () => void this.begin(),
      woken: (event) => this.end(event.type === "keydown"),
    });
    this.element.addEventListener("click", () => this.end(true));
  }

  get on() {
    return !this.element.hidden;
  }

  destroy() {
    this.idle.destroy();
    this.loading.abort();
    this.journey?.end();
  }

  /** A stage was raised. Who was not there before it was is not waited for again. */
  async rise() {
    await null; // what the visit opens with is on its way then, and can be closed
    if (this.idle.idle && !this.on) await this.begin();
  }

  async begin() {
    if (!this.visit.stage) return;
    this.reset();
    this.turn += 1;
    const { turn } = this;
    // Without the server, what was played last plays on.
    const tour = (await soon(this.first())) ?? this.held;
    this.held = tour;
    const made = tour ? { tour, pictures: new Map() } : await this.#overThemes();
    if (turn !== this.turn || !this.idle.idle || this.idle.closed.signal.aborted) return;
    this.shown(made.tour);
    this.element.hidden = false;
    this.visit.element.classList.add("attracting");
    this.journey = new Journey({
      seconds: made.tour.stops.map(({ seconds }) => seconds), loop: true,
      told: {
        arrive: (n) => void this.#show(made.tour.stops[n], n, made.pictures),
        turn: () => {},
      },
    });
    this.journey.play();
  }

  /**
   * Give the map to who is there.
   * @param {boolean} [keys] who is there uses the keyboard
   */
  end(keys = false) {
    this.turn += 1;
    if (!this.on) return;
    this.loading.abort();
    this.journey?.end();
    this.journey = null;
    this.#hang([]);
    this.visit.element.classList.remove("attracting");
    this.shown(null);
    this.surround();
    this.visit.stage?.showAll();
    if (keys) this.visit.canvas.focus({ preventScroll: true });
    // Until the finger is lifted: its tap opens nothing.
    window.setTimeout(() => {
      this.element.hidden = this.journey === null;
      this.surround();
    }, 60);
  }

  /**
   * @param {Stop} stop
   * @param {number} n
   * @param {Map<string, Item[]>} pictures found before, by stop
   */
  async #show(stop, n, pictures) {
    const { lang } = this.visit.props;
    put(this.heading, said(stop.name, lang));
    put(this.text, said(stop.text, lang));
    const known = pictures.get(stop.id);
    this.#hang(known ?? []);
    this.surround();
    this.arrive(stop, n);
    this.loading.abort();
    if (known || !stop.items.length) return;
    this.loading = new AbortController();
    const { signal } = this.loading;
    const records = await this.visit.items.named(stop.items.slice(0, SHOWN)).catch(() => []);
    if (signal.aborted) return;
    pictures.set(stop.id, records);
    this.#hang(records);
    this.surround();
  }

  /** @param {Item[]} records */
  #hang(records) {
    release(this.pictures);
    this.pictures.replaceChildren(...records.slice(0, SHOWN).map((item) => el("img", {
      src: this.visit.server.url(item.thumbs?.["256"] ?? ""), alt: "", decoding: "async",
      style: { aspectRatio: `${item.width || 1} / ${item.height || 1}`, backgroundColor: item.colour },
    })));
  }

  async #overThemes() {
    const { visit } = this;
    const { props, server, texts } = visit;
    const stage = /** @type {import("./stage.js").Stage} */ (visit.stage);
    const path = `api/v1/${encodeURIComponent(props.collection)}/themes`;
    const words = new URLSearchParams({ lang: props.lang, medoids: String(SHOWN) });
    const answer = await soon(server.json(`${path}?${words}`));
    const { viewpoint, summary } = stage;
    const whole = viewpoint.whole(viewpoint.frameFor("map"), "map").scale;
    return themeTour({
      collection: props.collection, title: props.title ?? "", layout: summary.layouts[0].name,
      count: summary.counts.items, themes: answer?.results ?? visit.themes,
      many: (n) => count(texts.pictures, n, props.lang),
      zoom: ({ x, y, size }) =>
        Math.log2(viewpoint.around({ x: Number(x), y: Number(y) }, size).scale / whole),
    });
  }
}

/**
 * What is promised, if it comes soon.
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T | null>}
 */
function soon(promise) {
  const late = new Promise((resolve) => {
    window.setTimeout(resolve, PATIENCE, null);
  });
  return Promise.race([promise.catch(() => null), late]);
}

/**
 * @param {HTMLElement} element
 * @param {{text: string, lang: string}} words
 */
function put(element, { text, lang }) {
  element.textContent = text.trim();
  element.setAttribute("lang", lang);
  element.hidden = !text.trim();
}
