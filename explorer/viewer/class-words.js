// The words of a set: its name, its classes, and the prompts of each in every language.

import { el, fill, icon, put } from "./dom.js";

const UP = "M5.5 14.5 12 8l6.5 6.5";
const DOWN = "M5.5 9.5 12 16l6.5-6.5";
const REMOVE = "M6 6l12 12M18 6 6 18";
const PLUS = "M12 5v14M5 12h14";

/** A slug that no class has yet, of a name in letters that any address takes.
 * @param {string} name
 * @param {string[]} taken */
export function slug(name, taken) {
  const plain = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "")
    .slice(0, 50).replace(/-+$/, "") || "classe";
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? plain : `${plain}-${n}`;
    if (!taken.includes(id)) return id;
  }
}

/**
 * A form over a copy of a set; nothing is kept until `keep` is called with it.
 * @param {any} given
 * @param {any} props languages: [{code, label}], texts
 * @param {{keep: (doc: any) => void, cancel: () => void}} acts
 * @returns {HTMLElement}
 */
export function wordsForm(given, props, { keep, cancel }) {
  const { texts, languages } = props;
  const doc = structuredClone(given);
  const list = el("ol", { class: "words" });
  const trouble = el("p", { class: "trouble", role: "alert", hidden: true });

  /**
   * @param {any} texts_ a mapping by language
   * @param {string} code
   * @param {string} label
   * @param {Record<string, any>} [more]
   */
  const nameField = (texts_, code, label, more = {}) => {
    const field = el("input", {
      type: "text", maxlength: 120, lang: code, value: texts_[code] ?? "", "aria-label": label, ...more,
      input: () => {
        if (field.value.trim()) texts_[code] = field.value;
        else delete texts_[code];
      },
    });
    return field;
  };

  const move = (/** @type {number} */ at, /** @type {number} */ to) => {
    const [one] = doc.classes.splice(at, 1);
    doc.classes.splice(to, 0, one);
    draw(to, to < at ? "up" : "down");
  };

  /** @param {any} one @param {number} at */
  const entry = (one, at) => {
    const called = one.name[props.lang] || Object.values(one.name)[0] || one.id;
    const does = (/** @type {string} */ name, /** @type {string} */ path, /** @type {() => void} */ click,
      /** @type {boolean} */ disabled = false) => el("button", {
      type: "button", class: "icon", title: texts[name], "aria-label": fill(texts[`${name}Of`], { name: called }),
      "data-does": name, disabled, click,
    }, icon(path));
    return el("li", { class: "word" },
      el("div", { class: "sides" }, ...languages.map((/** @type {any} */ { code, label }) => el("div", { class: "side" },
        el("label", {}, el("span", {}, fill(texts.nameIn, { language: label })),
          nameField(one.name, code, fill(texts.nameIn, { language: label }))),
        el("label", {}, el("span", {}, fill(texts.promptsIn, { language: label })), promptsField(one, code))))),
      el("div", { class: "does" },
        does("up", UP, () => move(at, at - 1), at === 0),
        does("down", DOWN, () => move(at, at + 1), at === doc.classes.length - 1),
        does("remove", REMOVE, () => {
          doc.classes.splice(at, 1);
          draw(Math.min(at, doc.classes.length - 1), "remove");
        })));
  };

  /** @param {any} one @param {string} code */
  const promptsField = (one, code) => {
    const lines = one.prompts[code] ?? [];
    const area = el("textarea", {
      rows: Math.max(3, lines.length), maxlength: 4000, lang: code,
      input: () => {
        const told = area.value.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
        if (told.length) one.prompts[code] = told;
        else delete one.prompts[code];
      },
    }, lines.join("\n"));
    return area;
  };

  /** @param {number} [focus] @param {string} [does] */
  const draw = (focus, does) => {
    put(list, ...doc.classes.map(entry));
    if (focus === undefined) return;
    const item = /** @type {HTMLElement | undefined} */ (list.children[focus]);
    const button = /** @type {HTMLElement | null | undefined} */ (
      item?.querySelector(`[data-does="${does}"]:not(:disabled)`) ?? item?.querySelector(".icon:not(:disabled)"));
    button?.focus();
  };

  const check = () => {
    for (const one of doc.classes) {
      if (!Object.values(one.name).some((name) => String(name).trim())) return texts.nameless;
      for (const lines of Object.values(one.prompts)) {
        if (lines.length > 20) return texts.manyPrompts;
        if (lines.some((/** @type {string} */ line) => line.length > 200)) return texts.longPrompt;
      }
    }
    return "";
  };

  draw();
  return el("form", {
    class: "editor", "aria-label": texts.words,
    submit: (/** @type {Event} */ event) => {
      event.preventDefault();
      const wrong = check();
      trouble.textContent = wrong;
      trouble.hidden = !wrong;
      if (wrong) return;
      // A class gets its id from its first name; one that has images by hand keeps its own.
      /** @type {string[]} */
      const taken = doc.classes.map((/** @type {any} */ { id }) => id).filter(Boolean);
      for (const one of doc.classes) {
        if (one.id) continue;
        one.id = slug(String(one.name[props.lang] || Object.values(one.name)[0]), taken);
        taken.push(one.id);
      }
      keep(doc);
    },
  },
  el("div", { class: "sides" }, ...languages.map((/** @type {any} */ { code, label }) => el("label", { class: "side" },
    el("span", {}, fill(texts.setNameIn, { language: label })),
    nameField(doc.name, code, fill(texts.setNameIn, { language: label }), { class: "large" })))),
  el("p", { class: "muted" }, texts.wordsHow), list,
  el("button", {
    type: "button",
    click: () => {
      doc.classes.push({ id: "", name: {}, prompts: {}, threshold: null });
      draw();
      /** @type {HTMLElement | null} */ (list.lastElementChild?.querySelector("input") ?? null)?.focus();
    },
  }, icon(PLUS), texts.addClass), trouble,
  el("div", { class: "tools" }, el("button", { class: "primary" }, texts.keepWords),
    el("button", { type: "button", click: cancel }, texts.cancel)));
}
