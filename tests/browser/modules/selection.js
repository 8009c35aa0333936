import { MOST, Selection } from "/viewer/selection.js";
import { equal, ok } from "./check.js";

const named = (...ids) => ids.map((id) => ({ id, row: id.charCodeAt(0) }));
const made = (known = "abcdefgh") => new Selection({
  resolve: async (ids) => named(...ids.filter((id) => known.includes(id))).reverse(),
});

export function it_keeps_the_visitors_order_and_takes_nothing_twice() {
  const selection = made();
  let told = 0;
  const stop = selection.onChange(() => { told += 1; });
  void selection.replace(named("c", "a", "c"));
  void selection.add(named("b", "a"));
  equal(selection.ids, ["c", "a", "b"]);
  ok(selection.has(97) && !selection.has(100), "by row");
  void selection.remove(["a", ...named("x")]);
  equal(selection.ids, ["c", "b"]);
  void selection.add(named("c"));
  equal(told, 3, "what changes nothing is not told");
  selection.toggle(named("c")[0]);
  selection.toggle(named("d")[0]);
  equal(selection.ids, ["b", "d"]);
  stop();
  selection.clear();
  equal([selection.size, told], [0, 5]);
}

export function every_change_can_be_undone() {
  const selection = made();
  void selection.replace(named("a", "b", "c"));
  selection.move(0, 2);
  equal(selection.ids, ["b", "c", "a"]);
  selection.move(1, 7);
  selection.clear();
  for (const before of [["b", "c", "a"], ["a", "b", "c"], []]) {
    ok(selection.undoable, "undoable");
    selection.undo();
    equal(selection.ids, before);
  }
  ok(!selection.undoable, "nothing more");
  selection.undo();
  equal(selection.ids, []);
}

export async function bare_ids_find_their_rows_and_keep_their_order() {
  const selection = made("abc");
  await selection.replace(["c", "nobody", "a", ...named("b")]);
  equal(selection.list, [{ id: "c", row: 99 }, { id: "a", row: 97 }, { id: "b", row: 98 }]);
  const slow = selection.replace(["a"]);
  await selection.replace(named("b"));
  await slow;
  equal(selection.ids, ["b"], "what was asked for last stays");
}

export async function another_version_has_other_rows() {
  const selection = new Selection({
    resolve: async (ids) => ids.filter((id) => id !== "b").map((id) => ({ id, row: id.charCodeAt(0) + 1000 })),
  });
  await selection.replace(named("c", "b", "a"));
  await selection.renew();
  equal(selection.list, [{ id: "c", row: 1099 }, { id: "a", row: 1097 }]);
}

export function it_holds_no_more_than_it_can() {
  const selection = made();
  void selection.replace(Array.from({ length: MOST + 5 }, (_, row) => ({ id: `n${row}`, row })));
  equal([selection.size, selection.has(MOST)], [MOST, false]);
}
