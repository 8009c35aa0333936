/** Fields of the exhibition editor: a text in every language, side by side. */

import { el, fill } from "./dom.js";
import { written } from "./exhibition-doc.js";

/** @typedef {import("./exhibition-doc.js").Texts} Texts */

/**
 * @param {object} options
 * @param {any} options.props
 * @param {string} options.label
 * @param {string} options.key names the field, for the focus
 * @param {string[]} options.languages
 * @param {Texts} options.texts
 * @param {number} options.most
 * @param {number} [options.rows] of a text area; one line without
 * @param {(texts: Texts) => void} options.write
 */
export function languagesField({ props, label, key, languages, texts, most, rows, write }) {
  let now = texts;
  return el("div", { class: "languages", role: "group", "aria-label": label }, ...languages.map((code) => {
    const name = props.languages.find((/** @type {any} */ one) => one.code === code)?.label ?? code;
    const field = el(rows ? "textarea" : "input", {
      ...(rows ? { rows } : { type: "text" }), maxlength: most, lang: code, "data-focus": `${key}-${code}`, spellcheck: "true",
      input: () => {
        now = written(now, code, field.value);
        write(now);
      },
    });
    field.value = texts[code] ?? "";
    return el("label", { class: "field" }, el("span", {}, fill(props.texts.in_language, { label, language: name })), field);
  }));
}

/**
 * @param {string} label
 * @param {string} key
 * @param {{value: string, label: string}[]} options
 * @param {string} value
 * @param {(value: string) => void} choose
 */
export function choice(label, key, options, value, choose) {
  return el("label", { class: "field" }, el("span", {}, label), el("select", {
    "data-focus": key, change: (/** @type {any} */ event) => choose(event.target.value),
  }, ...options.map((one) => el("option", { value: one.value, selected: one.value === value }, one.label))));
}
