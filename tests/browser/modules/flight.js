import { ease, easeOut, flight } from "/viewer/flight.js";
import { chance, near, ok } from "./check.js";

const FRAME = {
  width: 1600, height: 900, inset: { top: 0, right: 0, bottom: 0, left: 0 }, stretch: { x: 1.6, y: 1 },
};

export function a_flight_begins_and_ends_where_it_should() {
  const dice = chance(2);
  for (let i = 0; i < 200; i += 1) {
    const from = { x: dice.next(), y: dice.next(), scale: 900 * 2 ** dice.between(0, 12) };
    const to = { x: dice.next(), y: dice.next(), scale: 900 * 2 ** dice.between(0, 12) };
    const path = flight(from, to, FRAME);
    const start = path.at(0);
    near(start.x, from.x, 1e-6);
    near(start.scale / from.scale, 1, 1e-6);
    const late = path.at(0.999999);
    near(late.x, to.x, 1e-3);
    near(late.scale / to.scale, 1, 1e-3);
    near(path.at(1).y, to.y, 0);
    ok(Number.isFinite(path.length) && path.length >= 0, "a length");
  }
}

export function a_long_way_goes_up_before_it_goes_across() {
  const from = { x: 0.1, y: 0.1, scale: 100000 };
  const to = { x: 0.9, y: 0.9, scale: 100000 };
  const lowest = Math.min(...[0.3, 0.5, 0.7].map((t) => flight(from, to, FRAME).at(t).scale));
  ok(lowest < 10000, `in the middle one sees more: ${lowest}`);
}

export function staying_in_place_is_a_plain_zoom() {
  const from = { x: 0.4, y: 0.4, scale: 1000 };
  const path = flight(from, { ...from, scale: 4000 }, FRAME);
  near(path.at(0.5).scale, 2000, 1e-6);
  near(flight(from, from, FRAME).at(0.5).scale, 1000, 1e-6);
}

export function easing_goes_from_nothing_to_all_without_turning_back() {
  for (const curve of [ease, easeOut]) {
    near(curve(0), 0, 1e-12);
    near(curve(1), 1, 1e-12);
    for (let t = 0; t < 1; t += 0.01) ok(curve(t + 0.01) >= curve(t), "never back");
  }
}
