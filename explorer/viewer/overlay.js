/**
 * Two pictures laid on each other: one faded or wiped over the other, in turn, by what differs; and
 * side by side, with lines between the points that agree.
 */

import { fileAddress } from "./address.js";
import { el, put } from "./dom.js";
import { SAME, inverse, moved, style } from "./homography.js";

/** @typedef {import("./homography.js").Matrix} Matrix */
/** @typedef {import("./items.js").Listed} Listed */

/**
 * @typedef {object} Laid
 * @property {{item: Listed, src?: string}} first
 * @property {{item: Listed, src?: string}} second
 * @property {Matrix | null} matrix from the unit square of the first to that of the second
 * @property {() => Promise<number[][]>} points pairs in the two unit squares
 */

const SVG = "http://www.w3.org/2000/svg";
/** Milliseconds for which each is seen when they blink. */
const BLINK = 800;
const MODES = ["fade", "wipe", "difference"];
/** @type {import("./homography.js").Point[]} */
const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];
/** The whole stage, as corners of a polygon that closes. */
const AROUND = ["0 0", "100% 0", "100% 100%", "0 100%", "0 0"];

export class Overlay {
  /**
   * @param {object} options
   * @param {any} options.props of the page: base
   * @param {Record<string, string>} options.texts
   * @param {string} [options.mode]
   */
  constructor({ props, texts, mode = "fade" }) {
    this.props = props;
    this.texts = texts;
    this.mode = mode;
    this.value = 50;
    this.blinking = 0;
    /** @type {Laid | null} */
    this.laid = null;
    this.showsPoints = false;
    this.turn = 0;
    this.under = el("img", { class: "under", alt: "", draggable: "false" });
    this.over = el("img", { class: "over", alt: "", draggable: "false" });
    this.veil = el("div", { class: "veil" }, this.over);
    this.edge = el("div", { class: "edge", hidden: true });
    this.shade = el("div", { class: "shade", hidden: true });
    this.stage = el("div", { class: "laid" }, this.under, this.veil, this.shade, this.edge);
    this.pair = el("div", { class: "pair", hidden: true });
    this.slider = el("input", {
      type: "range", min: "0", max: "100", value: "50", "aria-label": texts.slider,
      input: () => this.#slide(Number(this.slider.value)),
    });
    this.said = el("p", { class: "status", role: "status" });
    this.tabs = el("div", { class: "ways-of", role: "group", "aria-label": texts.ways });
    this.blink = el("button", { type: "button", class: "blink", "aria-pressed": "false", click: () => this.#blink() }, texts.blink);
    this.dots = el("button", { type: "button", class: "dots", "aria-pressed": "false", click: () => void this.#points() }, texts.points);
    this.names = el("div", { class: "names" });
    this.handle = el("div", { class: "handle" }, this.slider, this.names);
    this.element = el("section", { class: "overlay", "aria-label": texts.overlay },
      el("div", { class: "frame" }, this.stage, this.pair),
      this.handle, el("div", { class: "controls" }, this.tabs, this.blink, this.dots), this.said);
    this.observer = new ResizeObserver(() => this.#place());
    this.observer.observe(this.element);
    this.#tabs();
  }

  /** @param {Laid} laid */
  show(laid) {
    this.turn += 1;
    this.laid = laid;
    this.#still();
    this.showsPoints = false;
    this.dots.setAttribute("aria-pressed", "false");
    const { texts } = this;
    // Below lies the one that shows more: the other is laid into it.
    const there = laid.matrix;
    const back = there && inverse(there);
    this.flipped = Boolean(there && back && area(there) > 1);
    const [over, under] = this.flipped ? [laid.second, laid.first] : [laid.first, laid.second];
    this.matrix = this.flipped ? back : there;
    this.sides = { over, under };
    this.under.src = this.#src(under);
    this.over.src = this.#src(over);
    this.under.alt = under.item.alt || under.item.title || texts.untitled;
    this.over.alt = over.item.alt || over.item.title || texts.untitled;
    this.stage.style.aspectRatio = `${under.item.width} / ${under.item.height}`;
    this.stage.style.setProperty("--ratio", String(under.item.width / under.item.height));
    const named = (/** @type {{item: Listed}} */ { item }) => el("span", {}, [item.title || texts.untitled, item.date].filter(Boolean).join(" · "));
    put(this.names, named(under), named(over));
    const none = !there;
    this.element.classList.toggle("unlaid", none);
    this.handle.hidden = this.tabs.hidden = this.blink.hidden = none;
    this.dots.hidden = false;
    this.said.textContent = none ? texts.not_laid : "";
    if (none) void this.#points();
    else this.#draw();
  }

  destroy() {
    this.observer.disconnect();
    this.#still();
    this.turn += 1;
    this.element.remove();
  }

  /** @param {string} key @returns {boolean} whether it meant something */
  key(key) {
    if (key === "b") this.#blink();
    else if (key === "p") void this.#points();
    else return false;
    return true;
  }

  /** @param {{item: Listed, src?: string}} side */
  #src({ item, src }) {
    return src ?? fileAddress(this.props, item.thumbs?.["1024"] ?? "");
  }

  #tabs() {
    put(this.tabs, ...MODES.map((mode) => el("button", {
      type: "button", "aria-pressed": String(mode === this.mode), "data-mode": mode,
      click: () => {
        // Differences show at full strength what is the same as black; the others begin half-way.
        if (mode === "difference") this.value = 100;
        else if (this.mode === "difference") this.value = 50;
        this.mode = mode;
        for (const tab of this.tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.mode === mode));
        this.#still();
        if (this.showsPoints) void this.#points();
        this.#draw();
      },
    }, this.texts[mode])));
  }

  /** @param {number} value 0 to 100 */
  #slide(value) {
    this.value = value;
    this.#still();
    this.#draw();
  }

  #draw() {
    const { mode, value } = this;
    const wipes = mode === "wipe";
    this.stage.classList.toggle("difference", mode === "difference");
    this.veil.style.opacity = wipes ? "1" : String(value / 100);
    this.veil.style.clipPath = wipes ? `inset(0 ${100 - value}% 0 0)` : "";
    this.shade.hidden = mode !== "difference";
    this.edge.hidden = !wipes;
    this.edge.style.left = `${value}%`;
    this.slider.value = String(value);
    this.slider.setAttribute("aria-valuetext", `${value} %`);
    this.#place();
  }

  #place() {
    const { laid, sides } = this;
    if (!laid || !sides) return;
    const to = { width: this.stage.clientWidth, height: this.stage.clientHeight };
    if (!to.width) return;
    const { width = 1, height = 1 } = sides.over.item;
    const from = { width: 512, height: (512 * height) / width };
    Object.assign(this.over.style, {
      width: `${from.width}px`, height: `${from.height}px`, transform: style(this.matrix ?? SAME, from, to),
    });
    // Where only one of the two is, nothing can differ: that part steps back.
    const hole = CORNERS.map((at) => moved(this.matrix ?? SAME, at)).map(([x, y]) => `${100 * x}% ${100 * y}%`);
    this.shade.style.clipPath = `polygon(evenodd, ${[...AROUND, ...hole, hole[0], AROUND[0]].join(", ")})`;
    if (this.showsPoints) this.#lines();
  }

  #blink() {
    if (this.blinking) {
      this.#still();
      this.#draw();
      return;
    }
    this.blink.setAttribute("aria-pressed", "true");
    // Who asked for less movement sees the other one at each press, and nothing by itself.
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const turn = () => {
      const on = this.veil.style.opacity !== "1" || this.veil.style.clipPath !== "";
      this.veil.style.clipPath = "";
      this.veil.style.opacity = on ? "1" : "0";
      this.edge.hidden = true;
    };
    turn();
    if (calm) this.blink.setAttribute("aria-pressed", "false");
    else this.blinking = window.setInterval(turn, BLINK);
  }

  #still() {
    window.clearInterval(this.blinking);
    this.blinking = 0;
    this.blink.setAttribute("aria-pressed", "false");
  }

  async #points() {
    const { laid, turn } = this;
    if (!laid) return;
    this.#still();
    this.showsPoints = !this.showsPoints;
    this.dots.setAttribute("aria-pressed", String(this.showsPoints));
    this.stage.hidden = this.showsPoints;
    this.handle.hidden = this.showsPoints || !laid.matrix;
    this.pair.hidden = !this.showsPoints;
    if (!this.showsPoints) {
      this.#draw();
      return;
    }
    const image = (/** @type {{item: Listed, src?: string}} */ side) => el("img", {
      src: this.#src(side), alt: side.item.alt || side.item.title || this.texts.untitled,
      style: { aspectRatio: `${side.item.width || 1} / ${side.item.height || 1}` }, load: () => this.#lines(),
    });
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("aria-hidden", "true");
    put(this.pair, image(laid.first), image(laid.second), this.svg);
    /** @type {number[][]} */
    let points = [];
    try {
      points = await laid.points();
    } catch {
      points = [];
    }
    if (turn !== this.turn || !this.showsPoints) return;
    this.pairs = points;
    this.said.textContent = points.length ? "" : this.texts.no_points;
    this.#lines();
  }

  #lines() {
    const { svg, pairs } = this;
    if (!svg || !pairs || this.pair.hidden) return;
    const whole = this.pair.getBoundingClientRect();
    svg.setAttribute("viewBox", `0 0 ${whole.width} ${whole.height}`);
    const [first, second] = [...this.pair.querySelectorAll("img")].map((image) => image.getBoundingClientRect());
    const at = (/** @type {DOMRect} */ box, /** @type {number} */ x, /** @type {number} */ y) =>
      [box.left - whole.left + x * box.width, box.top - whole.top + y * box.height].map((v) => v.toFixed(1));
    svg.replaceChildren(...pairs.flatMap(([a, b, c, d]) => {
      const [from, to] = [at(first, a, b), at(second, c, d)];
      return [node("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }),
        node("circle", { cx: from[0], cy: from[1], r: 3 }), node("circle", { cx: to[0], cy: to[1], r: 3 })];
    }));
  }
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** How large the unit square becomes. @param {Matrix} m */
function area(m) {
  return Math.abs((m[0] * m[4] - m[1] * m[3]) / (m[8] * m[8] || 1));
}
