// Exhibitions: for visitors those that are published; for curators their making, from the first
// section to the publication.

import { dress, el, fill, put } from "./dom.js";
import { Editor, shelf } from "./exhibition-editor.js";
import { ExhibitionList } from "./exhibition-list.js";
import { exhibitionView } from "./exhibition-view.js";
import { ExhibitionsServer } from "./exhibitions-server.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./exhibition-doc.js").Exhibition} Exhibition */

/** How an exhibition can be looked at before it is published. */
const EYES = ["public", "kiosk", "print"];

/**
 * props.exhibition, props.mode ("", "edit" or "look"), props.at: what the address names, and which
 * version; props.api: address of the collection's API; props.curator, props.writable, props.deletes: what may be done; props.boards:
 * [{id, name, items}]; props.tours: [{id, title}]; props.languages: [{code, label}]; props.headers:
 * sent along with what is written.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {Emit} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "board.css", "light-table.css", "exhibitions.css");
  const page = new ExhibitionsPage(root, props, emit);
  return { update: (/** @type {any} */ now) => page.update(now), destroy: () => page.destroy() };
}

class ExhibitionsPage {
  /** @param {ShadowRoot} root @param {any} props @param {Emit} emit */
  constructor(root, props, emit) {
    this.root = root;
    this.props = props;
    this.emit = emit;
    this.server = new ExhibitionsServer(props);
    /** @type {import("./exhibitions-server.js").Entry[]} */
    this.entries = [];
    this.place = { id: props.exhibition, mode: props.mode, version: props.at };
    this.eye = EYES[0];
    this.tongue = props.lang;
    this.turn = 0;
    this.list = new ExhibitionList(this);
    this.editor = new Editor(this);
    this.body = el("div", { class: "page" });
    root.append(this.body);
    this.leaving = (/** @type {BeforeUnloadEvent} */ event) => {
      // The tab keeps it; it only asks where the tab could not.
      if (this.editor.draft?.dirty && !this.editor.draft.kept) event.preventDefault();
    };
    window.addEventListener("beforeunload", this.leaving);
    void this.show();
  }

  /** @param {any} props */
  update(props) {
    const other = ["collection", "lang", "version"].some((name) => props[name] !== this.props[name]);
    const { id, mode, version } = this.place;
    const moved = props.exhibition !== id || props.mode !== mode || props.at !== version;
    this.props = props;
    this.server.props = props;
    if (other) {
      this.server = new ExhibitionsServer(props);
      this.tongue = props.lang;
      this.list = new ExhibitionList(this);
      this.editor = new Editor(this);
    }
    if (!moved && !other) return;
    this.place = { id: props.exhibition, mode: props.mode, version: props.at };
    void this.show();
  }

  destroy() {
    this.turn += 1;
    window.removeEventListener("beforeunload", this.leaving);
    this.body.remove();
  }

  /** @param {string} id of an exhibition, or "" for the list @param {string} [mode] @param {number} [version] */
  go(id, mode = "", version = 0) {
    this.place = { id, mode, version };
    this.emit("address", { exhibition: id || null, mode: mode || null, at: version ? String(version) : null, item: null });
    void this.show();
  }

  /** Begin with one that the server does not have yet. @param {Exhibition} made */
  begin(made) {
    shelf.keep(made, null);
    this.go(made.id, "edit");
  }

  async refresh() {
    const { exhibitions } = await this.server.list();
    this.entries = exhibitions;
    await this.server.learn(exhibitions.map(({ cover }) => cover).filter(Boolean));
    if (!this.place.id) this.list.draw();
    const open = this.editor.draft?.content.id;
    this.editor.entry = exhibitions.find(({ id }) => id === open) ?? null;
  }

  async show() {
    this.turn += 1;
    const { turn } = this;
    const { id, mode, version } = this.place;
    try {
      await this.refresh();
      if (turn !== this.turn) return;
      if (!id) this.#list();
      else if (mode === "edit" && this.props.curator) await this.#edit(id, turn);
      else await this.#view(id, version, turn);
    } catch (error) {
      if (turn !== this.turn) return;
      put(this.body, el("p", { class: "trouble", role: "alert" }, /** @type {any} */ (error).message || this.props.texts.failed));
    }
  }

  #list() {
    this.list.draw();
    put(this.body, this.list.element);
  }

  /** @param {string} id @param {number} turn */
  async #edit(id, turn) {
    const kept = shelf.recall(this.props.collection).find(({ content }) => content.id === id);
    const held = this.editor.draft?.content.id === id && this.editor.draft.dirty;
    if (!held) {
      const found = kept ? null : await this.server.take(id);
      if (turn !== this.turn) return;
      if (!kept && !found) {
        this.#missing();
        return;
      }
      this.editor.entry = this.entries.find((entry) => entry.id === id) ?? null;
      put(this.body, this.editor.element);
      if (kept) this.editor.open(kept.content, kept.mark, true);
      else if (found) this.editor.open(found.exhibition, found.mark, false);
      return;
    }
    put(this.body, this.editor.element);
    this.editor.draw();
  }

  /** @param {string} id @param {number} version @param {number} turn */
  async #view(id, version, turn) {
    const { props } = this;
    const look = props.curator;
    const found = await this.server.shown(id, { lang: look ? this.tongue : props.lang, version }).catch((error) => {
      if (error.status === 404) return null;
      throw error;
    });
    if (turn !== this.turn) return;
    if (!found) {
      this.#missing();
      return;
    }
    const view = exhibitionView(this, found, { look });
    if (look) put(this.body, this.#eyes(found), el("div", { class: `eye ${this.eye}` }, view));
    else {
      put(this.body, el("p", { class: "way" }, el("button", { type: "button", class: "quiet", click: () => this.go("") }, props.texts.all)), view);
    }
  }

  /** Through whose eyes a curator looks. @param {any} found */
  #eyes(found) {
    const { props } = this;
    const { texts } = props;
    const pick = (/** @type {string} */ label, /** @type {{value: string, label: string}[]} */ options, /** @type {string} */ value, /** @type {(value: string) => void} */ choose) => el(
      "div", { class: "filter", role: "group", "aria-label": label }, ...options.map((one) => el("button", {
        type: "button", "aria-pressed": String(one.value === value), "data-focus": `eye-${one.value}`, click: () => choose(one.value),
      }, one.label)));
    return el("div", { class: "bar" },
      el("button", { type: "button", "data-focus": "edit", click: () => this.go(found.id, "edit") }, texts.edit),
      el("h1", { class: "looked" }, fill(texts.looking, { title: found.title.text || texts.unnamed })),
      pick(texts.eyes, EYES.map((value) => ({ value, label: texts[`eye_${value}`] })), this.eye, (eye) => {
        this.eye = eye;
        void this.show();
      }),
      pick(texts.language, found.languages.filter((/** @type {string} */ code) => props.languages.some((/** @type {any} */ one) => one.code === code))
        .map((/** @type {string} */ code) => ({ value: code, label: props.languages.find((/** @type {any} */ one) => one.code === code).label })),
      this.tongue, (code) => {
        this.tongue = code;
        void this.show();
      }));
  }

  #missing() {
    const { texts } = this.props;
    put(this.body, el("h1", {}, texts.title), el("p", { role: "alert" }, texts.missing),
      el("p", { class: "way" }, el("button", { type: "button", click: () => this.go("") }, texts.all)));
  }
}
