/**
 * A journey: where one is on a tour, and when it goes on. It knows nothing of what is shown.
 */

/**
 * @typedef {object} Told
 * @property {(n: number) => void} arrive another stop is begun
 * @property {() => void} turn it plays now, or does not any more
 */

export class Journey {
  /**
   * @param {object} options
   * @param {number[]} options.seconds of each stop
   * @param {boolean} [options.loop] whether the first follows the last
   * @param {Told} options.told
   */
  constructor({ seconds, loop = false, told }) {
    this.seconds = seconds;
    this.loop = loop;
    this.told = told;
    this.at = 0;
    this.playing = false;
    /** Whether the visitor went away from the stop by themselves. */
    this.astray = false;
    /** Whether the last stop has had its time. */
    this.over = false;
    /** Milliseconds that the stop still has. */
    this.left = 0;
    this.since = 0;
    /** @type {number | undefined} */
    this.timer = undefined;
  }

  get first() {
    return this.at === 0;
  }

  get last() {
    return this.at === this.seconds.length - 1;
  }

  /**
   * Go to a stop; the journey plays on if it plays.
   * @param {number} n
   */
  go(n) {
    const count = this.seconds.length;
    if (!count) return;
    this.at = this.loop ? ((n % count) + count) % count : Math.min(count - 1, Math.max(0, n));
    this.astray = false;
    this.over = false;
    this.left = this.seconds[this.at] * 1000;
    this.told.arrive(this.at);
    if (this.playing) this.#wait();
  }

  play() {
    if (this.playing) return;
    if (this.over) this.at = 0; // once more
    const back = this.astray || this.left <= 0;
    this.playing = true;
    if (back) this.go(this.at);
    else this.#wait();
    this.told.turn();
  }

  pause() {
    if (!this.playing) return;
    window.clearTimeout(this.timer);
    this.left = Math.max(0, this.left - (performance.now() - this.since));
    this.playing = false;
    this.told.turn();
  }

  /** The visitor looks around by themselves: the journey waits for them. */
  wander() {
    if (this.astray) return;
    this.astray = true;
    if (this.playing) this.pause();
    else this.told.turn();
  }

  /** Nothing more happens. */
  end() {
    window.clearTimeout(this.timer);
    this.playing = false;
  }

  #wait() {
    window.clearTimeout(this.timer);
    this.since = performance.now();
    this.timer = window.setTimeout(() => this.#pass(), this.left);
  }

  #pass() {
    this.left = 0;
    this.since = performance.now();
    this.over = this.last && !this.loop;
    if (this.over) this.pause();
    else this.go(this.at + 1);
  }
}
