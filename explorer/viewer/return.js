/** The return: who walked off to an empty wall is taken to the nearest pictures. */

import { centreOf } from "./camera.js";
import { isEmpty, nearby } from "./nearby.js";

/** @typedef {import("./stage.js").Stage} Stage */

/** Of the free part of the frame: what may be sought in it, and what is kept free around it. */
const REACH = 0.8;
const MARGIN = 0.1;

/**
 * Bring pictures back into view, by as little as possible, when a hand has left next to none there.
 * @param {Stage} stage at rest
 * @returns {boolean} whether it moves now
 */
export function comeBack(stage) {
  const { drawn, frame, lit, motion, sheets, viewpoint } = stage;
  if (lit || !motion.touched || motion.held || sheets.busy) return false;
  motion.touched = false;
  const wide = frame.width - frame.inset.left - frame.inset.right;
  const high = frame.height - frame.inset.top - frame.inset.bottom;
  if (!isEmpty(drawn, stage.inView(), wide * high)) return false;
  const { depth, side } = viewpoint.sight();
  const at = { projection: stage.projection, depth, side };
  const box = nearby(sheets.of(stage.layout), {
    ...at, centre: centreOf(frame), wide: REACH * wide, high: REACH * high,
  });
  if (!box || !viewpoint.uncover(box, MARGIN * Math.min(wide, high))) return false;
  stage.invalidate();
  return true;
}
