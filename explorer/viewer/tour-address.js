/** A tour in the page's address: ``?tour=<id>&stop=<k>``, stops counted from 1. */

/** @typedef {{tour: string, stop: number}} Place ``stop`` from 0 */

/** Milliseconds after which the address is looked at again. */
const REWRITTEN = 1200;

/** @returns {Place | null} what the address says */
function read() {
  const { searchParams } = new URL(window.location.href);
  const tour = searchParams.get("tour") ?? "";
  if (!/^[a-z0-9-]{1,64}$/.test(tour)) return null;
  const stop = Number(searchParams.get("stop") ?? 1);
  return { tour, stop: Number.isInteger(stop) && stop > 0 ? stop - 1 : 0 };
}

/** The address of this page, as long as it is this page's. */
export class TourAddress {
  /** @param {boolean} kept whether anything is put into the address at all */
  constructor(kept) {
    this.kept = kept;
    this.page = window.location.pathname;
    /** @type {number | undefined} */
    this.later = undefined;
  }

  /** @returns {Place | null} */
  get place() {
    return this.kept ? read() : null;
  }

  /**
   * @param {Place | null} place
   * @param {boolean} [step] whether Back leads to what is there now
   */
  write(place, step = false) {
    this.rest();
    if (!this.#here) return;
    put(place, step);
    // A page that opens may still rewrite its address, unaware of what was put there.
    this.later = window.setTimeout(() => this.#here && put(place, false), REWRITTEN);
  }

  /** Nothing more is written. */
  rest() {
    window.clearTimeout(this.later);
  }

  get #here() {
    return this.kept && window.location.pathname === this.page;
  }
}

/**
 * @param {Place | null} place
 * @param {boolean} step
 */
function put(place, step) {
  const here = new URL(window.location.href);
  if (place) {
    here.searchParams.set("tour", place.tour);
    here.searchParams.set("stop", String(place.stop + 1));
  } else {
    here.searchParams.delete("tour");
    here.searchParams.delete("stop");
  }
  here.search = here.search.replace(/%2F/gi, "/");
  if (here.href === window.location.href) return;
  if (step) window.history.pushState(window.history.state, "", here);
  else window.history.replaceState(window.history.state, "", here);
}
