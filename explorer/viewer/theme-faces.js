/** The panel of the desk where the cover and the highlights of a theme are chosen from its pictures. */

import { fileAddress } from "./address.js";
import { el, fill, readJson } from "./dom.js";

/** @typedef {import("./items.js").Listed} Listed */
/** @typedef {import("./theme-desk.js").Desk} Desk */

/** Pictures asked for at once. */
const PAGE = 24;

/** @type {Map<string, Listed>} */
const known = new Map();

/**
 * @param {Desk} desk
 * @returns {Node[]}
 */
export function drawFaces(desk) {
  const { texts, props } = desk;
  const { rows } = props.desk;
  desk.shown ||= PAGE;
  const list = el("ul", { class: "faces" });
  const more = el("button", { type: "button", "data-focus": "more", hidden: true }, texts.more);
  const fillUp = () => void show(desk, list, rows.slice(0, desk.shown)).then(() => {
    more.hidden = desk.shown >= rows.length;
  });
  more.addEventListener("click", () => {
    desk.shown += PAGE;
    fillUp();
  });
  fillUp();
  return [el("p", { class: "how" }, texts.facesHow), list, el("p", { class: "acts" }, more)];
}

/**
 * @param {Desk} desk
 * @param {HTMLElement} list
 * @param {number[]} rows
 */
async function show(desk, list, rows) {
  const { props } = desk;
  const named = (/** @type {number} */ row) => `${props.collection} ${props.lang} ${row}`;
  const missing = rows.filter((row) => !known.has(named(row)));
  if (missing.length) {
    if (known.size > 4000) known.clear();
    const url = new URL(fileAddress(props, props.rowsAddress));
    url.searchParams.set("rows", missing.slice(0, 200).join(","));
    url.searchParams.set("lang", props.lang);
    const { results } = await readJson(url).catch(() => ({ results: [] }));
    for (const item of results) known.set(named(item.row), item);
  }
  if (!list.isConnected && desk.open !== "faces") return;
  list.replaceChildren(...rows.flatMap((row) => {
    const item = known.get(named(row));
    return item ? [entry(desk, item)] : [];
  }));
}

/**
 * @param {Desk} desk
 * @param {Listed} item
 */
function entry(desk, item) {
  const { texts, props } = desk;
  const { cover, highlights } = props.desk;
  const title = (item.title || props.texts.untitled).slice(0, 120);
  const isCover = item.id === cover;
  const isPinned = highlights.includes(item.id);
  return el("li", {},
    el("img", {
      src: fileAddress(props, item.thumbs["256"]), alt: item.alt || title, loading: "lazy", decoding: "async",
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
    }),
    el("div", { class: "does" },
      el("button", {
        type: "button", "aria-pressed": String(isCover), "data-focus": `cover-${item.row}`,
        "aria-label": fill(texts.coverOf, { title }),
        click: () => desk.act({ do: "cover", theme: props.themeId, item: isCover ? "" : item.id }),
      }, texts.cover),
      el("button", {
        type: "button", "aria-pressed": String(isPinned), "data-focus": `pin-${item.row}`,
        "aria-label": fill(texts.pinOf, { title }),
        click: () => desk.act({ do: "pin", theme: props.themeId, item: item.id, pinned: !isPinned }),
      }, texts.pin)));
}
