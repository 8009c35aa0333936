/**
 * The concept that this tab teaches, as the map marks pictures for it: a "yes" and a "no" for what
 * is selected, or open. Where none is open, a way to begin one.
 */

import { address } from "./address.js";
import { keep, openHere, recall } from "./concept-draft.js";
import { marked, titleOf } from "./concept.js";
import { Concepts } from "./concepts-server.js";
import { count, el, fill, icon } from "./dom.js";

/** @typedef {import("./concept.js").Verdict} Verdict */

const PATHS = { yes: "M5 12.5 10 17.5 19 7", no: "M6 6l12 12M18 6 6 18", teach: "M4 12.5 9 17.5 20 6.5" };

export class ConceptMarks {
  /**
   * @param {object} options
   * @param {string} options.base
   * @param {string} options.collection
   * @param {string} options.lang
   * @param {Record<string, any>} options.texts
   * @param {(text: string) => void} options.say
   */
  constructor({ base, collection, lang, texts, say }) {
    this.base = base;
    this.collection = collection;
    this.lang = lang;
    this.texts = texts;
    this.say = say;
    this.server = new Concepts({ base, collection, lang, pass: "" });
  }

  /**
   * @param {() => string[]} ids what is meant, when it comes to it
   * @param {Record<string, string>} begin parameters of the page that begins a concept with them
   * @returns {HTMLElement[]}
   */
  offers(ids, begin) {
    const { texts } = this;
    if (!openHere(this.collection)) {
      return [el("a", {
        class: "button teach", href: address(this, "concepts", begin), title: texts.concept_begin,
        "aria-label": texts.concept_begin,
      }, icon(PATHS.teach), el("span", { "aria-hidden": "true" }, texts.concept_short))];
    }
    return /** @type {Verdict[]} */ (["yes", "no"]).map((verdict) => el("button", {
      type: "button", class: `teach ${verdict}`, title: texts[`concept_${verdict}`],
      "aria-label": texts[`concept_${verdict}`], click: () => void this.#mark(ids(), verdict),
    }, icon(PATHS[verdict]), el("span", { "aria-hidden": "true" }, texts[`concept_${verdict}_short`])));
  }

  /**
   * @param {string[]} ids
   * @param {Verdict} verdict
   */
  async #mark(ids, verdict) {
    if (!ids.length) return; // what a link selects is not there yet
    const { texts, lang, collection } = this;
    const id = openHere(collection);
    const kept = recall(collection).find(({ concept }) => concept.id === id);
    const held = kept ?? (await this.server.take(id));
    if (!held) {
      this.say(texts.concept_gone);
      return;
    }
    const concept = { ...held.concept, ...marked(held.concept, ids, verdict) };
    const done = keep(concept, held.mark);
    const name = titleOf(concept, lang) || texts.concept_unnamed;
    this.say(done ? fill(count(texts[`concept_marked_${verdict}`], ids.length, lang), { name }) : texts.concept_unkept);
  }
}
