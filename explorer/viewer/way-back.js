/** The way back: as far as this visit has come, and never into the one before. */

const BASE = "cimaise-base";

/** @returns {any} the browser's own history of this page, where it tells of it */
function navigation() {
  return /** @type {any} */ (window).navigation;
}

/** A visit begins here, unless it has begun. */
export function begin() {
  try {
    const key = navigation()?.currentEntry?.key;
    if (key && sessionStorage.getItem(BASE) === null) sessionStorage.setItem(BASE, key);
  } catch {
    // storage may be refused: then every way back leads home
  }
}

/** Whether there is a way back within this visit. */
export function canGoBack() {
  const known = navigation();
  if (!known?.currentEntry) return false;
  try {
    const base = sessionStorage.getItem(BASE);
    if (base === null) return false;
    const entries = known.entries();
    const from = entries.findIndex((/** @type {any} */ one) => one.key === base);
    // Of a long visit, the browser has forgotten where it began.
    return known.currentEntry.index > Math.max(0, from);
  } catch {
    return false;
  }
}

/**
 * Tell when one has gone elsewhere.
 * @param {() => void} told
 * @param {AbortSignal} signal
 */
export function onGone(told, signal) {
  navigation()?.addEventListener("currententrychange", told, { signal });
}
