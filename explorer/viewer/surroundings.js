/** The surroundings: what the page around the canvas says of it. */

/** @typedef {import("./stage.js").Palette} Palette */

/** A part this wide lies below the map, not beside it. */
const WIDE = 0.8;

/**
 * How much of the map the panel (on the right, or below) and others (on the left, or below) hide.
 * @param {HTMLElement} map
 * @param {HTMLElement} panel
 * @param {...HTMLElement} others of which one is open, or none
 * @returns {{right: number, left: number, bottom: number}} CSS pixels
 */
export function hiddenBy(map, panel, ...others) {
  const { width, height } = map.getBoundingClientRect();
  const [beside, below] = sizes(panel, width);
  const taken = others.map((other) => sizes(other, width));
  const left = Math.max(0, ...taken.map(([aside]) => aside));
  const bottom = Math.max(below, ...taken.map(([, under]) => under));
  return { right: beside, left, bottom: Math.min(bottom, height * 0.9) };
}

/**
 * The part that stands below the map; the first, where several are open.
 * @param {HTMLElement} map
 * @param {...HTMLElement} parts
 */
export function below(map, ...parts) {
  const { width } = map.getBoundingClientRect();
  return parts.find((part) => sizes(part, width)[1] > 0) ?? null;
}

/**
 * @param {HTMLElement} part
 * @param {number} width
 * @returns {[number, number]} what it takes beside and below
 */
function sizes(part, width) {
  if (part.hidden) return [0, 0];
  const box = part.getBoundingClientRect();
  return box.width > width * WIDE ? [0, box.height] : [box.width, 0];
}

/**
 * The colours to draw with: a canvas knows no custom properties, so an element resolves them.
 * @param {HTMLElement} map
 * @returns {Palette}
 */
export function paletteOf(map) {
  const probe = document.createElement("span");
  probe.hidden = true;
  map.append(probe);
  const colour = (/** @type {string} */ name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = { wall: colour("--wall"), accent: colour("--accent"), glow: colour("--glow"), line: colour("--c-line") };
  probe.remove();
  return palette;
}

/**
 * The element of the same tree that has the focus.
 * @param {HTMLElement} map
 * @returns {HTMLElement | null}
 */
export function focusedIn(map) {
  const root = /** @type {Document | ShadowRoot} */ (map.getRootNode());
  return root.activeElement instanceof HTMLElement ? root.activeElement : null;
}
