// The home of a kiosk: four ways in, with large covers. When nobody is there, the map plays over it.

import { fileAddress, link } from "./address.js";
import { dress, el, icon, readJson, release } from "./dom.js";
import { isNobody, someone } from "./nobody.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */

/** @type {Record<string, string>} */
const ICONS = {
  map: "M9 4 3 6.5v13L9 17l6 2.5 6-2.5V4l-6 2.5L9 4zM9 4v13M15 6.5v13",
  themes: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  tour: "M6 21V4M6 5h12l-3 4 3 4H6",
  similaires: "M4 4h10v12H4zM10 16v4h10V8h-6",
  recherche: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3 20.5 20.5",
  expositions: "M3.5 5h17v12h-17zM3.5 21h17M8 17v4M16 17v4M7 13.5l3-3.5 2.5 2.5L15 9l2.5 4.5",
  "a-propos": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5.5M12 7.6v.2",
  collection: "M4 6h16v12H4zM4 10h16",
};

/**
 * props.ways: the covers, each with where it leads and the rows of its pictures; props.more: ways
 * without a cover; props.touch: what asks passers-by in, by language; props.mapTexts: the texts of
 * the map that plays.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "home.css");
  const home = new Home(root, emit);
  home.update(props);
  if (isNobody()) void home.play();
  return { update: (/** @type {Props} */ now) => home.update(now), destroy: () => home.destroy() };
}

class Home {
  /**
   * @param {ShadowRoot} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    this.root = root;
    this.emit = emit;
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    this.title = el("p", { class: "collection" });
    this.welcome = el("h1", {});
    this.ways = el("ul", { class: "ways" });
    this.more = el("ul", { class: "more" });
    this.element = el("div", { class: "home" },
      el("div", { class: "top" }, this.title, this.welcome), this.ways, this.more);
    root.append(this.element);
    /** @type {{destroy: () => void} | null} the map that plays */
    this.map = null;
    /** @type {HTMLElement | null} */
    this.layer = null;
    this.asked = "";
    this.closed = false;
  }

  /** @param {Props} props */
  update(props) {
    this.props = props;
    const { texts } = props;
    this.title.textContent = props.title;
    this.welcome.textContent = texts.welcome;
    this.more.setAttribute("aria-label", texts.more);
    const asked = JSON.stringify([props.ways, props.more, props.lang, props.version, props.collection]);
    if (asked === this.asked) return;
    this.asked = asked;
    /** @type {[HTMLElement, number[]][]} */
    const mounts = [];
    release(this.ways);
    this.ways.replaceChildren(...props.ways.map((/** @type {any} */ way) => {
      const pictures = el("span", { class: `pictures of-${Math.min(4, way.rows.length)}` });
      mounts.push([pictures, way.rows]);
      return el("li", {}, link(props, this.emit, way, { class: "way" }, pictures,
        el("span", { class: "label" }, icon(ICONS[way.icon]), el("span", {}, way.label)),
        el("span", { class: "below" }, way.below)));
    }));
    this.ways.dataset.many = String(props.ways.length);
    this.more.replaceChildren(...props.more.map((/** @type {any} */ way) => el("li", {},
      link(props, this.emit, way, { class: "button" }, icon(ICONS[way.icon]), el("span", {}, way.label)))));
    void this.#hang(mounts, asked);
  }

  destroy() {
    this.closed = true;
    this.#stop();
    this.element.remove();
  }

  /**
   * @param {[HTMLElement, number[]][]} mounts
   * @param {string} asked
   */
  async #hang(mounts, asked) {
    const { props } = this;
    const rows = [...new Set(mounts.flatMap(([, wanted]) => wanted))];
    if (!rows.length) return;
    const url = new URL(fileAddress(props, props.rowsAddress));
    url.searchParams.set("rows", rows.join(","));
    url.searchParams.set("lang", props.lang);
    const answer = await readJson(url).catch(() => null);
    if (!answer || asked !== this.asked || this.closed) return;
    /** @type {Map<number, Listed>} */
    const records = new Map(answer.results.map((/** @type {Listed} */ one) => [one.row, one]));
    for (const [pictures, wanted] of mounts) {
      pictures.replaceChildren(...wanted.flatMap((row) => {
        const one = records.get(row);
        return one ? [this.#picture(one)] : [];
      }));
    }
  }

  /** @param {Listed} one */
  #picture(one) {
    const shape = Math.min(1, one.width / one.height);
    const image = el("img", {
      alt: "", decoding: "async", width: one.width, height: one.height, sizes: "20vw",
      srcset: Object.entries(one.thumbs).map(([size, path]) => `${fileAddress(this.props, path)} `
        + `${Math.max(1, Math.round(Number(size) * shape))}w`).join(", "),
      // One that is missing leaves its place to the others.
      error: () => image.remove(),
    });
    return image;
  }

  /** Nobody is there: the map plays, until somebody touches it. */
  async play() {
    const { props } = this;
    const layer = el("div", { class: "playing" });
    this.layer = layer;
    this.root.append(layer);
    // Who comes before the map hangs is not made to wait for it.
    layer.addEventListener("pointerdown", () => !this.map && this.#touched());
    const { mount: raise } = await import("./map.js");
    if (this.layer !== layer || this.closed) return;
    const map = await raise(layer.attachShadow({ mode: "open" }), {
      base: props.base, collection: props.collection, lang: props.lang, texts: props.mapTexts,
      title: props.title, theme: props.theme, links: false, keeps: false, circulates: false,
      kiosk: { touch: props.touch, ended: () => this.#touched() },
    }, () => {});
    if (this.layer !== layer || this.closed) map.destroy();
    else this.map = map;
  }

  /** Somebody is there. What they touched was the loop, and nothing that lies under it. */
  #touched() {
    someone();
    const lifted = new AbortController();
    const done = () => {
      lifted.abort();
      window.setTimeout(() => this.#stop(), 80);
    };
    for (const sign of ["pointerup", "pointercancel", "keyup"]) {
      window.addEventListener(sign, done, { signal: lifted.signal, capture: true });
    }
    window.setTimeout(done, 1500);
  }

  #stop() {
    this.map?.destroy();
    this.map = null;
    this.layer?.remove();
    this.layer = null;
  }
}
