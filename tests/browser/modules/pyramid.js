import { keyOf, levelFor, levelSize, placeOf, shapeOf, tilesIn } from "/viewer/pyramid.js";
import { chance, equal, near, ok } from "./check.js";

const SHAPE = { width: 2600, height: 1700, tile: 512, levels: 2 };
const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

export function levelsAreAsSharpAsTheScreen() {
  equal(levelFor(SHAPE, 4), 0);
  equal(levelFor(SHAPE, 1), 0);
  equal(levelFor(SHAPE, 0.51), 0);
  equal(levelFor(SHAPE, 0.5), 1);
  equal(levelFor(SHAPE, 0.25), 2, "the derivative serves");
  equal(levelFor(SHAPE, 0.0001), 2);
  const drawn = chance(4);
  for (let n = 0; n < 200; n += 1) {
    const density = 2 ** drawn.between(-6, 3);
    const level = levelFor(SHAPE, density);
    ok(level === 0 || level === SHAPE.levels || 0.5 ** level >= density * 0.98, "too coarse");
  }
}

export function everyTileIsFoundOnceAndCoversItsPlace() {
  for (let level = 0; level < SHAPE.levels; level += 1) {
    const { across, down, width, height } = levelSize(SHAPE, level);
    const found = tilesIn(SHAPE, level, WHOLE);
    equal(found.length, across * down);
    equal(new Set(found.map(keyOf)).size, across * down);
    let area = 0;
    for (const tile of found) {
      const place = placeOf(SHAPE, tile);
      ok(place.left >= 0 && place.right <= 1 && place.left < place.right, "across");
      ok(place.top >= 0 && place.bottom <= 1 && place.top < place.bottom, "down");
      area += (place.right - place.left) * width * (place.bottom - place.top) * height;
    }
    near(area, width * height, 0.001, "the level is covered once");
  }
}

export function onlyWhatIsSeenIsWantedFromTheMiddleOut() {
  const drawn = chance(9);
  for (let n = 0; n < 100; n += 1) {
    const [left, top] = [drawn.between(-0.5, 1.2), drawn.between(-0.5, 1.2)];
    const part = { left, top, right: left + drawn.between(0.01, 0.6), bottom: top + drawn.between(0.01, 0.6) };
    const found = tilesIn(SHAPE, 0, part);
    for (const tile of found) {
      const place = placeOf(SHAPE, tile);
      ok(place.left <= part.right && place.right >= part.left, "seen across");
      ok(place.top <= part.bottom && place.bottom >= part.top, "seen down");
    }
    const [x, y] = [(part.left + part.right) / 2, (part.top + part.bottom) / 2];
    const first = found[0] && placeOf(SHAPE, found[0]);
    if (x > 0 && x < 1 && y > 0 && y < 1) {
      const room = 512 / 1700;
      ok(first.left - room <= x && first.right + room >= x, "the middle first");
    }
  }
  equal(tilesIn(SHAPE, 0, { left: 2, top: 2, right: 3, bottom: 3 }), []);
}

export function anAnswerIsLookedAtBeforeItIsBelieved() {
  equal(shapeOf({ ...SHAPE, more: 1 }), SHAPE);
  for (const bad of [
    null, undefined, "", [], {}, { ...SHAPE, tile: 0 }, { ...SHAPE, tile: 1e9 }, { ...SHAPE, levels: 99 },
    { ...SHAPE, width: 0 }, { ...SHAPE, width: "2600" }, { ...SHAPE, height: 1.5 }, { ...SHAPE, height: 2 ** 30 },
  ]) equal(shapeOf(bad), null, JSON.stringify(bad));
}
