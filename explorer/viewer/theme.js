// The head of the page of themes, or of one theme: the way here, its cover, its name, a sentence,
// where one can go; and for curators the desk.

import { address as placed, fileAddress, link } from "./address.js";
import { begin, dress, el, put, readJson } from "./dom.js";
import { format } from "./wishes.js";
import { Desk } from "./theme-desk.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */

/**
 * props.themeId: its id, -1 for the page of all; props.place: what stays the same of it; props.title, props.lead, props.count, props.crumbs:
 * [{id, label}]; props.face, props.faceRow: the item that is its cover; props.hidden; props.desk:
 * what curators edit (``theme-desk.js``), or null.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "theme.css");
  const head = new Head(root, emit);
  head.update(props);
  return { update: (/** @type {Props} */ now) => head.update(now), destroy: () => head.destroy() };
}

class Head {
  /**
   * @param {ShadowRoot} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    this.emit = emit;
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    /** @type {number | undefined} */
    this.place = undefined;
    this.faceOf = "";
    this.face = el("div", { class: "face", hidden: true });
    this.words = el("div", { class: "words" });
    this.head = el("div", { class: "head" }, this.face, this.words);
    /** @type {Desk | null} */
    this.desk = null;
    this.whole = el("div", {}, this.head);
    root.append(this.whole);
  }

  /** @param {Props} props */
  update(props) {
    const before = this.place;
    this.props = props;
    this.place = props.place;
    this.#words();
    void this.#face();
    if (props.desk && !this.desk) {
      this.desk = new Desk((act) => this.emit("act", act));
      this.whole.append(this.desk.element);
    }
    if (props.desk) this.desk?.update(props);
    if (before !== undefined && before !== props.place) begin(this.words.querySelector("h1"));
  }

  #words() {
    const { props } = this;
    const { texts } = props;
    const crumbs = props.crumbs.map((/** @type {any} */ { id, label }) => el("li", {}, link(props, this.emit,
      { page: "themes", params: { theme: id }, here: true }, {}, label)));
    put(this.words,
      crumbs.length ? el("nav", { "aria-label": texts.path }, el("ol", { class: "crumbs" }, ...crumbs)) : null,
      el("h1", { dir: "auto" }, props.title),
      props.hidden ? el("p", { class: "unshown" }, props.hiddenText) : null,
      props.count ? el("p", { class: "muted" }, props.count) : null,
      props.lead ? el("p", { class: props.count ? "sentence" : "muted", dir: "auto" }, props.lead) : null,
      this.#links());
  }

  #links() {
    const { props } = this;
    const { texts, themeId } = props;
    if (themeId < 0 || props.hidden) return null;
    const wishes = { columns: {}, themes: [themeId], years: null, undated: false, colours: [], hide: false };
    /** @type {[string, Record<string, any>, string][]} */
    const ways = [
      ["", { filter: format(/** @type {any} */ (wishes)) }, texts.map],
      ["recherche", { filter: format(/** @type {any} */ (wishes)) }, texts.search],
    ];
    if (props.face) ways.push(["similaires", { item: props.face }, texts.cloud]);
    return el("nav", { class: "ways", "aria-label": texts.links }, ...ways.map(([page, params, label]) =>
      link(props, this.emit, { page, params }, { class: "button" }, label)));
  }

  async #face() {
    const { props } = this;
    const asked = `${props.faceRow} ${props.collection} ${props.lang}`;
    if (asked === this.faceOf) return;
    this.faceOf = asked;
    this.face.hidden = true;
    if (props.faceRow < 0) return;
    const url = new URL(fileAddress(props, props.rowsAddress));
    url.searchParams.set("rows", String(props.faceRow));
    url.searchParams.set("lang", props.lang);
    /** @type {Listed | undefined} */
    const item = await readJson(url).then(({ results }) => results[0], () => undefined);
    if (!item || asked !== this.faceOf) return;
    const shape = Math.min(1, item.width / item.height);
    const image = el("img", {
      alt: item.alt || item.title || props.texts.untitled, width: item.width, height: item.height, sizes: "420px",
      srcset: Object.entries(item.thumbs).map(([size, path]) => `${fileAddress(props, path)} `
        + `${Math.max(1, Math.round(Number(size) * shape))}w`).join(", "),
      // Its room is kept before it is there.
      style: {
        width: `min(100%, 420px, clamp(200px, 34vh, 400px) * ${item.width / item.height})`,
        aspectRatio: `${item.width} / ${item.height}`,
        backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "",
      },
    });
    const params = { theme: props.themeId, item: item.id };
    this.face.replaceChildren(el("a", {
      href: placed(props, "themes", params),
      click: (/** @type {MouseEvent} */ event) => {
        event.preventDefault();
        this.emit("address", params);
      },
    }, image));
    this.face.hidden = false;
  }

  destroy() {
    this.desk?.destroy();
    this.whole.remove();
  }
}
