// How images are divided: one class or several, the scale, the temperature, none of these.

import { el, fill } from "./dom.js";

/** A number as the language writes it, at most two digits behind the comma.
 * @param {number} value
 * @param {string} lang
 * @param {Intl.NumberFormatOptions} [options] */
export function figure(value, lang, options = { maximumFractionDigits: 2 }) {
  return new Intl.NumberFormat(lang, options).format(value);
}

/** @param {number | null | undefined} value @param {string} lang */
export function percent(value, lang) {
  if (value === null || value === undefined) return "–";
  return figure(value, lang, { style: "percent", maximumFractionDigits: value < 0.1 ? 1 : 0 });
}

/**
 * @param {any} doc
 * @param {any} props
 * @param {(changes: any) => void} change
 * @returns {HTMLElement}
 */
export function settingsOf(doc, props, change) {
  const { texts, lang, writable } = props;
  const radio = (/** @type {boolean} */ several, /** @type {string} */ label) => el("label", { class: "choice" },
    el("input", {
      type: "radio", name: "several", checked: doc.several === several, disabled: !writable,
      "data-focus": `several-${several}`,
      // Thresholds of one kind mean nothing in the other.
      change: () => change({
        several, scale: several ? "standard" : "centred", threshold: several ? 2 : null,
        classes: doc.classes.map((/** @type {any} */ one) => ({ ...one, threshold: null })),
      }),
    }), el("span", {}, label));
  const scale = el("select", {
    "data-focus": "scale", disabled: !writable, change: () => change({ scale: scale.value }),
  }, ...["centred", "standard", "raw"].map((value) => el("option",
    { value, selected: value === doc.scale }, texts[`scale_${value}`])));
  return el("div", { class: "settings" },
    el("fieldset", {}, el("legend", {}, texts.howMany), radio(false, texts.oneClass), radio(true, texts.severalClasses)),
    doc.several ? null : slider({
      name: "temperature", label: texts.temperature, hint: texts.temperatureHint,
      low: -3, high: 3, step: 0.25, value: Math.log2(doc.temperature), disabled: !writable,
      show: (value) => fill(texts.times, { n: figure(2 ** value, lang) }),
      done: (value) => change({ temperature: Math.min(20, Math.max(0.05, 2 ** value)) }),
    }),
    doc.several ? slider({
      name: "threshold", label: texts.threshold, hint: texts.thresholdHint,
      low: -1, high: 5, step: 0.05, value: doc.threshold ?? -1, disabled: !writable,
      show: (value) => figure(value, lang), done: (value) => change({ threshold: value }),
    }) : slider({
      name: "threshold", label: texts.none, hint: texts.noneHint,
      low: 0, high: 1, step: 0.01, value: doc.threshold ?? 0, disabled: !writable,
      show: (value) => (value ? fill(texts.below, { n: percent(value, lang) }) : texts.never),
      done: (value) => change({ threshold: value || null }),
    }),
    el("label", { class: "field" }, el("span", {}, texts.scale), scale, el("span", { class: "muted" }, texts.scaleHint)));
}

/**
 * A slider with what it says in words.
 * @param {{name: string, label: string, hint?: string, low: number, high: number, step: number,
 *   value: number, disabled: boolean, show: (value: number) => string, done: (value: number) => void}} options
 * @returns {HTMLElement}
 */
export function slider({ name, label, hint, low, high, step, value, disabled, show, done }) {
  const said = el("output", {}, show(value));
  const field = el("input", {
    type: "range", min: low, max: high, step, value, disabled, "data-focus": name,
    "aria-valuetext": show(value),
    input: () => {
      said.textContent = show(Number(field.value));
      field.setAttribute("aria-valuetext", said.textContent);
    },
    change: () => done(Number(field.value)),
  });
  return el("label", { class: "field slide" }, el("span", { class: "line" }, el("span", {}, label), said), field,
    hint ? el("span", { class: "muted" }, hint) : null);
}
