/** The exhibitions of a collection, as the server keeps them. */

import { fileAddress } from "./address.js";
import { read } from "./exhibition-doc.js";

/** @typedef {import("./exhibition-doc.js").Exhibition} Exhibition */
/** @typedef {import("./items.js").Listed} Listed */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {Record<string, string>} title
 * @property {string} cover
 * @property {number} sections
 * @property {number} items
 * @property {string} updated
 * @property {"draft" | "published" | "withdrawn"} state
 * @property {number} version
 * @property {number | null} published
 * @property {boolean} changed
 * @property {string} who
 */

/** @typedef {{code: string, part: string, section: string, item: string, detail: string, language: string, blocks: boolean}} Unsettled */

/** The server says no, in one line. */
export class Refusal extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.status = status;
  }

  /** Whether someone else was quicker. */
  get conflict() {
    return this.status === 412;
  }
}

export class ExhibitionsServer {
  /** @param {any} props */
  constructor(props) {
    this.props = props;
    /** @type {Map<string, Listed>} what is known of items, by id */
    this.known = new Map();
    /** @type {Set<string>} items that were asked for and are not there */
    this.gone = new Set();
  }

  /** @returns {Promise<{exhibitions: Entry[], writable: boolean}>} */
  async list() {
    return (await this.#ask("/exhibitions")).json();
  }

  /**
   * @param {string} id
   * @param {number} [version]
   * @returns {Promise<{exhibition: Exhibition, mark: string} | null>} null when there is none
   */
  async take(id, version) {
    const answer = await this.#ask(`${path(id)}${version ? `?version=${version}` : ""}`).catch((error) => {
      if (error.status === 404) return null;
      throw error;
    });
    const exhibition = answer && read(await answer.json(), this.props.collection);
    return exhibition && { exhibition, mark: answer?.headers.get("ETag") ?? "*" };
  }

  /** @param {Exhibition} exhibition @param {string | null} mark of the version that it replaces; null for a new one */
  async save(exhibition, mark) {
    /** @type {Record<string, string>} */
    const condition = mark === null ? { "If-None-Match": "*" } : { "If-Match": mark };
    const answer = await this.#ask(path(exhibition.id), "PUT", exhibition, condition);
    return { entry: /** @type {Entry} */ (await answer.json()), mark: answer.headers.get("ETag") ?? "*" };
  }

  /** @param {string} id */
  async remove(id) {
    await this.#ask(path(id), "DELETE");
  }

  /** @param {string[]} ids */
  async order(ids) {
    await this.#ask("/exhibitions", "PUT", { order: ids });
  }

  /** As visitors see it. @param {string} id @param {{lang?: string, version?: number}} [how] @returns {Promise<any>} */
  async shown(id, { lang = this.props.lang, version } = {}) {
    const query = new URLSearchParams({ lang, ...(version ? { version: String(version) } : {}) });
    return (await this.#ask(`${path(id)}/shown?${query}`)).json();
  }

  /** @param {string} id @returns {Promise<{version: number, unsettled: Unsettled[]}>} */
  async unsettled(id) {
    return (await this.#ask(`${path(id)}/publication`)).json();
  }

  /** @param {string} id @param {number} version @returns {Promise<Entry>} */
  async publish(id, version) {
    return (await this.#ask(`${path(id)}/publication`, "PUT", { publish: version })).json();
  }

  /** @param {string} id @returns {Promise<Entry>} */
  async withdraw(id) {
    return (await this.#ask(`${path(id)}/publication`, "DELETE")).json();
  }

  /** @param {string} id @returns {Promise<{versions: any[]}>} */
  async versions(id) {
    return (await this.#ask(`${path(id)}/versions`)).json();
  }

  /** @param {string} id @param {number} version */
  async restore(id, version) {
    await this.#ask(`${path(id)}/versions`, "PUT", { restore: version });
  }

  /** One of the files to take away. @param {string} id @param {string} name such as labels.pdf @param {Record<string, any>} how @param {AbortSignal} signal */
  async file(id, name, how, signal) {
    const query = new URLSearchParams(Object.entries(how).filter(([, value]) => value !== "").map(([key, value]) => [key, String(value)]));
    const answer = await this.#ask(`${path(id)}/${name}?${query}`, "GET", undefined, {}, signal);
    const told = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1];
    return { body: await answer.blob(), name: told ?? name };
  }

  /** Let the site be written into the data folder. @param {string} id @param {number} version @param {{map: boolean, unclear: boolean, address: string}} how */
  async write(id, version, how) {
    return (await this.#ask(`${path(id)}/site?version=${version}`, "PUT", how)).json();
  }

  /** How far the site in the data folder is. @param {string} id */
  async written(id) {
    return (await this.#ask(`${path(id)}/site`)).json();
  }

  /** Let what is being written of a site, in the folder or as one file, end. @param {string} id */
  async stop(id) {
    await this.#ask(`${path(id)}/site`, "DELETE");
  }

  /** The stops of a tour of the collection. @param {string} id @returns {Promise<any[]>} */
  async stops(id) {
    const { stops } = await (await this.#ask(`/tours/${encodeURIComponent(id)}`)).json();
    return stops;
  }

  /** What is on a board, in order, without what was set aside. @param {string} id @returns {Promise<{items: {id: string, status: string, notes: Record<string, string>}[]}>} */
  async board(id) {
    const board = await (await this.#ask(`/boards/${encodeURIComponent(id)}`)).json();
    return { ...board, items: board.items.filter((/** @type {any} */ { status }) => status !== "aside") };
  }

  /** Learn what the collection says of these items. @param {string[]} ids */
  async learn(ids) {
    const asked = [...new Set(ids)].filter((id) => !this.known.has(id) && !this.gone.has(id));
    for (let start = 0; start < asked.length; start += 100) {
      const some = asked.slice(start, start + 100);
      const query = new URLSearchParams(some.map((id) => ["id", id]));
      query.set("lang", this.props.lang);
      const { results } = await (await this.#ask(`/rows?${query}`)).json();
      for (const item of results) this.known.set(item.id, item);
      for (const id of some) if (!this.known.has(id)) this.gone.add(id);
    }
  }

  /**
   * @param {string} place
   * @param {string} [method]
   * @param {unknown} [body]
   * @param {Record<string, string>} [headers]
   * @param {AbortSignal} [signal]
   */
  async #ask(place, method = "GET", body, headers = {}, signal) {
    const { props } = this;
    const sent = method === "GET" ? {} : {
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { ...headers, ...(props.headers ?? {}), "Content-Type": "application/json" },
    };
    const answer = await fetch(fileAddress(props, `${props.api}${place}`), { method, cache: "no-store", signal, ...sent })
      .catch(() => {
        signal?.throwIfAborted();
        throw new Refusal(props.texts.lost, 0);
      });
    if (answer.ok) return answer;
    const told = await answer.json().catch(() => ({}));
    // Of a login that ended meanwhile the server says so in English alone.
    if (answer.status === 401) throw new Refusal(props.texts.logged_out, 401);
    throw new Refusal(typeof told.error === "string" ? told.error : props.texts.failed, answer.status);
  }
}

/** @param {string} id */
function path(id) {
  return `/exhibitions/${encodeURIComponent(id)}`;
}
