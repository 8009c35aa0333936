import { read } from "/viewer/guides.js";
import { place } from "/viewer/labels.js";
import { equal, ok } from "./check.js";

export function what_a_guide_says_is_read_in_the_visitors_language() {
  const said = {
    lines: [{ x1: 0, y1: 0.5, x2: 1, y2: 0.5, level: 2 }],
    labels: [
      { x: 0.1, y: 0.2, text: { fr: "An 1", en: "AD 1" }, level: 0, anchor: "centre", rank: 1 },
      { x: 0.2, y: 0.2, text: { "": "1890" }, level: 1, anchor: "bottom", rank: 2 },
    ],
  };
  equal(read(said, "fr", "timeline").labels.map(({ label }) => label), ["An 1", "1890"]);
  equal(read(said, "en", "timeline").labels.map(({ label }) => label), ["AD 1", "1890"]);
  equal(read(said, "en", "timeline").lines, said.lines);
}

export function what_makes_no_sense_in_a_guide_is_left_out() {
  for (const nothing of [null, undefined, 3, "x", [], {}, { lines: 1, labels: "no" }]) {
    equal(read(nothing, "fr", "axis"), { lines: [], labels: [] });
  }
  const odd = {
    lines: [null, 7, { x1: 0 }, { x1: "0", y1: 0, x2: 1, y2: 1 }, { x1: 9, y1: 0, x2: 1, y2: 1 }],
    labels: [
      null, "text", { x: 0.1, y: 0.1 }, { x: 0.1, y: 0.1, text: { fr: 12 } }, { x: NaN, y: 0, text: { "": "a" } },
      { x: 0.1, y: 1e9, text: { "": "far" } }, { x: 0.5, y: 0.5, text: { "": "x".repeat(5000) }, anchor: "top", rank: "first" },
    ],
  };
  const { lines, labels } = read(odd, "fr", "axis");
  equal(lines, []);
  equal(labels.length, 1);
  equal([labels[0].label.length, labels[0].mark.anchor, labels[0].mark.rank, labels[0].mark.from], [120, "centre", 0, 0]);
}

const SIZE = { width: 60, height: 20 };
const wall = (more = {}) => ({
  width: 1000, height: 800, inset: { top: 0, right: 0, bottom: 0, left: 0 },
  projection: { ax: 1000, bx: 0, ay: 800, by: 0 }, count: 100, side: 40, zoom: 0, avoid: [],
  harm: () => 0, ...more,
});
const marks = (kind, ...labels) => read({ labels }, "en", kind).labels;
const at = (placed, name) => placed.find(({ theme }) => theme.label === name);

export function a_text_is_shown_from_its_level_on_and_the_first_in_rank_stays() {
  const given = marks("themes",
    { x: 0.5, y: 0.5, text: { "": "first" }, level: 0, anchor: "left", rank: 0 },
    { x: 0.51, y: 0.5, text: { "": "second" }, level: 0, anchor: "left", rank: 1 },
    { x: 0.2, y: 0.5, text: { "": "later" }, level: 2, anchor: "left", rank: 1 });
  const names = (zoom) => place(given, wall({ zoom }), () => SIZE, new Map()).map(({ theme }) => theme.label);
  equal(names(0), ["first"]);
  equal(names(2), ["first", "later"]);
}

export function a_text_lies_with_its_anchor_at_its_point() {
  const given = marks("themes",
    { x: 0.2, y: 0.2, text: { "": "left" }, anchor: "left", rank: 0 },
    { x: 0.5, y: 0.5, text: { "": "centre" }, anchor: "centre", rank: 0 },
    { x: 0.8, y: 0.8, text: { "": "bottom" }, anchor: "bottom", rank: 0 });
  const placed = place(given, wall(), () => SIZE, new Map());
  equal(at(placed, "left").offset, { x: 30, y: 0 });
  equal(at(placed, "centre").offset, { x: 0, y: 0 });
  equal(at(placed, "bottom").offset, { x: 0, y: -10 });
  ok(placed.every(({ stuck }) => !stuck), "all at their points");
}

export function a_tick_stays_in_view_when_its_axis_is_beyond_the_edge() {
  const tick = marks("timeline", { x: 0.5, y: 0.9, text: { "": "1890" }, anchor: "centre", rank: 1 });
  const bar = { left: 0, right: 300, top: 740, bottom: 790 };
  const below = wall({ projection: { ax: 1000, bx: 0, ay: 3000, by: 0 }, avoid: [bar] });
  const [{ box, stuck }] = place(tick, below, () => SIZE, new Map());
  ok(stuck && box.bottom <= 740 && box.top > 650, "in a row above the bar");
  const title = marks("themes", { x: 0.5, y: 0.9, text: { "": "title" }, anchor: "left", rank: 0 });
  equal(place(title, below, () => SIZE, new Map()), [], "a title goes with what it is a title of");
}
