/** Which board pictures are put on, where there are several: the last one first, or a new one. */

import { boardFaces, boardName } from "./board-name.js";
import { dress, el } from "./dom.js";
import { newId } from "./tour.js";

/** @typedef {import("./board-name.js").Listed} Entry */
/** @typedef {{ids: string[], board?: string, name?: string, key?: string}} Put  pictures, and the board they go on: named by its id, or made with a name */

/** Longest name of a board. */
const LONGEST = 120;

/**
 * Ask where pictures are to be put; at once where there is no choice.
 * @param {HTMLElement|ShadowRoot} root
 * @param {any} props props.boards: [{id, name, items, made, faces}], the last one first; props.texts.boarding
 * @param {string[]} ids
 * @param {(put: Put) => void} done
 * @param {boolean} [ask] also where there is one board alone
 */
export async function chooseBoard(root, props, ids, done, ask = false) {
  const { boards } = props;
  const texts = props.texts.boarding;
  if (!Array.isArray(boards) || !texts || (boards.length < 2 && !ask)) {
    done({ ids });
    return;
  }
  await dress(root, import.meta.url, "board-choice.css");
  const back = /** @type {HTMLElement | null} */ (/** @type {ShadowRoot} */ (root.getRootNode()).activeElement);
  const name = el("input", { type: "text", maxlength: LONGEST, autocomplete: "off" });
  const close = (/** @type {Put | null} */ put) => {
    dialog.close();
    // What is told twice is done once.
    if (put) done({ ...put, key: newId() });
  };
  const dialog = el("dialog", {
    class: "board-choice", "aria-label": texts.which_one, closedby: "any",
    // What is below must not hear of Escape, nor of its letters.
    keydown: (/** @type {KeyboardEvent} */ event) => event.stopPropagation(),
    close: () => {
      dialog.remove();
      back?.focus({ preventScroll: true });
    },
  },
  el("h2", {}, texts.which_one),
  el("ul", {}, ...boards.map((/** @type {Entry} */ one) => el("li", {}, el("button", {
    type: "button", click: () => close({ ids, board: one.id }),
  }, boardFaces(props, one), el("span", { class: "name" }, boardName(one, texts.unnamed, props.lang)), el("span", { class: "muted" }, String(one.items)))))),
  el("form", {
    submit: (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      close({ ids, name: name.value.trim() });
    },
  }, el("label", {}, el("span", {}, texts.new_board), name), el("button", {}, texts.make)),
  el("button", { type: "button", class: "cancel", click: () => close(null) }, texts.cancel));
  root.append(dialog);
  dialog.showModal();
  dialog.querySelector("li button")?.focus();
}

/**
 * What can be done after pictures were put on a board: take it back, or choose another.
 * @param {HTMLElement|ShadowRoot} root
 * @param {any} props
 * @param {any} said what Python answers
 * @param {(value: any) => void} tell what is to be done, to Python
 * @returns {HTMLElement[]}
 */
export function afterwards(root, props, said, tell) {
  const texts = props.texts.boarding;
  const { undo } = said;
  if (!undo || !texts) return [];
  const back = { undo: undo.past, board: undo.board, key: newId() };
  const button = (/** @type {string} */ text, /** @type {() => void} */ click) => el("button", { type: "button", click }, text);
  return [
    button(texts.undo, () => tell(back)),
    ...(undo.ids ? [button(texts.another, () => void chooseBoard(root, props, undo.ids, (put) => tell({ ...put, instead: back }), true))] : []),
  ];
}
