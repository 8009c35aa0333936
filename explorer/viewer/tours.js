/** The tours of a collection, as the server keeps them. */

import { read } from "./tour.js";

/** @typedef {import("./tour.js").Tour} Tour */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {import("./tour.js").Pair} title
 * @property {number} stops
 */

/** Somebody else has changed or removed what was to be replaced, or has taken its name. */
export class Conflict extends Error {}

/** The server would not; it says why in one line, where it says anything. */
export class Declined extends Error {}

const MOST_LISTED = 500;

export class Tours {
  /**
   * @param {object} options
   * @param {import("./server.js").Server} options.server
   * @param {string} options.collection
   */
  constructor({ server, collection }) {
    this.server = server;
    this.collection = collection;
    this.root = `api/v1/${encodeURIComponent(collection)}/tours`;
    /** Whether tours may be written here. */
    this.writable = false;
    /** @type {Entry[]} in the order in which they are shown */
    this.entries = [];
  }

  /** Ask which there are; none where the server knows of none. */
  async list() {
    const answer = await this.server.json(this.root).catch((error) => {
      if (error?.status) return null;
      throw error;
    });
    const found = Array.isArray(answer?.tours) ? answer.tours.slice(0, MOST_LISTED) : [];
    this.writable = answer?.writable === true;
    this.entries = found.flatMap((/** @type {any} */ one) => {
      if (typeof one?.id !== "string") return [];
      const title = { fr: String(one.title?.fr ?? ""), en: String(one.title?.en ?? "") };
      return [{ id: one.id, title, stops: Number(one.stops) || 0 }];
    });
    return this.entries;
  }

  /**
   * A tour to be walked.
   * @param {string} id
   * @returns {Promise<Tour | null>}
   */
  async get(id) {
    const data = await this.server.json(this.#path(id)).catch((error) => {
      if (error?.status) return null;
      throw error;
    });
    return data && read(data, this.collection).tour;
  }

  /**
   * A tour to be changed, with the mark of its version.
   * @param {string} id
   * @returns {Promise<{tour: Tour, mark: string} | null>}
   */
  async take(id) {
    const response = await fetch(this.server.url(this.#path(id)), { cache: "no-store" });
    if (!response.ok) return null;
    const { tour } = read(await response.json(), this.collection);
    return tour && { tour, mark: response.headers.get("ETag") ?? "*" };
  }

  /**
   * Write a tour; returns the mark of its new version.
   * @param {Tour} tour
   * @param {string | null} mark of the version that it replaces; null for a new one
   * @returns {Promise<string>}
   */
  async save(tour, mark) {
    /** @type {Record<string, string>} */
    const condition = mark === null ? { "If-None-Match": "*" } : { "If-Match": mark };
    const response = await this.#send(tour.id, "PUT", condition, JSON.stringify(tour));
    const again = response.headers.get("ETag") ?? (await this.take(tour.id))?.mark ?? "*";
    return again;
  }

  /**
   * @param {string} id
   * @param {string} mark of the version that is meant
   */
  async remove(id, mark) {
    await this.#send(id, "DELETE", { "If-Match": mark });
  }

  /**
   * Put the tours in another order; the first is the one that a kiosk plays.
   * @param {string[]} order ids
   */
  async order(order) {
    await this.#send("", "PUT", {}, JSON.stringify({ order }));
  }

  /**
   * @param {string} id of a tour; empty for all of them
   * @param {string} method
   * @param {Record<string, string>} headers
   * @param {string} [body]
   */
  async #send(id, method, headers, body) {
    const response = await fetch(this.server.url(this.#path(id)), {
      method, body, headers: { ...headers, "Content-Type": "application/json" },
    }).catch(() => {
      throw new Declined("");
    });
    if (response.status === 409 || response.status === 412) throw new Conflict();
    if (method === "DELETE" && response.status === 404) return response;
    if (!response.ok) {
      const answer = await response.json().catch(() => ({}));
      throw new Declined(typeof answer?.error === "string" ? answer.error : "");
    }
    return response;
  }

  /** @param {string} id */
  #path(id) {
    return id ? `${this.root}/${encodeURIComponent(id)}` : this.root;
  }
}
