// What the tests of the modules share: assertions that say what they saw, and chance that repeats.

/** @param {unknown} truth @param {string} message */
export function ok(truth, message) {
  if (!truth) throw new Error(message);
}

/** @param {unknown} seen @param {unknown} wanted @param {string} [message] */
export function equal(seen, wanted, message = "") {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${message} saw ${a}, wanted ${b}`);
}

/** @param {number} seen @param {number} wanted @param {number} within @param {string} [message] */
export function near(seen, wanted, within, message = "") {
  if (!(Math.abs(seen - wanted) <= within)) {
    throw new Error(`${message} saw ${seen}, wanted ${wanted} within ${within}`);
  }
}

/** @param {() => unknown} act @param {string} message */
export function throws(act, message) {
  try {
    act();
  } catch {
    return;
  }
  throw new Error(message);
}

/**
 * Numbers that look random and are the same at each run.
 * @param {number} seed
 */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    /** @param {number} low @param {number} high */
    between: (low, high) => low + (high - low) * next(),
    /** @param {number} low @param {number} high */
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
  };
}
