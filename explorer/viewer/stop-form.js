/** The form of one stop: its words, its view, its region, what is lit there, how long it lasts. */

import { count, el, fill } from "./dom.js";
import { MOST, SECONDS } from "./tour.js";

/** @typedef {import("./tour.js").Stop} Stop */

/**
 * @typedef {object} Asked
 * @property {(change: Partial<Stop>, what?: string) => void} change
 * @property {() => void} look go to what the stop shows
 * @property {() => void} view take the present view
 * @property {(framed: boolean) => void} draw a region, by hand or as a rectangle
 * @property {() => void} light take what is selected
 */

/**
 * @param {Stop} stop
 * @param {object} how
 * @param {Record<string, any>} how.texts
 * @param {string} how.lang
 * @param {number} how.selected pictures that could be lit
 * @param {Asked} how.asked
 * @returns {HTMLElement}
 */
export function stopForm(stop, { texts, lang, selected, asked }) {
  const key = (/** @type {string} */ what) => ({ "data-key": `${stop.id}:${what}` });
  const button = (/** @type {string} */ what, /** @type {string} */ label, /** @type {() => void} */ click) =>
    el("button", { type: "button", ...key(what), click }, label);
  const { region, items } = stop;
  const words = /** @type {const} */ (["fr", "en"]).flatMap((language) => [
    field(texts.tour_name_in[language], el("input", {
      ...key(`name-${language}`), type: "text", lang: language, maxlength: MOST.name,
      value: stop.name[language],
      input: (/** @type {any} */ { target }) =>
        asked.change({ name: { ...current().name, [language]: target.value } }, `name-${language}`),
    })),
    field(texts.tour_text_in[language], area(stop.text[language], {
      ...key(`text-${language}`), lang: language, maxlength: MOST.text, rows: 4,
      input: (/** @type {any} */ { target }) =>
        asked.change({ text: { ...current().text, [language]: target.value } }, `text-${language}`),
    })),
  ]);
  // The form is not made anew at each letter: what the other language says now is in its field.
  const form = el("div", { class: "stop-form" }, ...words,
    part(texts.tour_view,
      button("look", texts.tour_look, asked.look), button("view", texts.tour_take_view, asked.view)),
    part(region ? texts.tour_has_region : texts.tour_no_region,
      button("draw", texts.tour_draw, () => asked.draw(false)),
      button("framed", texts.pen_view, () => asked.draw(true)),
      region ? button("erase", texts.tour_erase, () => asked.change({ region: null })) : null),
    part(items.length ? count(texts.tour_lit, items.length, lang) : texts.tour_lit_none,
      selected ? button("light", fill(texts.tour_light, { n: selected }), asked.light) : null,
      items.length ? button("dark", texts.tour_dark, () => asked.change({ items: [] })) : null,
      !selected && !items.length ? el("p", { class: "muted" }, texts.tour_light_how) : null),
    field(texts.tour_seconds, el("input", {
      ...key("seconds"), type: "number", min: SECONDS.least, max: SECONDS.most, step: 1,
      value: stop.seconds,
      change: (/** @type {any} */ { target }) => {
        const wanted = Number(target.value) || SECONDS.usual;
        const seconds = Math.min(SECONDS.most, Math.max(SECONDS.least, Math.round(wanted)));
        target.value = String(seconds);
        asked.change({ seconds }, "seconds");
      },
    })));

  /** @returns {Pick<Stop, "name" | "text">} what the fields say */
  function current() {
    const value = (/** @type {string} */ what) =>
      /** @type {HTMLInputElement} */ (form.querySelector(`[data-key="${stop.id}:${what}"]`)).value;
    return {
      name: { fr: value("name-fr"), en: value("name-en") },
      text: { fr: value("text-fr"), en: value("text-en") },
    };
  }
  return form;
}

/**
 * A field with its name above it.
 * @param {string} label
 * @param {HTMLElement} input
 */
export function field(label, input) {
  return el("label", { class: "field" }, el("span", {}, label), input);
}

/**
 * @param {string} text
 * @param {Record<string, any>} attributes
 */
function area(text, attributes) {
  return el("textarea", attributes, text);
}

/**
 * @param {string} label
 * @param {...(HTMLElement | null)} children
 */
function part(label, ...children) {
  return el("div", { class: "part", role: "group", "aria-label": label },
    el("p", {}, label), el("div", { class: "buttons" }, ...children));
}
