import { Journey } from "/viewer/journey.js";
import { equal, ok } from "./check.js";

const until = async (truth) => {
  for (let n = 0; n < 400 && !truth(); n += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  ok(truth(), "it never came to that");
};

const journey = (seconds, loop = false) => {
  const seen = [];
  const made = new Journey({ seconds, loop, told: { arrive: (n) => seen.push(n), turn: () => seen.push("turn") } });
  return { made, seen };
};

export async function it_plays_to_the_end_and_once_more() {
  const { made, seen } = journey([0.01, 0.01]);
  made.play();
  await until(() => !made.playing);
  equal(seen, [0, "turn", 1, "turn"]);
  made.play();
  equal(made.at, 0);
  made.end();
}

export async function it_goes_round() {
  const { made, seen } = journey([0.005, 0.005], true);
  made.play();
  await until(() => seen.length > 6);
  made.end();
  equal(seen.filter((one) => one !== "turn").slice(0, 5), [0, 1, 0, 1, 0]);
}

export function it_begins_where_it_is_told() {
  const { made, seen } = journey([9, 9, 9]);
  made.at = 2;
  made.play();
  made.end();
  equal(seen[0], 2);
}

export function a_pause_keeps_the_place() {
  const { made, seen } = journey([9, 9]);
  made.play();
  made.pause();
  ok(made.left > 8000 && made.left <= 9000, "the rest of the stop is kept");
  made.play();
  made.end();
  equal(seen, [0, "turn", "turn", "turn"], "going on is no new stop");
}

export function who_wandered_is_brought_back() {
  const { made, seen } = journey([9, 9]);
  made.play();
  made.wander();
  made.wander();
  equal([made.playing, made.astray], [false, true]);
  made.play();
  made.end();
  equal([made.astray, seen], [false, [0, "turn", "turn", 0, "turn"]]);
}

export function steps_stay_within_the_tour() {
  const { made, seen } = journey([9, 9]);
  made.go(5);
  made.go(-3);
  equal(seen, [1, 0]);
  equal([made.first, made.last, made.playing], [true, false, false]);
}
