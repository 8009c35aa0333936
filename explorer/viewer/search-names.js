/** The names in a search: what its themes, columns, values and pictures are called. */

import { fileAddress } from "./address.js";
import { fill, readJson } from "./dom.js";

/** @typedef {import("./asked.js").Asked} Asked */
/** @typedef {import("./items.js").Listed} Listed */

export class SearchNames {
  /**
   * @param {object} options
   * @param {import("./address.js").Props} options.props
   * @param {import("./facets.js").Facets} options.facets
   */
  constructor({ props, facets }) {
    this.props = props;
    this.facets = facets;
    /** @type {Map<string, Listed>} pictures that are named in what is asked */
    this.records = new Map();
    /** @type {Map<number, string>} */
    this.themes = new Map();
  }

  /** @returns {import("./chips.js").Names} */
  get chips() {
    const { facets, props, themes } = this;
    return {
      theme: (id) => {
        const label = themes.get(id);
        return label ? label.charAt(0).toUpperCase() + label.slice(1) : fill(props.texts.theme_n, { n: id });
      },
      column: (name) => facets.name(name),
      value: (name, value) => facets.value(name, value),
    };
  }

  /** @param {{id: number, label: string}[]} themes */
  keep(themes) {
    this.themes = new Map(themes.map(({ id, label }) => [id, label]));
  }

  /**
   * Keep what is already told of the pictures that are named.
   * @param {Asked} asked
   * @param {Listed[]} items
   */
  met({ like, unlike }, items) {
    for (const item of items) {
      if (like.includes(item.id) || unlike.includes(item.id)) this.records.set(item.id, item);
    }
  }

  /**
   * Read the records of the pictures that are named and not known yet.
   * @param {Asked} asked
   * @returns {Promise<boolean>} whether any was read
   */
  async read({ like, unlike }) {
    const missing = [...like, ...unlike].filter((id) => !this.records.has(id));
    if (!missing.length) return false;
    const url = new URL(fileAddress(this.props, `${this.props.root}/rows`));
    for (const id of missing) url.searchParams.append("id", id);
    url.searchParams.set("lang", this.props.lang);
    const answer = await readJson(url).catch(() => null);
    if (!answer) return false;
    for (const record of answer.results) this.records.set(record.id, record);
    return true;
  }

  /** Whether the record of a picture is known. @param {string} id */
  has(id) {
    return this.records.has(id);
  }
}
