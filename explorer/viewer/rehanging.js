/** Rehanging: another layout is asked for, and what one looked at closely stays in the middle. */

import { positionOf } from "./items.js";

/** @typedef {import("./visit.js").Visit} Visit */

/** Zoom, in doublings, from which a change of layout keeps what is looked at in the middle. */
const CLOSE = 0.4;

export class Rehanging {
  /** @param {Visit} visit */
  constructor(visit) {
    this.visit = visit;
    /** Counts what was asked for: only the last layout is shown. */
    this.changing = 0;
  }

  /** @param {string} layout */
  async to(layout) {
    const { visit } = this;
    const { chosen, items, stage } = visit;
    if (!stage) return;
    visit.controls?.setLayout(layout);
    this.changing += 1;
    const turn = this.changing;
    const { zoom } = stage.view;
    let camera = null;
    if (zoom > CLOSE && !stage.viewpoint.untouched) {
      const row = chosen?.row ?? stage.central();
      if (row >= 0) await items.want([row]);
      const item = visit.chosen ?? items.get(row);
      const at = item && positionOf(item, layout);
      const whole = stage.viewpoint.whole(stage.viewpoint.frameFor(layout), layout);
      if (at) camera = { ...at, scale: whole.scale * 2 ** zoom };
    }
    if (visit.closed || stage !== visit.stage || turn !== this.changing) return;
    stage.show(layout, camera);
    visit.tell(true);
  }
}
