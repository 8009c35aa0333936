/**
 * The page's title: the picture that is open stands before what the page calls itself, so that
 * tabs, the history and screen readers tell one picture from another.
 */

/** Characters of a picture's title that a tab is given. */
const MOST = 120;

export class PageTitle {
  constructor() {
    this.name = "";
    this.page = document.title;
    this.written = document.title;
    // The page may name itself again at any time: when it has loaded, in another language.
    this.observer = new MutationObserver(() => this.#renamed());
    this.observer.observe(document.head, { childList: true, characterData: true, subtree: true });
  }

  /** @param {string} name of what is open; empty when nothing is */
  set(name) {
    this.#renamed();
    this.name = name.replace(/\s+/g, " ").trim().slice(0, MOST);
    this.#write();
  }

  /** The page has its title to itself again. */
  destroy() {
    this.set("");
    this.observer.disconnect();
  }

  #renamed() {
    if (document.title === this.written) return;
    this.page = document.title;
    this.#write();
  }

  #write() {
    const title = [this.name, this.page].filter(Boolean).join(" – ");
    if (document.title !== title) document.title = title;
    this.written = document.title;
  }
}
