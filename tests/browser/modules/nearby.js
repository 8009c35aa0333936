import { isEmpty, nearby } from "/viewer/nearby.js";
import { DrawList } from "/viewer/scene.js";
import { equal, ok } from "./check.js";

const sheet = (places, level = 0) => ({
  index: {
    count: places.length, x: places.map(([x]) => x), y: places.map(([, y]) => y),
    level: places.map(() => level),
  },
});
const HERE = {
  projection: { ax: 1000, bx: 0, ay: 1000, by: 0 }, depth: 3, side: 40, centre: { x: 500, y: 500 }, wide: 800, high: 800,
};

export function the_nearest_pictures_are_found_together_when_they_fit() {
  const box = nearby([sheet([[0.9, 0.5], [0.95, 0.5], [0.9, 0.6], [4, 4]])], HERE);
  equal([box.left, box.right, box.top, box.bottom].map(Math.round), [880, 970, 480, 620]);
}

export function the_nearest_alone_when_they_do_not() {
  const box = nearby([sheet([[0.9, 0.5], [4, 0.5], [0.9, 7]])], HERE);
  equal([box.left, box.right].map(Math.round), [880, 920]);
}

export function what_is_not_shown_yet_is_nobodys_company() {
  equal(nearby([sheet([[0.5, 0.5]], 9), { index: null }], HERE), null);
}

export function one_large_picture_is_not_an_empty_wall() {
  const list = new DrawList();
  const index = { row: [5], level: [0] };
  list.add({ index }, 0, 500, 500, 400, 400, 1);
  ok(!isEmpty(list, [5], 1e6), "large");
  list.w[0] = 40;
  ok(isEmpty(list, [5], 1e6), "small and alone");
  ok(isEmpty(list, [], 1e6), "nothing");
  ok(!isEmpty(list, [1, 2, 3], 1e6), "several");
}
