/**
 * The gestures: what fingers, mouse and keys ask for, told apart and named.
 *
 * One finger or the mouse pans, and lets go with inertia; two fingers pinch; the wheel zooms; two
 * taps zoom in; one tap picks. Each has its key and its button, so none is needed.
 */

/**
 * @typedef {object} Asked what the visitor asks for; positions in CSS pixels of the element
 * @property {() => void} grab a hand was laid on the picture: stop all motion
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x: number, y: number) => void} zoom at once, under the fingers
 * @property {(factor: number, x: number, y: number) => void} glide zoom smoothly, by wheel or key
 * @property {(dx: number, dy: number) => void} step pan smoothly, by key
 * @property {(vx: number, vy: number) => void} release the hand let go; pixels a millisecond
 * @property {(x: number, y: number, reach: number) => void} tap
 * @property {(x: number, y: number) => void} hover the mouse rests there
 * @property {() => void} leave the mouse is elsewhere
 * @property {(key: "fit" | "open" | "close" | "select" | "pick") => void} command
 * @property {(phase: "start" | "move" | "end" | "cancel", at: {x: number, y: number},
 *   event: PointerEvent) => boolean} draw whether this hand draws, and does not pan
 */

/** Pixels that a hand may tremble before a tap becomes a drag. */
const TREMBLE = { mouse: 4, pen: 8, touch: 12 };
/** How far beside a picture a tap still counts. */
const REACH = { mouse: 3, pen: 8, touch: 16 };
/** Milliseconds within which a second tap makes a double one. */
const DOUBLE = 260;
/** Milliseconds of movement from which the speed of letting go is taken. */
const MEMORY = 90;
/** Pixels a millisecond below which letting go is no throw. */
const THROW = 0.12;

/** What lies over the whole page, and has Escape to itself. */
const OVER = ":modal, :popover-open, [aria-modal=true]";

/** @typedef {{x: number, y: number, time: number}} Sample */

export class Gestures {
  /**
   * @param {HTMLElement} element takes the pointers
   * @param {HTMLElement} keys takes the keyboard
   * @param {Asked} asked
   * @param {{nowhere?: boolean, prompt?: boolean}} [how] ``nowhere`` when Escape is meant for it as
   *   well while nothing on the page has the focus; ``prompt`` where two taps mean nothing, so that
   *   one is told at once
   */
  constructor(element, keys, asked, { nowhere = false, prompt = false } = {}) {
    this.element = element;
    this.prompt = prompt;
    this.asked = asked;
    /** @type {Map<number, {x: number, y: number}>} */
    this.hands = new Map();
    /** @type {Sample[]} */
    this.trail = [];
    this.moved = false;
    this.many = false;
    this.draws = false;
    /** @type {Sample | null} */
    this.lastTap = null;
    /** @type {number | undefined} */
    this.tapTimer = undefined;
    this.stop = new AbortController();
    const on = { signal: this.stop.signal };
    element.addEventListener("pointerdown", (event) => this.#down(event), on);
    element.addEventListener("pointermove", (event) => this.#move(event), on);
    element.addEventListener("pointerup", (event) => this.#up(event, true), on);
    element.addEventListener("pointercancel", (event) => this.#up(event, false), on);
    element.addEventListener("pointerleave", (event) => this.#leave(event), on);
    element.addEventListener("wheel", (event) => this.#wheel(event), { ...on, passive: false });
    element.addEventListener("contextmenu", (event) => event.preventDefault(), on);
    keys.addEventListener("keydown", (event) => this.#key(event), on);
    if (nowhere) document.addEventListener("keydown", (event) => this.#nowhere(event), on);
  }

  destroy() {
    this.stop.abort();
    window.clearTimeout(this.tapTimer);
  }

  /** Whether a hand lies on the picture. */
  get held() {
    return this.hands.size > 0;
  }

  /** @param {MouseEvent} event */
  #at(event) {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (this.hands.size >= 2) return;
    try {
      this.element.setPointerCapture(event.pointerId);
    } catch {
      // The pointer is gone already, or was made by a script.
    }
    const at = this.#at(event);
    this.hands.set(event.pointerId, at);
    this.asked.grab();
    if (this.hands.size === 1) {
      this.moved = false;
      this.many = false;
      this.trail = [{ ...at, time: event.timeStamp }];
      this.draws = this.asked.draw("start", at, event);
    } else {
      // Two fingers pan and pinch, whatever one of them was doing.
      if (this.draws) this.asked.draw("cancel", at, event);
      this.draws = false;
      this.many = true;
      this.trail = [];
    }
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const at = this.#at(event);
    const hand = this.hands.get(event.pointerId);
    if (!hand) {
      if (event.pointerType === "mouse" && !this.hands.size) this.asked.hover(at.x, at.y);
      return;
    }
    if (this.hands.size === 2) {
      this.#pinch(event.pointerId, at);
      return;
    }
    if (!this.moved) {
      const start = this.trail[0] ?? at;
      if (!this.many && Math.hypot(at.x - start.x, at.y - start.y) < trembleOf(event)) return;
      this.moved = true;
    }
    this.hands.set(event.pointerId, at);
    if (this.draws) {
      this.asked.draw("move", at, event);
      return;
    }
    this.asked.pan(at.x - hand.x, at.y - hand.y);
    this.trail.push({ ...at, time: event.timeStamp });
    if (this.trail.length > 24) this.trail.shift();
  }

  /**
   * @param {number} id
   * @param {{x: number, y: number}} at
   */
  #pinch(id, at) {
    const before = [...this.hands.values()];
    this.hands.set(id, at);
    const after = [...this.hands.values()];
    const from = middle(before);
    const to = middle(after);
    this.moved = true;
    this.asked.pan(to.x - from.x, to.y - from.y);
    if (from.apart > 8 && to.apart > 8) this.asked.zoom(to.apart / from.apart, to.x, to.y);
  }

  /**
   * @param {PointerEvent} event
   * @param {boolean} meant false when the system took the pointer away
   */
  #up(event, meant) {
    const hand = this.hands.get(event.pointerId);
    if (!hand) return;
    this.hands.delete(event.pointerId);
    if (this.hands.size) {
      // One finger of two is left: it pans on from where it is.
      this.trail = [];
      return;
    }
    const drew = this.draws;
    this.draws = false;
    if (drew && (this.moved || !meant)) {
      this.asked.release(0, 0);
      this.asked.draw(meant ? "end" : "cancel", this.#at(event), event);
      return;
    }
    if (!this.moved && !this.many) {
      this.asked.release(0, 0);
      if (meant) this.#tap(hand, event);
      return;
    }
    const { vx, vy } = this.many ? { vx: 0, vy: 0 } : this.#speed(event.timeStamp);
    this.asked.release(vx, vy);
  }

  /** @param {number} time */
  #speed(time) {
    const recent = this.trail.filter((sample) => time - sample.time < MEMORY);
    const first = recent[0];
    const last = recent[recent.length - 1];
    if (!first || last === first || last.time === first.time) return { vx: 0, vy: 0 };
    const vx = (last.x - first.x) / (last.time - first.time);
    const vy = (last.y - first.y) / (last.time - first.time);
    return Math.hypot(vx, vy) < THROW ? { vx: 0, vy: 0 } : { vx, vy };
  }

  /**
   * @param {{x: number, y: number}} at
   * @param {PointerEvent} event
   */
  #tap(at, event) {
    window.clearTimeout(this.tapTimer);
    if (this.prompt) {
      this.asked.tap(at.x, at.y, REACH[kindOf(event)]);
      return;
    }
    const last = this.lastTap;
    const time = event.timeStamp;
    const near = last && Math.hypot(at.x - last.x, at.y - last.y) < 32;
    if (last && near && time - last.time < DOUBLE) {
      this.lastTap = null;
      this.asked.glide(2, at.x, at.y);
      return;
    }
    this.lastTap = { ...at, time };
    const reach = REACH[kindOf(event)];
    // One tap opens and two zoom in: only silence tells the first from the second.
    this.tapTimer = window.setTimeout(() => this.asked.tap(at.x, at.y, reach), DOUBLE);
  }

  /** @param {PointerEvent} event */
  #leave(event) {
    if (event.pointerType === "mouse" && !this.hands.size) this.asked.leave();
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 240 : 1;
    // A pinch on a touchpad arrives as a wheel with Ctrl held, in small steps.
    const strength = event.ctrlKey ? 0.01 : 0.0018;
    const delta = Math.max(-240, Math.min(240, event.deltaY * unit));
    const at = this.#at(event);
    this.asked.glide(Math.exp(-delta * strength), at.x, at.y);
  }

  /**
   * Who opened a link, or clicked on a wall, has the focus nowhere.
   * @param {KeyboardEvent} event
   */
  #nowhere(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !nothingFocused(event)) return;
    const root = /** @type {Document | ShadowRoot} */ (this.element.getRootNode());
    if ([document, root].some((one) => one.querySelector(OVER))) return;
    // Said again on the element, it goes the way of any other.
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    this.element.dispatchEvent(
      new KeyboardEvent("keydown", { key, altKey, ctrlKey, metaKey, shiftKey, bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      this.asked.command("close");
      return;
    }
    // Letters, arrows and Enter belong to the element that has the focus, unless it is the map.
    if (event.composedPath()[0] !== this.element) return;
    const box = this.element.getBoundingClientRect();
    const stride = Math.min(box.width, box.height) * (event.shiftKey ? 0.5 : 0.16);
    /** @type {Record<string, () => void>} */
    const meanings = {
      ArrowLeft: () => this.asked.step(stride, 0),
      ArrowRight: () => this.asked.step(-stride, 0),
      ArrowUp: () => this.asked.step(0, stride),
      ArrowDown: () => this.asked.step(0, -stride),
      "+": () => this.asked.glide(1.5, NaN, NaN),
      "=": () => this.asked.glide(1.5, NaN, NaN),
      "-": () => this.asked.glide(1 / 1.5, NaN, NaN),
      _: () => this.asked.glide(1 / 1.5, NaN, NaN),
      Home: () => this.asked.command("fit"),
      0: () => this.asked.command("fit"),
      Enter: () => this.asked.command("open"),
      " ": () => this.asked.command("pick"),
      s: () => this.asked.command("select"),
      S: () => this.asked.command("select"),
    };
    const meaning = meanings[event.key];
    if (!meaning) return;
    event.preventDefault();
    meaning();
  }
}

/** @param {{x: number, y: number}[]} hands two of them */
function middle([a, b]) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}

/** @param {Event} event */
function nothingFocused({ target }) {
  return target === document.body || target === document.documentElement;
}

/**
 * @param {PointerEvent} event
 * @returns {"mouse" | "pen" | "touch"}
 */
function kindOf(event) {
  return event.pointerType === "touch" || event.pointerType === "pen" ? event.pointerType : "mouse";
}

/** @param {PointerEvent} event */
function trembleOf(event) {
  return TREMBLE[kindOf(event)];
}
