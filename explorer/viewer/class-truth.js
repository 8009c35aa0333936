// Held against the truth: which value of a column is which class, and how right the answers are.

import { link } from "./address.js";
import { el, fill } from "./dom.js";
import { figure, percent } from "./class-settings.js";

/** Values of a column shown at first. */
const FEW = 12;

/**
 * @param {any} measures
 * @param {any} page
 * @returns {HTMLElement}
 */
export function truthOf(measures, page) {
  const { props } = page;
  const { texts, lang } = props;
  const column = el("select", {
    "data-focus": "column", disabled: !props.writable,
    change: () => page.change({ truth: column.value ? { column: column.value, values: {} } : null }),
  }, el("option", { value: "", selected: !measures.column }, texts.handsAlone),
  ...measures.columns.map((/** @type {string} */ name) => el("option",
    { value: name, selected: name === measures.column }, page.columnName(name))));
  return el("div", { class: "truth" },
    el("p", { class: "muted" }, texts.truthHow),
    el("label", { class: "field" }, el("span", {}, texts.column), column),
    measures.column ? mapping(measures, page) : null,
    measures.judged ? figures(measures, page) : el("p", { class: "lead" }, texts.noTruth),
    measures.judged ? alternatives(measures, page) : null,
    measures.judged ? table(measures, page) : null,
    measures.confusions.length ? confusions(measures, page) : null,
    measures.judged ? el("p", {}, el("a", {
      class: "button", href: page.desk.among(`/${props.set}/measures.csv`).href, download: "",
    }, texts.measuresFile)) : null,
    measures.judged ? el("p", { class: "muted" }, fill(texts.judged, {
      n: figure(measures.judged, lang), hands: figure(measures.by_hand, lang),
    })) : null);
}

/** @param {any} measures @param {any} page */
function figures(measures, page) {
  const { texts, lang } = page.props;
  const one = (/** @type {string} */ name, /** @type {number | null} */ value) => el("div", {},
    el("dt", {}, texts[name]), el("dd", {}, percent(value, lang)));
  return el("dl", { class: "figures" },
    measures.accuracy === null ? null : one("accuracy", measures.accuracy),
    one("macroF1", measures.macro_f1), one("meanPrecision", measures.mean_average_precision));
}

/** What each scale would give: the better one is a tap away. @param {any} measures @param {any} page */
function alternatives(measures, page) {
  const { props, doc } = page;
  const { texts, lang } = props;
  if (!measures.alternatives.length) return null;
  const best = Math.max(...measures.alternatives.map((/** @type {any} */ one) => one.accuracy ?? 0));
  return el("div", { class: "alternatives" }, el("p", {}, texts.alternatives),
    el("ul", { class: "chips" }, ...measures.alternatives.map((/** @type {any} */ one) => el("li", {}, el("button", {
      type: "button", "aria-pressed": String(one.scale === doc.scale), disabled: !props.writable,
      class: one.accuracy === best ? "best" : null, "data-focus": `scale-${one.scale}`,
      click: () => page.change({ scale: one.scale }),
    }, `${texts[`scale_${one.scale}`]} – ${percent(one.accuracy, lang)}`)))));
}

/** @param {any} measures @param {any} page */
function mapping(measures, page) {
  const { props, doc } = page;
  const { texts, lang } = props;
  const line = (/** @type {any} */ one) => {
    const select = el("select", {
      "aria-label": fill(texts.isWhich, { value: one.value }), disabled: !props.writable,
      "data-focus": `value-${one.value}`,
      change: () => page.change({
        truth: {
          column: measures.column,
          values: { ...(doc.truth?.column === measures.column ? doc.truth.values : {}), [one.value]: select.value },
        },
      }),
    }, el("option", { value: "-", selected: one.class === "-" }, texts.aside),
    ...doc.classes.map((/** @type {any} */ { id }) => el("option", { value: id, selected: id === one.class }, page.nameOf(id))),
    el("option", { value: "", selected: one.class === "" }, texts.noneOfThese));
    return el("li", {}, el("span", { class: "value" }, one.value, " ",
      el("span", { class: "muted" }, figure(one.count, lang))), select,
    el("span", { class: "muted" }, one.guessed && one.class !== "-" ? texts.guessed : ""));
  };
  const shown = page.allValues ? measures.values : measures.values.slice(0, FEW);
  const aside = measures.values.filter((/** @type {any} */ one) => one.class === "-").length;
  return el("details", {
    class: "mapping", open: page.mapping,
    toggle: (/** @type {any} */ event) => {
      page.mapping = event.target.open;
    },
  }, el("summary", {}, fill(texts.mapping, { n: measures.values.length, aside })),
  el("ul", { class: "values" }, ...shown.map(line)),
  shown.length < measures.values.length ? el("button", {
    type: "button",
    click: () => {
      page.allValues = true;
      page.draw();
    },
  }, texts.allValues) : null);
}

/** @param {any} measures @param {any} page */
function table(measures, page) {
  const { texts, lang } = page.props;
  const names = ["truth", "answers", "precision", "recall", "f1", "average"];
  return el("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": texts.byClass }, el("table", {},
    el("caption", {}, texts.byClass),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, texts.class),
      ...names.map((name) => el("th", { scope: "col", title: texts[`${name}Means`] }, texts[`${name}Head`])))),
    el("tbody", {}, ...measures.classes.map((/** @type {any} */ one) => el("tr", {},
      el("th", { scope: "row" }, page.nameOf(one.id)),
      el("td", {}, figure(one.truth, lang)), el("td", {}, figure(one.answers, lang)),
      ...[one.precision, one.recall, one.f1, one.average_precision].map((value) =>
        el("td", {}, percent(value, lang))))))));
}

/** @param {any} measures @param {any} page */
function confusions(measures, page) {
  const { props } = page;
  const { texts, lang } = props;
  return el("div", { class: "confusions" }, el("h3", {}, texts.confusions),
    el("ul", { class: "chips" }, ...measures.confusions.map((/** @type {any} */ one) => el("li", {},
      link(props, page.emit, {
        page: "classes", here: true,
        params: { set: props.set, class: one.answer || "-", truth: one.truth || "-", filter: props.filter || null },
      }, { class: "button" }, fill(texts.confusion, {
        truth: page.nameOf(one.truth), answer: page.nameOf(one.answer), n: figure(one.count, lang),
      }))))));
}
