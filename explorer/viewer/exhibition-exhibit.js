/** One picture of a section, in the editor: its caption, what tells it, its rights, its details. */

import { fileAddress } from "./address.js";
import { el, fill, icon, webAddress } from "./dom.js";
import { MOST, newId } from "./exhibition-doc.js";
import { languagesField } from "./exhibition-fields.js";
import { crop } from "./exhibition-view.js";
import { licenceOr } from "./licences.js";
import { bounded, RegionDrawing } from "./region-drawing.js";

/** @typedef {import("./exhibition-doc.js").Exhibit} Exhibit */
/** @typedef {import("./exhibition-doc.js").Detail} Detail */

const EARLIER = "M14.5 5.5 8 12l6.5 6.5";
const LATER = "M9.5 5.5 16 12l-6.5 6.5";
const REMOVE = "M6 6l12 12M18 6 6 18";
const GRIP = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";

/**
 * @param {object} options
 * @param {any} options.editor
 * @param {Exhibit} options.exhibit
 * @param {string} options.key of its place, such as section/3
 * @param {(change: Partial<Exhibit>, what?: string) => void} options.set
 * @param {() => Exhibit | undefined} options.now as it is by now: what is written does not draw the form anew
 * @param {(() => void) | null} options.earlier
 * @param {(() => void) | null} options.later
 * @param {() => void} options.remove
 */
export function exhibitForm({ editor, exhibit, key, set, now, earlier, later, remove }) {
  const { props, server } = editor.page;
  const { texts } = props;
  const item = server.known.get(exhibit.item);
  const gone = server.gone.has(exhibit.item);
  const title = item?.title || (gone ? texts.gone : texts.untitled);
  const open = editor.unfolded === key;
  const button = (/** @type {string} */ what, /** @type {string} */ path, /** @type {(() => void) | null} */ act) => el("button", {
    type: "button", class: "icon", "aria-label": fill(texts[what], { title }), title: texts[`${what}_short`],
    disabled: !act, "data-focus": `${what}-${key}`, click: () => act?.(),
  }, icon(path));
  const image = item ? el("img", {
    src: fileAddress(props, item.thumbs["256"]), alt: "", loading: "lazy", decoding: "async", width: item.width, height: item.height,
  }) : el("span", { class: "no-picture" });
  const row = el("div", { class: "exhibit-row" },
    earlier || later ? el("span", { class: "grip", "aria-hidden": "true", title: texts.drag }, icon(GRIP)) : null, el("span", { class: "small" }, image),
    el("div", { class: "about" }, el("p", { class: gone ? "title warning" : "title" }, title),
      el("p", { class: "meta" }, gone ? exhibit.item : [item?.creator, item?.date].filter(Boolean).join(", "))),
    el("span", { class: "tools" },
      el("button", {
        type: "button", "aria-expanded": String(open), "data-focus": `words-${key}`, "aria-label": `${texts.words_of} – ${title}`,
        click: () => editor.unfold(open ? "" : key),
      }, texts.words_of),
      button("earlier", EARLIER, earlier), button("later", LATER, later), button("remove", REMOVE, remove)));
  return el("li", { class: "exhibit" }, row, open ? body({ editor, exhibit, key, set, now, item }) : null);
}

/** @param {{editor: any, exhibit: Exhibit, key: string, set: (change: Partial<Exhibit>, what?: string) => void, now: () => Exhibit | undefined, item: any}} options */
function body({ editor, exhibit, key, set, now, item }) {
  const { props } = editor.page;
  const { texts } = props;
  const { languages } = editor.exhibition;
  const cleared = el("input", {
    type: "checkbox", checked: exhibit.cleared, "data-focus": `cleared-${key}`, change: () => set({ cleared: cleared.checked }),
  });
  return el("div", { class: "unfolded" },
    languagesField({
      props, label: texts.caption, key: `caption-${key}`, languages, texts: exhibit.caption, most: MOST.caption, rows: 2,
      write: (caption) => set({ caption }, `${key}-caption`),
    }),
    languagesField({
      props, label: texts.alt, key: `alt-${key}`, languages, texts: exhibit.alt, most: MOST.alt, rows: 2,
      write: (alt) => set({ alt }, `${key}-alt`),
    }),
    el("p", { class: "muted" }, item?.alt ? fill(texts.alt_given, { alt: item.alt }) : texts.alt_how),
    el("p", { class: "rights" }, ...rightsSaid(props, item?.rights ?? "")),
    el("label", { class: "check" }, cleared, el("span", {}, texts.cleared)),
    item ? details({ editor, exhibit, key, set, now, item }) : null);
}

/** What the catalogue says of the rights, a licence by its name. @param {any} props @param {string} rights @returns {(HTMLElement | string)[]} */
function rightsSaid(props, rights) {
  const [before, after = ""] = props.texts.rights_said.split("{rights}");
  const named = licenceOr(rights) || props.texts.nothing_said;
  const address = props.links ? webAddress(rights) : null;
  return [before, address ? el("a", { href: address, rel: "license noopener", target: "_blank" }, named) : named, after];
}

/** @param {{editor: any, exhibit: Exhibit, key: string, set: (change: Partial<Exhibit>, what?: string) => void, now: () => Exhibit | undefined, item: any}} options */
function details({ editor, exhibit, key, set, now, item }) {
  const { props } = editor.page;
  const { texts } = props;
  const held = () => now()?.details ?? [];
  const change = (/** @type {string} */ id, /** @type {Partial<Detail>} */ more, /** @type {string} */ what = "") => set({
    details: held().map((one) => (one.id === id ? { ...one, ...more } : one)),
  }, what);
  const drawing = new RegionDrawing({
    src: fileAddress(props, item.thumbs["1024"] ?? item.thumbs["256"]), alt: fill(texts.draw_on, { title: item.title || texts.untitled }),
    texts, regions: exhibit.details,
    drawn: (id, region) => {
      if (id) change(id, { region });
      else if (held().length < MOST.details) set({ details: [...held(), { id: newId("d"), region, caption: {} }] });
      editor.draw();
    },
  });
  return el("div", { class: "detail-forms" }, el("h4", {}, texts.details), drawing.element,
    el("button", {
      type: "button", "data-focus": `new-detail-${key}`, disabled: exhibit.details.length >= MOST.details,
      click: () => drawing.drawn(null, bounded({ x: 0.25, y: 0.25, width: 0.5, height: 0.5 })),
    }, texts.new_detail),
    el("ol", {}, ...exhibit.details.map((detail, i) => el("li", { class: "detail-form" },
      crop(props, item, detail.region, fill(texts.region_of, { n: i + 1 })),
      el("div", {}, drawing.numbers(detail, i + 1),
        languagesField({
          props, label: fill(texts.detail_caption, { n: i + 1 }), key: `detail-${detail.id}`, languages: editor.exhibition.languages,
          texts: detail.caption, most: MOST.caption, rows: 2, write: (caption) => change(detail.id, { caption }, `${detail.id}-caption`),
        }),
        el("button", {
          type: "button", "data-focus": `drop-${detail.id}`, click: () => {
            set({ details: held().filter(({ id }) => id !== detail.id) });
            editor.draw();
          },
        }, texts.remove_detail))))));
}
