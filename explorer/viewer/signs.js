/** The signs: which names hang on the stage's wall, and when they are placed anew. */

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./viewpoint.js").Sight} Sight */

export class Signs {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** Sheets that hung in the last frame, and whether names were placed knowing them. */
    this.hung = 0;
    this.counted = true;
  }

  /**
   * Names are placed anew as soon as more pictures hang, and have been counted in one frame: while
   * these fade in, and not when they have.
   * @param {number} hung sheets
   * @param {boolean} travelling
   */
  meet(hung, travelling) {
    const { labels, moving, next } = this.stage;
    if (travelling || moving || next) return;
    if (this.counted && this.hung !== hung) this.counted = false;
    else if (!this.counted) {
      this.counted = true;
      labels.reconsider();
    }
    this.hung = hung;
  }

  /**
   * Put names on the wall; returns where pictures must make room for them.
   * @param {import("./camera.js").Projection} projection
   * @param {Sight} sight
   * @param {boolean} hung whether any picture is there yet
   */
  draw(projection, sight, hung) {
    const { drawn, frame, guides, labels, layout, lit, moving, next, obstacles, viewpoint } = this.stage;
    const named = hung && !moving && !next;
    const themes = viewpoint.kind === "map" ? this.stage.themes : guides.get(layout).labels;
    return labels.draw(named ? [...this.stage.signs, ...themes] : [], {
      width: frame.width,
      height: frame.height,
      inset: frame.inset,
      projection,
      count: this.stage.summary.counts.items,
      side: sight.side,
      zoom: viewpoint.view.zoom,
      avoid: [...obstacles, ...(lit?.spots(drawn) ?? []), ...this.#chosen()],
      harm: (box) => drawn.harm(box),
    });
  }

  /** Where the picture stands whose record is open: it makes room for no name. */
  #chosen() {
    const { chosen, drawn } = this.stage;
    const at = chosen ? drawn.find(chosen.row) : -1;
    return at < 0 ? [] : [drawn.box(at)];
  }
}
