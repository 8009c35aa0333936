// Concepts: what curators teach the collection by examples. The list of them, or one being taught.

import { dress, el } from "./dom.js";
import { ConceptList } from "./concept-list.js";
import { recall } from "./concept-draft.js";
import { blank } from "./concept.js";
import { Concepts } from "./concepts-server.js";
import { Lesson } from "./lesson.js";
import { recall as selected } from "./remembered.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./concept.js").Concept} Concept */

/**
 * props.concept: the id of the one that is open, or ""; props.begin: {words, like, selection} to
 * begin one with, from another page; props.boards: [{id, name, items}]; props.languages: [{code,
 * label}]; props.writable; props.pass: who is logged in, signed.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "concepts.css");
  const page = new ConceptsPage(root, emit);
  page.update(props);
  return { update: (/** @type {any} */ now) => page.update(now), destroy: () => page.destroy() };
}

class ConceptsPage {
  /**
   * @param {ShadowRoot} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    this.emit = emit;
    this.key = "";
    /** @type {any} */
    this.props = {};
    /** @type {Lesson | null} */
    this.lesson = null;
    this.body = el("div", { class: "page" });
    root.append(this.body);
  }

  /** @param {any} props */
  update(props) {
    const key = JSON.stringify([props.collection, props.lang, props.concept]);
    this.props = { known: [], ...props };
    if (key === this.key) return;
    const moved = this.key !== "";
    this.key = key;
    if (this.lesson?.draft.concept.id === props.concept && this.lesson?.props.lang === props.lang) return;
    void this.#show(moved);
  }

  destroy() {
    this.lesson?.destroy();
  }

  /** @param {boolean} moved whether one comes from another part of the page */
  async #show(moved) {
    const { key, props } = this;
    const { collection, lang, concept: id } = props;
    this.lesson?.destroy();
    this.lesson = null;
    this.server = new Concepts({ base: props.base, collection, lang, pass: props.pass });
    const begun = this.#begun();
    if (!id && begun) {
      this.#begin(begun);
      return;
    }
    const kept = id ? recall(collection).find(({ concept }) => concept.id === id) : undefined;
    const held = kept ?? (id ? await this.server.take(id) : null);
    if (key !== this.key) return;
    if (held) {
      this.#open(held.concept, held.mark, kept !== undefined);
      return;
    }
    const list = new ConceptList({
      props, emit: this.emit, server: this.server, begin: (concept, said) => this.#begin(concept, said),
    });
    this.body.replaceChildren(...(id ? [el("p", { class: "notice", role: "status" }, props.texts.missing)] : []),
      list.element);
    if (moved) list.element.querySelector("h1")?.focus();
  }

  /** What another page sent here to begin with. @returns {Concept | null} */
  #begun() {
    const { begin, collection, lang, writable } = this.props;
    if (!writable || !begin) return null;
    const yes = begin.selection ? selected(collection) : begin.like;
    if (!begin.words && !yes.length) return null;
    return blank(collection, { words: begin.words, language: lang, yes });
  }

  /**
   * @param {Concept} concept
   * @param {string} [said]
   */
  #begin(concept, said = "") {
    this.#open(concept, null, true, said);
    this.emit("address", { concept: concept.id, q: "", like: "", begin: "" });
  }

  /**
   * @param {Concept} concept
   * @param {string | null} mark
   * @param {boolean} dirty
   * @param {string} [said]
   */
  #open(concept, mark, dirty, said = "") {
    const { props, emit, server } = this;
    if (!server) return;
    if (!props.known.length) {
      server.list().then(({ concepts }) => {
        props.known = concepts;
        this.lesson?.form.draw();
      }).catch(() => undefined);
    }
    const lesson = new Lesson({ props, emit, server, concept, mark, dirty, said });
    this.lesson = lesson;
    this.body.replaceChildren(lesson.element);
    lesson.title.focus({ preventScroll: true });
  }
}
