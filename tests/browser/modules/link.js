import { format, parse } from "/viewer/link.js";
import { chance, equal, near, ok } from "./check.js";

export function a_view_comes_back_as_it_was() {
  const dice = chance(5);
  const ids = ["aic-1", "a/b c", "é?#&=%", "日本/1", "..", " "];
  for (let i = 0; i < 300; i += 1) {
    const zoom = dice.between(-1, 18);
    const view = {
      layout: ["map", "grid", "mes années/2"][i % 3], x: dice.next(), y: dice.next(), zoom,
      ...(i % 2 ? { item: ids[i % ids.length] } : {}),
    };
    const text = format(view);
    ok(/^[\w%./!~*'()-]+$/.test(text), `safe in an address: ${text}`);
    const back = parse(text);
    equal([back.layout, back.item], [view.layout, view.item]);
    near(back.zoom, zoom, 0.006);
    // Less than a pixel at the scale that is looked at.
    near(back.x, view.x, 1 / (1000 * 2 ** Math.max(0, zoom)) + 1e-9);
  }
}

export function how_pictures_hang_is_told_only_when_it_is_not_as_usual() {
  const view = { layout: "map", x: 0.5, y: 0.5, zoom: 1 };
  equal(format({ ...view, size: 0, spread: 0 }), "map/0.5/0.5/1");
  equal(format({ ...view, item: "a/b", size: 0.001, spread: 0 }), "map/0.5/0.5/1/a%2Fb");
  equal(format({ ...view, size: 0.5, spread: -0.25 }), "map/0.5/0.5/1//0.5/-0.25");
  equal(parse("map/0.5/0.5/1//0.5/-0.25"), { ...view, size: 0.5, spread: -0.25 });
  equal(parse("map/0.5/0.5/1/a%2Fb/0/1"), { ...view, item: "a/b", spread: 1 });
  equal(parse("map/0.5/0.5/1//99/-99"), { ...view, size: 1, spread: -0.5 }, "within limits");
}

export function what_is_no_view_is_none() {
  for (const text of [null, undefined, "", "map", "map/1/2", "map/a/b/c", "map/0.5/0.5/0/a/b", "map/0.5/0.5/0/a/b/c", "map/0.5/0.5/0//1/", "map/0.5/0.5/0//1/1/1", "map/0.5//1",
    "/0.5/0.5/1", "map/0.5/0.5/999", "map/NaN/0/0", "map/Infinity/0/0", "map/9/0/0", "%/0.5/0.5/1",
    "map/0.5/0.5/0/%E0%A4%A"]) {
    equal(parse(text), null, String(text));
  }
}
