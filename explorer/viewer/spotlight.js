/** The spotlight: the pictures that a stop of a tour picks out are lit, all others are dim. */

import { Picked } from "./picked.js";

/** @typedef {import("./visit.js").Visit} Visit */

export class Spotlight {
  /** @param {Visit} visit */
  constructor(visit) {
    this.visit = visit;
    /** @type {Picked | null} */
    this.picked = null;
    this.asking = new AbortController();
  }

  destroy() {
    this.asking.abort();
    this.picked?.close();
  }

  /** A stage was raised. */
  rise() {
    if (this.picked) this.visit.stage?.light(this.picked);
  }

  /**
   * Light these; none of them gives the light back to what is sought.
   * @param {string[]} ids
   */
  async point(ids) {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const { items, server } = this.visit;
    const found = await items.named(ids).catch(() => []);
    if (signal.aborted) return;
    const rows = found.map(({ row }) => row);
    const onChange = () => this.visit.stage?.invalidate();
    this.#light(rows.length ? new Picked({ server, items, rows, onChange }) : null);
  }

  /** @param {Picked | null} picked */
  #light(picked) {
    if (!picked && !this.picked) return;
    this.picked?.close();
    this.picked = picked;
    this.visit.stage?.light(picked ?? this.visit.seeking.lit);
  }
}
