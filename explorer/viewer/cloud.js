/** The cloud: the widget of pictures like some others. See ``Stroll`` for what happens in it. */

import { answer } from "./answer.js";
import { chooseBoard } from "./board-choice.js";
import * as bookmark from "./bookmark.js";
import { dress } from "./dom.js";
import { PageTitle } from "./page-title.js";
import { read, write } from "./steps.js";
import { Stroll } from "./stroll.js";

/** @typedef {import("./steps.js").Place} Place */
/** @typedef {import("./stroll.js").Props & {place: string}} Props ``place``: the address's query */

/** Milliseconds after which the address is looked at again. */
const REWRITTEN = 1200;

/**
 * Put the cloud into an element or a shadow root.
 *
 * Where one is stands in the page's address, which the browser keeps: each step is an entry of its
 * history, and Back goes there. Intents: ``go`` (another page), ``address`` (this page's), ``board``
 * (``{ids}``, to be put on the board).
 * @param {ShadowRoot | HTMLElement} root
 * @param {Props} props
 * @param {(name: string, value: unknown) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "map.css", "controls.css", "facets.css", "seeking.css",
    "cloud.css");
  const holder = document.createElement("div");
  root.append(holder);
  let now = props;
  const title = new PageTitle();
  const { pathname } = window.location;

  /** @type {number | undefined} */
  let timer;
  /**
   * @param {Place} place
   * @param {boolean} step
   */
  const keep = (place, step) => {
    const put = (/** @type {boolean} */ entry) => {
      if (window.location.pathname !== pathname) return;
      const here = new URL(window.location.href);
      write(place, here.searchParams);
      if (here.href === window.location.href) return;
      if (entry) window.history.pushState(window.history.state, "", here);
      else window.history.replaceState(window.history.state, "", here);
    };
    put(step);
    // A page that opens may still rewrite its address, unaware of what was put there.
    window.clearTimeout(timer);
    timer = window.setTimeout(put, REWRITTEN, false);
  };

  const begin = (/** @type {Place} */ place) => new Stroll({
    holder, props: now, place,
    told: {
      place: keep,
      title: (name) => title.set(name),
      map: (id) => emit("go", { page: "", params: { item: id } }),
      follow: (id) => emit("go", { page: "circulations", params: { family: id } }),
      theme: (id) => emit("go", { page: "themes", params: { theme: id } }),
      wall: (place) => {
        const { trail, ...rest } = fields(place);
        // All of it is said again: what Python knows of the address may be of some steps ago.
        emit("address", { surprise: null, filter: null, ...rest, trail, show: "wall" });
      },
      board: (ids) => void chooseBoard(root, now, ids, (put) => emit("board", put)),
      copy: () => bookmark.copy(),
    },
  });

  let stroll = begin(placeOf(props));
  const repaint = () => stroll.repaint();
  document.addEventListener("cimaise-scheme", repaint);
  /** Back or Forward: one goes where the address says. */
  const turned = () => {
    if (window.location.pathname !== pathname) return;
    window.clearTimeout(timer);
    const place = read(new URL(window.location.href).searchParams);
    if (place.centre.length && text(place) !== text(stroll.place)) stroll.restore(place);
  };
  window.addEventListener("popstate", turned);

  return {
    /** @param {Props} next */
    update(next) {
      const before = now;
      now = next;
      if (next.collection !== before.collection || next.lang !== before.lang) {
        const place = next.collection === before.collection ? stroll.place : placeOf(next);
        stroll.destroy();
        stroll = begin(place);
        if (place.centre.length) keep(place, false);
        return;
      }
      stroll.props = next;
      if (next.version !== before.version) stroll.refresh();
      if (next.theme !== before.theme) repaint();
      answer(stroll.notice, next, before, (there) => emit("go", there), { root, tell: (value) => emit("board", value) });
      if (next.place === before.place) return;
      // What Python read may be of a moment ago: only what the address still says is gone to.
      const place = placeOf(next);
      const here = text(read(new URL(window.location.href).searchParams));
      if (text(place) !== here || here === text(stroll.place)) return;
      if (place.centre.length) stroll.restore(place);
      else void stroll.chance();
    },
    destroy() {
      document.removeEventListener("cimaise-scheme", repaint);
      window.removeEventListener("popstate", turned);
      window.clearTimeout(timer);
      stroll.destroy();
      title.destroy();
      holder.remove();
    },
    /** For tests and measurements. */
    get stroll() {
      return stroll;
    },
  };
}

/** @param {Props} props */
function placeOf(props) {
  return read(new URLSearchParams(props.place));
}

/** @param {Place} place */
function text(place) {
  const search = new URLSearchParams();
  write(place, search);
  return String(search);
}

/**
 * @param {Place} place
 * @returns {Record<string, string[]>} the parameters of its address
 */
function fields(place) {
  const search = new URLSearchParams(text(place));
  return Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name)]));
}
