// Small hands for every widget. Text from a collection only ever becomes text nodes.

/** @typedef {{one: string, other: string}} Forms  two plural forms with a place for {n} */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element. `null` and `undefined` attributes and children are left out; an attribute
 * that is a function listens to the event of its name; strings become text.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|number|null|undefined)} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "style") Object.assign(element.style, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined) element.append(/** @type {Node|string} */ (child));
  }
  return element;
}

/** Puts children in the place of what an element holds; those that are null are left out.
 * @param {Element|ShadowRoot} element
 * @param {...(Node|string|null|undefined)} children */
export function put(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

/**
 * Gives up the pictures of an element that will not be shown again: those that are on their way are
 * not waited for, and the others are let go at once.
 * @param {Element} element
 */
export function release(element) {
  for (const image of element.querySelectorAll("img")) image.removeAttribute("src");
}

/**
 * An icon of 24 x 24 drawn by stroke; hidden from screen readers, which read the label beside it.
 * @param {string} path
 */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 24 24", width: "24", height: "24", fill: "none", stroke: "currentColor",
    "stroke-width": "1.6", "stroke-linecap": "round", "stroke-linejoin": "round",
    "aria-hidden": "true",
  })) svg.setAttribute(name, value);
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** @type {Map<string, Promise<CSSStyleSheet>>} */
const sheets = new Map();

/**
 * Takes style sheets whose text came with the program, so that nobody has to ask for them.
 * @param {string} from  import.meta.url of what lies beside them
 * @param {Record<string, string>} texts  by name
 */
export function carry(from, texts) {
  for (const [name, text] of Object.entries(texts)) {
    sheets.set(new URL(name, from).href, new CSSStyleSheet().replace(text));
  }
}

/**
 * Dresses a shadow root (or the document that a plain element is in) with style sheets that lie
 * beside the module `from`. Resolves once they apply, so that nothing is shown undressed.
 * @param {ShadowRoot|HTMLElement} root
 * @param {string} from  import.meta.url
 * @param {...string} names
 */
export async function dress(root, from, ...names) {
  const wanted = await Promise.all(names.map((name) => {
    const url = new URL(name, from).href;
    const sheet = sheets.get(url) ?? fetch(url).then((answer) => answer.text())
      .then((text) => new CSSStyleSheet().replace(text));
    sheets.set(url, sheet);
    sheet.catch(() => sheets.delete(url)); // the next widget asks again
    return sheet;
  }));
  const scope = root instanceof ShadowRoot ? root : document;
  scope.adoptedStyleSheets = [...new Set([...scope.adoptedStyleSheets, ...wanted])];
}

/**
 * Fills the {places} of a text.
 * @param {string} text
 * @param {Record<string, string|number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * The right plural form, with the number written as the language writes it.
 * @param {Forms} forms
 * @param {number} n
 * @param {string} lang
 */
export function count(forms, n, lang) {
  const form = new Intl.PluralRules(lang).select(n) === "one" ? forms.one : forms.other;
  return fill(form, { n: new Intl.NumberFormat(lang).format(n) });
}

/**
 * Reads JSON from the app. Rejects with the app's own kind line where it gave one.
 * @param {URL|string} url
 * @param {{signal?: AbortSignal}} [options]
 */
export async function readJson(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { Accept: "application/json" } });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(data.error ?? ""), { status: answer.status });
  return data;
}

/** Whether a click asks for this tab and no other: only then may a link be walked softly.
 * @param {MouseEvent} event */
export function isPlain(event) {
  return event.button === 0 && !event.defaultPrevented
    && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

/** The address, if it is one of the web; anything else (javascript:, data:) is no link.
 * @param {unknown} text */
export function webAddress(text) {
  if (typeof text !== "string" || !/^https?:\/\//i.test(text.trim())) return null;
  try {
    return new URL(text.trim()).href;
  } catch {
    return null;
  }
}

/**
 * A date as it was written; a bare year before our era, or of its first centuries, says which era.
 * @param {string} date
 * @param {{bce: string, ce: string}} eras  with a place for {year}
 */
export function dateText(date, eras) {
  const year = /^-?\d{1,6}$/.test(date ?? "") ? Number(date) : NaN;
  if (year < 0) return fill(eras.bce, { year: -year });
  if (year > 0 && year < 1000) return fill(eras.ce, { year });
  return date ?? "";
}

/** Brings the beginning of a part of the page into view and puts the focus on its heading, so
 * that who cannot see that the page has changed is told.
 * @param {HTMLElement|null} heading */
export function begin(heading) {
  document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}

/** Whether the page is a kiosk's: a finger, no keys, nothing of the browser. */
export function isKiosk() {
  return document.documentElement.dataset.profile === "kiosk";
}

/** Opens a dialog above the page. In a kiosk the bar below stays in use: the way back is there.
 * @param {HTMLDialogElement} dialog */
export function raise(dialog) {
  if (isKiosk()) dialog.show();
  else dialog.showModal();
}
