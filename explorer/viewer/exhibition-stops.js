/** The walk of a section on the map, in the editor: a tour of the collection, or stops of its own. */

import { address } from "./address.js";
import { recall } from "./bookmark.js";
import { el, fill, icon } from "./dom.js";
import { MOST, moved, newId } from "./exhibition-doc.js";
import { choice, languagesField } from "./exhibition-fields.js";
import { parse } from "./link.js";
import { sortable } from "./sortable.js";
import { SECONDS } from "./tour.js";

/** @typedef {import("./exhibition-doc.js").Section} Section */

const UP = "M5.5 14.5 12 8l6.5 6.5";
const DOWN = "M5.5 9.5 12 16l6.5-6.5";
const GRIP = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";
const REMOVE = "M6 6l12 12M18 6 6 18";

/**
 * @param {any} editor
 * @param {Section} section
 * @param {(change: Partial<Section>, what?: string) => void} set
 */
export function walkForm(editor, section, set) {
  const { props } = editor.page;
  const { texts } = props;
  const redraw = (/** @type {Partial<Section>} */ change) => {
    set(change);
    editor.draw();
  };
  const { stops } = section;
  const list = el("ol", { class: "stop-forms" }, ...stops.map((_, i) => stopForm(editor, section, i, set, redraw)));
  sortable(list, ".exhibit-row > .grip", (from, to) => redraw({ stops: moved(editor.sectionOf(section.id).stops, from, to) }));
  return el("div", { class: "walk-form" },
    stops.length ? el("p", { class: "muted" }, texts.stops_own) : tours(editor, section, redraw),
    list,
    section.tour ? null : adding(editor, section, redraw));
}

/** @param {any} editor @param {Section} section @param {(change: Partial<Section>) => void} redraw */
function tours(editor, section, redraw) {
  const { page } = editor;
  const { texts, lang, tours: known } = page.props;
  const options = [{ value: "", label: texts.no_tour }, ...known.map((/** @type {any} */ one) => ({
    value: one.id, label: one.title[lang] || Object.values(one.title).find(Boolean) || texts.untitled,
  }))];
  const there = known.some((/** @type {any} */ one) => one.id === section.tour);
  if (section.tour && !there) options.push({ value: section.tour, label: texts.tour_gone });
  return el("div", { class: "bring" },
    choice(texts.tour, `tour-${section.id}`, options, section.tour ?? "", (id) => redraw({ tour: id || null })),
    there ? el("button", {
      type: "button", "data-focus": `own-${section.id}`, click: async () => {
        try {
          const stops = await page.server.stops(section.tour);
          redraw({ tour: null, stops: stops.slice(0, MOST.stops) });
          if (stops.length > MOST.stops) editor.say(fill(texts.stops_most, { n: MOST.stops }));
        } catch (error) {
          editor.fail(error);
        }
      },
    }, texts.stops_copy) : null);
}

/** @param {any} editor @param {Section} section @param {(change: Partial<Section>) => void} redraw */
function adding(editor, section, redraw) {
  const { props } = editor.page;
  const { texts } = props;
  const view = seen(props.collection);
  const full = section.stops.length >= MOST.stops;
  return el("div", { class: "bring" },
    view ? el("button", {
      type: "button", "data-focus": `stop-${section.id}`, disabled: full, click: () => {
        const id = newId("p");
        editor.unfolded = id;
        redraw({ stops: [...editor.sectionOf(section.id).stops, { id, name: {}, text: {}, view, region: null, items: [], seconds: SECONDS.usual }] });
        editor.focus(`name-${id}-`);
      },
    }, texts.stop_add) : null,
    el("p", { class: "muted" }, view ? texts.stop_how : texts.stop_look_first, " ", mapLink(editor, view, texts.stop_map)));
}

/**
 * @param {any} editor
 * @param {Section} section
 * @param {number} at
 * @param {(change: Partial<Section>, what?: string) => void} set
 * @param {(change: Partial<Section>) => void} redraw
 */
function stopForm(editor, section, at, set, redraw) {
  const { props } = editor.page;
  const { texts, lang } = props;
  const stop = section.stops[at];
  /** What is written meanwhile is in them. @returns {any[]} */
  const now = () => editor.sectionOf(section.id).stops;
  const named = stop.name ?? {};
  const title = named[lang] || Object.values(named).find(Boolean) || fill(texts.stop_n, { n: at + 1 });
  const open = editor.unfolded === stop.id;
  const button = (/** @type {string} */ what, /** @type {string} */ path, /** @type {boolean} */ can, /** @type {() => void} */ click) => el("button", {
    type: "button", class: "icon", "aria-label": fill(texts[what], { title }), title: texts[`${what}_short`], disabled: !can,
    "data-focus": `${what}-stop-${stop.id}`, click,
  }, icon(path));
  /** @param {any} change @param {string} what */
  const write = (change, what) => set({
    stops: now().map((one) => (one.id === stop.id ? { ...one, ...change } : one)),
  }, `${stop.id}-${what}`);
  const words = (/** @type {"name" | "text"} */ part, /** @type {string} */ label, /** @type {number} */ most, rows = 0) => languagesField({
    props, label, key: `${part}-${stop.id}`, languages: editor.exhibition.languages, texts: stop[part] ?? {}, most, rows,
    write: (texts_) => write({ [part]: texts_ }, part),
  });
  const view = seen(props.collection);
  return el("li", { class: "exhibit" },
    el("div", { class: "exhibit-row" },
      section.stops.length > 1 ? el("span", { class: "grip", "aria-hidden": "true", title: texts.drag }, icon(GRIP)) : null,
      el("div", { class: "about" }, el("p", { class: "title" }, `${at + 1}. ${title}`)),
      el("span", { class: "tools" },
        el("button", {
          type: "button", "aria-expanded": String(open), "data-focus": `words-stop-${stop.id}`, "aria-label": `${texts.stop_words} – ${title}`,
          click: () => editor.unfold(open ? "" : stop.id),
        }, texts.stop_words),
        button("up", UP, at > 0, () => redraw({ stops: moved(now(), at, at - 1) })),
        button("down", DOWN, at < section.stops.length - 1, () => redraw({ stops: moved(now(), at, at + 1) })),
        button("stop_remove", REMOVE, true, () => redraw({ stops: now().filter((_, i) => i !== at) })))),
    open ? el("div", { class: "unfolded" },
      words("name", texts.stop_name, MOST.name), words("text", texts.text, MOST.caption, 3),
      el("p", { class: "tools" }, mapLink(editor, stop.view, texts.stop_see),
        view && view !== stop.view ? el("button", {
          type: "button", "data-focus": `view-${stop.id}`, click: () => {
            // What was outlined and lit belongs to the view of before.
            write({ view, region: null, items: [] }, "");
            editor.draw();
            editor.say(texts.stop_taken);
          },
        }, texts.stop_view) : null)) : null);
}

/** The map, at a view. A plain link, so that Back leads to where one was; what is written stays in the tab. @param {any} editor @param {string} view @param {string} label */
function mapLink(editor, view, label) {
  return el("a", { class: "button", href: address(editor.page.props, "", { view }) }, label);
}

/** Where this tab left the map, or "". @param {string} collection */
function seen(collection) {
  const kept = recall(collection) ?? "";
  return parse(kept) ? kept : "";
}
