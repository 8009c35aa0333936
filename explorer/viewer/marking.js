/**
 * The wall of marking: pictures to be told yes or no, by two large targets below each, or by keys:
 * arrows go from picture to picture, Y or O says yes, N no, U undoes.
 */

import { fileAddress, link } from "./address.js";
import { el, icon } from "./dom.js";

/** @typedef {import("./items.js").Listed} Listed */
/** @typedef {import("./concept.js").Verdict} Verdict */

const PATHS = { yes: "M5 12.5 10 17.5 19 7", no: "M6 6l12 12M18 6 6 18" };
const KEYS = /** @type {Record<string, Verdict>} */ ({ y: "yes", o: "yes", n: "no" });

/**
 * @typedef {object} Asked
 * @property {(id: string, verdict: Verdict | null) => void} mark
 * @property {() => void} undo
 * @property {(id: string) => Verdict | null} verdict
 * @property {() => void} [next] all that is here is marked, and more is wanted
 */

export class Marking {
  /**
   * @param {object} options
   * @param {any} options.props of the widget
   * @param {import("./address.js").Emit} options.emit
   * @param {Asked} options.asked
   * @param {string} options.label
   */
  constructor({ props, emit, asked, label }) {
    this.props = props;
    this.emit = emit;
    this.asked = asked;
    /** @type {Map<string, HTMLElement>} */
    this.tiles = new Map();
    this.element = el("ul", {
      class: "marking", "aria-label": label,
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
  }

  /** @param {Listed[]} items */
  show(items) {
    this.tiles = new Map(items.map((item) => [item.id, this.#tile(item)]));
    this.element.replaceChildren(...this.tiles.values());
    this.update();
  }

  /** The marks are others now. */
  update() {
    const { texts } = this.props;
    for (const [id, tile] of this.tiles) {
      const verdict = this.asked.verdict(id);
      tile.dataset.verdict = verdict ?? "";
      for (const button of /** @type {NodeListOf<HTMLElement>} */ (tile.querySelectorAll(".verdict"))) {
        button.setAttribute("aria-pressed", String(button.dataset.says === verdict));
      }
      const said = tile.querySelector(".said");
      if (said) said.textContent = verdict ? texts[`said_${verdict}`] : "";
    }
  }

  /** @param {string} id */
  focus(id) {
    const button = /** @type {HTMLElement | null | undefined} */ (this.tiles.get(id)?.querySelector(".verdict"));
    button?.focus();
  }

  focusFirst() {
    const open = [...this.tiles.keys()].find((id) => !this.asked.verdict(id));
    const first = open ?? this.tiles.keys().next().value;
    if (first !== undefined) this.focus(first);
  }

  /**
   * @param {Listed} item
   * @returns {HTMLElement}
   */
  #tile(item) {
    const { props } = this;
    const { texts } = props;
    const title = item.title || texts.untitled;
    const picture = el("img", {
      src: fileAddress(props, item.thumbs["256"]), alt: item.alt || "", loading: "lazy", decoding: "async",
      width: item.width, height: item.height,
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour) ? item.colour : "" },
    });
    const answer = (/** @type {Verdict} */ says) => el("button", {
      type: "button", class: `verdict ${says}`, "data-says": says, "aria-pressed": "false",
      "aria-label": `${texts[says]} – ${title}`,
      click: () => this.#press(item.id, says),
    }, icon(PATHS[says]), el("span", { "aria-hidden": "true" }, texts[says]));
    return el("li", { "data-id": item.id },
      link(props, this.emit, { page: "concepts", params: { item: item.id }, here: true },
        { class: "frame", tabindex: "-1", title: texts.look }, picture),
      el("p", { class: "title" }, title),
      el("div", { class: "answers" }, answer("yes"), answer("no")),
      el("span", { class: "said unseen" }));
  }

  /**
   * @param {string} id
   * @param {Verdict} says
   */
  #press(id, says) {
    this.asked.mark(id, this.asked.verdict(id) === says ? null : says);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target.closest("li") : null;
    const id = target?.dataset.id;
    if (id === undefined) return;
    const says = KEYS[event.key.toLowerCase()];
    if (says) {
      this.asked.mark(id, says);
      this.#go(id, 1);
    } else if (event.key.toLowerCase() === "u") this.asked.undo();
    else if (event.key === "ArrowRight") this.#go(id, 1);
    else if (event.key === "ArrowLeft") this.#go(id, -1);
    else if (event.key === "ArrowDown") this.#go(id, this.#across());
    else if (event.key === "ArrowUp") this.#go(id, -this.#across());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** How many hang side by side. */
  #across() {
    const tiles = [...this.tiles.values()];
    const top = tiles[0]?.offsetTop;
    const row = tiles.findIndex((tile) => tile.offsetTop !== top);
    return row < 0 ? tiles.length : row;
  }

  /**
   * @param {string} id
   * @param {number} by
   */
  #go(id, by) {
    const ids = [...this.tiles.keys()];
    const to = ids.indexOf(id) + by;
    if (to >= ids.length && by === 1) this.asked.next?.();
    else if (to >= 0 && to < ids.length) this.focus(ids[to]);
  }
}
