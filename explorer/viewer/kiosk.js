// The bar of a kiosk, on every page: back, home, the languages, dark or light, and where it stands
// itself.

import { dress, el, icon } from "./dom.js";
import { takeOver } from "./nobody.js";
import { isThere, move, restore } from "./reach.js";
import { canGoBack, onGone } from "./way-back.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */

const ICONS = {
  back: "M20 12H5M11 5.5 4.5 12l6.5 6.5",
  home: "M4 11.5 12 4.5l8 7M6.5 10v9.5h4V14h3v5.5h4V10",
  reach: "M12 3v18M3 12h18M12 3 9 6M12 3l3 3M12 21l-3-3M12 21l3-3M3 12l3-3M3 12l3 3M21 12l-3-3M21 12l-3 3",
  up: "M12 20V5M5.5 11 12 4.5 18.5 11",
  down: "M12 4v15M5.5 13l6.5 6.5 6.5-6.5",
  left: "M20 12H5M11 5.5 4.5 12l6.5 6.5",
  right: "M4 12h15M13 5.5l6.5 6.5-6.5 6.5",
  low: "M4 5h16M12 8.5V20M6.5 14.5 12 20l5.5-5.5",
  dark: "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
  light: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2"
    + "M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
};

/**
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "kiosk.css");
  restore();
  const bar = new Bar(root, emit);
  bar.update(props);
  const over = takeOver();
  if (over) emit("visited", over);
  return { update: (/** @type {Props} */ now) => bar.update(now), destroy: () => bar.destroy() };
}

class Bar {
  /**
   * @param {ShadowRoot} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    this.emit = emit;
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    this.back = el("button", { type: "button", class: "main", click: () => this.#back() });
    this.home = el("button", { type: "button", class: "main", click: () => this.#home() });
    this.languages = el("ul", { class: "languages" });
    this.scheme = el("button", { type: "button", class: "round", click: () => this.#turn() });
    this.reach = el("button", {
      type: "button", class: "wordy", "aria-expanded": "false", click: () => this.#fold(this.sheet.hidden),
    });
    this.moves = el("div", { class: "moves" });
    this.sheet = el("div", { class: "sheet", hidden: true }, this.moves);
    this.element = el("nav", { class: "bar" },
      el("div", { class: "ways" }, this.back, this.home),
      el("div", { class: "tools" }, this.languages, this.scheme, el("div", { class: "reach" }, this.sheet, this.reach)));
    // Where all stands low, the wall above it says where one is.
    this.above = el("p", { class: "above", "aria-hidden": "true" });
    root.append(this.above, this.element);
    this.closed = new AbortController();
    const on = { signal: this.closed.signal };
    onGone(() => this.#mark(), this.closed.signal);
    window.addEventListener("pointerdown", (event) => {
      if (!this.sheet.hidden && !event.composedPath().includes(this.sheet.parentElement)) this.#fold(false);
    }, { ...on, capture: true });
    document.addEventListener("cimaise-scheme", () => this.#mark(), on);
  }

  /** @param {Props} props */
  update(props) {
    this.props = props;
    const { texts, lang } = props;
    document.documentElement.lang = lang;
    this.element.setAttribute("aria-label", texts.bar);
    this.back.replaceChildren(icon(ICONS.back), el("span", {}, texts.back));
    this.home.replaceChildren(icon(ICONS.home), el("span", {}, texts.home));
    this.reach.replaceChildren(icon(ICONS.reach), el("span", {}, texts.reach));
    this.languages.setAttribute("aria-label", texts.language);
    this.languages.replaceChildren(...props.languages.map((/** @type {any} */ { code, label }) => el("li", {},
      el("button", {
        type: "button", lang: code, "aria-pressed": String(code === lang), click: () => this.#speak(code),
      }, el("span", { class: "whole" }, label), el("span", { class: "code", "aria-hidden": "true" }, code)))));
    this.moves.replaceChildren(.../** @type {const} */ (["up", "down", "left", "right", "low"]).map((towards) =>
      el("button", {
        type: "button", class: towards, "data-towards": towards, click: () => {
          move(towards);
          this.#mark();
        },
      }, icon(ICONS[towards]), el("span", {}, texts[`reach_${towards}`]))));
    this.above.textContent = props.title;
    this.#mark();
  }

  destroy() {
    this.closed.abort();
    this.above.remove();
    this.element.remove();
  }

  #mark() {
    const { props } = this;
    if (props.here === props.home) this.home.setAttribute("aria-current", "page");
    else this.home.removeAttribute("aria-current");
    this.back.setAttribute("aria-disabled", String(!canGoBack() && props.here === props.home));
    const other = this.#other;
    this.scheme.replaceChildren(icon(ICONS[other]));
    this.scheme.setAttribute("aria-label", props.texts[other]);
    for (const button of this.moves.children) {
      button.setAttribute("aria-pressed", String(isThere(/** @type {any} */ (button).dataset.towards)));
    }
  }

  /** @returns {"dark" | "light"} */
  get #other() {
    return /** @type {any} */ (window).cimaiseScheme.current === "dark" ? "light" : "dark";
  }

  #turn() {
    /** @type {any} */ (window).cimaiseScheme.toggle();
    this.#mark();
  }

  #back() {
    if (canGoBack()) window.history.back();
    else if (this.props.here !== this.props.home) this.#home();
  }

  #home() {
    if (this.props.here !== this.props.home) this.emit("go", { page: this.props.home, params: {} });
  }

  /**
   * The same page in another language, as its address says it now: Python does not know all of it.
   * @param {string} code
   */
  #speak(code) {
    if (code === this.props.lang) return;
    const { searchParams } = new URL(window.location.href);
    const names = [...new Set(searchParams.keys())].filter((name) => name !== "collection");
    const params = Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)]));
    this.emit("go", { page: this.props.here, params: { ...params, lang: code } });
  }

  /** @param {boolean} open */
  #fold(open) {
    this.sheet.hidden = !open;
    this.reach.setAttribute("aria-expanded", String(open));
  }
}
