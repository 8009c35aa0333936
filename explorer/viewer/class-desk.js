// Where a set of classes is asked for and worked on: requests to the app, and what they answer.

import { fileAddress } from "./address.js";
import { readJson } from "./dom.js";
import { parse, queryOf } from "./wishes.js";

/** @typedef {import("./address.js").Props} Props */

/** Milliseconds between two questions to a run that goes on. */
const PAUSE = 350;

/** Something else was written meanwhile: read again before writing. */
export class Changed extends Error {}

export class Desk {
  /** @param {() => Props} props */
  constructor(props) {
    this.props = props;
  }

  /**
   * @param {string} path below the sets of the collection
   * @param {Record<string, string | number | null | undefined>} [params]
   */
  url(path, params = {}) {
    const props = this.props();
    const url = new URL(fileAddress(props, `${props.address}${path}`));
    const all = { lang: props.lang, ...params };
    for (const [name, value] of Object.entries(all)) {
      if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  /**
   * The same, about the images that the page's filter keeps.
   * @param {string} path
   * @param {Record<string, string | number | null | undefined>} [params]
   */
  among(path, params = {}) {
    const url = this.url(path, params);
    for (const [name, value] of queryOf(parse(this.props().filter))) url.searchParams.append(name, value);
    return url;
  }

  /** @param {string} id @returns {Promise<{doc: any, version: string}>} */
  async read(id) {
    const answer = await fetch(this.url(`/${id}`), { headers: { Accept: "application/json" } });
    const doc = await answer.json();
    if (!answer.ok) throw new Error(doc.error);
    return { doc, version: answer.headers.get("etag") ?? "" };
  }

  /**
   * What a run found, asked until it ends; `told` hears how far it has come.
   * @param {string} id
   * @param {AbortSignal} signal
   * @param {(progress: any) => void} told
   */
  async results(id, signal, told) {
    for (;;) {
      const answer = await readJson(this.among(`/${id}/results`), { signal });
      if (answer.state !== "running") return answer;
      told(answer);
      await new Promise((resolve) => window.setTimeout(resolve, PAUSE));
      signal.throwIfAborted();
    }
  }

  /**
   * @param {URL} url
   * @param {"PUT" | "DELETE"} method
   * @param {any} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<{told: any, version: string}>}
   */
  async write(url, method, body, headers = {}) {
    const answer = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...this.props().headers, ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 412 || answer.status === 409) throw new Changed(told.error ?? "");
    if (!answer.ok) throw new Error(told.error ?? String(answer.status));
    return { told, version: answer.headers.get("etag") ?? "" };
  }
}
