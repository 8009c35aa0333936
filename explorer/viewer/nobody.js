/**
 * Nobody: whether the last visitor of a kiosk has left, kept in the tab from one page to the next,
 * and what is told of their visit, which is how long it was.
 */

/** @typedef {{key: string, seconds: number, lang: string}} Over a visit that is over */

const LEFT = "cimaise-nobody";
const BEGAN = "cimaise-visit";

/** @param {string} name */
function read(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null; // storage may be refused
  }
}

/**
 * @param {string} name
 * @param {string | null} text
 */
function write(name, text) {
  try {
    if (text === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // storage may be refused
  }
}

/** Whether nobody is there. */
export function isNobody() {
  return read(LEFT) !== null;
}

/** Somebody touched the screen: their visit has begun. */
export function someone() {
  write(LEFT, null);
  if (read(BEGAN) === null) write(BEGAN, String(Date.now()));
}

/**
 * The visit that has begun, as it ends now.
 * @param {number} still milliseconds for which nothing was touched
 * @param {string} lang
 * @returns {Over | null}
 */
export function visitOver(still, lang) {
  const began = Number(read(BEGAN) ?? NaN);
  if (!Number.isFinite(began)) return null;
  const seconds = Math.max(0, (Date.now() - still - began) / 1000);
  return { key: String(Math.random()).slice(2), seconds: Math.round(seconds), lang };
}

/** Nobody is there any more. @param {Over | null} over */
export function left(over) {
  write(BEGAN, null);
  write(LEFT, over ? JSON.stringify(over) : "");
}

/**
 * Forget once more what the last page wrote while it was being left.
 * @param {() => void} forget
 */
export function clean(forget) {
  const over = read(LEFT);
  if (over === null) return;
  forget();
  write(LEFT, over);
}

/** The visit that is over, once. @returns {Over | null} */
export function takeOver() {
  const text = read(LEFT);
  if (!text) return null;
  write(LEFT, "");
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
