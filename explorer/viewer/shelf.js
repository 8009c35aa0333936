/**
 * The shelf: a sheet made in the browser, of pictures that are wanted one by one because their own
 * sheets are not loaded. Each cell has the picture's colour until the picture is there.
 */

/** @typedef {import("./server.js").Server} Server */
/** @typedef {import("./sheets.js").Sheet} Sheet */

/**
 * @typedef {object} Place an item and where it hangs; see docs/api.md
 * @property {number} row
 * @property {number} x unit square
 * @property {number} y
 * @property {number} width the original's, pixels
 * @property {number} height
 * @property {string} colour
 * @property {string} thumb address of a picture of 256 pixels
 */

const CELL = 64;
const COLUMNS = 20;
const AT_ONCE = 6;
/** Names no sheet of the tree. */
const NOWHERE = Object.freeze({ z: -1, x: 0, y: 0, key: "shelf" });

export class Shelf {
  /**
   * @param {object} options
   * @param {Server} options.server
   * @param {() => void} options.onChange a picture has arrived
   */
  constructor({ server, onChange }) {
    this.server = server;
    this.onChange = onChange;
    /** @type {any} a sheet whose picture is a canvas */
    this.sheet = null;
    /** @type {Map<number, number>} cell of each row */
    this.cells = new Map();
    /** @type {Set<number>} rows whose picture is drawn, or cannot be had */
    this.ready = new Set();
    /** @type {Place[]} */
    this.queue = [];
    this.loading = new AbortController();
    this.busy = 0;
  }

  close() {
    this.loading.abort();
    this.queue = [];
    this.sheet = null;
  }

  /**
   * Hold these pictures of a layout, and no others.
   * @param {string} layout
   * @param {Place[]} places
   */
  fill(layout, places) {
    const same = this.sheet?.layout === layout && places.length === this.cells.size
      && places.every(({ row }) => this.cells.has(row));
    if (same || (!places.length && !this.sheet)) return;
    this.loading.abort();
    this.loading = new AbortController();
    this.busy = 0;
    const before = { sheet: this.sheet, cells: this.cells };
    this.cells = new Map(places.map(({ row }, cell) => [row, cell]));
    this.ready = new Set([...this.ready].filter((row) => this.cells.has(row)));
    this.sheet = places.length ? this.#made(layout, places, before) : null;
    this.queue = places.filter(({ row }) => !this.ready.has(row));
    this.#next();
  }

  /**
   * @param {string} layout
   * @param {Place[]} places
   * @param {{sheet: any, cells: Map<number, number>}} before
   */
  #made(layout, places, { sheet: old, cells }) {
    const count = places.length;
    const canvas = document.createElement("canvas");
    canvas.width = COLUMNS * CELL;
    canvas.height = Math.ceil(count / COLUMNS) * CELL;
    const pen = canvas.getContext("2d");
    const size = places.map(({ width, height }) => {
      const scale = CELL / Math.max(width, height, 1);
      return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    });
    const shown = new Float32Array(count);
    places.forEach(({ row, colour }, cell) => {
      const from = cells.get(row);
      if (from !== undefined && old) shown[cell] = old.shown[from];
      if (!pen) return;
      const [left, top] = corner(cell);
      if (from !== undefined && old && this.ready.has(row)) {
        const [x, y] = corner(from);
        pen.drawImage(old.picture, x, y, CELL, CELL, left, top, CELL, CELL);
      } else {
        pen.fillStyle = /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#8c8a86";
        pen.fillRect(left, top, size[cell][0], size[cell][1]);
      }
    });
    const index = {
      cell: CELL, columns: COLUMNS, packed: true, below: [0, 0, 0, 0], count,
      row: Int32Array.from(places, ({ row }) => row),
      x: Float32Array.from(places, ({ x }) => x),
      y: Float32Array.from(places, ({ y }) => y),
      level: new Uint8Array(count),
      width: Uint8Array.from(size, ([width]) => width),
      height: Uint8Array.from(size, ([, height]) => height),
    };
    return { node: NOWHERE, layout, index, picture: canvas, shown, used: 0 };
  }

  #next() {
    while (this.busy < AT_ONCE) {
      const place = this.queue.shift();
      if (!place) return;
      void this.#load(place, this.loading.signal);
    }
  }

  /**
   * @param {Place} place
   * @param {AbortSignal} signal
   */
  async #load({ row, thumb }, signal) {
    this.busy += 1;
    try {
      const bitmap = await createImageBitmap(await this.server.blob(thumb, signal));
      const cell = this.cells.get(row);
      if (!signal.aborted && cell !== undefined && this.sheet) {
        const [left, top] = corner(cell);
        const pen = this.sheet.picture.getContext("2d");
        const { index } = this.sheet;
        pen.imageSmoothingQuality = "high";
        pen.drawImage(bitmap, left, top, index.width[cell], index.height[cell]);
        this.ready.add(row);
        this.onChange();
      }
      bitmap.close();
    } catch {
      if (!signal.aborted) this.ready.add(row); // its colour stands for it
    } finally {
      if (!signal.aborted) {
        this.busy -= 1;
        this.#next();
      }
    }
  }
}

/** @param {number} cell @returns {[number, number]} */
function corner(cell) {
  return [(cell % COLUMNS) * CELL, Math.floor(cell / COLUMNS) * CELL];
}
