import { read } from "/viewer/guides.js";
import { place } from "/viewer/placing.js";
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

/** A text 8 px a letter, and no longer than 120 px when it is cut off. */
const lettered = ({ label }, short) => ({ width: Math.min(8 * label.length, short ? 120 : Infinity), height: 20 });

export function a_text_is_whole_where_there_is_room_and_cut_off_where_there_is_none() {
  const text = "uncertain dates, at their middle";
  const given = (x) => marks("timeline", { x, y: 0.9, text: { "": text }, anchor: "left", rank: 2 });
  const placed = (x, more) => place(given(x), wall(more), lettered, new Map())[0];
  ok(!placed(0.2).short, "half the wall is free");
  equal(placed(0.2).offset.x, 4 * text.length);
  ok(placed(0.8).short, "the edge is near");
  ok(placed(0.2, { avoid: [{ left: 400, right: 500, top: 600, bottom: 800 }] }).short, "a button is near");
  ok(placed(0.2, { harm: (box) => Number(box.right > 400) }).short, "pictures are near");
  ok(!placed(0.2, { harm: () => 2 }).short, "no more pictures make room for it whole");
}

export function a_title_before_its_time_is_cut_to_the_room_of_its_group() {
  const text = "pen and ink drawings";
  const titled = (length) => read({
    labels: [{ x: 0.5, y: 0.2, text: { "": text }, level: 1, anchor: "left", rank: 1 }],
    lines: [{ x1: 0.5, y1: 0.21, x2: 0.5 + length, y2: 0.21, level: 0 }],
  }, "en", "axis").labels;
  const placed = (length, zoom = 0) => place(titled(length), wall({ zoom }), lettered, new Map());
  const [{ most, short, offset, box }] = placed(0.1);
  equal([most, short, offset.x], [100, true, 50]);
  ok(box.right - 500 < 110, "nothing beside its group makes room");
  equal(placed(0.02), [], "three letters say nothing");
  ok(!placed(0.3)[0].most, "it has room as a whole");
  ok(!placed(0.1, 1)[0].most, "its time has come");
}

export function ticks_fill_the_stretches_that_have_room_before_their_time() {
  const tick = (x, label, rank, from) => ({ x, y: 0.9, text: { "": label }, level: from, anchor: "centre", rank });
  const ticks = [
    tick(0.05, "2000 BCE", 1, 0), tick(0.3, "AD 1", 1, 0.5), tick(0.26, "100 BCE", 1, 2),
    tick(0.5, "1000", 1, 0), tick(0.53, "1100", 2, 1), tick(0.9, "2000", 1, 0),
  ];
  const names = (kind) => place(marks(kind, ...ticks), wall(), lettered, new Map())
    .map(({ theme }) => theme.label).sort();
  equal(names("timeline"), ["1000", "2000", "2000 BCE", "AD 1"]);
  equal(names("themes"), ["1000", "2000", "2000 BCE"], "what is no scale waits");
  const lines = [{ x1: 0.3, y1: 0.9, x2: 0.3, y2: 0.92, level: 2 }, { x1: 0, y1: 0.9, x2: 1, y2: 0.9, level: 2 }];
  equal(read({ lines }, "en", "timeline").lines.map(({ level }) => level), [0, 2], "and a tick has its line");
}
