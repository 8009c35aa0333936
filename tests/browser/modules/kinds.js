import { kindOf, nameOf, titleOf } from "/viewer/kinds.js";
import { equal } from "./check.js";

const TEXTS = { layout_map: "Map", layout_grid: "Grid", layout_timeline: "Timeline" };

export function a_layout_is_called_by_its_kind_or_by_its_own_title() {
  const named = (layout, lang = "en") => nameOf(layout, TEXTS, lang);
  equal(named({ name: "map", kind: "map", title: {} }), "Map");
  equal(named({ name: "by-year", kind: "timeline" }), "Timeline");
  equal(named({ name: "axis-school", kind: "axis", title: { fr: "École", en: "School" } }, "fr"), "École");
  equal(named({ name: "axis-school", kind: "axis", title: { fr: "École" } }), "École");
  equal(named({ name: "axis-school", kind: "axis" }), "axis-school");
}

export function bundles_without_kinds_are_understood() {
  equal(kindOf({ name: "grid" }), "grid");
  equal(kindOf({ name: "grid", kind: "map" }), "grid");
  equal(kindOf({ name: "something" }), "map");
  equal(kindOf(undefined), "map");
}

export function a_title_that_is_none_is_empty() {
  for (const none of [null, undefined, {}, { fr: "" }, { fr: 3 }]) equal(titleOf(none, "fr"), "");
}
