import { toScreen } from "/viewer/camera.js";
import { Viewpoint } from "/viewer/viewpoint.js";
import { chance, near, ok } from "./check.js";

const SUMMARY = {
  counts: { items: 468 },
  layouts: [{ name: "map", kind: "map", levels: 11 }, { name: "grid", kind: "grid", cell: 0.04, levels: 3 }],
};
const CORNERS = { top: { wide: 0, high: 0 }, bottom: { wide: 0, high: 0 } };
const BARS = { top: 60, bottom: 50 };

/** A map on a screen, with nothing open. */
function hung(width, height, still = true) {
  const viewpoint = new Viewpoint(SUMMARY, still);
  viewpoint.resize(width, height);
  panels(viewpoint, {});
  return viewpoint;
}

/** Open panels that hide so much beside the bars; wait until all has come to rest. */
function panels(viewpoint, { left = 0, right = 0, bottom = 0 }) {
  const hidden = { top: BARS.top, left, right, bottom: BARS.bottom + bottom };
  viewpoint.setInset(hidden, BARS, CORNERS);
  rest(viewpoint);
}

function rest({ motion }) {
  let frames = 0;
  while (motion.advance(16 * frames, 16)) {
    frames += 1;
    ok(frames < 500, "it comes to rest");
  }
  return frames;
}

function* rooms() {
  const dice = chance(5);
  for (let n = 0; n < 60; n += 1) {
    const [width, height] = [dice.between(380, 2000), dice.between(600, 2000)];
    const some = width > height ? { left: dice.between(0, 0.25) * width, right: 0.25 * width }
      : { bottom: dice.between(0.2, 0.6) * height };
    yield { dice, width, height, some, still: n % 2 === 0 };
  }
}

function same(one, other) {
  near(one.x, other.x, 1e-9);
  near(one.y, other.y, 1e-9);
  near(one.scale ?? one.zoom, other.scale ?? other.zoom, 1e-9 * Math.abs(other.scale ?? 1));
}

export function the_whole_is_seen_whole_beside_panels_and_as_before_without() {
  for (const { width, height, some, still } of rooms()) {
    for (const touched of [false, true]) {
      const viewpoint = hung(width, height, still);
      if (touched) viewpoint.showAll();
      rest(viewpoint);
      const { camera, view, frame: { stretch } } = viewpoint;
      panels(viewpoint, some);
      same(viewpoint.view, view);
      const { inset } = viewpoint.frame;
      for (const [x, y] of [[0, 0], [1, 1]]) {
        const at = toScreen(viewpoint.camera, viewpoint.frame, x, y);
        ok(at.x >= inset.left && at.x <= width - inset.right, "across");
        ok(at.y >= inset.top && at.y <= height - inset.bottom, "down");
      }
      panels(viewpoint, {});
      same(viewpoint.camera, camera);
      near(viewpoint.frame.stretch.x, stretch.x, 0);
      near(viewpoint.frame.stretch.y, stretch.y, 0);
    }
  }
}

export function closer_the_middle_stays_the_middle_and_nothing_else_changes() {
  for (const { dice, width, height, some, still } of rooms()) {
    const viewpoint = hung(width, height, still);
    const seen = { x: dice.between(0.3, 0.7), y: dice.between(0.3, 0.7), zoom: dice.between(0.5, 4) };
    viewpoint.restore({ layout: "map", ...seen });
    const { camera, view, frame: { stretch } } = viewpoint;
    panels(viewpoint, some);
    same(viewpoint.camera, camera);
    same(viewpoint.view, view);
    near(viewpoint.frame.stretch.x, stretch.x, 0);
    // What is brought out from under a panel is no step of the visitor's.
    const edge = width - viewpoint.frame.inset.right;
    viewpoint.uncover({ left: edge - 40, right: edge + 40, top: 200, bottom: 240 });
    rest(viewpoint);
    ok(viewpoint.camera.x > camera.x, "it was brought");
    same(viewpoint.view, view);
    panels(viewpoint, {});
    same(viewpoint.camera, camera);
  }
}

export function who_moves_beside_a_panel_is_told_of_and_found_there() {
  for (const { width, height, some, still } of rooms()) {
    const viewpoint = hung(width, height, still);
    panels(viewpoint, some);
    viewpoint.motion.glide(4, NaN, NaN);
    rest(viewpoint);
    near(viewpoint.view.zoom, 2, 0.01);
    const { view } = viewpoint;
    panels(viewpoint, {});
    same(viewpoint.view, view);
    // A link that is opened there tells the same again.
    panels(viewpoint, some);
    viewpoint.restore(view);
    same(viewpoint.view, view);
  }
}

export function a_link_says_nothing_that_it_could_not_lead_to() {
  for (const { width, height, some } of rooms()) {
    for (const at of [{ x: 0.99, y: 0.02 }, { x: 0, y: 1 }]) {
      const viewpoint = hung(width, height);
      panels(viewpoint, some);
      viewpoint.approach(at);
      const { view } = viewpoint;
      const other = hung(width, height);
      other.restore(view);
      same(other.view, view);
      panels(other, some);
      same(other.view, view);
    }
  }
}

export function a_hand_on_the_map_is_not_pulled_at() {
  const viewpoint = hung(1600, 900, false);
  viewpoint.restore({ layout: "map", x: 0.4, y: 0.5, zoom: 2 });
  const before = toScreen(viewpoint.camera, viewpoint.frame, 0.4, 0.5);
  viewpoint.motion.grab();
  panels(viewpoint, { right: 400 });
  const after = toScreen(viewpoint.camera, viewpoint.frame, 0.4, 0.5);
  near(after.x, before.x, 1e-6);
  near(after.y, before.y, 1e-6);
}

export function a_lattice_on_a_phone_begins_again_in_what_is_left() {
  const viewpoint = hung(390, 724);
  viewpoint.change("grid", null);
  const { camera, view } = viewpoint;
  ok(view.zoom > 0, "as high as the screen");
  panels(viewpoint, { bottom: 300 });
  same(viewpoint.view, view);
  ok(viewpoint.camera.scale < camera.scale, "it is smaller there");
  panels(viewpoint, {});
  same(viewpoint.camera, camera);
}
