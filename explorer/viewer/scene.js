/**
 * The scene: what is drawn in this frame, where, how large and how opaque.
 *
 * Opacities live in the sheets and change a little every frame, so that nothing pops: a picture
 * that is called for fades in, one that is not fades out, whatever the camera does.
 */

/** @typedef {import("./camera.js").Projection} Projection */
/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./lit.js").Lit} Lit */
/** @typedef {import("./sheets.js").Sheet} Sheet */

/** Reveal levels are stored in a byte. */
const LEVELS = 256;
/** Added to the level of what is dim, so that what is lit lies above it. */
const BELOW = 128;
/** More than a screen ever needs; a guard against a badly made layout. */
const MOST = 6000;

/** What is drawn, as columns; ``order`` is the painter's: least important first. */
export class DrawList {
  constructor() {
    this.count = 0;
    this.row = new Int32Array(MOST);
    this.level = new Uint8Array(MOST);
    /** Centres and sizes, CSS pixels. */
    this.x = new Float32Array(MOST);
    this.y = new Float32Array(MOST);
    this.w = new Float32Array(MOST);
    this.h = new Float32Array(MOST);
    this.alpha = new Float32Array(MOST);
    /** Place in the sheet. */
    this.place = new Int32Array(MOST);
    /** @type {Sheet[]} */
    this.sheet = [];
    this.order = new Int32Array(MOST);
    /** Pictures there is room for, whether a text takes their place or not: what it would cost. */
    this.calledCount = 0;
    this.called = new Float32Array(MOST * 5);
    this.buckets = new Int32Array(LEVELS + 1);
  }

  clear() {
    this.count = 0;
    this.calledCount = 0;
    this.sheet.length = 0;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} w
   * @param {number} h
   * @param {number} level
   */
  call(x, y, w, h, level) {
    if (this.calledCount >= MOST) return;
    const { called } = this;
    const at = this.calledCount * 5;
    called[at] = x;
    called[at + 1] = y;
    called[at + 2] = w;
    called[at + 3] = h;
    called[at + 4] = level;
    this.calledCount += 1;
  }

  /**
   * What is lost when pictures make room for a text here: one for a picture, more for one that is
   * important.
   * @param {Bounds} box
   */
  harm(box) {
    const { called } = this;
    let sum = 0;
    for (let i = 0; i < this.calledCount * 5; i += 5) {
      if (meets(box, called[i], called[i + 1], called[i + 2], called[i + 3])) sum += 1 + 3 / (1 + called[i + 4]);
    }
    return sum;
  }

  /**
   * @param {Sheet} sheet
   * @param {number} place
   * @param {number} x
   * @param {number} y
   * @param {number} w
   * @param {number} h
   * @param {number} alpha
   */
  add(sheet, place, x, y, w, h, alpha) {
    const index = sheet.index;
    if (this.count >= MOST || !index) return;
    const i = this.count;
    this.count += 1;
    this.row[i] = index.row[place];
    this.level[i] = index.level[place];
    this.x[i] = x;
    this.y[i] = y;
    this.w[i] = w;
    this.h[i] = h;
    this.alpha[i] = alpha;
    this.place[i] = place;
    this.sheet.push(sheet);
  }

  /** What was added last is dim: it lies below what is lit. */
  sink() {
    if (this.count) this.level[this.count - 1] |= BELOW;
  }

  /** Put ``order`` right: deepest level first, otherwise in the order of adding. */
  sort() {
    const { buckets, level, order, count } = this;
    buckets.fill(0);
    for (let i = 0; i < count; i += 1) buckets[LEVELS - level[i]] += 1;
    for (let b = 1; b <= LEVELS; b += 1) buckets[b] += buckets[b - 1];
    for (let i = count - 1; i >= 0; i -= 1) {
      const bucket = LEVELS - level[i];
      buckets[bucket] -= 1;
      order[buckets[bucket]] = i;
    }
  }

  /**
   * What a picture occupies on screen, CSS pixels.
   * @param {number} i
   * @returns {Bounds}
   */
  box(i) {
    const [x, y, w, h] = [this.x[i], this.y[i], this.w[i], this.h[i]];
    return { left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 };
  }

  /**
   * Where a row is drawn, or -1.
   * @param {number} row
   */
  find(row) {
    for (let i = 0; i < this.count; i += 1) if (this.row[i] === row) return i;
    return -1;
  }
}

/**
 * @typedef {object} Shot
 * @property {Sheet[]} sheets in a fixed order (coarsest first)
 * @property {Projection} projection
 * @property {number} width frame, CSS pixels
 * @property {number} height frame, CSS pixels
 * @property {number} depth deepest level shown, a real number
 * @property {number} kept deepest level at which what is shown already stays; >= depth
 * @property {number} side longest side of a picture, CSS pixels
 * @property {number} chosen row that is shown whatever the scale, or -1
 * @property {Bounds[]} clear places on screen that must stay free (texts are never put on pictures)
 * @property {number} step how much an opacity may change in this frame, 0..1
 * @property {import("./moving.js").Moving | null} moving a change of layout under way
 * @property {Lit | null} [lit] what is picked out, while all else is dim
 */

/**
 * @typedef {object} Composed
 * @property {boolean} settled no opacity is changing any more
 * @property {number} hidden pictures within the frame that there is no room for yet
 */

/**
 * Fill ``list`` with what is to be drawn.
 * @param {DrawList} list
 * @param {Shot} shot
 * @returns {Composed}
 */
export function compose(list, shot) {
  const { projection: p, width, height, side, clear, chosen, step, moving, lit } = shot;
  list.clear();
  let settled = true;
  let hidden = 0;
  const reach = side / 2;
  for (const sheet of shot.sheets) {
    const { index, shown } = sheet;
    if (!index || !sheet.picture) continue;
    for (let i = 0; i < index.count; i += 1) {
      const x = p.ax * index.x[i] + p.bx;
      const y = p.ay * index.y[i] + p.by;
      const was = moving ? moving.from.get(index.row[i]) : undefined;
      const isChosen = index.row[i] === chosen;
      const full = lit && !isChosen ? lit.strength(index.row[i]) : 1;
      const limit = shown[i] > 0.5 * full ? shot.kept : shot.depth;
      const raised = isChosen || (lit ? lit.calls(index.row[i]) : false);
      const called = raised || index.level[i] <= limit;
      const outside = x < -reach || x > width + reach || y < -reach || y > height + reach;
      if (outside && !was) {
        // Nobody sees it: be ready, so that panning shows pictures and not their arrival.
        shown[i] = called ? full : 0;
        continue;
      }
      if (!called) hidden += 1;
      const largest = Math.max(index.width[i], index.height[i], 1);
      const w = (side * index.width[i]) / largest;
      const h = (side * index.height[i]) / largest;
      if (called && full) list.call(x, y, w, h, index.level[i]);
      // Names keep clear of the few that are lit, once these are seen.
      const first = isChosen || (full === 1 && lit?.few === true);
      const target = called && (first || !covered(clear, x, y, w, h)) ? full : 0;
      let alpha = shown[i];
      if (alpha !== target) {
        alpha = target > alpha ? Math.min(target, alpha + step) : Math.max(target, alpha - step);
        shown[i] = alpha;
        if (alpha !== target) settled = false;
      }
      if (was && moving) {
        shown[i] = target;
        const at = moving.place(was, x, y, w, h, target);
        list.add(sheet, i, at.x, at.y, at.w, at.h, at.alpha);
        if (full < 1) list.sink();
      } else if (alpha > 0) {
        const grown = 0.88 + 0.12 * Math.min(1, alpha / (full || 1));
        const veil = moving ? alpha * moving.newcomers : alpha;
        list.add(sheet, i, x, y, w * grown, h * grown, veil);
        if (full < 1) list.sink();
      }
    }
  }
  if (moving) moving.addLeavers(list);
  list.sort();
  return { settled, hidden };
}

/**
 * @param {Bounds[]} clear
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 */
function covered(clear, x, y, w, h) {
  for (const box of clear) if (meets(box, x, y, w, h)) return true;
  return false;
}

/**
 * @param {Bounds} box
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 */
function meets(box, x, y, w, h) {
  return (
    x + w / 2 > box.left && x - w / 2 < box.right && y + h / 2 > box.top && y - h / 2 < box.bottom
  );
}
