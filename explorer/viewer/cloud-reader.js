/** The cloud's reader: asks the server for the cloud of a place, in the room there is; of several the last alone. */

import { question } from "./cloud-question.js";
import { Refused } from "./server.js";
import { NOTHING } from "./wishes.js";

/** @typedef {import("./stroll.js").Stroll} Stroll */

/** Milliseconds that a hand rests on the slider before it is obeyed. */
const PATIENCE = 140;

export class CloudReader {
  /** @param {Stroll} stroll */
  constructor(stroll) {
    this.stroll = stroll;
    this.turn = 0;
    /** @type {number | undefined} until another cloud is asked for */
    this.timer = undefined;
    /** @type {AbortController | null} */
    this.loading = null;
    /** Whether what was asked for is not there, and is said to be missing. */
    this.missing = false;
    /** What was asked last: another room may ask for the same again. */
    this.asked = "";
  }

  /** What was asked before is not waited for any more. @returns {number} the turn that begins */
  begin() {
    this.turn += 1;
    return this.turn;
  }

  /** The same may be answered otherwise now. */
  again() {
    this.asked = "";
    void this.read();
  }

  /** Read once all rests. @param {() => void} [first] what is to be done before */
  soon(first) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.timer = undefined;
      first?.();
      void this.read();
    }, PATIENCE);
  }

  async read() {
    const { stroll } = this;
    const { element, notice, place, props, room, root, server, texts } = stroll;
    if (!place.centre.length) return;
    const query = question(place, room.area, props.lang);
    if (this.asked === String(query)) return;
    this.asked = String(query);
    const turn = this.begin();
    this.loading?.abort();
    this.loading = new AbortController();
    element.setAttribute("aria-busy", "true");
    try {
      const answer = await server.json(`${root}/cloud?${query}`, this.loading.signal);
      if (turn !== this.turn) return;
      if (this.missing && answer.results.length) notice.hide();
      this.missing = false;
      stroll.show(answer);
    } catch (error) {
      if (turn !== this.turn || !(error instanceof Refused)) return;
      this.asked = "";
      if (place.filter && error.status !== 404) {
        // An address from elsewhere, or of another time.
        notice.say(texts.filter_unknown);
        stroll.wish(NOTHING);
      } else {
        this.missing = true;
        notice.show(texts.unknown_item);
      }
    } finally {
      if (turn === this.turn) element.removeAttribute("aria-busy");
    }
  }

  close() {
    this.turn += 1;
    window.clearTimeout(this.timer);
  }
}
