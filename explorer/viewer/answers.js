/** Answers of the search: read from an address, or, with a picture of the visitor's, by showing it. */

import { fileAddress } from "./address.js";
import { readJson } from "./dom.js";

/**
 * @typedef {object} Shown a picture of the visitor's
 * @property {Blob} file
 * @property {string} url of the picture, for this page alone
 * @property {string} [vector] what the server made of it: sent in its place from then on
 */

/**
 * Read the answer of one of the collection's routes.
 * @param {{base: string, root: string}} props root: of the collection's API
 * @param {"search" | "facets"} route
 * @param {URLSearchParams} query
 * @param {{shown?: Shown | null, signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 */
export async function ask(props, route, query, { shown = null, signal } = {}) {
  const path = shown && route === "search" ? "search/image" : route;
  const url = `${fileAddress(props, `${props.root}/${path}`)}?${query}`;
  if (!shown) return readJson(url, { signal });
  const known = shown.vector !== undefined;
  if (!known && route !== "search") return null;
  const answer = await fetch(url, {
    method: "POST", signal,
    headers: { "Content-Type": known ? "application/json" : shown.file.type || "application/octet-stream" },
    body: known ? JSON.stringify({ vector: shown.vector }) : shown.file,
  });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(data.error ?? ""), { status: answer.status });
  if (data.vector) shown.vector = data.vector;
  return data;
}
