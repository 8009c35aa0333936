/** The concepts of a collection, as the server keeps and teaches them. */

import { fileAddress } from "./address.js";
import { examplesOf, read, written } from "./concept.js";
import { Conflict, Declined } from "./tours.js";

/** @typedef {import("./concept.js").Concept} Concept */
/** @typedef {import("./items.js").Listed} Listed */
/** @typedef {{share: number, low: number, high: number, of: number}} Share */

/**
 * @typedef {object} Learned what examples taught; see docs/api.md
 * @property {boolean} learned
 * @property {boolean} words_known
 * @property {string[]} missing
 */

/**
 * @typedef {object} Evaluation how it does on marks kept out
 * @property {Share | null} precision
 * @property {Share | null} recall
 * @property {{yes: number, no: number}} lacking
 */

/** @typedef {Learned & {results: Listed[]}} Round */

/**
 * @typedef {Learned & {evaluation: Evaluation, low: number, high: number, counts: number[], threshold: number,
 *   above: number, items: number, over: Listed[], under: Listed[]}} Line
 */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {Record<string, string>} name
 * @property {string} words
 * @property {number} yes
 * @property {number} no
 * @property {boolean} shared
 * @property {boolean} applied
 * @property {string} owner
 * @property {Listed[]} covers
 */

export class Concepts {
  /**
   * @param {object} options
   * @param {string} options.base
   * @param {string} options.collection
   * @param {string} options.lang
   * @param {string} options.pass who is logged in, signed; empty for nobody
   */
  constructor({ base, collection, lang, pass }) {
    this.base = base;
    this.collection = collection;
    this.lang = lang;
    this.pass = pass;
    this.root = `api/v1/${encodeURIComponent(collection)}`;
  }

  /** @returns {Promise<{concepts: Entry[], writable: boolean}>} */
  async list() {
    return (await this.#ask("/concepts", "GET")).json();
  }

  /**
   * A concept, with the mark of its version; null when there is none.
   * @param {string} id
   * @returns {Promise<{concept: Concept, mark: string} | null>}
   */
  async take(id) {
    const response = await this.#ask(path(id), "GET").catch(() => null);
    const concept = response && read(await response.json(), this.collection);
    return concept && { concept, mark: response?.headers.get("ETag") ?? "*" };
  }

  /**
   * Writes a concept; the mark of its new version.
   * @param {Concept} concept
   * @param {string | null} mark of the version that it replaces; null for a new one
   */
  async save(concept, mark) {
    const response = await this.#ask(path(concept.id), "PUT", condition(mark), written(concept));
    return response.headers.get("ETag") ?? "*";
  }

  /**
   * @param {string} id
   * @param {string} mark of the version that is meant
   */
  async remove(id, mark) {
    await this.#ask(path(id), "DELETE", condition(mark));
  }

  /**
   * Learn from the examples, and what to mark next.
   * @param {Concept} concept
   * @param {{want: string, k: number}} how
   * @param {AbortSignal} signal
   * @returns {Promise<Round>}
   */
  async round(concept, how, signal) {
    return this.#teach("round", { examples: examplesOf(concept), ...how }, signal);
  }

  /**
   * How well it does on marks kept out: it takes longer than a round, and is asked after it.
   * @param {Concept} concept
   * @param {AbortSignal} signal
   * @returns {Promise<Evaluation>}
   */
  async precision(concept, signal) {
    return this.#teach("precision", { examples: examplesOf(concept) }, signal);
  }

  /**
   * @param {Concept} concept
   * @param {{threshold: number | null, k: number}} how
   * @param {AbortSignal} signal
   * @returns {Promise<Line>}
   */
  async line(concept, how, signal) {
    return this.#teach("line", { examples: examplesOf(concept), ...how }, signal);
  }

  /**
   * A concept of a file, made one of this collection.
   * @param {unknown} document
   * @returns {Promise<{concept: Concept | null, foreign: boolean, missing: string[]}>}
   */
  async bring(document) {
    const told = await this.#teach("file", document);
    return { ...told, concept: read(told.concept, this.collection) };
  }

  /**
   * Make a facet of it; its column, and the mark of the concept's new version.
   * @param {string} id
   * @param {string} mark
   * @param {number | null} threshold null: it is to be no facet any more
   * @returns {Promise<{mark: string, column: string}>}
   */
  async apply(id, mark, threshold) {
    const response = threshold === null
      ? await this.#ask(`${path(id)}/facet`, "DELETE", condition(mark))
      : await this.#ask(`${path(id)}/facet`, "PUT", condition(mark), { threshold });
    const told = await response.json();
    return { mark: response.headers.get("ETag") ?? "*", column: told.column ?? "" };
  }

  /**
   * Pictures by their identifiers; those that are gone are left out.
   * @param {string[]} ids
   * @returns {Promise<Listed[]>}
   */
  async pictures(ids) {
    /** @type {Listed[]} */
    const found = [];
    for (let start = 0; start < ids.length; start += 100) {
      const query = new URLSearchParams(ids.slice(start, start + 100).map((id) => ["id", id]));
      found.push(...(await (await this.#ask(`/rows?${query}`, "GET")).json()).results);
    }
    return found;
  }

  /**
   * The identifiers on a board, in order.
   * @param {string} id
   * @returns {Promise<string[]>}
   */
  async board(id) {
    const told = await (await this.#ask(`/boards/${encodeURIComponent(id)}.json`, "GET")).json();
    return told.items.map((/** @type {{id: string}} */ item) => item.id);
  }

  /**
   * @param {string} what
   * @param {unknown} body
   * @param {AbortSignal} [signal]
   */
  async #teach(what, body, signal) {
    return (await this.#ask(`/teaching/${what}`, "PUT", {}, body, signal)).json();
  }

  /**
   * @param {string} place
   * @param {string} method
   * @param {Record<string, string>} [headers]
   * @param {unknown} [body]
   * @param {AbortSignal} [signal]
   */
  async #ask(place, method, headers = {}, body, signal) {
    const url = new URL(fileAddress(this, `${this.root}${place}`));
    url.searchParams.set("lang", this.lang);
    const sent = method === "GET" ? {} : {
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        ...headers, "Content-Type": "application/json",
        ...(this.pass ? { "X-Cimaise-Pass": this.pass } : {}),
      },
    };
    const response = await fetch(url, { method, signal, cache: "no-store", ...sent }).catch((error) => {
      if (signal?.aborted) throw error;
      throw new Declined("");
    });
    if (response.status === 409 || response.status === 412) throw new Conflict();
    if (!response.ok) {
      const answer = await response.json().catch(() => ({}));
      throw new Declined(typeof answer?.error === "string" ? answer.error : "");
    }
    return response;
  }
}

/** @param {string} id */
function path(id) {
  return `/concepts/${encodeURIComponent(id)}`;
}

/** @param {string | null} mark @returns {Record<string, string>} */
function condition(mark) {
  return mark === null ? { "If-None-Match": "*" } : { "If-Match": mark };
}
