// Dark or light, before the first paint. Streamlit follows the system's preference and offers no
// other handle, so its question to the system is answered here with the visitor's own choice.
// A classic script, loaded in <head>; window.cimaiseScheme.toggle() is all the others need.
(() => {
  // Told where the app's root is, Streamlit does not look for itself below every page's address.
  const root = new URL("../", /** @type {any} */ (document.currentScript).src).href;
  /** @type {any} */ (window).__streamlit ??= { BACKEND_BASE_URL: root, MAIN_PAGE_BASE_URL: root };

  const KEY = "cimaise-scheme";
  const ask = window.matchMedia.bind(window);
  const listeners = new Set();

  const chosen = () => {
    try {
      const value = localStorage.getItem(KEY);
      return value === "dark" || value === "light" ? value : null;
    } catch {
      return null;
    }
  };
  // A gallery at night unless the visitor chose otherwise: most systems say "light" unasked.
  let scheme = chosen() ?? "dark";

  const show = () => {
    document.documentElement.dataset.scheme = scheme;
  };

  class Preference extends EventTarget {
    /**
     * @param {string} media
     * @param {string} wanted
     */
    constructor(media, wanted) {
      super();
      this.media = media;
      this.wanted = wanted;
      /** @type {((event: Event) => void) | null} */
      this.onchange = null;
      listeners.add(this);
    }
    get matches() {
      return scheme === this.wanted;
    }
    /** @param {(event: Event) => void} listener */
    addListener(listener) {
      this.addEventListener("change", listener);
    }
    /** @param {(event: Event) => void} listener */
    removeListener(listener) {
      this.removeEventListener("change", listener);
    }
    tell() {
      const event = new Event("change");
      Object.assign(event, { matches: this.matches, media: this.media });
      this.dispatchEvent(event);
      this.onchange?.(event);
    }
  }

  const answers = new Map();
  window.matchMedia = (query) => {
    const wanted = /^\s*\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)\s*$/.exec(query)?.[1];
    if (!wanted) return ask(query);
    if (!answers.has(wanted)) answers.set(wanted, new Preference(query, wanted));
    return answers.get(wanted);
  };

  const turn = (/** @type {string} */ to) => {
    if (to === scheme) return;
    scheme = to;
    show();
    for (const listener of listeners) listener.tell();
    document.dispatchEvent(new CustomEvent("cimaise-scheme", { detail: scheme }));
  };

  /** @type {any} */ (window).cimaiseScheme = {
    get current() {
      return scheme;
    },
    toggle() {
      const other = scheme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem(KEY, other);
      } catch {
        // Storage may be refused: the choice then lasts as long as the page.
      }
      turn(other);
      return scheme;
    },
    /** The visitor's choice is not remembered any more: it is night again. */
    forget() {
      try {
        localStorage.removeItem(KEY);
      } catch {
        // Storage may be refused: nothing was kept in it.
      }
      turn("dark");
    },
  };
  show();
})();
