import { Lit } from "/viewer/lit.js";
import { Mask } from "/viewer/mask.js";
import { Moving } from "/viewer/moving.js";
import { nearest, pick } from "/viewer/picking.js";
import { DrawList, compose } from "/viewer/scene.js";
import { chance, equal, near, ok } from "./check.js";

/** A sheet whose picture is never looked at. */
function sheet(pictures, z = 0) {
  const count = pictures.length;
  const index = {
    cell: 64, columns: 8, packed: true, below: [0, 0, 0, 0], count,
    row: Int32Array.from(pictures, ({ row }) => row),
    x: Float32Array.from(pictures, ({ x }) => x),
    y: Float32Array.from(pictures, ({ y }) => y),
    level: Uint8Array.from(pictures, ({ level }) => level),
    width: Uint8Array.from(pictures, ({ width = 64 }) => width),
    height: Uint8Array.from(pictures, ({ height = 48 }) => height),
  };
  return { node: { z, x: 0, y: 0, key: `${z}/0/0` }, layout: "map", index, picture: {}, shown: new Float32Array(count), used: 0 };
}

function shot(sheets, more = {}) {
  return {
    sheets, projection: { ax: 1000, bx: 0, ay: 1000, by: 0 }, width: 1000, height: 1000, depth: 3,
    kept: 3.1, side: 80, chosen: -1, clear: [], step: 1, moving: null, ...more,
  };
}

function scattered(count, seed) {
  const dice = chance(seed);
  return Array.from({ length: count }, (_, row) => ({
    row, x: dice.next(), y: dice.next(), level: dice.whole(0, 8), width: dice.whole(20, 64), height: dice.whole(20, 64),
  }));
}

export function pictures_show_when_there_is_room_and_keep_their_proportions() {
  const pictures = scattered(200, 7);
  const list = new DrawList();
  compose(list, shot([sheet(pictures)]));
  equal(list.count, pictures.filter(({ level }) => level <= 3).length);
  for (let i = 0; i < list.count; i += 1) {
    const { x, width, height } = pictures[list.row[i]];
    near(list.x[i], x * 1000, 0.01);
    near(list.w[i] / list.h[i], width / height, 1e-3);
    near(Math.max(list.w[i], list.h[i]), 80, 1e-3);
  }
}

export function nothing_pops() {
  const held = sheet(scattered(50, 8));
  const list = new DrawList();
  let last = 0;
  for (let frame = 0; frame < 12; frame += 1) {
    const { settled } = compose(list, shot([held], { step: 0.1 }));
    const most = Math.max(0, ...list.alpha.subarray(0, list.count));
    ok(most - last <= 0.1001, "a little in a frame");
    ok(settled === (frame >= 9), `settled at ${frame}`);
    last = most;
  }
  compose(list, shot([held], { depth: -1, kept: -1, step: 0.1 }));
  near(list.alpha[0], 0.9, 1e-3, "and it goes as it came");
}

export function what_is_shown_is_kept_a_little_longer() {
  const held = sheet([{ row: 1, x: 0.5, y: 0.5, level: 3 }]);
  const list = new DrawList();
  compose(list, shot([held]));
  compose(list, shot([held], { depth: 2.95, kept: 3.05 }));
  equal(list.count, 1);
  compose(list, shot([held], { depth: 2.8, kept: 2.9 }));
  equal(list.count, 0);
}

export function pictures_out_of_the_frame_are_ready_when_one_pans() {
  const held = sheet([{ row: 1, x: 1.4, y: 0.5, level: 0 }]);
  const list = new DrawList();
  const { settled } = compose(list, shot([held], { step: 0.01 }));
  equal([list.count, settled, held.shown[0]], [0, true, 1]);
}

export function important_pictures_lie_on_top_and_are_picked_first() {
  const pictures = scattered(300, 9);
  const list = new DrawList();
  compose(list, shot([sheet(pictures.slice(0, 150)), sheet(pictures.slice(150), 1)], { depth: 9, kept: 9 }));
  for (let n = 1; n < list.count; n += 1) {
    ok(list.level[list.order[n - 1]] >= list.level[list.order[n]], "painted last is the most important");
  }
  const two = sheet([{ row: 1, x: 0.5, y: 0.5, level: 2 }, { row: 2, x: 0.52, y: 0.5, level: 0 }]);
  compose(list, shot([two]));
  equal(pick(list, 510, 500), 2);
  equal(pick(list, 465, 500), 1);
  equal(pick(list, 300, 300), -1);
  equal(pick(list, 450, 500, 20), 1);
  equal(nearest(list, 0, 0), 1);
}

export function texts_are_given_room_unless_the_picture_was_chosen() {
  const held = sheet([{ row: 1, x: 0.5, y: 0.5, level: 0 }, { row: 2, x: 0.1, y: 0.1, level: 0 }]);
  const clear = [{ left: 450, right: 550, top: 490, bottom: 510 }];
  const list = new DrawList();
  compose(list, shot([held], { clear }));
  equal([list.count, list.row[0]], [1, 2]);
  ok(list.harm(clear[0]) > 1, "what it costs is known");
  equal(list.harm({ left: 700, right: 800, top: 700, bottom: 800 }), 0);
  compose(list, shot([held], { clear, chosen: 1, depth: -1, kept: -1, step: 1 }));
  equal([list.count, list.row[0]], [1, 1]);
}

export function a_change_of_layout_starts_where_things_were_and_ends_where_they_belong() {
  const before = sheet(scattered(80, 10));
  const after = sheet(scattered(80, 11));
  const list = new DrawList();
  compose(list, shot([before], { depth: 9, kept: 9 }));
  const stood = new Map([...list.row.subarray(0, list.count)].map((row, i) => [row, [list.x[i], list.y[i]]]));
  const moving = new Moving(list, 0, false);
  moving.advance(0);
  compose(list, shot([after], { depth: 9, kept: 9, moving }));
  for (let i = 0; i < list.count; i += 1) {
    if (list.alpha[i] < 0.01) continue;
    near(list.x[i], stood.get(list.row[i])[0], 0.01);
    near(list.y[i], stood.get(list.row[i])[1], 0.01);
  }
  ok(!moving.advance(5000), "it ends");
  compose(list, shot([after], { depth: 9, kept: 9, moving }));
  for (let i = 0; i < list.count; i += 1) {
    near(list.x[i], after.index.x[list.row[i]] * 1000, 0.01);
    near(list.alpha[i], 1, 1e-6);
  }
}

export function with_reduced_motion_nothing_travels() {
  const before = sheet([{ row: 1, x: 0.1, y: 0.1, level: 0 }]);
  const after = sheet([{ row: 1, x: 0.9, y: 0.9, level: 0 }]);
  const list = new DrawList();
  compose(list, shot([before]));
  const moving = new Moving(list, 0, true);
  moving.advance(100);
  compose(list, shot([after], { moving }));
  near(list.x[0], 900, 0.01);
}

export function a_frame_of_ten_thousand_pictures_stays_bounded() {
  const sheets = Array.from({ length: 20 }, (_, n) => sheet(scattered(500, 20 + n)));
  const list = new DrawList();
  compose(list, shot(sheets, { depth: 99, kept: 99 }));
  ok(list.count <= 6000, "a guard");
  list.sort();
}

/** Lights the rows given; what the server would say is not asked. */
function lights(rows, hide = false) {
  const bytes = new Uint8Array(32);
  for (const row of rows) bytes[row >> 3] |= 1 << (row & 7);
  return new Lit({
    server: null, root: "", query: "", mask: new Mask(bytes.buffer), hide, onChange: () => {},
  });
}

export function what_is_lit_lies_above_what_is_dim() {
  const pictures = scattered(200, 12);
  const lit = lights([3, 50, 120]);
  const list = new DrawList();
  const held = sheet(pictures);
  let settled = false;
  for (let frame = 0; frame < 12 && !settled; frame += 1) {
    ({ settled } = compose(list, shot([held], { step: 0.1, lit, depth: 8, kept: 8 })));
  }
  ok(settled, "comes to rest");
  const order = Array.from(list.order.subarray(0, list.count), (i) => list.row[i]);
  equal(order.slice(-3).sort((a, b) => a - b), [3, 50, 120]);
  for (let i = 0; i < list.count; i += 1) {
    if ([3, 50, 120].includes(list.row[i])) equal(list.alpha[i], 1);
    else ok(list.alpha[i] > 0.1 && list.alpha[i] < 0.3, `dim, not ${list.alpha[i]}`);
  }
}

export function what_is_not_lit_can_be_hidden_and_what_is_chosen_never_is() {
  const lit = lights([3, 50, 120], true);
  const list = new DrawList();
  compose(list, shot([sheet(scattered(200, 12))], { lit, depth: 8, kept: 8, chosen: 7 }));
  equal(Array.from(list.row.subarray(0, list.count)).sort((a, b) => a - b), [3, 7, 50, 120]);
}

export function what_is_raised_shows_whatever_its_level() {
  const lit = lights([3, 50, 120], true);
  lit.raised.add(50);
  const list = new DrawList();
  compose(list, shot([sheet(scattered(200, 12))], { lit, depth: -1, kept: -1 }));
  equal(Array.from(list.row.subarray(0, list.count)), [50]);
}
