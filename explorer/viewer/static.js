/**
 * The page of an export: the map over plain files, a search, languages, dark or light.
 * The page itself is written by the project's ``explorer/publishing/page.py``.
 */

import { count, el, fill, icon } from "./dom.js";
import { byline } from "./items.js";
import { mount } from "./map.js";
import { StaticServer } from "./static-server.js";

/** @typedef {import("./items.js").Item} Item */

const CLOSE = "M6 6l12 12M18 6 6 18";
const MOON = "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z";
const SUN = "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2"
  + "M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4";
/** Results shown, names suggested, milliseconds before they are. */
const MOST = 120;
const SUGGESTED = 8;
const PATIENCE = 150;

const settings = JSON.parse(/** @type {HTMLElement} */ (one("#static-map")).textContent ?? "");
const texts = settings.page;
const base = new URL("./", document.baseURI).href;
const results = /** @type {HTMLElement} */ (one("#results"));
const form = /** @type {HTMLFormElement} */ (one("form"));
const field = /** @type {HTMLInputElement} */ (one("#q"));

/** What answers the search: apart from the map's own, so that neither stops the other. */
const server = new StaticServer({ base, onChange: () => {}, onGone: () => {} }, settings);
const root = `api/v1/${encodeURIComponent(settings.collection)}`;
const map = await mount(
  /** @type {HTMLElement} */ (one("#map")).attachShadow({ mode: "open" }),
  {
    base,
    collection: settings.collection,
    version: settings.version,
    lang: settings.lang,
    texts: settings.texts,
    address: true,
    reports: ["similar", "open"],
    source: (options) => new StaticServer(options, settings),
  },
  (name, value) => {
    if (name === "similar") void similar(/** @type {string} */ (value));
    else mark(/** @type {string | null} */ (value));
  },
);
/** For tests and measurements. */
Object.assign(window, { cimaiseMap: map });

let turn = 0;
let back = /** @type {HTMLElement} */ (field);

/** @param {string} selector */
function one(selector) {
  return document.querySelector(selector);
}

/** @param {string} text */
async function search(text) {
  const query = text.trim();
  if (!query) {
    close();
    return;
  }
  const words = new URLSearchParams({ q: query, k: String(MOST), lang: settings.lang });
  back = field;
  await show(fill(texts.results_for, { query }), () => server.json(`${root}/search?${words}`),
    fill(texts.nothing, { query }));
}

/** @param {string} id */
async function similar(id) {
  const path = `${root}/items/${encodeURIComponent(id)}`;
  const item = await server.json(path);
  back = field;
  await show(fill(texts.similar_to, { title: item.title || texts.untitled }),
    () => server.json(`${path}/similar?k=${MOST}`), "");
}

/**
 * @param {string} title
 * @param {() => Promise<{results: Item[], total: number}>} ask
 * @param {string} nothing
 */
async function show(title, ask, nothing) {
  turn += 1;
  const mine = turn;
  const heading = el("h2", { tabindex: "-1" }, title);
  const status = el("p", { role: "status" });
  const list = el("ul", {});
  results.replaceChildren(heading, status, list, el("button", {
    type: "button", class: "close", "aria-label": texts.close, title: texts.close, click: close,
  }, icon(CLOSE)));
  open(true);
  heading.focus({ preventScroll: true });
  try {
    const answer = await ask();
    if (mine !== turn) return;
    const total = answer.results.length;
    status.textContent = total || !nothing
      ? count(texts.found, answer.total, settings.lang) : nothing;
    list.append(...answer.results.map((item) => el("li", {}, entry(item))));
    results.scrollTop = 0;
  } catch (error) {
    if (mine === turn) status.textContent = texts.failed;
    console.warn("search:", error);
  }
}

/** @param {Item} item */
function entry(item) {
  const rest = byline(item, texts);
  const rights = item.credit || item.rights;
  return el("button", {
    type: "button", "data-id": item.id,
    click: () => {
      if (narrow()) open(false);
      void map.visit.walk(item.id);
    },
  },
  el("span", { class: "small" }, el("img", {
    src: new URL(item.thumbs?.["256"] ?? "", base).href, alt: "", loading: "lazy",
    decoding: "async",
    style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour ?? "") ? item.colour : "" },
  })),
  el("span", { class: "lines" },
    el("strong", {}, item.title || texts.untitled),
    rest ? el("span", {}, rest) : null,
    rights ? el("small", {}, rights) : null));
}

/** @param {string | null} id the item that is open */
function mark(id) {
  for (const button of results.querySelectorAll("[data-id]")) {
    if (button.getAttribute("data-id") === id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

function close() {
  turn += 1;
  const inside = results.contains(document.activeElement);
  open(false);
  if (inside) back.focus();
}

/** @param {boolean} shown */
function open(shown) {
  results.hidden = !shown;
  document.body.classList.toggle("searching", shown);
}

/** Whether results take the place of what is opened from them. */
function narrow() {
  return window.matchMedia("(max-width: 760px), (orientation: portrait)").matches;
}

/** @type {number | undefined} */
let timer;
let typed = 0;

async function suggest() {
  typed += 1;
  const mine = typed;
  const q = field.value.trim();
  const words = new URLSearchParams({ q, k: String(SUGGESTED), lang: settings.lang });
  const answer = q ? await server.json(`${root}/vocabulary?${words}`) : { results: [] };
  if (mine !== typed) return;
  one("#names")?.replaceChildren(
    ...answer.results.map((/** @type {string} */ value) => el("option", { value })));
}

field.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void suggest().catch(() => {}), PATIENCE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void search(field.value);
});
results.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
form.hidden = false;

// Another language shows the same view.
for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", () => {
    const there = new URL(/** @type {HTMLAnchorElement} */ (link).href);
    there.search = window.location.search;
    /** @type {HTMLAnchorElement} */ (link).href = there.href;
  });
}

const { cimaiseScheme } = /** @type {any} */ (window);
const lamp = /** @type {HTMLButtonElement} */ (one("button.scheme"));
const dress = () => {
  const other = cimaiseScheme.current === "dark" ? "light" : "dark";
  lamp.replaceChildren(icon(other === "dark" ? MOON : SUN));
  lamp.setAttribute("aria-label", texts[other]);
  lamp.title = texts[other];
};
lamp.addEventListener("click", () => {
  cimaiseScheme.toggle();
  dress();
});
dress();
lamp.hidden = false;
