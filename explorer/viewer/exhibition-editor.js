/** The editor of an exhibition: its words in every language, its sections, and their pictures. */

import { begin, el, fill, icon, put } from "./dom.js";
import { Draft, Shelf } from "./draft.js";
import { exhibit as hung, KINDS, MOST, moved, read, section as blankSection } from "./exhibition-doc.js";
import { languagesField } from "./exhibition-fields.js";
import { exhibitForm } from "./exhibition-exhibit.js";
import { Release } from "./exhibition-release.js";
import { places } from "./exhibition-settle.js";
import { sectionForm } from "./exhibition-section.js";
import { sortable } from "./sortable.js";

/** @typedef {import("./exhibition-doc.js").Exhibition} Exhibition */
/** @typedef {import("./exhibition-doc.js").Section} Section */

const UNDO = "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9";

/** @type {Shelf<Exhibition>} */
export const shelf = new Shelf("exhibition", (content) => content, (stored, collection) => read(stored, collection));

/** Which sections are unfolded, kept in the tab: one goes to the map, and comes back. @param {string} id */
function unfoldedOf(id) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`cimaise-unfolded-${id}`) ?? "null");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : null;
  } catch {
    return null; // storage may be refused, or hold something else
  }
}

/** @param {string} id @param {Set<string>} opened */
function keepUnfolded(id, opened) {
  try {
    sessionStorage.setItem(`cimaise-unfolded-${id}`, JSON.stringify([...opened]));
  } catch {
    // storage may be refused, or full
  }
}

export class Editor {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    /** @type {Draft<Exhibition> | null} */
    this.draft = null;
    /** @type {Set<string>} sections that are unfolded */
    this.opened = new Set();
    /** The picture that is unfolded, by its place. */
    this.unfolded = "";
    this.busy = false;
    /** @type {import("./exhibitions-server.js").Entry | null} what the list tells of it */
    this.entry = null;
    this.title = el("h1", { tabindex: "-1" });
    this.state = el("p", { class: "state", role: "status" });
    this.trouble = el("div", { class: "trouble", role: "alert", hidden: true });
    this.bar = el("div", { class: "bar" });
    this.general = el("div", { class: "general" });
    this.sections = el("ol", { class: "sections" });
    this.adding = el("div", { class: "adding" });
    this.release = new Release(this);
    sortable(this.sections, ".section-head > .grip", (from, to) => this.setSections(moved(this.exhibition.sections, from, to)));
    this.element = el("div", { class: "editor" }, this.title, this.state, this.trouble, this.bar, this.release.element,
      el("section", { class: "part" }, el("h2", {}, page.props.texts.general), this.general),
      el("section", { class: "part" }, el("h2", {}, page.props.texts.sections), this.sections, this.adding));
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
  }

  /** @returns {Exhibition} */
  get exhibition() {
    if (!this.draft) throw new Error("nothing is open");
    return this.draft.content;
  }

  /**
   * @param {Exhibition} content
   * @param {string | null} mark of the version that it was made from; null for a new one
   * @param {boolean} dirty
   */
  open(content, mark, dirty) {
    this.draft = new Draft({ content, mark, dirty, shelf, changed: () => this.#said() });
    this.opened = new Set(unfoldedOf(content.id) ?? (content.sections.length < 3 ? content.sections.map(({ id }) => id) : []));
    this.unfolded = "";
    this.trouble.hidden = true;
    this.release.close();
    this.draw();
    begin(this.title);
    void this.learn();
  }

  /** Learn what the collection says of the pictures that are shown. */
  async learn() {
    const { exhibition } = this;
    const ids = [exhibition.cover, ...exhibition.sections.flatMap(({ exhibits }) => exhibits)]
      .flatMap((one) => (one ? [one.item] : []));
    try {
      await this.page.server.learn(ids);
    } catch (error) {
      this.fail(error);
    }
    this.draw();
  }

  /** @param {string} id @returns {Section} */
  sectionOf(id) {
    const found = this.exhibition.sections.find((one) => one.id === id);
    if (!found) throw new Error(`there is no section ${id}`);
    return found;
  }

  /** @param {string} id @param {Partial<Section>} change @param {string} [what] */
  setSection(id, change, what) {
    const sections = this.exhibition.sections.map((one) => (one.id === id ? { ...one, ...change } : one));
    this.draft?.set({ sections }, what);
  }

  /** @param {Section[]} sections */
  setSections(sections) {
    this.unfolded = "";
    this.draft?.set({ sections });
    this.draw();
  }

  /** @param {string} id */
  toggle(id) {
    if (!this.opened.delete(id)) this.opened.add(id);
    this.draw();
  }

  /** @param {string} key of the place of a picture, or "" for none */
  unfold(key) {
    this.unfolded = key;
    this.draw();
  }

  /** Bring a place into view, where something is to be settled. @param {import("./exhibition-settle.js").Gathered} one */
  goTo(one) {
    const { section, item } = one;
    const at = section && item ? this.sectionOf(section).exhibits.findIndex((hung_) => hung_.item === item) : -1;
    this.unfolded = at >= 0 ? `${section}/${at}` : !section && item ? "cover" : "";
    if (section) this.opened.add(section);
    this.draw();
    const key = places(one, this.unfolded, this.exhibition.languages)
      .find((each) => this.element.querySelector(`[data-focus="${CSS.escape(each)}"]`));
    if (key) this.focus(key);
  }

  /** @param {string} key what the name of a field begins with */
  focus(key) {
    const found = /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-focus="${CSS.escape(key)}"]`)
      ?? this.element.querySelector(`[data-focus^="${CSS.escape(key)}"]`));
    found?.focus();
    found?.scrollIntoView({ block: "center" });
  }

  draw() {
    if (!this.draft) return;
    keepUnfolded(this.exhibition.id, this.opened);
    const focused = /** @type {any} */ (this.page.root.activeElement)?.dataset?.focus;
    this.#drawGeneral();
    put(this.sections, ...this.exhibition.sections.map((section, i) => sectionForm(this, section, i)));
    this.#drawAdding();
    this.#said();
    if (focused) {
      /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-focus="${CSS.escape(focused)}"]:not(:disabled)`))?.focus();
    }
  }

  #drawGeneral() {
    const { page, exhibition } = this;
    const { props } = page;
    const { texts } = props;
    const field = (/** @type {"title" | "subtitle" | "introduction" | "credits"} */ part, /** @type {number} */ most, /** @type {number} */ rows = 0) => languagesField({
      props, label: texts[part === "title" ? "title_of" : part], key: part, languages: exhibition.languages, texts: exhibition[part], most,
      rows, write: (words) => this.draft?.set({ [part]: words }, part),
    });
    put(this.general, field("title", MOST.name), field("subtitle", MOST.name), field("introduction", MOST.long, 6),
      el("p", { class: "muted" }, texts.markdown), this.#cover(), field("credits", MOST.long, 3));
  }

  #cover() {
    const { page, exhibition } = this;
    const { texts } = page.props;
    const { cover } = exhibition;
    const items = [...new Set(exhibition.sections.flatMap(({ exhibits }) => exhibits.map(({ item }) => item)))].slice(0, 300);
    const set = (/** @type {Partial<import("./exhibition-doc.js").Exhibit>} */ change, /** @type {string} */ what = "") => {
      const { cover: now } = this.exhibition;
      if (now) this.draft?.set({ cover: { ...now, ...change } }, what);
    };
    return el("div", { class: "cover-form" },
      el("label", { class: "field" }, el("span", {}, texts.cover), el("select", {
        "data-focus": "cover", change: (/** @type {any} */ event) => {
          const id = event.target.value;
          const same = exhibition.sections.flatMap(({ exhibits }) => exhibits).find(({ item }) => item === id);
          this.draft?.set({ cover: id ? { ...hung(id), alt: same?.alt ?? {}, cleared: same?.cleared ?? false } : null });
          this.draw();
        },
      }, el("option", { value: "" }, items.length || cover ? texts.no_cover : texts.cover_later),
      ...[...new Set([...(cover ? [cover.item] : []), ...items])].map((id) => el("option", { value: id, selected: id === cover?.item },
        page.server.known.get(id)?.title || id)))),
      cover ? el("ol", {}, exhibitForm({
        editor: this, exhibit: cover, key: "cover", set, now: () => this.exhibition.cover ?? undefined, earlier: null, later: null,
        remove: () => {
          this.draft?.set({ cover: null });
          this.draw();
        },
      })) : null);
  }

  #drawAdding() {
    const { exhibition } = this;
    const { texts } = this.page.props;
    put(this.adding, el("p", { id: "add-section" }, texts.add_section), el("div", { class: "kinds", role: "group", "aria-labelledby": "add-section" },
      ...KINDS.map((kind) => el("button", {
        type: "button", "data-focus": `add-${kind}`, disabled: exhibition.sections.length >= MOST.sections,
        click: () => {
          const made = blankSection(kind);
          this.opened.add(made.id);
          this.setSections([...this.exhibition.sections, made]);
          /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-focus="kind-${made.id}"]`))?.focus();
        },
      }, texts[`kind_${kind}`]))));
  }

  /** What is said of its state, and what can be done. */
  #said() {
    const { draft, page, entry, release } = this;
    const { props } = page;
    const { texts, lang } = props;
    if (!draft) return;
    const { title } = draft.content;
    this.title.textContent = title[lang] || Object.values(title)[0] || texts.unnamed;
    const state = entry ? texts[entry.changed ? "state_changed" : `state_${entry.state}`] : texts.state_new;
    this.state.textContent = `${state} ${draft.dirty ? texts.not_saved : texts.saved}`;
    const button = (/** @type {string} */ key, /** @type {() => void} */ click, /** @type {Record<string, any>} */ more = {}, /** @type {any[]} */ ...before) => el(
      "button", { type: "button", "data-focus": key, click, ...more }, ...before, texts[key]);
    const focused = /** @type {any} */ (page.root.activeElement)?.dataset?.focus;
    put(this.bar,
      button("back", () => page.go(""), {}),
      props.writable ? button("save", () => void this.save(), { class: "primary", disabled: !draft.dirty || this.busy }) : null,
      button("undo", () => this.undo(), { disabled: !draft.undoable }, icon(UNDO)),
      button("look", () => void this.look(), { disabled: this.busy }),
      button("release", () => void release.open("release"), { "aria-expanded": String(release.what === "release"), disabled: !draft.mark }),
      button("away", () => void release.open("away"), { "aria-expanded": String(release.what === "away"), disabled: !draft.mark }),
      button("history", () => void release.open("history"), { "aria-expanded": String(release.what === "history"), disabled: !draft.mark }),
      button("take", () => this.send()));
    if (focused && this.bar.querySelector(`[data-focus="${CSS.escape(focused)}"]`)) {
      /** @type {HTMLElement | null} */ (this.bar.querySelector(`[data-focus="${CSS.escape(focused)}"]:not(:disabled)`))?.focus();
    }
  }

  undo() {
    if (this.draft?.undo()) this.draw();
  }

  /** Write it to the server; whether it is there now. */
  async save() {
    const { draft, page } = this;
    if (!draft || this.busy) return false;
    if (!draft.dirty) return true;
    this.busy = true;
    const { content } = draft;
    try {
      const { entry, mark } = await page.server.save(content, draft.mark);
      this.entry = entry;
      draft.saved(content, mark);
      this.trouble.hidden = true;
      return true;
    } catch (error) {
      if (/** @type {any} */ (error).conflict) this.#disagree(/** @type {Error} */ (error).message);
      else this.fail(error);
      return false;
    } finally {
      this.busy = false;
      this.#said();
    }
  }

  async look() {
    if (await this.save()) this.page.go(this.exhibition.id, "look");
  }

  /** Someone else has saved it meanwhile: nothing is lost, whatever one chooses. @param {string} said */
  #disagree(said) {
    const { page, draft, trouble } = this;
    const { texts } = page.props;
    if (!draft) return;
    const by = said.match(/\(([^()]+)\)$/)?.[1] ?? "";
    const choose = (/** @type {string} */ key, /** @type {() => Promise<void>} */ act) => el("button", {
      type: "button", click: () => void act().catch((error) => this.fail(error)) }, texts[key]);
    put(trouble, el("p", {}, by ? fill(texts.conflict_by, { who: by }) : texts.conflict), el("p", { class: "tools" },
      choose("conflict_copy", async () => {
        shelf.forget(draft.content);
        this.entry = null;
        this.open({ ...draft.content, id: `${draft.content.id.slice(0, 50)}-${Math.random().toString(36).slice(2, 8)}` }, null, true);
        await this.save();
        page.go(this.exhibition.id, "edit");
      }),
      choose("conflict_replace", async () => {
        const theirs = await page.server.take(draft.content.id);
        draft.mark = theirs?.mark ?? null;
        await this.save();
      }),
      choose("conflict_open", async () => {
        const theirs = await page.server.take(draft.content.id);
        if (!theirs) return;
        // Undo brings one's own back.
        draft.mark = theirs.mark;
        draft.set(theirs.exhibition);
        this.trouble.hidden = true;
        this.draw();
      })));
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
  }

  /** Take it home as a file. */
  send() {
    const file = new Blob([`${JSON.stringify(this.exhibition, null, 1)}\n`], { type: "application/json" });
    const address = URL.createObjectURL(file);
    el("a", { href: address, download: `${this.exhibition.id}.json` }).click();
    URL.revokeObjectURL(address);
  }

  /** @param {string} text */
  say(text) {
    this.state.textContent = text;
  }

  /** @param {unknown} error */
  fail(error) {
    put(this.trouble, el("p", {}, /** @type {any} */ (error)?.message || this.page.props.texts.failed));
    this.trouble.hidden = false;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const typing = /** @type {HTMLElement} */ (event.target).matches("input:not([type=checkbox]), textarea");
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === "s") void this.save();
    else if (event.key === "z" && !typing) this.undo();
    else return;
    event.preventDefault();
  }
}
