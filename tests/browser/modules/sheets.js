import { decodeIndex } from "/viewer/sheets.js";
import { throws } from "./check.js";

/**
 * What Python wrote, read here; Python compares.
 * @param {number[]} bytes
 */
export function read(bytes) {
  const { row, x, y, level, width, height, ...rest } = decodeIndex(new Uint8Array(bytes).buffer);
  return { ...rest, row: [...row], x: [...x], y: [...y], level: [...level], width: [...width], height: [...height] };
}

/** @param {number[]} bytes */
export function refuses_what_is_no_index(bytes) {
  throws(() => decodeIndex(new ArrayBuffer(0)), "nothing");
  throws(() => decodeIndex(new TextEncoder().encode("<!doctype html><p>not a sheet at all</p>").buffer), "a page");
  throws(() => decodeIndex(new Uint8Array(bytes.slice(0, -1)).buffer), "cut short");
  throws(() => decodeIndex(new Uint8Array([...bytes, 0]).buffer), "too long");
  throws(() => decodeIndex(new Uint8Array([...bytes.slice(0, 4), 9, 9, ...bytes.slice(6)]).buffer), "another version");
}
