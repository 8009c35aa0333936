/**
 * The pages of a published exhibition: the closest look at a picture, the light table where pictures
 * are compared, and the search. Everything else is there without a program. It runs from the disk as well, where nothing may be fetched.
 * The pages are written by the project's ``explorer/publishing/site_pages.py``.
 */

import { parse } from "./closer.js";
import { DeepZoom, dressed } from "./deepzoom.js";
import { count, dress, el, fill, isPlain } from "./dom.js";
import { fold, forms, wordsOf } from "./folding.js";
import { LightTable } from "./light-table.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {{title: string, byline: string, place: string, file: string, words: string[]}} Entry */
/** @typedef {{entries: Entry[], names: Record<string, number[]>}} Words */

const UP = new URL("../", document.baseURI).href;
const MOST = 60;
/** Milliseconds after the last key until the search begins. */
const PAUSE = 180;

const settings = JSON.parse(one("#exhibition").textContent ?? "");
const { texts, lang } = settings;

/**
 * @param {string} selector
 * @returns {any}
 */
function one(selector) {
  return document.querySelector(selector);
}

/** Files beside the page, as the closest look asks for them: by pictures, which may be shown from
 * anywhere, and never by requests, which the disk does not answer. */
const beside = {
  /** @param {string} path */
  url: (path) => new URL(path, UP).href,
  /** @param {string} path */
  json: async (path) => {
    const items = /** @type {Record<string, any>} */ (settings.items);
    return Object.values(items).find(({ full }) => `${full}.json` === path)?.shape ?? null;
  },
  /** @param {string} path */
  blob: async (path) => {
    const image = new Image();
    image.src = new URL(path, UP).href;
    await image.decode();
    return image;
  },
};

/**
 * The record of a picture as the viewer knows records.
 * @param {string} id
 * @returns {Item}
 */
function item(id) {
  const { thumbs, full, shape, ...told } = settings.items[id];
  const whole = full ? { width: shape.width, height: shape.height, address: full } : null;
  return { id, row: 0, ...told, thumbs: { 256: thumbs[0], 1024: thumbs[1] }, full: whole };
}

/** Every picture, in the order of the page; each once. */
const line = [...new Set([...document.querySelectorAll("a.look")]
  .map((link) => /** @type {HTMLElement} */ (link).dataset.item ?? ""))]
  .filter((id) => id in settings.items);

/** @type {DeepZoom | null} */
let closer = null;
/** @type {HTMLElement | null} where the focus goes back to */
let from = null;

/**
 * @param {string} id
 * @param {string | undefined} look
 */
async function show(id, look) {
  closer ??= await made();
  closer.show(item(id), parse(look) ?? null);
  const at = line.indexOf(id);
  closer.setSteps(at > 0, at < line.length - 1);
}

/** @type {Promise<ShadowRoot> | null} */
let floor = null;

/** What lies over the page, dressed. */
function over() {
  floor ??= (async () => {
    const root = one("#closer").attachShadow({ mode: "open" });
    await dress(root, import.meta.url, "base.css", "light-table.css");
    return root;
  })();
  return floor;
}

/** @type {LightTable | null} */
let table = null;

// Side by side, enlarged in step: for pictures that were hung to be compared.
for (const button of document.querySelectorAll("button[data-compare]")) {
  /** @type {HTMLElement} */ (button).hidden = false;
  button.addEventListener("click", async () => {
    const ids = [...(button.closest(".room")?.querySelectorAll("a.look") ?? [])]
      .map((link) => /** @type {HTMLElement} */ (link).dataset.item ?? "").filter((id) => id in settings.items);
    const root = await over();
    table ??= new LightTable(root, texts);
    table.open({ base: UP }, /** @type {any} */ ([...new Set(ids)].map(item)));
  });
}

async function made() {
  const root = await over();
  const holder = el("div", {});
  root.append(holder);
  await dressed(holder);
  return new DeepZoom({
    holder,
    server: /** @type {any} */ (beside),
    texts,
    links: true,
    still: window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    wishes: {
      close: () => {
        closer?.hide();
        from?.focus();
      },
      step: (way) => {
        const id = line[line.indexOf(closer?.shown ?? "") + way];
        if (id) void show(id, undefined);
      },
      rest: () => {},
    },
  });
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLElement | null} */ (target.closest("a.look"));
  const id = link?.dataset.item;
  if (!link || id === undefined || !(id in settings.items) || !isPlain(event)) return;
  event.preventDefault();
  from = link;
  void show(id, link.dataset.look);
});

// What only a web server can show is said so, where there is none.
if (window.location.protocol === "file:") {
  for (const place of document.querySelectorAll("[data-needs-web]")) {
    place.replaceChildren(/** @type {HTMLElement} */ (place).dataset.needsWeb ?? "");
  }
}

const seek = one(".seek");
const field = one("#seek");
const found = one(".found");
/** @type {Promise<Words> | null} */
let coming = null;
/** @type {number | undefined} */
let timer;

/** The words of the pictures, which are only asked for when somebody searches. */
function words() {
  coming ??= new Promise((resolve, reject) => {
    const script = el("script", {
      src: new URL(settings.words, document.baseURI).href,
      load: () => resolve(/** @type {any} */ (window).cimaiseWords),
      error: reject,
    });
    document.head.append(script);
  });
  return coming;
}

/**
 * The pictures that a text finds: by the words of all of it, then by what a machine saw in them.
 * @param {Words} known
 * @param {string} text
 * @returns {{at: number, name: string}[]} ``name`` is of the vocabulary, or empty
 */
function sought({ entries, names }, text) {
  const asked = wordsOf(text);
  if (!asked.length) return [];
  const has = (/** @type {Entry} */ entry) => asked.every((word) => entry.words.some(
    (held) => held.startsWith(word) || forms(word).some((form) => held === form || forms(held).includes(form)),
  ));
  const told = entries.flatMap((entry, at) => (has(entry) ? [{ at, name: "" }] : []));
  const there = new Set(told.map(({ at }) => at));
  const whole = asked.join(" ");
  const shown = Object.entries(names)
    .filter(([name]) => fold(name) === fold(text.trim()) || wordsOf(name).map((word) => forms(word).at(-1)).join(" ")
      === asked.map((word) => forms(word).at(-1)).join(" ") || wordsOf(name).join(" ") === whole)
    .flatMap(([name, places]) => places.map((at) => ({ at, name })));
  for (const one_ of shown) {
    if (!there.has(one_.at)) told.push(one_);
    there.add(one_.at);
  }
  return told.slice(0, MOST);
}

async function search() {
  const text = field.value;
  found.hidden = !text.trim();
  if (found.hidden) return;
  const known = await words().catch(() => null);
  if (!known || text !== field.value) return;
  const hits = sought(known, text);
  found.querySelector(".count").textContent = hits.length ? count(texts.found, hits.length, lang) : texts.nothing;
  found.querySelector(".by-machine").hidden = !hits.some(({ name }) => name);
  found.querySelector("ol").replaceChildren(...hits.map(({ at, name }) => {
    const { title, byline, place, file } = known.entries[at];
    return el("li", {}, el("a", { href: `#${place}` },
      el("img", { src: new URL(file, UP).href, alt: "", loading: "lazy" }),
      el("span", { dir: "auto" }, [title || texts.untitled, byline].filter(Boolean).join(", ")),
      name ? el("small", { class: "machine" }, fill(texts.shows, { name })) : null));
  }));
}

seek.hidden = false;
field.addEventListener("focus", () => void words().catch(() => {}), { once: true });
field.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(search, PAUSE);
});
const away = () => {
  field.value = "";
  found.hidden = true;
};
found.addEventListener("click", (/** @type {Event} */ event) => {
  if (/** @type {Element} */ (event.target).closest("a")) away();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || found.hidden || closer?.open || table?.dialog.open) return;
  away();
  field.focus();
});
seek.addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  void search().then(() => one("#found").focus());
});
