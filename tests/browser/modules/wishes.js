import {
  NOTHING, any, format, many, parse, queryOf, toggleColour, toggleTheme, toggleValue,
} from "/viewer/wishes.js";
import { chance, equal, ok } from "./check.js";

const WORDS = ["encre", "a & b", "c=d", "é/è", "__proto__", "50%", "+", " "];

function wished(dice) {
  let wishes = { ...NOTHING, hide: dice.next() < 0.5 };
  for (let i = dice.whole(0, 4); i > 0; i -= 1) {
    wishes = toggleValue(wishes, WORDS[dice.whole(0, 4)], WORDS[dice.whole(0, 7)]);
  }
  for (let i = dice.whole(0, 3); i > 0; i -= 1) wishes = toggleTheme(wishes, dice.whole(0, 9));
  for (let i = dice.whole(0, 2); i > 0; i -= 1) wishes = toggleColour(wishes, `00ff0${i}`);
  if (dice.next() < 0.5) {
    const from = dice.next() < 0.3 ? null : dice.whole(-500, 1000);
    const to = from === null || dice.next() < 0.7 ? dice.whole(1000, 2000) : null;
    wishes = { ...wishes, years: [from, to], undated: dice.next() < 0.5 };
  }
  return wishes;
}

export function a_text_gives_the_wishes_back() {
  const dice = chance(5);
  for (let i = 0; i < 300; i += 1) {
    const wishes = wished(dice);
    const again = parse(format(wishes));
    equal(format(again), format(wishes));
    equal(any(again), any(wishes));
    equal(many(again), many(wishes));
    equal(String(queryOf(again)), String(queryOf(wishes)));
  }
}

export function any_text_is_read_without_harm() {
  const dice = chance(8);
  const letters = "theme=years.1800&colour%undated=hide0123456789abcdef__proto__[]é";
  for (let i = 0; i < 300; i += 1) {
    const text = Array.from({ length: dice.whole(0, 40) }, () =>
      letters[dice.whole(0, letters.length - 1)]).join("");
    format(parse(text));
  }
  equal(any(parse(null)), false);
  equal(any(parse("x=".repeat(5000))), false);
  ok(!({}).hide, "no prototype was touched");
}

export function a_toggle_twice_is_none() {
  equal(format(toggleValue(toggleValue(NOTHING, "a", "b"), "a", "b")), "");
  equal(format(toggleTheme(toggleTheme(NOTHING, 3), 3)), "");
  equal(format(toggleColour(toggleColour(NOTHING, "00ff00"), "00ff00")), "");
}

export function a_theme_takes_the_place_of_those_it_covers() {
  const parent = toggleTheme(NOTHING, 1);
  equal(toggleTheme(parent, 7, [1]).themes, [7]);
  equal(toggleTheme(toggleTheme(NOTHING, 7), 1, [7, 8]).themes, [1]);
}

export function years_are_put_in_order() {
  equal(parse("years=1900..1800").years, [1800, 1900]);
  equal(parse("years=..").years, null);
  equal(parse("years=-50..").years, [-50, null]);
}
