import { parse } from "/viewer/closer.js";
import { equal } from "./check.js";

export function anAddressSaysWhereOneLooks() {
  equal(parse("0.25/0.5/3"), { x: 0.25, y: 0.5, zoom: 3 });
  equal(parse("1"), null);
  equal(parse("") === undefined && parse(null) === undefined, true);
  for (const odd of ["x", "1/2", "a/b/c", "9/0/0", "0/0/-1", "0/0/99", "//", "0/0/0/0", "1e999/0/0"]) {
    equal(parse(odd), null, odd);
  }
}
