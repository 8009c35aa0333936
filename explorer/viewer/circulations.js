// Circulations: the pictures that come back in the collection, family by family; one family in
// full; what cataloguers answer; and whether a picture that somebody brings is one of these.

import { fileAddress, link } from "./address.js";
import { count, dress, el, fill, put, readJson } from "./dom.js";
import { Circulation } from "./circulation.js";
import { MatchReview } from "./match-review.js";
import { Recognising } from "./recognising.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */

/** Families asked for at once. */
const PAGE = 24;
/** Pictures of a family that hang on its card. */
const COVERS = 3;

/**
 * props.api: address of the collection's API; props.available, props.checks, props.reviews;
 * props.start: {family, kind, sort, mode}; props.csv; props.headers; props.forms, props.texts.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {Emit} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "appearances.css", "circulations.css");
  const page = new Circulations(root, props, emit);
  return { update: (/** @type {Props} */ now) => page.update(now), destroy: () => page.destroy() };
}

class Circulations {
  /**
   * @param {ShadowRoot} root
   * @param {Props} props
   * @param {Emit} emit
   */
  constructor(root, props, emit) {
    this.root = root;
    this.props = props;
    this.emit = emit;
    this.turn = 0;
    this.focused = "";
    /** @type {{destroy: () => void, key?: (key: string) => boolean} | null} */
    this.part = null;
    this.body = el("div", { class: "circulations" });
    root.append(this.body);
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.#key(event);
    window.addEventListener("keydown", this.onKey);
    this.#open();
  }

  /** @param {Props} props */
  update(props) {
    const told = (/** @type {Props} */ of) => JSON.stringify([of.collection, of.lang, of.version, of.start]);
    const same = told(props) === told(this.props);
    this.props = props;
    if (!same) this.#open();
  }

  destroy() {
    this.turn += 1;
    window.removeEventListener("keydown", this.onKey);
    this.part?.destroy();
    this.body.remove();
  }

  #open() {
    // What was chosen is drawn anew with the list: whoever goes by keys stays where they were.
    this.focused = /** @type {any} */ (this.root.activeElement)?.dataset?.focus ?? "";
    this.turn += 1;
    this.part?.destroy();
    this.part = null;
    const { start } = this.props;
    if (start.family) this.part = new Circulation(this, start.family);
    else if (start.mode === "review" && this.props.reviews) this.part = new MatchReview(this);
    else if (start.mode === "check") this.part = new Recognising(this);
    else void this.#list();
  }

  /** @param {string} title @param {string} lead @param {string} here */
  head(title, lead, here) {
    const { props } = this;
    const { texts } = props;
    const way = (/** @type {string} */ mode, /** @type {string} */ label) => (here === mode ? null
      : link(props, this.emit, { page: "circulations", here: true, params: { mode: mode || null, family: null, kind: null } },
        { class: "button" }, label));
    return el("div", { class: "head" }, el("h1", {}, title), el("p", { class: "lead" }, lead),
      el("div", { class: "ways" },
        way("", texts.all), props.checks ? way("check", texts.ours) : null,
        props.reviews && props.available ? way("review", texts.review) : null,
        props.available && props.links && !here ? el("a", { class: "button", href: fileAddress(props, props.csv), download: "" }, texts.csv) : null));
  }

  async #list() {
    const { turn, props } = this;
    const { texts, start } = props;
    const status = el("p", { class: "status", role: "status" }, texts.looking);
    const head = this.head(texts.title, texts.lead, "");
    const choices = el("div", { class: "choices" });
    const wall = el("ul", { class: "families" });
    const more = el("button", { type: "button", class: "more", hidden: true }, texts.more);
    put(this.body, head, choices, status, wall, more);
    if (!props.available) {
      status.textContent = texts.unavailable;
      return;
    }
    let asked = 0;
    const load = async () => {
      const query = new URLSearchParams({ lang: props.lang, k: String(PAGE), offset: String(asked), sort: start.sort });
      if (start.kind) query.set("kind", start.kind);
      more.disabled = true;
      try {
        const found = await readJson(fileAddress(props, `${props.api}/reproductions?${query}`));
        if (turn !== this.turn) return;
        status.textContent = found.families ? [
          count(props.forms.families, found.total, props.lang),
          count(props.forms.among, found.pictures, props.lang)].join(" · ") : texts.none;
        if (!asked) this.#choices(choices, found);
        const first = wall.children.length;
        wall.append(...found.results.map((/** @type {any} */ one) => this.#card(one)));
        asked += found.results.length;
        more.hidden = asked >= found.total || !found.results.length;
        if (first) wall.children[first]?.querySelector("a")?.focus({ preventScroll: true });
      } catch {
        if (turn === this.turn) status.textContent = texts.failed;
        more.hidden = false;
      }
      more.disabled = false;
    };
    more.addEventListener("click", () => void load());
    await load();
  }

  /** @param {HTMLElement} holder @param {any} found */
  #choices(holder, found) {
    if (!found.families) return;
    const { props } = this;
    const { texts, start } = props;
    const kinds = Object.entries(found.kinds);
    const chip = (/** @type {string} */ kind, /** @type {string} */ label, /** @type {number} */ n) => el("button", {
      type: "button", class: "chip", "data-focus": `kind ${kind}`, "aria-pressed": String(kind === start.kind),
      click: () => this.emit("address", { kind: kind || null }),
    }, label, el("span", { class: "muted" }, new Intl.NumberFormat(props.lang).format(n)));
    put(holder,
      el("div", { class: "chips", role: "group", "aria-label": texts.by_kind },
        chip("", texts.any, found.families),
        ...kinds.map(([kind, n]) => chip(kind, texts[kind], /** @type {number} */ (n)))),
      el("label", { class: "pick" }, el("span", {}, texts.order), el("select", {
        "data-focus": "order", change: (/** @type {any} */ event) => this.emit("address", { sort: event.target.value }),
      }, ...["size", "earliest", "latest", "span"].map((value) => el("option", { value, selected: value === start.sort }, texts[`sort_${value}`])))));
    const again = this.focused && holder.querySelector(`[data-focus="${CSS.escape(this.focused)}"]`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    this.focused = "";
  }

  /** @param {any} one */
  #card(one) {
    const { props } = this;
    const { texts, lang } = props;
    const title = one.original.title || texts.untitled;
    // In one row, as high as one another: that it is the same picture is seen at a glance.
    const covers = el("span", { class: "covers" });
    let ratios = 0;
    for (const item of one.covers.slice(0, COVERS)) {
      const ratio = Math.min(Math.max(item.width / item.height, 0.4), 3);
      ratios += ratio;
      const cover = el("img", { src: fileAddress(props, item.thumbs["256"]), alt: "", loading: "lazy", decoding: "async" });
      cover.style.setProperty("--ratio", String(ratio));
      covers.append(cover);
    }
    covers.style.setProperty("--ratios", String(ratios));
    return el("li", {}, link(props, this.emit, {
      page: "circulations", here: true, params: { family: one.original.id, mode: null },
    }, { class: "family" },
    covers,
    el("span", { class: "title" }, title),
    el("span", { class: "muted" }, [count(props.forms.pictures, one.size, lang), this.years(one.years)].filter(Boolean).join(" · ")),
    el("span", { class: "muted" }, Object.entries(one.kinds).map(([kind, n]) => (n === 1 ? texts[kind] : fill(texts.some, {
      kind: texts[kind], n: new Intl.NumberFormat(lang).format(/** @type {number} */ (n)) }))).join(" · "))));
  }

  /** @param {[number, number] | null} span */
  years(span) {
    if (!span) return this.props.texts.undated;
    const { texts } = this.props;
    const say = (/** @type {number} */ year) => (year < 0 ? fill(texts.bce, { year: -year }) : String(year));
    return span[0] === span[1] ? say(span[0]) : `${say(span[0])} – ${say(span[1])}`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = this.root.activeElement;
    if (at?.matches("input, select, textarea") || document.querySelector("dialog[open]")) return;
    if (document.activeElement && document.activeElement !== document.body
      && document.activeElement !== this.root.host && document.activeElement.id !== "stMain"
      && !document.activeElement.contains(this.root.host)) return;
    if (this.part?.key?.(event.key.length === 1 ? event.key.toLowerCase() : event.key)) event.preventDefault();
  }
}
