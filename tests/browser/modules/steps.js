import { backward, NOWHERE, onward, read, SURPRISE, TOGETHER, write } from "/viewer/steps.js";
import { equal, ok } from "./check.js";

const ODD = ["doc-1", "a/b c", "é?#&=%", "~tilde", "a+b", "日本/1", "..", " ", "100%"];

/** @param {any} place */
function again(place) {
  const search = new URLSearchParams("collection=small&lang=fr&item=old&trail=old");
  write(place, search);
  return { search, place: read(new URLSearchParams(String(search))) };
}

export function a_place_comes_back_as_it_was() {
  const trail = [["doc-1"], ODD, ["~tilde"], ["a+b", "100%"]];
  for (const centre of [["doc-2"], ODD, [ODD[3]]]) {
    const place = { centre, trail, surprise: 7, filter: "technique=encre&years=1800.." };
    const { search, place: found } = again(place);
    equal(found, place);
    equal([search.get("collection"), search.get("lang")], ["small", "fr"]);
  }
  equal(again(NOWHERE).place, NOWHERE);
  equal(String(again(NOWHERE).search), "collection=small&lang=fr");
}

export function what_cannot_be_read_is_passed_over() {
  const search = new URLSearchParams([
    ["item", ""], ["item", "a"], ["item", "a"], ["trail", ""], ["trail", "~%E0%A4%A"], ["trail", "~"],
    ["trail", "b"], ["surprise", "-3"], ["surprise", "9"],
  ]);
  equal(read(search), { centre: ["a"], trail: [["b"]], surprise: 0, filter: "" });
  equal(read(new URLSearchParams("surprise=99")).surprise, SURPRISE);
  const many = new URLSearchParams(Array.from({ length: 99 }, (_, i) => ["item", `doc-${i}`]));
  equal(read(many).centre.length, TOGETHER);
  const long = new URLSearchParams(Array.from({ length: 99 }, (_, i) => ["trail", `doc-${i}`]));
  equal(read(long).trail.at(-1), ["doc-98"]);
  ok(read(long).trail.length === 40, "a bounded way");
}

export function one_goes_on_and_back() {
  let place = { ...NOWHERE, centre: ["a"], surprise: 2 };
  place = onward(place, ["b"]);
  place = onward(place, ["c", "d"]);
  equal(place, { centre: ["c", "d"], trail: [["a"], ["b"]], surprise: 2, filter: "" });
  equal(onward(place, ["a"]), { ...place, centre: ["a"], trail: [] }, "what is behind is gone back to");
  const back = backward(place);
  equal(back, { ...place, centre: ["b"], trail: [["a"]] });
  equal(backward(backward(back)), null);
}
