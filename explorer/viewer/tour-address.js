/** A tour in the page's address: ``?tour=<id>&stop=<k>``, stops counted from 1. */

/** @typedef {{tour: string, stop: number}} Place ``stop`` from 0 */

/** @returns {Place | null} what the address says */
export function read() {
  const { searchParams } = new URL(window.location.href);
  const tour = searchParams.get("tour") ?? "";
  if (!/^[a-z0-9-]{1,64}$/.test(tour)) return null;
  const stop = Number(searchParams.get("stop") ?? 1);
  return { tour, stop: Number.isInteger(stop) && stop > 0 ? stop - 1 : 0 };
}

/**
 * @param {Place | null} place
 * @param {boolean} [step] whether Back leads to what is there now
 */
export function write(place, step = false) {
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
