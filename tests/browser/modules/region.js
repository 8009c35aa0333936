import * as region from "/viewer/region.js";
import { chance, equal, near, ok } from "./check.js";

const SQUARE = [[0.2, 0.2], [0.6, 0.2], [0.6, 0.6], [0.2, 0.6]];

export function a_hand_that_trembles_draws_few_corners() {
  const dice = chance(5);
  const drawn = Array.from({ length: 2000 }, (_, n) => {
    const turn = (n / 2000) * 2 * Math.PI;
    const radius = 0.3 + dice.between(-0.001, 0.001);
    return [0.5 + radius * Math.cos(turn), 0.5 + radius * Math.sin(turn)];
  });
  const outline = region.outlined(drawn, 0.002);
  ok(outline.length >= 12 && outline.length <= region.MOST_POINTS, `${outline.length} corners`);
  near(region.area(outline), Math.PI * 0.09, 0.01);
  ok(region.isOutline(outline), "it can be kept");
}

export function however_wild_it_is_bounded_and_in_the_square() {
  const dice = chance(6);
  const drawn = Array.from({ length: 5000 }, () => [dice.between(-1, 2), dice.between(-1, 2)]);
  const outline = region.outlined(drawn, 0.0001);
  ok(region.isOutline(outline), `${outline?.length} corners`);
}

export function what_encloses_nothing_is_no_region() {
  equal(region.outlined([[0.5, 0.5]], 0.002), null);
  equal(region.outlined([[0.5, 0.5], [0.501, 0.501], [0.5, 0.501]], 0.002), null);
  equal(region.outlined([[0, 0], [0.5, 0.5], [1, 1], [0.2, 0.2]], 0.002), null);
}

export function a_rectangle_is_clipped_to_the_square() {
  equal(region.rectangle({ left: -1, top: 0.25, right: 0.5, bottom: 3 }), [[0, 0.25], [0.5, 0.25], [0.5, 1], [0, 1]]);
}

export function its_name_hangs_on_its_crown() {
  equal(region.crown(SQUARE), { x: 0.4, y: 0.2 });
  equal(region.crown([[0.5, 0.1], [0.9, 0.8], [0.1, 0.8]]), { x: 0.5, y: 0.1 });
}

export function the_line_is_felt_and_not_what_it_encloses() {
  const scale = { x: 1000, y: 500 };
  near(region.distance(SQUARE, 0.4, 0.2, scale), 0, 1e-9);
  near(region.distance(SQUARE, 0.4, 0.22, scale), 10, 1e-9);
  near(region.distance(SQUARE, 0.18, 0.4, scale), 20, 1e-9);
  ok(region.distance(SQUARE, 0.4, 0.4, scale) > 50, "the middle is no line");
}
