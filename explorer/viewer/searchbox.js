// The search box: text, with names of the vocabulary suggested as one types
// (the ARIA pattern of an editable combobox with a list).

import { link } from "./address.js";
import { fileAddress } from "./address.js";
import { count, dress, el, readJson } from "./dom.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */

const PATIENCE = 120;

/**
 * props.q: the search of the address; props.vocabulary: address of suggestions;
 * props.examples: words to try; props.read: what reads suggestions, where they are no answer of
 * the app's.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "searchbox.css");
  const box = new SearchBox(root, emit);
  box.update(props);
  return { update: (/** @type {Props} */ now) => box.update(now), destroy: () => box.destroy() };
}

export class SearchBox {
  /**
   * @param {ShadowRoot | HTMLElement} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    this.emit = emit;
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    /** @type {AbortController | undefined} */
    this.reading = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {HTMLElement[]} */
    this.options = [];
    this.chosen = -1;
    this.title = el("h1", {});
    this.label = el("label", { for: "q", class: "unseen" });
    this.input = el("input", {
      id: "q", type: "search", role: "combobox", autocomplete: "off", autocapitalize: "off",
      spellcheck: "false", enterkeyhint: "search", maxlength: "300", "aria-autocomplete": "list",
      "aria-controls": "names", "aria-expanded": "false",
      input: () => this.suggestSoon(), keydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
      blur: () => setTimeout(() => this.close(), 150),
    });
    this.list = el("ul", { id: "names", role: "listbox", class: "names", hidden: true });
    this.button = el("button", { type: "submit", class: "primary" });
    this.said = el("p", { class: "unseen", role: "status" });
    this.form = el("form", { role: "search", class: "form", submit: (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.search(this.input.value);
    } }, this.label, el("div", { class: "field" }, this.input, this.list), this.button, this.said);
    this.examples = el("div", { class: "examples" });
    this.whole = el("div", { class: "searchbox" }, this.title, this.form, this.examples);
    root.append(this.whole);
  }

  /** @param {Props} props */
  update(props) {
    const before = this.props;
    this.props = props;
    this.title.textContent = props.texts.title;
    this.title.hidden = !props.texts.title;
    this.label.textContent = props.texts.label;
    this.input.placeholder = props.texts.placeholder;
    this.button.textContent = props.texts.search;
    this.list.setAttribute("aria-label", props.texts.suggestions);
    if (before.q !== props.q) this.input.value = props.q;
    this.examples.replaceChildren(...(props.examples.length ? [
      el("span", { class: "muted" }, props.texts.try),
      el("ul", {}, ...props.examples.map((/** @type {string} */ word) => el("li", {}, link(props, this.emit,
        { page: "recherche", params: { q: word }, here: true }, { class: "example" }, word)))),
    ] : []));
  }

  /** @param {string} text */
  search(text) {
    this.close();
    this.input.value = text;
    if (text.trim() !== this.props.q) this.emit("address", { q: text.trim(), item: null });
  }

  suggestSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.suggest(), PATIENCE);
  }

  async suggest() {
    this.reading?.abort();
    const text = this.input.value.trim();
    if (text.length < 2) {
      this.close();
      return;
    }
    this.reading = new AbortController();
    const url = new URL(fileAddress(this.props, this.props.vocabulary));
    url.searchParams.set("q", text);
    url.searchParams.set("lang", this.props.lang);
    url.searchParams.set("k", "8");
    try {
      const read = this.props.read ?? readJson;
      const { results } = await read(url, { signal: this.reading.signal });
      this.show(results.filter((/** @type {string} */ word) => word !== text));
    } catch {
      this.close(); // Suggestions are a courtesy: without them one still searches.
    }
  }

  /** @param {string[]} words */
  show(words) {
    this.chosen = -1;
    this.options = words.map((word, i) => el("li", {
      id: `name-${i}`, role: "option", "aria-selected": "false",
      // Before the field loses the focus, which would close the list.
      pointerdown: (/** @type {PointerEvent} */ event) => event.preventDefault(), click: () => this.search(word),
    }, word));
    this.list.replaceChildren(...this.options);
    const open = words.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = open ? count(this.props.forms, words.length, this.props.lang) : "";
  }

  close() {
    clearTimeout(this.timer);
    this.reading?.abort();
    if (!this.list.hidden) this.show([]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { options } = this;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = options.length + 1;
      this.chosen = ((this.chosen + 1 + step + places) % places) - 1;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.chosen)));
      if (this.chosen < 0) this.input.removeAttribute("aria-activedescendant");
      else {
        this.input.setAttribute("aria-activedescendant", options[this.chosen].id);
        options[this.chosen].scrollIntoView({ block: "nearest" });
      }
    } else if (event.key === "Enter" && this.chosen >= 0 && options[this.chosen]) {
      event.preventDefault();
      this.search(options[this.chosen].textContent ?? "");
    }
  }

  destroy() {
    this.close();
    this.whole.remove();
  }
}
