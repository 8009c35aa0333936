/** An exhibition as visitors see it: its cover, its sections, its credits. */

import { fileAddress, link } from "./address.js";
import { dateText, el, fill, webAddress } from "./dom.js";
import { licenceOr } from "./licences.js";
import { LightTable } from "./light-table.js";
import { blocks, pieces } from "./markup.js";

/** @typedef {{root: ShadowRoot, props: any, emit: import("./address.js").Emit}} Page */

/**
 * @param {Page} page
 * @param {any} shown as `…/shown` answers
 * @param {{look?: boolean}} [how] `look`: it is looked at by a curator, and its pictures lead nowhere
 * @returns {HTMLElement}
 */
export function exhibitionView(page, shown, { look = false } = {}) {
  const { props } = page;
  const { texts } = props;
  const hang = new Hanging(page, look);
  const left = shown.left_out.gone + shown.left_out.unclear;
  return el("article", { class: "exhibition" },
    el("header", {},
      el(look ? "h2" : "h1", { lang: shown.title.lang, tabindex: "-1", class: "name" }, shown.title.text || texts.untitled),
      shown.subtitle.text ? el("p", { class: "subtitle", lang: shown.subtitle.lang }, shown.subtitle.text) : null),
    shown.cover ? el("div", { class: "cover" }, hang.figure(shown.cover, "90vw")) : null,
    shown.introduction.blocks.length ? el("div", { class: "words introduction" }, ...hang.blocks(shown.introduction)) : null,
    ...shown.sections.map((/** @type {any} */ section) => hang.section(section)),
    shown.credits.blocks.length ? el("footer", { class: "words credits" },
      el("h2", {}, texts.credits), ...hang.blocks(shown.credits, 3)) : null,
    look && left ? el("p", { class: "left-out" }, fill(texts.left_out, shown.left_out)) : null);
}

class Hanging {
  /** @param {Page} page @param {boolean} look */
  constructor(page, look) {
    this.page = page;
    this.look = look;
  }

  /** @param {any} text @param {number} [top] */
  blocks(text, top = 3) {
    return blocks(text.blocks, { top, lang: text.lang, links: this.page.props.links });
  }

  /** @param {any} section */
  section(section) {
    const { texts } = this.page.props;
    // One alone hangs large, of whatever kind the section is.
    const alone = section.exhibits.length === 1 && ["wall", "row", "compare"].includes(section.kind);
    const kind = alone ? "single" : section.kind;
    const hung = /** @type {Record<string, () => (HTMLElement | null)>} */ ({
      wall: () => el("div", { class: "hung wall" }, ...section.exhibits.map((/** @type {any} */ one) => this.figure(one, "460px"))),
      row: () => el("div", { class: "hung row", tabindex: "0", role: "group", "aria-label": section.heading.text || texts.kind_row },
        ...section.exhibits.map((/** @type {any} */ one) => this.figure(one, "600px"))),
      single: () => (section.exhibits[0] ? el("div", { class: "hung one" }, this.figure(section.exhibits[0], "90vw")) : null),
      compare: () => this.compare(section),
      timeline: () => this.timeline(section),
      map: () => this.map(section),
    })[kind]?.() ?? null;
    if (!section.heading.text && !section.text.blocks.length && !hung) return null;
    return el("section", { class: `section ${kind}`, "data-section": section.id },
      section.heading.text ? el("h2", { lang: section.heading.lang }, section.heading.text) : null,
      section.text.blocks.length ? el("div", { class: "words" }, ...this.blocks(section.text)) : null,
      hung);
  }

  /** @param {any} section */
  compare(section) {
    const { page } = this;
    const { texts } = page.props;
    const items = section.exhibits.map((/** @type {any} */ one) => one.item);
    return el("div", { class: "hung compared" },
      ...section.exhibits.map((/** @type {any} */ one) => this.figure(one, "45vw")),
      items.length > 1 ? el("p", { class: "way" }, el("button", {
        type: "button", click: () => {
          const table = new LightTable(page.root, texts);
          table.dialog.addEventListener("close", () => table.destroy());
          table.open(page.props, items);
        },
      }, texts.compare_closely)) : null);
  }

  /** @param {any} section */
  timeline(section) {
    const { texts } = this.page.props;
    const dated = (/** @type {any} */ one) => one.item.year_from ?? Infinity;
    const all = [...section.exhibits].sort((a, b) => dated(a) - dated(b));
    return el("ol", { class: "hung timeline" }, ...all.map((one) => el("li", {},
      el("p", { class: "when" }, dateText(one.item.date, texts) || texts.undated_short), this.figure(one, "460px"))));
  }

  /** @param {any} section */
  map(section) {
    const { page } = this;
    const { props } = page;
    const { lang } = props;
    const told = (/** @type {Record<string, string>} */ words) => words[lang] || Object.values(words).find(Boolean) || "";
    return el("div", { class: "hung" },
      section.stops.length ? el("ol", { class: "stops" }, ...section.stops.map((/** @type {any} */ stop) => el("li", {},
        told(stop.name) ? el("h3", {}, told(stop.name)) : null, told(stop.text) ? el("p", {}, told(stop.text)) : null,
        el("p", {}, link(props, page.emit, { page: "", params: { view: stop.view } }, {}, props.texts.stop_see))))) : null,
      section.tour ? el("p", { class: "way" }, link(props, page.emit, { page: "", params: { tour: section.tour } },
        { class: "button primary" }, props.texts.walk)) : null);
  }

  /**
   * A picture, whole, what is said of it below, and its details.
   * @param {any} one
   * @param {string} sizes
   * @returns {HTMLElement}
   */
  figure(one, sizes) {
    const { page } = this;
    const { props } = page;
    const { item } = one;
    const image = el("img", {
      alt: one.alt || item.title || props.texts.untitled, lang: one.alt ? one.alt_lang : null, loading: "lazy", decoding: "async",
      width: item.width, height: item.height, sizes, srcset: sources(props, item),
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
    });
    const figure = el("figure", {},
      this.look ? image : link(props, page.emit, { page: "expositions", params: { item: item.id }, here: true }, {}, image),
      el("figcaption", {},
        el("p", { class: "label" }, el("cite", {}, item.title || props.texts.untitled),
          ...[item.creator, dateText(item.date, props.texts)].filter(Boolean).map((text) => `, ${text}`)),
        one.caption.pieces.length ? el("p", { class: "said", lang: one.caption.lang }, ...pieces(one.caption.pieces, props.links)) : null,
        this.credit(item)),
      one.details.length ? el("div", { class: "details" }, ...one.details.map((/** @type {any} */ detail) => this.detail(item, detail))) : null);
    figure.style.setProperty("--ratio", String(item.width / Math.max(1, item.height)));
    return figure;
  }

  /** @param {any} item */
  credit(item) {
    const { props } = this.page;
    const source = props.links ? webAddress(item.source) : null;
    const rights = props.links ? webAddress(item.rights) : null;
    const told = [
      item.credit || null,
      item.rights && (rights ? el("a", { href: rights, rel: "license noopener" }, licenceOr(item.rights)) : licenceOr(item.rights)),
      source ? el("a", { href: source, rel: "noopener" }, props.texts.source) : null,
    ].filter(Boolean);
    return told.length ? el("p", { class: "credit" }, ...told.flatMap((part, i) => (i ? [" · ", part] : [part]))) : null;
  }

  /** @param {any} item @param {any} detail */
  detail(item, detail) {
    const { props } = this.page;
    return el("figure", { class: "detail" }, crop(props, item, detail.region, props.texts.detail),
      el("figcaption", { lang: detail.caption.lang }, ...pieces(detail.caption.pieces, props.links)));
  }
}

/**
 * A part of a picture, by itself.
 * @param {any} props
 * @param {any} item
 * @param {import("./exhibition-doc.js").Region} region
 * @param {string} alt
 */
export function crop(props, item, region, alt) {
  const ratio = (region.width * item.width) / Math.max(1, region.height * item.height);
  return el("div", { class: "crop", style: { aspectRatio: String(ratio) } }, el("img", {
    src: fileAddress(props, item.thumbs["1024"] ?? item.thumbs["256"]), alt, decoding: "async",
    style: {
      // Whatever bounds pictures around it, this one is larger than its frame.
      maxWidth: "none", maxHeight: "none", width: `${100 / region.width}%`, left: `${(-100 * region.x) / region.width}%`, top: `${(-100 * region.y) / region.height}%`,
    },
  }));
}

/** @param {any} props @param {any} item */
export function sources(props, item) {
  const shape = Math.min(1, item.width / Math.max(1, item.height));
  return Object.entries(item.thumbs).map(([size, path]) => `${fileAddress(props, String(path))} `
    + `${Math.max(1, Math.round(Number(size) * shape))}w`).join(", ");
}
