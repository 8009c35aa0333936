/**
 * Looking closer: what of the closest look belongs to the visit. When it is open, on which picture,
 * which come before and after, and what the address says of it. The dialog itself is only loaded
 * when somebody looks.
 */

/** @typedef {import("./deepzoom.js").DeepZoom} DeepZoom */
/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./plate.js").Look} Look */

/**
 * @typedef {object} Visit what it is part of: the map's visit, or another that shows items
 * @property {HTMLElement} element
 * @property {import("./server.js").Server} server
 * @property {import("./items.js").Items} items
 * @property {Record<string, any>} texts
 * @property {{links?: boolean}} props
 * @property {MediaQueryList} calm
 * @property {import("./panel.js").Panel} panel
 * @property {Item | null} chosen
 * @property {{results: {element: {hidden: boolean}, found: Item[]}}} seeking what can be stepped
 *   through
 * @property {(step: boolean) => void} tell
 * @property {(id: string, how: {step: boolean}) => Promise<void>} walk
 */

/** Neighbours that can be stepped through. */
const NEIGHBOURS = 24;
/** In the address: the whole picture is looked at. */
const WHOLE = "1";

export class Closer {
  /** @param {Visit} visit */
  constructor(visit) {
    this.visit = visit;
    /** @type {DeepZoom | null} */
    this.dialog = null;
    this.open = false;
    this.closed = false;
    /** @type {{id: string, text: string} | null} what an address asks for, until it is there */
    this.pending = null;
    /** @type {Item[]} */
    this.line = [];
    this.turn = 0;
  }

  /** The present look, for a link; empty when the picture is not looked at closely. */
  get address() {
    if (this.pending) return this.pending.text;
    if (!this.open) return "";
    return this.dialog?.open ? format(this.dialog.plate.look) : WHOLE;
  }

  /**
   * Look at a picture; the visitor asks for it, or it follows from what is open.
   * @param {Item} item
   * @param {{look?: Look | null, step?: boolean}} [how]
   */
  async show(item, { look = null, step = true } = {}) {
    this.turn += 1;
    const { turn, visit } = this;
    this.open = true;
    this.pending = null;
    const dialog = await this.#dialog();
    // What a list answered with is not the whole record.
    const whole = item.full === undefined ? await visit.items.find(item.id).catch(() => item) : item;
    if (turn !== this.turn || this.closed) return;
    dialog.show(whole, look);
    this.lost(visit.server.lost);
    if (step) visit.tell(true);
    void this.#align(item);
  }

  /** Close. @param {boolean} [step] unless it is not the visitor who does */
  hide(step = true) {
    this.pending = null;
    if (!this.open) return;
    this.open = false;
    this.turn += 1;
    this.line = [];
    this.dialog?.hide();
    // The button that led here may be another one by now.
    if (!this.visit.panel.element.contains(active(this.visit.element))) this.visit.panel.look();
    if (step) this.visit.tell(true);
  }

  /**
   * What the address says: of which item, and where one looks.
   * @param {string} text
   * @param {string | null} id
   */
  want(text, id) {
    const look = parse(text);
    if (look === undefined || !id) this.hide(false);
    else if (this.visit.chosen?.id === id) void this.show(this.visit.chosen, { look, step: false });
    else this.pending = { id, text };
  }

  /** An item was opened. @param {Item} item */
  met(item) {
    const { pending } = this;
    this.pending = null;
    if (pending?.id === item.id) void this.show(item, { look: parse(pending.text), step: false });
    else if (this.open && this.dialog?.shown !== item.id) void this.show(item, { step: false });
  }

  /** @param {boolean} lost the server was lost, or is back */
  lost(lost) {
    if (lost) this.dialog?.notice.show(this.visit.texts.lost);
    else this.dialog?.notice.hide();
  }

  /** @param {boolean} still */
  set still(still) {
    if (this.dialog) this.dialog.still = still;
  }

  destroy() {
    this.closed = true;
    this.open = false;
    this.dialog?.destroy();
  }

  /** @returns {Promise<DeepZoom>} */
  async #dialog() {
    const { visit } = this;
    const { DeepZoom, dressed } = await import("./deepzoom.js");
    await dressed(visit.element);
    this.dialog ??= new DeepZoom({
      holder: visit.element, server: visit.server, texts: visit.texts,
      links: visit.props.links !== false, still: visit.calm.matches,
      wishes: {
        close: () => this.hide(),
        step: (way) => this.#step(way),
        rest: () => visit.tell(false),
      },
    });
    return this.dialog;
  }

  /** What comes before and after: the results, where there are any; else what looks alike. */
  async #align(/** @type {Item} */ item) {
    const { turn, visit } = this;
    if (!this.line.some(({ id }) => id === item.id)) {
      const { element, found } = visit.seeking.results;
      const among = !element.hidden && found.some(({ id }) => id === item.id);
      this.line = among ? found : [item];
      this.#mark(item);
      if (!among) {
        const alike = await visit.items.similar(item.id, NEIGHBOURS).catch(() => []);
        if (turn !== this.turn) return;
        this.line = [item, ...alike];
      }
    }
    this.#mark(item);
  }

  /** @param {Item} item */
  #mark(item) {
    const at = this.line.findIndex(({ id }) => id === item.id);
    this.dialog?.setSteps(at > 0, at >= 0 && at < this.line.length - 1);
  }

  /** @param {1 | -1} way */
  #step(way) {
    const id = this.dialog?.shown;
    const at = this.line.findIndex((one) => one.id === id);
    const next = this.line[at + way];
    if (at >= 0 && next) void this.visit.walk(next.id, { step: false });
  }
}

/**
 * @param {Look} look
 * @returns {string}
 */
function format({ x, y, zoom }) {
  if (Math.abs(zoom) < 0.01 && Math.abs(x - 0.5) < 0.001 && Math.abs(y - 0.5) < 0.001) return WHOLE;
  return [x.toFixed(4), y.toFixed(4), zoom.toFixed(2)].map((text) => String(Number(text))).join("/");
}

/**
 * @param {string | null | undefined} text
 * @returns {Look | null | undefined} undefined when it says nothing; null for the whole
 */
export function parse(text) {
  if (!text) return undefined;
  const parts = text.split("/").map((part) => (part === "" ? NaN : Number(part)));
  if (parts.length !== 3 || !parts.every(Number.isFinite)) return null;
  const [x, y, zoom] = parts;
  if (x < 0 || x > 1 || y < 0 || y > 1 || zoom < 0 || zoom > 20) return null;
  return { x, y, zoom };
}

/** @param {HTMLElement} element */
function active(element) {
  return /** @type {Document | ShadowRoot} */ (element.getRootNode()).activeElement;
}
