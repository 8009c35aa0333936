/** Forgetting: nothing that a visitor left in this browser is there for the next one. */

/** What every name under which something is kept begins with. */
const OURS = "cimaise-";

/** Forget views, selections and choices of this tab and this browser; dark or light among them. */
export function forget() {
  for (const name of /** @type {const} */ (["sessionStorage", "localStorage"])) {
    try {
      const kept = window[name];
      for (const key of Object.keys(kept)) if (key.startsWith(OURS)) kept.removeItem(key);
    } catch {
      // storage may be refused: then nothing was kept in it
    }
  }
  /** @type {any} */ (window).cimaiseScheme?.forget();
}
