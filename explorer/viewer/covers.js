// Themes as covers: a few of their pictures on one rail, a name and a number below. What curators
// chose as cover hangs first.

import { fileAddress, link } from "./address.js";
import { count, dress, el, fill, readJson } from "./dom.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */
/** @typedef {{id: number, parent: number, label: string, number: string, size: number, medoids: Listed[],
 *   hidden?: boolean}} Theme */
/** @typedef {{id: string, name: Record<string, string>, text: Record<string, string>, words: string,
 *   shared: boolean, covers: Listed[]}} Concept */
/** @typedef {{page: string, params: Record<string, any>, here: boolean, label: string, below: string,
 *   pictures: Listed[], dim: boolean}} Cover */

/**
 * props.parent: the theme whose children are shown, -1 for the top; or props.only: the ids of those
 * shown, in order; props.endpoint: the themes, or the concepts that curators share; props.version:
 * what changes when they do.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "covers.css");
  const covers = new Covers(root, emit);
  await covers.update(props);
  return { update: (/** @type {Props} */ now) => covers.update(now), destroy: () => covers.destroy() };
}

class Covers {
  /**
   * @param {ShadowRoot} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    /** @type {string | undefined} */
    this.asked = undefined;
    this.emit = emit;
    this.heading = el("h2", {});
    this.list = el("ul", { class: "covers" });
    this.whole = el("section", {}, this.heading, this.list);
    root.append(this.whole);
    this.resize = new ResizeObserver(() => this.hangAll());
    this.resize.observe(this.list);
    /** @type {{rail: HTMLElement, medoids: Listed[]}[]} */
    this.rails = [];
    /** @type {Covers["rails"] | undefined} what was hung last, and how wide */
    this.hung = undefined;
    this.width = 0;
  }

  /** @param {Props} props */
  async update(props) {
    this.props = props;
    this.heading.textContent = props.heading;
    this.heading.hidden = !props.heading;
    const asked = JSON.stringify([props.endpoint, props.parent, props.only, props.version]);
    if (asked === this.asked) return;
    this.asked = asked;
    try {
      const { results, concepts } = await readJson(fileAddress(props, props.endpoint));
      if (this.asked !== asked) return;
      this.draw(concepts ? this.ofConcepts(concepts)
        : this.ofThemes(chosen(results, props.only, props.parent)));
    } catch {
      if (this.asked !== asked) return;
      this.list.replaceChildren(el("li", { role: "alert" }, props.texts.failed));
    }
  }

  /** @param {Theme[]} themes @returns {Cover[]} */
  ofThemes(themes) {
    const { texts, forms, lang } = this.props;
    return themes.map((theme) => ({
      page: "themes", params: { theme: theme.id }, here: true, dim: theme.hidden === true,
      label: theme.label || fill(texts.unnamed, { n: theme.number }), pictures: theme.medoids,
      below: [count(forms, theme.size, lang), theme.hidden ? texts.hidden : ""]
        .filter(Boolean).join(" – "),
    }));
  }

  /** @param {Concept[]} concepts @returns {Cover[]} those that are shared */
  ofConcepts(concepts) {
    const said = (/** @type {Record<string, string>} */ texts) =>
      texts[this.props.lang] || Object.values(texts).find(Boolean) || "";
    return concepts.filter(({ shared }) => shared).map(({ id, name, text, words, covers }) => ({
      page: "concept", params: { concept: id }, here: false, dim: false,
      label: said(name) || words, pictures: covers, below: said(text),
    }));
  }

  /** @param {Cover[]} covers */
  draw(covers) {
    const { props } = this;
    this.rails = [];
    this.list.replaceChildren(...covers.map(({ page, params, here, label, below, pictures, dim }) => {
      const rail = el("span", { class: "rail" });
      this.rails.push({ rail, medoids: pictures });
      return el("li", {}, link(props, this.emit, { page, params, here },
        { class: dim ? "cover unshown" : "cover" },
        rail, el("span", { class: "label" }, label), el("span", { class: "muted below" }, below)));
    }));
    this.list.hidden = covers.length === 0;
    this.heading.hidden = !props.heading || !covers.length;
    this.hangAll();
  }

  hangAll() {
    const width = Math.floor(this.list.firstElementChild?.clientWidth ?? 0);
    if (!width || width === this.width && this.hung === this.rails) return;
    this.width = width;
    this.hung = this.rails;
    for (const { rail, medoids } of this.rails) rail.replaceChildren(...this.pictures(medoids, width));
  }

  /**
   * As many pictures as give the row a height near that of the others; all whole, all as high.
   * @param {Listed[]} medoids
   * @param {number} width
   */
  pictures(medoids, width) {
    const gap = 6;
    const wanted = width * 0.42;
    let best = { n: 1, height: 0, far: Infinity };
    let sum = 0;
    medoids.forEach((item, i) => {
      sum += item.width / item.height;
      const height = (width - gap * i) / sum;
      const far = Math.abs(Math.log(height / wanted));
      if (far < best.far) best = { n: i + 1, height, far };
    });
    const height = Math.min(best.height, wanted * 1.25);
    return medoids.slice(0, best.n).map((item) => {
      const wide = Math.max(1, Math.floor(height * (item.width / item.height)));
      const shape = Math.min(1, item.width / item.height);
      return el("img", {
        alt: "", loading: "lazy", decoding: "async", width: wide, height: Math.round(height),
        sizes: `${wide}px`,
        srcset: Object.entries(item.thumbs).map(([size, path]) => `${fileAddress(this.props, path)} `
          + `${Math.max(1, Math.round(Number(size) * shape))}w`).join(", "),
        style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
      });
    });
  }

  destroy() {
    this.resize.disconnect();
    this.whole.remove();
  }
}

/**
 * @param {Theme[]} themes
 * @param {number[] | undefined} only
 * @param {number} parent
 */
function chosen(themes, only, parent) {
  if (!only) return themes.filter((theme) => theme.parent === parent);
  const known = new Map(themes.map((theme) => [theme.id, theme]));
  return only.flatMap((id) => known.get(id) ?? []);
}
