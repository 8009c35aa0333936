/** The answer: what Python says to something the visitor asked of it, as a notice on the map. */

import { afterwards } from "./board-choice.js";
import { el, isPlain } from "./dom.js";

/**
 * @typedef {object} Answer
 * @property {string} key another one for each answer
 * @property {string} text
 * @property {{page: string, label: string} | null} [link] a page of the app where there is more
 * @property {{board: string, past: number, ids?: string[]} | null} [undo] how it is taken back
 */

/** @typedef {{base: string, collection: string, lang: string, said?: Answer | null}} Props */

/**
 * Show an answer that was not there before.
 * @param {import("./notice.js").Notice} notice
 * @param {Props} now
 * @param {Props} before
 * @param {(there: {page: string}) => void} go to a page without loading the app again
 * @param {{root: HTMLElement | ShadowRoot, tell: (value: any) => void}} [boards] what can be done with it then
 */
export function answer(notice, now, before, go, boards) {
  const { said } = now;
  if (!said || said.key === before.said?.key) return;
  if (!said.link) {
    notice.say(said.text);
    return;
  }
  const { page, label } = said.link;
  const href = new URL(page, now.base);
  href.searchParams.set("collection", now.collection);
  href.searchParams.set("lang", now.lang);
  const more = boards ? afterwards(boards.root, now, said, (value) => {
    notice.hide();
    boards.tell(value);
  }) : [];
  notice.tell(said.text, el("a", {
    href: href.href,
    click: (/** @type {MouseEvent} */ event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      go({ page });
    },
  }, label), ...more);
}
