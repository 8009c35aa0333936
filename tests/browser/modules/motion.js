import { fit, fitScale } from "/viewer/camera.js";
import { Motion } from "/viewer/motion.js";
import { near, ok } from "./check.js";

const FRAME = {
  width: 1000, height: 1000, inset: { top: 0, right: 0, bottom: 0, left: 0 }, stretch: { x: 1, y: 1 },
};

function motion() {
  const whole = fitScale(FRAME);
  return new Motion({ ...fit(FRAME), scale: whole * 8 }, FRAME, { min: whole, max: whole * 100 });
}

/** Go on until it rests; milliseconds that it took. */
function run(it, elapsed = 16) {
  let now = 0;
  while (it.advance(now, elapsed)) {
    now += elapsed;
    ok(now < 20000, "it comes to rest");
  }
  return now;
}

export function a_throw_slows_down_and_ends_at_the_same_place_at_any_frame_rate() {
  const ends = [4, 16, 50].map((elapsed) => {
    const it = motion();
    it.grab();
    it.release(-1.2, 0.4);
    run(it, elapsed);
    return it.camera;
  });
  ok(ends[0].x > 0.53, "it went on");
  for (const end of ends) {
    near(end.x, ends[0].x, 0.002);
    near(end.y, ends[0].y, 0.002);
  }
}

export function a_hand_stops_everything() {
  const it = motion();
  it.release(3, 3);
  it.advance(0, 16);
  it.grab();
  const { x } = it.camera;
  ok(!it.advance(16, 16), "still under the hand");
  near(it.camera.x, x, 0);
}

export function turns_of_the_wheel_add_up() {
  const it = motion();
  const start = it.camera.scale;
  for (let n = 0; n < 4; n += 1) {
    it.glide(1.2, 500, 500);
    it.advance(0, 16);
  }
  run(it);
  near(it.camera.scale / start, 1.2 ** 4, 0.01);
}

export function what_was_pulled_too_far_comes_back() {
  const it = motion();
  it.grab();
  it.pan(9000, 9000);
  ok(it.camera.x < 0, "pulled out");
  it.release(0, 0);
  run(it);
  ok(it.camera.x >= 0 && it.camera.y >= 0, "and back");
}

export function with_reduced_motion_it_jumps() {
  const it = motion();
  it.still = true;
  it.flyTo({ x: 0.2, y: 0.2, scale: 20000 });
  near(it.camera.x, 0.2, 0);
  it.release(2, 2);
  ok(!it.advance(0, 16), "no inertia");
  it.glide(2, 500, 500);
  near(it.camera.scale, 40000, 1);
}

export function a_flight_arrives() {
  const it = motion();
  it.flyTo({ x: 0.8, y: 0.3, scale: 30000 });
  const lasted = run(it);
  near(it.camera.x, 0.8, 1e-6);
  near(it.camera.scale, 30000, 1e-3);
  ok(lasted > 300 && lasted < 2500, `in ${lasted} ms`);
}
