import { tight } from "/viewer/minimap.js";
import { equal } from "./check.js";

const frame = (width, height, inset = {}) => ({
  width, height, stretch: { x: 1, y: 1 }, inset: { top: 0, right: 0, bottom: 0, left: 0, ...inset },
});

export function the_overview_folds_while_little_of_the_map_is_free() {
  equal(tight(frame(1366, 700)), false, "nothing is open");
  equal(tight(frame(1366, 700, { left: 320 })), false, "a list beside the map");
  equal(tight(frame(1366, 700, { left: 320, right: 368 })), true, "a list and a panel");
  equal(tight(frame(1366, 700, { top: 140, bottom: 180 })), true, "a bar and a tray");
  equal(tight(frame(1920, 1000, { left: 441, right: 480 })), false, "a large screen has room");
  equal(tight(frame(390, 760, { top: 60, bottom: 60 })), false, "a phone on which nothing is open");
  equal(tight(frame(390, 760, { top: 60, bottom: 440 })), true, "a phone with its panel open");
}
