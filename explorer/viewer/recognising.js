/** Is this one of ours? A picture that somebody brings is looked for in the collection. */

import { link } from "./address.js";
import { ByPicture, small } from "./by-picture.js";
import { count, el, fill, put } from "./dom.js";
import { check } from "./ours.js";
import { outlined } from "./outlined.js";
import { Overlay } from "./overlay.js";

export class Recognising {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    this.turn = 0;
    this.address = "";
    /** @type {Overlay | null} */
    this.overlay = null;
    const { props } = page;
    const { texts } = props;
    this.status = el("p", { class: "status", role: "status" });
    this.found = el("div", { class: "found" });
    this.by = null;
    put(page.body, page.head(texts.ours, props.checks ? texts.ours_lead : texts.ours_unseen, "check"));
    if (!props.checks) return;
    this.by = new ByPicture({ texts, choose: (file) => void this.check(file) });
    page.body.append(this.by.element, this.status, this.found);
  }

  destroy() {
    this.turn += 1;
    this.by?.destroy();
    this.overlay?.destroy();
    if (this.address) URL.revokeObjectURL(this.address);
  }

  /** @param {Blob} file */
  async check(file) {
    this.turn += 1;
    const { turn } = this;
    const { props } = this.page;
    const { texts } = props;
    this.status.textContent = texts.checking;
    this.overlay?.destroy();
    put(this.found);
    const sent = await small(file);
    let said = "";
    const told = await check(props, props.api, sent).catch((error) => {
      said = error.message || texts.failed;
    });
    if (turn !== this.turn) return;
    if (!told) {
      this.status.textContent = said;
      return;
    }
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = URL.createObjectURL(sent);
    this.#draw(told);
  }

  /** @param {any} told */
  #draw(told) {
    const { page } = this;
    const { props } = page;
    const { texts } = props;
    const { results } = told;
    this.status.textContent = results.length ? count(props.forms.recognised, results.length, props.lang)
      : fill(texts.not_ours, { n: told.compared });
    if (!results.length) {
      put(this.found, told.nearest.length ? el("h2", {}, texts.nearest) : null,
        el("ul", { class: "near" }, ...told.nearest.map((/** @type {any} */ item) => el("li", {}, link(props, page.emit,
          { page: "recherche", params: { item: item.id } }, { title: item.title || texts.untitled, "aria-label": item.title || texts.untitled },
          outlined(props, item, []))))));
      return;
    }
    const brought = { id: "", title: texts.yours, width: told.width, height: told.height, thumbs: {}, colour: "" };
    this.overlay = new Overlay({ props, texts });
    const caption = el("div", { class: "caption" });
    const percent = new Intl.NumberFormat(props.lang, { style: "percent" });
    const choose = (/** @type {number} */ at) => {
      const one = results[at];
      for (const [n, li] of [...list.children].entries()) li.firstElementChild?.setAttribute("aria-pressed", String(n === at));
      put(caption,
        el("h3", {}, link(props, page.emit, { page: "recherche", params: { item: one.item.id } }, {}, one.item.title || texts.untitled)),
        el("p", { class: "muted" }, [one.item.creator, one.item.date || texts.undated].filter(Boolean).join(" · ")),
        el("p", {}, `${texts[`long_${one.kind}`]} ${fill(texts.by_machine, { score: percent.format(one.score) })}`),
        one.family ? link(props, page.emit, { page: "circulations", here: true, params: { family: one.item.id, mode: null } },
          { class: "button" }, count(props.forms.follow, one.family, props.lang)) : null);
      this.overlay?.show({
        first: { item: /** @type {any} */ (brought), src: this.address }, second: { item: one.item },
        matrix: one.transform, points: () => Promise.resolve(one.points),
      });
    };
    const list = el("ol", { class: "line" }, ...results.map((/** @type {any} */ one, /** @type {number} */ at) => el("li", {}, el("button", {
      type: "button", "aria-pressed": "false", click: () => choose(at),
    }, outlined(props, one.item, one.region), el("span", { class: "what" }, texts[one.kind]),
    el("span", { class: "title" }, one.item.title || texts.untitled)))));
    put(this.found, list, caption, this.overlay.element);
    choose(0);
  }

  /** @param {string} key */
  key(key) {
    return this.overlay?.key(key) ?? false;
  }
}
