import { needed, node } from "/viewer/tree.js";
import { chance, equal, ok } from "./check.js";

/** A random tree, by key. */
function tree(dice, deepest) {
  const branches = new Map();
  const grow = (one) => {
    const packed = one.z >= deepest || (one.z > 0 && dice.next() < 0.25);
    const below = packed ? [0, 0, 0, 0] : [0, 1, 2, 3].map(() => (dice.next() < 0.8 ? 10 : 0));
    branches.set(one.key, { packed, below });
    below.forEach((count, child) => {
      if (count) grow(node(one.z + 1, 2 * one.x + (child & 1), 2 * one.y + (child >> 1)));
    });
  };
  grow(node(0, 0, 0));
  return branches;
}

const meets = ({ z, x, y }, view) => {
  const side = 2 ** -z;
  return x * side <= view.right && (x + 1) * side >= view.left
    && y * side <= view.bottom && (y + 1) * side >= view.top;
};

const parse = (key) => node(...key.split("/").map(Number));

export function what_is_needed_is_what_meets_the_view_down_to_its_depth() {
  const dice = chance(3);
  for (let i = 0; i < 60; i += 1) {
    const branches = tree(dice, 5);
    const left = dice.between(-0.2, 0.9);
    const top = dice.between(-0.2, 0.9);
    const view = { left, top, right: left + dice.between(0, 0.6), bottom: top + dice.between(0, 0.6) };
    const depth = dice.between(-1, 12);
    const wanted = [...branches.keys()].map(parse)
      .filter((one) => one.z === 0 || (meets(one, view) && depth >= 2 * one.z))
      .map(({ key }) => key);
    const seen = needed(view, depth, (key) => branches.get(key), { most: 1e6 });
    equal(seen.map(({ key }) => key).sort(), wanted.sort());
    ok(seen.every((one, n) => n === 0 || seen[n - 1].z <= one.z), "coarsest first");
  }
}

export function a_sheet_is_not_asked_for_before_its_parent_is_read() {
  const branches = tree(chance(4), 4);
  const known = new Set(["0/0/0"]);
  const all = { left: 0, top: 0, right: 1, bottom: 1 };
  const seen = needed(all, 20, (key) => (known.has(key) ? branches.get(key) : undefined));
  ok(seen.every(({ z }) => z <= 1), "no deeper than the first unread rank");
  equal(needed(all, 20, () => undefined).map(({ key }) => key), ["0/0/0"]);
}

export function the_number_of_sheets_is_bounded() {
  const all = { left: 0, top: 0, right: 1, bottom: 1 };
  const endless = () => ({ packed: false, below: [9, 9, 9, 9] });
  ok(needed(all, 100, endless, { most: 50 }).length === 50, "bounded");
}

export function one_picture_is_found_however_deep_it_lies() {
  const endless = (key) => (key.startsWith("7/") ? { packed: true, below: [0, 0, 0, 0] }
    : { packed: false, below: [9, 9, 9, 9] });
  const none = { left: 5, top: 5, right: 6, bottom: 6 };
  const seen = needed(none, 0, endless, { down: { x: 0.7, y: 0.2 } });
  equal(seen.map(({ key }) => key), [0, 1, 2, 3, 4, 5, 6, 7]
    .map((z) => `${z}/${Math.floor(0.7 * 2 ** z)}/${Math.floor(0.2 * 2 ** z)}`));
  ok(needed(none, 0, endless, { down: { x: 1, y: 1 } }).at(-1).key === "7/127/127", "at the very edge");
}
