/**
 * The arrival: what the collection is, asked of the server before anything hangs, and the names of
 * its themes, which pictures do not wait for.
 */

import { Refused } from "./server.js";
import { ThemeNames } from "./theme-names.js";

/** @typedef {import("./labels.js").Theme} Theme */
/** @typedef {import("./stage.js").Summary} Summary */

/**
 * @typedef {object} Told
 * @property {(summary: Summary) => void} arrived
 * @property {(themes: Theme[]) => void} named themes have these names
 * @property {(themes: Theme[]) => void} renamed they had others when one arrived
 */

/** Milliseconds until it is said that something is being loaded. */
const PATIENCE = 900;

export class Arrival {
  /**
   * @param {object} options
   * @param {import("./server.js").Server} options.server
   * @param {import("./notice.js").Notice} options.notice
   * @param {string} options.collection
   * @param {string} options.lang
   * @param {Record<string, any>} options.texts
   * @param {boolean} options.follows whether names may change while one looks
   * @param {Told} options.told
   */
  constructor({ server, notice, collection, lang, texts, follows, told }) {
    this.server = server;
    this.notice = notice;
    this.texts = texts;
    this.follows = follows;
    this.told = told;
    const root = `api/v1/${encodeURIComponent(collection)}`;
    const words = `lang=${encodeURIComponent(lang)}`;
    this.addresses = { summary: `${root}?${words}`, themes: `${root}/themes?${words}&medoids=0` };
    /** Counts what was asked for: only the last is told. */
    this.loading = 0;
    /** Whether the answer is on its way: who meets an address of before has nothing to ask anew. */
    this.asking = false;
    this.closed = false;
    this.names = new ThemeNames({ read: () => this.#themes(), told: told.renamed });
  }

  /** Ask what the collection is now. */
  async load() {
    this.loading += 1;
    const turn = this.loading;
    const late = () => this.closed || turn !== this.loading;
    this.asking = true;
    this.notice.show(this.texts.loading, PATIENCE);
    try {
      // The names of themes are asked for at once, but pictures do not wait for them.
      const themes = this.#themes();
      themes.catch(() => {});
      /** @type {Summary} */
      const summary = await this.server.json(this.addresses.summary);
      if (late()) return;
      this.asking = false;
      this.notice.hide();
      this.told.arrived(summary);
      const named = await themes.catch(() => ({ results: [] }));
      if (late()) return;
      this.told.named(named.results);
      if (this.follows) this.names.follow(named.results);
    } catch (error) {
      if (late()) return;
      this.asking = false;
      if (error instanceof Refused) this.notice.show(this.texts.unavailable);
      else throw error;
    }
  }

  close() {
    this.closed = true;
    this.names.close();
  }

  /** @returns {Promise<{results: Theme[]}>} */
  #themes() {
    return this.server.json(this.addresses.themes);
  }
}
