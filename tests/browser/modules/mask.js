import { Mask } from "/viewer/mask.js";
import { chance, equal } from "./check.js";

export function a_bit_says_whether_a_row_is_kept() {
  const dice = chance(4);
  const kept = Array.from({ length: 77 }, () => dice.next() < 0.4);
  const bytes = new Uint8Array(10);
  kept.forEach((one, row) => {
    if (one) bytes[row >> 3] |= 1 << (row & 7);
  });
  const mask = new Mask(bytes.buffer);
  equal(kept.map((_, row) => mask.has(row)), kept);
  equal(mask.count, kept.filter(Boolean).length);
  equal(mask.has(1000), false);
}
