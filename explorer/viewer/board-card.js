// A card on a board: the picture, whole, its caption, its note, and what can be done with it.

import { fileAddress, link } from "./address.js";
import { STATUSES } from "./board-acts.js";
import { dateText, el, fill, icon, put } from "./dom.js";

/** @typedef {import("./items.js").Listed} Listed */
/** @typedef {import("./board-acts.js").Pinned} Pinned */

const EARLIER = "M14.5 5.5 8 12l6.5 6.5";
const LATER = "M9.5 5.5 16 12l-6.5 6.5";
const NOTE = "M5 4h14v12l-4 4H5zM15 20v-4h4M8 9h8M8 13h5";
const MAP = "M9 4 3 6.5v13L9 17l6 2.5 6-2.5V4l-6 2.5L9 4zM9 4v13M15 6.5v13";
const REMOVE = "M6 6l12 12M18 6 6 18";
const GRIP = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";
const PICK = "M4 5h7v14H4zM13 5h7v14h-7z";

/** Milliseconds after the last letter before a note is kept. */
const PAUSE = 700;

export class Card {
  /**
   * @param {any} page
   * @param {string} id
   */
  constructor(page, id) {
    this.page = page;
    this.id = id;
    /** @type {Pinned} */
    this.item = { id, row: null, notes: {}, status: "proposed" };
    this.at = 0;
    this.open = false;
    this.drawn = "";
    this.picture = el("div", { class: "picture" });
    this.caption = el("div", { class: "caption" });
    this.marks = el("div", { class: "marks" });
    this.tools = el("div", { class: "does" });
    this.notes = el("div", { class: "notes", hidden: true });
    this.element = el("li", { class: "card" }, this.picture, this.caption, this.notes, this.marks, this.tools);
    this.element.dataset.id = id;
  }

  /**
   * @param {Pinned} item
   * @param {number} at
   * @param {number} total
   * @param {Listed | undefined} record
   */
  update(item, at, total, record) {
    const picked = this.page.picks.has(this.id);
    const drawn = JSON.stringify([item, at, total, record?.id, this.open, picked]);
    this.item = item;
    this.at = at;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const { texts } = this.page.props;
    const missing = item.row === null;
    const title = missing ? texts.gone : record ? record.title || texts.untitled : "";
    this.element.classList.toggle("missing", missing);
    this.element.classList.toggle("aside", item.status === "aside");
    this.element.classList.toggle("picked", picked);
    this.drawPicture(record, title);
    const note = this.page.props.languages.map((/** @type {any} */ { code }) => item.notes[code])
      .find(Boolean);
    put(this.caption,
      el("p", { class: "title" }, title),
      missing ? el("p", { class: "meta" }, item.id) : el("p", { class: "meta" },
        [record?.creator, record ? dateText(record.date, texts) : ""].filter(Boolean).join(", ")),
      note && !this.open ? el("p", { class: "note" }, note) : null);
    this.drawMarks(title, missing, picked);
    this.drawTools(title, total, missing);
    if (!this.open) this.notes.hidden = true;
  }

  /**
   * @param {Listed | undefined} record
   * @param {string} title
   */
  drawPicture(record, title) {
    if (!record || this.picture.dataset.row === String(record.row)) return;
    const { page } = this;
    const shape = Math.min(1, record.width / record.height);
    const image = el("img", {
      alt: record.alt || title, loading: "lazy", decoding: "async",
      width: record.width, height: record.height, sizes: "460px",
      srcset: Object.entries(record.thumbs).map(([size, path]) => `${fileAddress(page.props, path)} `
        + `${Math.max(1, Math.round(Number(size) * shape))}w`).join(", "),
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(record.colour) ? record.colour : "" },
    });
    this.picture.dataset.row = String(record.row);
    this.picture.replaceChildren(link(page.props, page.emit, {
      page: "tableau", params: { board: page.props.board.id, item: record.id }, here: true,
    }, { "data-focus": `open-${this.id}` }, image));
  }

  /**
   * @param {string} title
   * @param {boolean} missing
   * @param {boolean} picked
   */
  drawMarks(title, missing, picked) {
    const { page, item } = this;
    const { texts, writable } = page.props;
    put(this.marks,
      el("div", { class: "status-of", role: "group", "aria-label": fill(texts.status_of, { title }) },
        ...STATUSES.map((status) => el("button", {
          type: "button", "aria-pressed": String(item.status === status), disabled: !writable,
          "data-focus": `${status}-${this.id}`,
          click: () => item.status !== status && page.act({ do: "mark", item: this.id, status }),
        }, texts[status]))),
      missing ? null : el("button", {
        type: "button", class: "icon pick", title: texts.pickShort, "aria-pressed": String(picked),
        "aria-label": fill(texts.pick, { title }), "data-focus": `pick-${this.id}`,
        click: () => page.picks.toggle(this.id),
      }, icon(PICK)));
  }

  /**
   * @param {string} title
   * @param {number} total
   * @param {boolean} missing
   */
  drawTools(title, total, missing) {
    const { page, at } = this;
    const { texts, writable } = page.props;
    const does = (/** @type {string} */ key, /** @type {string} */ path, /** @type {() => void} */ click,
      /** @type {Record<string, any>} */ more = {}) => {
      const label = fill(texts[key], { title });
      return el("button", {
        type: "button", class: "icon", title: texts[`${key}Short`], "aria-label": label,
        "data-focus": `${key}-${this.id}`, click, ...more,
      }, icon(path));
    };
    const move = (/** @type {number} */ to) => page.act({ do: "move", item: this.id, to });
    const place = el("input", {
      class: "place", type: "text", inputmode: "numeric", value: at + 1, size: 3, maxlength: 5,
      "aria-label": fill(texts.place, { title }), "data-focus": `place-${this.id}`,
      readonly: !writable,
      change: () => {
        const to = Number(place.value);
        if (Number.isInteger(to) && to >= 1) move(Math.min(total, to) - 1);
        else place.value = String(at + 1);
      },
      focus: () => writable && place.select(),
    });
    put(this.tools,
      ...(writable ? [
        el("span", { class: "grip", title: texts.drag, "aria-hidden": "true" }, icon(GRIP)),
        does("earlier", EARLIER, () => move(at - 1), { disabled: at === 0 }), place,
        does("later", LATER, () => move(at + 1), { disabled: at === total - 1 }),
        el("span", { class: "space" }),
        does("note", NOTE, () => this.toggle(), { "aria-expanded": String(this.open) })] : [place,
        el("span", { class: "space" })]),
      missing ? null : link(page.props, page.emit, { page: "", params: { item: this.id } }, {
        class: "button icon", title: texts.map, "aria-label": fill(texts.mapOf, { title }),
        "data-focus": `map-${this.id}`,
      }, icon(MAP)),
      writable ? does("remove", REMOVE, () => page.remove(this.item)) : null);
  }

  toggle() {
    this.open = !this.open;
    this.notes.hidden = !this.open;
    if (this.open) {
      const { props } = this.page;
      put(this.notes, ...props.languages.map((/** @type {any} */ one) => this.field(one)));
      this.notes.querySelector("textarea")?.focus();
    }
    this.page.draw();
  }

  /** @param {{code: string, label: string}} language */
  field({ code, label }) {
    const { texts } = this.page.props;
    /** @type {number | undefined} */
    let timer;
    const keep = () => {
      window.clearTimeout(timer);
      const text = area.value.trim();
      if (text === (this.item.notes[code] ?? "")) return;
      const notes = { ...this.item.notes, [code]: text };
      if (!text) delete notes[code];
      this.page.act({ do: "note", item: this.id, notes });
    };
    const area = el("textarea", {
      rows: 3, maxlength: 2000, lang: code, "data-focus": `note-${code}-${this.id}`,
      input: () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(keep, PAUSE);
      },
      change: keep,
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Escape") return;
        keep();
        this.toggle();
        this.element.querySelector(`[data-focus="${CSS.escape(`note-${this.id}`)}"]`)?.focus();
      },
    }, this.item.notes[code] ?? "");
    return el("label", {}, el("span", {}, fill(texts.noteIn, { language: label })), area);
  }
}
