/**
 * Where a stop of a tour is seen from. A stop's view is told for the part of the screen that panels
 * leave free: the middle of what its maker saw is in the middle of what visitors see, whatever
 * stands beside it.
 */

import { between } from "./camera.js";
import { format, parse } from "./link.js";
import { boundsOf } from "./region.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./tour.js").Stop} Stop */

/** Room around a region, as a multiple of its size. */
const AROUND = 1.3;

/**
 * What is seen now, as a stop tells it.
 * @param {Stage} stage
 */
export function presentView(stage) {
  const { viewpoint } = stage;
  const { x, y, scale } = viewpoint.camera;
  const zoom = Math.log2(scale / viewpoint.whole().scale);
  return format({ layout: viewpoint.layout, x, y, zoom, ...viewpoint.hung });
}

/**
 * Go where a stop is seen from.
 * @param {Stage} stage
 * @param {Pick<Stop, "view" | "region">} stop
 * @returns {boolean} false when its layout is not there: then everything is shown
 */
export function goTo(stage, { view: text, region }) {
  const view = parse(text);
  const { viewpoint } = stage;
  const known = view && stage.summary.layouts.some(({ name }) => name === view.layout);
  if (!view || !known) {
    stage.showAll();
    return false;
  }
  viewpoint.hang(view);
  const frame = viewpoint.frameFor(view.layout);
  const whole = viewpoint.whole(frame, view.layout);
  let camera = { x: view.x, y: view.y, scale: whole.scale * 2 ** view.zoom };
  if (region) {
    const { left, top, right, bottom } = boundsOf(region);
    const wide = frame.width - frame.inset.left - frame.inset.right;
    const high = frame.height - frame.inset.top - frame.inset.bottom;
    const [across, down] = [(right - left) * frame.stretch.x, (bottom - top) * frame.stretch.y];
    const scale = Math.min(wide / Math.max(across, 1e-6), high / Math.max(down, 1e-6)) / AROUND;
    const most = Math.max(camera.scale, whole.scale * 2);
    camera = { x: (left + right) / 2, y: (top + bottom) / 2, scale: between(scale, whole.scale, most) };
  }
  if (view.layout === stage.layout && !stage.next) viewpoint.goTo(camera);
  else stage.show(view.layout, camera);
  stage.invalidate();
  return true;
}
