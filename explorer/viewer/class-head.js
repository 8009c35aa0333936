// The head of the page of classes, and how far a run has come.

import { percent } from "./class-settings.js";
import { el, fill } from "./dom.js";

/**
 * What the page is, the set that is open, and what can be done with it.
 * @param {any} page
 * @returns {HTMLElement}
 */
export function headOf(page) {
  const { props, sets, doc } = page;
  const { texts, writable, lang } = props;
  const entry = sets.listed.find((/** @type {any} */ { id }) => id === props.set);
  const chooser = el("select", {
    "data-focus": "set",
    change: () => page.emit("address", { set: chooser.value, class: null, order: null, truth: null }),
  }, ...[[texts.presets, true], [texts.own, false]].map(([label, preset]) => {
    const listed = sets.listed.filter((/** @type {any} */ one) => one.preset === preset);
    return listed.length ? el("optgroup", { label }, ...listed.map((/** @type {any} */ one) => el("option",
      { value: one.id, selected: one.id === props.set },
      one.preset && one.kept ? fill(texts.changedPreset, { name: one.name }) : one.name))) : null;
  }));
  const button = (/** @type {string} */ name, /** @type {() => void} */ click, /** @type {any} */ more = {}) =>
    el("button", { type: "button", "data-focus": name, click, ...more }, more.text ?? texts[name]);
  return el("div", { class: "head" },
    el("h1", {}, texts.title), el("p", { class: "lead" }, texts.lead),
    el("div", { class: "choose" }, el("label", { class: "field" }, el("span", {}, texts.set), chooser),
      el("div", { class: "tools" }, ...(writable && doc && !page.form ? [
        button("edit", () => page.edit(page.doc)), button("copy", () => sets.copy()),
        button("create", () => page.edit({
          format: "cimaise-classes/1", id: "", name: {}, several: false,
          classes: [{ id: "", name: {}, prompts: {}, threshold: null }],
        })),
        button("import", () => sets.file.click())] : []),
      doc && !page.form ? el("a", {
        class: "button", href: page.desk.url(`/${props.set}/set.yaml`).href, download: "",
      }, texts.export) : null,
      writable && entry?.kept && !page.form ? button("discard", () => sets.discard(), {
        class: "danger",
        text: sets.sure === props.set ? texts.really : entry.preset ? texts.restore : texts.delete,
      }) : null)),
    doc?.note?.[lang] || doc?.note?.en ? el("p", { class: "muted" }, doc.note[lang] || doc.note.en) : null);
}

/**
 * How far a run has come.
 * @param {any} page
 * @param {any} progress
 * @returns {HTMLElement}
 */
export function runningOf(page, progress) {
  const { texts, lang } = page.props;
  const part = !progress ? 0 : progress.understood < 1 ? progress.understood : progress.compared;
  const said = !progress ? texts.reading : progress.understood < 1 ? texts.understanding
    : fill(texts.comparing, { n: percent(progress.compared, lang) });
  return el("div", { class: "running", role: "group", "aria-label": texts.progress },
    el("label", {}, el("span", {}, said),
      progress ? el("progress", { max: 1, value: part, "aria-label": texts.progress }) : null),
    progress ? el("button", { type: "button", "data-focus": "stop", click: () => page.stop() }, texts.stop) : null);
}

/**
 * What was not understood, if there is any.
 * @param {any} page
 * @returns {HTMLElement | null}
 */
export function deafOf(page) {
  const { results, props } = page;
  const { texts } = props;
  const deaf = results.classes.filter((/** @type {any} */ one) => !one.understood);
  if (!deaf.length) return null;
  const names = deaf.map((/** @type {any} */ one) => one.name).join(", ");
  return el("p", { class: "notice" }, fill(results.mode === "text" ? texts.deaf : texts.deafVocabulary, { names }));
}
