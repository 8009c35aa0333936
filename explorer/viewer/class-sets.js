// The sets of classes there are: one more, a copy, one from a file, and the end of one.

import { Changed } from "./class-desk.js";
import { slug } from "./class-words.js";
import { el, fill } from "./dom.js";

/** Bytes of a file, at most, as the server has it. */
const MOST = 256_000;

export class Sets {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    /** @type {any[]} */
    this.listed = [];
    /** The set whose end was asked for once. */
    this.sure = "";
    this.file = el("input", {
      type: "file", accept: ".yaml,.yml,text/plain", hidden: true, change: () => this.#bring(),
    });
  }

  /** What is kept of a set that comes with the house goes before it. @param {string} id */
  kept(id) {
    this.listed = this.listed.map((one) => (one.id === id ? { ...one, kept: true } : one));
  }

  /** Keep a new set, and open it. @param {any} doc */
  async create(doc) {
    const { desk, props } = this.page;
    const name = String(doc.name[props.lang] || Object.values(doc.name)[0] || props.texts.unnamed);
    const id = slug(name, this.listed.map((one) => one.id));
    try {
      await desk.write(desk.url(`/${id}`), "PUT", { ...doc, id }, { "If-None-Match": "*" });
      this.page.form = null;
      this.#open(id);
    } catch (error) {
      this.page.fail(error);
    }
  }

  copy() {
    const { doc, props: { texts, lang } } = this.page;
    const name = { ...doc.name };
    for (const code of Object.keys(name)) name[code] = fill(texts.copyOf[code] ?? texts.copyOf[lang], { name: name[code] });
    this.create({ ...doc, name });
  }

  /** Delete one's own set, or go back to the one that comes with the house: said twice. */
  async discard() {
    const { page } = this;
    const { desk, props } = page;
    if (this.sure !== props.set) {
      this.sure = props.set;
      page.draw();
      return;
    }
    this.sure = "";
    const preset = this.listed.find(({ id }) => id === props.set)?.preset;
    try {
      await desk.write(desk.url(`/${props.set}`), "DELETE", undefined, { "If-Match": page.version });
      if (preset) await page.load();
      else this.#open(null);
    } catch (error) {
      if (error instanceof Changed) await page.load();
      page.fail(error);
    }
  }

  async #bring() {
    const { desk, props } = this.page;
    const [file] = this.file.files ?? [];
    this.file.value = "";
    if (!file) return;
    try {
      if (file.size > MOST) throw new Error(props.texts.tooLarge);
      const { told } = await desk.write(desk.url(""), "PUT", { yaml: await file.text() });
      this.#open(told.added);
    } catch (error) {
      this.page.fail(error);
    }
  }

  /** @param {string | null} id null for the first there is */
  #open(id) {
    this.page.emit("address", { set: id, class: null, order: null, truth: null });
  }
}
