/**
 * What is remembered of a selection: in the address while it is small, so that a link reopens it,
 * and in the memory of the tab, so that coming back from another page does.
 */

const NAME = "select";
/** Most identifiers in an address, and their longest text. */
const FEW = 60;
const SHORT = 1500;

/**
 * @param {string} collection
 * @returns {string[]} what the address says is selected, or else what this tab had
 */
export function recall(collection) {
  const told = new URL(window.location.href).searchParams.getAll(NAME).filter(Boolean);
  if (told.length) return told.slice(0, FEW);
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(collection)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return []; // storage may be refused, or hold something else
  }
}

/**
 * @param {string} collection
 * @param {string[]} ids
 */
export function remember(collection, ids) {
  try {
    if (ids.length) sessionStorage.setItem(key(collection), JSON.stringify(ids));
    else sessionStorage.removeItem(key(collection));
  } catch {
    // storage may be refused, or full
  }
}

/**
 * Put a selection into the address, or take it out when there is none or too much of it.
 * @param {string[]} ids
 */
export function write(ids) {
  const here = new URL(window.location.href);
  here.searchParams.delete(NAME);
  const told = ids.length <= FEW && ids.join("").length <= SHORT ? ids : [];
  for (const id of told) here.searchParams.append(NAME, id);
  here.search = here.search.replace(/%2F/gi, "/");
  if (here.href !== window.location.href) {
    window.history.replaceState(window.history.state, "", here);
  }
}

/** @param {string} collection */
function key(collection) {
  return `cimaise-select-${collection}`;
}
