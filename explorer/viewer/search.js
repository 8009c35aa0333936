// The search: one box for words and pictures, a chip for each part of what is asked, the filters
// beside the results, and what is picked out of them. What is asked is the page's address.

import { answer } from "./answer.js";
import { link } from "./address.js";
import { ask } from "./answers.js";
import * as asking from "./asked.js";
import { chooseBoard } from "./board-choice.js";
import { ByPicture, small } from "./by-picture.js";
import { dress, el, fill } from "./dom.js";
import { Facets } from "./facets.js";
import { Notice } from "./notice.js";
import { Offered } from "./offered.js";
import { Ours } from "./ours.js";
import { PickedBar } from "./picked-bar.js";
import { Advice } from "./search-advice.js";
import { SearchBar } from "./search-bar.js";
import { headingOf, reasonsOf, unquoted } from "./search-heading.js";
import { SearchNames } from "./search-names.js";
import { SearchParts } from "./search-parts.js";
import { SearchBox } from "./searchbox.js";
import { Wall } from "./wall.js";
import { many, NOTHING as NO_WISHES } from "./wishes.js";
import { Without } from "./without.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./asked.js").Asked} Asked */
/** @typedef {import("./answers.js").Shown} Shown */

/** Milliseconds in which Python is sure to have said that the address has changed. */
const PATIENCE = 5000;

/**
 * props.asked: what the address says (see asked.js); props.root: address of the collection's API;
 * props.pictures: whether a picture of one's own can be searched with; props.seen: whether words are
 * compared with pictures; props.boards: the boards that pictures can be put on; props.said: what
 * Python answers to that; props.examples: words to try; props.offered: groups of words
 * to touch instead, where there is no keyboard (see offered.js); props.wall: props of the wall.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "searchbox.css", "wall.css", "facets.css", "search.css");
  let page = new SearchPage(root, props, emit);
  page.update(props);
  return {
    update: (/** @type {Props} */ now) => {
      if (now.lang !== page.props.lang || now.root !== page.props.root) {
        const { shown, picked } = page;
        const same = now.root === page.props.root;
        if (same) page.shown = null; // it goes along
        page.destroy();
        page = new SearchPage(root, now, emit);
        if (same) {
          page.shown = shown;
          page.picked.take(picked);
        }
      }
      page.update(now);
    },
    destroy: () => page.destroy(),
  };
}

class SearchPage {
  /**
   * @param {ShadowRoot} root
   * @param {Props} props
   * @param {Emit} emit
   */
  constructor(root, props, emit) {
    this.root = root;
    this.emit = emit;
    this.props = props;
    const { texts, lang, base } = props;
    /** @type {Asked | null} */
    this.asked = null;
    /** @type {Shown | null} */
    this.shown = null;
    /** @type {{key: string, until: number} | null} what Python was told last, and has not said yet */
    this.told = null;
    this.turn = 0;
    const change = (/** @type {Partial<Asked>} */ some) => this.ask(some);
    /** What a link to other words does: asked here, Python's answer is known for what it is. */
    this.asks = (/** @type {string} */ _, /** @type {{q: string}} */ { q }) => this.ask({ q });

    this.title = el("h1", {}, texts.title);
    const place = el("div", { class: "box" });
    this.box = new SearchBox(place, (_, { q }) => this.type(q));
    this.box.title.remove(); // the page has its own
    this.without = new Without({ texts, add: (thing) => this.asked && this.ask({
      without: [...new Set([...this.asked.without, thing])].slice(-asking.MOST.without),
    }) });
    this.own = props.pictures ? new ByPicture({ texts, choose: (file) => void this.show(file) }) : null;
    this.ours = new Ours({ props, emit });
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.parts = new SearchParts({
      texts, base, ask: change, hide: () => this.hide(), rest: () => this.box.input,
    });
    this.examples = el("div", { class: "examples" });
    this.means = el("p", { class: "note means", hidden: true }, texts.means);
    this.offered = new Offered(emit);
    this.bar = new SearchBar({
      texts, seen: props.seen, ask: change, toggle: () => this.toggle(),
    });
    this.facets = new Facets({
      texts, lang, wish: (wishes) => this.ask({ wishes }), close: () => this.toggle(),
      find: async (column, find) => (await this.overview({ column, find }))?.results[0] ?? null,
    });
    this.facets.element.hidden = false;
    this.names = new SearchNames({ props, facets: this.facets });
    this.advice = new Advice({ props, emit, ask: change, asks: this.asks, names: () => this.names.chips });
    const hung = el("div", { class: "hung" });
    this.wall = new Wall(hung, emit);
    this.picked = new PickedBar({
      texts, lang, changed: () => this.wall.mark(),
      towards: (sign, ids) => this.asked && this.ask(asking.towards(this.asked, sign, ids)),
      board: props.boards ? (ids) => void chooseBoard(root, this.props, ids, (put) => emit("board", put)) : null,
    });
    this.column = el("aside", { class: "column", "aria-label": texts.filters }, this.facets.element);
    const foot = el("div", { class: "foot" }, this.picked.element);
    this.notice = new Notice(foot);
    this.line = el("div", { class: "line" }, place, this.own?.element);
    this.whole = el("div", { class: "search" },
      el("div", { class: "ask" }, this.title, this.line, this.trouble, this.parts.element,
        this.ours.element, this.examples, this.means, this.offered.element),
      el("div", { class: "body" }, this.column,
        el("div", { class: "found" }, this.bar.element, hung, this.advice.element)),
      foot);
    root.append(this.whole);
    this.closed = new AbortController();
    const { signal } = this.closed;
    window.addEventListener("popstate", () => this.#walk(), { signal });
    /** Where there is room for little, what is asked more closely stands with the filters. */
    this.small = window.matchMedia("(max-width: 520px)");
    this.small.addEventListener("change", () => this.#place(), { signal });
    this.#place();
    this.whole.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape" && this.column.classList.contains("open")) this.toggle();
    });
  }

  /** @param {Props} props */
  update(props) {
    const before = this.props;
    this.props = props;
    answer(this.notice, /** @type {any} */ (props), /** @type {any} */ (before), ({ page }) => this.emit("go", { page }),
      { root: this.root, tell: (value) => this.emit("board", value) });
    const now = asking.read(props.asked);
    const key = asking.key(now);
    if (this.asked && this.told && Date.now() < this.told.until) {
      // Python speaks of what was asked some time ago, and more has been asked since.
      if (this.told.key !== key) return;
      this.told = null;
    }
    const same = this.asked !== null && asking.same(this.asked, now)
      && before.version === props.version;
    this.asked = now;
    if (same) this.#hang();
    else this.#draw();
  }

  /**
   * Ask something else; what is not named stays.
   * @param {Partial<Asked>} change
   */
  ask(change) {
    if (!this.asked) return;
    const next = { ...this.asked, ...change };
    if (asking.same(next, this.asked)) return;
    this.#trouble("");
    this.asked = next;
    this.told = { key: asking.key(next), until: Date.now() + PATIENCE };
    this.emit("address", { ...asking.addressOf(next), item: null });
    this.#draw();
  }

  /** Back, or forward: what the address asks for. Python may have nothing new to say of it. */
  #walk() {
    if (!location.pathname.endsWith("/recherche") || !this.asked) return;
    const now = asking.readAddress(new URLSearchParams(location.search));
    if (asking.same(now, this.asked)) return;
    this.asked = now;
    this.told = { key: asking.key(now), until: Date.now() + PATIENCE };
    this.#trouble("");
    this.#draw();
  }

  /** @param {string} text of the box */
  type(text) {
    const { q, without } = asking.typed(text);
    this.box.input.value = q;
    const held = this.asked?.without ?? [];
    this.ask({ q, without: [...new Set([...held, ...without])].slice(0, asking.MOST.without) });
  }

  /**
   * Search with a picture of the visitor's.
   * @param {Blob} file
   */
  async show(file) {
    this.hide({ draw: false });
    this.#trouble("");
    const made = await small(file);
    this.shown = { file: made, url: URL.createObjectURL(made) };
    this.#draw();
  }

  /** Forget the visitor's picture. @param {{draw?: boolean}} [how] */
  hide({ draw = true } = {}) {
    if (!this.shown) return;
    URL.revokeObjectURL(this.shown.url);
    this.shown = null;
    this.#trouble("");
    if (draw) this.#draw();
  }

  /** Open the filters, or close them, where there is no room for them beside the results. */
  toggle() {
    const open = this.column.classList.toggle("open");
    this.bar.toggle.setAttribute("aria-expanded", String(open));
    if (open) this.facets.heading.focus({ preventScroll: true });
    else this.bar.toggle.focus({ preventScroll: true });
  }

  /** What the filters count. @param {Record<string, string>} [more] */
  async overview(more = {}) {
    if (!this.asked) return null;
    const { q, without, like, unlike, by, wishes } = this.asked;
    const counted = { ...asking.NOTHING, q, without, like, unlike, by, wishes };
    const query = asking.routeOf(counted, this.props.lang);
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    return ask(this.#api, "facets", query, { shown: this.shown });
  }

  get #api() {
    return { base: this.props.base, root: this.props.root };
  }

  #draw() {
    const { asked, props } = this;
    if (!asked) return;
    this.turn += 1;
    this.advice.clear();
    this.#box(asked);
    this.#bar();
    this.#chips();
    this.ours.update(this.shown?.file ?? null);
    this.#hang();
    void this.#records(asked);
    if (!this.shown || this.shown.vector) void this.#count();
    const bare = !asking.any(asked) && !this.shown;
    this.whole.classList.toggle("asked", !bare);
    this.means.hidden = !bare || !props.texts.means || Boolean(props.offered);
    this.offered.update(bare ? props.offered ?? [] : [], props, this.asks);
    this.examples.replaceChildren(...(bare && props.examples.length && !props.offered ? [
      el("span", { class: "muted" }, props.texts.try),
      el("ul", {}, ...props.examples.map((/** @type {string} */ word) => el("li", {}, link(props, this.asks,
        { page: "recherche", params: { q: word }, here: true }, { class: "example" }, word))))] : []));
  }

  /** @param {Asked} asked */
  #box(asked) {
    const { props } = this;
    this.box.update({
      ...props, q: asked.q, vocabulary: `${props.root}/vocabulary`, examples: [],
      texts: { ...props.texts, title: "" },
    });
  }

  #chips() {
    if (!this.asked) return;
    this.parts.update(this.asked, { names: this.names.chips, records: this.names.records, shown: this.shown });
  }

  #bar() {
    const { asked, shown, small } = this;
    if (asked) this.bar.update(asked, { filters: many(asked.wishes), pictures: shown !== null, small: small.matches });
  }

  /** Put what is asked more closely where there is room for it. */
  #place() {
    const { bar, facets, line, own, small, without } = this;
    if (small.matches) facets.body.prepend(el("div", { class: "closely" }, without.element, bar.by, bar.spread));
    else {
      this.whole.querySelector(".closely")?.remove();
      line.insertBefore(without.element, own?.element ?? null);
      bar.element.append(bar.by, bar.sorting, bar.spread);
    }
    this.#bar();
  }

  #hang() {
    const { asked, props, shown } = this;
    if (!asked) return;
    const { turn } = this;
    const bare = !asking.any(asked) && !shown;
    const query = asking.routeOf(asked, props.lang);
    const texts = { ...props.wall.texts, why: reasonsOf(asked, props.texts), pick: props.texts.pick };
    if (asked.q) texts.nothing = fill(props.texts.nothing, { query: unquoted(asked.q) });
    this.wall.update({
      ...props, ...props.wall, texts, current: props.item,
      key: `${query} ${shown?.url ?? ""}`,
      keep: asking.addressOf(asked),
      forms: bare ? null : props.wall.forms,
      heading: headingOf(asked, { bare, shown: shown !== null }, props.texts),
      picks: this.picked,
      answered: (/** @type {any} */ answer) => turn === this.turn && this.#answered(answer, bare),
      read: (/** @type {number} */ offset, /** @type {number} */ k, /** @type {AbortSignal} */ signal) => {
        const part = new URLSearchParams(query);
        part.set("k", String(k));
        if (offset) part.set("offset", String(offset));
        return this.#read(part, signal);
      },
    });
  }

  /**
   * @param {URLSearchParams} query
   * @param {AbortSignal} signal
   */
  async #read(query, signal) {
    const { shown, turn } = this;
    const first = shown && shown.vector === undefined;
    try {
      const answer = await ask(this.#api, "search", query, { shown, signal });
      if (first && turn === this.turn) void this.#count();
      return answer;
    } catch (error) {
      if (signal.aborted || !first || shown !== this.shown) throw error;
      // The picture is refused: it is put aside, and the rest is asked for again.
      const said = /** @type {any} */ (error).message || this.props.wall.texts.failed;
      this.hide();
      this.#trouble(said);
      throw error;
    }
  }

  /**
   * @param {any} answer
   * @param {boolean} bare
   */
  #answered(answer, bare) {
    if (this.asked) this.names.met(this.asked, answer.results);
    if (this.asked) this.advice.update(this.asked, answer.instead ?? [], bare ? null : answer.advice ?? null);
    this.whole.dataset.total = new Intl.NumberFormat(this.props.lang).format(answer.total);
  }

  async #count() {
    const { turn } = this;
    const overview = await this.overview().catch((error) => {
      // An address from elsewhere, or of another time: show the collection rather than nothing.
      if (error.status !== 400 || turn !== this.turn) return;
      this.ask({ wishes: NO_WISHES });
      this.#trouble(this.props.texts.filter_unknown);
    });
    if (!overview || turn !== this.turn || !this.asked) return;
    this.names.keep(overview.themes);
    this.facets.update(overview, this.asked.wishes);
    this.#chips();
  }

  /**
   * The records of the pictures that are named, for their chips.
   * @param {Asked} asked
   */
  async #records(asked) {
    if (!await this.names.read(asked) || !this.asked) return;
    const here = (/** @type {string} */ id) => this.names.has(id);
    const now = { like: this.asked.like.filter(here), unlike: this.asked.unlike.filter(here) };
    if (now.like.length + now.unlike.length === this.asked.like.length + this.asked.unlike.length) {
      this.#chips();
      return;
    }
    this.ask(now);
    this.#trouble(this.props.texts.gone);
  }

  /** @param {string} text */
  #trouble(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }

  destroy() {
    this.turn += 1;
    this.closed.abort();
    this.notice.hide();
    this.hide({ draw: false });
    this.own?.destroy();
    this.wall.destroy();
    this.box.destroy();
    this.whole.remove();
  }
}
