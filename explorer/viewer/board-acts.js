/**
 * What is done on a board, as short acts: shown at once, and told to Python until it has done them.
 * Pure.
 */

/** @typedef {"proposed" | "kept" | "aside"} Status */
/** @typedef {{id: string, row: number | null, notes: Record<string, string>, status: Status}} Pinned */

/**
 * @typedef {{n: number, do: "move", item: string, to: number}
 *   | {n: number, do: "remove", item: string}
 *   | {n: number, do: "restore", item: string, to: number, notes: Record<string, string>,
 *      row: number | null, status: Status}
 *   | {n: number, do: "note", item: string, notes: Record<string, string>}
 *   | {n: number, do: "mark", item: string, status: Status}
 *   | {n: number, do: "add", ids: string[]}
 *   | {n: number, do: "rename" | "duplicate", name: string}
 *   | {n: number, do: "merge", other: string}
 *   | {n: number, do: "archive", away: boolean}
 *   | {n: number, do: "undo", past: number}
 *   | {n: number, do: "create" | "delete"}} Act
 */

/** @type {Status[]} */
export const STATUSES = ["proposed", "kept", "aside"];

/**
 * The items as they will be once the acts are done. What is taken back, merged or added from
 * elsewhere is only known once it is.
 * @param {Pinned[]} items
 * @param {Act[]} acts
 * @returns {Pinned[]}
 */
export function applied(items, acts) {
  let now = [...items];
  for (const act of acts) {
    if (!("item" in act)) continue;
    const at = now.findIndex(({ id }) => id === act.item);
    if (act.do === "restore") {
      const { item: id, row, notes, status } = act;
      if (at < 0) now.splice(act.to, 0, { id, row, notes, status });
    } else if (at < 0) {
      continue;
    } else if (act.do === "remove") {
      now = now.filter((_, i) => i !== at);
    } else if (act.do === "note") {
      now[at] = { ...now[at], notes: act.notes };
    } else if (act.do === "mark") {
      now[at] = { ...now[at], status: act.status };
    } else {
      const [moved] = now.splice(at, 1);
      now.splice(Math.max(0, Math.min(now.length, act.to)), 0, moved);
    }
  }
  return now;
}
