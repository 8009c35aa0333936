// What a drawing says, as a table that is opened by whoever wants to read it.

import { dress, el } from "./dom.js";

/**
 * props.summary, props.caption; props.columns: headings; props.rows: lists of texts.
 * @param {ShadowRoot} root
 * @param {any} props
 */
export async function mount(root, props) {
  await dress(root, import.meta.url, "base.css", "figures.css");
  const body = el("tbody", {});
  const head = el("tr", {});
  const caption = el("caption", { class: "unseen" });
  const summary = el("summary", {});
  const scroll = el("div", { class: "scroll", tabindex: "0", role: "region" },
    el("table", {}, caption, el("thead", {}, head), body));
  const details = el("details", {}, summary, scroll);
  root.append(details);
  let drawn = "";
  const update = (/** @type {any} */ now) => {
    summary.textContent = now.summary;
    caption.textContent = now.caption;
    scroll.setAttribute("aria-label", now.caption);
    const said = JSON.stringify([now.columns, now.rows]);
    if (said === drawn) return;
    drawn = said;
    head.replaceChildren(...now.columns.map((/** @type {string} */ text) =>
      el("th", { scope: "col" }, text)));
    body.replaceChildren(...now.rows.map((/** @type {string[]} */ row) => el("tr", {},
      ...row.map((text, i) => (i ? el("td", {}, text) : el("th", { scope: "row" }, text))))));
  };
  update(props);
  return { update, destroy: () => details.remove() };
}
