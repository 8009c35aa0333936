/**
 * The heartbeat: whether the server is there, asked every few seconds. It also tells the server that
 * this page lives, for whoever watches over the machine.
 */

/** Milliseconds between two beats, while the server is there and while it is not. */
const BEAT = 3000;
const LOST_BEAT = 1200;
/** Milliseconds in which an answer must come. */
const PATIENCE = 6000;
/** Beats without an answer after which the server is said to be lost. */
const MISSED = 2;

export class Heartbeat {
  /**
   * @param {object} options
   * @param {string} options.address
   * @param {() => void} options.lost
   * @param {() => void} options.back the server is there again, or another one in its place
   */
  constructor({ address, lost, back }) {
    this.address = address;
    this.told = { lost, back };
    this.boot = "";
    this.missed = 0;
    this.closed = false;
    void this.#beat();
  }

  close() {
    this.closed = true;
  }

  get isLost() {
    return this.missed >= MISSED;
  }

  /** Whether the server answers now. @returns {Promise<boolean>} */
  async answers() {
    return (await this.#ask()) !== null;
  }

  async #beat() {
    const boot = await this.#ask();
    if (this.closed) return;
    if (boot === null) {
      this.missed += 1;
      if (this.missed === MISSED) this.told.lost();
    } else {
      const again = this.isLost || (this.boot !== "" && boot !== this.boot);
      this.boot = boot;
      this.missed = 0;
      if (again) this.told.back();
    }
    window.setTimeout(() => void this.#beat(), this.missed ? LOST_BEAT : BEAT);
  }

  /** @returns {Promise<string | null>} which run of the server answers; null when none does */
  async #ask() {
    try {
      const answer = await fetch(this.address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      return answer.ok ? String((await answer.json()).boot) : null;
    } catch {
      return null;
    }
  }
}
