import { applied } from "/viewer/board-acts.js";
import { moved, read, room, section, turned, written } from "/viewer/exhibition-doc.js";
import { columns, fitted, placed, within } from "/viewer/light-scale.js";
import { bounded } from "/viewer/region-drawing.js";
import { equal, near, ok } from "./check.js";

export function pictures_on_the_light_table_have_one_scale_or_fill_their_frames() {
  const pictures = [{ width: 1000, height: 500 }, { width: 200, height: 400 }];
  const frames = [{ width: 500, height: 500 }, { width: 500, height: 500 }];
  equal(fitted(pictures, frames, false), [0.5, 1.25]);
  equal(fitted(pictures, frames, true), [0.5, 0.5]);
  equal(placed({ width: 500, height: 250 }, frames[0], { zoom: 2, x: 10, y: 0 }), { width: 1000, height: 500, x: -240, y: 0 });
  equal(within({ zoom: 1, x: 90, y: -90 }, pictures), { zoom: 1, x: 0, y: 0 });
  equal(within({ zoom: 2, x: 9999, y: -9999 }, pictures), { zoom: 2, x: 1000, y: -500 });
}

export function two_wide_pictures_lie_one_below_the_other_where_the_table_is_narrow() {
  const wide = [{ width: 300, height: 100 }, { width: 300, height: 100 }];
  equal(columns(wide, 0.6), 1);
  equal(columns([{ width: 100, height: 300 }, { width: 100, height: 300 }], 1.8), 2);
}

export function acts_of_a_board_show_at_once() {
  const item = (/** @type {string} */ id) => ({ id, row: 1, notes: {}, status: "proposed" });
  const now = applied(["a", "b", "c"].map(item), [
    { n: 1, do: "move", item: "c", to: 0 }, { n: 2, do: "mark", item: "a", status: "kept" },
    { n: 3, do: "remove", item: "b" }, { n: 4, do: "undo", past: 3 }, { n: 5, do: "merge", other: "x" },
  ]);
  equal(now.map(({ id, status }) => [id, status]), [["c", "proposed"], ["a", "kept"]]);
}

export function a_region_stays_in_its_picture() {
  for (const region of [
    { x: -1, y: 2, width: 5, height: 0 }, { x: NaN, y: 0.9, width: 0.5, height: 0.5 }, { x: 0.5, y: 0.5, width: 1, height: 1 },
  ]) {
    const { x, y, width, height } = bounded(region);
    ok(x >= 0 && y >= 0 && width > 0 && height > 0, "it has a place");
    ok(x + width <= 1.0001 && y + height <= 1.0001, "it lies within");
  }
  near(bounded({ x: 0.1, y: 0.2, width: 0.3, height: 0.4 }).width, 0.3, 1e-9);
}

export function a_document_from_elsewhere_is_made_safe() {
  for (const wrong of [null, 3, [], {}, { format: "x" }]) equal(read(wrong, "small"), null);
  const made = read({
    format: "cimaise-exhibition/1", id: "a", collection: "other", title: { fr: "x", en: 3 }, languages: "fr",
    sections: [null, { kind: "carousel" }, { id: "s", kind: "wall", exhibits: [{ item: "i", details: [{ region: { x: 2 } }] }, {}, 3] }],
  }, "small");
  equal([made?.collection, made?.title, made?.languages], ["small", { fr: "x" }, ["fr", "en"]]);
  equal(made?.sections.length, 1);
  equal(made?.sections[0].exhibits, [{ item: "i", caption: {}, alt: {}, cleared: false, details: [] }]);
}

export function a_section_of_another_kind_keeps_what_it_has_room_for() {
  const wall = section("wall", ["a", "b", "c"]);
  equal(turned(wall, "single").exhibits.length, 1);
  equal(turned({ ...wall, kind: "map", tour: "t" }, "wall").tour, null);
  equal(["text", "map", "single", "compare"].map((kind) => room(/** @type {any} */ (kind))), [0, 0, 1, 6]);
  equal(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  equal(written({ fr: "x" }, "fr", "  "), {});
}
