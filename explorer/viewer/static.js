/**
 * The page of an export: the map over plain files, its languages, dark or light.
 * The page itself is written by the project's ``explorer/publishing/page.py``.
 */

import { icon } from "./dom.js";
import { mount } from "./map.js";
import { StaticServer } from "./static-server.js";

const MOON = "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z";
const SUN = "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2"
  + "M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4";

const settings = JSON.parse(one("#static-map").textContent ?? "");
const { collection, version, lang, texts, page } = settings;

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
function one(selector) {
  return /** @type {HTMLElement} */ (document.querySelector(selector));
}

// Another language shows the same view.
for (const link of document.querySelectorAll(".languages a")) {
  const there = /** @type {HTMLAnchorElement} */ (link);
  there.addEventListener("click", () => {
    there.search = window.location.search;
  });
}

const { cimaiseScheme } = /** @type {any} */ (window);
const lamp = one("button.scheme");
const light = () => {
  const other = cimaiseScheme.current === "dark" ? "light" : "dark";
  lamp.replaceChildren(icon(other === "dark" ? MOON : SUN));
  lamp.setAttribute("aria-label", page[other]);
  lamp.title = page[other];
};
lamp.addEventListener("click", () => {
  cimaiseScheme.toggle();
  light();
});
light();
lamp.hidden = false;

const map = await mount(one("#map").attachShadow({ mode: "open" }), {
  base: new URL("./", document.baseURI).href,
  collection,
  version,
  lang,
  texts,
  address: true,
  similar: false,
  circulates: false,
  source: (options) => new StaticServer(options, settings),
}, () => {});
/** For tests and measurements. */
Object.assign(window, { cimaiseMap: map });
