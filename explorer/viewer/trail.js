// The trail: the pictures one has walked through, to go back along it.

import { fileAddress, link } from "./address.js";
import { dress, el, fill, readJson } from "./dom.js";

/**
 * props.trail: [{id, address, back: [ids before it]}] oldest first; shown on the page
 * `similaires`.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "trail.css");
  const list = el("ol", { class: "trail" });
  const title = el("h2", { class: "unseen", id: "trail" });
  const nav = el("nav", { "aria-labelledby": "trail" }, title, list);
  root.append(nav);
  /** @type {Map<string, Promise<any>>} */
  const known = new Map();
  const read = (now, address) => {
    if (!known.has(address)) known.set(address, readJson(fileAddress(now, address)).catch(() => null));
    return known.get(address);
  };
  let turn = 0;
  const draw = async (now) => {
    const mine = ++turn;
    title.textContent = now.texts.trail;
    nav.hidden = now.trail.length === 0;
    const items = await Promise.all(now.trail.map((step) => read(now, step.address)));
    if (mine !== turn) return;
    list.replaceChildren(...now.trail.flatMap((step, i) => (items[i] ? [stepBack(step, items[i].results[0], now, emit)] : [])));
    list.scrollLeft = list.scrollWidth;
  };
  await draw(props);
  return { update: draw, destroy: () => nav.remove() };
}

function stepBack(step, item, props, emit) {
  const title = item.title || props.texts.untitled;
  const height = 64;
  const wide = Math.round(height * (item.width / item.height));
  return el("li", {}, link(props, emit,
    { page: "similaires", params: { item: step.id, trail: step.back }, here: true },
    { title, "aria-label": fill(props.texts.back, { title }) },
    el("img", {
      src: fileAddress(props, item.thumbs["256"]), alt: "", height, width: Math.max(1, wide),
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
    })));
}
