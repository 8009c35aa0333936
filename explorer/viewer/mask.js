/** The mask: which rows are picked out, one bit each, as the server gives them. */

export class Mask {
  /** @param {ArrayBuffer} buffer the lowest bit of each byte first */
  constructor(buffer) {
    this.bytes = new Uint8Array(buffer);
    this.count = 0;
    for (let byte of this.bytes) {
      for (; byte; byte &= byte - 1) this.count += 1;
    }
  }

  /** @param {number} row */
  has(row) {
    return ((this.bytes[row >> 3] >> (row & 7)) & 1) === 1;
  }
}
