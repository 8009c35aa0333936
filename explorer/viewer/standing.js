/**
 * The standing: where one stands, told for the map without panels. A panel that opens or closes
 * takes nobody elsewhere: who looks at the whole goes on seeing the whole in what is left free, who
 * looks at a part has its middle in the middle of that.
 */

import { isSame, reframe, settle } from "./camera.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Frame} Frame */
/** @typedef {import("./viewpoint.js").Viewpoint} Viewpoint */

/** @typedef {{x: number, y: number, zoom: number}} Seen as a link tells it */

/**
 * @typedef {object} Stand
 * @property {"opening" | "whole" | "inside"} kind
 * @property {Camera} camera
 * @property {Frame["stretch"]} stretch
 * @property {number} lens how much larger than without panels all is shown
 * @property {Seen} seen
 * @property {string} room in which it was taken
 */

/** Zoom, in doublings, up to which everything is looked at. */
const WHOLE = 0.1;
/** Milliseconds in which what is seen moves into what panels leave free. */
export const REFIT = 420;

export class Standing {
  /** @param {Viewpoint} viewpoint */
  constructor(viewpoint) {
    this.viewpoint = viewpoint;
    /** How much larger than without panels all is shown: less than 1 where the whole was fitted
     * beside them, 1 where one stood closer when they opened. */
    this.lens = 1;
    /** @type {{stand: Stand, goal: Camera} | null} where one stood before panels opened; it holds
     * as long as nobody moves */
    this.kept = null;
  }

  /** Whether panels hide nothing. */
  get bare() {
    return isSame(this.viewpoint.frame.inset, this.viewpoint.base);
  }

  /** Where one stood before panels opened, if nobody has moved since. @returns {Stand | null} */
  get still() {
    const { kept, viewpoint } = this;
    return kept?.goal === viewpoint.motion.aim.camera ? kept.stand : null;
  }

  /**
   * What is seen, as a link tells it.
   * @param {Camera} [camera]
   * @returns {Seen}
   */
  seen(camera) {
    const { still, viewpoint } = this;
    if (still && !camera) return still.seen;
    const bare = viewpoint.bare();
    const without = viewpoint.whole(bare);
    let at = camera ?? viewpoint.camera;
    if (this.bare || viewpoint.untouched) {
      if (!this.bare) at = viewpoint.opening(bare);
      return { x: at.x, y: at.y, zoom: Math.log2(at.scale / without.scale) };
    }
    const whole = viewpoint.whole();
    const lens = this.#whole(at) ? whole.scale / without.scale : this.lens;
    const zoom = Math.log2(at.scale / lens / without.scale);
    const part = lens === 1 ? 0 : share(zoom);
    // A link never says what it could not lead to.
    const { x, y } = settle({
      x: at.x + (without.x - whole.x) * part, y: at.y + (without.y - whole.y) * part,
      scale: at.scale / lens,
    }, bare, { min: 0, max: Infinity });
    return { x, y, zoom };
  }

  /** Where one stands now, or will when one has arrived. @returns {Stand} */
  take() {
    const { still, viewpoint } = this;
    if (still) return still;
    const { camera, stretch } = viewpoint.motion.aim;
    const kind = viewpoint.untouched ? "opening" : this.#whole(camera) ? "whole" : "inside";
    const { room } = viewpoint;
    return { kind, camera, stretch, lens: this.lens, seen: this.seen(camera), room };
  }

  /**
   * Panels hide something else: take the same stand beside them.
   * @param {Stand} stand
   * @param {Frame["inset"]} inset
   */
  move(stand, inset) {
    const { viewpoint } = this;
    const { motion } = viewpoint;
    const before = motion.frame;
    // Only buttons have changed their size: that takes nobody elsewhere.
    if (isSame(inset, before.inset) && stand.kind === "inside") return;
    const frame = { ...before, inset };
    motion.frame = frame;
    motion.camera = reframe(motion.camera, before, frame); // on screen, nothing has moved yet
    if (motion.held || motion.adrift) return;
    const { camera, stretch } = this.#place(stand);
    if (stand.kind === "opening") viewpoint.first = camera;
    this.kept = this.bare ? null : { stand, goal: camera };
    if (isNear(motion, { camera, stretch })) motion.jump(camera, stretch);
    else motion.flyTo(camera, REFIT, stretch);
  }

  /** What is shown from now on is told beside the panels: its closeness goes by the whole there. */
  fit() {
    const { viewpoint } = this;
    this.kept = null;
    this.lens = viewpoint.whole(viewpoint.frameFor()).scale / viewpoint.whole(viewpoint.bare()).scale;
  }

  /** The frame has another size. @param {(camera: Camera) => Camera} adapt */
  resize(adapt) {
    const { kept } = this;
    if (!kept) return;
    const stand = { ...kept.stand, camera: adapt(kept.stand.camera), room: "" };
    this.kept = { stand, goal: this.viewpoint.camera };
  }

  /**
   * The camera that shows, beside panels, what a link tells.
   * @param {Seen} seen
   * @param {string} [layout]
   * @returns {Camera}
   */
  cameraOf({ x, y, zoom }, layout = this.viewpoint.layout) {
    const { viewpoint } = this;
    const whole = viewpoint.whole(viewpoint.frameFor(layout), layout);
    const without = viewpoint.whole(viewpoint.bare(layout), layout);
    const part = share(zoom);
    return {
      x: x + (whole.x - without.x) * part, y: y + (whole.y - without.y) * part,
      scale: whole.scale * 2 ** zoom,
    };
  }

  /**
   * The same stand in the room that there is now.
   * @param {Stand} stand
   * @returns {import("./motion.js").Aim}
   */
  #place(stand) {
    const { viewpoint } = this;
    if (stand.room === viewpoint.room) {
      this.lens = stand.lens;
      return stand;
    }
    if (stand.kind === "inside" && (stand.lens === 1 || !this.bare)) {
      this.lens = stand.lens;
      return this.bare ? { ...stand, stretch: viewpoint.bare().stretch } : stand;
    }
    this.fit();
    const frame = viewpoint.frameFor();
    const camera = stand.kind === "opening" ? viewpoint.opening(frame)
      : stand.kind === "whole" ? viewpoint.whole(frame) : this.cameraOf(stand.seen);
    return { camera, stretch: frame.stretch };
  }

  /** Whether all is looked at. @param {Camera} camera */
  #whole(camera) {
    const { frame, motion } = this.viewpoint;
    const whole = this.viewpoint.whole({ ...frame, stretch: motion.aim.stretch });
    return Math.log2(camera.scale / whole.scale) < WHOLE;
  }
}

/** How far the middle of the whole counts where one looks closer. @param {number} zoom */
function share(zoom) {
  return 2 ** -Math.max(0, zoom);
}

/**
 * Whether the camera is where it is to go, to a tenth of a pixel.
 * @param {import("./motion.js").Motion} motion
 * @param {import("./motion.js").Aim} aim
 */
function isNear({ camera, frame }, { camera: { x, y, scale }, stretch }) {
  return frame.stretch.x === stretch.x && frame.stretch.y === stretch.y
    && Math.hypot(camera.x - x, camera.y - y) * scale < 0.1
    && Math.abs(camera.scale / scale - 1) < 1e-6;
}
