/** One section, in the editor: its kind, its words, its pictures or its tour. */

import { boardOption } from "./board-name.js";
import { count, el, fill, icon } from "./dom.js";
import { exhibit as made, KINDS, MOST, moved, room, turned } from "./exhibition-doc.js";
import { exhibitForm } from "./exhibition-exhibit.js";
import { choice, languagesField } from "./exhibition-fields.js";
import { walkForm } from "./exhibition-stops.js";
import { sortable } from "./sortable.js";

/** @typedef {import("./exhibition-doc.js").Section} Section */

const UP = "M5.5 14.5 12 8l6.5 6.5";
const DOWN = "M5.5 9.5 12 16l6.5-6.5";
const GRIP = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";

/**
 * @param {any} editor
 * @param {Section} section
 * @param {number} at
 */
export function sectionForm(editor, section, at) {
  const { props } = editor.page;
  const { texts, lang } = props;
  const { sections } = editor.exhibition;
  const heading = section.heading[lang] || Object.values(section.heading)[0] || "";
  const name = heading || fill(texts.section_n, { n: at + 1 });
  const open = editor.opened.has(section.id);
  const step = (/** @type {string} */ what, /** @type {string} */ path, /** @type {number} */ to) => el("button", {
    type: "button", class: "icon", "aria-label": fill(texts[what], { title: name }), title: texts[`${what}_short`],
    disabled: to < 0 || to >= sections.length, "data-focus": `${what}-${section.id}`,
    // As they are now: what is written meanwhile is in them.
    click: () => editor.setSections(moved(editor.exhibition.sections, at, to)),
  }, icon(path));
  const said = section.kind === "map" || section.kind === "text" ? "" : count(props.forms, section.exhibits.length, lang);
  return el("li", { class: open ? "section-form open" : "section-form", "data-id": section.id },
    el("div", { class: "section-head" },
      el("span", { class: "grip", "aria-hidden": "true", title: texts.drag }, icon(GRIP)),
      el("h3", {}, el("button", {
        type: "button", class: "unfold", "aria-expanded": String(open), "data-focus": `section-${section.id}`,
        click: () => editor.toggle(section.id),
      }, el("span", { class: "kind" }, texts[`kind_${section.kind}`]), el("span", { class: "heading" }, name),
      el("span", { class: "muted" }, said))),
      step("up", UP, at - 1), step("down", DOWN, at + 1),
      el("button", {
        type: "button", "data-focus": `drop-${section.id}`, "aria-label": fill(texts.remove_section, { title: name }),
        click: () => editor.setSections(editor.exhibition.sections.filter((/** @type {Section} */ one) => one.id !== section.id)),
      }, texts.remove_short)),
    open ? body(editor, section) : null);
}

/** @param {any} editor @param {Section} section */
function body(editor, section) {
  const { props } = editor.page;
  const { texts } = props;
  const set = (/** @type {Partial<Section>} */ change, /** @type {string} */ what = "") => editor.setSection(section.id, change, what);
  const { languages } = editor.exhibition;
  return el("div", { class: "section-body" },
    choice(texts.kind, `kind-${section.id}`, KINDS.map((kind) => ({ value: kind, label: texts[`kind_${kind}`] })), section.kind, (kind) => {
      set(turned(editor.sectionOf(section.id), /** @type {any} */ (kind)));
      editor.draw();
    }),
    languagesField({
      props, label: texts.heading, key: `heading-${section.id}`, languages, texts: section.heading, most: MOST.name,
      write: (heading) => set({ heading }, `${section.id}-heading`),
    }),
    languagesField({
      props, label: texts.text, key: `text-${section.id}`, languages, texts: section.text, most: MOST.long, rows: 5,
      write: (text) => set({ text }, `${section.id}-text`),
    }),
    section.kind === "map" ? walkForm(editor, section, set) : null,
    room(section.kind) ? pictures(editor, section, set) : null);
}

/**
 * @param {any} editor
 * @param {Section} section
 * @param {(change: Partial<Section>, what?: string) => void} set
 */
function pictures(editor, section, set) {
  const { props, server } = editor.page;
  const { texts } = props;
  const { exhibits } = section;
  /** What is written meanwhile is in them. @returns {import("./exhibition-doc.js").Exhibit[]} */
  const now = () => editor.sectionOf(section.id).exhibits;
  const most = room(section.kind);
  const boards = props.boards.filter((/** @type {any} */ { items }) => items > 0);
  const from = el("select", { "aria-label": texts.which_board, "data-focus": `board-${section.id}` }, ...boards.map(
    (/** @type {any} */ one) => boardOption(one, texts.board_unnamed, props.lang)));
  const kept = el("input", { type: "checkbox", "data-focus": `kept-${section.id}` });
  const bring = async () => {
    try {
      const { items } = await server.board(from.value);
      const there = new Set(now().map(({ item }) => item));
      const chosen = items.filter((/** @type {any} */ one) => !there.has(one.id) && (!kept.checked || one.status === "kept"));
      const some = chosen.slice(0, most - now().length);
      // What was noted on the board is a beginning of a caption.
      set({ exhibits: [...now(), ...some.map((/** @type {any} */ one) => ({ ...made(one.id), caption: one.notes }))] });
      editor.say(count(props.forms_added, some.length, props.lang));
      await editor.learn();
    } catch (error) {
      editor.fail(error);
    }
  };
  const list = el("ol", {}, ...exhibits.map((one, i) => exhibitForm({
    editor, exhibit: one, key: `${section.id}/${i}`,
    set: (change, what) => set({ exhibits: now().map((other, j) => (j === i ? { ...other, ...change } : other)) }, what),
    now: () => now()[i],
    earlier: i > 0 ? () => shift(i, i - 1) : null,
    later: i < exhibits.length - 1 ? () => shift(i, i + 1) : null,
    remove: () => {
      editor.unfolded = "";
      set({ exhibits: now().filter((_, j) => j !== i) });
      editor.draw();
    },
  })));
  sortable(list, ".exhibit-row > .grip", shift);
  return el("div", { class: "exhibits" }, list,
    boards.length && exhibits.length < most ? el("div", { class: "bring" },
      el("label", { class: "field" }, el("span", {}, texts.from_board), from),
      el("label", { class: "check" }, kept, el("span", {}, texts.only_kept)),
      el("button", { type: "button", "data-focus": `bring-${section.id}`, click: () => void bring() }, texts.bring)) : null,
    !boards.length && !exhibits.length ? el("p", { class: "muted" }, texts.no_boards) : null);

  /** @param {number} from_ @param {number} to */
  function shift(from_, to) {
    editor.unfolded = "";
    set({ exhibits: moved(now(), from_, to) });
    editor.draw();
  }
}
