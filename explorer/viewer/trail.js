// The trail: the pictures one has walked through, to go back along it.

import { fileAddress, link } from "./address.js";
import { dress, el, fill, readJson } from "./dom.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */
/** @typedef {{params: Record<string, string[]>, address: string}} Step */

/**
 * props.trail: [{params, address}] oldest first: where a step leads on the page `similaires`, and
 * the address of its picture's record; props.cloud: parameters of the same place as a cloud.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "trail.css");
  const list = el("ol", { class: "trail" });
  const title = el("h2", { class: "unseen", id: "trail" });
  const nav = el("nav", { "aria-labelledby": "trail" }, title, list);
  const ways = el("div", { class: "ways" }, nav);
  root.append(ways);
  /** @type {Map<string, Promise<any>>} */
  const known = new Map();
  const read = (/** @type {Props} */ now, /** @type {string} */ address) => {
    if (!known.has(address)) known.set(address, readJson(fileAddress(now, address)).catch(() => null));
    return known.get(address);
  };
  let turn = 0;
  const draw = async (/** @type {Props} */ now) => {
    const mine = ++turn;
    title.textContent = now.texts.trail;
    nav.hidden = now.trail.length === 0;
    ways.replaceChildren(nav, link(now, emit, {
      page: "similaires", params: now.cloud, here: true,
    }, { class: "button" }, now.texts.cloud));
    /** @type {Step[]} */
    const steps = now.trail;
    const items = await Promise.all(steps.map((step) => read(now, step.address)));
    if (mine !== turn) return;
    list.replaceChildren(...steps.flatMap((step, i) => (items[i] ? [stepBack(step, items[i].results[0], now, emit)] : [])));
    list.scrollLeft = list.scrollWidth;
  };
  await draw(props);
  return { update: draw, destroy: () => ways.remove() };
}

/**
 * @param {Step} step
 * @param {Listed} item
 * @param {Props} props
 * @param {Emit} emit
 */
function stepBack(step, item, props, emit) {
  const title = item.title || props.texts.untitled;
  const height = 64;
  const wide = Math.round(height * (item.width / item.height));
  return el("li", {}, link(props, emit,
    { page: "similaires", params: step.params, here: true },
    { title, "aria-label": fill(props.texts.back, { title }) },
    el("img", {
      src: fileAddress(props, item.thumbs["256"]), alt: "", height, width: Math.max(1, wide),
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
    })));
}
