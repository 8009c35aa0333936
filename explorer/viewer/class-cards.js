// The classes as cards: how many images, the surest of them, how certain they are, what was understood.

import { fileAddress } from "./address.js";
import { count, el, fill } from "./dom.js";
import { figure, percent, slider } from "./class-settings.js";

/** @typedef {import("./items.js").Listed} Listed */

/**
 * @param {any} results
 * @param {any} doc
 * @param {any} props
 * @param {{open: (id: string) => void, threshold: (id: string, value: number | null) => void}} acts
 * @returns {HTMLElement}
 */
export function cardsOf(results, doc, props, acts) {
  const most = Math.max(1, ...results.classes.map((/** @type {any} */ one) => one.count), results.none.count);
  const none = { id: "", name: doc.several ? props.texts.nowhere : props.texts.noneOfThese, ...results.none };
  return el("ul", { class: "cards" },
    ...results.classes.map((/** @type {any} */ one) => card(one, most, results, doc, props, acts)),
    none.count ? card(none, most, results, doc, props, acts) : null);
}

/**
 * @param {any} one
 * @param {number} most
 * @param {any} results
 * @param {any} doc
 * @param {any} props
 * @param {any} acts
 */
function card(one, most, results, doc, props, acts) {
  const { texts, lang } = props;
  const share = results.images ? one.count / results.images : 0;
  const open = el("button", {
    type: "button", class: "opening", "data-focus": `open-${one.id}`, click: () => acts.open(one.id),
  }, el("span", { class: "name" }, one.name), el("span", { class: "unseen" }, " – "),
  el("span", { class: "many" }, count(props.forms, one.count, lang)));
  return el("li", { class: one.understood === false ? "class unknown" : "class" },
    el("h3", {}, open),
    el("div", { class: "share", "aria-hidden": "true" },
      el("span", { style: { width: `${(100 * one.count) / most}%` } })),
    el("p", { class: "muted" }, [percent(share, lang),
      one.by_hand ? fill(texts.byHand, { n: figure(one.by_hand, lang) }) : ""].filter(Boolean).join(" · ")),
    one.understood === false ? null : pictures(one, props, acts),
    one.id && one.understood ? certainty(one, doc, props, acts) : null,
    one.id ? prompts(one, props) : null);
}

/** @param {any} one @param {any} props @param {any} acts */
function pictures(one, props, acts) {
  if (!one.some.length) return el("p", { class: "muted" }, props.texts.empty);
  return el("div", { class: "some", click: () => acts.open(one.id) },
    ...one.some.map((/** @type {Listed} */ item) => el("img", {
      alt: "", loading: "lazy", decoding: "async", src: fileAddress(props, item.thumbs["256"]),
      width: item.width, height: item.height, title: item.title,
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
    })));
}

/** @param {any} one @param {any} doc @param {any} props @param {any} acts */
function certainty(one, doc, props, acts) {
  const { texts, lang, writable } = props;
  const { start, width, counts } = one.histogram ?? { start: 0, width: 1, counts: [] };
  if (!counts.length) return null;
  const end = start + width * counts.length;
  const tallest = Math.max(1, ...counts);
  const own = doc.classes.find((/** @type {any} */ { id }) => id === one.id)?.threshold;
  const least = one.threshold ?? start;
  const bars = el("div", { class: "bars", "aria-hidden": "true" },
    ...counts.map((/** @type {number} */ many, /** @type {number} */ i) => el("span", {
      class: start + width * (i + 0.5) < least ? "out" : null,
      // A root keeps a single picture visible beside a thousand.
      style: { height: many ? `${Math.max(4, 100 * Math.sqrt(many / tallest))}%` : "0" },
    })));
  const show = (/** @type {number} */ value) => (doc.several ? figure(value, lang)
    : value ? percent(value, lang) : texts.noThreshold);
  return el("div", { class: "certainty" }, bars,
    slider({
      name: `least-${one.id}`, label: own === null || own === undefined ? texts.leastAll : texts.leastOwn,
      low: Math.floor(start * 100) / 100, high: Math.ceil(end * 100) / 100, step: 0.01,
      value: Math.min(end, Math.max(start, least)), disabled: !writable, show,
      done: (value) => acts.threshold(one.id, value <= start + 1e-6 && !doc.several ? null : value),
    }));
}

/** @param {any} one @param {any} props */
function prompts(one, props) {
  const { texts } = props;
  const deaf = one.prompts.filter((/** @type {any} */ { how }) => how === "no").length;
  const line = (/** @type {any} */ prompt) => {
    const known = prompt.how === "model" ? texts.byModel
      : prompt.how === "vocabulary" ? fill(texts.byVocabulary, { names: prompt.names.join(", ") })
        : prompt.unknown.length ? fill(texts.unknownWords, { words: prompt.unknown.join(", ") }) : texts.notUnderstood;
    return el("li", { class: prompt.how === "no" ? "deaf" : null },
      el("span", { lang: prompt.language }, prompt.text), " ", el("span", { class: "muted" }, known));
  };
  const summary = !one.prompts.length ? texts.noPrompts
    : one.understood === false ? texts.classUnknown
      : deaf ? fill(texts.someUnknown, { n: deaf, total: one.prompts.length }) : texts.allUnderstood;
  return el("details", { class: "prompts" },
    el("summary", { class: one.understood === false || deaf ? "doubt" : null }, summary),
    el("ul", {}, ...one.prompts.map(line)));
}
