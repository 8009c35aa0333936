/**
 * The server, as the viewer sees it: addresses, retries, and whether it can be reached.
 *
 * A request that fails for want of a server is tried again, ever more slowly, until it succeeds or
 * is no longer wanted. Answers that are errors (4xx) are not tried again.
 */

/** The collection has another version now: what is held must be asked for again. */
export class Gone extends Error {}

/** The server answered, and the answer was no. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} path
   */
  constructor(status, path) {
    super(`${status} for ${path}`);
    this.status = status;
  }
}

const FIRST_DELAY = 350;
const LONGEST_DELAY = 6000;
/** Failures of one request in a row before the server is said to be lost. */
const PATIENCE = 2;

/**
 * @typedef {object} Options
 * @property {string} base root of the app, ending with a slash
 * @property {(lost: boolean) => void} onChange the server was lost, or is back
 * @property {() => void} onGone an address of an old version was asked for
 */

export class Server {
  /** @param {Options} options */
  constructor({ base, onChange, onGone }) {
    this.base = base;
    this.onChange = onChange;
    this.onGone = onGone;
    /** What is asked for to see whether the server is back. */
    this.sign = "api/health";
    /** Whether it can filter. */
    this.filters = true;
    this.lost = false;
    this.closed = new AbortController();
    /** @type {Set<() => void>} */
    this.waiting = new Set();
    /** @type {number | undefined} */
    this.probe = undefined;
  }

  /**
   * @param {string} path relative to the root of the app
   * @returns {string}
   */
  url(path) {
    return new URL(path, this.base).href;
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async json(path, signal) {
    return this.#persist(path, signal, (response) => response.json());
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<ArrayBuffer>}
   */
  async bytes(path, signal) {
    return this.#persist(path, signal, (response) => response.arrayBuffer());
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<Blob>}
   */
  async blob(path, signal) {
    return this.#persist(path, signal, (response) => response.blob());
  }

  /** Stop every request and every wait. */
  close() {
    this.closed.abort();
    window.clearTimeout(this.probe);
    this.#wake();
  }

  /**
   * @template T
   * @param {string} path
   * @param {AbortSignal | undefined} signal
   * @param {(response: Response) => Promise<T>} read
   * @returns {Promise<T>}
   */
  async #persist(path, signal, read) {
    // Joined by hand: what AbortSignal.any makes stays with the long-lived one, thousands of them.
    const joined = new AbortController();
    const end = () => joined.abort();
    const signals = signal ? [signal, this.closed.signal] : [this.closed.signal];
    for (const one of signals) {
      if (one.aborted) end();
      one.addEventListener("abort", end);
    }
    try {
      return await this.#insist(path, joined.signal, read);
    } finally {
      for (const one of signals) one.removeEventListener("abort", end);
    }
  }

  /**
   * @template T
   * @param {string} path
   * @param {AbortSignal} stop
   * @param {(response: Response) => Promise<T>} read
   * @returns {Promise<T>}
   */
  async #insist(path, stop, read) {
    for (let failures = 0; ; ) {
      stop.throwIfAborted();
      try {
        const response = await fetch(this.url(path), { signal: stop });
        if (response.status === 410) {
          this.onGone();
          throw new Gone(path);
        }
        if (!response.ok && !passing(response.status)) throw new Refused(response.status, path);
        if (response.ok) {
          const answer = await read(response);
          this.#found();
          return answer;
        }
      } catch (error) {
        if (stop.aborted || error instanceof Gone || error instanceof Refused) throw error;
        if (!(error instanceof TypeError)) throw error; // fetch says TypeError for no network
      }
      failures += 1;
      if (failures >= PATIENCE) this.#lose();
      await this.#pause(FIRST_DELAY * 2 ** (failures - 1), stop);
    }
  }

  /**
   * @param {number} delay milliseconds
   * @param {AbortSignal} stop
   * @returns {Promise<void>}
   */
  #pause(delay, stop) {
    const spread = Math.min(LONGEST_DELAY, delay) * (0.75 + Math.random() / 2);
    return new Promise((resolve) => {
      const done = () => {
        window.clearTimeout(timer);
        stop.removeEventListener("abort", done);
        this.waiting.delete(done);
        resolve();
      };
      const timer = window.setTimeout(done, spread);
      stop.addEventListener("abort", done);
      this.waiting.add(done);
    });
  }

  #lose() {
    if (this.lost || this.closed.signal.aborted) return;
    this.lost = true;
    this.onChange(true);
    this.#watch();
  }

  /** Nobody may be waiting for an answer any more, so somebody must look whether it is back. */
  #watch() {
    this.probe = window.setTimeout(async () => {
      try {
        const response = await fetch(this.url(this.sign), { signal: this.closed.signal });
        if (response.ok) this.#found();
      } catch {
        // still lost
      }
      if (this.lost && !this.closed.signal.aborted) this.#watch();
    }, 2500);
  }

  #found() {
    if (!this.lost) return;
    this.lost = false;
    window.clearTimeout(this.probe);
    this.onChange(false);
    this.#wake();
  }

  #wake() {
    for (const done of [...this.waiting]) done();
  }
}

/**
 * Answers that say "not now" rather than "no".
 * @param {number} status
 */
function passing(status) {
  return status >= 500 || status === 429 || status === 408;
}
