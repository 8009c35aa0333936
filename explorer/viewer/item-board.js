/** Putting a picture on a board, from its record, and taking it back. For curators. */

import { fileAddress } from "./address.js";
import { chooseBoard } from "./board-choice.js";
import { el, fill, put } from "./dom.js";

/**
 * props.boarding: {api, boards: [{id, name, items, made, faces}], headers}: which boards there are; where there
 * is none, one is begun with the first picture.
 * @param {any} props
 * @param {string} id of the item
 */
export function boarding(props, id) {
  const { api, boards, headers } = props.boarding;
  const texts = props.texts.boarding;
  const status = el("span", { class: "muted", role: "status" });
  const undo = el("span", {});
  /** @param {string} board or "" @param {unknown} act */
  const ask = async (board, act) => {
    const answer = await fetch(fileAddress(props, `${api}/boards${board && `/${encodeURIComponent(board)}`}`), {
      method: "PUT", body: JSON.stringify(act), headers: { ...headers, "Content-Type": "application/json" },
    }).catch(() => null);
    return answer?.ok ? answer.json() : null;
  };
  /** @param {any} told */
  const keep = (told) => {
    const known = boards.findIndex((/** @type {any} */ one) => one.id === told.id);
    const [before] = known >= 0 ? boards.splice(known, 1) : [];
    boards.unshift({ faces: [], ...before, id: told.id, name: told.name, items: told.items.length, made: told.created });
  };
  /** @param {any} told the board, as it is now @param {number} before how many pictures it had */
  const done = (told, before) => {
    keep(told);
    status.textContent = fill(texts.done, { name: told.name || texts.unnamed, n: told.items.length });
    put(undo, told.undo && told.items.length > before ? el("button", {
      type: "button", "data-focus": "board-undo", click: async () => {
        const back = await ask(told.id, { do: "undo", past: told.undo.past });
        if (back) keep(back);
        put(undo);
        status.textContent = back ? texts.taken_back : texts.failed;
        button.focus();
      },
    }, texts.undo) : null);
  };
  /** @param {import("./board-choice.js").Put} chosen */
  const add = async ({ board = boards[0]?.id ?? "", name }) => {
    const made = name === undefined ? null : await ask("", { do: "create", name });
    const on = name === undefined ? board : made?.id;
    const told = on === undefined ? null : await ask(on, { do: "add", ids: [id] });
    if (told) done(told, made ? 0 : boards.find((/** @type {any} */ one) => one.id === told.id)?.items ?? 0);
    else status.textContent = texts.failed;
  };
  const button = el("button", {
    type: "button", "data-focus": "board",
    click: () => void chooseBoard(/** @type {ShadowRoot} */ (button.getRootNode()), { ...props, boards }, [id], (chosen) => void add(chosen)),
  }, texts.put);
  return el("span", { class: "boarding" }, button, status, undo);
}
