import { Failures } from "/viewer/failures.js";
import { equal } from "./check.js";

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export async function is_tried_again_after_a_growing_wait() {
  let due = 0;
  const failures = new Failures(() => { due += 1; }, 40);
  equal(failures.has("a"), false);
  failures.add("a");
  equal(failures.has("a"), true);
  equal(failures.has("b"), false);
  await pause(200);
  equal(failures.has("a"), false);
  equal(due, 1);
  failures.add("a");
  equal(failures.known.get("a").times, 2);
  failures.forget("a");
  equal(failures.has("a"), false);
  failures.close();
  await pause(200);
  equal(due, 1);
}

export function remembers_no_more_than_it_must() {
  const failures = new Failures(() => {});
  for (let i = 0; i < 2500; i += 1) failures.add(`sheet ${i}`);
  equal(failures.known.size, 2000);
  equal(failures.has("sheet 0"), false);
  equal(failures.has("sheet 2499"), true);
  failures.close();
}
