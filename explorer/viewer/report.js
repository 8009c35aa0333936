// What became of edited themes when the collection was built again: to be looked at and settled.

import { fileAddress, link } from "./address.js";
import { dress, el, fill, put, readJson } from "./dom.js";

/** @typedef {import("./address.js").Emit} Emit */

/**
 * props.found: [{id, state, label, share, then, now, nearest, rows}]; props.targets: themes that
 * have no edits: [{id, label}]; props.said: what the last act came to.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {Emit} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "report.css");
  const whole = el("section", { class: "report" });
  root.append(whole);
  /** @type {Map<number, any>} */
  const pictures = new Map();
  const update = (/** @type {any} */ now) => {
    draw(whole, now, emit, pictures);
    void read(now, pictures).then((changed) => changed && draw(whole, now, emit, pictures));
  };
  update(props);
  return { update, destroy: () => whole.remove() };
}

/** @param {Emit} emit @param {any} act */
function tell(emit, act) {
  emit("act", { key: Math.random().toString(36).slice(2, 14), act });
}

/**
 * @param {HTMLElement} whole
 * @param {any} props
 * @param {Emit} emit
 * @param {Map<number, any>} pictures
 */
function draw(whole, props, emit, pictures) {
  const { texts, found } = props;
  const some = found.some((/** @type {any} */ one) => one.state !== "lost");
  put(whole, el("h2", {}, texts.title), el("p", { class: "muted" }, texts.lead),
    props.said?.error ? el("p", { role: "alert", class: "trouble" }, props.said.error) : null,
    el("ul", {}, ...found.map((/** @type {any} */ one) => entry(props, emit, pictures, one))),
    some ? el("p", {}, el("button", {
      type: "button", class: "primary", click: () => tell(emit, { do: "accept" }),
    }, texts.accept)) : null);
}

/**
 * @param {any} props
 * @param {Emit} emit
 * @param {Map<number, any>} pictures
 * @param {any} one
 */
function entry(props, emit, pictures, one) {
  const { texts } = props;
  const lost = one.state === "lost";
  const name = el("span", { class: "name", dir: "auto" }, one.label);
  return el("li", { class: one.state },
    el("div", { class: "faces", "aria-hidden": "true" }, ...one.rows.slice(0, 4).flatMap((/** @type {number} */ row) => {
      const item = pictures.get(row);
      return item ? [el("img", { src: fileAddress(props, item.thumbs["256"]), alt: "" })] : [];
    })),
    el("div", { class: "told" }, el("h3", {}, lost ? name
      : link(props, emit, { page: "themes", params: { theme: one.id }, here: true }, {}, name)),
    el("p", {}, fill(texts[one.state], { share: one.share })),
    el("p", { class: "muted" }, fill(lost ? texts.sizeThen : texts.sizes, { then: one.then, now: one.now })),
    lost || one.state === "moved" ? settle(props, emit, one) : null));
}

/**
 * @param {any} props
 * @param {Emit} emit
 * @param {any} one
 */
function settle(props, emit, one) {
  const { texts } = props;
  const choice = el("select", { change: () => {
    button.disabled = !choice.value;
  } }, el("option", { value: "" }, texts.choose),
  ...props.targets.map((/** @type {any} */ { id, label }) => el("option",
    { value: id, selected: id === one.nearest }, label.slice(0, 60))));
  const button = el("button", {
    type: "button", disabled: !choice.value,
    click: () => tell(emit, { do: "settle", theme: one.id, to: Number(choice.value) }),
  }, texts.settle);
  const drop = el("button", {
    type: "button",
    click: () => {
      if (drop.textContent === texts.really) tell(emit, { do: "settle", theme: one.id, to: null });
      else drop.textContent = texts.really;
    },
  }, texts.drop);
  return el("div", { class: "acts" }, el("label", {}, texts.belongs, " ", choice), button, drop);
}

/**
 * @param {any} props
 * @param {Map<number, any>} pictures
 */
async function read(props, pictures) {
  const rows = props.found.flatMap((/** @type {any} */ one) => one.rows.slice(0, 4))
    .filter((/** @type {number} */ row) => !pictures.has(row)).slice(0, 200);
  if (!rows.length) return false;
  const url = new URL(fileAddress(props, props.rowsAddress));
  url.searchParams.set("rows", rows.join(","));
  url.searchParams.set("lang", props.lang);
  const { results } = await readJson(url).catch(() => ({ results: [] }));
  for (const item of results) pictures.set(item.row, item);
  return results.length > 0;
}
