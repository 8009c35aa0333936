/** One family: the original and why it is one, its appearances, and two of them on each other. */

import { fileAddress, link } from "./address.js";
import { begin, el, fill, put, readJson } from "./dom.js";
import { outlined } from "./outlined.js";
import { Overlay } from "./overlay.js";

/** Appearances shown before one asks for the others. */
const FIRST = 24;

export class Circulation {
  /**
   * @param {any} page the page of circulations
   * @param {string} id of one of its pictures
   */
  constructor(page, id) {
    this.page = page;
    this.id = id;
    this.stop = new AbortController();
    this.at = 0;
    /** @type {Overlay | null} */
    this.overlay = null;
    void this.load();
  }

  get props() {
    return this.page.props;
  }

  destroy() {
    this.stop.abort();
    this.overlay?.destroy();
  }

  async load() {
    const { props, page } = this;
    const { texts } = props;
    put(page.body, el("p", { class: "status", role: "status" }, texts.looking));
    const query = new URLSearchParams({ item: this.id, lang: props.lang });
    let said = texts.alone;
    try {
      const { family } = await readJson(fileAddress(props, `${props.api}/reproductions/family?${query}`),
        { signal: this.stop.signal });
      if (family) {
        this.family = family;
        this.draw();
        return;
      }
      if (!props.available) said = texts.unavailable;
    } catch (error) {
      if (this.stop.signal.aborted) return;
      said = /** @type {any} */ (error).status === 404 ? texts.missing : texts.failed;
    }
    put(page.body, page.head(texts.title, said, "family"));
  }

  draw() {
    const { props, page, family } = this;
    const { texts } = props;
    const { original } = family;
    const title = original.title || texts.untitled;
    const heading = el("h1", {}, title);
    const to = (/** @type {string} */ where, /** @type {any} */ params, /** @type {string} */ label) => link(
      props, page.emit, { page: where, params }, { class: "button" }, label);
    this.overlay = new Overlay({ props, texts });
    this.list = el("ol", { class: "line" });
    this.caption = el("div", { class: "caption" });
    const evidence = family.evidence.map((/** @type {string} */ word) => texts[`is_${word}`]);
    const why = evidence.length ? fill(texts.because, { evidence: listed(evidence, props.lang) }) : texts.no_evidence;
    put(page.body,
      el("p", { class: "crumbs" }, link(props, page.emit, { page: "circulations", here: true, params: { family: null } }, {}, texts.all)),
      el("div", { class: "origin" },
        el("figure", {}, outlined(props, original, [], "1024")),
        el("div", { class: "words" },
          el("p", { class: "muted" }, texts.original), heading,
          el("p", { class: "muted" }, [original.creator, original.date || texts.undated].filter(Boolean).join(" · ")),
          el("p", { class: "why" }, why),
          el("p", { class: "muted" }, page.years(family.years)),
          el("div", { class: "ways" },
            to("", { item: original.id, family: original.id }, texts.map),
            to("recherche", { item: original.id }, texts.record),
            ...(props.links ? [this.#file("reproductions.csv", texts.csv), this.#file("reproductions/annotations.json", texts.annotations)] : [])))),
      el("h2", {}, fill(texts.appears, { n: new Intl.NumberFormat(props.lang).format(family.appearances.filter((/** @type {any} */ one) => !one.beside).length) })),
      this.list,
      this.caption, this.overlay.element);
    this.#line(FIRST);
    this.choose(0);
    begin(heading);
  }

  /** @param {string} file @param {string} label */
  #file(file, label) {
    const query = new URLSearchParams({ item: this.family.original.id, lang: this.props.lang });
    return el("a", { class: "button", href: fileAddress(this.props, `${this.props.api}/${file}?${query}`), download: "" }, label);
  }

  /** @param {number} most */
  #line(most) {
    const { props, family } = this;
    const { texts } = props;
    const rest = family.appearances.length - most;
    put(this.list, ...family.appearances.slice(0, most).map((/** @type {any} */ one, /** @type {number} */ at) => el("li", {}, el("button", {
      type: "button", "aria-pressed": String(at === this.at), click: () => this.choose(at),
    }, outlined(props, one.item, one.region),
    el("span", { class: "when" }, one.item.date || texts.undated),
    el("span", { class: "what" }, texts[word(one)]),
    el("span", { class: "title" }, one.item.title || texts.untitled)))),
    rest > 0 ? el("li", { class: "rest" }, el("button", {
      type: "button", click: () => {
        this.#line(Infinity);
        this.list.children[most]?.querySelector("button")?.focus();
      },
    }, fill(texts.others, { n: rest }))) : null);
  }

  /** @param {number} at */
  choose(at) {
    const { props, family, page } = this;
    const { texts } = props;
    const one = family.appearances[at];
    if (!one) return;
    this.at = at;
    for (const [n, li] of [...this.list.children].entries()) {
      if (!li.classList.contains("rest")) li.firstElementChild?.setAttribute("aria-pressed", String(n === at));
    }
    const percent = new Intl.NumberFormat(props.lang, { style: "percent" });
    const told = [
      texts[`long_${word(one)}`],
      one.mirrored ? texts.mirrored : "", one.turned ? fill(texts.turned, { n: one.turned }) : "",
      one.by_way && !one.beside ? texts.by_way : "",
      one.refused ? texts.refused_here : "",
      one.by === "hand" ? fill(one.who ? texts.by_hand_of : texts.by_hand, { who: one.who })
        : fill(texts.by_machine, { score: percent.format(one.score) }),
    ].filter(Boolean);
    put(this.caption,
      el("h3", {}, link(props, page.emit, { page: "recherche", params: { item: one.item.id } }, {}, one.item.title || texts.untitled)),
      el("p", { class: "muted" }, [one.item.creator, one.item.date || texts.undated].filter(Boolean).join(" · ")),
      el("p", {}, told.join(" ")));
    this.overlay?.show({
      first: { item: family.original }, second: { item: one.item }, matrix: one.beside ? null : one.transform,
      points: () => this.#points(one),
    });
  }

  /** Of the pair that brought it into the family, in the order of what is shown. @param {any} one @returns {Promise<number[][]>} */
  async #points(one) {
    if (one.by_way) return [];
    const { props, family } = this;
    const query = new URLSearchParams({ original: one.pair[0], appearance: one.pair[1], lang: props.lang });
    const { points } = await readJson(fileAddress(props, `${props.api}/reproductions/pair?${query}`));
    return one.pair[0] === family.original.id ? points : points.map((/** @type {number[]} */ [a, b, c, d]) => [c, d, a, b]);
  }

  /** @param {string} key */
  key(key) {
    const n = this.family?.appearances.length ?? 0;
    if (key === "ArrowRight" && this.at < n - 1) this.choose(this.at + 1);
    else if (key === "ArrowLeft" && this.at > 0) this.choose(this.at - 1);
    else return this.overlay?.key(key) ?? false;
    return true;
  }
}

/** What an appearance is, as a key of the texts. @param {{kind: string, beside: boolean}} one */
function word({ kind, beside }) {
  return beside ? "beside" : kind;
}

/** @param {string[]} words @param {string} lang */
function listed(words, lang) {
  return new Intl.ListFormat(lang, { type: "conjunction" }).format(words);
}
