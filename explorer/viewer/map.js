/** The map: the widget that walks through a collection. See ``Visit`` for what happens in it. */

import { answer } from "./answer.js";
import { chooseBoard } from "./board-choice.js";
import * as bookmark from "./bookmark.js";
import { dress } from "./dom.js";
import { format, parse } from "./link.js";
import { PageTitle } from "./page-title.js";
import * as remembered from "./remembered.js";
import { Visit } from "./visit.js";

/** @typedef {import("./visit.js").Props} Props */
/** @typedef {import("./link.js").View} View */

/** Milliseconds after which the address is looked at again. */
const REWRITTEN = 1200;

/**
 * Put the map into an element or a shadow root.
 *
 * Intents: ``open`` (id of an item, or null when it was closed), ``similar`` (id, or several), ``view`` (text
 * of link.js, when the view has come to rest), ``board`` (``{ids}``, to be put on the board). Only those named in ``props.reports`` are sent.
 * With ``props.address`` the view is also kept in the page's address: another item or another
 * layout is an entry of the history of its own, and Back goes there.
 * @param {ShadowRoot | HTMLElement} root
 * @param {Props & {reports?: string[], address?: boolean}} props
 * @param {(name: string, value: unknown) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "map.css", "controls.css", "facets.css", "seeking.css",
    "selecting.css", "tours.css", ...(props.code ? ["take-home.css"] : []));
  const holder = document.createElement("div");
  holder.className = "map-holder";
  root.append(holder);
  let now = props;
  let told = "";
  const title = props.address ? new PageTitle() : null;

  /**
   * @param {string} name
   * @param {unknown} value
   */
  const tell = (name, value) => {
    if (now.reports?.includes(name)) emit(name, value);
  };

  /** @type {number | undefined} */
  let timer;
  const { pathname } = window.location;
  /**
   * @param {string} text
   * @param {boolean} step whether one can come back from it
   */
  const keep = (text, step) => {
    const write = (/** @type {boolean} */ entry) => {
      // On its way to another page, the app changes the address before it takes the map away.
      if (window.location.pathname === pathname) bookmark.write(text, entry, visit.closer.address);
    };
    write(step);
    bookmark.remember(now.collection, text);
    // A page that opens may still rewrite its address, unaware of what was put there.
    window.clearTimeout(timer);
    timer = window.setTimeout(write, REWRITTEN, false);
  };

  /** @type {number | undefined} */
  let later;
  /**
   * @param {import("./seeking.js").Address} sought
   * @param {import("./seeking.js").Address} [aside] what a tour has put aside
   */
  const keepSought = (sought, aside = sought) => {
    const write = () => {
      if (window.location.pathname === pathname) bookmark.writeSought(sought);
    };
    write();
    bookmark.rememberSought(now.collection, aside);
    window.clearTimeout(later);
    later = window.setTimeout(write, REWRITTEN);
  };

  /** @type {number | undefined} */
  let latest;
  /** @param {string[]} ids */
  const keepSelected = (ids) => {
    const write = () => {
      if (window.location.pathname === pathname) remembered.write(ids);
    };
    write();
    remembered.remember(now.collection, ids);
    window.clearTimeout(latest);
    latest = window.setTimeout(write, REWRITTEN);
  };

  /**
   * @param {View | null} view
   * @param {string | null} item
   * @param {import("./seeking.js").Address | null} sought
   * @param {(import("./selection.js").Chosen | string)[]} chosen
   */
  const begin = (view, item, sought, chosen) =>
    new Visit({
      holder,
      props: now,
      view,
      item,
      sought,
      chosen,
      told: {
        view: (seen, step) => {
          const text = format(seen);
          if (now.address) keep(text, step);
          if (text !== told) tell("view", text);
          told = text;
        },
        open: (id) => {
          title?.set(id === null ? "" : visit.chosen?.title || now.texts.untitled);
          tell("open", id);
        },
        follow: (id) => emit("go", { page: "circulations", params: { family: id } }),
        similar: (ids) => tell("similar", ids),
        copy: () => bookmark.copy(),
        seek: (sought_, aside) => {
          if (now.address) keepSought(sought_, aside);
        },
        select: (ids) => {
          if (now.address) keepSelected(ids);
        },
        board: (ids) => void chooseBoard(root, now, ids, (put) => tell("board", put)),
        followed: (id) => {
          if (now.address && window.location.pathname === pathname) bookmark.writeFollowed(id);
        },
      },
    });

  const start = where(now);
  const asked = now.address ? soughtAtFirst(now) : null;
  const kept = now.address ? remembered.recall(now.collection) : [];
  let visit = begin(start, now.item ?? start?.item ?? null, asked, kept);
  if (asked) keepSought(asked);
  if (now.address) visit.closer.want(bookmark.readCloser(), now.item ?? start?.item ?? null);
  if (now.address) visit.following.want(bookmark.readFollowed());
  const repaint = () => visit.repaint();
  document.addEventListener("cimaise-scheme", repaint);
  /** Back or Forward: what the address says is gone to, and what was sought there is sought again. */
  const turned = () => {
    if (window.location.pathname !== pathname) return;
    window.clearTimeout(timer);
    window.clearTimeout(later);
    const sought = bookmark.readSought();
    visit.seeking.restore(sought);
    bookmark.rememberSought(now.collection, visit.touring.aside ?? sought);
    const view = parse(bookmark.read());
    if (view) visit.restore(view, view.item ?? null, { travel: true });
    visit.closer.want(bookmark.readCloser(), view?.item ?? null);
    visit.following.want(bookmark.readFollowed());
    remembered.write(visit.selection.ids); // what is selected stays selected
  };
  if (props.address) window.addEventListener("popstate", turned);

  return {
    /** @param {typeof props} next */
    update(next) {
      const before = now;
      now = next;
      if (next.collection !== before.collection || next.lang !== before.lang) {
        const view = next.collection === before.collection ? visit.view : null;
        told = "";
        title?.set("");
        const same = next.collection === before.collection;
        const sought = same ? visit.touring.aside ?? visit.seeking.address : null;
        const followed = same ? visit.following.id : "";
        const chosen = same ? [...visit.selection.list]
          : next.address ? remembered.recall(next.collection) : [];
        visit.destroy();
        visit = begin(view, view?.item ?? null, sought, chosen);
        visit.following.want(followed);
        if (next.address && sought) keepSought(sought);
        if (next.address) keepSelected(visit.selection.ids);
        return;
      }
      visit.props = next;
      if (next.version !== before.version) visit.refresh();
      if (next.theme !== before.theme) repaint();
      answer(visit.notice, next, before, (there) => emit("go", there), { root, tell: (value) => tell("board", value) });
      if (next.state !== before.state || next.item !== before.item) {
        const view = parse(next.state);
        if (view || next.item) visit.restore(view, next.item ?? view?.item ?? null);
      }
    },
    destroy() {
      document.removeEventListener("cimaise-scheme", repaint);
      window.removeEventListener("popstate", turned);
      window.clearTimeout(timer);
      window.clearTimeout(later);
      window.clearTimeout(latest);
      visit.destroy();
      title?.destroy();
      holder.remove();
    },
    /** For tests and measurements. */
    get visit() {
      return visit;
    },
  };
}

/**
 * Where to begin: where the address says, where Python says, where this tab was; an item that is
 * asked for by itself is shown wherever it hangs.
 * @param {Props & {address?: boolean}} props
 * @returns {View | null}
 */
function where(props) {
  const said = (props.address && parse(bookmark.read())) || parse(props.state);
  if (said || props.item || !props.address) return said;
  const left = parse(bookmark.recall(props.collection));
  if (left) delete left.item;
  return left;
}

/**
 * What is sought at first: what the address says; where one comes back to what this tab left, or to
 * a tour, what was sought then.
 * @param {Props} props
 * @returns {import("./seeking.js").Address}
 */
function soughtAtFirst({ collection, item, state }) {
  const said = bookmark.readSought();
  const { searchParams } = new URL(window.location.href);
  const back = searchParams.has("tour") || !(bookmark.read() || state || item);
  return back && !Object.values(said).some(Boolean) ? bookmark.recallSought(collection) : said;
}
