import * as camera from "/viewer/camera.js";
import { chance, near, ok } from "./check.js";

const NONE = { top: 0, right: 0, bottom: 0, left: 0 };

function* situations(count = 200) {
  const dice = chance(1);
  for (let i = 0; i < count; i += 1) {
    const width = dice.between(300, 3840);
    const height = dice.between(300, 2160);
    const inset = { ...NONE, right: dice.between(0, width / 3), bottom: dice.between(0, height / 3) };
    const frame = { width, height, inset, stretch: camera.stretchFor(width, height, 1.6) };
    const whole = camera.fitScale(frame);
    const limits = { min: whole * 0.9, max: whole * 1000 };
    const eye = {
      x: dice.between(0, 1), y: dice.between(0, 1), scale: whole * 2 ** dice.between(0, 9),
    };
    yield { dice, frame, limits, eye };
  }
}

export function screen_and_square_are_inverse() {
  for (const { dice, frame, eye } of situations()) {
    const at = { x: dice.between(0, frame.width), y: dice.between(0, frame.height) };
    const unit = camera.toUnit(eye, frame, at.x, at.y);
    const back = camera.toScreen(eye, frame, unit.x, unit.y);
    near(back.x, at.x, 1e-6);
    near(back.y, at.y, 1e-6);
  }
}

export function zoom_keeps_what_is_under_the_pointer() {
  for (const { dice, frame, limits, eye } of situations()) {
    const at = { x: dice.between(0, frame.width), y: dice.between(0, frame.height) };
    const under = camera.toUnit(eye, frame, at.x, at.y);
    const closer = camera.zoomAt(eye, frame, dice.between(0.2, 5), at.x, at.y, limits);
    const after = camera.toScreen(closer, frame, under.x, under.y);
    near(after.x, at.x, 1e-6);
    near(after.y, at.y, 1e-6);
  }
}

export function limits_resist_and_then_bring_back() {
  for (const { frame, limits, eye } of situations()) {
    const closest = { ...eye, scale: limits.max };
    const beyond = camera.zoomAt(closest, frame, 4, 10, 10, limits);
    ok(beyond.scale > limits.max && beyond.scale < limits.max * 2, "beyond the limit it gives a little");
    near(camera.settle(beyond, frame, limits).scale, limits.max, 1e-6);
    const far = camera.panBy({ ...eye, x: 3, y: 3 }, frame, -100, -100);
    ok(far.x - 3 < 100 / eye.scale, "beyond the edge the picture follows with resistance");
    const home = camera.settle(far, frame, limits);
    ok(home.x <= 1 && home.y <= 1 && home.x >= 0 && home.y >= 0, "the camera rests on the square");
    const again = camera.settle(home, frame, limits);
    near(again.x, home.x, 1e-12);
    near(again.scale, home.scale, 1e-9);
  }
}

export function a_finger_inside_the_limits_is_followed_exactly() {
  for (const { frame, eye } of situations()) {
    const middle = { ...eye, x: 0.5, y: 0.5, scale: eye.scale * 3 };
    const before = camera.toScreen(middle, frame, 0.5, 0.5);
    const moved = camera.panBy(middle, frame, 12, -7);
    const after = camera.toScreen(moved, frame, 0.5, 0.5);
    near(after.x - before.x, 12, 1e-6);
    near(after.y - before.y, -7, 1e-6);
  }
}

export function fit_shows_everything_in_what_panels_leave_free() {
  for (const { frame } of situations()) {
    const all = camera.fit(frame, 20);
    for (const corner of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
      const { x, y } = camera.toScreen(all, frame, corner[0], corner[1]);
      ok(x >= frame.inset.left - 1e-6 && x <= frame.width - frame.inset.right + 1e-6, "across");
      ok(y >= frame.inset.top - 1e-6 && y <= frame.height - frame.inset.bottom + 1e-6, "down");
    }
  }
}

export function a_panel_that_opens_moves_nothing() {
  for (const { dice, frame, eye } of situations()) {
    const open = { ...frame, inset: { ...NONE, right: dice.between(0, 400), left: 30 } };
    const point = { x: dice.next(), y: dice.next() };
    const before = camera.toScreen(eye, frame, point.x, point.y);
    const after = camera.toScreen(camera.reframe(eye, frame, open), open, point.x, point.y);
    near(after.x, before.x, 1e-4);
    near(after.y, before.y, 1e-4);
  }
}

export function another_size_keeps_the_zoom_and_the_centre() {
  for (const { frame, eye } of situations()) {
    const turned = {
      ...frame, width: frame.height, height: frame.width, inset: { ...NONE },
      stretch: camera.stretchFor(frame.height, frame.width, 1.6),
    };
    const after = camera.reframe(eye, frame, turned);
    near(after.x, eye.x, 1e-12);
    near(after.scale / camera.fitScale(turned), eye.scale / camera.fitScale(frame), 1e-6);
  }
}

export function reveal_brings_a_picture_out_from_under_a_panel() {
  for (const { dice, frame, eye } of situations()) {
    const x = dice.between(0, frame.width);
    const y = dice.between(0, frame.height);
    const box = { left: x - 20, right: x + 20, top: y - 20, bottom: y + 20 };
    const under = camera.toUnit(eye, frame, x, y);
    const after = camera.toScreen(camera.reveal(eye, frame, box, 10), frame, under.x, under.y);
    ok(after.x >= 30 - 1e-4 && after.x <= frame.width - frame.inset.right - 30 + 1e-4, "across");
    ok(after.y >= 30 - 1e-4 && after.y <= frame.height - frame.inset.bottom - 30 + 1e-4, "down");
  }
}
