import { bend, draw } from "/viewer/threads.js";
import { equal, near } from "./check.js";

/** A thread there and one back bend to different sides: they do not lie on each other. */
export function threadsBendAside() {
  const [a, b] = [{ x: 0, y: 0 }, { x: 10, y: 0 }];
  const [there, back] = [bend(a, b), bend(b, a)];
  near(there.x, 5, 1e-9);
  near(back.x, 5, 1e-9);
  equal(Math.sign(there.y), -Math.sign(back.y));
  near(bend(a, a).y, 0, 1e-9);
}

export function threadsAreDrawnFromTheOriginalToTheOthers() {
  const canvas = new OffscreenCanvas(100, 100);
  const pen = canvas.getContext("2d");
  const palette = { wall: "#000000", accent: "#ff0000" };
  const projection = { ax: 100, bx: 0, ay: 100, by: 0 };
  const at = (x, y) => [...pen.getImageData(x, y, 1, 1).data];
  draw(pen, [{ from: { x: 0.1, y: 0.5 }, to: { x: 0.9, y: 0.5 } }], { projection, alpha: 0, palette });
  equal(at(90, 50)[3], 0);
  draw(pen, [{ from: { x: 0.1, y: 0.5 }, to: { x: 0.9, y: 0.5 } }], { projection, alpha: 1, palette });
  equal(at(90, 50)[0], 255, "a dot at its end");
  equal(at(50, 50)[3], 0, "it bends aside");
  equal(at(5, 95)[3], 0);
}
