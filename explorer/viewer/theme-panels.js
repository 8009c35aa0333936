/** The panels of the desk: names and sentences, order, merging, history. */

import { el, fill, icon } from "./dom.js";
import { sortable } from "./sortable.js";

/** @typedef {import("./theme-desk.js").Desk} Desk */
/** @typedef {{id: number, label: string, size: number, hidden: boolean, seen: number}} Row */

const UP = "M5.5 14.5 12 8l6.5 6.5";
const DOWN = "M5.5 9.5 12 16l6.5-6.5";
const GRIP = "M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01";
const SEEN = "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6";
const UNSEEN = `${SEEN}M4 4l16 16`;
const MOST = { name: 120, text: 2000 };

/**
 * @param {Desk} desk
 * @returns {Node[]}
 */
export function drawWords(desk) {
  const { texts, props } = desk;
  const { languages, names, given, sentences } = props.desk;
  const typed = () => {
    desk.dirty = true;
  };
  /** @type {Record<string, {name: HTMLInputElement, text: HTMLTextAreaElement}>} */
  const fields = {};
  const columns = languages.map((/** @type {{code: string, label: string}} */ { code, label }) => {
    fields[code] = {
      name: el("input", {
        type: "text", maxlength: MOST.name, lang: code, dir: "auto", value: names[code] ?? "",
        placeholder: given[code] ?? "", "data-focus": `name-${code}`, input: typed,
      }),
      text: el("textarea", {
        rows: 3, maxlength: MOST.text, lang: code, dir: "auto", "data-focus": `text-${code}`, input: typed,
      }, sentences[code] ?? ""),
    };
    return el("div", {},
      el("label", {}, fill(texts.name, { language: label }), fields[code].name),
      el("label", { style: { marginTop: "12px" } }, fill(texts.sentence, { language: label }), fields[code].text));
  });
  return [el("form", {
    submit: (/** @type {Event} */ event) => {
      event.preventDefault();
      const all = Object.entries(fields);
      desk.act({
        do: "describe", theme: props.themeId,
        name: Object.fromEntries(all.map(([code, { name }]) => [code, name.value])),
        text: Object.fromEntries(all.map(([code, { text }]) => [code, text.value])),
      });
    },
  }, el("div", { class: "both" }, ...columns),
  el("p", { class: "acts", style: { marginTop: "14px" } }, el("button", { class: "primary", "data-focus": "keep" }, texts.keep),
    el("button", { type: "button", click: () => desk.toggle("words") }, texts.cancel)))];
}

/**
 * @param {Desk} desk
 * @returns {Node[]}
 */
export function drawOrder(desk) {
  const { texts, props } = desk;
  /** @type {Row[]} */
  const rows = [...props.desk.children];
  const list = el("ol", { class: "sorting" });
  const tell = () => desk.act({ do: "order", parent: props.themeId, ids: rows.map(({ id }) => id) });
  const move = (/** @type {number} */ from, /** @type {number} */ to) => {
    if (to < 0 || to >= rows.length || from === to) return;
    const [moved] = rows.splice(from, 1);
    rows.splice(to, 0, moved);
    list.insertBefore(list.children[from], list.children[to + (to > from ? 1 : 0)] ?? null);
    mark();
    tell();
  };
  const mark = () => [...list.children].forEach((entry, at) => {
    const [earlier, later] = entry.querySelectorAll(".step");
    earlier.disabled = at === 0;
    later.disabled = at === rows.length - 1;
  });
  const step = (/** @type {Row} */ row, /** @type {number} */ by) => el("button", {
    type: "button", class: "icon step", "data-focus": `${by < 0 ? "earlier" : "later"}-${row.id}`,
    "aria-label": fill(by < 0 ? texts.earlier : texts.later, { name: row.label }),
    click: (/** @type {Event} */ event) => {
      const at = rows.indexOf(row);
      move(at, at + by);
      /** @type {HTMLElement} */ (event.currentTarget)?.focus();
    },
  }, icon(by < 0 ? UP : DOWN));
  for (const row of rows) {
    const label = fill(row.hidden ? texts.showOf : texts.hideOf, { name: row.label });
    list.append(el("li", { class: row.hidden ? "off" : null },
      el("span", { class: "grip", title: texts.grip, "aria-hidden": "true" }, icon(GRIP)),
      el("span", { class: "name", dir: "auto" }, row.label),
      el("button", {
        type: "button", class: "icon", title: label, "aria-label": label, "data-focus": `hide-${row.id}`,
        click: () => desk.act({ do: "hide", theme: row.id, seen: row.seen, hidden: !row.hidden }),
      }, icon(row.hidden ? UNSEEN : SEEN)),
      step(row, -1), step(row, 1)));
  }
  mark();
  // Dragging has moved the entry already.
  sortable(list, ".grip", (from, to) => {
    if (from === to) return;
    const [moved] = rows.splice(from, 1);
    rows.splice(to, 0, moved);
    mark();
    tell();
  });
  return [el("p", { class: "how" }, rows.length ? texts.orderHow : texts.orderNone), list];
}

/**
 * @param {Desk} desk
 * @returns {Node[]}
 */
export function drawMerge(desk) {
  const { texts, props } = desk;
  /** @type {Row[]} */
  const targets = props.desk.targets;
  if (!targets.length) return [el("p", { class: "how" }, texts.mergeNone)];
  const number = new Intl.NumberFormat(props.lang);
  const result = el("p", { role: "status", dir: "auto" });
  const button = el("button", {
    type: "button", class: "primary", "data-focus": "merge-do", disabled: true,
    click: () => desk.act({ do: "merge", theme: props.themeId, into: Number(choice.value) }),
  }, texts.mergeDo);
  const choice = el("select", {
    "data-focus": "merge-into",
    change: () => {
      const row = targets.find(({ id }) => id === Number(choice.value));
      button.disabled = !row;
      result.textContent = row
        ? fill(texts.mergeCount, { name: row.label, n: number.format(row.size + props.desk.size) }) : "";
    },
  }, el("option", { value: "" }, "–"),
  ...targets.map(({ id, label, size }) => el("option", { value: id }, `${label.slice(0, 60)} (${number.format(size)})`)));
  return [el("p", { class: "how" }, texts.mergeHow),
    el("label", { class: "short" }, texts.mergeInto, choice), result, el("p", { class: "acts" }, button)];
}

/**
 * @param {Desk} desk
 * @returns {Node[]}
 */
export function drawHistory(desk) {
  const { texts, props } = desk;
  const { history } = props.desk;
  if (!history.length) return [el("p", { class: "how" }, texts.historyNone)];
  const when = new Intl.DateTimeFormat(props.lang, { dateStyle: "medium", timeStyle: "short" });
  return [el("ol", { class: "past", tabindex: "0", "aria-label": texts.history },
    ...history.map((/** @type {any} */ change) => {
      const date = new Date(change.when);
      const told = [Number.isNaN(date.valueOf()) ? change.when : when.format(date), change.who]
        .filter(Boolean).join(", ");
      const undone = change.did === "undo" ? texts.did[change.detail] ?? "" : change.detail;
      return el("li", {}, el("span", { class: "muted" }, told, " – "),
        el("span", { dir: "auto" }, [desk.what(change), undone].filter(Boolean).join(" – ")));
    }))];
}
