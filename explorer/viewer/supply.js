/** The supply: the sheets that a view calls for, loaded a little ahead, and those that are there. */

import { positionOf } from "./items.js";
import { SMALL_TREE } from "./lit.js";
import { needed } from "./tree.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./sheets.js").Sheet} Sheet */
/** @typedef {import("./sheets.js").Sheets} Sheets */
/** @typedef {import("./tree.js").Node} Node */
/** @typedef {import("./viewpoint.js").Sight} Sight */
/** @typedef {import("./viewpoint.js").Viewpoint} Viewpoint */

/** Pixels beyond the frame for which sheets are loaded already. */
const AHEAD = 160;
/** Levels ahead of what is shown for which sheets are loaded already, once one has moved: a first
 * view costs what it shows, however many pictures lie below. */
const DEEPER = 0.5;
/** Milliseconds between two looks, under way, at what must be loaded. */
const LOOK = 70;
/** Sheets that a frame shows at most. */
const MOST = 160;

export class Supply {
  /**
   * @param {object} options
   * @param {Sheets} options.sheets
   * @param {Viewpoint} options.viewpoint
   * @param {import("./kinds.js").Layout[]} options.layouts
   */
  constructor({ sheets, viewpoint, layouts }) {
    this.sheets = sheets;
    this.viewpoint = viewpoint;
    this.layouts = layouts;
    this.looked = 0;
  }

  /**
   * Which sheets this frame shows; now and then, also load those it will need.
   * @param {number} now milliseconds
   * @param {Sight} sight
   * @param {object} how
   * @param {boolean} how.travelling
   * @param {boolean} how.leaving another layout is being loaded: nothing more of this one is
   * @param {boolean} how.whole all that lies in view is called for, however deep
   * @param {Item | null} how.chosen whose sheet is shown wherever it lies
   * @returns {Node[]}
   */
  look(now, { depth, side }, { travelling, leaving, whole, chosen }) {
    const { layout } = this.viewpoint;
    const reader = this.sheets.reader(layout);
    const down = chosen && positionOf(chosen, layout);
    if (whole) depth = Math.max(depth, this.viewpoint.levels);
    if (!leaving && (!travelling || now - this.looked > LOOK)) {
      this.looked = now;
      const ahead = this.viewpoint.window(side, AHEAD);
      const deeper = this.viewpoint.untouched ? 0 : DEEPER;
      this.sheets.want(layout, needed(ahead, depth + deeper, reader, { down }));
    }
    return needed(this.viewpoint.window(side), depth, reader, { most: MOST, down });
  }

  /** The sheets in view that can be drawn. @param {boolean} whole however deep they lie */
  inView(whole) {
    const { viewpoint } = this;
    const { layout } = viewpoint;
    const { depth, side } = viewpoint.sight();
    const deep = whole ? Math.max(depth, viewpoint.levels) : depth;
    const reader = this.sheets.reader(layout);
    return this.ready(layout, needed(viewpoint.window(side), deep, reader, { most: MOST }));
  }

  /**
   * The sheets of these nodes that can be drawn, in an order that does not hang on the view.
   * @param {string} layout
   * @param {Node[]} nodes
   */
  ready(layout, nodes) {
    const found = nodes.flatMap(({ key }) => this.sheets.get(layout, key) ?? []);
    const ready = found.filter(({ picture }) => picture);
    return ready.sort(
      (a, b) => a.node.z - b.node.z || a.node.y - b.node.y || a.node.x - b.node.x,
    );
  }

  /** What the first sheet tells of a layout. @param {string} layout */
  learn(layout) {
    const root = this.sheets.get(layout, "0/0/0")?.index;
    if (root?.count) this.viewpoint.learn(layout, root);
  }

  /** Whether a layout has so few sheets that all those in view can be loaded. */
  get small() {
    const { sheets } = this.layouts.find(({ name }) => name === this.viewpoint.layout) ?? {};
    return sheets !== undefined && sheets <= SMALL_TREE;
  }
}
