/** The keyboard of a kiosk: shown while a field for text has the focus. */

import { el, icon } from "./dom.js";

/** Letters, a row a line, in two orders. */
const ORDERS = {
  azerty: ["azertyuiop", "qsdfghjklm", "wxcvbn'-"],
  qwerty: ["qwertyuiop", "asdfghjkl", "zxcvbnm'-"],
};
const ACCENTS = "éèêëàâçîïôùûüœæ";
const FIGURES = "1234567890";
const DELETE = "M9 5h11v14H9l-6-7zM12 9.5l5 5M17 9.5l-5 5";
const AWAY = "M4 5h16v10H4zM7 8h.01M10.5 8h.01M14 8h.01M17 8h.01M8 11.5h8M9 18.5l3 3 3-3";
const CAPITAL = "M12 4 4.5 12H9v7h6v-7h4.5z";
const FIELDS = "input[type=search], input[type=text], input:not([type]), textarea";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */
/** @typedef {keyof typeof ORDERS} Order */

export class Keyboard {
  /**
   * @param {ShadowRoot} root
   * @param {() => Record<string, string>} texts in the visitor's language
   * @param {() => string} lang
   */
  constructor(root, texts, lang) {
    this.texts = texts;
    this.lang = lang;
    /** @type {Field | null} */
    this.field = null;
    this.capitals = false;
    /** @type {Order | null} the one that the visitor chose */
    this.order = null;
    this.element = el("div", { class: "keyboard", role: "group", hidden: true });
    // The field keeps the focus, whatever key is touched.
    this.element.addEventListener("pointerdown", (/** @type {Event} */ event) => event.preventDefault());
    this.element.addEventListener("mousedown", (/** @type {Event} */ event) => event.preventDefault());
    root.append(this.element);
    window.addEventListener("focusin", (event) => this.#focused(event), true);
    window.addEventListener("focusout", () => window.setTimeout(() => this.#left()), true);
    // In a field that has the focus already, one touches to write again.
    window.addEventListener("click", (event) => this.#focused(event), true);
  }

  get open() {
    return !this.element.hidden;
  }

  /** @param {Event} event */
  #focused(event) {
    const [target] = event.composedPath();
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    if (!target.matches(FIELDS)) return;
    target.setAttribute("inputmode", "none");
    this.field = target;
    this.#draw();
    this.element.hidden = false;
    document.documentElement.dataset.keys = "shown";
    const high = this.element.getBoundingClientRect();
    document.documentElement.style.setProperty("--c-keys", `${high.height}px`);
    const at = target.getBoundingClientRect();
    if (at.bottom > high.top && at.top < high.bottom) target.scrollIntoView({ block: "start" });
  }

  #left() {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (this.field && active !== this.field) this.#away();
  }

  #away() {
    this.element.hidden = true;
    this.field = null;
    delete document.documentElement.dataset.keys;
  }

  #draw() {
    const texts = this.texts();
    const order = this.order ?? (this.lang() === "en" ? "qwerty" : "azerty");
    const letter = (/** @type {string} */ text) => {
      const shown = this.capitals ? text.toLocaleUpperCase(this.lang()) : text;
      return this.#key(shown, () => this.#type(shown));
    };
    const row = (/** @type {string} */ letters, /** @type {HTMLElement[]} */ ...more) =>
      el("div", { class: "row" }, ...[...letters].map(letter), ...more);
    const capital = this.#key(icon(CAPITAL), () => {
      this.capitals = !this.capitals;
      this.#draw();
    }, texts.key_capital);
    capital.setAttribute("aria-pressed", String(this.capitals));
    const [first, second, third] = ORDERS[order];
    const other = order === "azerty" ? "qwerty" : "azerty";
    this.element.setAttribute("aria-label", texts.keyboard);
    this.element.replaceChildren(
      row(FIGURES), row(first), row(second),
      row(third, this.#key(icon(DELETE), () => this.#delete(), texts.key_delete)),
      el("div", { class: "row accents" }, ...[...ACCENTS].map(letter)),
      el("div", { class: "row" }, capital,
        this.#key(other.toUpperCase(), () => {
          this.order = other;
          this.#draw();
        }, texts.key_layout, "order"),
        this.#key(texts.key_space, () => this.#type(" "), "", "space"),
        this.#key(texts.key_done, () => this.#done(), "", "done"),
        this.#key(icon(AWAY), () => {
          this.field?.blur();
          this.#away();
        }, texts.key_close)));
  }

  /**
   * @param {string | Node} face
   * @param {() => void} press
   * @param {string} [label]
   * @param {string} [kind]
   */
  #key(face, press, label = "", kind = "") {
    return el("button", {
      type: "button", class: `key ${kind}`, tabindex: "-1", "aria-label": label || null, click: press,
    }, face);
  }

  /** @param {string} text */
  #type(text) {
    const { field } = this;
    if (!field) return;
    const most = field.maxLength > 0 ? field.maxLength : Infinity;
    const [from, to] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
    if (field.value.length - (to - from) + text.length > most) return;
    field.setRangeText(text, from, to, "end");
    this.#tell(field, text);
    if (this.capitals) {
      this.capitals = false;
      this.#draw();
    }
  }

  #delete() {
    const { field } = this;
    if (!field) return;
    const [from, to] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
    // A letter may be of two parts, which go together.
    const one = from === to ? ([...field.value.slice(0, from)].pop()?.length ?? 0) : 0;
    field.setRangeText("", from - one, to, "end");
    this.#tell(field, null);
  }

  #done() {
    const { field } = this;
    field?.form?.requestSubmit();
    field?.blur();
    this.#away();
  }

  /**
   * @param {Field} field
   * @param {string | null} data
   */
  #tell(field, data) {
    field.dispatchEvent(new InputEvent("input", {
      bubbles: true, composed: true, data, inputType: data === null ? "deleteContentBackward" : "insertText",
    }));
  }
}
