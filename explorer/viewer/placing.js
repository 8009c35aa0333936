/**
 * Placing: which themes are named at a view, and where, so that no text lies on another and as few
 * pictures as possible must make room. Pure.
 */

/** @typedef {import("./camera.js").Projection} Projection */
/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./labels.js").Theme} Theme */

/**
 * @typedef {object} Placed
 * @property {Theme} theme
 * @property {number} x where the theme lies on screen, CSS pixels
 * @property {number} y
 * @property {Offset} offset from there to the centre of its name
 * @property {Bounds} box what the name occupies, on screen
 * @property {boolean} [stuck] it is kept at the edge, and lies on the pictures there
 * @property {boolean} [short] it is cut off: there is no room for the whole text
 * @property {number} [most] CSS pixels that its group is wide, where it is cut off at its end
 */

/** @typedef {{x: number, y: number}} Offset CSS pixels */
/** @typedef {{width: number, height: number}} Size CSS pixels */

/**
 * @typedef {object} Wall what there is to place labels on
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels
 * @property {{top: number, right: number, bottom: number, left: number}} inset
 * @property {Projection} projection
 * @property {number} count images in the collection
 * @property {Bounds[]} avoid where buttons stand
 * @property {number} side longest side of a picture, CSS pixels
 * @property {number} [zoom] in doublings from the whole
 * @property {(box: Bounds) => number} harm how much is lost when pictures make room there
 */

/** Extent on screen, in pixels, from which a theme's name is shown at each level. */
const LEAST = [90, 340, 420];
/** A theme whose extent is beyond this many screens is all around: its parts are named instead. */
const MOST_SCREENS = 1.5;
/** Pixels kept free around a label. */
const AIR = { x: 9, y: 5 };
const MARK_AIR = { x: 5, y: 2 };
const MOST = 28;
/** The same for texts of guides, which are shorter and stand in rows. */
const MOST_MARKS = 90;
/** A title is not cut shorter than this, CSS pixels. */
const LEAST_ROOM = 44;
/** Pixels more that are kept free beside a tick that comes before its time. */
const EAGER = 8;
/** Doublings by which a text of a guide may come early, and stay when it is there. */
const EARLY = { comes: 0.02, stays: 0.12 };
/** How far a name may stand from the middle of its theme, as a share of the theme's extent. */
const BESIDE = 0.62;
/** What distance from its theme costs a name, for each side of a picture. */
const FAR = 0.9;

/** Where a name may stand, in sides of a picture from its theme, nearest first. */
const AROUND = [0, 0.7, 1.2, 1.8, 2.5].flatMap((radius) =>
  radius === 0
    ? [{ x: 0, y: 0 }]
    : [-90, 90, -45, -135, 45, 135, 0, 180].map((angle) => ({
        x: radius * Math.cos((angle * Math.PI) / 180),
        y: radius * Math.sin((angle * Math.PI) / 180),
      })),
);

/**
 * Which themes are named, and where. Pure.
 * @param {Theme[]} themes
 * @param {Wall} wall
 * @param {(theme: Theme, short: boolean) => {width: number, height: number}} measure size of the
 *   text in pixels, whole or no longer than names are
 * @param {Map<number, Offset>} before offsets of the names shown until now, which they keep
 * @returns {Placed[]}
 */
export function place(themes, wall, measure, before) {
  return arrange(called(themes, wall, before), wall, measure, before);
}

/**
 * The same for themes that are called, in their order.
 * @param {Theme[]} themes
 * @param {Wall} wall
 * @param {(theme: Theme, short: boolean) => {width: number, height: number}} measure
 * @param {Map<number, Offset>} before
 * @returns {Placed[]}
 */
export function arrange(themes, wall, measure, before) {
  const { ax, bx, ay, by } = wall.projection;
  /** @type {Placed[]} */
  const placed = [];
  for (const theme of themes) {
    if (placed.length >= (theme.mark ? MOST_MARKS : MOST)) break;
    const x = ax * Number(theme.x) + bx;
    const y = ay * Number(theme.y) + by;
    const air = !theme.mark ? AIR
      : eager(theme.mark, wall, before.has(theme.id)) ? { ...MARK_AIR, x: MARK_AIR.x + EAGER } : MARK_AIR;
    const free = (/** @type {Offset} */ offset, /** @type {{width: number, height: number}} */ size) => {
      const box = around(x + offset.x, y + offset.y, size, air);
      const taken =
        placed.some((other) => overlap(other.box, box)) ||
        wall.avoid.some((other) => overlap(other, box));
      return within(box, wall) && !taken ? box : null;
    };
    if (theme.mark) {
      const { mark } = theme;
      const room = Math.round(ax * (mark.room ?? 0));
      // The level of a title says from where on it has room as a whole.
      const cutting = room > 0 && early(mark, wall, before.has(theme.id)) && measure(theme, false).width > room;
      const ways = cutting ? [] : [false, true].flatMap((short) => {
        const size = measure(theme, short);
        const stuck = held(mark, { x, y }, size, wall);
        const offset = stuck ?? anchored(mark, size);
        const box = free(offset, size);
        return box ? [{ theme, x, y, offset, box, stuck: stuck !== null, short }] : [];
      });
      const [whole, cut = whole] = ways;
      // The whole text, unless pictures had to go for its end.
      if (whole) placed.push(whole.stuck || wall.harm(whole.box) <= wall.harm(cut.box) ? whole : cut);
      else {
        // What of it has room over its group: better than a group without a title.
        const { width, height } = measure(theme, false);
        const size = { width: Math.min(room, width), height };
        const offset = anchored(mark, size);
        const box = room >= LEAST_ROOM && free(offset, size);
        if (box) placed.push({ theme, x, y, offset, box, short: true, most: room });
      }
      continue;
    }
    const size = measure(theme, true);
    const fits = (/** @type {Offset} */ offset) => free(offset, size);
    const kept = before.get(theme.id);
    const near = BESIDE * extentOf(theme, wall);
    const offset = kept && fits(kept) ? kept : best(wall, near, fits);
    const box = offset && fits(offset);
    if (offset && box) placed.push({ theme, x, y, offset, box });
  }
  return placed;
}

/**
 * The themes whose extent on screen asks for a name, the weightiest first.
 * @param {Theme[]} themes
 * @param {Wall} wall
 * @param {Map<number, Offset>} before
 */
export function called(themes, wall, before) {
  const most = Math.min(wall.width, wall.height) * MOST_SCREENS;
  const found = themes.filter((theme) => {
    if (!theme.label || theme.x == null || theme.y == null) return false;
    if (theme.mark) {
      return (inRow(theme.mark) || theme.mark.room || !early(theme.mark, wall, before.has(theme.id))) && !away(theme, 0, wall);
    }
    const extent = extentOf(theme, wall);
    const least = LEAST[Math.min(theme.level, LEAST.length - 1)];
    const kept = before.get(theme.id);
    const slack = kept ? 0.9 : 1;
    const near = Math.max(BESIDE * extent, Math.abs(kept?.x ?? 0), Math.abs(kept?.y ?? 0));
    return extent >= least * slack && extent <= most / slack && !away(theme, near, wall);
  });
  /** @param {Theme} theme */
  const last = ({ id, mark }) => (mark && eager(mark, wall, before.has(id)) ? 1 + mark.from : 0);
  return found.sort(
    (a, b) =>
      last(a) - last(b) ||
      (a.mark?.rank ?? 0) - (b.mark?.rank ?? 0) ||
      (a.mark?.from ?? 0) - (b.mark?.from ?? 0) ||
      a.level - b.level ||
      Number(before.has(b.id)) - Number(before.has(a.id)) ||
      b.size - a.size ||
      a.id - b.id,
  );
}

/**
 * Whether a theme is so far out of view that no name of it can be in view.
 * @param {Theme} theme
 * @param {number} near how far a name may stand from its theme, CSS pixels
 * @param {Wall} wall
 */
function away({ x: across, y: down, mark }, near, { projection: { ax, bx, ay, by }, width, height }) {
  const x = ax * Number(across) + bx;
  const y = ay * Number(down) + by;
  return (mark?.stick !== "x" && (x < -near || x > width + near))
    || (mark?.stick !== "y" && (y < -near || y > height + near));
}

/**
 * Whether a text's time has not come at this zoom.
 * @param {import("./guides.js").Mark} mark
 * @param {Wall} wall
 * @param {boolean} shown it is there now
 */
function early({ from }, { zoom = 0 }, shown) {
  return from > zoom + (shown ? EARLY.stays : EARLY.comes);
}

/**
 * The same of a tick of a scale, which is shown all the same where there is room: the level it was
 * given is a guess at the size of a screen, and a wide one leaves long stretches without a value.
 * @param {import("./guides.js").Mark} mark
 * @param {Wall} wall
 * @param {boolean} shown
 */
function eager(mark, wall, shown) {
  return inRow(mark) && early(mark, wall, shown);
}

/** @param {import("./guides.js").Mark} mark */
function inRow({ anchor, stick }) {
  return anchor === "centre" && stick === "y";
}

/**
 * About how wide a theme is on screen, CSS pixels.
 * @param {Theme} theme
 * @param {Wall} wall
 */
function extentOf(theme, wall) {
  const unit = Math.sqrt(wall.projection.ax * wall.projection.ay);
  return unit * Math.sqrt(theme.size / Math.max(1, wall.count));
}

/**
 * Where the middle of a guide's text stands from its point.
 * @param {import("./guides.js").Mark} mark
 * @param {{width: number, height: number}} size
 * @returns {Offset}
 */
function anchored({ anchor }, { width, height }) {
  return { x: anchor === "left" ? width / 2 : 0, y: anchor === "bottom" ? -height / 2 : 0 };
}

/**
 * The same for a text that stays in view when its point is beyond the frame; null when it is not.
 * @param {import("./guides.js").Mark} mark
 * @param {{x: number, y: number}} at its point on screen
 * @param {{width: number, height: number}} size
 * @param {Wall} wall
 * @returns {Offset | null}
 */
function held(mark, at, { width, height }, wall) {
  if (!mark.stick) return null;
  const own = anchored(mark, { width, height });
  const [x, y] = [at.x + own.x, at.y + own.y];
  const { inset } = wall;
  if (mark.stick === "x") {
    const least = inset.left + width / 2 + MARK_AIR.x;
    const most = wall.width - inset.right - width / 2 - MARK_AIR.x;
    const near = Math.min(most, Math.max(least, x));
    return near === x ? null : { x: near - at.x, y: own.y };
  }
  const least = inset.top + height / 2 + MARK_AIR.y;
  // In one row, above the bar of buttons where there is one.
  const bars = wall.avoid.filter((box) => box.left < wall.width / 4 && box.bottom > wall.height / 2);
  const floor = Math.min(wall.height - inset.bottom, ...bars.map((box) => box.top));
  const most = floor - height / 2 - MARK_AIR.y;
  const near = Math.min(most, Math.max(least, y));
  return near === y ? null : { x: own.x, y: near - at.y };
}

/**
 * The offset that does least harm; null when there is no room at all.
 * @param {Wall} wall
 * @param {number} near how far it may be, CSS pixels
 * @param {(offset: Offset) => Bounds | null} free
 * @returns {Offset | null}
 */
function best(wall, near, free) {
  let found = null;
  let least = Infinity;
  for (const step of AROUND) {
    const distance = FAR * Math.hypot(step.x, step.y);
    if (distance >= least) break; // the rest is further away
    if (Math.hypot(step.x, step.y) * wall.side > near) break;
    const offset = { x: step.x * wall.side, y: step.y * wall.side };
    const box = free(offset);
    const cost = box ? distance + wall.harm(box) : Infinity;
    if (cost < least) {
      least = cost;
      found = offset;
    }
  }
  return found;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {{width: number, height: number}} size
 * @param {{x: number, y: number}} air pixels kept free around it
 * @returns {Bounds}
 */
function around(x, y, { width, height }, air) {
  return {
    left: x - width / 2 - air.x,
    right: x + width / 2 + air.x,
    top: y - height / 2 - air.y,
    bottom: y + height / 2 + air.y,
  };
}

/**
 * @param {Bounds} box
 * @param {Wall} wall
 */
function within(box, wall) {
  return (
    box.left >= wall.inset.left &&
    box.right <= wall.width - wall.inset.right &&
    box.top >= wall.inset.top &&
    box.bottom <= wall.height - wall.inset.bottom
  );
}

/**
 * @param {Bounds} a
 * @param {Bounds} b
 */
function overlap(a, b) {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
