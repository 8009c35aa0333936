import { boxBetween, corners, encloses, inside, polygonText, simplified } from "/viewer/polygon.js";
import { chance, equal, near, ok } from "./check.js";

const ring = (n, r = 100) => Array.from({ length: n }, (_, i) => (
  { x: 200 + r * Math.cos((i / n) * 2 * Math.PI), y: 200 + r * Math.sin((i / n) * 2 * Math.PI) }));

export function a_long_line_keeps_its_shape_with_few_corners() {
  const dice = chance(3);
  const drawn = ring(3000).map(({ x, y }) => ({ x: x + dice.between(-0.4, 0.4), y: y + dice.between(-0.4, 0.4) }));
  const kept = simplified(drawn);
  ok(kept.length > 12 && kept.length <= 200, `${kept.length} corners`);
  for (let i = 0; i < 300; i += 1) {
    const away = dice.between(0, 150);
    const angle = dice.between(0, 7);
    const [x, y] = [200 + away * Math.cos(angle), 200 + away * Math.sin(angle)];
    if (Math.abs(away - 100) > 2) equal(inside(kept, x, y), away < 100, `${away}`);
  }
  const wild = Array.from({ length: 4000 }, () => ({ x: dice.between(0, 900), y: dice.between(0, 900) }));
  ok(simplified(wild).length <= 200, "however wild");
  equal(simplified(drawn.slice(0, 2)).length, 2);
}

export function a_box_has_four_corners_whichever_way_it_is_drawn() {
  for (const [a, b] of [[{ x: 1, y: 2 }, { x: 5, y: 9 }], [{ x: 5, y: 2 }, { x: 1, y: 9 }]]) {
    const box = boxBetween(a, b);
    equal([inside(box, 3, 5), inside(box, 0, 5), inside(box, 3, 10)], [true, false, false]);
  }
}

export function a_trembling_hand_encloses_nothing() {
  equal(encloses([{ x: 1, y: 1 }, { x: 3, y: 2 }, { x: 2, y: 3 }]), false);
  equal(encloses([{ x: 0, y: 0 }, { x: 300, y: 0 }]), false);
  equal(encloses(boxBetween({ x: 0, y: 0 }, { x: 40, y: 30 })), true);
  equal(encloses(ring(60)), true);
}

export function the_server_is_told_in_the_unit_square() {
  const p = { ax: 400, bx: 100, ay: 200, by: 50 };
  const text = polygonText([{ x: 100, y: 50 }, { x: 300, y: 150 }, { x: -9e9, y: 9e9 }], p);
  equal(text, "0,0;0.5,0.5;-2,3");
  equal(corners(text), [{ x: 0, y: 0 }, { x: 0.5, y: 0.5 }, { x: -2, y: 3 }]);
  const [{ x }] = corners(polygonText([{ x: 123.456, y: 7 }], { ...p, ax: 400 * 2 ** 14 }));
  near(x * 400 * 2 ** 14 + 100, 123.456, 0.5, "still less than a pixel close up");
}

export function a_line_over_its_own_beginning_has_no_hole() {
  const loop = [...ring(40), ...ring(40).slice(0, 12)];
  equal(inside(loop, 200, 200), true);
  equal(inside(loop, 285, 230), true);
  equal(inside(loop, 320, 200), false);
}
