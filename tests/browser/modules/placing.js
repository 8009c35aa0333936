import { place } from "/viewer/placing.js";
import { chance, equal, ok } from "./check.js";

const SIZE = { width: 120, height: 24 };
const measure = ({ label }) => ({ ...SIZE, width: 8 * label.length + 20 });

function wall(more = {}) {
  return {
    width: 1600, height: 900, inset: { top: 0, right: 300, bottom: 0, left: 0 },
    projection: { ax: 1300, bx: 0, ay: 900, by: 0 }, count: 1000, side: 70, avoid: [],
    harm: () => 0, ...more,
  };
}

function themes(dice, count) {
  return Array.from({ length: count }, (_, id) => ({
    id, parent: -1, level: id % 3, label: `theme ${id}`, size: dice.whole(2, 300),
    x: dice.next(), y: dice.next(),
  }));
}

const overlap = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

export function no_name_lies_on_another_nor_on_a_button_nor_outside() {
  const dice = chance(6);
  for (let i = 0; i < 50; i += 1) {
    const zoom = dice.between(1, 12);
    const avoid = [{ left: 0, right: 400, top: 800, bottom: 900 }];
    const projection = {
      ax: 1300 * zoom, bx: -dice.next() * 1300 * (zoom - 1), ay: 900 * zoom, by: -dice.next() * 900 * (zoom - 1),
    };
    const here = wall({ projection, avoid, harm: (box) => (box.left * 7 + box.top * 3) % 5 });
    const placed = place(themes(dice, 60), here, measure, new Map());
    placed.forEach(({ box }, n) => {
      ok(box.left >= 0 && box.right <= 1300 && box.top >= 0 && box.bottom <= 900, "inside");
      ok(!avoid.some((other) => overlap(other, box)), "not on a button");
      ok(!placed.some((other, m) => m !== n && overlap(other.box, box)), "not on another");
    });
    ok(placed.length <= 28, "not too many");
  }
}

export function from_afar_large_themes_are_named_and_closer_in_their_parts() {
  const large = { id: 1, parent: -1, level: 0, label: "large", size: 300, x: 0.3, y: 0.4 };
  const part = { id: 2, parent: 1, level: 1, label: "part", size: 40, x: 0.32, y: 0.42 };
  const seen = (zoom) => {
    const projection = {
      ax: 1300 * zoom, bx: 650 - 0.31 * 1300 * zoom, ay: 900 * zoom, by: 450 - 0.41 * 900 * zoom,
    };
    return place([large, part], wall({ projection }), measure, new Map()).map(({ theme }) => theme.label);
  };
  equal(seen(1), ["large"]);
  equal(seen(6), ["part"]);
}

export function a_name_stands_where_it_does_least_harm() {
  const theme = { id: 1, parent: -1, level: 0, label: "theme", size: 300, x: 0.4, y: 0.5 };
  const crowded = (box) => (box.top < 400 ? 0 : 9);
  const [{ box }] = place([theme], wall({ harm: crowded }), measure, new Map());
  ok(box.top < 400, "above the crowd");
  const [still] = place([theme], wall({ harm: () => 0 }), measure, new Map());
  equal(still.offset, { x: 0, y: 0 });
}

export function a_name_keeps_its_place_while_it_is_shown() {
  const theme = { id: 1, parent: -1, level: 0, label: "theme", size: 300, x: 0.4, y: 0.5 };
  const before = new Map([[1, { x: 40, y: -30 }]]);
  equal(place([theme], wall(), measure, before)[0].offset, { x: 40, y: -30 });
}

export function themes_without_a_name_or_a_place_are_left_out() {
  const odd = [
    { id: 1, parent: -1, level: 0, label: "", size: 300, x: 0.4, y: 0.5 },
    { id: 2, parent: -1, level: 0, label: "nowhere", size: 300, x: null, y: null },
  ];
  equal(place(odd, wall(), measure, new Map()), []);
}

export function a_theme_just_out_of_view_is_named_in_view_and_one_far_away_is_not_even_measured() {
  const theme = (id, x) => ({ id, parent: -1, level: 0, label: "theme", size: 100, x, y: 0.5 });
  const asked = [];
  const placed = place([theme(1, -0.004), theme(2, -0.9), theme(3, 2)], wall(), (one) => {
    asked.push(one.id);
    return SIZE;
  }, new Map());
  equal(placed.map((one) => one.theme.id), [1]);
  ok(placed[0].box.left >= 0 && placed[0].offset.x > 0, "beside its theme");
  equal([...new Set(asked)], [1]);
  const kept = new Map([[2, { x: 1400, y: 0 }]]);
  equal(place([theme(2, -0.9)], wall(), () => SIZE, kept).map(({ offset }) => offset), [{ x: 1400, y: 0 }],
    "a name that stood far from its theme stays");
}
