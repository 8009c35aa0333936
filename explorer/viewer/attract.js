/**
 * The attract loop of a kiosk: a slow flight over the map, along the first tour or over the themes,
 * with pictures and titles, until somebody touches it. Each stop speaks another language than the
 * one before it: nobody has chosen one yet.
 */

import { count, el, release } from "./dom.js";
import { Journey } from "./journey.js";
import { themeTour } from "./theme-tour.js";
import { said } from "./tour.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./tour.js").Stop} Stop */
/** @typedef {import("./tour.js").Tour} Tour */
/** @typedef {import("./visit.js").Visit} Visit */

/**
 * @typedef {object} Spoken the loop in one language
 * @property {string} lang
 * @property {string} text what asks passers-by in
 * @property {string} title of the collection
 * @property {import("./dom.js").Forms} pictures how many pictures, in words
 */

/**
 * @typedef {object} Kiosk
 * @property {Spoken[]} touch
 * @property {() => void} [ended] somebody is there
 */

/** Pictures shown beside a text. */
const SHOWN = 4;
/** Milliseconds after which an answer is not waited for any more. */
const PATIENCE = 4000;
/** How much longer than it must a flight lasts. */
const PACE = 4;

export class Attract {
  /**
   * @param {object} options
   * @param {Visit} options.visit
   * @param {Kiosk} options.kiosk
   * @param {() => Promise<Tour | null>} options.first the tour to play; null for one over themes
   * @param {(tour: Tour | null) => void} options.shown its regions are shown
   * @param {(stop: Stop, n: number) => void} options.arrive go where a stop is seen from
   * @param {() => void} options.surround the band came, went or changed its size
   */
  constructor({ visit, kiosk, first, shown, arrive, surround }) {
    this.visit = visit;
    this.kiosk = kiosk;
    this.first = first;
    this.shown = shown;
    this.arrive = arrive;
    this.surround = surround;
    /** @type {Journey | null} */
    this.journey = null;
    this.turn = 0;
    /** Stops shown, which says whose language's turn it is. */
    this.told = 0;
    this.over = false;
    /** @type {Tour | null} */
    this.held = null;
    /** @type {AbortController} */
    this.loading = new AbortController();
    this.heading = el("h2", {});
    this.text = el("p", { class: "text" });
    this.pictures = el("div", { class: "pictures", "aria-hidden": "true" });
    this.touches = kiosk.touch.map(({ lang, text }) => el("span", { lang }, text));
    this.band = el("div", { class: "band" },
      el("div", { class: "say" }, this.heading, this.text), this.pictures,
      el("button", { type: "button", class: "touch" }, ...this.touches));
    // It lies over the whole map: the touch that ends it means nothing else.
    this.element = el("div", { class: "attract", hidden: true }, this.band);
    visit.element.append(this.element);
    this.closed = new AbortController();
    const on = { signal: this.closed.signal, capture: true };
    for (const sign of ["pointerdown", "keydown"]) {
      window.addEventListener(sign, () => this.end(), on);
    }
  }

  get on() {
    return !this.element.hidden;
  }

  destroy() {
    this.closed.abort();
    this.loading.abort();
    this.journey?.end();
  }

  /** A stage was raised. */
  async rise() {
    await null; // what the visit opens with is on its way then
    if (!this.over && !this.on) await this.begin();
  }

  async begin() {
    if (!this.visit.stage) return;
    this.turn += 1;
    const { turn } = this;
    // Without the server, what was played last plays on.
    const tour = (await soon(this.first())) ?? this.held;
    this.held = tour;
    const made = tour ? { tour, pictures: new Map() } : await this.#overThemes();
    if (turn !== this.turn || this.over || this.closed.signal.aborted) return;
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

  /** Somebody is there. */
  end() {
    if (this.over) return;
    this.over = true;
    this.turn += 1;
    this.loading.abort();
    this.journey?.end();
    this.kiosk.ended?.();
  }

  /**
   * @param {Stop} stop
   * @param {number} n
   * @param {Map<string, Item[]>} pictures found before, by stop
   */
  async #show(stop, n, pictures) {
    const lang = this.#speak();
    put(this.heading, said(stop.name, lang));
    put(this.text, said(stop.text, lang));
    const known = pictures.get(stop.id);
    this.#hang(known ?? []);
    this.surround();
    const { stage } = this.visit;
    if (stage) stage.motion.pace = PACE;
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

  /** The next language: what asks passers-by in says it in that one. */
  #speak() {
    const at = this.told % this.touches.length;
    this.told += 1;
    this.touches.forEach((one, n) => {
      one.hidden = n !== at;
    });
    return this.kiosk.touch[at].lang;
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
    const { props, server } = visit;
    const stage = /** @type {import("./stage.js").Stage} */ (visit.stage);
    const path = `api/v1/${encodeURIComponent(props.collection)}/themes`;
    const ask = (/** @type {string} */ lang, /** @type {number} */ medoids) =>
      soon(server.json(`${path}?${new URLSearchParams({ lang, medoids: String(medoids) })}`));
    const { touch } = this.kiosk;
    const answers = await Promise.all(touch.map(({ lang }, n) => ask(lang, n ? 0 : SHOWN)));
    const { viewpoint, summary } = stage;
    const whole = viewpoint.whole(viewpoint.frameFor("map"), "map").scale;
    return themeTour({
      collection: props.collection, layout: summary.layouts[0].name,
      count: summary.counts.items, themes: answers[0]?.results ?? visit.themes,
      spoken: touch.map(({ lang, title, pictures }, n) => ({
        lang, title, themes: answers[n]?.results ?? [],
        many: (size) => count(pictures, size, lang),
      })),
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
