/** The room: what the panel, the list, the search and the buttons leave of the map. */

import { below, hiddenBy } from "./surroundings.js";

/** @typedef {import("./visit.js").Visit} Visit */

export class Room {
  /** @param {Visit} visit */
  constructor(visit) {
    this.visit = visit;
  }

  /** The map has another size. */
  measure() {
    const { element, stage } = this.visit;
    const { width, height } = element.getBoundingClientRect();
    stage?.resize(width, height);
    this.surround();
  }

  /** Tell the stage, and the styles, what is taken of it. */
  surround() {
    const { visit } = this;
    // Parts are made one after the other, and may ask for room before the last is there.
    const { controls, element, list, panel, seeking, selecting, sill, stage, touring } = /** @type {
      Visit & {selecting?: Visit["selecting"], touring?: Visit["touring"]}} */ (visit);
    const others = [list.element, ...seeking.drawers, ...(touring?.drawers ?? [])];
    sill.carry(below(element, panel.element, list.element, ...others.filter((one) => one !== seeking.results.element)));
    const inset = { ...hiddenBy(element, panel.element, ...others), top: seeking.room.top };
    element.classList.toggle("seeking", seeking.drawers.some(({ hidden }) => !hidden));
    inset.bottom += selecting?.tray.height ?? 0;
    for (const [side, size] of Object.entries(inset)) {
      element.style.setProperty(`--hidden-${side}`, `${size}px`);
    }
    if (!stage || !controls) return;
    const open = [panel.element, ...others].some(({ hidden }) => !hidden);
    const { places, covered, dock, bar } = controls.measure(open);
    element.style.setProperty("--dock", `${covered || bar.high}px`);
    const { top, bottom, corners } = seeking.room;
    stage.obstacles = [...places, ...seeking.places];
    const hidden = { ...inset, bottom: inset.bottom + covered + bottom };
    const low = { wide: Math.max(bar.wide, corners.bottom.wide), high: bar.high + corners.bottom.high };
    stage.viewpoint.setInset(hidden, { top, bottom: dock + bottom }, { top: corners.top, bottom: low });
    stage.rearrange();
  }
}
