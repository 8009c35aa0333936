/**
 * The bookmark: the view, and what is sought, as parameters of the page's address, so that a link
 * reopens them, and in the memory of the tab, so that coming back from another page does too.
 */

const NAME = "view";
/** How closely the open picture is looked at, as closer.js writes it. */
const CLOSER = "closer";
/** Whose family is followed, as following.js does. */
const FOLLOWED = "family";
/** What is sought, beside the view. */
const SOUGHT = /** @type {const} */ (["filter", "q", "like"]);

/** @returns {string | null} the view in the address */
export function read() {
  return new URL(window.location.href).searchParams.get(NAME);
}

/**
 * Put a view into the address.
 * @param {string} text
 * @param {boolean} step make a new entry in the history; walking about is not paging, and makes none
 * @param {string} [closer] how closely the open picture is looked at
 */
export function write(text, step, closer = "") {
  const here = new URL(window.location.href);
  const before = here.searchParams.get(NAME);
  if (before === text && (here.searchParams.get(CLOSER) ?? "") === closer) return;
  here.searchParams.delete("item"); // the view names the item that is open
  here.searchParams.set(NAME, text);
  if (closer) here.searchParams.set(CLOSER, closer);
  else here.searchParams.delete(CLOSER);
  // Slashes are allowed in a query, and a short link is a kind one.
  here.search = here.search.replace(/%2F/gi, "/");
  // The first view only completes the address one came with.
  if (step && before !== null) window.history.pushState(window.history.state, "", here);
  else window.history.replaceState(window.history.state, "", here);
}

/** @returns {string} how closely the open picture is looked at; empty when it is not */
export function readCloser() {
  return new URL(window.location.href).searchParams.get(CLOSER) ?? "";
}

/** @returns {string} id of an item whose family is followed; empty for none */
export function readFollowed() {
  return new URL(window.location.href).searchParams.get(FOLLOWED)?.slice(0, 1000) ?? "";
}

/** Put into the address whose family is followed. @param {string} id empty for none */
export function writeFollowed(id) {
  const here = new URL(window.location.href);
  if (id) here.searchParams.set(FOLLOWED, id);
  else here.searchParams.delete(FOLLOWED);
  here.search = here.search.replace(/%2F/gi, "/");
  if (here.href !== window.location.href) {
    window.history.replaceState(window.history.state, "", here);
  }
}

/** @returns {import("./seeking.js").Address} what the address says is sought */
export function readSought() {
  return soughtIn(new URL(window.location.href).searchParams);
}

/** @param {URLSearchParams} params */
function soughtIn(params) {
  const [filter, q, like] = SOUGHT.map((name) => params.get(name) ?? "");
  return { filter, q, like };
}

/**
 * Put what is sought into the address.
 * @param {import("./seeking.js").Address} sought
 */
export function writeSought(sought) {
  const here = new URL(window.location.href);
  for (const name of SOUGHT) {
    if (sought[name]) here.searchParams.set(name, sought[name]);
    else here.searchParams.delete(name);
  }
  here.search = here.search.replace(/%2F/gi, "/");
  if (here.href !== window.location.href) {
    window.history.replaceState(window.history.state, "", here);
  }
}

/**
 * Where this tab left a collection.
 * @param {string} collection
 * @returns {string | null}
 */
export function recall(collection) {
  return kept(`cimaise-view-${collection}`);
}

/**
 * @param {string} collection
 * @param {string} text
 */
export function remember(collection, text) {
  keep(`cimaise-view-${collection}`, text);
}

/**
 * What this tab last sought in a collection.
 * @param {string} collection
 * @returns {import("./seeking.js").Address}
 */
export function recallSought(collection) {
  return soughtIn(new URLSearchParams(kept(`cimaise-sought-${collection}`) ?? ""));
}

/**
 * @param {string} collection
 * @param {import("./seeking.js").Address} sought
 */
export function rememberSought(collection, sought) {
  const told = SOUGHT.filter((name) => sought[name]).map((name) => [name, sought[name]]);
  keep(`cimaise-sought-${collection}`, String(new URLSearchParams(told)));
}

/** @param {string} key */
function kept(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // storage may be refused
  }
}

/**
 * @param {string} key
 * @param {string} text nothing is kept when it is empty
 */
function keep(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // storage may be refused, or full
  }
}

/**
 * Copy the page's address.
 * @returns {Promise<boolean>} false when the browser does not allow it
 */
export async function copy() {
  const text = window.location.href;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without HTTPS there is no clipboard; the old way still works in most browsers.
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("readonly", "");
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
  }
}
