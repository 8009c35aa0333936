/** The name of a concept, its text, and what else is done with it as a whole. */

import { address, fileAddress } from "./address.js";
import { titleOf } from "./concept.js";
import { el } from "./dom.js";

/** @typedef {import("./concept-draft.js").ConceptDraft} ConceptDraft */

export class ConceptForm {
  /**
   * @param {object} options
   * @param {any} options.props of the widget; props.known: entries of the other concepts
   * @param {ConceptDraft} options.draft
   * @param {{duplicate: () => void, remove: () => void, join: (id: string) => void}} options.asked
   */
  constructor({ props, draft, asked }) {
    this.props = props;
    this.draft = draft;
    this.asked = asked;
    this.element = el("div", { class: "form" });
    this.draw();
  }

  draw() {
    const { props, draft } = this;
    const { texts } = props;
    const fields = props.languages.map((/** @type {{code: string, label: string}} */ { code, label }) =>
      el("fieldset", {}, el("legend", {}, label),
        this.#field("name", code, el("input", { type: "text", maxlength: 120, placeholder: draft.concept.words }), texts.name),
        this.#field("text", code, el("textarea", { rows: 3, maxlength: 2000 }), texts.text)));
    this.shared = el("input", {
      type: "checkbox", checked: draft.concept.shared,
      change: () => draft.set({ shared: this.shared.checked }),
    });
    this.link = el("p", { class: "share" });
    this.file = el("a", { class: "button", download: "" }, texts.export);
    const others = props.known.filter((/** @type {{id: string}} */ { id }) => id !== draft.concept.id);
    const choice = el("select", { "aria-label": texts.join_which }, ...others.map(
      (/** @type {any} */ one) => el("option", { value: one.id }, titleOf(one, props.lang) || texts.unnamed)));
    this.sure = el("button", { type: "button", class: "danger", click: () => this.#remove() }, texts.delete);
    this.element.replaceChildren(
      el("div", { class: "languages" }, ...fields),
      el("label", { class: "check" }, this.shared, el("span", {}, texts.share)), this.link,
      ...(others.length ? [el("div", { class: "bar" }, el("span", { class: "muted" }, texts.join_how), choice,
        el("button", { type: "button", click: () => this.asked.join(choice.value) }, texts.join))] : []),
      el("div", { class: "bar last" }, this.file,
        el("button", { type: "button", click: this.asked.duplicate }, texts.duplicate), this.sure));
    this.state();
  }

  /** What is kept is other than it was. */
  state() {
    const { props, draft } = this;
    const { concept, mark } = draft;
    this.shared.checked = concept.shared;
    const to = address(props, "concept", { concept: concept.id });
    this.link.replaceChildren(...(concept.shared && mark !== null ? [el("a", { href: to }, to)] : []));
    this.file.hidden = mark === null;
    const path = `api/v1/${encodeURIComponent(concept.collection)}/concepts/${concept.id}`;
    this.file.href = fileAddress(props, path);
    this.file.download = `concept-${concept.id}.json`;
  }

  /**
   * @param {"name" | "text"} what
   * @param {string} code
   * @param {any} input
   * @param {string} label
   */
  #field(what, code, input, label) {
    input.value = this.draft.concept[what][code] ?? "";
    input.lang = code;
    input.addEventListener("input", () => {
      const { concept } = this.draft;
      this.draft.set({ [what]: { ...concept[what], [code]: input.value } }, `${what}:${code}`);
    });
    return el("label", {}, el("span", {}, label), input);
  }

  /** A concept is only deleted when one has said so twice. */
  #remove() {
    const { texts } = this.props;
    if (this.sure.textContent !== texts.really) this.sure.textContent = texts.really;
    else this.asked.remove();
  }
}
