/**
 * What could not be had, and when to try again: a tile that is missing or damaged now may be there
 * in a minute, after a disk, a proxy or a copy has recovered. Each failure doubles the wait.
 */

/** Milliseconds: the first wait and the longest. */
const FIRST = 15_000;
const LONGEST = 300_000;
/** Failures remembered; a collection that is broken throughout must not fill the memory. */
const MOST = 2000;

export class Failures {
  /**
   * @param {() => void} onDue something may be tried again
   * @param {number} [first] milliseconds before the first time
   */
  constructor(onDue, first = FIRST) {
    this.onDue = onDue;
    this.first = first;
    /** @type {Map<string, {times: number, due: number}>} */
    this.known = new Map();
    /** @type {number | undefined} */
    this.timer = undefined;
  }

  /** @param {string} key */
  add(key) {
    const times = (this.known.get(key)?.times ?? 0) + 1;
    const wait = Math.min(LONGEST, this.first * 2 ** (times - 1));
    this.known.delete(key);
    this.known.set(key, { times, due: performance.now() + wait });
    if (this.known.size > MOST) this.known.delete([...this.known.keys()][0]);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.onDue, wait + 50);
  }

  /**
   * Whether it failed and must not be tried yet.
   * @param {string} key
   */
  has(key) {
    const failure = this.known.get(key);
    return failure !== undefined && performance.now() < failure.due;
  }

  /** It was had. @param {string} key */
  forget(key) {
    this.known.delete(key);
  }

  close() {
    window.clearTimeout(this.timer);
    this.known.clear();
  }
}
