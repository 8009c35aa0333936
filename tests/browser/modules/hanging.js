import { cellOf, closestScale, depthOf, drawnAt, hanging, spacing, wantedAt } from "/viewer/hanging.js";
import { near, ok } from "./check.js";

const SCREENS = [[1920, 1016], [1080, 1744], [390, 724], [3840, 2096]];
const COUNTS = [1, 2, 10, 468, 10_000, 1_000_000];

function* hangings() {
  for (const [width, height] of SCREENS) {
    for (const count of COUNTS) {
      for (const layout of ["map", "grid"]) {
        for (const size of [-1, 0, 1]) {
          yield { hung: hanging({ kind: layout, count, width, height, size }), width, height, count, layout };
        }
      }
    }
  }
}

export function spacing_halves_every_two_levels() {
  near(spacing(0), 1 / 16, 0);
  near(spacing(2), 1 / 32, 1e-12);
  near(spacing(1) / spacing(3), 2, 1e-12);
}

export function closer_shows_more_and_never_smaller() {
  for (const { hung } of hangings()) {
    let depth = -Infinity;
    let side = 0;
    for (let scale = 100; scale < 1e7; scale *= 1.3) {
      ok(depthOf(hung, scale) >= depth - 1e-9, "never less");
      ok(drawnAt(hung, scale) >= side - 1e-9, "never smaller");
      depth = depthOf(hung, scale);
      side = drawnAt(hung, scale);
    }
  }
}

export function a_shown_picture_has_the_room_it_needs() {
  for (const { hung, layout } of hangings()) {
    if (layout === "grid") continue;
    for (let scale = 100; scale < 1e6; scale *= 1.7) {
      const depth = Math.floor(depthOf(hung, scale));
      if (depth === 0) continue; // the most important are shown whether there is room or not
      ok(spacing(depth) * scale >= wantedAt(hung, scale) * (1 - 1e-9), "room on screen");
    }
  }
}

export function pictures_stay_within_the_screen() {
  for (const { hung, width, height } of hangings()) {
    for (let scale = 100; scale < 1e8; scale *= 3) {
      ok(drawnAt(hung, scale) <= Math.max(0.62 * Math.min(width, height), 1.8 * hung.wanted) + 1e-6, "bounded");
    }
  }
}

export function the_closest_view_has_every_level() {
  for (const { hung } of hangings()) {
    for (const levels of [1, 5, 20]) {
      const scale = closestScale(hung, levels);
      ok(Number.isFinite(scale) && scale > 0, "a scale");
      ok(depthOf(hung, scale) >= levels - 1, `levels ${levels}: ${depthOf(hung, scale)}`);
    }
  }
}

export function a_grid_is_shown_whole_as_soon_as_its_cells_are_wide_enough_and_never_overlaps() {
  const hung = hanging({ kind: "grid", count: 400, width: 1600, height: 900, size: 0 });
  const cell = 1 / 20;
  ok(depthOf(hung, (hung.wanted / cell) * 1.001) >= 200, "whole");
  ok(depthOf(hung, (hung.wanted / cell) * 0.9) < 200, "not whole yet");
  for (let scale = hung.wanted / cell; scale < 1e5; scale *= 1.5) {
    ok(drawnAt(hung, scale) <= cell * scale, "no overlap");
  }
}

export function the_cells_of_a_grid_are_told_from_its_pictures() {
  for (const [count, cells] of [[1, 1], [10, 4], [60, 9], [468, 25], [1_000_000, 1150]]) {
    const places = Array.from({ length: 50 }, (_, n) => (((n * 7919) % cells) + 0.5) / cells);
    near(cellOf(Float32Array.from(places), Float32Array.from(places.reverse()), count), 1 / cells, 1e-9);
  }
  near(cellOf(Float32Array.of(0.1, 0.23, 0.77), Float32Array.of(0.4, 0.51, 0.9), 400), 0, 0);
}

export function few_pictures_are_shown_large_and_leave_each_other_room() {
  for (const [count, least] of [[1, 400], [2, 150], [10, 60]]) {
    const hung = hanging({ kind: "map", count, width: 1600, height: 900, size: 0 });
    ok(drawnAt(hung, 850) > least, `${count}: ${drawnAt(hung, 850)}`);
  }
}

export function something_is_shown_on_any_screen() {
  for (const [width, height] of [[320, 480], ...SCREENS]) {
    for (const layout of ["map", "grid"]) {
      const hung = hanging({ kind: layout, count: 5000, width, height, size: 1 });
      ok(depthOf(hung, width * 0.8) >= 0, `${width}`);
    }
  }
}

export function larger_is_larger_and_further_apart_is_further_apart() {
  for (const [width, height] of SCREENS) {
    const at = (size, spread, kind = "map") => hanging({ kind, count: 5000, width, height, size, spread });
    const scale = Math.min(width, height);
    near(drawnAt(at(1, 0), scale) / drawnAt(at(0, 0), scale), 2, 1e-6, "twice as large");
    near(wantedAt(at(1, 0), scale) / wantedAt(at(0, 0), scale), 1, 1e-6, "as far apart");
    near(wantedAt(at(0, 1), scale) / wantedAt(at(0, 0), scale), 2, 1e-6, "twice as far");
    near(drawnAt(at(0, 1), scale) / drawnAt(at(0, 0), scale), 1, 1e-6, "as large");
    for (const size of [-1, 0, 1]) {
      for (const spread of [-0.5, 0, 1.5]) {
        const grid = at(size, spread, "grid");
        ok(drawnAt(grid, grid.full) <= wantedAt(grid, grid.full), "a lattice has no overlap");
      }
    }
  }
}

export function a_lattice_whose_cells_are_large_enough_is_shown_without_holes() {
  const hung = hanging({
    kind: "timeline", count: 468, width: 1920, height: 1016, size: 0, cell: 1 / 32, wall: 1016 - 48,
  });
  ok(depthOf(hung, 1016 - 48) >= 200, "whole");
  ok(depthOf(hung, (1016 - 48) / 2) >= 200, "with less room too");
  const small = hanging({
    kind: "timeline", count: 468, width: 390, height: 724, size: 0, cell: 1 / 32, wall: 390 - 48,
  });
  ok(depthOf(small, 390 - 48) >= 200, "on a phone too");
  const large = hanging({ kind: "timeline", count: 10_000, width: 1920, height: 1016, size: 0, cell: 1 / 110 });
  ok(depthOf(large, 1016 - 48) < 200, "too small and too many");
}
